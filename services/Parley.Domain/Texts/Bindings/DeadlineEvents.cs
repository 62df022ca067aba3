using NodaTime;
using Parley.Domain.Time;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>The event from which a deadline counts: which it is, and the day to which the count leads where it is known when the event comes.</summary>
internal static class DeadlineEvents
{
    /// <summary>Checks the event and resolves its instant; false where it cannot be counted from.</summary>
    public static bool Check(BindingReading reading, DeadlineMeaning deadline, string path)
    {
        if (deadline.Event is not { } anchor)
        {
            return true;
        }

        var described = anchor.Event == AnchorEvent.ConditionsMet;
        var ok = Require(reading, anchor.Event != AnchorEvent.Unspecified, $"{path}.event", TermsReasons.FieldRequired, "Say from which event it counts.")
            & Require(reading, anchor.Event != AnchorEvent.PhaseEnd, $"{path}.event", TermsReasons.AnchorNotPossible,
                "A text has no phases. Count from CONCLUSION or EFFECT, or from CONDITIONS_MET and say in event.text what must come about.")
            & Require(reading, !described || anchor.Text?.Values.Count > 0, $"{path}.text", TermsReasons.FieldRequired, "Say what must come about.")
            & Require(reading, described || anchor.Text is null, $"{path}.text", TermsReasons.FieldNotApplicable, "CONCLUSION and EFFECT say by themselves what they are. Leave it out.")
            & Require(reading, anchor.At is null || anchor.Event != AnchorEvent.Conclusion, $"{path}.at", TermsReasons.FieldNotApplicable,
                "The text is not concluded, so nobody knows when it will be. Leave it out.");
        if (anchor.At is null || !ok)
        {
            return ok;
        }

        var found = reading.Times.Violations.Length;
        anchor.At = reading.Times.Resolve(anchor.At, $"{path}.at") ?? anchor.At;
        return reading.Times.Violations.Length == found && IsEffect(reading, anchor, path);
    }

    /// <summary>The first instant at which a period of hours from the event is over; null while that is not known, or where days count.</summary>
    public static Instant? EndOfHours(DeadlineMeaning deadline) =>
        deadline is { Period.Length: > 0, Event.At.Resolved: { } at } && Periods.Parse(deadline.Period) is { HasTimeComponent: true } period
            && (deadline.Zone.Length > 0 || !period.HasDateComponent)
            ? Periods.Add(at.ToInstant(), period, deadline.Zone).ToInstant()
            : null;

    /// <summary>
    /// The day to which the count leads: the event's own in the deadline's zone, or else as it was stated, and so many days, weeks, months or
    /// years after it. Null while that is not known, or where hours count.
    /// </summary>
    public static LocalDate? LastDay(DeadlineMeaning deadline)
    {
        if (deadline.Event?.At?.Resolved is not { } at)
        {
            return null;
        }

        var first = at.ToInstant().InZone(Zones.Of(deadline.Zone.Length > 0 ? deadline.Zone : at.CountingZone())).Date;
        return deadline.Word is DeadlineWord.NoLaterThanDayN or DeadlineWord.OnDayN ? first.PlusDays(deadline.Day - deadline.EventDay)
            : deadline.Period.Length > 0 && Periods.Parse(deadline.Period) is { HasTimeComponent: false } period ? first + period
            : null;
    }

    /// <summary>An effect is one of those that the text is bound to bring about.</summary>
    private static bool IsEffect(BindingReading reading, DeadlineEvent anchor, string path)
    {
        var effects = reading.Text.Clauses.SelectMany(c => c.Bindings).Select(b => b.Truce?.Terms?.Effect?.At?.Resolved?.Instant).OfType<Google.Protobuf.WellKnownTypes.Timestamp>().ToList();
        return anchor.Event != AnchorEvent.Effect || effects.Count == 0
            || Require(reading, effects.Contains(anchor.At.Resolved.Instant), $"{path}.at", BindingReasons.BindingDiffers,
                $"No truce that this text opens takes effect then: they do at {string.Join(", ", effects.Select(e => e.ToInstant().ToText()))}. Correct the one or the other.");
    }

    private static bool Require(BindingReading reading, bool holds, string path, string reason, string description)
    {
        if (!holds)
        {
            reading.Refuse(path, reason, description);
        }

        return holds;
    }
}
