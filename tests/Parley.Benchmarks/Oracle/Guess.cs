namespace Parley.Benchmarks.Oracle;

/// <summary>
/// How often somebody who times answers guesses right whether a name is hidden or missing, when both are equally likely. The threshold is
/// chosen on one half of the samples and judged on the other, and the other way round, so that noise alone comes to one half.
/// </summary>
internal static class Guess
{
    /// <summary>How many answers of one name are timed for a median; also how many neighbours tell what is usual at a moment.</summary>
    public const int Repeats = 25;

    /// <summary>The probability that one answer's time tells.</summary>
    /// <param name="hidden">Times of hidden names, in the order in which they were taken.</param>
    /// <param name="missing">Times of missing names, taken in turn with those.</param>
    public static double FromOne(IReadOnlyList<double> hidden, IReadOnlyList<double> missing) =>
        HeldOut(Halves(hidden, block => block), Halves(missing, block => block));

    /// <summary>The probability that the median of <see cref="Repeats"/> answers' times tells.</summary>
    public static double FromMedian(IReadOnlyList<double> hidden, IReadOnlyList<double> missing) =>
        HeldOut(Halves(hidden, block => [block.Median()]), Halves(missing, block => [block.Median()]));

    /// <summary>Times without what was usual at that moment, which the attacker knows from a name that is surely missing.</summary>
    public static double[] Without(IReadOnlyList<double> usual, IReadOnlyList<double> times) =>
        [.. times.Select((time, i) => time - Around(usual, i).Median())];

    private static IEnumerable<double> Around(IReadOnlyList<double> values, int at) =>
        values.Skip(Math.Max(0, at - (Repeats / 2))).Take(Repeats);

    // Blocks in turn go to one half and the other, so that what the machine does beside meets both.
    private static List<double>[] Halves(IReadOnlyList<double> values, Func<double[], IEnumerable<double>> figures)
    {
        List<double>[] halves = [[], []];
        foreach (var (i, block) in values.Chunk(Repeats).Index().Where(b => b.Item.Length == Repeats))
        {
            halves[i % 2].AddRange(figures(block));
        }

        return halves;
    }

    private static double HeldOut(List<double>[] hidden, List<double>[] missing) =>
        (Judge(Choose(hidden[0], missing[0]), hidden[1], missing[1]) + Judge(Choose(hidden[1], missing[1]), hidden[0], missing[0])) / 2;

    /// <summary>The threshold at which the two distributions differ most, and on which side of it the hidden ones are.</summary>
    private static (double Threshold, bool IsHiddenAbove) Choose(List<double> hidden, List<double> missing)
    {
        var (best, chosen, hiddenBelow, missingBelow) = (-1.0, (0.0, true), 0, 0);
        foreach (var (time, isHidden) in hidden.Select(t => (t, true)).Concat(missing.Select(t => (t, false))).OrderBy(s => s.t))
        {
            (hiddenBelow, missingBelow) = isHidden ? (hiddenBelow + 1, missingBelow) : (hiddenBelow, missingBelow + 1);
            var lead = ((double)missingBelow / missing.Count) - ((double)hiddenBelow / hidden.Count);
            if (Math.Abs(lead) > best)
            {
                (best, chosen) = (Math.Abs(lead), (time, lead > 0));
            }
        }

        return chosen;
    }

    private static double Judge((double Threshold, bool IsHiddenAbove) rule, List<double> hidden, List<double> missing)
    {
        var hiddenAbove = (double)hidden.Count(t => t > rule.Threshold) / hidden.Count;
        var missingAbove = (double)missing.Count(t => t > rule.Threshold) / missing.Count;
        return (1 + (rule.IsHiddenAbove ? hiddenAbove - missingAbove : missingAbove - hiddenAbove)) / 2;
    }
}
