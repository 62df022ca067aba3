using Parley.Gateway.Shape;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

public class FormatsTests
{
    [Theory]
    [InlineData("P6M", true)]
    [InlineData("P1Y6M", true)]
    [InlineData("P2W", true)]
    [InlineData("PT48H", true)]
    [InlineData("P1DT12H30M5S", true)]
    [InlineData("P1000Y", true)]
    [InlineData("P1001Y", false)]
    [InlineData("P", false)]
    [InlineData("PT", false)]
    [InlineData("P1DT", false)]
    [InlineData("P1M1Y", false)]
    [InlineData("P1.5D", false)]
    [InlineData("P-1D", false)]
    [InlineData("-P1D", false)]
    [InlineData("p6m", false)]
    [InlineData("P99999999999999999999D", false)]
    [InlineData("6 months", false)]
    public void Period_IsIsoWithWholeUnits(string text, bool right) => Assert.Equal(right, Formats.Check(text, FieldFormat.Period) is null);

    [Theory]
    [InlineData("hy", true)]
    [InlineData("az-Latn", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("de-CH-1996", true)]
    [InlineData("sl-rozaj-biske-1994", true)]
    [InlineData("en-US-u-ca-gregory", true)]
    [InlineData("x-parley", true)]
    [InlineData("zh-cmn-Hans-CN", true)]
    [InlineData("i-klingon", true)]
    [InlineData("es-419", true)]
    [InlineData("e", false)]
    [InlineData("en_US", false)]
    [InlineData("en-", false)]
    [InlineData("-en", false)]
    [InlineData("en--US", false)]
    [InlineData("en-u", false)]
    [InlineData("en-a-bbb-a-ccc", false)]
    [InlineData("de-1996-1996", false)]
    [InlineData("abcdefghi", false)]
    [InlineData("12", false)]
    [InlineData("en-US-US-US", false)]
    public void Language_IsAWellFormedTag(string text, bool right) => Assert.Equal(right, Formats.Check(text, FieldFormat.Language) is null);

    [Theory]
    [InlineData("Asia/Yerevan", true)]
    [InlineData("UTC", true)]
    [InlineData("asia/yerevan", false)]
    [InlineData("UTC+04", false)]
    [InlineData("Mars/Base", false)]
    public void Zone_IsInTheDatabase(string text, bool right) => Assert.Equal(right, Formats.Check(text, FieldFormat.Zone) is null);

    [Theory]
    [InlineData(FieldFormat.TimeOfDay, "06:00", true)]
    [InlineData(FieldFormat.TimeOfDay, "23:59:59", true)]
    [InlineData(FieldFormat.TimeOfDay, "24:00", false)]
    [InlineData(FieldFormat.TimeOfDay, "6:00", false)]
    [InlineData(FieldFormat.Date, "2020-02-29", true)]
    [InlineData(FieldFormat.Date, "2021-02-29", false)]
    [InlineData(FieldFormat.Date, "2020-2-9", false)]
    [InlineData(FieldFormat.Id, "a1", true)]
    [InlineData(FieldFormat.Id, "a", false)]
    [InlineData(FieldFormat.Id, "1a", false)]
    public void Others_AreChecked(FieldFormat format, string text, bool right) => Assert.Equal(right, Formats.Check(text, format) is null);
}
