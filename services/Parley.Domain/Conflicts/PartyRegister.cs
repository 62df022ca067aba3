using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>The parties of one conflict, as everything that names a party needs them.</summary>
/// <param name="Conflict">The conflict's name.</param>
/// <param name="Parties">Its parties, in the order of registration.</param>
/// <param name="MediatorZones">The zones of mediators and hosts.</param>
internal sealed record PartyRegister(string Conflict, IReadOnlyList<Party> Parties, IReadOnlyList<string> MediatorZones)
{
    /// <summary>The register of a conflict as another journal sees it.</summary>
    public static PartyRegister Of(Conflict conflict) => new(conflict.Name, conflict.Parties, conflict.MediatorZones);

    /// <summary>What a time without a zone may mean.</summary>
    public ImmutableArray<string> CandidateZones => [.. Parties.Select(p => p.Zone).Concat(MediatorZones).Distinct()];

    /// <summary>The clocks on which an instant is rendered.</summary>
    public IEnumerable<Time.PartyZone> Clocks => Parties.Select(p => new Time.PartyZone(p.Name, p.Zone));

    /// <summary>A party that is named must be one of this conflict's.</summary>
    public FieldViolation? Check(string party, string field)
    {
        if (ForeignName.In(party, Conflict, field) is { } foreign)
        {
            return foreign;
        }

        return Parties.Any(p => p.Name == party)
            ? null
            : new(field, "UNKNOWN_PARTY", $"{Conflict} has no party {party}. Register it first, or name one that is registered.");
    }

    /// <summary>A copy of a resolved time with the instant on every party's clock; null for none.</summary>
    public LegalTime? Render(LegalTime? time)
    {
        if (time?.Resolved is not { Instant: not null } resolved)
        {
            return time;
        }

        var rendered = time.Clone();
        rendered.Resolved = resolved.WithRenderings(Clocks);
        return rendered;
    }
}
