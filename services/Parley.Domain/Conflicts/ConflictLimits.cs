using Parley.Domain.Frame;

namespace Parley.Domain.Conflicts;

/// <summary>How much one conflict's record may hold. Past a limit the answer is RESOURCE_EXHAUSTED, reason LIMIT_REACHED.</summary>
public sealed record ConflictLimits
{
    /// <summary>The most parties.</summary>
    public int MaxParties { get; init; } = 100;

    /// <summary>The most areas.</summary>
    public int MaxAreas { get; init; } = 500;

    /// <summary>The most names of one area.</summary>
    public int MaxToponymsPerArea { get; init; } = 100;

    /// <summary>The most dated versions of one area.</summary>
    public int MaxVersionsPerArea { get; init; } = 100;

    /// <summary>The most contested facts.</summary>
    public int MaxContestedFacts { get; init; } = 500;

    /// <summary>The most instruments announced.</summary>
    public int MaxInstruments { get; init; } = 1000;

    /// <summary>The most corrections of one statement.</summary>
    public int MaxCorrectionsPerStatement { get; init; } = 100;

    /// <summary>The largest conflict, in bytes as a message: what is recorded must fit into one answer (gRPC's default is 4 MiB).</summary>
    public int MaxConflictBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>The largest statement with its corrections, in bytes as a message.</summary>
    public int MaxStatementBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>The most bytes of instruments on one page; a page ends early rather than exceed it, but holds one at least.</summary>
    public int MaxInstrumentPageBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>The refusal when there would be more than the limit; null while there is room.</summary>
    internal static Rejection? Check(int wouldBe, int maximum, string what, string resource) => wouldBe <= maximum
        ? null
        : Rejection.Limit($"{resource} can hold at most {maximum} {what}; there would be {wouldBe}.", maximum, what);
}
