using CsCheck;
using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>Words that name a period: numbers in digits and written out, the event from which it counts, and the day to which it leads.</summary>
public sealed class PeriodTests
{
    private static readonly string[] English =
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen", "twenty", "twenty-one", "twenty-two", "twenty-three", "twenty-four", "twenty-five", "twenty-six",
        "twenty-seven", "twenty-eight", "twenty-nine", "thirty", "thirty-one",
    ];

    [Theory]
    [InlineData("en", "within 7 days of the announcement", "P7D")]
    [InlineData("en", "within seven days", "P7D")]
    [InlineData("en", "within seven (7) days", "P7D")]
    [InlineData("en", "within 7 (seven) calendar days", "P7D")]
    [InlineData("en", "within twenty-one days", "P21D")]
    [InlineData("en", "within a week", "P7D")]
    [InlineData("en", "within two weeks", "P14D")]
    [InlineData("en", "within 48 hours", "PT48H")]
    [InlineData("ru", "в течение 7 дней", "P1W")]
    [InlineData("ru", "в течение семи дней", "P7D")]
    [InlineData("ru", "в течение двух суток", "P2D")]
    [InlineData("ru", "в течение двадцати одного дня", "P21D")]
    [InlineData("ru", "в течение недели", "P1W")]
    [InlineData("fr", "dans un délai de 6 mois", "P6M")]
    [InlineData("fr", "dans un délai de sept jours", "P7D")]
    [InlineData("fr", "dans un délai de vingt et un jours", "P21D")]
    [InlineData("fr", "dans un délai de dix-sept jours", "P17D")]
    [InlineData("hy", "7 օրվա ընթացքում", "P7D")]
    [InlineData("hy", "յոթ օրվա ընթացքում", "P7D")]
    [InlineData("hy", "քսանմեկ օրվա ընթացքում", "P21D")]
    [InlineData("hy", "շաբաթվա ընթացքում", "P1W")]
    [InlineData("az", "7 gün ərzində", "P7D")]
    [InlineData("az", "yeddi gün ərzində", "P7D")]
    [InlineData("az", "on beş gün ərzində", "P15D")]
    [InlineData("az", "iyirmi bir gün ərzində", "P21D")]
    [InlineData("ar", "خلال ٧ أيام", "P7D")]
    [InlineData("ar", "خلال سبعة أيام", "P7D")]
    [InlineData("ar", "خلال يومين", "P2D")]
    [InlineData("ar", "خلال أسبوع", "P1W")]
    [InlineData("ar", "خلال خمسة عشر يومًا", "P15D")]
    [InlineData("ar", "خلال واحد وعشرين يومًا", "P21D")]
    public void A_period_is_the_one_in_the_words(string language, string words, string period)
    {
        var (refused, bound) = Bind(Within(period), (language, words));
        Assert.Null(refused);
        Assert.Null(bound!.Deadline.DueBefore);
        Assert.Empty(bound.Discrepancies);
    }

    [Theory]
    [InlineData("en", "within 8 days", "P7D")]
    [InlineData("en", "within seven days", "P30D")]
    [InlineData("en", "within seven (8) days", "P7D")]
    [InlineData("en", "within 7 weeks", "P7D")]
    [InlineData("en", "within seven working days", "P7D")] // No period counts them.
    [InlineData("en", "within a month", "P7D")]
    [InlineData("en", "within an hour", "P1Y")]
    [InlineData("en", "within a week", "P2W")]
    [InlineData("en", "within 48 hours", "P2D")] // The last of two days counts to its end.
    [InlineData("en", "by 7 November", "P7D")]
    [InlineData("ru", "в течение 10 дней", "P7D")]
    [InlineData("ru", "в течение семи дней", "P30D")]
    [InlineData("ru", "в течение недели", "P2W")]
    [InlineData("fr", "dans les sept jours", "P30D")]
    [InlineData("hy", "յոթ օրվա ընթացքում", "P30D")]
    [InlineData("az", "yeddi gün ərzində", "P30D")]
    [InlineData("ar", "خلال ٨ أيام", "P7D")]
    [InlineData("ar", "خلال سبعة أيام", "P30D")]
    [InlineData("ar", "خلال يومين", "P7D")]
    public void Another_period_differs(string language, string words, string period) =>
        Assert.Equal("BINDING_DIFFERS", Bind(Within(period), (language, words)).Refused?.Reason);

    [Theory]
    [InlineData("en", "within forty-two days", "P2D")]
    [InlineData("en", "within several days", "P7D")]
    [InlineData("ru", "в течение сорока одного дня", "P1D")]
    [InlineData("hy", "քառասուն օրվա ընթացքում", "P1D")]
    [InlineData("az", "qırx gün ərzində", "P1D")]
    [InlineData("az", "bir neçə gün ərzində", "P1D")]
    [InlineData("ar", "خلال خمسة وأربعين يومًا", "P1D")]
    public void A_number_that_nobody_can_read_is_told_of(string language, string words, string period)
    {
        var (refused, bound) = Bind(Within(period), (language, words));
        Assert.Null(refused);
        Assert.Contains(period, Assert.Single(bound!.Discrepancies).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_written_out_is_that_number_and_no_other() =>
        Gen.Select(Gen.Int[1, 31], Gen.Int[1, 31], Gen.Bool).Sample((said, bound, weeks) =>
        {
            var words = $"within {English[said - 1]} {(weeks ? "weeks" : "days")}";
            var reason = Bind(Within($"P{bound}{(weeks ? "W" : "D")}"), ("en", words)).Refused?.Reason;
            Assert.Equal(said == bound ? null : "BINDING_DIFFERS", reason);
        }, iter: 1000);

    [Fact]
    public void A_period_from_an_event_needs_the_event()
    {
        var bare = new DeadlineMeaning { Word = DeadlineWord.WithinPeriodFromEvent, Period = "P7D" };
        Assert.Equal(("FIELD_REQUIRED", "binding.deadline.event"), Refusal(bare));
        Assert.Equal(("PERIOD_INVALID", "binding.deadline.period"), Refusal(Within("a week")));

        Assert.Equal(("FIELD_REQUIRED", "binding.deadline.event.event"), Refusal(With(new())));
        Assert.Equal(("FIELD_REQUIRED", "binding.deadline.event.text"), Refusal(With(new() { Event = AnchorEvent.ConditionsMet })));
        Assert.Equal(("ANCHOR_NOT_POSSIBLE", "binding.deadline.event.event"), Refusal(With(new() { Event = AnchorEvent.PhaseEnd })));
        Assert.Equal(("FIELD_NOT_APPLICABLE", "binding.deadline.event.text"), Refusal(With(new() { Event = AnchorEvent.Conclusion, Text = Table.Text(("en", "x")) })));
        Assert.Equal(("FIELD_NOT_APPLICABLE", "binding.deadline.event.at"), Refusal(With(new() { Event = AnchorEvent.Conclusion, At = Table.At("2020-10-30T23:00", "UTC") })));
        Assert.Equal(("ZONE_MISSING", "binding.deadline.event.at.zone"), Refusal(With(Announcement(zone: ""))));
        Assert.Equal(default, Refusal(With(new() { Event = AnchorEvent.Conclusion })));

        static DeadlineMeaning With(DeadlineEvent anchor) => new() { Word = DeadlineWord.WithinPeriodFromEvent, Period = "P7D", Event = anchor };
    }

    [Theory]
    [InlineData("within a week", "P1W", "Asia/Baku", "2020-11-07T20:00:00Z")] // In Baku it is the 31st when Geneva announces: to the end of the 7th.
    [InlineData("within a week", "P1W", "Europe/Zurich", "2020-11-06T23:00:00Z")] // To the end of the 6th.
    [InlineData("within a week", "P1W", "", null)] // Nobody says on whose clock the day ends.
    [InlineData("within 48 hours", "PT48H", "", "2020-11-01T22:00:00Z")] // From the instant.
    [InlineData("within a month", "P1M", "Europe/Zurich", "2020-11-30T23:00:00Z")]
    public void What_is_counted_from_an_event_whose_instant_is_known_is_computed(string words, string period, string zone, string? due)
    {
        var deadline = Within(period, zone);
        deadline.Event = Announcement();
        var (refused, bound) = Bind(deadline, ("en", words));
        Assert.Null(refused);
        Assert.Equal(due is null ? null : Timestamp.FromDateTime(DateTime.Parse(due, null, System.Globalization.DateTimeStyles.AdjustToUniversal)), bound!.Deadline.DueBefore);
    }

    [Theory]
    [InlineData("2020-11-06", "P1W", "", null)]
    [InlineData("2020-11-07", "P1W", "Asia/Baku", null)]
    [InlineData("2020-11-06", "P1W", "Asia/Baku", "binding.commitment.due.date")]
    [InlineData("2031-01-01", "P1W", "", "binding.commitment.due.date")]
    [InlineData("2020-11-13", "P2W", "", "binding.words.values[\"en\"]")]
    public void A_period_in_the_words_leads_to_the_day_that_is_bound(string date, string period, string zone, string? field)
    {
        var table = new Table(("en", "Within a week each side hands over its list."));
        var due = new DeadlineMeaning { Word = DeadlineWord.ByEndOfDay, Date = date, Period = period, Zone = zone, Event = Announcement() };
        var refused = table.BindAll(b => b.Commitment = new() { Kind = ObligationKind.ProvideList, Due = due });
        Assert.Equal(field, refused?.Fields[0].Field);
        Assert.True(refused is null or { Reason: "BINDING_DIFFERS" });
    }

    [Fact]
    public void A_period_in_the_words_is_no_fixed_day_without_the_event_from_which_it_counts()
    {
        var table = new Table(("en", "Within a week each side hands over its list."));
        var due = new DeadlineMeaning { Word = DeadlineWord.ByEndOfDay, Date = "2031-01-01" };
        Assert.Equal("BINDING_DIFFERS", table.BindAll(b => b.Commitment = new() { Kind = ObligationKind.ProvideList, Due = due })?.Reason);
    }

    [Fact]
    public void An_event_that_the_text_does_not_name_is_told_of()
    {
        var deadline = Within("P1W");
        deadline.Event.Assumed = true;
        Assert.Contains("from what", Assert.Single(Bind(deadline, ("en", "within a week")).Bound!.Discrepancies).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "no later than day 7", DeadlineWord.NoLaterThanDayN, 1)]
    [InlineData("en", "by D+7", DeadlineWord.NoLaterThanDayN, 0)]
    [InlineData("en", "no later than 7 days after signature", DeadlineWord.NoLaterThanDayN, 0)]
    [InlineData("en", "on day 7", DeadlineWord.OnDayN, 1)]
    [InlineData("en", "on the 7th day", DeadlineWord.OnDayN, 1)]
    [InlineData("ru", "не позднее 7-го дня", DeadlineWord.NoLaterThanDayN, 1)]
    [InlineData("ru", "на 7-й день", DeadlineWord.OnDayN, 1)]
    [InlineData("fr", "au plus tard le 7e jour", DeadlineWord.NoLaterThanDayN, 1)]
    [InlineData("hy", "ոչ ուշ, քան 7-րդ օրը", DeadlineWord.NoLaterThanDayN, 1)]
    [InlineData("az", "7-ci gündən gec olmayaraq", DeadlineWord.NoLaterThanDayN, 1)]
    [InlineData("ar", "في اليوم ٧", DeadlineWord.OnDayN, 1)]
    public void A_day_that_bears_a_number_counts_from_that_of_the_event(string language, string words, DeadlineWord word, int eventDay)
    {
        var deadline = new DeadlineMeaning { Word = word, Day = 7, EventDay = eventDay, Zone = "Europe/Zurich", Event = Announcement() };
        var (refused, bound) = Bind(deadline.Clone(), (language, words));
        Assert.Null(refused);
        Assert.Equal(eventDay == 0 ? "2020-11-06T23:00:00" : "2020-11-05T23:00:00", bound!.Deadline.DueBefore.ToDateTime().ToString("s"));

        deadline.Day = 8;
        Assert.Equal("BINDING_DIFFERS", Bind(deadline.Clone(), (language, words)).Refused?.Reason);
        (deadline.Day, deadline.Word) = (7, word == DeadlineWord.OnDayN ? DeadlineWord.NoLaterThanDayN : DeadlineWord.OnDayN);
        Assert.Equal("BINDING_DIFFERS", Bind(deadline.Clone(), (language, words)).Refused?.Reason);
    }

    [Fact]
    public void A_day_by_its_number_has_what_it_needs_and_nothing_else()
    {
        var day = new DeadlineMeaning { Word = DeadlineWord.OnDayN, Day = 7, Event = new() { Event = AnchorEvent.Effect } };
        Assert.Null(Bind(day, ("en", "on day 7")).Refused);
        Assert.Equal("BINDING_DIFFERS", Bind(new(day) { EventDay = 1 }, ("en", "on D+7")).Refused?.Reason); // D itself is day nought.
        Assert.Equal(("NUMBER_OUT_OF_RANGE", "binding.deadline.day"), Refusal(new(day) { Day = 0, EventDay = 1 }, "on day 0"));
        Assert.Equal(("FIELD_REQUIRED", "binding.deadline.event"), Refusal(new(day) { Event = null }, "on day 7"));
        Assert.Equal(("FIELD_NOT_APPLICABLE", "binding.deadline.day"), Refusal(new(Within("P7D")) { Day = 7 }));
        Assert.Equal("BINDING_DIFFERS", Bind(day, ("en", "on the seventh day")).Refused?.Reason); // Nobody reads it.
    }

    [Fact]
    public void The_effect_from_which_a_deadline_counts_is_that_of_a_truce_of_the_text()
    {
        var table = new Table([("truce", [("en", "All fire stops.")]), ("lists", [("en", "within a week of that")])]);
        Assert.Null(table.Bind(TruceBindingTests.Binding("All fire stops.", "2020-11-10T00:00", "Europe/Moscow"), "truce"));
        Binding Lists(string at) => new()
        {
            Id = "lists",
            Words = Table.Text(("en", "within a week of that")),
            Deadline = new() { Word = DeadlineWord.WithinPeriodFromEvent, Period = "P1W", Event = new() { Event = AnchorEvent.Effect, At = Table.At(at, "Europe/Moscow") } },
        };
        Assert.Equal("binding.deadline.event.at", table.Bind(Lists("2020-11-12T00:00"), "lists")?.Fields[0].Field);
        Assert.Null(table.Bind(Lists("2020-11-10T00:00"), "lists"));
    }

    private static DeadlineEvent Announcement(string zone = "Europe/Zurich") => new()
    {
        Event = AnchorEvent.ConditionsMet,
        Text = Table.Text(("en", "The co-chairs announce it.")),
        At = Table.At("2020-10-30T23:00", zone),
    };

    private static DeadlineMeaning Within(string period, string zone = "") => new()
    {
        Word = DeadlineWord.WithinPeriodFromEvent,
        Period = period,
        Zone = zone,
        Event = new() { Event = AnchorEvent.ConditionsMet, Text = Table.Text(("en", "The announcement.")) },
    };

    private static (string Reason, string Field) Refusal(DeadlineMeaning deadline, string words = "within 7 days") =>
        Bind(deadline, ("en", words)).Refused is { } r ? (r.Reason, r.Fields[0].Field) : default;

    private static (Rejection? Refused, Binding? Bound) Bind(DeadlineMeaning deadline, params (string, string)[] words)
    {
        var table = new Table(words);
        var refused = table.BindAll(b => b.Deadline = deadline);
        return (refused, refused is null ? table.Bound() : null);
    }
}
