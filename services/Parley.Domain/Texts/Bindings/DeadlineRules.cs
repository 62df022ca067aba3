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
    }

    /// <summary>The day of a deadline that was checked.</summary>
    public static LocalDate? DayOf(DeadlineMeaning deadline) =>
        Date.Parse(deadline.Date).TryGetValue(default, out var day) && day.Year is >= StatedTimeReading.FirstYear and <= StatedTimeReading.LastYear ? day : null;

    private static bool IsWhole(BindingReading reading, DeadlineMeaning deadline, string path)
    {
        var dated = deadline.Word is DeadlineWord.ByEndOfDay or DeadlineWord.Before;
        var whole = Fits(reading, $"{path}.date", deadline.Date.Length > 0, dated)
            & Fits(reading, $"{path}.at", deadline.At is not null, deadline.Word == DeadlineWord.At)
            & Fits(reading, $"{path}.period", deadline.Period.Length > 0, deadline.Word == DeadlineWord.WithinPeriodFromEvent);
        if (deadline.Word == DeadlineWord.Unspecified)
        {
            reading.Refuse($"{path}.word", TermsReasons.FieldRequired, "Say how the deadline counts: at an instant, by the end of a day, before a day, or within a period.");
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
        }

        if (whole && deadline.Word == DeadlineWord.At)
        {
            deadline.At = reading.Times.Resolve(deadline.At, $"{path}.at") ?? deadline.At;
            whole = reading.Times.Violations.IsEmpty;
        }

        return whole;
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
