using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>Words that name a deadline: how it counts, what it comes to, and where language versions count otherwise.</summary>
public sealed class DeadlineTests
{
    private const DeadlineWord By = DeadlineWord.ByEndOfDay;
    private const DeadlineWord Before = DeadlineWord.Before;

    [Theory]
    [InlineData("en", "by 20 November 2020", By)]
    [InlineData("en", "no later than November 20", By)]
    [InlineData("en", "on or before the 20th of November", By)]
    [InlineData("en", "until 20 November 2020", By)]
    [InlineData("en", "before 20 November 2020", Before)]
    [InlineData("en", "prior to 20.11.2020", Before)]
    [InlineData("ru", "не позднее 20 ноября 2020 года", By)]
    [InlineData("ru", "к 20 ноября", By)]
    [InlineData("ru", "до 20 ноября включительно", By)]
    [InlineData("ru", "до 20 ноября", By)]
    [InlineData("ru", "до 20 ноября", Before)]
    [InlineData("fr", "d'ici au 20 novembre 2020", By)]
    [InlineData("fr", "au plus tard le 20 novembre", By)]
    [InlineData("fr", "jusqu'au 20 novembre", By)]
    [InlineData("fr", "avant le 20 novembre 2020", Before)]
    [InlineData("hy", "ոչ ուշ, քան 2020 թ. նոյեմբերի 20-ը", By)]
    [InlineData("hy", "նոյեմբերի 20-ից առաջ", Before)]
    [InlineData("hy", "ՄԻՆՉԵՎ ՆՈՅԵՄԲԵՐԻ 20-Ը", Before)]
    [InlineData("az", "noyabrın 20-dən gec olmayaraq", By)]
    [InlineData("az", "2020-ci il noyabrın 20-dək", By)]
    [InlineData("az", "20 noyabr 2020-ci ildən əvvəl", Before)]
    [InlineData("ar", "بحلول ٢٠ نوفمبر ٢٠٢٠", By)]
    [InlineData("ar", "حتى ٢٠ تشرين الثاني", By)]
    [InlineData("ar", "قبل ٢٠ نوفمبر ٢٠٢٠", Before)]
    public void A_deadline_counts_as_its_words_say(string language, string words, DeadlineWord word) =>
        Assert.Null(Bind(word, "2020-11-20", "Asia/Baku", (language, words)).Refused);

    [Theory]
    [InlineData("en", "by 20 November 2020", Before)]
    [InlineData("en", "before 20 November 2020", By)]
    [InlineData("en", "not before 20 November 2020", Before)] // The earliest moment, and no deadline.
    [InlineData("en", "on 20 November 2020", By)]
    [InlineData("en", "20 November 2020", By)] // No word at all.
    [InlineData("en", "by 21 November 2020", By)]
    [InlineData("en", "by 20 December 2020", By)]
    [InlineData("en", "by 20 November 2021", By)]
    [InlineData("en", "by 20 November and in part by 25 November", By)]
    [InlineData("en", "by 18:00 on 20 November", By)] // A clock time that the parameter does not have.
    [InlineData("en", "by the end of next month", By)]
    [InlineData("ru", "до 20 ноября включительно", Before)]
    [InlineData("ru", "не ранее 20 ноября", Before)]
    [InlineData("ru", "до 1 декабря", Before)]
    [InlineData("fr", "avant le 20 novembre", By)]
    [InlineData("hy", "ոչ ուշ, քան նոյեմբերի 20-ը", Before)]
    [InlineData("az", "noyabrın 20-dən gec olmayaraq", Before)]
    [InlineData("az", "dekabrın 20-dək", By)]
    [InlineData("ar", "قبل ٢٠ نوفمبر", By)]
    [InlineData("ar", "بحلول ٢١ نوفمبر", By)]
    public void Words_that_say_another_deadline_differ(string language, string words, DeadlineWord word)
    {
        var (refused, _) = Bind(word, "2020-11-20", "Asia/Baku", (language, words));
        Assert.Equal(("BINDING_DIFFERS", $"binding.words.values[\"{language}\"]"), (refused?.Reason, refused?.Fields[0].Field));
        Assert.Equal(language, refused!.Metadata["language"]);
        Assert.Contains("words", refused.Metadata.Keys);
        Assert.Contains("parameter", refused.Metadata.Keys);
    }

    [Theory]
    [InlineData("en", "It returns the district on or before 20 November 2020.", "before 20 November 2020")]
    [InlineData("en", "It returns the district not before 20 November 2020.", "before 20 November 2020")]
    [InlineData("ru", "Район возвращается до 20 ноября 2020 года включительно.", "до 20 ноября 2020 года")]
    [InlineData("en", "It returns the district before 20 November 2021.", "before 20 November")]
    [InlineData("az", "Rayon 20 noyabr tarixindən gec olmayaraq qaytarılır, 20 noyabra qədər daxil olmaqla.", "20 noyabra qədər")]
    public void An_excerpt_that_leaves_out_what_turns_its_meaning_differs(string language, string clause, string words)
    {
        var binding = new Binding { Id = "meaning", Words = Table.Text((language, words)), Deadline = Day(Before, "2020-11-20", "Asia/Baku") };
        Assert.Equal("BINDING_DIFFERS", new Table((language, clause)).Bind(binding)?.Reason);
    }

    [Theory]
    [InlineData(By, "Asia/Baku", "2020-11-20T20:00:00Z")] // The first instant of the 21st.
    [InlineData(Before, "Asia/Baku", "2020-11-19T20:00:00Z")] // The first instant of the 20th.
    [InlineData(Before, "Europe/Moscow", "2020-11-19T21:00:00Z")]
    public void It_is_too_late_from_the_first_instant_after(DeadlineWord word, string zone, string due)
    {
        var (refused, bound) = Bind(word, "2020-11-20", zone, ("en", word == By ? "by 20 November" : "before 20 November"));
        Assert.Null(refused);
        Assert.Equal(Timestamp.FromDateTime(DateTime.Parse(due, null, System.Globalization.DateTimeStyles.AdjustToUniversal)), bound!.Deadline.DueBefore);
    }

    [Fact]
    public void Without_a_zone_nobody_computes_the_end_of_a_day()
    {
        var (refused, bound) = Bind(By, "2020-11-20", "", ("en", "by 20 November"));
        Assert.Null(refused);
        Assert.Null(bound!.Deadline.DueBefore);
    }

    [Fact]
    public void By_in_the_one_version_and_before_in_the_other_differ_by_a_day_and_are_told_of()
    {
        var (refused, bound) = Bind(By, "2020-11-20", "Asia/Baku", ("en-AM", "by 20 November 2020"), ("en-AZ", "before 20 November 2020"));
        Assert.Null(refused);
        var discrepancy = Assert.Single(bound!.Discrepancies);
        Assert.Equal((Table.Clause, "en-AM", "en-AZ"), (discrepancy.Clause, discrepancy.Language, discrepancy.OtherLanguage));
        Assert.Equal(bound.Deadline.DueBefore, discrepancy.DueBefore);
        Assert.Equal(TimeSpan.FromDays(1), discrepancy.DueBefore.ToDateTime() - discrepancy.OtherDueBefore.ToDateTime());
        Assert.Contains("before 20 November 2020", discrepancy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_that_prevails_must_count_as_it_is_bound()
    {
        (string, string)[] words = [("en-AM", "by 20 November 2020"), ("en-AZ", "before 20 November 2020")];
        Assert.Equal("binding.words.values[\"en-AM\"]", Bind(Before, "2020-11-20", "Asia/Baku", words).Refused?.Fields[0].Field);

        var table = new Table(words);
        table.State.Tabled.PrevailingLanguage = "en-AZ";
        Assert.Equal("binding.words.values[\"en-AZ\"]", table.BindAll(b => b.Deadline = Day(By, "2020-11-20", "Asia/Baku"))?.Fields[0].Field);
        Assert.Null(table.BindAll(b => b.Deadline = Day(Before, "2020-11-20", "Asia/Baku")));
        Assert.Equal("en-AZ", Assert.Single(table.Bound().Discrepancies).Language);
    }

    [Fact]
    public void Another_day_is_no_discrepancy_but_refused_in_any_version() =>
        Assert.Equal("binding.words.values[\"ar\"]", Bind(By, "2020-11-20", "Asia/Baku", ("en", "by 20 November"), ("ar", "بحلول ٢٥ نوفمبر")).Refused?.Fields[0].Field);

    [Fact]
    public void A_word_that_is_read_both_ways_is_told_of_with_both_instants()
    {
        var (_, bound) = Bind(By, "2020-11-20", "Asia/Baku", ("ru", "до 20 ноября 2020 года"));
        var discrepancy = Assert.Single(bound!.Discrepancies);
        Assert.Equal(("ru", "ru"), (discrepancy.Language, discrepancy.OtherLanguage));
        Assert.Equal(TimeSpan.FromDays(1), discrepancy.DueBefore.ToDateTime() - discrepancy.OtherDueBefore.ToDateTime());

        Assert.Empty(Bind(By, "2020-11-20", "Asia/Baku", ("ru", "до 20 ноября 2020 года включительно")).Bound!.Discrepancies);
    }

    [Fact]
    public void A_language_whose_words_are_not_known_needs_one_that_is_beside_it()
    {
        Assert.Equal("LANGUAGE_NOT_READ", Bind(By, "2020-11-20", "Asia/Baku", ("de", "bis zum 20. November")).Refused?.Reason);
        Assert.Null(Bind(By, "2020-11-20", "Asia/Baku", ("de", "bis zum 20. November"), ("en", "by 20 November")).Refused);
        Assert.Equal("binding.words.values[\"de\"]", Bind(By, "2020-11-20", "Asia/Baku", ("de", "bis zum 21. November"), ("en", "by 20 November")).Refused?.Fields[0].Field);
    }

    [Theory]
    [InlineData("en", "at 18:00 on 20 November")]
    [InlineData("ru", "в 18:00 20 ноября")]
    [InlineData("ar", "في الساعة ١٨:٠٠ يوم ٢٠ نوفمبر")]
    public void A_deadline_at_an_instant_comes_to_that_instant(string language, string words)
    {
        var (refused, bound) = Bind(new() { Word = DeadlineWord.At, At = Table.At("2020-11-20T18:00", "Asia/Baku") }, (language, words));
        Assert.Null(refused);
        Assert.Equal(bound!.Deadline.At.Resolved.Instant, bound.Deadline.DueBefore);
        Assert.Equal("BINDING_DIFFERS", Bind(new() { Word = DeadlineWord.At, At = Table.At("2020-11-20T19:00", "Asia/Baku") }, (language, words)).Refused?.Reason);
    }

    [Fact]
    public void A_deadline_has_what_its_word_needs_and_nothing_else()
    {
        var words = ("en", "by 20 November");
        Assert.Equal("FIELD_REQUIRED", Bind(new() { Word = By }, words).Refused?.Reason);
        Assert.Equal("FIELD_REQUIRED", Bind(new() { Date = "2020-11-20" }, words).Refused?.Fields.Last().Reason);
        Assert.Equal("FIELD_NOT_APPLICABLE", Bind(new() { Word = By, Date = "2020-11-20", Period = "P1D" }, words).Refused?.Reason);
        Assert.Equal("FIELD_REQUIRED", Bind(new() { Word = DeadlineWord.At }, words).Refused?.Reason);
        Assert.Equal("DATE_INVALID", Bind(Day(By, "2020-11-31", "Asia/Baku"), words).Refused?.Reason);
        Assert.Equal(("ZONE_UNKNOWN", "binding.deadline.zone"), Bind(Day(By, "2020-11-20", "Asia/Nowhere"), words).Refused is { } r ? (r.Reason, r.Fields[0].Field) : default);
    }

    private static (Rejection? Refused, Binding? Bound) Bind(DeadlineWord word, string date, string zone, params (string, string)[] words) =>
        Bind(Day(word, date, zone), words);

    private static (Rejection? Refused, Binding? Bound) Bind(DeadlineMeaning deadline, params (string, string)[] words)
    {
        var table = new Table(words);
        var refused = table.BindAll(b => b.Deadline = deadline);
        return (refused, refused is null ? table.Bound() : null);
    }

    private static DeadlineMeaning Day(DeadlineWord word, string date, string zone) => new() { Word = word, Date = date, Zone = zone };
}
