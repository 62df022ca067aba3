using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Suspending the operation of a truce or a part of it without ending it. Its term goes on running, and it can end in every
/// way (Vienna Convention on the Law of Treaties, art. 72).
/// </summary>
internal static class Suspensions
{
    /// <summary>A party bound, or a mediator, suspends the whole or a part.</summary>
    public static Decision Suspend(TruceRecord truce, SuspendTruceRequest request, RuleContext context)
    {
        var acting = Acting.ForMediatorOrBoundParty(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        if (request.Part is not null && PartViolations(truce, request.Part, context) is { IsEmpty: false } violations)
        {
            return Rejection.Invalid(violations);
        }

        var until = request.Until is null ? default : LegalTimes.Resolve(request.Until, truce.CandidateZones, "until");
        if (request.Until is not null)
        {
            if (until.Rejection is { } unresolved)
            {
                return unresolved;
            }

            if (until.Time!.ToInstant() <= context.Now)
            {
                return Rejection.Precondition("UNTIL_IN_PAST", truce.Journal, "A suspension can only end at an instant that is still to come.");
            }
        }

        if (TruceLimits.Check(truce.Journal, truce.Suspensions.Count, TruceLimits.Suspensions, "suspensions") is { } full)
        {
            return full;
        }

        return new Event
        {
            TruceSuspended = new()
            {
                Id = context.AssignedId,
                Party = acting.Party,
                Part = request.Part,
                Reason = request.Reason,
                Until = until.Time,
            },
        };
    }

    /// <summary>Whoever suspended, or a mediator, ends a suspension.</summary>
    public static Decision Resume(TruceRecord truce, ResumeTruceRequest request, RuleContext context)
    {
        var acting = Acting.ForMediatorOrBoundParty(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        var open = truce.Suspensions.FindAll(Standing.IsOpen);
        if (request.Suspension.Length == 0 && open.Count > 1)
        {
            return Rejection.Invalid("suspension", "SUSPENSION_AMBIGUOUS", $"{open.Count} suspensions last: {string.Join(", ", open.Select(s => s.Id))}. Say which.");
        }

        if (open.Find(s => request.Suspension.Length == 0 || s.Id == request.Suspension) is not { } suspension)
        {
            return Rejection.Precondition("NOT_SUSPENDED", truce.Journal, "No such suspension lasts.");
        }

        return acting.Party.Length > 0 && suspension.Actor.Party != acting.Party
            ? Rejection.Denied($"Suspension {suspension.Id} was not {acting.Party}'s act; whoever suspended can end it, or a mediator.")
            : new Event { TruceResumed = new() { Id = suspension.Id } };
    }

    /// <summary>Suspensions that end by themselves.</summary>
    public static IEnumerable<Due> Due(TruceRecord truce)
    {
        foreach (var suspension in truce.Suspensions)
        {
            if (suspension.Until is not null && Standing.IsOpen(suspension))
            {
                yield return new(suspension.Until.ToInstant(), () => new() { TruceResumed = new() { Id = suspension.Id } });
            }
        }
    }

    private static ImmutableArray<FieldViolation> PartViolations(TruceRecord truce, Part part, RuleContext context)
    {
        var terms = truce.Terms;
        if (part.Areas.Count + part.Clauses.Count + part.Parties.Count + part.Acts.Count == 0)
        {
            return [new("part", "PART_EMPTY", "A part names at least one area, clause, party or act. Leave part out to suspend the whole.")];
        }

        var conflict = ResourceName.ConflictOf(truce.Journal);
        var covered = NamedAreas.Covered(terms).ToHashSet();
        bool IsForeign(string name) => ResourceName.ConflictOf(name) != conflict;
        return
        [
            .. Refusals.Foreign(truce, part.Areas, "part.areas"),
            .. Strange(part.Areas, a => IsForeign(a) || terms.Areas.Count == 0 || covered.Contains(a), "part.areas", "AREA_NOT_COVERED", a => $"The truce does not cover {a}."),
            .. terms.Areas.Count > 0 ? [] : part.Areas.Select((a, i) => NamedAreas.Check(truce, a, $"part.areas[{i}]", context)).OfType<FieldViolation>(),
            .. Strange(part.Clauses, c => terms.Clauses.Any(t => t.Id == c), "part.clauses", "UNKNOWN_CLAUSE", c => $"The terms have no clause {c}."),
            .. Refusals.Foreign(truce, part.Parties, "part.parties"),
            .. Strange(part.Parties, p => IsForeign(p) || truce.Bound.Contains(p), "part.parties", "NOT_BOUND", p => $"{p} is not bound by this truce."),
        ];
    }

    private static IEnumerable<FieldViolation> Strange(
        IEnumerable<string> named, Func<string, bool> isKnown, string field, string reason, Func<string, string> description) =>
        named.Select((name, i) => (Name: name, Field: $"{field}[{i}]")).Where(n => !isKnown(n.Name))
            .Select(n => new FieldViolation(n.Field, reason, description(n.Name)));
}
