using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Caucuses;
using Parley.Domain.Frame;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Caucuses;

public sealed class RelayTests
{
    [Fact]
    public void The_desk_keeps_both_ends_and_answers_with_them()
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We could give up the heights.", Disclosure.MayConveyAsOwn);
        var desk = Rooms.Desk(message);
        desk.Now += Duration.FromHours(2);
        desk.Accept(Cast.Mediator, Rooms.Relay(message, Cast.South, words: "Suppose the heights were free."));

        var relay = (Relay)desk.ViewEntry(desk.LastEntry!.Id);
        Assert.Equal($"{Rooms.DeskName}/relays/{desk.LastEntry.Id}", relay.Name);
        Assert.Equal((message.Name, Rooms.SouthRoom, RelayForm.AsOwn), (relay.Message, relay.To, relay.Form));
        Assert.Equal("Suppose the heights were free.", relay.Text.Values["en"]);
        Assert.Equal(desk.Now.ToTimestamp(), relay.CreateTime);
        // What a request wrote first is what its late repeats are answered with.
        Assert.Equal([desk.LastEntry.Id, ""], desk.Events[^2..].Select(e => e.Entry));
    }

    [Fact]
    public void A_note_and_a_relay_are_found_by_their_names_and_nothing_by_anothers()
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We could give up the heights.", Disclosure.MayConveyAsOwn);
        var (concept, desk) = (new DeskConcept(), Rooms.Desk(message));
        desk.Accept(Cast.Mediator, new AddNoteRequest { Note = new() { Text = Cast.Text("The north moves.") } });
        var note = desk.LastEntry!.Id;
        desk.Accept(Cast.Mediator, Rooms.Relay(message, Cast.South));
        var relay = desk.LastEntry!.Id;
        Assert.IsType<Note>(Note(note));
        Assert.IsType<Relay>(Relay(relay));

        // Neither by the other's id nor by a part of its own.
        Assert.Throws<KeyNotFoundException>(() => Note(relay));
        Assert.Throws<KeyNotFoundException>(() => Relay(note));
        Assert.Throws<KeyNotFoundException>(() => Note(note["n-".Length..]));
        Assert.Throws<KeyNotFoundException>(() => Relay(relay["r-".Length..]));

        IMessage Note(string id) => desk.ViewEntry(concept.EntryOf(new GetNoteRequest { Name = $"{Rooms.DeskName}/notes/{id}" })!);
        IMessage Relay(string id) => desk.ViewEntry(concept.EntryOf(new GetRelayRequest { Name = $"{Rooms.DeskName}/relays/{id}" })!);
    }

    [Fact]
    public void What_is_conveyed_as_own_arrives_as_the_mediators()
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We could give up the heights.", Disclosure.Free, PositionKind.Concession);
        var south = Arrived(message, Rooms.Relay(message, Cast.South, words: "Suppose the heights were free."));

        var delivered = south.LastMessage();
        Assert.Equal("Suppose the heights were free.", delivered.Text.Values["en"]);
        Assert.Equal((new Actor { Role = Role.Mediator }, ""), (delivered.Sender, delivered.AttributedTo));
        Assert.Equal((Disclosure.MediatorOnly, PositionKind.Unspecified), (delivered.Disclosure, delivered.Kind));
    }

    [Fact]
    public void A_draft_is_a_note_shown_to_one_after_the_other_and_only_the_desk_knows_in_which_order()
    {
        var desk = Rooms.Desk();
        desk.Accept(Cast.Mediator, new AddNoteRequest { Parent = Rooms.Negotiation, Note = new() { Text = Cast.Text("1. The guns fall silent.") } });
        var note = $"{Rooms.DeskName}/notes/{desk.LastEntry!.Id}";
        var first = desk.Relayed(new() { Name = note, To = Cast.South, Form = RelayForm.AsOwn });
        desk.Now += Duration.FromHours(5);
        var second = desk.Relayed(new() { Name = note, To = Cast.North, Form = RelayForm.AsOwn, Text = Cast.Text("1. The guns fall silent at once.") });

        Assert.Equal((Cast.Text("1. The guns fall silent."), Cast.Text("1. The guns fall silent at once.")), (first.Message.Text, second.Message.Text));
        Assert.Equal([(note, Rooms.SouthRoom), (note, Rooms.NorthRoom)], desk.AllViews.OfType<Relay>().OrderBy(r => r.CreateTime.Seconds).Select(r => (r.Message, r.To)));
        var south = Rooms.South();
        south.Accept(Caller.Parley, first);
        var shown = south.LastMessage();
        Assert.Equal((new Actor { Role = Role.Mediator }, "", Disclosure.MediatorOnly), (shown.Sender, shown.AttributedTo, shown.Disclosure));
        Assert.DoesNotContain("note", Written(south), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_note_is_nobodys_but_the_mediators()
    {
        var desk = Rooms.Desk();
        desk.Accept(Cast.Mediator, new AddNoteRequest { Parent = Rooms.Negotiation, Note = new() { Text = Cast.Text("They are weak.") } });
        var note = $"{Rooms.DeskName}/notes/{desk.LastEntry!.Id}";
        desk.Refuse("NOTHING_TO_ATTRIBUTE", Cast.Mediator, new RelayMessageRequest { Name = note, To = Cast.South, Form = RelayForm.Attributed });
        desk.Refuse("NOT_FOUND", Cast.Mediator, new RelayMessageRequest { Name = note + "1", To = Cast.South, Form = RelayForm.AsOwn });
        desk.Refuse("NOT_FOUND", Cast.Mediator, new RelayMessageRequest { Name = $"{Rooms.DeskName}/notes/r-1", To = Cast.South, Form = RelayForm.AsOwn });
        desk.Refuse("NOT_FOUND", Cast.SouthEnvoy, new RelayMessageRequest { Name = note, To = Cast.South, Form = RelayForm.AsOwn });
    }

    [Fact]
    public void What_is_attributed_arrives_in_the_senders_words_under_its_name()
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We could give up the heights.", Disclosure.MayAttribute, PositionKind.Concession);
        var south = Arrived(message, Rooms.Relay(message, Cast.South, RelayForm.Attributed));

        var delivered = south.LastMessage();
        Assert.Equal(message.Text, delivered.Text);
        Assert.Equal((new Actor { Role = Role.Mediator }, Cast.North), (delivered.Sender, delivered.AttributedTo));
        Assert.Equal((Disclosure.MediatorOnly, PositionKind.Concession), (delivered.Disclosure, delivered.Kind));
        Assert.DoesNotContain(message.Name, south.Events[^1].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("nora", south.Events[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_mediators_said_themselves_they_say_again_and_relay_not()
    {
        var message = Rooms.North().Said(Cast.Mediator, "The guarantors expect an answer.");
        Rooms.Desk(message).Refuse("DISCLOSURE_FORBIDS", Cast.Mediator, Rooms.Relay(message, Cast.South));
    }

    [Fact]
    public void Two_sources_conveyed_in_the_same_words_arrive_as_the_same()
    {
        var north = Rooms.North();
        north.Said(Cast.Mediator, "Something else.");
        var first = north.Said(Cast.NorthEnvoy, "We could give up the heights.", Disclosure.MayConveyAsOwn, PositionKind.Concession);
        var second = Rooms.Opened(Rooms.Negotiation + "/caucuses/east", Cast.Conflict + "/parties/east")
            .Said(new("eva", [new(Role.Party, Cast.Conflict + "/parties/east")]), "Take the heights.", Disclosure.Free, PositionKind.Demand);

        var (one, other) = (Rooms.Desk(first), Rooms.Desk(second));
        Assert.Equal(
            one.Relayed(Rooms.Relay(first, Cast.South)).ToByteString(),
            other.Relayed(Rooms.Relay(second, Cast.South)).ToByteString());
        Assert.Equal(one.State.Calls[0].Request, other.State.Calls[0].Request);
    }

    [Fact]
    public void Nothing_of_one_room_is_in_another_and_nothing_of_the_desk_in_either()
    {
        var (north, south) = (Rooms.North(), Rooms.South());
        south.Said(Cast.SouthEnvoy, "We want the river.");
        var heights = north.Said(Cast.NorthEnvoy, "We could give up the heights.", Disclosure.MayConveyAsOwn, PositionKind.Concession);
        north.Said(Cast.NorthEnvoy, "We cannot hold out another month.");
        north.Accept(Cast.Mediator, CaucusSessionTests.Schedule(SessionFormat.Separate));
        north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt("aa")));
        var desk = Rooms.Desk(heights);
        desk.Accept(Cast.Mediator, new AddNoteRequest { Parent = Rooms.Negotiation, Note = new() { Text = Cast.Text("They are weak.") } });
        south.Accept(Caller.Parley, desk.Relayed(Rooms.Relay(heights, Cast.South, words: "Suppose a hill were free.")));

        var (inNorth, inSouth) = (Written(north), Written(south));
        Assert.Contains("Suppose a hill were free.", inSouth, StringComparison.Ordinal);
        foreach (var secret in (string[])["north", "nora", "heights", "Concession", "month", "They are weak", "desk", "relay", "anna", "\"aa\"", "SEPARATE"])
        {
            Assert.DoesNotContain(secret, inSouth, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var secret in (string[])["south", "sven", "river", "hill", "They are weak", "desk", "relay"])
        {
            Assert.DoesNotContain(secret, inNorth, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void What_was_relayed_to_a_room_stays_there()
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We could give up the heights.", Disclosure.Free);
        var delivered = Arrived(message, Rooms.Relay(message, Cast.South, RelayForm.Attributed)).LastMessage();
        Rooms.Desk(delivered).Refuse("DISCLOSURE_FORBIDS", Cast.Mediator, Rooms.Relay(delivered, Cast.North));
    }

    [Fact]
    public void A_message_is_not_relayed_to_the_room_that_it_came_from()
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We are ready.", Disclosure.Free);
        Rooms.Desk(message).Refuse("RELAY_TO_ITSELF", Cast.Mediator, Rooms.Relay(message, Cast.North));
    }

    [Theory]
    [InlineData(Cast.Conflict + "/parties/nobody", "UNKNOWN_MEMBER")]
    [InlineData(Cast.Conflict + "/areas/south", "UNKNOWN_MEMBER")]
    [InlineData(Cast.Conflict, "UNKNOWN_MEMBER")]
    [InlineData("conflicts/other/parties/south", "FOREIGN_NAME")]
    [InlineData("", "FOREIGN_NAME")]
    public void A_message_is_relayed_to_a_member_of_these_talks(string to, string reason)
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We are ready.", Disclosure.Free);
        Rooms.Desk(message).Refuse(reason, Cast.Mediator, Rooms.Relay(message, to));
    }

    [Theory]
    [InlineData(Rooms.NorthRoom + "/messages/m-nothing")]
    [InlineData(Cast.Conflict + "/negotiations/other/caucuses/north/messages/m-assigned1")]
    [InlineData(Rooms.NorthRoom)]
    [InlineData("")]
    public void What_is_no_message_of_these_talks_is_not_found(string name)
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We are ready.", Disclosure.Free);
        var desk = Rooms.Desk(message);
        desk.References = desk.References.SetItem(Cast.Conflict + "/negotiations/other/caucuses/north/messages/m-assigned1", message);
        var request = Rooms.Relay(message, Cast.South);
        request.Name = name;
        desk.Refuse("NOT_FOUND", Cast.Mediator, request);
    }

    [Fact]
    public void A_session_is_no_message_to_relay()
    {
        var desk = Rooms.Desk();
        var name = Rooms.NorthRoom + "/messages/assigned1";
        desk.References = desk.References.SetItem(name, new Session { Name = Rooms.NorthRoom + "/sessions/assigned1" });
        desk.Refuse("NOT_FOUND", Cast.Mediator, Rooms.Relay(new() { Name = name }, Cast.South));
    }

    [Fact]
    public void The_member_cannot_relay() => Rooms.Desk().Refuse(
        "NOT_FOUND", Cast.NorthEnvoy, Rooms.Relay(new() { Name = Rooms.NorthRoom + "/messages/m-a" }, Cast.South));

    [Fact]
    public void Settled_a_delivery_is_not_made_again()
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We are ready.", Disclosure.Free);
        var desk = Rooms.Desk(message);
        desk.Relayed(Rooms.Relay(message, Cast.South));
        desk.Relayed(Rooms.Relay(message, Cast.South));
        Assert.Equal(2, desk.State.Calls.Select(c => c.Request.Id).Distinct().Count());

        var settled = new Event { Version = 9, RecordedAt = new(), CallSettled = new() { Id = desk.State.Calls[0].Request.Id } };
        Assert.Equal([desk.State.Calls[1]], new DeskConcept().Fold(desk.State, settled).Calls);
    }

    [Fact]
    public void A_note_is_kept_at_the_desk()
    {
        var desk = Rooms.Desk();
        desk.Accept(Cast.Mediator, new AddNoteRequest { Parent = Rooms.Negotiation, Note = new() { Name = "x", Text = Cast.Text("They are weak.") } });

        var note = (Note)desk.ViewEntry(desk.LastEntry!.Id);
        Assert.Equal(($"{Rooms.DeskName}/notes/{desk.LastEntry.Id}", "They are weak."), (note.Name, note.Text.Values["en"]));
        Assert.Equal(desk.Now.ToTimestamp(), note.CreateTime);
    }

    /// <summary>The room of the south once the desk's call has been made.</summary>
    private static PlayedJournal<CaucusRecord> Arrived(CaucusMessage message, RelayMessageRequest request)
    {
        var south = Rooms.South();
        south.Accept(Caller.Parley, Rooms.Desk(message).Relayed(request));
        return south;
    }

    /// <summary>All that a reader of the room can come by.</summary>
    private static string Written(PlayedJournal<CaucusRecord> room) => string.Join('\n', room.Events.Select(e => e.ToString()).Concat(room.AllViews.Select(v => v.ToString())));
}
