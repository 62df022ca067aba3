using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>Each call to another journal is settled once, and none of those that a run makes is refused.</summary>
public static class Outbox
{
    /// <summary>A text that comes further while accreditations change is told of them twice, and refuses what it knows already.</summary>
    private const string Known = "STALE_ACCREDITATION";

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
                else if (ends[0].Refusal is not ("" or Known))
                {
                    yield return $"call {call.Key} of {journal} was refused: {ends[0].Refusal}";
                }
            }
        }
    }
}
