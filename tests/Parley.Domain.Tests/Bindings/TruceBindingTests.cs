using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>What the words, or their clause, say of when a truce begins and how long it lasts is what its terms say.</summary>
public sealed class TruceBindingTests
{
    [Theory]
    [InlineData("en", "Fire stops at 00:00 Moscow time on 10 November.", "2020-11-10T00:00", "Europe/Moscow", true)]
    [InlineData("en", "Fire stops at 00:00 Moscow time on 10 November.", "2020-11-12T06:00", "Europe/Moscow", false)]
    [InlineData("en", "Fire stops at 00:00 Moscow time on 10 November.", "2020-11-11T00:00", "Europe/Moscow", false)]
    [InlineData("en", "Fire stops at 00:00 Moscow time on 10 November.", "2020-11-10T00:00", "Asia/Baku", false)]
    [InlineData("en", "Fire stops on 10 November.", "2020-11-12T00:00", "Europe/Moscow", false)]
    [InlineData("en", "Fire stops at 00:00 Moscow time on 10 November; bodies are exchanged by 12 November.", "2020-11-10T00:00", "Europe/Moscow", true)]
    [InlineData("en", "Fire stops at 00:00 Moscow time on 10 November; bodies are exchanged by 12 November.", "2020-11-12T00:00", "Europe/Moscow", false)]
    [InlineData("en", "Fire stops at 00:00 on 10 November; observers meet at 15:00 on 12 November.", "2020-11-10T00:00", "Europe/Moscow", true)]
    [InlineData("en", "Fire stops.", "2020-11-12T06:00", "Europe/Moscow", true)] // What the words do not say is for the terms.
    [InlineData("ru", "Огонь прекращается с 00:00 по московскому времени 10 ноября.", "2020-11-10T00:00", "Europe/Moscow", true)]
    [InlineData("ru", "Огонь прекращается с 00:00 по московскому времени 10 ноября.", "2020-11-10T00:00", "Asia/Yerevan", false)]
    [InlineData("ar", "يتوقف إطلاق النار الساعة ٠٠:٠٠ بتوقيت موسكو يوم ١٠ نوفمبر.", "2020-11-12T06:00", "Europe/Moscow", false)]
    public void A_truce_begins_when_its_words_or_their_clause_say(string language, string clause, string local, string zone, bool agree)
    {
        Assert.Equal(agree ? null : "BINDING_DIFFERS", new Table((language, clause)).Bind(Binding(clause, local, zone, language))?.Reason);

        // An excerpt that leaves the hour out changes nothing: the clause says it.
        var part = clause[..clause.IndexOf(' ', StringComparison.Ordinal)];
        if (clause.Contains("00", StringComparison.Ordinal) || clause.Contains("٠٠", StringComparison.Ordinal))
        {
            Assert.Equal(agree ? null : "BINDING_DIFFERS", new Table((language, clause)).Bind(Binding(part, local, zone, language))?.Reason);
        }
    }

    [Theory]
    [InlineData("en", "Nobody fires for two days.", "P2D", true)]
    [InlineData("en", "Nobody fires for two days.", "P3D", false)]
    [InlineData("en", "Nobody fires for 48 hours.", "PT48H", true)]
    [InlineData("en", "Nobody fires for a period of one week.", "P8D", false)]
    [InlineData("ru", "Огонь прекращается на двое суток.", "P3D", false)]
    [InlineData("ru", "Огонь прекращается в течение двух суток.", "P2D", true)]
    [InlineData("fr", "Personne ne tire pendant deux jours.", "P3D", false)]
    [InlineData("hy", "Կրակը դադարեցվում է երկու օրով։", "P3D", false)]
    [InlineData("hy", "Կրակը դադարեցվում է երկու օրով։", "P2D", true)]
    [InlineData("az", "Atəş iki gün müddətinə dayandırılır.", "P3D", false)]
    [InlineData("ar", "يتوقف إطلاق النار لمدة يومين.", "P3D", false)]
    [InlineData("ar", "يتوقف إطلاق النار لمدة يومين.", "P2D", true)]
    public void A_truce_lasts_as_long_as_its_words_or_their_clause_say(string language, string clause, string period, bool agree)
    {
        foreach (var words in new[] { clause, clause[..clause.IndexOf(' ', StringComparison.Ordinal)] })
        {
            var binding = Binding(words, "2020-11-10T00:00", "Europe/Moscow", language);
            binding.Truce.Terms.Term = new() { Fixed = new() { Period = period } };
            Assert.Equal(agree ? null : "BINDING_DIFFERS", new Table((language, clause)).Bind(binding)?.Reason);
        }
    }

    [Theory]
    [InlineData("2020-11-12T00:00", null)]
    [InlineData("2020-11-13T00:00", "BINDING_DIFFERS")]
    public void A_stated_end_is_where_the_period_in_the_words_leads(string until, string? reason)
    {
        var binding = Binding("Nobody fires for two days.", "2020-11-10T00:00", "Europe/Moscow");
        binding.Truce.Terms.Term = new() { Fixed = new() { Until = Table.At(until, "Europe/Moscow") } };
        Assert.Equal(reason, new Table(("en", "Nobody fires for two days.")).Bind(binding)?.Reason);
    }

    [Fact]
    public void A_period_that_the_terms_do_not_have_and_a_clock_that_nobody_reads_are_told_of()
    {
        var table = new Table(("en", "Nobody fires for two days from 00:00 Zurbagan time on 10 November."));
        Assert.Null(table.BindAll(b => b.Truce = Binding("x", "2020-11-10T00:00", "Europe/Moscow").Truce));
        Assert.Equal(2, table.Check().Discrepancies.Count);
        Assert.False(table.Check().Complete);
    }

    [Fact]
    public void An_instant_of_the_clause_is_that_of_the_truce_which_it_opens()
    {
        const string Words = "Fire stops at the hour of 00:00 on 10 November.";
        Binding At(string local) => new() { Id = "hour", Words = Table.Text(("en", "00:00")), Instant = Table.At(local, "Europe/Moscow") };

        var table = new Table(("en", Words));
        Assert.Null(table.Bind(Binding("Fire stops", "2020-11-10T00:00", "Europe/Moscow")));
        var refused = table.Bind(At("2020-11-12T00:00"));
        Assert.Equal(("BINDING_DIFFERS", "binding.instant"), (refused?.Reason, refused?.Fields[0].Field));
        Assert.Null(table.Bind(At("2020-11-10T00:00")));

        table = new Table(("en", "Fire stops. 00:00"));
        Assert.Null(table.Bind(At("2020-11-10T00:00")));
        refused = table.Bind(Binding("Fire stops", "2020-11-12T00:00", "Europe/Moscow"));
        Assert.Equal(("BINDING_DIFFERS", "binding.truce.terms.effect.at"), (refused?.Reason, refused?.Fields[0].Field));
    }

    internal static Binding Binding(string words, string local, string zone, string language = "en") => new()
    {
        Id = "meaning",
        Words = Table.Text((language, words)),
        Truce = new()
        {
            TruceId = "k5",
            Terms = new()
            {
                Title = Table.Text(("en", "A truce")),
                TruceClass = TruceClass.PreliminaryCeasefire,
                Reciprocity = TruceReciprocity.Bilateral,
                Publicity = Publicity.Public,
                Effect = new() { At = Table.At(local, zone) },
                Term = new() { Indefinite = new() },
            },
        },
    };
}
