using NodaTime;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Press;

/// <summary>Where a press file stands.</summary>
public enum PressPhase
{
    /// <summary>Waiting for its instant; only its issuer knows of it.</summary>
    Embargoed,

    /// <summary>The embargo has ended; the statement is public.</summary>
    Released,

    /// <summary>Taken back before the instant; it is never published.</summary>
    Retracted,
}

/// <summary>A statement under embargo: the fold of its journal.</summary>
/// <param name="Journal">conflicts/{conflict}/press/{statement}.</param>
public sealed record PressState(string Journal) : JournalState(Journal)
{
    /// <summary>The statement as it was filed, every stated time resolved.</summary>
    public Statement Statement { get; init; } = new();

    /// <summary>The instant at which the embargo ends.</summary>
    public Instant EmbargoUntil { get; init; }

    /// <summary>The subject that filed it.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The party for which the issuer acted; empty when somebody else filed it, be it in that party's name.</summary>
    public string IssuingParty { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public PressPhase Phase { get; init; }

    /// <summary>Why it was taken back; null while it was not, or without a reason.</summary>
    public LocalizedText? Retraction { get; init; }
}
