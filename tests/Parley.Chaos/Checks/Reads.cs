using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>
/// Reads on one connection never go back, and never show what is not there. A client that was told of a version on another
/// connection may find less for a moment; on the same one never.
/// </summary>
public static class Reads
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var highest = new Dictionary<(string Connection, string Journal), long>();
        var versions = run.Journals
            .SelectMany(j => j.Value.Where(e => e.What == "ObservationReported").Select(e => (Id: (j.Key, e.Key), e.Version)))
            .ToLookup(e => e.Id, e => e.Version);
        foreach (var read in run.Calls.Where(c => c.IsOk && c.Act is ("read" or "report")))
        {
            if (read.Act == "report")
            {
                // Whoever has been told that it is recorded finds it.
                var recorded = versions[(read.Journal, read.Key)].DefaultIfEmpty().Min();
                highest[(read.Connection, read.Journal)] = Math.Max(highest.GetValueOrDefault((read.Connection, read.Journal)), recorded);
                continue;
            }

            var shown = highest.GetValueOrDefault((read.Connection, read.Journal));
            if (read.Version < shown)
            {
                yield return $"{read.Client} read version {read.Version} of {read.Journal} on {read.Connection} at {read.End:O} after version {shown} had been shown or acknowledged there";
            }

            highest[(read.Connection, read.Journal)] = Math.Max(shown, read.Version);
            if (run.Journals.TryGetValue(read.Journal, out var events) && read.Version > events.Count)
            {
                yield return $"{read.Client} read version {read.Version} of {read.Journal}, which ends at {events.Count}";
            }
        }
    }
}
