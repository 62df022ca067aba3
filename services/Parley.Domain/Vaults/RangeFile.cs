using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>A blind range, as the vault knows it.</summary>
/// <param name="Range">What was agreed.</param>
public sealed record RangeFile(BlindRange Range)
{
    /// <summary>How many rounds have closed, with a value or without.</summary>
    public int RoundsClosed { get; init; }

    /// <summary>The value that came out; null while none has.</summary>
    public RangeValue? Result { get; init; }

    /// <summary>Whether no round will close any more: a value was found, or the last one has closed.</summary>
    public bool IsOver => Result is not null || RoundsClosed >= Range.Closes.Count;

    /// <summary>The round that closes next, from 1.</summary>
    public int CurrentRound => RoundsClosed + 1;

    /// <summary>When a round closes or closed.</summary>
    /// <param name="round">The round, from 1.</param>
    public Instant CloseOf(int round) => Range.Closes[round - 1].ToInstant();
}
