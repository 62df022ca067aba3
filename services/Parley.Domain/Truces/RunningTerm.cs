using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>A term that has begun.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ends or ended; null for no end.</param>
public sealed record RunningTerm(ResolvedTime Start, ResolvedTime? End)
{
    /// <summary>What has moved its end, oldest first.</summary>
    public ImmutableList<TermStep> Steps { get; init; } = [];

    /// <summary>True when it has ended.</summary>
    public bool Ended { get; init; }

    /// <summary>The end as an instant; null for none.</summary>
    public Instant? EndInstant => End?.ToInstant();

    /// <summary>How often it was extended or renewed.</summary>
    public int Extensions => Steps.Sum(s => s.Count);

    /// <summary>How often it renewed itself.</summary>
    public int Renewals => Steps.Where(s => s.Kind == TermStepKind.Renewal).Sum(s => s.Count);

    /// <summary>How many extensions performance has earned.</summary>
    public int Earned => Steps.Where(s => s.Kind == TermStepKind.Earned).Sum(s => s.Count);
}

/// <summary>What moved the end of a term.</summary>
public enum TermStepKind
{
    /// <summary>All parties bound agreed.</summary>
    Consent,

    /// <summary>Performance earned it.</summary>
    Earned,

    /// <summary>The term renewed itself.</summary>
    Renewal,
}

/// <summary>One move of the end of a term.</summary>
/// <param name="Kind">Why it moved.</param>
/// <param name="Count">How many extensions, or renewals one after the other, it is: a term that renews itself for years stays small.</param>
/// <param name="Period">For consent: the period added; empty when the new end was stated.</param>
/// <param name="Until">For consent: the new end, where it was stated as such.</param>
public sealed record TermStep(TermStepKind Kind, int Count, string Period = "", ResolvedTime? Until = null);
