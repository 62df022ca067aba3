using Parley.Chaos.Checks.Talks;
using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>
/// What was asked for after something else had been acknowledged stands after it, whoever asked. Receipts of what was sealed come to a
/// room by calls, and in this order too.
/// </summary>
public static class Ordered
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var commands = run.Calls.Where(c => EventOf(c) is not null).GroupBy(c => (c.Journal, c.Act, c.Key)).Where(c => c.Any(t => t.IsOk));
        foreach (var journal in commands.GroupBy(c => (c.Key.Journal, IsReceipt: c.Key.Act == "seal")))
        {
            var versions = run.Journals.GetValueOrDefault(journal.Key.Journal, []).ToLookup(e => (e.What, e.Key), e => e.Version);
            var told = (End: DateTimeOffset.MaxValue, What: "");
            foreach (var (version, first, acknowledged) in journal.Select(c => Standing(c, versions)).Where(c => c.Version > 0).OrderByDescending(c => c.Version))
            {
                if (told.End < first)
                {
                    yield return $"version {version} of {journal.Key.Journal} was asked for at {first:O}, after {told.What} had been acknowledged at {told.End:O}, and stands before it";
                }

                told = acknowledged < told.End ? (acknowledged, $"version {version}") : told;
            }
        }
    }

    private static (long Version, DateTimeOffset First, DateTimeOffset Acknowledged) Standing(
        IEnumerable<Call> command, ILookup<(string What, string Key), long> versions)
    {
        var acknowledged = command.First(c => c.IsOk);
        return (versions[EventOf(acknowledged)!.Value].FirstOrDefault(), command.Min(c => c.Begin), acknowledged.End);
    }

    private static (string What, string Key)? EventOf(Call call) => call.Act == "seal" ? (Receipts.Event, call.Answer)
        : Acknowledged.EventOf.TryGetValue(call.Act, out var what) ? (what, call.Key)
        : null;
}
