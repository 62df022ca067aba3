using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>
/// Words stand where they were said, and where they were relayed to; nobody finds them anywhere else, and nobody gets through a door
/// that is not its own.
/// </summary>
public static class Leaks
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var homes = run.Calls.SelectMany(HomesOf).Distinct().ToLookup(h => h.Words, h => h.Journal);
        var shown = run.Calls.SelectMany(c => c.Shown.Select(words => (words, c.Journal, To: $"to {c.Client} at {c.End:O}")));
        var recorded = run.Journals.SelectMany(j => j.Value.SelectMany(e => Words.In(e.Says).Select(words => (words, Journal: j.Key, To: $"as version {e.Version}"))));
        return shown.Concat(recorded)
            .Where(s => !homes[s.words].Contains(s.Journal))
            .Select(s => $"{s.words}, said in {string.Join(" and ", homes[s.words].DefaultIfEmpty("no room"))}, was shown in {s.Journal} {s.To}")
            .Concat(run.Calls.Where(c => c.Act == "intrude" && c.IsOk).Select(c => $"{c.Client} read {c.Journal} at {c.End:O}, which is not its own"));
    }

    private static IEnumerable<(string Words, string Journal)> HomesOf(Call call) => call.Act switch
    {
        "say" or "note" => [(call.Key, call.Journal)],
        "relay" => [(call.Key, call.Journal), (call.Key, call.To)],
        _ => [],
    };
}
