using NodaTime;
using NodaTime.Text;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Time;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// Words that name a deadline: how it counts, and its day, instant or period. How the prevailing version counts is law; where another version
/// counts otherwise, that is recorded with what it comes to, not hidden.
/// </summary>
internal static class DeadlineRules
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM-dd");

    /// <summary>Checks a deadline and computes what it comes to.</summary>
    /// <param name="reading">The binding.</param>
    /// <param name="deadline">The deadline in it; resolved here.</param>
    /// <param name="path">Its field.</param>
    /// <param name="mustSay">Whether the words must say the deadline; of a commitment they may say only what is owed.</param>
    public static void Check(BindingReading reading, DeadlineMeaning deadline, string path, bool mustSay)
    {
        deadline.DueBefore = null;
        if (!IsWhole(reading, deadline, path))
        {
            return;
        }

        deadline.DueBefore = DueInstants.Of(deadline.Word, deadline);
        foreach (var version in reading.Versions)
        {
            DeadlineWords.Compare(reading, version, deadline, mustSay);
        }

        DeadlineVersions.Compare(reading, deadline, mustSay);
        if (deadline.Event?.Assumed == true && reading.Versions is [var first, ..])
        {
            reading.Tell(first, $"The text does not say from what the deadline counts that \"{first.Words}\" is bound to; its event is how it is read.");
        }
    }

    /// <summary>The day of a deadline that was checked.</summary>
    public static LocalDate? DayOf(DeadlineMeaning deadline) =>
        Date.Parse(deadline.Date).TryGetValue(default, out var day) && day.Year is >= StatedTimeReading.FirstYear and <= StatedTimeReading.LastYear ? day : null;

    /// <summary>A day as the contract writes it: 2020-11-20.</summary>
    public static string Text(LocalDate day) => Date.Format(day);

    /// <summary>True for the words that count from the day of an event.</summary>
    public static bool IsDayN(DeadlineWord word) => word is DeadlineWord.NoLaterThanDayN or DeadlineWord.OnDayN;

    private static bool IsWhole(BindingReading reading, DeadlineMeaning deadline, string path)
    {
        var dated = deadline.Word is DeadlineWord.ByEndOfDay or DeadlineWord.Before;
        var within = deadline.Word == DeadlineWord.WithinPeriodFromEvent;

        // "Within a week", bound as the day on which the week ends.
        var counted = deadline is { Word: DeadlineWord.ByEndOfDay, Event: not null, Period.Length: > 0 };
        var whole = Fits(reading, $"{path}.date", deadline.Date.Length > 0, dated)
            & Fits(reading, $"{path}.at", deadline.At is not null, deadline.Word == DeadlineWord.At)
            & (counted || Fits(reading, $"{path}.period", deadline.Period.Length > 0, within))
            & (counted || Fits(reading, $"{path}.event", deadline.Event is not null, within || IsDayN(deadline.Word)))
            & (IsDayN(deadline.Word) || Fits(reading, $"{path}.day", deadline.Day > 0, false))
            & (IsDayN(deadline.Word) || Fits(reading, $"{path}.event_day", deadline.EventDay > 0, false));
        if (deadline.Word == DeadlineWord.Unspecified)
        {
            reading.Refuse($"{path}.word", TermsReasons.FieldRequired, "Say how the deadline counts: at an instant, by the end of a day, before a day, within a period, or by the number of the day.");
            whole = false;
        }

        if (deadline.Day < deadline.EventDay && IsDayN(deadline.Word))
        {
            reading.Refuse($"{path}.day", TermsReasons.NumberOutOfRange, "That day is before the event. Where the day of the event is day 1, the first is 1.");
            whole = false;
        }

        if (whole && dated && DayOf(deadline) is null)
        {
            reading.Refuse($"{path}.date", TermsReasons.DateInvalid, $"{deadline.Date} is not a date of our time. Write it like 2020-11-20.");
            whole = false;
        }

        if (whole && deadline.Period.Length > 0 && Periods.Violation(deadline.Period, $"{path}.period") is { } violation)
        {
            reading.Refuse(violation);
            whole = false;
        }

        if (deadline.Zone.Length > 0 && !Zones.IsKnown(deadline.Zone))
        {
            reading.Refuse($"{path}.zone", TimeReasons.ZoneUnknown, $"The IANA time zone database {Zones.DataVersion} has no zone {deadline.Zone}. Name one that it has, such as Asia/Yerevan.");
            whole = false;
            whole = false;
        }

        if (whole && deadline.Word == DeadlineWord.At)
        {
            deadline.At = reading.Times.Resolve(deadline.At, $"{path}.at") ?? deadline.At;
            whole = reading.Times.Violations.IsEmpty;
        }

        whole = DeadlineEvents.Check(reading, deadline, $"{path}.event") && whole;
        return whole && (!counted || LeadsToItsDay(reading, deadline, path));
    }

    /// <summary>A day that stands beside a period and an event is the one to which they lead.</summary>
    private static bool LeadsToItsDay(BindingReading reading, DeadlineMeaning deadline, string path)
    {
        if (Periods.Parse(deadline.Period).HasTimeComponent || deadline.Event.At is null)
        {
            reading.Refuse($"{path}.event", TermsReasons.FieldNotApplicable,
                "Only days, weeks, months and years from an event whose instant is given lead to a day. Give event.at, or bind it as WITHIN_PERIOD_FROM_EVENT without a date.");
            return false;
        }

        if (DeadlineEvents.LastDay(deadline) is { } day && day != DayOf(deadline))
        {
            reading.Refuse($"{path}.date", BindingReasons.BindingDiffers, $"{deadline.Period} from the day of the event is {Text(day)}, and not {deadline.Date}. Correct the one or the other.");
            return false;
        }

        return true;
    }

    /// <summary>A field stands where the word needs it, and nowhere else.</summary>
    private static bool Fits(BindingReading reading, string path, bool given, bool needed)
    {
        if (given == needed)
        {
            return true;
        }

        reading.Refuse(path, needed ? TermsReasons.FieldRequired : TermsReasons.FieldNotApplicable,
            needed ? "A deadline that counts so must have it." : "A deadline that counts so has none. Leave it out, or give another word.");
        return false;
    }
}
