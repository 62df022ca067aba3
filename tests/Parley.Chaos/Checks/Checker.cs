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
        ("versions", Versions.Violations),
        ("reads that go back", Reads.Violations),
        ("timed transitions", Timed.Violations),
        ("calls between journals", Outbox.Violations),
        ("watchers", Watched.Violations),
        ("answers that nobody should get", Statuses.Violations),
    ];

    /// <summary>What is wrong with a history; nothing when all is well.</summary>
    public static IReadOnlyList<string> Violations(RunHistory run) =>
        [.. Rules.SelectMany(rule => rule.Violations(run).Take(MostOfAKind).Select(v => $"{rule.Name}: {v}"))];
}
