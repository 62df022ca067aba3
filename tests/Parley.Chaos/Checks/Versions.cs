using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>A journal's versions run from 1 without a gap, and time in it does not go back.</summary>
public static class Versions
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        foreach (var (journal, events) in run.Journals)
        {
            for (var i = 0; i < events.Count; i++)
            {
                if (events[i].Version != i + 1)
                {
                    yield return $"{journal} has version {events[i].Version} where {i + 1} should be";
                    break;
                }

                if (i > 0 && events[i].RecordedAt < events[i - 1].RecordedAt)
                {
                    yield return $"{journal} has version {i + 1} recorded before version {i}";
                }
            }
        }
    }
}
