using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>What a term cannot be: the truce's own, a clause's and a mechanism's alike.</summary>
internal static class TermRules
{
    public static void Check(TermsReading reading)
    {
        var terms = reading.Terms;
        var end = StatedInstants.End(terms.Term);
        Check(reading, terms.Term, "terms.term");
        RequireOrder(reading, StatedInstants.Beginning(terms.Effect), terms.Term, "terms.term");
        for (var i = 0; i < terms.StaggeredEffects.Count; i++)
        {
            var effect = StatedInstants.Beginning(terms.StaggeredEffects[i].Effect);
            reading.Require(effect is null || end is null || effect < end, $"terms.staggered_effects[{i}].effect", TermsReasons.EndBeforeEffect,
                "This part would take effect when the truce is already over.");
        }

        RequireBeforeEnd(reading, terms.AcceptanceDeadline, end, "terms.acceptance_deadline");
        RequireBeforeEnd(reading, terms.Adherence?.Deadline, end, "terms.adherence.deadline");
        for (var i = 0; i < terms.Clauses.Count; i++)
        {
            Check(reading, terms.Clauses[i].OwnTerm, $"terms.clauses[{i}].own_term");
        }

        for (var i = 0; i < terms.Mechanisms.Count; i++)
        {
            Check(reading, terms.Mechanisms[i].OwnTerm, $"terms.mechanisms[{i}].own_term");
        }
    }

    private static void Check(TermsReading reading, OwnTerm? own, string path)
    {
        if (own is null)
        {
            return;
        }

        StartRules.Check(reading, own.Start, path + ".start", mayCountFromEffect: true);
        Check(reading, own.Term, path + ".term");
        RequireOrder(reading, StatedInstants.Beginning(own.Start ?? reading.Terms.Effect), own.Term, path + ".term");
    }

    private static void Check(TermsReading reading, Term? term, string path)
    {
        switch (term?.DurationCase)
        {
            case Term.DurationOneofCase.Fixed:
                CheckFixed(reading, term.Fixed, path + ".fixed");
                break;
            case Term.DurationOneofCase.AutoRenewing:
                CheckAutoRenewing(reading, term.AutoRenewing, path + ".auto_renewing");
                break;
            case Term.DurationOneofCase.PerformanceExtended:
                var earned = term.PerformanceExtended;
                path += ".performance_extended";
                RequireCap(reading, earned.Period, earned.MaximumTotal, path);
                reading.Require(earned.UnitsPerExtension > 0, path + ".units_per_extension", TermsReasons.NumberOutOfRange,
                    "Say how many units earn one extension, at least 1.");
                RequireConditionIfNamed(reading, earned.Condition, path + ".condition");
                break;
            case Term.DurationOneofCase.UntilEvent:
                RequireConditionIfNamed(reading, term.UntilEvent.Condition, path + ".until_event.condition");
                break;
            default:
                break;
        }
    }

    private static void CheckFixed(TermsReading reading, FixedTerm term, string path)
    {
        var given = (term.Period.Length > 0 ? 1 : 0) + (term.Until is null ? 0 : 1) + (term.UntilUnresolved is null ? 0 : 1);
        reading.Require(given == 1, path, TermsReasons.OneOfRequired, "Set exactly one of period, until and until_unresolved.");
        RequireCap(reading, term.Period, term.MaximumTotal, path);
        if (term.UntilUnresolved is { } open)
        {
            StartRules.CheckUnresolved(reading, open, path + ".until_unresolved");
        }
    }

    private static void CheckAutoRenewing(TermsReading reading, AutoRenewingTerm term, string path)
    {
        RequireRenewal(reading, term.Period, path + ".period");
        RequireRenewal(reading, term.RenewalPeriod, path + ".renewal_period");
        if (!Periods.TryParse(term.NoticePeriod, out var notice))
        {
            return;
        }

        foreach (var text in (ReadOnlySpan<string>)[term.Period, term.RenewalPeriod])
        {
            if (Periods.TryParse(text, out var period) && Periods.IsAlwaysAtLeast(notice, period))
            {
                reading.Refuse(path + ".notice_period", TermsReasons.NoticeTooLong,
                    $"Notice of {term.NoticePeriod} could never be given within a period of {text}. Let the notice be shorter.");
                return;
            }
        }
    }

    private static void RequireRenewal(TermsReading reading, string text, string path)
    {
        if (Periods.TryParse(text, out var period) && !Periods.IsZero(period))
        {
            reading.Require(Periods.IsAlwaysAtLeast(period, TruceLimits.ShortestRenewal), path, TermsReasons.RenewalTooShort,
                $"A term can renew itself every {TruceLimits.ShortestRenewal} at the shortest; {text} is shorter. Extend by consent what is meant to last less.");
        }
    }

    private static void RequireCap(TermsReading reading, string period, string maximumTotal, string path)
    {
        if (Periods.TryParse(period, out var first) && Periods.TryParse(maximumTotal, out var maximum))
        {
            reading.Require(!Periods.IsAlwaysLonger(first, maximum), path + ".maximum_total", TermsReasons.MaximumTooShort,
                $"The first period, {period}, is already longer than {maximumTotal}.");
        }
    }

    private static void RequireConditionIfNamed(TermsReading reading, string condition, string path)
    {
        if (condition.Length > 0)
        {
            reading.RequireCondition(condition, path);
        }
    }

    private static void RequireOrder(TermsReading reading, Instant? beginning, Term? term, string path) =>
        reading.Require(beginning is null || StatedInstants.End(term) is not { } end || beginning < end, path, TermsReasons.EndBeforeEffect,
            "The stated end is not after the stated beginning. Correct the one or the other.");

    private static void RequireBeforeEnd(TermsReading reading, LegalTime? deadline, Instant? end, string path) =>
        reading.Require(StatedInstants.Of(deadline) is not { } at || end is null || at <= end, path, TermsReasons.DeadlineAfterEnd,
            "The deadline is later than the stated end of the truce.");
}
