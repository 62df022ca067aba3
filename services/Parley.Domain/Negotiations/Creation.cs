using System.Collections.Immutable;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>Opening the record of talks.</summary>
internal static class Creation
{
    /// <summary>A mediator says what is to be negotiated, by whom and until when.</summary>
    public static Decision Create(NegotiationRecord talks, CreateNegotiationRequest request, RuleContext context)
    {
        if (context.Conflict(request.Parent) is not { } conflict)
        {
            return Rejection.NotFound(request.Parent);
        }

        if (talks.Exists)
        {
            return Rejection.Exists(talks.Journal);
        }

        var given = request.Negotiation ?? new();
        var register = PartyRegister.Of(conflict);
        var times = new TimeResolver(register.CandidateZones);
        var deadline = times.Resolve(given.Deadline, "negotiation.deadline");
        ImmutableArray<FieldViolation> violations =
            [.. MemberViolations(given.Members, register), .. Agendas.Violations(given.Agenda, "negotiation.agenda"), .. Venues.Violations(given.Venues, "negotiation.venues"), .. times.Violations];
        if (!violations.IsEmpty)
        {
            return Rejection.Invalid(violations) with { Metadata = times.Metadata };
        }

        if (deadline?.ToInstant() is { } last && last <= context.Now)
        {
            return Rejection.Precondition("DEADLINE_IN_PAST", talks.Journal, $"The talks would have lapsed at {last.ToText()} already. State a deadline that is still to come, or none.");
        }

        var described = new Negotiation
        {
            Title = given.Title,
            Purpose = given.Purpose,
            Members = { given.Members },
            Agenda = { Agendas.Described(given.Agenda) },
            Venues = { given.Venues },
            NothingAgreedUntilEverythingAgreed = given.NothingAgreedUntilEverythingAgreed,
            Deadline = deadline,
        };
        var created = new NegotiationCreated { Negotiation = described };
        created.Zones.AddRange(conflict.Parties.Where(p => given.Members.Any(m => m.Party == p.Name)).Select(p => new V1.PartyZone { Party = p.Name, Zone = p.Zone }));
        created.MediatorZones.AddRange(conflict.MediatorZones);
        return new Event { NegotiationCreated = created };
    }

    private static IEnumerable<FieldViolation> MemberViolations(IReadOnlyList<Member> members, PartyRegister register)
    {
        const string field = "negotiation.members";
        var strangers = members.Select((m, i) => register.Check(m.Party, $"{field}[{i}].party")).OfType<FieldViolation>();
        foreach (var violation in strangers.Concat(FieldViolation.Twice(members.Select(m => m.Party), i => $"{field}[{i}].party", "DUPLICATE_MEMBER")))
        {
            yield return violation;
        }

        var parties = members.Where(m => m.Capacity == MemberCapacity.Party).Select(m => m.Party).Distinct().Count();
        if (parties < NegotiationLimits.FewestParties)
        {
            yield return new(field, "TOO_FEW_PARTIES",
                $"Talks need at least {NegotiationLimits.FewestParties} members in the capacity of a party; guarantors and witnesses come on top.");
        }
    }
}
