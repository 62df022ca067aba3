using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Time;

/// <summary>What a stated time came to: a copy of it with its instant, or everything that is wrong with it.</summary>
public readonly struct TimeResolution
{
    private readonly ImmutableArray<Instant> _candidates;

    internal TimeResolution(LegalTime time) => (Time, Violations, _candidates) = (time, [], []);

    internal TimeResolution(ImmutableArray<FieldViolation> violations, ImmutableArray<Instant> candidates) =>
        (Violations, _candidates) = (violations, candidates);

    /// <summary>A copy of the stated time with <c>resolved</c> filled, renderings aside; null when it was refused.</summary>
    public LegalTime? Time { get; }

    /// <summary>All that is wrong with it; empty when it was resolved.</summary>
    public ImmutableArray<FieldViolation> Violations { get; }

    /// <summary>The instants that a refused time may mean, in order; empty when none can be told.</summary>
    public ImmutableArray<Instant> Candidates => _candidates.IsDefault ? [] : _candidates;

    /// <summary>The candidates as RFC 3339, comma separated, as they stand in a refusal's metadata.</summary>
    public string CandidatesText => StatedTimeReading.Join(Candidates, ",");

    public bool IsResolved => Time is not null;

    /// <summary>The refusal; null when the time was resolved.</summary>
    public Rejection? Rejection
    {
        get
        {
            if (Time is not null)
            {
                return null;
            }

            var rejection = Rejection.Invalid(Violations);
            return Candidates.IsEmpty ? rejection : rejection.With(TimeReasons.Candidates, CandidatesText);
        }
    }
}
