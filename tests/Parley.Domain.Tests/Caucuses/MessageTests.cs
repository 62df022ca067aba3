using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Caucuses;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Caucuses;

public sealed class MessageTests
{
    [Fact]
    public void What_the_member_says_is_kept_as_it_was_said()
    {
        var north = Rooms.North();
        var said = north.Said(Cast.NorthEnvoy, " The heights  are ours. ", Disclosure.MayAttribute, PositionKind.RedLine);

        Assert.Equal(" The heights  are ours. ", said.Text.Values["en"]);
        Assert.Equal((Disclosure.MayAttribute, PositionKind.RedLine), (said.Disclosure, said.Kind));
        Assert.Equal(new Actor { Role = Role.Party, Party = Cast.North }, said.Sender);
        Assert.Empty(said.AttributedTo);
        Assert.Equal(north.Now.ToTimestamp(), said.CreateTime);
        Assert.Equal($"{Rooms.NorthRoom}/messages/{north.LastEntry!.Id}", said.Name);
    }

    [Fact]
    public void What_a_mediator_says_is_the_mediators()
    {
        var said = Rooms.North().Said(Cast.Mediator, "Think about it.");
        Assert.Equal(new Actor { Role = Role.Mediator }, said.Sender);
    }

    [Fact]
    public void What_the_sender_may_not_say_of_a_message_is_not_taken()
    {
        var north = Rooms.North();
        var request = Rooms.Say(Rooms.NorthRoom, "We are ready.");
        request.Message.Name = Rooms.SouthRoom + "/messages/m-x";
        request.Message.Sender = new() { Role = Role.Mediator };
        request.Message.AttributedTo = Cast.South;
        request.Message.CreateTime = new() { Seconds = 1 };
        north.Accept(Cast.NorthEnvoy, request);

        var said = north.LastMessage();
        Assert.Equal(Role.Party, said.Sender.Role);
        Assert.Empty(said.AttributedTo);
        Assert.StartsWith(Rooms.NorthRoom, said.Name, StringComparison.Ordinal);
        Assert.Equal(north.Now.ToTimestamp(), said.CreateTime);
    }

    [Fact]
    public void Somebody_who_acts_for_both_sides_speaks_in_each_room_for_its_member()
    {
        Assert.Equal(Cast.North, Rooms.North().Said(Cast.BothSides, "For the north.").Sender.Party);
        Assert.Equal(Cast.South, Rooms.South().Said(Cast.BothSides, "For the south.").Sender.Party);
    }

    [Fact]
    public void Lists_find_messages_by_what_may_be_done_with_them_and_by_sender_in_the_order_of_recording()
    {
        var north = Rooms.North();
        north.Said(Cast.NorthEnvoy, "First.", Disclosure.Free);
        var first = north.LastEntry!.Index;
        Assert.Equal(("Free", Cast.North, ""), (first.Category, first.Party, first.Status));

        north.Said(Cast.Mediator, "Second.");
        var second = north.LastEntry!.Index;
        Assert.Equal(("MediatorOnly", ""), (second.Category, second.Party));
        Assert.True(second.OccurredFrom > first.OccurredFrom);

        north.Now += Duration.FromMinutes(1);
        north.Said(Cast.NorthEnvoy, "Third.");
        Assert.True(north.LastEntry!.Index.OccurredFrom > second.OccurredFrom);
    }

    [Theory]
    [InlineData(Disclosure.Free, PositionKind.Unspecified, "message.disclosure")]
    [InlineData(Disclosure.MediatorOnly, PositionKind.Demand, "message.kind")]
    public void Mediators_words_have_one_form_so_that_none_tells_whose_they_were_before(Disclosure disclosure, PositionKind kind, string field)
    {
        var say = Rooms.Say(Rooms.NorthRoom, "Suppose the heights were free.");
        (say.Message.Disclosure, say.Message.Kind) = (disclosure, kind);
        var refused = Rooms.North().Send(Cast.Mediator, say)!;
        Assert.Equal(("NOT_YOURS_TO_SAY", field), (refused.Reason, Assert.Single(refused.Fields).Field));
    }

    [Fact]
    public void A_message_changes_nothing_of_the_caucus()
    {
        var north = Rooms.North();
        var before = north.View();
        north.Said(Cast.NorthEnvoy, "We are ready.");
        Assert.Equal(before, north.View());
    }

    [Fact]
    public void A_message_is_found_by_its_name_and_nothing_by_anothers()
    {
        var (concept, north) = (new CaucusConcept(), Rooms.North());
        var said = north.Said(Cast.NorthEnvoy, "We are ready.");
        Assert.Equal(said, north.ViewEntry(concept.EntryOf(new GetMessageRequest { Name = said.Name })!));

        north.Accept(Cast.Mediator, CaucusSessionTests.Schedule(SessionFormat.Separate));
        var session = north.LastEntry!.Id;
        var message = said.Name[(said.Name.LastIndexOf('/') + 1)..];
        Assert.Throws<KeyNotFoundException>(() => north.ViewEntry(concept.EntryOf(new GetMessageRequest { Name = $"{Rooms.NorthRoom}/messages/{session}" })!));
        Assert.Throws<KeyNotFoundException>(() => north.ViewEntry(concept.EntryOf(new GetSessionRequest { Name = $"{Rooms.NorthRoom}/sessions/{message}" })!));
        north.Refuse("NOT_FOUND", Cast.Mediator, new ConfirmSessionRequest { Name = $"{Rooms.NorthRoom}/sessions/{message}" });
    }

    [Fact]
    public void A_delivered_message_is_the_mediators_whatever_the_call_says_of_its_sender()
    {
        var south = Rooms.South();
        var call = new DeliverMessageCall
        {
            Name = Rooms.SouthRoom,
            MessageId = "m-delivered",
            Message = new()
            {
                Name = Rooms.NorthRoom + "/messages/m-source",
                Text = Cast.Text("There may be a way."),
                Disclosure = Disclosure.MediatorOnly,
                Sender = new() { Role = Role.Party, Party = Cast.North, Subject = "nora" },
            },
        };
        south.Accept(Caller.Parley, call);

        var delivered = south.LastMessage();
        Assert.Equal(Rooms.SouthRoom + "/messages/m-delivered", delivered.Name);
        Assert.Equal(new Actor { Role = Role.Mediator }, delivered.Sender);
        Assert.Empty(delivered.AttributedTo);
        Assert.DoesNotContain("north", south.Events[^1].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("nora", south.Events[^1].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("delivered")]
    [InlineData("m-A")]
    [InlineData("m-a/messages/m-b")]
    public void What_is_no_id_of_a_message_is_not_delivered(string id) => Rooms.South().Refuse(
        "ID_INVALID", Caller.Parley, new DeliverMessageCall { Name = Rooms.SouthRoom, MessageId = id, Message = new() { Text = Cast.Text("x") } });

    [Fact]
    public void Nobody_but_the_desk_delivers() => Rooms.South().Refuse(
        "PERMISSION_DENIED", Cast.Mediator, new DeliverMessageCall { Name = Rooms.SouthRoom, MessageId = "m-a", Message = new() { Text = Cast.Text("x") } });
}
