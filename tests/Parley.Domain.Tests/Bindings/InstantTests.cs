using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>Words that name an instant: the clock time stands in them, and nothing in them contradicts it.</summary>
public sealed class InstantTests
{
    [Theory]
    [InlineData("en", "00:00 hours Moscow time on 10 November 2020", "2020-11-10T00:00")]
    [InlineData("en", "at 8 a.m. on 10 November", "2020-11-10T08:00")]
    [InlineData("en", "November 10, 8:30 p.m.", "2020-11-10T20:30")]
    [InlineData("en", "at 0800 hours", "2020-11-10T08:00")]
    [InlineData("en", "at 2030 hours on the 10th of November 2020", "2020-11-10T20:30")]
    [InlineData("en", "at 08.00", "2020-11-10T08:00")]
    [InlineData("en", "at 08.05 on 10.11.2020", "2020-11-10T08:05")]
    [InlineData("en", "noon on 10 November", "2020-11-10T12:00")]
    [InlineData("en", "12:00 noon", "2020-11-10T12:00")]
    [InlineData("en", "at midnight, 00:00 on 10 November", "2020-11-10T00:00")]
    [InlineData("en", "08:00:30", "2020-11-10T08:00:30")]
    [InlineData("en", "00:00 (UTC+3)", "2020-11-10T00:00")]
    [InlineData("en", "at 21:00 on 10 May, as they may agree", "2021-05-10T21:00")]
    [InlineData("ru", "с 00:00 часов по московскому времени 10 ноября 2020 года", "2020-11-10T00:00")]
    [InlineData("ru", "в 8 часов вечера 10-го ноября", "2020-11-10T20:00")]
    [InlineData("ru", "в 8 часов 30 минут", "2020-11-10T08:30")]
    [InlineData("fr", "le 10 novembre 2020 à 8 h 30", "2020-11-10T08:30")]
    [InlineData("fr", "à 20 heures, le 1er décembre", "2020-12-01T20:00")]
    [InlineData("fr", "le 1er août à midi", "2021-08-01T12:00")]
    [InlineData("hy", "2020 թվականի նոյեմբերի 10-ին, ժամը 00։00-ից", "2020-11-10T00:00")] // With the Armenian full stop for a colon.
    [InlineData("az", "2020-ci il noyabrın 10-da saat 00:00-dan", "2020-11-10T00:00")]
    [InlineData("az", "10 İYUN saat 8-də", "2021-06-10T08:00")]
    [InlineData("ar", "الساعة ٠٠:٠٠ بتوقيت موسكو يوم ١٠ نوفمبر ٢٠٢٠", "2020-11-10T00:00")]
    [InlineData("ar", "الساعة 8 مساءً يوم 10 تشرين الثاني", "2020-11-10T20:00")]
    [InlineData("fa", "ساعت ۰۸:۰۰", "2020-11-10T08:00")] // No lexicon is needed for digits.
    public void A_clock_time_is_read_as_texts_write_it(string language, string words, string local)
    {
        var table = new Table((language, words));
        Assert.Null(table.BindAll(b => b.Instant = Table.At(local, "Europe/Moscow")));
        Assert.Equal("Europe/Moscow", table.Bound().Instant.Resolved.Zone);
    }

    [Theory]
    [InlineData("en", "at 00:00 on 10 November", "2020-11-10T01:00")] // Another hour.
    [InlineData("en", "at 00:00 on 10 November", "2020-11-11T00:00")] // Another day.
    [InlineData("en", "at 00:00 on 10 November", "2020-12-10T00:00")] // Another month.
    [InlineData("en", "at 00:00 on 10 November 2021", "2020-11-10T00:00")] // Another year.
    [InlineData("en", "from 08:00, with fire to cease at 07:00", "2020-11-10T08:00")] // Another time beside it.
    [InlineData("en", "at 8 p.m.", "2020-11-10T08:00")]
    [InlineData("en", "at 24:00", "2020-11-10T00:00")]
    [InlineData("en", "on 10 November 2020", "2020-11-10T20:20")] // A year is no time.
    [InlineData("en", "20.11 and nothing else", "2020-11-10T20:11")] // A day and a month.
    [InlineData("en", "within 8 hours", "2020-11-10T08:00")] // A period.
    [InlineData("en", "at 00:00 (UTC+4)", "2020-11-10T00:00")] // Another zone.
    [InlineData("en", "at eight o'clock", "2020-11-10T08:00")] // Written out: nobody reads it.
    [InlineData("ru", "в 8 часов утра 10 ноября", "2020-11-10T20:00")]
    [InlineData("ru", "в 00:00 11 ноября", "2020-11-10T00:00")]
    [InlineData("fr", "à 8 h 30", "2020-11-10T08:00")]
    [InlineData("hy", "ժամը 12։00-ից", "2020-11-10T11:00")]
    [InlineData("hy", "հոկտեմբերի 10-ին, ժամը 12։00-ից", "2020-11-10T12:00")]
    [InlineData("az", "saat 00:01-dən", "2020-11-10T00:00")]
    [InlineData("ar", "الساعة ٠٠:٠٠ يوم ١١ نوفمبر", "2020-11-10T00:00")]
    [InlineData("ar", "الساعة ٨ صباحًا", "2020-11-10T20:00")]
    public void Words_that_say_another_time_differ(string language, string words, string local)
    {
        var refused = new Table((language, words)).BindAll(b => b.Instant = Table.At(local, "Europe/Moscow"));
        Assert.Equal(("BINDING_DIFFERS", $"binding.words.values[\"{language}\"]"), (refused?.Reason, refused?.Fields[0].Field));
        Assert.StartsWith(local, refused!.Metadata["parameter"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "at midnight on 10 November")]
    [InlineData("ru", "в полночь 10 ноября")]
    [InlineData("fr", "à minuit le 10 novembre")]
    [InlineData("ar", "عند منتصف الليل يوم 10 نوفمبر")]
    public void Midnight_alone_is_the_midnight_of_two_dates(string language, string words) =>
        Assert.Equal("TIME_OF_DAY_AMBIGUOUS", new Table((language, words)).BindAll(b => b.Instant = Table.At("2020-11-10T00:00", "Europe/Moscow"))?.Reason);

    [Fact]
    public void A_time_that_is_also_stated_for_another_zone_may_stand_in_the_words()
    {
        var instant = Table.At("2020-10-26T08:00", "Asia/Yerevan");
        instant.AlsoStated.Add(new StatedTime { LocalTime = "2020-10-26T00:00", Zone = "America/New_York" });
        Assert.Null(new Table(("en", "at 08:00 local time (00:00 EDT) on 26 October")).BindAll(b => b.Instant = instant.Clone()));
        Assert.Null(new Table(("en", "at 00:00 EDT")).BindAll(b => b.Instant = instant.Clone()));
        Assert.Equal("BINDING_DIFFERS", new Table(("en", "at 08:00 local time (16:00 GMT)")).BindAll(b => b.Instant = instant.Clone())?.Reason);
    }

    [Fact]
    public void A_date_belongs_to_the_zone_whose_time_is_said()
    {
        // Midnight of 10 November in Moscow is 9 November in London.
        var instant = Table.At("2020-11-10T00:00", "Europe/Moscow");
        instant.AlsoStated.Add(new StatedTime { LocalTime = "2020-11-09T21:00", Zone = "Europe/London" });
        Assert.Null(new Table(("en", "at 21:00 on 9 November")).BindAll(b => b.Instant = instant.Clone()));
        Assert.Equal("BINDING_DIFFERS", new Table(("en", "at 00:00 on 9 November")).BindAll(b => b.Instant = instant.Clone())?.Reason);
    }

    [Fact]
    public void A_time_without_a_zone_is_refused_with_the_instants_that_it_may_mean()
    {
        var refused = new Table(("en", "at 12:00 on 10 October")).BindAll(b => b.Instant = Table.At("2020-10-10T12:00", ""));
        Assert.Equal((TimeReasons.ZoneMissing, "binding.instant.zone"), (refused?.Reason, refused?.Fields[0].Field));
        Assert.Equal("2020-10-10T08:00:00Z,2020-10-10T09:00:00Z", refused!.Metadata["candidates"]);
    }

    [Theory]
    [InlineData("en", "Fire ceases at 8:00 p.m. on 10 November.", "at 8:00")]
    [InlineData("ru", "Огонь прекращается в 8:00 вечера.", "в 8:00")]
    [InlineData("ar", "يتوقف إطلاق النار الساعة ٨:٠٠ مساءً", "الساعة ٨:٠٠")]
    public void An_excerpt_that_leaves_out_the_half_of_the_day_says_it_all_the_same(string language, string clause, string words)
    {
        Binding At(string local) => new() { Id = "meaning", Words = Table.Text((language, words)), Instant = Table.At(local, "Europe/Moscow") };
        Assert.Equal("BINDING_DIFFERS", new Table((language, clause)).Bind(At("2020-11-10T08:00"))?.Reason);
        Assert.Null(new Table((language, clause)).Bind(At("2020-11-10T20:00")));
    }

    [Fact]
    public void Every_version_is_compared()
    {
        var refused = new Table(("en", "at 00:00 on 10 November"), ("ar", "الساعة ٠٠:٠٠ يوم ١١ نوفمبر"), ("ru", "в 00:00 10 ноября"))
            .BindAll(b => b.Instant = Table.At("2020-11-10T00:00", "Europe/Moscow"));
        Assert.Equal("binding.words.values[\"ar\"]", Assert.Single(refused!.Fields).Field);
        Assert.Equal("00:00, day 11, month 11", refused.Metadata["words"]);
    }
}
