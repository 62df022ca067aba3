using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>A watcher, however often it had to connect again, saw every version from 1 to the last, each once, in order.</summary>
public static class Watched
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        foreach (var watcher in run.Lines.OfType<Seen>().GroupBy(s => (s.Watcher, s.Journal)))
        {
            var next = 1L;
            foreach (var seen in watcher)
            {
                if (seen.Version != next)
                {
                    yield return $"{watcher.Key.Watcher} was sent version {seen.Version} of {watcher.Key.Journal} where {next} was next, at {seen.At:O}";
                    break;
                }

                next++;
            }

            var last = run.Journals.GetValueOrDefault(watcher.Key.Journal)?.Count ?? 0;
            if (next != last + 1)
            {
                yield return $"{watcher.Key.Watcher} saw {watcher.Key.Journal} up to version {next - 1}, which ends at {last}";
            }
        }
    }
}
