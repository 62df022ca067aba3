using System.Text.Json.Serialization;

namespace Parley.Chaos.History;

/// <summary>A line of the history of a run.</summary>
[JsonDerivedType(typeof(Call), "call")]
[JsonDerivedType(typeof(Seen), "seen")]
[JsonDerivedType(typeof(WatchEnded), "watch-ended")]
[JsonDerivedType(typeof(Promise), "promise")]
[JsonDerivedType(typeof(Accord), "accord")]
[JsonDerivedType(typeof(Struck), "fault")]
public abstract record Line;

/// <summary>One try of a call and its answer.</summary>
public sealed record Call : Line
{
    /// <summary>Who called: <c>reporter-1-2</c>.</summary>
    public required string Client { get; init; }

    /// <summary>Over which connection: the client, the gateway and a number that rises whenever it had to be opened anew.</summary>
    public required string Connection { get; init; }

    /// <summary>What was asked: <c>report</c>, <c>read</c>, <c>create</c> and so on.</summary>
    public required string Act { get; init; }

    /// <summary>The journal that was called.</summary>
    public required string Journal { get; init; }

    /// <summary>The request id, the same for each try of one command; empty for a read.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>What tells the command's event from others of its kind: the request id of a report, the party that accepts.</summary>
    public string Key { get; init; } = "";

    /// <summary>When the try began.</summary>
    public required DateTimeOffset Begin { get; init; }

    /// <summary>When it was answered or given up.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The gRPC status.</summary>
    public required string Status { get; init; }

    /// <summary>True when the server said so; false when the client's own library did, for want of an answer.</summary>
    public bool IsServers { get; init; } = true;

    /// <summary>The server's reason or the library's words; empty for a success.</summary>
    public string Why { get; init; } = "";

    /// <summary>What a report or a message gave: its name; of a filing the hash.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The highest version that a read showed; 0 when it showed none.</summary>
    public long Version { get; init; }

    /// <summary>Of a member of talks that is narrowed to some: the subject that called; empty for everybody else.</summary>
    public string Subject { get; init; } = "";

    /// <summary>For which party it filed, withdrew or signed.</summary>
    public string Party { get; init; } = "";

    /// <summary>Of a relay: the message that is conveyed.</summary>
    public string From { get; init; } = "";

    /// <summary>Of a relay: the room that it is conveyed to; of a filing: the opening that it is for; of a dismissal: the subject that goes.</summary>
    public string To { get; init; } = "";

    /// <summary>Of a sealed consent: the parties on whose consent it depends.</summary>
    public IReadOnlyList<string> On { get; init; } = [];

    /// <summary>The instant that a receipt states: of the filing or, for a withdrawal, of its end.</summary>
    public DateTimeOffset? Stamp { get; init; }

    /// <summary>The marked words that an answer showed.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>True for an acknowledgement.</summary>
    [JsonIgnore]
    public bool IsOk => Status == "OK";
}

/// <summary>A watcher was sent an event.</summary>
public sealed record Seen(string Watcher, string Journal, long Version, DateTimeOffset At) : Line;

/// <summary>A watcher's stream ended; it begins another one after the last version that it saw.</summary>
public sealed record WatchEnded(string Watcher, string Journal, string Status, bool IsServers, string Why, DateTimeOffset At) : Line;

/// <summary>
/// Something that has to happen by itself, exactly once, and be stamped with its instant. Where what it follows from is
/// recorded only after an instant, it cannot be stamped so exactly and must then only not be stamped earlier.
/// </summary>
/// <param name="Journal">In which journal.</param>
/// <param name="What">The event.</param>
/// <param name="Due">The instant.</param>
/// <param name="Given">The event that it follows from.</param>
/// <param name="By">When that must be recorded at the latest.</param>
public sealed record Promise(string Journal, string What, DateTimeOffset Due, string Given, DateTimeOffset By) : Line;

/// <summary>A text that lies on the table, and what its conclusion is to come to.</summary>
/// <param name="Text">The text.</param>
/// <param name="Required">The parties whose consent it needs.</param>
/// <param name="Opening">The opening of sealed consents by which it may be concluded; empty: it is signed openly.</param>
/// <param name="At">When the consents are opened at the latest.</param>
/// <param name="WhenAllFiled">Whether they are opened at the whole minute after all who are required have filed.</param>
/// <param name="Truce">The truce that its conclusion opens.</param>
/// <param name="Effect">When that takes effect.</param>
/// <param name="Expiry">When it expires; null: never.</param>
public sealed record Accord(
    string Text, IReadOnlyList<string> Required, string Opening, DateTimeOffset At, bool WhenAllFiled, string Truce, DateTimeOffset Effect,
    DateTimeOffset? Expiry) : Line
{
    /// <summary>What filings for the opening name.</summary>
    [JsonIgnore]
    public string Subject => $"{Text}/openings/{Opening}";
}

/// <summary>A fault, and how long it took until all clients were served again.</summary>
public sealed record Struck(string Fault, DateTimeOffset Begin, DateTimeOffset Healed, double RecoverySeconds) : Line;

/// <summary>An event as it stands in a journal at the end.</summary>
/// <param name="Version">Its version.</param>
/// <param name="What">Which event it is.</param>
/// <param name="Key">What tells it from others of its kind: the request id of an observation, the id of a call, a party.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="DueAt">The instant of one that happens by the clock.</param>
/// <param name="Entry">The name of the entry.</param>
/// <param name="Refusal">Why a call to another journal was refused.</param>
/// <param name="Hash">Of a signature: the hash of the sealed consent that it came from.</param>
/// <param name="Stated">Of a truce: the instant of effect that its text states.</param>
/// <param name="Says">Of talks: all of it, as JSON.</param>
public sealed record JournalEvent(
    long Version, string What, string Key, DateTimeOffset RecordedAt, DateTimeOffset? DueAt = null, string Entry = "", string Refusal = "",
    string Hash = "", DateTimeOffset? Stated = null, string Says = "");

/// <summary>All that was asked, answered and seen, and what stands in the journals at the end.</summary>
/// <param name="Lines">The history, each client's and watcher's lines in their order.</param>
/// <param name="Journals">The journals' events, by the journal's name.</param>
public sealed record RunHistory(IReadOnlyList<Line> Lines, IReadOnlyDictionary<string, IReadOnlyList<JournalEvent>> Journals)
{
    /// <summary>All tries of calls.</summary>
    public IEnumerable<Call> Calls => Lines.OfType<Call>();
}
