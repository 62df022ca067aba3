using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>A text that is signed openly is concluded once, with the last signature that it needs, and not before.</summary>
public static class SignedTexts
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var signing = run.Calls.Where(c => c.Act == "sign" && c.IsOk).ToLookup(c => c.Journal, c => c.Key);
        foreach (var accord in run.Lines.OfType<Accord>().Where(a => a.Opening.Length == 0))
        {
            var events = run.Journals.GetValueOrDefault(accord.Text, []);
            var concluded = events.Where(e => e.What == "TextStateReached" && e.Key == "Concluded").ToList();
            var isDue = accord.Required.All(signing[accord.Text].Contains);
            if (concluded.Count > 1 || (isDue && concluded.Count == 0))
            {
                yield return $"{accord.Text}, signed by all who must, was concluded {concluded.Count} times";
            }

            foreach (var party in accord.Required.Where(p => concluded.Exists(c => !events.Any(e => e.What == "TextSigned" && e.Key == p && e.Version < c.Version))))
            {
                yield return $"{accord.Text} was concluded and {party} has not signed it";
            }
        }
    }
}
