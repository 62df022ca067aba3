using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Caucuses;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Caucuses;

/// <summary>The rooms of a negotiation between two members, and who is in them.</summary>
internal static class Rooms
{
    public const string Negotiation = Cast.Conflict + "/negotiations/peace";
    public const string NorthRoom = Negotiation + "/caucuses/north";
    public const string SouthRoom = Negotiation + "/caucuses/south";
    public const string DeskName = Negotiation + "/desk";

    /// <summary>A second envoy of the north; accreditation can leave it out.</summary>
    public static Caller NorthColleague { get; } = new("nils", [new(Role.Party, Cast.North)]);

    public static AccreditedMember Member(string party, params string[] accredited) => new()
    {
        Party = party,
        Capacity = MemberCapacity.Party,
        Zone = party == Cast.North ? "Asia/Yerevan" : "Europe/Istanbul",
        Accredited = { accredited },
        Narrowed = accredited.Length > 0,
    };

    public static OpenCaucusCall Open(string room, AccreditedMember member) =>
        new() { Name = room, Member = member, AccreditationVersion = 1, MediatorZones = { "Europe/Vienna" } };

    public static ChangeAccreditationCall Accredit(int version, params AccreditedMember[] members) =>
        new() { Name = NorthRoom, Members = { members }, AccreditationVersion = version };

    public static PlayedJournal<CaucusRecord> North() => Opened(NorthRoom, Cast.North);

    public static PlayedJournal<CaucusRecord> South() => Opened(SouthRoom, Cast.South);

    public static PlayedJournal<CaucusRecord> Opened(string room, string party)
    {
        var journal = new PlayedJournal<CaucusRecord>(new CaucusConcept(), room);
        journal.Accept(Caller.Parley, Open(room, Member(party)));
        return journal;
    }

    /// <summary>The mediators' desk, with these messages and the rooms of both members to refer to.</summary>
    public static PlayedJournal<DeskRecord> Desk(params CaucusMessage[] messages)
    {
        var journal = new PlayedJournal<DeskRecord>(new DeskConcept(), DeskName);
        journal.Accept(Caller.Parley, new OpenDeskCall { Name = DeskName });
        journal.References = ImmutableDictionary<string, IMessage>.Empty
            .Add(NorthRoom, North().View)
            .Add(SouthRoom, South().View)
            .AddRange(messages.Select(m => KeyValuePair.Create(m.Name, (IMessage)m)));
        return journal;
    }

    public static SendMessageRequest Say(string room, string text, Disclosure disclosure = Disclosure.MediatorOnly, PositionKind kind = default) =>
        new() { Parent = room, Message = new() { Text = Cast.Text(text), Disclosure = disclosure, Kind = kind } };

    /// <summary>Says something, and returns it as its readers see it.</summary>
    public static CaucusMessage Said(
        this PlayedJournal<CaucusRecord> room, Caller caller, string text, Disclosure disclosure = Disclosure.MediatorOnly, PositionKind kind = default)
    {
        room.Accept(caller, Say(room.State.Journal, text, disclosure, kind));
        return room.LastMessage();
    }

    public static CaucusMessage LastMessage(this PlayedJournal<CaucusRecord> room) => (CaucusMessage)room.ViewEntry(room.LastEntry!.Id);

    public static Caucus View(this PlayedJournal<CaucusRecord> room) => (Caucus)room.View;

    public static RelayMessageRequest Relay(CaucusMessage message, string to, RelayForm form = RelayForm.AsOwn, string? words = "In other words.") =>
        new() { Name = message.Name, To = to, Form = form, Text = form == RelayForm.Attributed || words is null ? null : Cast.Text(words) };

    /// <summary>Relays a message; returns what goes to the other room.</summary>
    public static DeliverMessageCall Relayed(this PlayedJournal<DeskRecord> desk, RelayMessageRequest request)
    {
        desk.Accept(Cast.Mediator, request);
        return desk.State.Calls[^1].Request.DeliverMessage;
    }

    public static SealReceipt Receipt(string hash, Google.Protobuf.WellKnownTypes.Timestamp? withdrawn = null) => new()
    {
        Hash = hash,
        FileTime = new() { Seconds = 1_600_000_000 },
        WithdrawTime = withdrawn,
    };

    public static RecordReceiptCall Record(SealReceipt receipt) => new() { Name = NorthRoom, Receipt = receipt };

    public static RecordMatchCall Match(ReadinessSubject subject, string with) =>
        new() { Name = NorthRoom, Match = new() { Subject = subject, With = with } };
}
