using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>
/// An opening concludes a text exactly when the filings that stood at its instant allow it: with all of them or none, stamped with that
/// instant, and never with one that was withdrawn before. It is over once, whatever came of it.
/// </summary>
public static class Openings
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var sealing = run.Calls.Where(c => c.Act is "seal" or "withdraw").ToLookup(c => c.To);
        return run.Lines.OfType<Accord>().Where(a => a.Opening.Length > 0)
            .SelectMany(a => Of(a, [.. sealing[a.Subject]], run.Journals.GetValueOrDefault(a.Text, [])));
    }

    private static IEnumerable<string> Of(Accord accord, IReadOnlyList<Call> calls, IReadOnlyList<JournalEvent> events)
    {
        var signed = events.Where(e => e.What == "TextSigned").ToList();
        var concluded = events.Where(e => e.What == "TextStateReached" && e.Key == "Concluded").ToList();
        var over = events.Where(e => e.What == "ConsentOpeningOver" && e.Key == accord.Opening).ToList();
        if (over.Count != 1)
        {
            yield return $"{accord.Subject} was over {over.Count} times";
        }

        if (signed.Count > 0 != (concluded.Count == 1) || concluded.Count > 1
            || (signed.Count > 0 && accord.Required.Any(p => signed.Count(s => s.Key == p) != 1)))
        {
            yield return $"{accord.Text} was concluded {concluded.Count} times, with {Names(signed.Select(s => s.Key))} where {Names(accord.Required)} had to";
        }

        foreach (var taken in calls.Where(c => c.Act == "withdraw" && c.IsOk))
        {
            if (signed.Find(s => s.Hash == taken.Key) is { } used && (taken.End <= used.DueAt || taken.Stamp < used.DueAt))
            {
                yield return $"{taken.Key} of {taken.Party} was withdrawn at {taken.Stamp:O}, acknowledged at {taken.End:O}, and concluded {accord.Text} at {used.DueAt:O}";
            }
        }

        var filings = Filings.For(accord, calls);
        if (!filings.AreAllKnown)
        {
            yield break;
        }

        var expected = filings.Concluding(accord).Select(f => f.Hash).Order(StringComparer.Ordinal).ToList();
        var found = signed.Select(s => s.Hash).Order(StringComparer.Ordinal).ToList();
        if (over.Count > 0 && !expected.SequenceEqual(found))
        {
            yield return $"{accord.Subject} came to {Names(found)} where what stood comes to {Names(expected)}";
        }

        var instant = expected.Count > 0 ? filings.LookAt(accord) : accord.At;
        foreach (var stamped in over.Concat(concluded).Where(e => e.DueAt != instant))
        {
            yield return $"{stamped.What} of {accord.Subject}, due at {instant:O}, is stamped {stamped.DueAt:O}";
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(" and ", names.DefaultIfEmpty("none"));
}
