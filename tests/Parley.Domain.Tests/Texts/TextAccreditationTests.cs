using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

public sealed class TextAccreditationTests
{
    [Fact]
    public void Once_somebody_is_accredited_for_a_member_only_those_who_are_read_and_act_for_it()
    {
        var text = Tabled();
        text.Accept(Caller.Parley, Accredit(4, Member(North, "nils"), Member(South)));
        text.Refuse("NOT_FOUND", NorthEnvoy, Agree("fire"));
        text.Accept(new("nils", NorthEnvoy.Grants), Agree("fire"));
        text.Accept(SouthEnvoy, Agree("fire"));
        Assert.False(text.Admits(Observer));
        Assert.Equal(4, text.State.Delegations.Version);
    }

    [Fact]
    public void What_the_negotiation_said_earlier_never_replaces_what_it_said_later()
    {
        var text = Tabled();
        text.Refuse("STALE_ACCREDITATION", Caller.Parley, Accredit(3, Member(North)));
        text.Accept(Caller.Parley, Accredit(5, Member(North), Member(South)));
        Assert.Equal("5", text.Refuse("STALE_ACCREDITATION", Caller.Parley, Accredit(5, Member(North))).Metadata["accreditation_version"]);
        text.Refuse("STALE_ACCREDITATION", Caller.Parley, Accredit(4, Member(North)));
    }

    [Fact]
    public void Until_the_negotiation_has_heard_of_it_a_text_is_the_mediators_alone()
    {
        var text = new PlayedText();
        text.Accept(NorthEnvoy, Table(t => t.PenHolder = North));
        Assert.True(text.Admits(Mediator));
        Assert.All([NorthEnvoy, SouthEnvoy, EastEnvoy, WestEnvoy, Observer], caller => Assert.False(text.Admits(caller)));
        Assert.False(PlayedText.Law.Holds(text.State, Table()));

        text.Open();
        Assert.All([NorthEnvoy, SouthEnvoy, EastEnvoy, WestEnvoy, Observer], caller => Assert.True(text.Admits(caller)));
        Assert.True(PlayedText.Law.Holds(text.State, Table()));
    }

    [Fact]
    public void Who_is_not_accredited_any_more_when_the_negotiation_hears_of_a_text_never_reads_it()
    {
        var text = new PlayedText();
        text.Accept(Mediator, Table());
        var talks = Geneva();
        talks.AccreditationVersion = 4;
        talks.Accreditations.Clear();
        talks.Accreditations.Add(new Accreditation { Id = "a2", Subject = "nils", Party = North, Active = true });
        text.Open(talks);
        Assert.False(text.Admits(NorthEnvoy));
        Assert.False(text.Admits(Observer));
        Assert.True(text.Admits(SouthEnvoy));
        Assert.Equal("v1", text.View.Etag);
    }

    [Fact]
    public void What_the_negotiation_has_said_since_stands_against_an_answer_that_comes_late()
    {
        var text = new PlayedText();
        text.Accept(Mediator, Table());
        text.Accept(Caller.Parley, Accredit(4, Member(North, "nils"), Member(South)));
        text.Open();
        Assert.False(text.Admits(NorthEnvoy));
        Assert.True(text.Admits(SouthEnvoy));
    }

    [Fact]
    public void In_a_text_that_is_not_open_only_its_party_is_told_to_come_again()
    {
        var text = new PlayedText();
        text.Accept(NorthEnvoy, Table(t => t.PenHolder = North));
        Assert.True(Audience.Admits(PlayedText.Law.SendersOf(text.State)!.Value, NorthEnvoy));
        Assert.All([SouthEnvoy, EastEnvoy, Observer], caller => Assert.False(Audience.Admits(PlayedText.Law.SendersOf(text.State)!.Value, caller)));
        var refused = PlayedText.Law.Decide(text.State, Agree("fire"), new(NorthEnvoy, text.Now, "x")).Rejection!;
        Assert.Equal((RejectionCode.Unavailable, "RETRY"), (refused.Code, refused.Reason));

        text.Open();
        Assert.Null(PlayedText.Law.SendersOf(text.State));
    }

    [Fact]
    public void Who_may_read_is_no_change_of_what_the_text_says()
    {
        var text = Tabled();
        var before = text.View;
        text.Now += NodaTime.Duration.FromHours(1);
        text.Accept(Caller.Parley, Accredit(4, Member(North), Member(South)));
        Assert.Equal((before.UpdateTime, before.Etag), (text.View.UpdateTime, text.View.Etag));
    }

    [Fact]
    public void Nobody_but_parley_says_who_is_accredited() => Tabled().Refuse("PERMISSION_DENIED", Mediator, Accredit(4, Member(North)));

    [Fact]
    public void The_audience_of_a_text_that_is_over_is_kept_up_to_date()
    {
        var text = Tabled();
        text.Accept(Mediator, Withdraw());
        text.Accept(Caller.Parley, Accredit(4, Member(North, "nils"), Member(South)));
        Assert.False(text.Admits(NorthEnvoy));
    }
}
