using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// Whether something can be offered now, and why: read off what the parties have declared. A condition binds its own subject only:
/// one on the halt says nothing of the meeting. Nothing is computed that no machine can know.
/// </summary>
internal static class ReadinessAssessment
{
    /// <summary>The answer, and one line for each party asked for; for every member that is a party when none is named.</summary>
    public static ReadAnswer Answer(NegotiationRecord talks, AssessReadinessRequest request)
    {
        if (Refusals.Strangers(talks, request.Parties, "parties").ToImmutableArray() is { IsEmpty: false } strangers)
        {
            return new(null, Rejection.Invalid(strangers));
        }

        ImmutableArray<PartyReadiness> lines =
            [.. (request.Parties.Count > 0 ? request.Parties : talks.Parties).Distinct().Select(party => Of(talks, party, request.Subject))];
        var answer = lines.Any(l => l.Answer == ReadinessAnswer.No) ? ReadinessAnswer.No
            : lines.Any(l => l.Answer == ReadinessAnswer.Conditional) ? ReadinessAnswer.Conditional
            : ReadinessAnswer.Yes;
        return new(new AssessReadinessResponse { Answer = answer, Parties = { lines } }, null);
    }

    /// <summary>By what the party has declared for this subject and what stands: that which has not failed and leaves the least open counts first.</summary>
    private static PartyReadiness Of(NegotiationRecord talks, string party, ReadinessSubject subject)
    {
        ImmutableArray<Readiness> standing =
        [
            .. talks.Readiness.Where(r => r.Party == party && r.Subject == subject && r.State == ReadinessState.Standing)
                .OrderBy(r => Failed(r) is not null).ThenBy(Open),
        ];
        if (standing.IsEmpty)
        {
            return new() { Party = party, Answer = ReadinessAnswer.No, Reason = $"{party} has declared nothing for this that stands." };
        }

        var first = standing[0];
        var line = new PartyReadiness { Party = party, Readiness = { standing.Select(r => r.Id) } };
        line.Conditions.AddRange(first.Conditions.Select(c => new AssessedCondition { Condition = c, Checkable = ReadinessConditions.IsCheckable(c) }));
        (line.Answer, line.Reason) = Failed(first) is { } failed
            ? (ReadinessAnswer.No, $"Condition {failed.Id} of {first.Id} has failed.")
            : Open(first) > 0 ? (ReadinessAnswer.Conditional, WhatIsOpen(first))
            : (ReadinessAnswer.Yes, first.Conditions.Count == 0 ? $"{party} has declared it without conditions." : $"Every condition of {first.Id} is met.");
        return line;
    }

    private static ReadinessCondition? Failed(Readiness readiness) => readiness.Conditions.FirstOrDefault(c => c.Outcome == ConditionOutcome.Failed);

    private static int Open(Readiness readiness) => readiness.Conditions.Count(IsOpen);

    private static bool IsOpen(ReadinessCondition condition) => condition.Outcome == ConditionOutcome.Unspecified;

    private static string WhatIsOpen(Readiness readiness)
    {
        ImmutableArray<ReadinessCondition> open = [.. readiness.Conditions.Where(IsOpen)];
        ImmutableArray<string> unknowable = [.. open.Where(c => !ReadinessConditions.IsCheckable(c)).Select(c => c.Id)];
        var reason = $"{readiness.Id} depends on {string.Join(", ", open.Select(c => c.Id))}, not judged yet.";
        return unknowable.IsEmpty ? reason : $"{reason} Only {readiness.Party} can say whether {string.Join(", ", unknowable)} is met.";
    }
}
