using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>
/// The mediators' desk of a negotiation: their notes, and what they have conveyed from one caucus to another. Only here do the two
/// ends of a relay stand together.
/// </summary>
public sealed class DeskConcept : Concept<DeskRecord>
{
    /// <inheritdoc/>
    public override string Kind => "desk";

    /// <inheritdoc/>
    public override DeskRecord Empty(string journal) => new(journal);

    /// <summary>The mediators of the negotiation.</summary>
    public override ImmutableArray<string> AudienceOf(DeskRecord state) => state.Exists ? Audience.Mediators(state.Negotiation) : [];

    /// <summary>Desks have no status.</summary>
    public override string StatusOf(DeskRecord state) => "";

    /// <inheritdoc/>
    public override bool Creates(IMessage request) => request is OpenDeskCall;

    /// <inheritdoc/>
    public override string? EntryOf(IMessage request) => request switch
    {
        GetNoteRequest get => RoomIds.EntryOf(get.Name, RoomIds.Note),
        GetRelayRequest get => RoomIds.EntryOf(get.Name, RoomIds.Relay),
        RelayMessageRequest relay => Relays.NoteOf(relay),
        _ => null,
    };

    /// <inheritdoc/>
    public override IEnumerable<string> References(DeskRecord state, IMessage request) =>
        request is RelayMessageRequest relay ? Relays.References(state, relay) : [];

    /// <inheritdoc/>
    protected override DeskRecord Apply(DeskRecord state, Event e) =>
        e.BodyCase == Event.BodyOneofCase.DeskOpened ? state : throw new UnknownEventException(e);

    /// <inheritdoc/>
    protected override EntryState ApplyEntry(EntryState? entry, Event e) => (entry, e.BodyCase) switch
    {
        (null, Event.BodyOneofCase.NoteRecorded) => new NoteEntry(e.Entry, e.NoteRecorded.Note),
        (null, Event.BodyOneofCase.MessageRelayed) => new RelayEntry(e.Entry, e.MessageRelayed.Relay),
        _ => throw new UnknownEventException(e),
    };

    /// <inheritdoc/>
    public override Decision Decide(DeskRecord state, IMessage request, RuleContext context) => request switch
    {
        OpenDeskCall => Open(state),
        _ when !state.Exists => Rejection.NotFound(state.Journal),
        AddNoteRequest add => Add(state, add, context),
        RelayMessageRequest relay => Relays.Convey(state, relay, context),
        _ => Rejection.WrongResource(request, "the mediators' desk"),
    };

    /// <summary>A desk has nothing to show but its entries, and no rpc asks for it.</summary>
    public override IMessage View(DeskRecord state) => new Empty();

    /// <inheritdoc/>
    public override IMessage ViewEntry(DeskRecord state, EntryState entry) => entry is NoteEntry note ? note.View : ((RelayEntry)entry).View;

    private static Decision Open(DeskRecord state) => state.Exists
        ? Rejection.Exists(state.Journal)
        : new Event { DeskOpened = new() };

    private static Decision Add(DeskRecord state, AddNoteRequest request, RuleContext context)
    {
        if (request.Note is not { } given)
        {
            return Rejection.Invalid("note", "FIELD_REQUIRED", "A note says something.");
        }

        var id = RoomIds.Note + context.AssignedId;
        var note = new Note { Name = ResourceName.Child(state.Journal, "notes", id), Text = given.Text };
        return new Event { Entry = id, NoteRecorded = new() { Note = note } };
    }
}
