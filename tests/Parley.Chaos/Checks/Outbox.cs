using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>Each call to another journal is settled once, and none of those that a run makes is refused.</summary>
public static class Outbox
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        foreach (var (journal, events) in run.Journals)
        {
            var settled = events.Where(e => e.What == "CallSettled").ToLookup(e => e.Key);
            foreach (var call in events.Where(e => e.What == "CallRequested"))
            {
                var ends = settled[call.Key].ToList();
                if (ends.Count != 1)
                {
                    yield return $"call {call.Key} of {journal} was settled {ends.Count} times";
                }
                else if (ends[0].Refusal.Length > 0)
                {
                    yield return $"call {call.Key} of {journal} was refused: {ends[0].Refusal}";
                }
            }
        }
    }
}
