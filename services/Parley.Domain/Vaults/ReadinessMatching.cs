using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// Which filings of readiness are compatible: two members name each other and the same subject, some level and some venue would do
/// for both, and their windows overlap at or after the instant at which they are compared: the whole minute after the later filing
/// (<see cref="Looks"/>). Until then nothing is compared, also not in order to know whether something is due. Two filings are compared
/// once, as nothing in them ever changes; an event says so either way, and of the one that says that nothing came of it nobody is told.
/// A match uses both up: for another, both file anew, so that whoever knows of one cannot try out what else the other would take.
/// </summary>
internal static class ReadinessMatching
{
    /// <summary>Filings that stand and name each other and were not compared yet.</summary>
    public static IEnumerable<TimedTransition> Due(VaultRecord vault)
    {
        var standing = vault.Backed<ReadinessFiling>().Where(f => f.UsedAt is null).ToDictionary(f => (f.Party, f.With, f.Subject));
        foreach (var one in standing.Values.Where(f => string.CompareOrdinal(f.Party, f.With) < 0))
        {
            if (standing.TryGetValue((one.With, one.Party, one.Subject), out var other)
                && !vault.Comparisons.Exists(c => c.IsOf(one, other)))
            {
                var at = Looks.After(Instant.Max(vault.StandsSince(one), vault.StandsSince(other)));
                yield return new(at, () => [Compared(one, other, at)]);
            }
        }
    }

    private static Event Compared(ReadinessFiling one, ReadinessFiling other, Instant at) => AreCompatible(one, other, at)
        ? new() { SealedReadinessMatched = new() { Subject = one.Subject, Parties = { one.Party, other.Party } } }
        : new() { SealedReadinessMissed = new() { Subject = one.Subject, Parties = { one.Party, other.Party } } };

    private static bool AreCompatible(ReadinessFiling one, ReadinessFiling other, Instant at)
    {
        var (a, b) = (one.Sealed.Readiness, other.Sealed.Readiness);
        return Meet(a.Levels, b.Levels) && Meet(a.Venues, b.Venues)
            && Instant.Max(at, Instant.Max(From(a), From(b))) <= Instant.Min(Until(a), Until(b));
    }

    /// <summary>Some item is in both lists; an empty list holds any.</summary>
    private static bool Meet<T>(IReadOnlyCollection<T> one, IReadOnlyCollection<T> other) => one.Count == 0 || other.Count == 0 || one.Any(other.Contains);

    private static Instant From(SealedReadiness readiness) => readiness.NotBefore?.ToInstant() ?? Instant.MinValue;

    private static Instant Until(SealedReadiness readiness) => readiness.NotAfter?.ToInstant() ?? Instant.MaxValue;
}
