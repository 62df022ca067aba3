using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

public sealed class VenueTests
{
    [Fact]
    public void A_venue_that_is_not_in_the_list_is_refused_with_those_that_are()
    {
        var refused = Opened().Refuse("UNKNOWN_VENUE", Ready(North, South, venues: ["vienna", "genva"]));
        Assert.Equal(RejectionCode.InvalidArgument, refused.Code);
        Assert.Equal("readiness.venues[1]", Assert.Single(refused.Fields).Field);
        Assert.Contains("geneva, vienna, moscow, minsk", refused.Fields[0].Description);
    }

    [Fact]
    public void Without_a_list_no_venue_can_be_named_and_none_need_be()
    {
        var vault = new PlayedVault();
        vault.Accept(Caller.Parley, Open());
        vault.Refuse("UNKNOWN_VENUE", Ready(North, South, venues: ["geneva"]));
        vault.Seal(Ready(North, South));
    }

    [Fact]
    public void What_is_shown_later_can_be_named_later_and_what_was_shown_stays()
    {
        var vault = Opened();
        vault.Refuse("UNKNOWN_VENUE", Ready(North, South, venues: ["ferry"]));
        vault.Accept(Caller.Parley, Show("ferry"));
        vault.Seal(Ready(North, South, venues: ["ferry", "geneva"]));
        Assert.Equal("ALREADY_REGISTERED", vault.Send(Caller.Parley, Show("ferry")).Reason);
        Assert.Equal(["geneva", "vienna", "moscow", "minsk", "ferry"], vault.Replayed().State.Venues);
    }

    [Fact]
    public void The_answer_does_not_hang_on_what_others_have_filed()
    {
        var (alone, after) = (Opened(), Opened());
        after.Seal(Ready(South, North, venues: ["vienna"]));
        after.PassUntil(Outset + Duration.FromHours(1));
        alone.Now = after.Now;
        foreach (var venue in (string[])["vienna", "genva", "moscow"])
        {
            Assert.Equal(alone.Send(Nora, Ready(North, South, venues: [venue])).Words, after.Send(Nora, Ready(North, South, venues: [venue])).Words);
        }
    }
}
