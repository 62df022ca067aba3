using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Consents;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>A member seals its readiness for something with another member.</summary>
internal static class ReadinessFilings
{
    /// <summary>The rule.</summary>
    public static Decision Seal(VaultRecord vault, AccreditedMember member, SealReadinessRequest request, RuleContext context)
    {
        if (request.Readiness is not { } given)
        {
            return Rejection.Invalid("readiness", "FIELD_REQUIRED", "Say for what you are ready, and with whom.");
        }

        var readiness = Sealing.Stated(given, r => [r.NotBefore, r.NotAfter]);
        if (VaultLimits.CheckBytes(vault, readiness) is { } large)
        {
            return large;
        }

        var times = new TimeResolver(vault.CandidateZones);
        var resolved = times.ResolveAll(readiness, "readiness");
        if ((Other(vault, member, readiness) ?? UnknownVenues(vault, readiness) ?? times.Rejection ?? Window(vault, resolved, context)) is { } refused)
        {
            return refused;
        }

        var matter = new Matter(member.Party, SealedKind.Readiness, readiness.With, Number: (int)readiness.Subject);
        if (VaultLimits.CheckRounds(vault, matter, VaultLimits.ReadinessFilings) is { } exhausted)
        {
            return exhausted;
        }

        return Sealing.Seal(
            readiness, SealedKind.Readiness, Sealing.SubjectOf(readiness.Subject),
            hash => new() { ReadinessSealed = new() { Party = member.Party, Readiness = resolved, Hash = hash } },
            context);
    }

    private static Rejection? Other(VaultRecord vault, AccreditedMember member, SealedReadiness readiness)
    {
        const string field = "readiness.with";
        return readiness.With == member.Party ? Rejection.Invalid(field, ConsentChecks.OnItself, "Name the other member; readiness with oneself says nothing.")
            : vault.Members.Any(m => m.Party == readiness.With) ? null
            : Rejection.Invalid(ForeignName.In(readiness.With, ResourceName.ConflictOf(vault.Journal), field) ?? new(
                field, ConsentChecks.UnknownMember,
                $"{readiness.With} is no member of these talks; there are {string.Join(", ", vault.Members.Select(m => m.Party))}."));
    }

    /// <summary>
    /// Why a venue cannot be named; null when all can. What is said hangs on the list alone, which all in the talks can read, and on nothing
    /// that anybody has filed. Without a list no venue can be named: two members would not know that they mean one place by one word.
    /// </summary>
    private static Rejection? UnknownVenues(VaultRecord vault, SealedReadiness readiness)
    {
        var known = vault.Venues.IsEmpty
            ? "The mediators have shown no venues in these talks; leave venues empty, or ask them to show some; where they have only just, send this again in a moment."
            : $"The venues shown in these talks are {string.Join(", ", vault.Venues)}; a mediator can show more. Where one has only just been shown, send this again in a moment.";
        ImmutableArray<FieldViolation> unknown =
        [
            .. readiness.Venues.Select((venue, i) => (Id: venue, Field: $"readiness.venues[{i}]")).Where(v => !vault.Venues.Contains(v.Id))
                .Select(v => new FieldViolation(v.Field, "UNKNOWN_VENUE", $"There is no venue {v.Id}. {known}")),
        ];
        return unknown.IsEmpty ? null : Rejection.Invalid(unknown);
    }

    private static Rejection? Window(VaultRecord vault, SealedReadiness resolved, RuleContext context)
    {
        const string field = "readiness.not_after";
        var from = resolved.NotBefore?.ToInstant();
        var until = resolved.NotAfter?.ToInstant();
        return until < from ? Rejection.Invalid(field, "INTERVAL_REVERSED", "The window ends before it begins.")
            : until < context.Now ? Rejection.Precondition("NOT_AFTER_IN_PAST", vault.Negotiation, "The window has passed; readiness is for what is still to come. State a not_after that is.")
            : null;
    }
}
