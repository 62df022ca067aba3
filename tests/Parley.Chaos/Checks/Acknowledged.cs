using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>
/// What was acknowledged stands in the journal once; what was not stands there once or not at all; and every try that was
/// acknowledged got the same answer.
/// </summary>
public static class Acknowledged
{
    /// <summary>Which event each act leaves.</summary>
    internal static readonly IReadOnlyDictionary<string, string> EventOf = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["report"] = "ObservationReported",
        ["create"] = "TruceCreated",
        ["accept"] = "TruceAccepted",
        ["open"] = "NegotiationCreated",
        ["admit"] = "ParticipantAdmitted",
        ["dismiss"] = "AccreditationEnded",
        ["say"] = "MessageSent",
        ["note"] = "NoteRecorded",
        ["relay"] = "MessageRelayed",
        ["table"] = "TextTabled",
        ["bind"] = "ClauseBound",
        ["agree"] = "ConsentOpeningAgreed",
        ["deposit"] = "FullPowersDeposited",
        ["sign"] = "TextSigned",
    };

    private static readonly HashSet<string> Events = [.. EventOf.Values];

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var recorded = run.Journals
            .SelectMany(j => j.Value.Where(e => Events.Contains(e.What)).Select(e => (Id: new Command(j.Key, e.What, e.Key), e.Entry)))
            .ToLookup(e => e.Id, e => e.Entry);
        var asked = run.Calls.Where(c => EventOf.ContainsKey(c.Act)).ToLookup(c => new Command(c.Journal, EventOf[c.Act], c.Key));
        return asked.SelectMany(command => Of(command, [.. recorded[command.Key]]))
            .Concat(recorded.Where(r => r.Key.What == "ObservationReported" && !asked.Contains(r.Key)).Select(r => $"{r.Key} stands there and was never asked for"));
    }

    private static IEnumerable<string> Of(IGrouping<Command, Call> command, string[] entries)
    {
        if (entries.Length > 1)
        {
            yield return $"{command.Key} stands there {entries.Length} times";
        }

        if (command.FirstOrDefault(c => c.IsOk) is { } acknowledged && entries.Length == 0)
        {
            yield return $"{command.Key} was acknowledged to {acknowledged.Client} at {acknowledged.End:O} and is lost";
        }

        foreach (var other in command.Where(c => c.IsOk && c.Answer.Length > 0 && entries.Length == 1 && c.Answer != entries[0]))
        {
            yield return $"{command.Key} was answered with {other.Answer} and is {entries[0]}";
        }
    }

    private sealed record Command(string Journal, string What, string Key)
    {
        public override string ToString() => $"{What} {Key} of {Journal}";
    }
}
