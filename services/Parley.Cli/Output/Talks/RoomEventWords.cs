using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>What happened in a caucus or at the mediators' desk, as one sentence. A vault's events are never shown to anybody.</summary>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class RoomEventWords(Glossary glossary)
{
    /// <summary>What happened; null where it is no event of such a room.</summary>
    public string? Of(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.CaucusOpened => $"the room of {glossary.Party(e.CaucusOpened.Member.Party)} and the mediators is opened",
        Event.BodyOneofCase.CaucusAccreditationChanged => "who may read and act here has changed with the negotiation's accreditations",
        Event.BodyOneofCase.MessageSent => Said(e.MessageSent.Message),
        Event.BodyOneofCase.ReceiptRecorded => Receipt(e.ReceiptRecorded.Receipt),
        Event.BodyOneofCase.ReadinessMatched =>
            $"{glossary.Party(e.ReadinessMatched.Match.With)} turns out to be ready for the same: {Words.Of(e.ReadinessMatched.Match.Subject)}",
        Event.BodyOneofCase.DeskOpened => "the mediators' desk is opened",
        Event.BodyOneofCase.NoteRecorded => $"a note: {glossary.Of(e.NoteRecorded.Note.Text)}",
        Event.BodyOneofCase.MessageRelayed =>
            $"{Conveyed(e.MessageRelayed.Relay.Message)} is conveyed to {TalksWords.Room(e.MessageRelayed.Relay.To, glossary)} {Words.Of(e.MessageRelayed.Relay.Form)}: “{glossary.Of(e.MessageRelayed.Relay.Text)}”",
        _ => null,
    };

    private string Conveyed(string name) => TalksWords.IsNote(name) ? "a note of the mediators" : $"what {TalksWords.Room(name, glossary)} said";

    private string Said(CaucusMessage message)
    {
        var from = message.AttributedTo.Length > 0 ? $"from {glossary.Party(message.AttributedTo)}, " : "";
        var kind = message.Kind == PositionKind.Unspecified ? "" : $"{Words.Of(message.Kind)}, ";
        return $"{from}{kind}{TalksWords.Disclosed(message)}: “{glossary.Of(message.Text)}”";
    }

    private static string Receipt(SealReceipt receipt) =>
        $"receipt {receipt.Hash[..Math.Min(12, receipt.Hash.Length)]} for something sealed"
        + (receipt.UseTime is null ? "" : $", which went into what came about {Words.Of(receipt.UseTime)}")
        + (receipt.WithdrawTime is null ? "" : ", which no longer stands");
}
