using Parley.Domain.Access;
using Parley.Domain.Caucuses;
using Parley.Domain.Frame;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Caucuses;

public sealed class CaucusAudienceTests
{
    [Fact]
    public void A_caucus_is_for_its_member_and_the_mediators()
    {
        var north = Rooms.North();
        Assert.True(north.Admits(Cast.NorthEnvoy));
        Assert.True(north.Admits(Rooms.NorthColleague));
        Assert.True(north.Admits(Cast.Mediator));
        Assert.True(north.Admits(new("mia", [new(Role.Mediator, Cast.Conflict)])));
        Assert.True(north.Admits(new("mo", [new(Role.Mediator, Rooms.Negotiation)])));
    }

    [Fact]
    public void Nobody_else_enters_a_caucus()
    {
        var north = Rooms.North();
        foreach (var caller in Outsiders)
        {
            Assert.False(north.Admits(caller), caller.Subject);
            north.Refuse("NOT_FOUND", caller, Rooms.Say(Rooms.NorthRoom, "Let me in."));
        }

        Assert.Single(north.Events);
    }

    [Fact]
    public void A_caucus_that_was_not_opened_is_for_nobody()
    {
        var room = new PlayedJournal<CaucusRecord>(new CaucusConcept(), Rooms.NorthRoom);
        Assert.False(room.Admits(Cast.NorthEnvoy));
        Assert.False(room.Admits(Cast.Mediator));
        room.Refuse("NOT_FOUND", Caller.Parley, Rooms.Record(Rooms.Receipt("aa")));
    }

    [Fact]
    public void Once_somebody_was_accredited_only_those_who_are_enter()
    {
        var north = Rooms.North();
        north.Accept(Caller.Parley, Rooms.Accredit(2, Rooms.Member(Cast.South), Rooms.Member(Cast.North, "nora")));
        Assert.True(north.Admits(Cast.NorthEnvoy));
        Assert.False(north.Admits(Rooms.NorthColleague));
        north.Refuse("NOT_FOUND", Rooms.NorthColleague, Rooms.Say(Rooms.NorthRoom, "Let me in."));

        var nobody = Rooms.Member(Cast.North);
        nobody.Narrowed = true;
        north.Accept(Caller.Parley, Rooms.Accredit(3, nobody));
        Assert.False(north.Admits(Cast.NorthEnvoy));
        Assert.True(north.Admits(Cast.Mediator));
    }

    [Fact]
    public void Accreditation_of_another_member_opens_no_door()
    {
        var north = Rooms.North();
        north.Accept(Caller.Parley, Rooms.Accredit(2, Rooms.Member(Cast.South, "sven"), Rooms.Member(Cast.North, "nora")));
        Assert.False(north.Admits(Cast.SouthEnvoy));
        Assert.DoesNotContain("sven", north.Events[^1].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("south", north.Events[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_accreditation_that_changes_nothing_is_recorded_and_is_no_change_of_the_room()
    {
        var north = Rooms.North();
        var before = north.View().Etag;
        north.Accept(Caller.Parley, Rooms.Accredit(2, Rooms.Member(Cast.North)));
        Assert.Equal(Event.BodyOneofCase.CaucusAccreditationChanged, north.Events[^1].BodyCase);
        Assert.Equal(before, north.View().Etag);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_older_accreditation_never_replaces_a_newer_one(int version)
    {
        var north = Rooms.North();
        north.Accept(Caller.Parley, Rooms.Accredit(2, Rooms.Member(Cast.North, "nora")));
        north.Refuse("STALE_ACCREDITATION", Caller.Parley, Rooms.Accredit(version, Rooms.Member(Cast.North, "nils")));
        Assert.False(north.Admits(Rooms.NorthColleague));
    }

    [Fact]
    public void An_accreditation_without_the_member_leaves_its_room_as_it_is()
    {
        var north = Rooms.North();
        north.Refuse("UNKNOWN_MEMBER", Caller.Parley, Rooms.Accredit(2, Rooms.Member(Cast.South)));
        Assert.True(north.Admits(Cast.NorthEnvoy));
    }

    [Theory]
    [InlineData(Cast.South)]
    [InlineData(Cast.Foreign)]
    [InlineData("")]
    public void A_caucus_is_opened_for_the_member_whose_id_it_has(string party)
    {
        var room = new PlayedJournal<CaucusRecord>(new CaucusConcept(), Rooms.NorthRoom);
        room.Refuse("FOREIGN_NAME", Caller.Parley, Rooms.Open(Rooms.NorthRoom, Rooms.Member(party)));
    }

    [Fact]
    public void A_caucus_is_opened_once_and_by_nobody_but_its_negotiation()
    {
        var north = Rooms.North();
        north.Refuse("ALREADY_EXISTS", Caller.Parley, Rooms.Open(Rooms.NorthRoom, Rooms.Member(Cast.North)));
        new PlayedJournal<CaucusRecord>(new CaucusConcept(), Rooms.NorthRoom)
            .Refuse("PERMISSION_DENIED", Cast.Mediator, Rooms.Open(Rooms.NorthRoom, Rooms.Member(Cast.North)));
    }

    [Fact]
    public void A_caucus_says_whose_it_is_and_not_who_is_accredited()
    {
        var north = Rooms.North();
        north.Accept(Caller.Parley, Rooms.Accredit(2, Rooms.Member(Cast.North, "nora")));
        var view = north.View();
        Assert.Equal((Rooms.NorthRoom, Cast.North, MemberCapacity.Party), (view.Name, view.Party, view.Capacity));
        Assert.NotNull(view.CreateTime);
        Assert.DoesNotContain("nora", view.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_desk_is_for_the_mediators()
    {
        var desk = Rooms.Desk();
        Assert.True(desk.Admits(Cast.Mediator));
        Assert.True(desk.Admits(new("mo", [new(Role.Mediator, Rooms.Negotiation)])));
        foreach (var caller in Outsiders.Append(Cast.NorthEnvoy))
        {
            Assert.False(desk.Admits(caller), caller.Subject);
            desk.Refuse("NOT_FOUND", caller, new AddNoteRequest { Parent = Rooms.Negotiation, Note = new() { Text = Cast.Text("I was here.") } });
        }
    }

    [Fact]
    public void A_desk_that_was_not_opened_is_for_nobody()
    {
        var desk = new PlayedJournal<DeskRecord>(new DeskConcept(), Rooms.DeskName);
        Assert.False(desk.Admits(Cast.Mediator));
        desk.Refuse("PERMISSION_DENIED", Cast.Mediator, new OpenDeskCall { Name = Rooms.DeskName });
        Rooms.Desk().Refuse("ALREADY_EXISTS", Caller.Parley, new OpenDeskCall { Name = Rooms.DeskName });
    }

    [Fact]
    public void An_event_of_something_else_stops_the_fold()
    {
        var (caucus, desk) = (new CaucusConcept(), new DeskConcept());
        Assert.Throws<UnknownEventException>(() => caucus.Fold(Rooms.North().State, new() { RecordedAt = new(), DeskOpened = new() }));
        Assert.Throws<UnknownEventException>(() => desk.Fold(Rooms.Desk().State, new() { RecordedAt = new(), CaucusOpened = new() }));
        Assert.Throws<UnknownEventException>(() => caucus.FoldEntry(null, new() { RecordedAt = new(), Entry = "m-1", NoteRecorded = new() }));
        Assert.Throws<UnknownEventException>(() => desk.FoldEntry(null, new() { RecordedAt = new(), Entry = "m-1", MessageSent = new() }));
    }

    private static IEnumerable<Caller> Outsiders =>
    [
        Cast.SouthEnvoy, Cast.Secretariat, Cast.Guarantor, Cast.Stranger, Caller.Anonymous,
        new("otto", [new(Role.Observer, Rooms.Negotiation)]),
        new("olga", [new(Role.Operator, "")]),
        new("fay", [new(Role.Party, Cast.Foreign)]),
        new("mina", [new(Role.Mediator, Cast.Conflict + "/negotiations/other")]),
    ];
}
