using CsCheck;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Testing;
using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>By whose clocks the words say a time: "Moscow time" bound on the clocks of Baku is an hour off, and is refused.</summary>
public sealed class ClockTests
{
    private static readonly string[] Zones = ["Europe/Moscow", "Asia/Yerevan", "Asia/Baku", "Europe/Paris", "Asia/Damascus", "Etc/UTC"];

    /// <summary>How each language says a time on each of these clocks.</summary>
    private static readonly (string Language, string[] Said)[] Writers =
    [
        ("en", ["{0} Moscow time", "{0} Yerevan time", "{0} Baku time", "{0} Paris time", "{0} Damascus time", "{0} UTC"]),
        ("ru", ["{0} по московскому времени", "{0} по ереванскому времени", "{0} по бакинскому времени", "{0} по парижскому времени", "{0} по Дамаску", "{0} по Гринвичу"]),
        ("fr", ["{0}, heure de Moscou", "{0}, heure d'Erevan", "{0}, heure de Bakou", "{0}, heure de Paris", "{0}, heure de Damas", "{0}, temps universel"]),
        ("hy", ["Մոսկվայի ժամանակով {0}", "Երևանի ժամանակով {0}", "Բաքվի ժամանակով {0}", "Փարիզի ժամանակով {0}", "Դամասկոսի ժամանակով {0}", "Գրինվիչի ժամանակով {0}"]),
        ("az", ["Moskva vaxtı ilə {0}", "İrəvan vaxtı ilə {0}", "Bakı vaxtı ilə {0}", "Paris vaxtı ilə {0}", "Dəməşq vaxtı ilə {0}", "Qrinviç vaxtı ilə {0}"]),
        ("ar", ["{0} بتوقيت موسكو", "{0} بتوقيت يريفان", "{0} بتوقيت باكو", "{0} بتوقيت باريس", "{0} بتوقيت دمشق", "{0} بتوقيت غرينتش"]),
    ];

    private static readonly Gen<Instant> AnyInstant = Gen.Long[1_600_000_000 / 60, 1_800_000_000 / 60].Select(minute => Instant.FromUnixTimeSeconds(minute * 60));

    [Fact]
    public void A_clock_in_words_is_that_clock_and_no_other() =>
        Gen.Select(AnyInstant, Gen.Int[0, Writers.Length - 1], Gen.Int[0, Zones.Length - 1], Gen.Int[0, Zones.Length - 1]).Sample((instant, writer, said, bound) =>
        {
            var local = instant.InZone(DateTimeZoneProviders.Tzdb[Zones[bound]]).LocalDateTime;
            var (language, words) = (Writers[writer].Language, string.Format(Writers[writer].Said[said], local.ToString("HH:mm", null)));
            var stated = Table.At(local.ToString("uuuu-MM-dd'T'HH:mm", null), Zones[bound]);

            // Where the clocks go back an hour is there twice.
            stated.UtcOffset = OffsetOf(bound, instant);
            var reason = new Table((language, words)).BindAll(b => b.Instant = stated)?.Reason;
            Assert.Equal(said == bound ? null : "BINDING_DIFFERS", reason);
        }, iter: Round.Of(400, 10000));

    /// <summary>Of two clocks in the words the second agrees when it shows the same instant, and never otherwise.</summary>
    [Fact]
    public void A_second_clock_in_words_shows_the_same_instant_or_is_refused() =>
        Gen.Select(AnyInstant, Gen.Int[0, Writers.Length - 1], Gen.Int[0, Zones.Length - 1], Gen.Int[0, Zones.Length - 1], Gen.Int[0, 23]).Sample((instant, writer, one, other, off) =>
        {
            string Said(int zone, int hours) => string.Format(
                Writers[writer].Said[zone], instant.Plus(NodaTime.Duration.FromHours(hours)).InZone(DateTimeZoneProviders.Tzdb[Zones[zone]]).ToString("HH:mm", null));
            var words = $"{Said(one, 0)} ({Said(other, off)})";
            var local = instant.InZone(DateTimeZoneProviders.Tzdb[Zones[one]]);
            var stated = Table.At(local.ToString("uuuu-MM-dd'T'HH:mm", null), Zones[one]);
            stated.UtcOffset = OffsetOf(one, instant);
            var second = DateTimeZoneProviders.Tzdb[Zones[other]];
            var shown = instant.InZone(second).TimeOfDay == instant.Plus(NodaTime.Duration.FromHours(off)).InZone(second).TimeOfDay;
            var reason = new Table((Writers[writer].Language, words)).BindAll(b => b.Instant = stated)?.Reason;
            Assert.Equal(shown ? null : "BINDING_DIFFERS", reason);
        }, iter: Round.Of(400, 10000));

    [Theory]
    [InlineData("en", "at 00:00 Moscow time on 10 November", "Asia/Baku")]
    [InlineData("en", "at 00:00 Moscow local time on 10 November", "Asia/Baku")]
    [InlineData("en", "at 00:00 local time in Moscow", "Asia/Baku")]
    [InlineData("en", "at 00:00 Yerevan time", "Europe/Moscow")]
    [InlineData("en", "at 00:00 Yerevan time", "Asia/Baku")] // The same offset, and not the same clock.
    [InlineData("en", "at 00:00 UTC", "Europe/Moscow")]
    [InlineData("en", "at 00:00 GMT", "Asia/Baku")]
    [InlineData("en", "at 00:00 Greenwich Mean Time", "Asia/Baku")]
    [InlineData("en", "at 0000Z", "Europe/Moscow")]
    [InlineData("en", "at 00:00 MSK", "Asia/Baku")]
    [InlineData("en", "at 00:00 New York time", "Europe/Moscow")]
    [InlineData("en", "at 00:00 Vladivostok time", "Europe/Moscow")] // A city of the zone data, in no table here.
    [InlineData("en", "at 00:00 (UTC+4)", "Europe/Moscow")]
    [InlineData("en", "at 00:00 UTC+3", "Asia/Baku")]
    [InlineData("ru", "с 00:00 часов по московскому времени 10 ноября", "Asia/Yerevan")]
    [InlineData("ru", "в 00:00 по Москве", "Asia/Yerevan")]
    [InlineData("ru", "в 00:00 мск", "Asia/Baku")]
    [InlineData("ru", "в 00:00 по бакинскому времени", "Europe/Moscow")]
    [InlineData("ru", "в 00:00 по всемирному координированному времени", "Europe/Moscow")]
    [InlineData("fr", "à 00 h 00, heure de Moscou", "Asia/Baku")]
    [InlineData("fr", "à 00 h 00, heure d'Erevan", "Europe/Moscow")]
    [InlineData("fr", "à 00 h 00, temps universel", "Europe/Moscow")]
    [InlineData("hy", "Մոսկվայի ժամանակով ժամը 00։00-ից", "Asia/Yerevan")]
    [InlineData("hy", "Բաքվի ժամանակով ժամը 00։00-ից", "Europe/Moscow")]
    [InlineData("az", "Moskva vaxtı ilə saat 00:00-dan", "Asia/Baku")]
    [InlineData("az", "İrəvan vaxtı ilə saat 00:00-dan", "Europe/Moscow")]
    [InlineData("ar", "الساعة ٠٠:٠٠ بتوقيت موسكو", "Asia/Baku")]
    [InlineData("ar", "الساعة 00:00 بالتوقيت العالمي المنسق", "Europe/Moscow")]
    [InlineData("ar", "الساعة 00:00 بتوقيت غرينتش", "Asia/Yerevan")]
    public void Words_that_name_another_clock_differ(string language, string words, string zone)
    {
        var refused = At(zone, (language, words));
        Assert.Equal(("BINDING_DIFFERS", $"binding.words.values[\"{language}\"]"), (refused?.Reason, refused?.Fields[0].Field));
        Assert.Contains(zone, refused!.Metadata["parameter"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "at 00:00 Moscow time on 10 November", "Europe/Moscow")]
    [InlineData("en", "at 00:00 (Baku time)", "Asia/Baku")]
    [InlineData("en", "at 00:00 Armenian time", "Asia/Yerevan")]
    [InlineData("en", "at 00:00 UTC", "Etc/UTC")]
    [InlineData("en", "at 00:00 GMT", "Europe/London")] // Greenwich is London's clock in winter.
    [InlineData("en", "at 0000Z", "UTC")]
    [InlineData("en", "at 00:00 MSK", "Europe/Moscow")]
    [InlineData("en", "at 00:00 EST", "America/New_York")]
    [InlineData("en", "at 00:00 Azores time", "Atlantic/Azores")]
    [InlineData("en", "at 00:00 Kiev time", "Europe/Kyiv")] // One zone under two names.
    [InlineData("en", "at 00:00 (UTC+4)", "Asia/Yerevan")]
    [InlineData("ru", "в 00:00 по московскому времени", "Europe/Moscow")]
    [InlineData("ru", "в 00:00 по Баку", "Asia/Baku")]
    [InlineData("ru", "в 00:00 по всемирному координированному времени", "Etc/UTC")]
    [InlineData("fr", "à 00 h 00, heure de Bakou", "Asia/Baku")]
    [InlineData("fr", "à 00 h 00, heure d'Erevan", "Asia/Yerevan")]
    [InlineData("hy", "Երևանի ժամանակով ժամը 00։00-ից", "Asia/Yerevan")]
    [InlineData("hy", "Մոսկվայի ժամանակով ժամը 00։00-ից", "Europe/Moscow")]
    [InlineData("az", "Bakı vaxtı ilə saat 00:00-dan", "Asia/Baku")]
    [InlineData("az", "Moskva vaxtı ilə saat 00:00-dan", "Europe/Moscow")]
    [InlineData("ar", "الساعة ٠٠:٠٠ بتوقيت باكو", "Asia/Baku")]
    [InlineData("ar", "الساعة 00:00 بتوقيت مدينة يريفان", "Asia/Yerevan")]
    public void Words_that_name_the_clock_of_the_parameter_agree(string language, string words, string zone)
    {
        var table = new Table((language, words));
        Assert.Null(table.BindAll(b => b.Instant = Table.At("2020-11-10T00:00", zone)));
        Assert.Empty(table.Bound().Discrepancies);
    }

    [Fact]
    public void A_refusal_says_what_the_words_say_and_what_the_parameter_says()
    {
        var refused = At("Asia/Baku", ("en", "at 00:00 Moscow time on 10 November"));
        Assert.Equal("00:00, day 10, month 11, \"moscow time\" (Europe/Moscow)", refused!.Metadata["words"]);
        Assert.Equal("2020-11-10T00:00:00+04:00 (Asia/Baku)", refused.Metadata["parameter"]);
    }

    [Theory]
    [InlineData("en", "at 23:00 Moscow time (00:00 Baku time)", true)]
    [InlineData("en", "at 00:00 Baku time (20:00 GMT)", true)]
    [InlineData("en", "at 00:00 Baku time, or 15:00 EST", true)]
    [InlineData("en", "at 00:00 Baku and Yerevan time", true)]
    [InlineData("en", "at 00:00 Moscow time (23:00 Baku time)", false)] // The two times change places.
    [InlineData("en", "at 22:00 Moscow time (00:00 Baku time)", false)]
    [InlineData("en", "at 00:00 Baku time (21:00 GMT)", false)]
    [InlineData("en", "at 20:00 GMT", false)] // The same instant on a clock that the parameter does not name.
    [InlineData("ru", "в 23:00 по московскому времени (00:00 по бакинскому времени)", true)]
    [InlineData("az", "Moskva vaxtı ilə saat 23:00, Bakı vaxtı ilə saat 00:00", true)]
    [InlineData("az", "Moskva vaxtı ilə saat 00:00, Bakı vaxtı ilə saat 00:00", false)]
    public void Where_several_clocks_stand_in_the_words_each_denotes_the_bound_instant(string language, string words, bool agree) =>
        Assert.Equal(agree ? null : "BINDING_DIFFERS", At("Asia/Baku", (language, words))?.Reason);

    [Fact]
    public void A_clock_that_is_also_stated_is_one_of_the_parameters()
    {
        var instant = Table.At("2020-11-10T00:00", "Asia/Baku");
        instant.AlsoStated.Add(new StatedTime { LocalTime = "2020-11-09T20:00", Zone = "UTC" });
        Assert.Null(new Table(("en", "at 20:00 GMT on 9 November")).BindAll(b => b.Instant = instant.Clone()));
        Assert.Equal("BINDING_DIFFERS", new Table(("en", "at 20:00 GMT on 10 November")).BindAll(b => b.Instant = instant.Clone())?.Reason);
    }

    [Theory]
    [InlineData("en", "All fire stops at 00:00 Moscow time.", "at 00:00")]
    [InlineData("en", "All fire stops at 00:00 on 10 November 2020, Moscow time.", "at 00:00 on 10 November 2020")]
    [InlineData("ru", "Огонь прекращается в 00:00 часов по московскому времени.", "в 00:00")]
    [InlineData("az", "Atəş Moskva vaxtı ilə saat 00:00-dan dayandırılır.", "saat 00:00-dan")]
    [InlineData("ar", "يتوقف إطلاق النار الساعة ٠٠:٠٠ بتوقيت موسكو.", "الساعة ٠٠:٠٠")]
    public void An_excerpt_that_leaves_out_the_clock_says_it_all_the_same(string language, string clause, string words)
    {
        Binding On(string zone) => new() { Id = "meaning", Words = Table.Text((language, words)), Instant = Table.At("2020-11-10T00:00", zone) };
        Assert.Equal("BINDING_DIFFERS", new Table((language, clause)).Bind(On("Asia/Baku"))?.Reason);
        Assert.Null(new Table((language, clause)).Bind(On("Europe/Moscow")));
    }

    [Fact]
    public void A_clock_of_another_time_of_the_clause_is_not_this_ones()
    {
        var binding = new Binding { Id = "meaning", Words = Table.Text(("en", "at 00:00")), Instant = Table.At("2020-11-10T00:00", "Asia/Baku") };
        Assert.Null(new Table(("en", "Fire stops at 00:00. At 12:00 Moscow time observers meet.")).Bind(binding));
    }

    [Theory]
    [InlineData("en", "at 00:00 Zurbagan time")]
    [InlineData("en", "at 00:00 local time")]
    [InlineData("en", "at 00:00 AMT")] // Of Armenia, or of the Amazon.
    [InlineData("ru", "в 00:00 по зурбаганскому времени")]
    [InlineData("fr", "à 00 h 00, heure de Zurbagan")]
    [InlineData("hy", "Զուրբագանի ժամանակով ժամը 00։00-ից")]
    [InlineData("az", "Zurbağan vaxtı ilə saat 00:00-dan")]
    [InlineData("ar", "الساعة 00:00 بتوقيت زورباغان")]
    public void A_clock_that_nobody_can_read_is_told_of_and_the_text_is_not_complete(string language, string words)
    {
        var table = new Table((language, words));
        Assert.Null(table.BindAll(b => b.Instant = Table.At("2020-11-10T00:00", "Asia/Yerevan")));
        var told = Assert.Single(table.Check().Discrepancies);
        Assert.Equal((Table.Clause, language), (told.Clause, told.Language));
        Assert.Contains("Asia/Yerevan", told.Message, StringComparison.Ordinal);
        Assert.False(table.Check().Complete);
    }

    [Fact]
    public void A_deadline_at_an_instant_is_compared_as_an_instant_is()
    {
        Rejection? At(string zone) => new Table(("en", "at 18:00 Moscow time on 20 November"))
            .BindAll(b => b.Deadline = new() { Word = DeadlineWord.At, At = Table.At("2020-11-20T18:00", zone) });
        Assert.Equal("BINDING_DIFFERS", At("Asia/Baku")?.Reason);
        Assert.Null(At("Europe/Moscow"));
    }

    [Theory]
    [InlineData("en", "by the end of 20 November 2020 Moscow time", "Europe/Moscow", null)]
    [InlineData("en", "by the end of 20 November 2020 Moscow time", "Asia/Baku", "BINDING_DIFFERS")]
    [InlineData("en", "by the end of 20 November 2020 Moscow time", "", "BINDING_DIFFERS")] // The words say by whose clocks.
    [InlineData("en", "by 20 November 2020 (UTC)", "Asia/Baku", "BINDING_DIFFERS")]
    [InlineData("en", "by 20 November 2020 (UTC+4)", "Asia/Baku", null)]
    [InlineData("ru", "не позднее 20 ноября 2020 года по московскому времени", "Asia/Yerevan", "BINDING_DIFFERS")]
    [InlineData("hy", "Մոսկվայի ժամանակով ոչ ուշ, քան նոյեմբերի 20-ը", "Asia/Yerevan", "BINDING_DIFFERS")]
    [InlineData("az", "Bakı vaxtı ilə noyabrın 20-dən gec olmayaraq", "Asia/Baku", null)]
    [InlineData("ar", "بحلول ٢٠ نوفمبر بتوقيت موسكو", "Asia/Baku", "BINDING_DIFFERS")]
    public void The_day_of_a_deadline_is_counted_on_the_clock_that_the_words_name(string language, string words, string zone, string? reason) =>
        Assert.Equal(reason, new Table((language, words)).BindAll(b => b.Deadline = new() { Word = DeadlineWord.ByEndOfDay, Date = "2020-11-20", Zone = zone })?.Reason);

    [Fact]
    public void Language_versions_that_name_different_clocks_are_told_of_though_nothing_is_bound()
    {
        var told = Assert.Single(new Table(("en", "at 12:00 Moscow time"), ("ru", "в 12:00 по бакинскому времени")).Check().Discrepancies);
        Assert.Contains("Europe/Moscow", told.Message, StringComparison.Ordinal);
        Assert.Empty(new Table(("en", "at 12:00 Moscow time"), ("ru", "в 12:00 по московскому времени")).Check().Discrepancies);
    }

    private static string OffsetOf(int zone, Instant instant) =>
        Parley.Domain.Time.Zones.Text(DateTimeZoneProviders.Tzdb[Zones[zone]].GetUtcOffset(instant));

    private static Rejection? At(string zone, params (string, string)[] words) =>
        new Table(words).BindAll(b => b.Instant = Table.At("2020-11-10T00:00", zone));
}
