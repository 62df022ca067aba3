using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>
/// What was relayed arrives once, and as something that the mediators say: nothing there leads back to the desk, the other room or what
/// was said in it, and the member that said it is named only when it is attributed.
/// </summary>
public static class Relays
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var said = run.Calls.Where(c => c.Act == "say").Select(c => (c.Journal, c.Key)).ToHashSet();
        foreach (var relay in run.Calls.Where(c => c.Act == "relay").GroupBy(c => (c.Journal, c.Key)))
        {
            var asked = relay.FirstOrDefault(c => c.IsOk) ?? relay.First();
            var isRecorded = run.Journals.GetValueOrDefault(asked.Journal, []).Any(e => e.What == "MessageRelayed" && e.Key == asked.Key);
            var arrived = run.Journals.GetValueOrDefault(asked.To, []).Where(e => e.What == "MessageSent" && e.Key == asked.Key).ToList();
            if (arrived.Count != (isRecorded ? 1 : 0))
            {
                yield return $"{asked.Key}, relayed to {asked.To}{(asked.IsOk ? $" and acknowledged at {asked.End:O}" : "")}, arrived {arrived.Count} times";
            }

            var room = RoomOf(asked.From);
            var party = PartyOf(room);
            var isAttributed = said.Contains((room, asked.Key));
            foreach (var message in arrived)
            {
                var traces = new[] { asked.From, room, asked.Journal, isAttributed ? "" : party, asked.Answer }.Where(t => t.Length > 0);
                foreach (var trace in traces.Where(t => message.Says.Contains($"\"{t}", StringComparison.Ordinal)))
                {
                    yield return $"{asked.Key}, relayed to {asked.To}, shows {trace}";
                }

                if (isAttributed && !message.Says.Contains($"\"{party}\"", StringComparison.Ordinal))
                {
                    yield return $"{asked.Key}, relayed to {asked.To} as said by {party}, does not say so";
                }
            }
        }
    }

    private static string RoomOf(string message) => message[..message.IndexOf("/messages/", StringComparison.Ordinal)];

    private static string PartyOf(string room) =>
        $"{room[..room.IndexOf("/negotiations/", StringComparison.Ordinal)]}/parties/{room[(room.LastIndexOf('/') + 1)..]}";
}
