using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>Declarations of readiness, open to all in the talks: made, taken back, and running out.</summary>
internal static class ReadinessRules
{
    /// <summary>The conflict, when a condition lies on somebody who may be a party of it without taking part in the talks.</summary>
    public static IEnumerable<string> References(NegotiationRecord talks, DeclareReadinessRequest request) =>
        (request.Readiness?.Conditions ?? Enumerable.Empty<ReadinessCondition>()).Any(c => c.On.Length > 0 && talks.Member(c.On) is null)
            ? [ResourceName.ConflictOf(talks.Journal)]
            : [];

    /// <summary>A member says what it is ready for, and on which conditions.</summary>
    public static Decision Declare(NegotiationRecord talks, DeclareReadinessRequest request, RuleContext context)
    {
        var given = request.Readiness ?? new();
        var (member, refused) = ActingMember.Resolve(given.Party, talks.Members, talks.Journal, context, "readiness.party");
        if (member is null)
        {
            return refused!;
        }

        if (talks.Readiness.Exists(r => r.Id == given.Id) || talks.FormerReadiness.Contains(given.Id))
        {
            return Rejection.Taken(talks.Journal, "readiness", given.Id);
        }

        var times = new TimeResolver(talks.Clocks.CandidateZones);
        var until = times.Resolve(given.ValidUntil, "readiness.valid_until");
        ImmutableArray<FieldViolation> violations =
        [
            .. FieldViolation.SameId(given.Conditions.Select(c => c.Id), i => $"readiness.conditions[{i}].id", "DUPLICATE_CONDITION"),
            .. given.Conditions.Select((c, i) => On(talks, c.On, $"readiness.conditions[{i}].on", context)).OfType<FieldViolation>(),
            .. Source(talks, given.Source),
            .. times.Violations,
        ];
        if (!violations.IsEmpty)
        {
            return Rejection.Invalid(violations) with { Metadata = times.Metadata };
        }

        if (until?.ToInstant() <= context.Now)
        {
            return Rejection.Precondition("VALID_UNTIL_IN_PAST", talks.Journal, "A readiness can only run out at an instant that is still to come.");
        }

        var made = talks.DeclaredBy.GetValueOrDefault(member.Party);
        if (NegotiationLimits.Check(talks.Journal, made, NegotiationLimits.Declarations, $"declarations of readiness by {member.Party}") is { } exhausted)
        {
            return exhausted;
        }

        var declared = new Event { ReadinessDeclared = new() { Readiness = Declared(given, member.Party, until) } };
        return ReadinessShares.Check(talks, member.Party, declared) is { } full ? full : declared;
    }

    /// <summary>Whoever declared it takes it back.</summary>
    public static Decision Withdraw(NegotiationRecord talks, WithdrawReadinessRequest request, RuleContext context)
    {
        var (readiness, missing) = Of(talks, request.Readiness);
        if (readiness is null)
        {
            return missing!;
        }

        var refused = ActingMember.Resolve(readiness.Party, talks.Members, talks.Journal, context, "readiness").Rejection ?? NotStanding(talks, readiness);
        return refused is not null
            ? refused
            : new Event { ReadinessWithdrawn = new() { Readiness = readiness.Id, Reason = request.Reason } };
    }

    /// <summary>Declarations that run out.</summary>
    public static IEnumerable<TimedTransition> Due(NegotiationRecord talks)
    {
        foreach (var readiness in talks.Readiness)
        {
            if (readiness.State == ReadinessState.Standing && readiness.ValidUntil is { } until)
            {
                yield return new(until.ToInstant(), () => [new() { ReadinessExpired = new() { Readiness = readiness.Id } }]);
            }
        }
    }

    /// <summary>A declaration by its id, or why there is none.</summary>
    public static (Readiness? Readiness, Rejection? Rejection) Of(NegotiationRecord talks, string id) =>
        talks.Readiness.Find(r => r.Id == id) is { } readiness
            ? (readiness, null)
            : (null, Rejection.Unknown("readiness", "UNKNOWN_READINESS", $"readiness {id}", talks.Readiness.Select(r => r.Id)));

    /// <summary>The refusal of what needs a declaration that stands; null when it does.</summary>
    public static Rejection? NotStanding(NegotiationRecord talks, Readiness readiness) => readiness.State == ReadinessState.Standing
        ? null
        : Rejection.Precondition("READINESS_NOT_STANDING", talks.Journal, $"Readiness {readiness.Id} is {ContractName.Of(readiness.State)}. {readiness.Party} can declare anew, under another id.")
            .With("state", ContractName.Of(readiness.State));

    /// <summary>A copy without what only Parley says.</summary>
    private static Readiness Declared(Readiness given, string party, LegalTime? until)
    {
        var declared = new Readiness
        {
            Id = given.Id,
            Party = party,
            Subject = given.Subject,
            Text = given.Text,
            Level = given.Level,
            Venue = given.Venue,
            ValidUntil = until,
            Source = given.Source,
        };
        declared.Conditions.AddRange(given.Conditions.Select(c => new ReadinessCondition { Id = c.Id, Text = c.Text, On = c.On, Judge = c.Judge }));
        return declared;
    }

    /// <summary>The statement in which it was made public is one of this conflict.</summary>
    private static IEnumerable<FieldViolation> Source(NegotiationRecord talks, string source) =>
        source.Length > 0 && ForeignName.In(source, ResourceName.ConflictOf(talks.Journal), "readiness.source") is { } foreign ? [foreign] : [];

    /// <summary>A condition lies on a member or on another party of the conflict's register.</summary>
    private static FieldViolation? On(NegotiationRecord talks, string party, string field, RuleContext context)
    {
        if (party.Length == 0 || talks.Member(party) is not null)
        {
            return null;
        }

        return context.Conflict(ResourceName.ConflictOf(talks.Journal)) is { } conflict
            ? PartyRegister.Of(conflict).Check(party, field)
            : ForeignName.In(party, ResourceName.ConflictOf(talks.Journal), field);
    }
}
