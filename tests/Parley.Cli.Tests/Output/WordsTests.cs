using Google.Protobuf.WellKnownTypes;
using Parley.Cli.Output;
using Parley.V1;

namespace Parley.Cli.Tests.Output;

/// <summary>Plain words for what the contract says in its own.</summary>
public sealed class WordsTests
{
    private static readonly Conflict Valley = new()
    {
        Name = "conflicts/valley",
        Parties =
        {
            new Party { Name = "conflicts/valley/parties/north", Zone = "Asia/Baku", Label = In(("en", "North"), ("ar", "الشمال")) },
            new Party { Name = "conflicts/valley/parties/south", Zone = "America/New_York", Label = In(("en", "South")) },
        },
    };

    [Theory]
    [InlineData(TruceState.InForce, "in force")]
    [InlineData(TruceState.Scheduled, "concluded, not yet in effect")]
    [InlineData(TruceClass.HumanitarianPause, "humanitarian pause")]
    [InlineData(DocumentKind.ReplyToAccusation, "reply to an accusation")]
    [InlineData(TruceReciprocity.ReciprocalUnilateral, "each side by its own act")]
    [InlineData(Publicity.Unspecified, "–")]
    public void A_value_is_said_in_words(System.Enum value, string words) => Assert.Equal(words, Words.Of(value));

    [Fact]
    public void No_value_of_the_contract_reads_like_a_name_of_code()
    {
        var enums = typeof(Truce).Assembly.GetTypes().Where(t => t is { IsEnum: true, Namespace: "Parley.V1" } && !t.Name.EndsWith("OneofCase", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(enums);
        Assert.All(enums.SelectMany(t => System.Enum.GetValues(t).Cast<System.Enum>()), v => Assert.DoesNotMatch("[A-Z_]", Words.Of(v)));
    }

    [Theory]
    [InlineData(0, "no time")]
    [InlineData(1, "1 second")]
    [InlineData(18, "18 seconds")]
    [InlineData(3600, "1 hour")]
    [InlineData(3661, "1 hour 1 minute")]
    [InlineData(5_382_000, "62 days 7 hours")]
    public void A_length_of_time_is_said_in_words(int seconds, string words) =>
        Assert.Equal(words, Words.Of(Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds))));

    [Theory]
    [InlineData("P5Y", "5 years")]
    [InlineData("P6M", "6 months")]
    [InlineData("PT48H", "48 hours")]
    [InlineData("P1Y2M3W4DT5H6M7S", "1 year 2 months 3 weeks 4 days 5 hours 6 minutes 7 seconds")]
    public void A_period_is_said_in_words(string iso, string words) => Assert.Equal(words, Words.Period(iso));

    [Fact]
    public void An_instant_shows_its_seconds_only_where_it_has_some()
    {
        Assert.Equal("2020-10-10 08:00Z", Words.Of(At("2020-10-10T08:00:00Z")));
        Assert.Equal("2020-10-10 08:00:05Z", Words.Of(At("2020-10-10T08:00:05.9Z")));
        Assert.Equal("–", Words.Of((Timestamp?)null));
    }

    [Theory]
    [InlineData("en", "North")]
    [InlineData("ar", "\u2068الشمال\u2069")]
    [InlineData("hy", "North")]
    public void A_party_is_called_by_its_label_in_the_reader_s_language_else_in_English(string language, string label) =>
        Assert.Equal(label, new Glossary(language, Valley).Party("conflicts/valley/parties/north"));

    [Fact]
    public void A_party_that_is_not_known_is_called_by_its_id() => Assert.Equal("east", new Glossary("en", Valley).Party("conflicts/valley/parties/east"));

    [Theory]
    [InlineData("az", "az-Latn: x|en: y|ru: z")]
    [InlineData("ru", "ru: z|az-Latn: x|en: y")]
    [InlineData("fr", "en: y|az-Latn: x|ru: z")]
    public void A_text_is_shown_in_all_its_languages_the_reader_s_first(string language, string lines) =>
        Assert.Equal(lines, string.Join('|', new Glossary(language).AllOf(In(("ru", "z"), ("en", "y"), ("az-Latn", "x")))));

    [Fact]
    public void An_instant_is_shown_on_every_party_s_clock_across_a_change_of_clocks()
    {
        var glossary = new Glossary("en", Valley);
        Assert.Equal(["26 Oct 2020 08:00 +04 North", "26 Oct 2020 00:00 -04 South"], glossary.Clocks(At("2020-10-26T04:00:00Z")));
        Assert.Equal(["2 Nov 2020 08:00 +04 North", "1 Nov 2020 23:00 -05 South"], glossary.Clocks(At("2020-11-02T04:00:00Z")));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "a and b")]
    [InlineData("a b c", "a, b and c")]
    public void Things_stand_in_a_sentence(string things, string words) => Assert.Equal(words, Words.List(things.Split(' ')));

    private static Timestamp At(string text) => Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(text));

    private static LocalizedText In(params (string Language, string Text)[] texts)
    {
        var all = new LocalizedText();
        foreach (var (language, text) in texts)
        {
            all.Values.Add(language, text);
        }

        return all;
    }
}
