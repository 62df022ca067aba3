using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>The conflict as its readers see it.</summary>
internal static class ConflictView
{
    public static Conflict Of(ConflictState state)
    {
        var described = state.Description;
        return new()
        {
            Name = state.Journal,
            Title = described.Title,
            Description = described.Description,
            MediatorZones = { described.MediatorZones },
            Parties = { state.Parties },
            Areas = { state.Areas },
            ContestedFacts = { state.ContestedFacts },
            CreateTime = state.CreatedAt.ToTimestamp(),
            UpdateTime = state.UpdatedAt.ToTimestamp(),
            Etag = Etag.Of(state.HeadVersion),
        };
    }

    /// <summary>The refusal when the record would grow past what one answer can hold; null while there is room.</summary>
    /// <param name="state">The record.</param>
    /// <param name="change">By how many bytes it grows.</param>
    /// <param name="limits">The limits.</param>
    public static Rejection? Room(ConflictState state, int change, ConflictLimits limits) =>
        ConflictLimits.Check(Of(state).CalculateSize() + change, limits.MaxConflictBytes, "bytes", state.Journal);
}
