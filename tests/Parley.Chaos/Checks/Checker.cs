using Parley.Chaos.Checks.Talks;
using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>What a history must show, whatever has happened to the processes, the network and the database.</summary>
public static class Checker
{
    /// <summary>So many are enough to see what went wrong.</summary>
    private const int MostOfAKind = 20;

    private static readonly (string Name, Func<RunHistory, IEnumerable<string>> Violations)[] Rules =
    [
        ("acknowledged and not in the journal, or not once", Acknowledged.Violations),
        ("out of order", Ordered.Violations),
        ("versions", Versions.Violations),
        ("reads that go back", Reads.Violations),
        ("timed transitions", Timed.Violations),
        ("calls between journals", Outbox.Violations),
        ("watchers", Watched.Violations),
        ("what left a room", Leaks.Violations),
        ("relays", Relays.Violations),
        ("receipts of what was sealed", Receipts.Violations),
        ("openings of sealed consents", Openings.Violations),
        ("texts signed openly", SignedTexts.Violations),
        ("truces that texts open", BoundTruces.Violations),
        ("who was sent away", Dismissals.Violations),
        ("answers that nobody should get", Statuses.Violations),
    ];

    /// <summary>What a call between journals may still put right: it may rest for half a minute before it is made again.</summary>
    private static readonly Func<RunHistory, IEnumerable<string>>[] Later =
        [Outbox.Violations, Relays.Violations, Receipts.Violations, Openings.Violations, BoundTruces.Violations];

    /// <summary>Whether something is still under way.</summary>
    public static bool MayStillCome(RunHistory run) => Later.Any(rule => rule(run).Any());

    /// <summary>What is wrong with a history; nothing when all is well.</summary>
    public static IReadOnlyList<string> Violations(RunHistory run) =>
        [.. Rules.SelectMany(rule => rule.Violations(run).Take(MostOfAKind).Select(v => $"{rule.Name}: {v}"))];
}
