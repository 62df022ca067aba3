using NodaTime;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>What a filing is about: for one matter one filing of a member stands at a time, and a later one takes its place.</summary>
/// <param name="Party">Whose filing.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="About">The text, the other member or the range.</param>
/// <param name="Detail">The opening; empty for other kinds.</param>
/// <param name="Number">The subject of readiness, or the round; 0 for consent.</param>
public readonly record struct Matter(string Party, SealedKind Kind, string About, string Detail = "", int Number = 0);

/// <summary>Something sealed. What was withdrawn or replaced stays, so that its receipt goes on telling what became of it.</summary>
/// <param name="Hash">The hash of its receipt.</param>
/// <param name="FiledAt">When it was filed.</param>
public abstract record SealedFiling(string Hash, Instant FiledAt)
{
    /// <summary>What it is about.</summary>
    public abstract Matter Matter { get; }

    /// <summary>When it was withdrawn or replaced; null while neither.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>When it last went into something that came about; null while nothing has come of it.</summary>
    public Instant? UsedAt { get; init; }

    /// <summary>Whether it is neither withdrawn nor replaced.</summary>
    public bool Stands => EndedAt is null;

    /// <summary>Whose it is.</summary>
    public string Party => Matter.Party;
}

/// <summary>Consent until an opening.</summary>
public sealed record ConsentFiling(string Hash, Instant FiledAt, ConsentSealed Sealed) : SealedFiling(Hash, FiledAt)
{
    /// <inheritdoc/>
    public override Matter Matter => new(Sealed.Party, SealedKind.Consent, Sealed.Text, Sealed.Opening);
}

/// <summary>Readiness for something with one other member.</summary>
public sealed record ReadinessFiling(string Hash, Instant FiledAt, ReadinessSealed Sealed) : SealedFiling(Hash, FiledAt)
{
    /// <inheritdoc/>
    public override Matter Matter => new(Sealed.Party, SealedKind.Readiness, With, Number: (int)Subject);

    /// <summary>The member with whom.</summary>
    public string With => Sealed.Readiness.With;

    /// <summary>For what.</summary>
    public ReadinessSubject Subject => Sealed.Readiness.Subject;
}

/// <summary>What would do in one round of a blind range; in the next round it counts no more.</summary>
/// <param name="Round">The round, from 1.</param>
public sealed record RangeFilingOfRound(string Hash, Instant FiledAt, RangeSealed Sealed, int Round) : SealedFiling(Hash, FiledAt)
{
    /// <inheritdoc/>
    public override Matter Matter => new(Sealed.Party, SealedKind.Range, Sealed.Range, Number: Round);
}
