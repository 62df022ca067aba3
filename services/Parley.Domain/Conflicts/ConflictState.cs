using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>The record of a conflict, statements aside: the fold of its head events.</summary>
/// <param name="Journal">conflicts/{conflict}.</param>
public sealed record ConflictState(string Journal) : JournalState(Journal)
{
    /// <summary>What was said of the conflict when its record was opened.</summary>
    public Conflict Description { get; init; } = new();

    /// <summary>The parties, in the order of registration.</summary>
    public ImmutableList<Party> Parties { get; init; } = [];

    /// <summary>The areas, in the order of definition.</summary>
    public ImmutableList<Area> Areas { get; init; } = [];

    /// <summary>The contested facts, each with its narratives, in the order of recording.</summary>
    public ImmutableList<ContestedFact> ContestedFacts { get; init; } = [];

    /// <summary>The instruments announced, by truce.</summary>
    public ImmutableDictionary<string, AnnouncedInstrument> Instruments { get; init; } = ImmutableDictionary<string, AnnouncedInstrument>.Empty;

    internal PartyRegister Register => new(Journal, Parties, Description.MediatorZones);
}

/// <summary>An instrument as last announced.</summary>
/// <param name="Instrument">The announcement.</param>
/// <param name="TruceVersion">The number that the truce gave it; an older one never replaces it.</param>
/// <param name="AnnouncedAt">When the instrument was announced first.</param>
public sealed record AnnouncedInstrument(Instrument Instrument, long TruceVersion, Instant AnnouncedAt);
