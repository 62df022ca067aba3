using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>
/// A concluded text opens its truce once, between those who were required, with the instants that it was signed with; a text that was
/// not concluded opens none.
/// </summary>
public static class BoundTruces
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        foreach (var accord in run.Lines.OfType<Accord>())
        {
            var truce = run.Journals.GetValueOrDefault(accord.Truce, []);
            var concluded = run.Journals.GetValueOrDefault(accord.Text, []).FirstOrDefault(e => e.What == "TextStateReached" && e.Key == "Concluded");
            foreach (var violation in concluded is null ? Unopened(accord, truce) : Opened(accord, truce, concluded.DueAt ?? concluded.RecordedAt))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<string> Unopened(Accord accord, IReadOnlyList<JournalEvent> truce) =>
        truce.Count == 0 ? [] : [$"{accord.Truce} is open and {accord.Text} was not concluded"];

    private static IEnumerable<string> Opened(Accord accord, IReadOnlyList<JournalEvent> truce, DateTimeOffset concluded)
    {
        var created = truce.Where(e => e.What == "TruceCreated").ToList();
        if (created.Count != 1 || truce.Count(e => e.What == "TruceConcluded") != 1)
        {
            yield return $"{accord.Truce} was opened {created.Count} times by {accord.Text}, which was concluded at {concluded:O}";
            yield break;
        }

        if (created[0].Stated != accord.Effect)
        {
            yield return $"{accord.Truce} is to take effect at {created[0].Stated:O} where {accord.Effect:O} was signed";
        }

        var parties = truce.Where(e => e.What == "TruceAccepted").Select(e => e.Key).Order(StringComparer.Ordinal).ToList();
        if (!parties.SequenceEqual(accord.Required.Order(StringComparer.Ordinal)))
        {
            yield return $"{accord.Truce} binds {string.Join(" and ", parties)} where {string.Join(" and ", accord.Required)} had to sign";
        }

        // Signed after the instant that it states, it takes effect when it is signed.
        var effects = truce.Where(e => e.What == "TruceEnteredIntoForce").ToList();
        if (effects is not [{ DueAt: { } effect }] || (concluded <= accord.Effect ? effect != accord.Effect : effect < accord.Effect))
        {
            yield return $"{accord.Truce}, to take effect at {accord.Effect:O}, did at {Instants(effects)}";
        }

        var ends = truce.Where(e => e.What == "TruceExpired").ToList();
        if (accord.Expiry is { } expiry ? ends is not [{ DueAt: { } end }] || end != expiry : ends.Count > 0)
        {
            yield return $"{accord.Truce}, to expire at {accord.Expiry?.ToString("O") ?? "no instant"}, did at {Instants(ends)}";
        }
    }

    private static string Instants(IEnumerable<JournalEvent> events) => string.Join(" and ", events.Select(e => $"{e.DueAt:O}").DefaultIfEmpty("no instant"));
}
