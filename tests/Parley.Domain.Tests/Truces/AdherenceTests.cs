using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

public sealed class AdherenceTests
{
    /// <summary>Syria, February 2016: groups say by noon on the day before whether they join; some are left out.</summary>
    private static TruceTerms OptIn() => Terms(t =>
    {
        t.Reciprocity = TruceReciprocity.Multilateral;
        t.Parties.Clear();
        t.Adherence = new() { Deadline = At("2016-02-26T12:00", "Asia/Damascus"), Minimum = 2 };
        t.ExcludedActors.Add(new ExcludedActor { Label = Text("Excluded"), Party = Fourth });
        t.Effect = Starts("2016-02-27T00:00", "Asia/Damascus");
    });

    [Fact]
    public void Adhere_UpToTheMinimum_Concludes()
    {
        var truce = TruceDriver.Create(OptIn(), "2016-02-24T10:00:00Z");
        truce.Accepted(For(Armenia), new AdhereToTruceRequest { Name = truce.Name });
        Assert.Equal(TruceState.Draft, truce.Shown);
        truce.Accepted(For(Azerbaijan), new AdhereToTruceRequest { Name = truce.Name });
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        truce.Accepted(For(Third), new AdhereToTruceRequest { Name = truce.Name });
        truce.Until("2016-02-26T22:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(3, truce.State.Bound.Length);
    }

    [Fact]
    public void Adhere_Excluded_Refused()
    {
        var truce = TruceDriver.Create(OptIn(), "2016-02-24T10:00:00Z");
        truce.Refused(For(Fourth), new AdhereToTruceRequest { Name = truce.Name }, "ACTOR_EXCLUDED");
    }

    [Fact]
    public void Adhere_AtTheVeryDeadline_IsInTime_AndAMicrosecondLaterIsNot()
    {
        var truce = TruceDriver.Create(OptIn(), "2016-02-24T10:00:00Z");
        truce.Accepted(For(Armenia), new AdhereToTruceRequest { Name = truce.Name });
        truce.Until("2016-02-26T10:00:00Z");
        truce.Accepted(For(Azerbaijan), new AdhereToTruceRequest { Name = truce.Name });
        truce.Until("2016-02-26T10:00:00.000001Z");
        var refusal = truce.Refused(For(Third), new AdhereToTruceRequest { Name = truce.Name }, "ADHERENCE_DEADLINE_PASSED");
        Assert.Equal("2016-02-26T10:00:00Z", refusal.Metadata["deadline"]);
    }

    [Fact]
    public void Adhere_TooFewByTheDeadline_Lapses()
    {
        var truce = TruceDriver.Create(OptIn(), "2016-02-24T10:00:00Z");
        truce.Accepted(For(Armenia), new AdhereToTruceRequest { Name = truce.Name });
        truce.Until("2016-02-27T00:00:00Z");
        Assert.Equal(TruceState.Lapsed, truce.Shown);
        Assert.Equal("ADHERENCE_MINIMUM", truce.Single(Event.BodyOneofCase.TruceLapsed).TruceLapsed.Reason);
    }

    [Fact]
    public void Adhere_Twice_AlreadyBound()
    {
        var truce = TruceDriver.Create(OptIn(), "2016-02-24T10:00:00Z");
        truce.Accepted(For(Armenia), new AdhereToTruceRequest { Name = truce.Name });
        truce.Refused(For(Armenia), new AdhereToTruceRequest { Name = truce.Name }, "ALREADY_BOUND");
    }

    [Fact]
    public void Adhere_WhereTheTruceIsNotOpen_Refused()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Adherence = new() { OpenTo = { Third } }), "2020-10-10T08:00:00Z");
        truce.Refused(For(Fourth), new AdhereToTruceRequest { Name = truce.Name }, "ADHERENCE_NOT_OPEN");
        truce.Accepted(For(Third), new AdhereToTruceRequest { Name = truce.Name });
        Assert.Equal([Armenia, Azerbaijan, Third], truce.State.Bound);
    }

    [Fact]
    public void Adhere_BeforeTheSignatoriesHaveConcluded_Refused()
    {
        var truce = TruceDriver.Create(Terms(t => t.Adherence = new()), "2020-10-10T08:00:00Z");
        truce.Refused(For(Third), new AdhereToTruceRequest { Name = truce.Name }, "STATE_FORBIDS");
    }

    [Fact]
    public void Audience_OfATruceOpenToAll_IsEveryPartyOnlyWhenItIsPublic()
    {
        var open = TruceDriver.Create(Terms(t => t.Adherence = new()), "2020-10-10T08:00:00Z");
        Assert.Contains("party-of/" + Cast.Conflict, World.Law.AudienceOf(open.State));

        var discreet = TruceDriver.Create(
            Terms(t =>
            {
                t.Publicity = Publicity.Secret;
                t.Adherence = new();
                t.ExcludedActors.Add(new ExcludedActor { Label = Text("Excluded"), Party = Fourth });
            }),
            "2020-10-10T08:00:00Z");
        var audience = World.Law.AudienceOf(discreet.State);
        Assert.DoesNotContain("party-of/" + Cast.Conflict, audience);
        Assert.Contains("party/" + Third, audience);
        Assert.DoesNotContain("party/" + Fourth, audience);
    }
}
