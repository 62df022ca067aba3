using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>One public statement: an entry of its conflict.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Original">The statement as it was published; nothing that comes later changes it.</param>
public sealed record StatementEntry(string Id, Statement Original) : EntryState(StatementEntry.EntryKind, Id)
{
    /// <summary>The kind in the index.</summary>
    public const string EntryKind = "statement";

    /// <summary>The corrections, oldest first.</summary>
    public ImmutableList<Correction> Corrections { get; init; } = [];

    /// <summary>Why it was taken back; null while it was not.</summary>
    public StatementRetracted? Retraction { get; init; }

    /// <summary>Where it stands.</summary>
    public StatementState State =>
        Retraction is not null ? StatementState.Retracted
        : Corrections.IsEmpty ? StatementState.Published
        : StatementState.Corrected;

    /// <inheritdoc/>
    public override EntryIndex Index => new(
        Status: State.ToString(), Category: Original.Kind.ToString(), Party: Original.Party, OccurredFrom: MadeOrPublished);

    /// <summary>When it was made or, where that is not known, published.</summary>
    private Instant? MadeOrPublished => (Original.MadeAt?.Resolved?.Instant ?? Original.PublishTime)?.ToInstant();
}
