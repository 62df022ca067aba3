using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>What was to happen by itself has happened exactly once, stamped with the instant at which it was due.</summary>
public static class Timed
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run) => Promised(run).Concat(Twice(run)).Concat(Looks(run));

    private static IEnumerable<string> Promised(RunHistory run)
    {
        foreach (var promise in run.Lines.OfType<Promise>())
        {
            var events = run.Journals.GetValueOrDefault(promise.Journal) ?? [];
            var happened = events.Where(e => e.What == promise.What).ToList();
            if (happened.Count != 1)
            {
                yield return $"{promise.What} of {promise.Journal}, due at {promise.Due:O}, happened {happened.Count} times";
                continue;
            }

            var inTime = events.Any(e => e.What == promise.Given && e.RecordedAt <= promise.By);
            if (inTime ? happened[0].DueAt != promise.Due : happened[0].DueAt is not { } stamped || stamped < promise.Due)
            {
                yield return $"{promise.What} of {promise.Journal}, due at {promise.Due:O}, is stamped {happened[0].DueAt:O}";
            }

            if (happened[0].RecordedAt < happened[0].DueAt)
            {
                yield return $"{promise.What} of {promise.Journal} was recorded at {happened[0].RecordedAt:O}, before it was due";
            }
        }
    }

    private static IEnumerable<string> Twice(RunHistory run) =>
        from journal in run.Journals
        from same in journal.Value.Where(e => e.DueAt is not null).GroupBy(e => (e.What, e.Key, e.DueAt))
        where same.Count() > 1
        select $"{same.Key.What} of {journal.Key}, due at {same.Key.DueAt:O}, happened {same.Count()} times";

    /// <summary>Whoever looks at a truce after its end is told of it, even where nothing has rung yet.</summary>
    private static IEnumerable<string> Looks(RunHistory run)
    {
        var ends = run.Journals
            .SelectMany(j => j.Value.Where(e => e.What == "TruceExpired").Select(e => (j.Key, e.DueAt)))
            .ToLookup(e => e.Key, e => e.DueAt);
        return run.Calls
            .Where(c => c.Act == "look" && c.IsOk && c.Answer != "Expired" && ends[c.Journal].Any(end => c.Begin >= end))
            .Select(c => $"{c.Journal} ended at {ends[c.Journal].First():O} and was shown as {c.Answer} to {c.Client}, who asked at {c.Begin:O}");
    }
}
