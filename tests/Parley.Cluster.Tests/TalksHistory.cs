using System.Globalization;
using Parley.Chaos.Checks;
using Parley.Chaos.History;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>A history of talks in which all is well, to be changed into one where something is not.</summary>
public abstract class TalksHistory
{
    protected const string Talks = "conflicts/vale/negotiations/talks";
    protected const string Desk = Talks + "/desk";
    protected const string NorthRoom = Talks + "/caucuses/north";
    protected const string SouthRoom = Talks + "/caucuses/south";
    protected const string Text = Talks + "/texts/accord";
    protected const string Signed = Talks + "/texts/signed";
    protected const string Truce = "conflicts/vale/truces/talks";
    protected const string SignedTruce = "conflicts/vale/truces/signed";
    protected const string North = "conflicts/vale/parties/north";
    protected const string South = "conflicts/vale/parties/south";
    protected const string Guest = "guest";
    protected const string FirstHash = "hash-first";
    protected const string NorthHash = "hash-north";
    protected const string SouthHash = "hash-south";
    protected static readonly string Secret = Words.New();
    protected static readonly string Reworded = Words.New();
    protected static readonly string Attributed = Words.New();
    protected static readonly DateTimeOffset At = DateTimeOffset.Parse("2020-10-10T08:00:20Z", CultureInfo.InvariantCulture);
    protected static readonly DateTimeOffset Effect = At.AddSeconds(2);
    protected static readonly DateTimeOffset Expiry = At.AddSeconds(4);

    protected List<Line> Lines { get; } = [];

    protected Dictionary<string, List<JournalEvent>> Events { get; } = new(StringComparer.Ordinal);

    protected Accord Accord { get; set; } = new(Text, [North, South], "opening", At, WhenAllFiled: false, Truce, Effect, Expiry);

    protected TalksHistory()
    {
        Called("enter", NorthRoom, -31, status: "NotFound", why: "NOT_FOUND");
        Called("enter", NorthRoom, -30);
        Called("intrude", SouthRoom, -29, status: "NotFound", why: "NOT_FOUND");
        Called("say", NorthRoom, -28, Secret, NorthRoom + "/messages/m-1");
        Called("say", NorthRoom, -27, Attributed, NorthRoom + "/messages/m-2");
        Called("relay", Desk, -26, Reworded, Desk + "/relays/r-3", from: NorthRoom + "/messages/m-1", to: SouthRoom);
        Called("relay", Desk, -25, Attributed, Desk + "/relays/r-4", from: NorthRoom + "/messages/m-2", to: SouthRoom);
        Shown(SouthRoom, Reworded, Attributed);
        Shown(NorthRoom, Secret, Attributed);

        Sealed(North, -16, FirstHash, South);
        Sealed(South, -15, SouthHash, North);
        Called("withdraw", NorthRoom, -14, FirstHash, FirstHash, to: Accord.Subject, party: North, stamp: -14);
        Sealed(North, -13, NorthHash, South);
        Called("seal", NorthRoom, 1, "late", to: Accord.Subject, party: North, status: "FailedPrecondition", why: "OPENING_OVER");

        Called("read", Text, -12, subject: Guest, version: 1);
        Called("dismiss", Talks, -11, "guest", to: Guest);
        Called("read", Text, -10, subject: Guest, status: "NotFound", why: "NOT_FOUND");
        Called("sign", Signed, -9, North, party: North);
        Called("sign", Signed, -8, South, party: South);

        Record(Talks, "AccreditationEnded", -11, "guest");
        Record(NorthRoom, "MessageSent", -28, Secret, entry: NorthRoom + "/messages/m-1", says: $"\"{Secret}\" \"{North}\"");
        Record(NorthRoom, "MessageSent", -27, Attributed, entry: NorthRoom + "/messages/m-2", says: $"\"{Attributed}\" \"{North}\"");
        Record(Desk, "MessageRelayed", -26, Reworded, entry: Desk + "/relays/r-3", says: $"\"{Reworded}\" \"{NorthRoom}/messages/m-1\"");
        Record(Desk, "MessageRelayed", -25, Attributed, entry: Desk + "/relays/r-4", says: $"\"{Attributed}\"");
        Record(SouthRoom, "MessageSent", -26, Reworded, says: $"\"{Reworded}\" \"{SouthRoom}/messages/m-3\"");
        Record(SouthRoom, "MessageSent", -25, Attributed, says: $"\"{Attributed}\" \"{North}\"");
        Record(NorthRoom, "ReceiptRecorded", -16, FirstHash);
        Record(NorthRoom, "ReceiptRecorded", -14, FirstHash + Journals.EndOfReceipt);
        Record(NorthRoom, "ReceiptRecorded", -13, NorthHash);
        Record(SouthRoom, "ReceiptRecorded", -15, SouthHash);

        Record(Text, "TextSigned", 0.1, North, due: 0, hash: NorthHash);
        Record(Text, "TextSigned", 0.1, South, due: 0, hash: SouthHash);
        Record(Text, "TextStateReached", 0.1, "Concluded", due: 0);
        Record(Text, "ConsentOpeningOver", 0.1, "opening", due: 0);
        Record(Truce, "TruceCreated", 0.2, due: 0, stated: Effect);
        Record(Truce, "TruceAccepted", 0.2, North, due: 0);
        Record(Truce, "TruceAccepted", 0.2, South, due: 0);
        Record(Truce, "TruceConcluded", 0.2, due: 0);
        Record(Truce, "TruceEnteredIntoForce", 2.1, due: 2);
        Record(Truce, "TruceExpired", 4.1, due: 4);
        Record(Signed, "TextSigned", -9, North);
        Record(Signed, "TextSigned", -8, South);
        Record(Signed, "TextStateReached", -8, "Concluded");
        Record(SignedTruce, "TruceCreated", -7, stated: Effect);
        Record(SignedTruce, "TruceAccepted", -7, North);
        Record(SignedTruce, "TruceAccepted", -7, South);
        Record(SignedTruce, "TruceConcluded", -7);
        Record(SignedTruce, "TruceEnteredIntoForce", 2.1, due: 2);
    }

    protected IReadOnlyList<string> Violations() => Checker.Violations(new(
        [.. Lines, Accord, new Accord(Signed, [North, South], "", At, WhenAllFiled: false, SignedTruce, Effect, Expiry: null)],
        Events.ToDictionary(j => j.Key, j => (IReadOnlyList<JournalEvent>)j.Value, StringComparer.Ordinal)));

    protected void Finds(params string[] parts)
    {
        var violations = Violations();
        Assert.True(violations.Any(v => parts.All(p => v.Contains(p, StringComparison.Ordinal))), string.Join('\n', violations));
    }

    protected void Sealed(string party, double at, string hash, params string[] on) => Called(
        "seal", party == North ? NorthRoom : SouthRoom, at, $"request-{hash}", hash, to: Accord.Subject, party: party, stamp: at, on: on);

    protected void Shown(string journal, params string[] words)
    {
        Called("look-in", journal, -20);
        Lines[^1] = (Call)Lines[^1] with { Shown = words };
    }

    protected void Record(
        string journal, string what, double at, string key = "", double? due = null, string entry = "", string hash = "", DateTimeOffset? stated = null,
        string says = "")
    {
        var events = Events.TryGetValue(journal, out var known) ? known : Events[journal] = [];
        var dueAt = due is { } seconds ? At.AddSeconds(seconds) : (DateTimeOffset?)null;
        events.Add(new(events.Count + 1, what, key, At.AddSeconds(at), dueAt, entry, Hash: hash, Stated: stated, Says: says));
    }

    protected void Change(string journal, string what, Func<JournalEvent, JournalEvent> change)
    {
        var at = Events[journal].FindIndex(e => e.What == what);
        Events[journal][at] = change(Events[journal][at]);
    }

    protected void Swap(string journal, int one, int other)
    {
        var events = Events[journal];
        (events[one], events[other]) = (events[other], events[one]);
        Renumber(journal);
    }

    /// <summary>Gives the events of a journal versions in their order, and times that do not go back.</summary>
    protected void Renumber(string journal)
    {
        var times = Events[journal].Select(e => e.RecordedAt).Order().ToList();
        Events[journal] = [.. Events[journal].Select((e, i) => e with { Version = i + 1, RecordedAt = times[i] })];
    }

    protected void Replace(Func<Call, bool> which, Func<Call, Call> change)
    {
        for (var i = 0; i < Lines.Count; i++)
        {
            Lines[i] = Lines[i] is Call call && which(call) ? change(call) : Lines[i];
        }
    }

    protected void Called(
        string act, string journal, double at, string key = "", string answer = "", string to = "", string party = "", string from = "",
        string subject = "", string status = "OK", string why = "", double? stamp = null, IReadOnlyList<string>? on = null, long version = 0, double took = 0) =>
        Lines.Add(new Call
        {
            Client = "client",
            Connection = "client>gateway-1#1",
            Act = act,
            Journal = journal,
            Key = key,
            Answer = answer,
            To = to,
            Party = party,
            From = from,
            Subject = subject,
            Begin = At.AddSeconds(at),
            End = At.AddSeconds(at + took),
            Status = status,
            Why = why,
            Stamp = stamp is { } seconds ? At.AddSeconds(seconds) : null,
            On = on ?? [],
            Version = version,
        });
}
