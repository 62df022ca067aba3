using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// Values that are looked for blindly: agreed here, filed and compared in the vault. Here is only seen that a round has closed,
/// which the clock knows, and the value that came out; never who has filed.
/// </summary>
internal static class BlindRangeRules
{
    /// <summary>A mediator records what is looked for, by which rule, with the agreement of all who file.</summary>
    public static Decision Agree(NegotiationRecord talks, AgreeBlindRangeRequest request, RuleContext context)
    {
        var given = request.Range ?? new();
        if (talks.BlindRanges.Exists(r => r.Id == given.Id))
        {
            return Rejection.Taken(talks.Journal, "blind range", given.Id);
        }

        var times = new TimeResolver(talks.Clocks.CandidateZones);
        ImmutableArray<LegalTime> closes = [.. given.Closes.Select((close, i) => times.Resolve(close, $"range.closes[{i}]")).OfType<LegalTime>()];
        ImmutableArray<FieldViolation> violations = [.. Parties(talks, given), .. times.Violations];
        violations = violations.IsEmpty ? [.. Rounds(closes)] : violations;
        if (!violations.IsEmpty)
        {
            return Rejection.Invalid(violations) with { Metadata = times.Metadata };
        }

        if (closes[0].ToInstant() <= context.Now)
        {
            return Rejection.Precondition("CLOSE_IN_PAST", talks.Journal, "A round closes at an instant that is still to come. State such instants in range.closes.");
        }

        if (Rejection.Missing(
            "CONSENT_MISSING", talks.Journal, given.Parties.Except(given.AgreedBy),
            names => $"Every member that files must agree, and {names} is not in agreed_by. Obtain its agreement and name it.") is { } missing)
        {
            return missing;
        }

        if (NegotiationLimits.Check(talks.Journal, talks.BlindRanges.Count, NegotiationLimits.BlindRanges, "blind ranges") is { } full)
        {
            return full;
        }

        var range = given.Clone();
        (range.Result, range.RoundsOver) = (null, 0);
        range.Closes.Clear();
        range.Closes.AddRange(closes);
        return new Event { BlindRangeAgreed = new() { Range = range } };
    }

    /// <summary>The vault has found a value; it does so once.</summary>
    public static Decision Found(NegotiationRecord talks, RangeFoundCall call)
    {
        if (talks.BlindRanges.Find(r => r.Id == call.Range) is not { } range)
        {
            return Rejection.Unknown("range", "UNKNOWN_RANGE", $"blind range {call.Range}", talks.BlindRanges.Select(r => r.Id));
        }

        if (call.Value is null)
        {
            return Rejection.Invalid("value", "VALUE_MISSING", "A value that was found is one.");
        }

        return range.Result is null
            ? new Event { BlindRangeFound = new() { Range = range.Id, Value = call.Value, Time = call.Time } }
            : Rejection.Precondition("RANGE_HAS_VALUE", talks.Journal, $"Blind range {range.Id} has a value already.");
    }

    /// <summary>Rounds that close while nothing is found.</summary>
    public static IEnumerable<TimedTransition> Due(NegotiationRecord talks)
    {
        foreach (var range in talks.BlindRanges)
        {
            if (range.Result is null && range.RoundsOver < range.Closes.Count)
            {
                yield return new(
                    range.Closes[range.RoundsOver].ToInstant(), () => [new() { BlindRangeRoundOver = new() { Range = range.Id } }]);
            }
        }
    }

    private static IEnumerable<FieldViolation> Parties(NegotiationRecord talks, BlindRange range)
    {
        var named = Strangers.In(talks.Members.Select(m => m.Party), range.Parties, talks.Journal, "range.parties")
            .Concat(FieldViolation.Twice(range.Parties, i => $"range.parties[{i}]", "DUPLICATE_MEMBER"))
            .Concat(Strangers.In(talks.Members.Select(m => m.Party), range.AgreedBy, talks.Journal, "range.agreed_by"));
        return range.Parties.Distinct().Count() >= NegotiationLimits.FewestParties
            ? named
            : named.Append(new("range.parties", "TOO_FEW_PARTIES", $"At least {NegotiationLimits.FewestParties} members file; with fewer there is nothing to compare."));
    }

    private static IEnumerable<FieldViolation> Rounds(IReadOnlyList<LegalTime> closes)
    {
        if (closes.Count == 0)
        {
            yield return new("range.closes", "CLOSES_MISSING", "Say when at least one round closes.");
        }

        for (var i = 1; i < closes.Count; i++)
        {
            if (closes[i].ToInstant() <= closes[i - 1].ToInstant())
            {
                yield return new($"range.closes[{i}]", "CLOSES_NOT_ASCENDING", "Each round closes after the one before it.");
            }
        }
    }
}
