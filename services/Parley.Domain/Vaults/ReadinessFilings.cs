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
        if ((Other(vault, member, readiness) ?? times.Rejection ?? Window(resolved, context)) is { } refused)
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

    private static Rejection? Window(SealedReadiness resolved, RuleContext context)
    {
        const string field = "readiness.not_after";
        var from = resolved.NotBefore?.Resolved.Instant.ToInstant();
        var until = resolved.NotAfter?.Resolved.Instant.ToInstant();
        return until < from ? Rejection.Invalid(field, "INTERVAL_REVERSED", "The window ends before it begins.")
            : until < context.Now ? Rejection.Invalid(field, "WINDOW_OVER", "The window has passed; readiness is for what is still to come.")
            : null;
    }
}
