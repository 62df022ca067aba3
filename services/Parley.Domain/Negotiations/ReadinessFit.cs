using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// Whether declarations of several parties are one and the same offer. That two levels are not the same is plain; whether a higher one
/// would do for both is not, as levels are no ladder. Venues are words: other words may mean the same place, and "Moscow" and
/// "not Moscow" differ in one. So a difference is named and never resolved, and what is not stated differs from nothing.
/// </summary>
internal static class ReadinessFit
{
    /// <summary>
    /// Of each party's declarations that would do as well as each other, those that count: such as differ in nothing where there are
    /// some, and otherwise the first of each.
    /// </summary>
    public static ImmutableList<Readiness> Choose(IReadOnlyList<ImmutableArray<Readiness>> candidates)
    {
        var all = candidates.SelectMany(c => c).ToList();
        var fits =
            from level in all.Select(r => r.Level).Where(IsStated).Distinct().DefaultIfEmpty()
            from venue in all.Select(r => r.Venue).Where(IsStated).Distinct().DefaultIfEmpty()
            let fit = candidates.Select(own => own.FirstOrDefault(r => (!IsStated(r.Level) || r.Level == level) && (!IsStated(r.Venue) || SameWords(r.Venue, venue)))).ToList()
            where fit.TrueForAll(r => r is not null)
            select fit.OfType<Readiness>();
        return [.. fits.FirstOrDefault() ?? candidates.Select(own => own[0])];
    }

    /// <summary>In what they differ, with what each states of it.</summary>
    public static ImmutableArray<ReadinessDifference> Differences(IReadOnlyList<Readiness> declared)
    {
        var (levels, venues) = (declared.Where(r => IsStated(r.Level)).ToList(), declared.Where(r => IsStated(r.Venue)).ToList());
        var differences = ImmutableArray.CreateBuilder<ReadinessDifference>();
        if (levels.DistinctBy(r => r.Level).Count() > 1)
        {
            differences.Add(Difference(
                ReadinessAspect.Level, checkable: true, levels,
                $"The levels differ: {Each(levels, r => $"{ReadinessLines.Words(r.Level)} at the least")}. Whether one would do for all is for them to say."));
        }

        if (venues.Exists(r => !SameWords(r.Venue, venues[0].Venue)))
        {
            differences.Add(Difference(
                ReadinessAspect.Venue, checkable: false, venues,
                $"The venues are given in words, and not in the same: {Each(venues, r => $"\"{ReadinessLines.Words(r.Venue)}\"")}. Whether one place suits all no machine can decide."));
        }

        return differences.ToImmutable();
    }

    private static ReadinessDifference Difference(ReadinessAspect aspect, bool checkable, IEnumerable<Readiness> stated, string reason) =>
        new() { Aspect = aspect, Checkable = checkable, Parties = { stated.Select(r => r.Party) }, Reason = reason };

    private static string Each(IEnumerable<Readiness> stated, Func<Readiness, string> what) => string.Join("; ", stated.Select(r => $"{r.Party}: {what(r)}"));

    private static bool IsStated(Level level) => level != Level.Unspecified;

    private static bool IsStated(LocalizedText? venue) => venue?.Values.Count > 0;

    /// <summary>True when in some language both say the same, letter for letter.</summary>
    private static bool SameWords(LocalizedText? one, LocalizedText? other) =>
        one is not null && other is not null && one.Values.Any(v => other.Values.TryGetValue(v.Key, out var words) && words == v.Value);
}
