namespace Parley.Domain.Tests.Bindings;

/// <summary>Words that hold a number, and words that name a place.</summary>
public sealed class NumberAndAreaTests
{
    [Theory]
    [InlineData("en", "1 960 servicemen", 1960)]
    [InlineData("en", "1,960 servicemen", 1960)]
    [InlineData("en", "1\u202f960 servicemen", 1960)] // A narrow space that does not break.
    [InlineData("ru", "1\u00a0960 военнослужащих", 1960)]
    [InlineData("az", "1.960 hərbçi", 1960)]
    [InlineData("fr", "1 960 000 euros", 1960000)]
    [InlineData("ar", "١٬٩٦٠ جنديا", 1960)]
    [InlineData("ar", "\u200f١٩٦٠\u200f جنديًا", 1960)] // With marks of direction around it.
    [InlineData("fa", "۱۹۶۰ سرباز", 1960)]
    [InlineData("en", "five (5) kilometres", 5)]
    [InlineData("en", "minus: -12 degrees", -12)]
    [InlineData("en", "from zero (0) on", 0)]
    [InlineData("en", "an area of 5 km²", 5)]
    public void A_number_is_read_in_the_digits_of_its_script(string language, string words, long number) =>
        Assert.Null(new Table((language, words)).BindAll(b => b.Number = number));

    [Theory]
    [InlineData("en", "1 960 servicemen", 1961)]
    [InlineData("en", "1 960 servicemen", 960)]
    [InlineData("en", "1 960 servicemen", -1960)]
    [InlineData("en", "1 960 servicemen and 90 carriers", 1960)] // Another number beside it.
    [InlineData("en", "1.5 kilometres", 15)]
    [InlineData("en", "5½ kilometres", 5)]
    [InlineData("en", "five kilometres", 5)] // Written out: nobody reads it.
    [InlineData("ru", "380 единиц", 90)]
    [InlineData("ar", "١٩٦٠ جنديا", 1690)]
    [InlineData("fa", "۱۹۶۰ سرباز", 196)]
    public void Another_number_differs(string language, string words, long number)
    {
        var refused = new Table((language, words)).BindAll(b => b.Number = number);
        Assert.Equal("BINDING_DIFFERS", refused?.Reason);
        Assert.Equal($"binding.words.values[\"{language}\"]", refused?.Fields[0].Field);
        Assert.Equal(language, refused?.Metadata["language"]);
        Assert.Equal(number.ToString(), refused?.Metadata["parameter"]);
    }

    [Fact]
    public void The_version_that_differs_is_named()
    {
        var refused = new Table(("en", "90 carriers"), ("ru", "80 машин"), ("ar", "٩٠ مركبة")).BindAll(b => b.Number = 90);
        Assert.Equal("binding.words.values[\"ru\"]", Assert.Single(refused!.Fields).Field);
        Assert.Equal("80", refused.Metadata["words"]);
    }

    [Theory]
    [InlineData("en", "the Lachin corridor")]
    [InlineData("en", "BERDZOR")] // The other side's name.
    [InlineData("ru", "Лачинского района")]
    [InlineData("hy", "Լաչինի շրջանը")]
    [InlineData("az", "Laçının yollarında")]
    [InlineData("ar", "ممر لاتشين")]
    [InlineData("ar", "وبلاتشين")] // And in Lachin, in one word.
    public void A_place_is_recognised_by_any_of_its_names(string language, string words) =>
        Assert.Null(new Table((language, words)).BindAll(b => b.Area = Table.Lachin));

    [Theory]
    [InlineData("en", "the Kelbajar district")]
    [InlineData("en", "the Lachinsk district")] // English does not decline it: another place.
    [InlineData("ru", "Кельбаджарского района")]
    [InlineData("ru", "Нижнелачинского района")]
    [InlineData("ar", "ممر كلبجار")]
    public void Another_place_differs(string language, string words) =>
        Assert.Equal("BINDING_DIFFERS", new Table((language, words)).BindAll(b => b.Area = Table.Lachin)?.Reason);

    [Fact]
    public void Every_version_names_the_place()
    {
        var refused = new Table(("en", "the Lachin corridor"), ("ru", "этот коридор"), ("ar", "هذا الممر")).BindAll(b => b.Area = Table.Lachin);
        Assert.Equal(["binding.words.values[\"ru\"]", "binding.words.values[\"ar\"]"], refused!.Fields.Select(f => f.Field));
    }

    [Theory]
    [InlineData("conflicts/karabakh/areas/nowhere", "UNKNOWN_AREA")]
    [InlineData("conflicts/other/areas/lachin", "FOREIGN_NAME")]
    public void A_place_that_the_conflict_does_not_have_is_refused(string area, string reason) =>
        Assert.Equal(reason, new Table(("en", "the Lachin corridor")).BindAll(b => b.Area = area)?.Reason);
}
