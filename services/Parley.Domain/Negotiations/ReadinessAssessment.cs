using System.Collections.Immutable;
using Parley.Domain.Access;
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
        if (Strangers.In(talks.Members.Select(m => m.Party), request.Parties, talks.Journal, "parties").ToImmutableArray() is { IsEmpty: false } strangers)
        {
            return new(null, Rejection.Invalid(strangers));
        }

        ImmutableArray<(string Party, ImmutableArray<Readiness> Standing)> asked =
        [
            .. (request.Parties.Count > 0 ? request.Parties : talks.Parties).Distinct().Select(party => (party, ReadinessLines.Standing(talks, party, request.Subject))),
        ];
        var fitting = ReadinessFit.Choose([.. asked.Select(a => ReadinessLines.Best(a.Standing)).Where(best => !best.IsEmpty)]);
        ImmutableArray<PartyReadiness> lines = [.. asked.Select(a => ReadinessLines.Of(a.Party, a.Standing, fitting.Find(r => r.Party == a.Party)))];
        var differences = ReadinessFit.Differences(fitting);
        var (answer, reason) = Verdict(talks, request.Subject, lines, differences);
        return new(new AssessReadinessResponse { Answer = answer, Parties = { lines }, Differences = { differences }, Reason = reason }, null);
    }

    private static (ReadinessAnswer Answer, string Reason) Verdict(
        NegotiationRecord talks, ReadinessSubject subject, ImmutableArray<PartyReadiness> lines, ImmutableArray<ReadinessDifference> differences)
    {
        if (talks.IsOver)
        {
            return (ReadinessAnswer.No, $"The talks are {StateOf(talks)}: what was declared in them can no longer be taken up or taken back. Declare anew, in new talks.");
        }

        if (talks.Suspension is not null && !StopsOnTheGround(subject))
        {
            return (ReadinessAnswer.No, $"The talks are {StateOf(talks)}. Whoever suspended them, or a mediator, can resume them.");
        }

        var (answer, reason) = lines.Any(l => l.Answer == ReadinessAnswer.No)
                ? (ReadinessAnswer.No, "At least one party has not declared it, or a condition has failed.")
            : lines.Any(l => l.Answer == ReadinessAnswer.Conditional)
                ? (ReadinessAnswer.Conditional, "Every party has declared it; at least one condition is open.")
            : differences.IsEmpty
                ? (ReadinessAnswer.Yes, "Every party has declared it, every condition is met, and the declarations differ in nothing.")
                : (ReadinessAnswer.Conditional, "Every party has declared it, and every condition is met.");
        reason = string.Join(' ', differences.Select(d => d.Reason).Prepend(reason));
        return (answer, talks.Suspension is null ? reason : $"{reason} That the talks are suspended does not change it: what stops on the ground does not hang on whether the sides meet.");
    }

    /// <summary>A halt and an exchange: truces and talks are independent of each other.</summary>
    private static bool StopsOnTheGround(ReadinessSubject subject) => subject is ReadinessSubject.CeaseFire or ReadinessSubject.Exchange;

    /// <summary>In words: broken off.</summary>
    private static string StateOf(NegotiationRecord talks) => ContractName.Of(Standing.Of(talks)).Replace('_', ' ').ToLowerInvariant();
}
