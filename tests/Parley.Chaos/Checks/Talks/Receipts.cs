using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>
/// A room keeps the receipt of what its member has sealed: once that it came and, once it was withdrawn or replaced, once that it stands
/// no longer.
/// </summary>
public static class Receipts
{
    /// <summary>The event in the room.</summary>
    internal const string Event = "ReceiptRecorded";

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var sealing = run.Calls.Where(c => c.To.Length > 0 && c.Act is "seal" or "withdraw").ToLookup(c => c.To);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var guessed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var accord in run.Lines.OfType<Accord>())
        {
            var filings = Filings.For(accord, sealing[accord.Subject]);
            var rooms = sealing[accord.Subject].Where(c => c.Act == "seal").GroupBy(c => c.Party).ToDictionary(c => c.Key, c => c.First().Journal);
            known.UnionWith(filings.All.Select(f => f.Hash));
            guessed.UnionWith(filings.AreAllKnown ? [] : rooms.Values);
            foreach (var filing in filings.All)
            {
                var keys = run.Journals.GetValueOrDefault(rooms[filing.Party], []).Where(e => e.What == Event).Select(e => e.Key).ToList();
                if (keys.Count(k => k == filing.Hash) is not 1 and var came)
                {
                    yield return $"{rooms[filing.Party]} has {came} receipts of {filing.Hash}, which was filed at {filing.FiledAt:O}";
                }

                var ended = keys.Count(k => k == filing.Hash + Journals.EndOfReceipt);
                if (ended > 1 || (filings.AreAllKnown && ended != (filing.EndedAt is null ? 0 : 1)))
                {
                    yield return $"{rooms[filing.Party]} says {ended} times that {filing.Hash} stands no longer, which {(filing.EndedAt is { } at ? $"it does not since {at:O}" : "it does")}";
                }
            }
        }

        foreach (var (room, events) in run.Journals.Where(j => !guessed.Contains(j.Key)))
        {
            foreach (var stray in events.Where(e => e.What == Event && !known.Contains(e.Key.Split('/')[0])))
            {
                yield return $"{room} has a receipt of {stray.Key}, which nobody filed";
            }
        }
    }
}
