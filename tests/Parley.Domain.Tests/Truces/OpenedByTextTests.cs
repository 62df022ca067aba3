using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;
using Cast = Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Truces that a concluded text opens.</summary>
public sealed class OpenedByTextTests
{
    private const string Concluded = "2020-11-09T18:00:00Z";
    private const string Told = "2020-11-09T18:00:07Z";

    [Fact]
    public void ItIsConcluded_WithTheText_ByThoseWhoSigned_AtThatInstant()
    {
        var truce = Open(Terms(t => t.Effect = Stated("2020-11-10T00:00")));
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        Assert.Equal(T(Concluded).ToTimestamp(), truce.View.ConcludeTime);
        Assert.Equal(Both, truce.State.Bound);
        Assert.All(truce.View.Consents, c => Assert.Equal((ConsentState.Accepted, T(Concluded).ToTimestamp()), (c.State, c.Time)));
        Assert.Equal(truce.View, World.Law.View(truce.Replayed()));

        truce.Until("2020-11-10T00:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void WithEffectAtItsConclusion_ItIsInForceSinceTheTextWasConcluded_HoweverLateItLearns()
    {
        var truce = Open(Terms());
        Assert.Equal((TruceState.InForce, T(Concluded)), (truce.Shown, truce.State.InForceFrom));
        Assert.All(truce.Events.Where(e => e.BodyCase is not Event.BodyOneofCase.CallRequested and not Event.BodyOneofCase.CallSettled), e => Assert.Equal(T(Concluded).ToTimestamp(), e.DueAt));
    }

    [Fact]
    public void AnEffectThatCameBetween_CameAtItsInstant()
    {
        var truce = Open(Terms(t => t.Effect = Stated("2020-11-09T18:00:05")));
        Assert.Equal((TruceState.InForce, T("2020-11-09T18:00:05Z")), (truce.Shown, truce.State.InForceFrom));
        Assert.False(truce.State.OwnEffect!.StatedInstantPassed);
    }

    [Fact]
    public void AnEffectThatHadPassedAtTheConclusion_ComesWithIt_AsOfOneConcludedLate()
    {
        var truce = Open(Terms(t => t.Effect = Stated("2020-11-09T12:00")));
        Assert.Equal((TruceState.InForce, T(Concluded)), (truce.Shown, truce.State.InForceFrom));
        Assert.True(truce.State.OwnEffect!.StatedInstantPassed);
    }

    [Fact]
    public void StatedTimes_StayAsTheyWereSigned()
    {
        // Resolved with other zone data: the instant that was signed stands.
        var effect = Stated("2020-11-10T00:00");
        effect.At.Resolved.TzVersion = "1999a";
        effect.At.Resolved.Instant = T("2020-11-10T01:00:00Z").ToTimestamp();
        var truce = Open(Terms(t => t.Effect = effect));
        Assert.Equal(effect.At, truce.State.Terms.Effect.At);
        truce.Until("2020-11-10T00:30:00Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        truce.Until("2020-11-10T01:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void ItsPublicAndItsPredecessorsLearnOfIt()
    {
        var world = new World();
        var earlier = TruceDriver.Concluded(Terms(), "2020-10-26T00:00:00Z", world, "earlier");
        Open(
            Terms(t =>
            {
                t.Effect = Stated("2020-11-10T00:00");
                t.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = earlier.Name });
            }),
            world);
        Assert.Equal(Cast.Conflict + "/truces/opened", world.Announced[^1].Instrument.Truce);
        earlier.Until("2020-11-10T00:00:00Z");
        Assert.Equal(TruceState.Superseded, earlier.Shown);
    }

    [Fact]
    public void WhereThereIsOneAlready_ItIsNotOpened()
    {
        // That there is one may be a secret of others: the text is told no more than that its truce is not open.
        var truce = Open(Terms());
        truce.Refused(Caller.Parley, Call(truce, Terms()), "NOT_OPENED");
    }

    [Fact]
    public void WhetherThereIsOne_IsNotToBeLearned_ByACallThatCouldOpenNone()
    {
        var (there, free) = (Open(Terms()), Waiting(new()));
        foreach (var terms in new[] { Terms(t => t.Parties.RemoveAt(1)), Terms(t => t.Term = new() { Fixed = new() { Until = Resolved("2020-11-09T18:00") } }) })
        {
            Assert.Equal(
                free.Send(Caller.Parley, Call(free, terms))!.Reason,
                there.Send(Caller.Parley, Call(there, terms))!.Reason);
        }
    }

    [Fact]
    public void WhoIsBound_IsExaminedAsOfADraft()
    {
        var truce = Waiting(new());
        truce.Refused(Caller.Parley, Call(truce, Terms(t => t.Parties.RemoveAt(1))), "RECIPROCITY_MISMATCH");
        truce.Refused(Caller.Parley, Call(truce, Terms(t => t.Parties.Add(t.Parties[0]))), "DUPLICATE_PARTY");
        truce.Accepted(Caller.Parley, Call(truce, Terms(t =>
        {
            t.Parties.RemoveAt(1);
            t.Reciprocity = TruceReciprocity.Unilateral;
        })));
        Assert.Equal([Armenia], truce.State.Bound);
    }

    [Fact]
    public void OfATermThatWasOverBeforeTheText_NothingIsOpened()
    {
        var truce = Waiting(new());
        truce.Refused(
            Caller.Parley,
            Call(truce, Terms(t => t.Term = new() { Fixed = new() { Until = Resolved("2020-11-09T18:00") } })),
            "TERM_ALREADY_OVER");
    }

    [Fact]
    public void BetweenWhoDidNotSign_NothingIsOpened()
    {
        var truce = Waiting(new());
        truce.Refused(Caller.Parley, Call(truce, Terms(t => t.Parties.Add(new TruceParty { Party = Third }))), "SIGNATORY_MISSING");
        truce.Refused(Caller.Parley, Call(truce, Terms(t => t.Parties.Clear())), "SIGNATORY_MISSING");
    }

    [Fact]
    public void NobodyElse_OpensIt()
    {
        var truce = Waiting(new());
        truce.Refused(Mediator, Call(truce, Terms()), "PERMISSION_DENIED");
    }

    [Fact]
    public void ClocksOfThoseWhoMatter_AreTakenAlong()
    {
        var truce = Open(Terms());
        Assert.Equal([(Armenia, "Asia/Yerevan"), (Azerbaijan, "Asia/Baku")], truce.State.Zones.Select(z => (z.Party, z.Zone)));
        Assert.Equal(["Europe/Moscow"], truce.State.MediatorZones);
    }

    private static TruceDriver Open(TruceTerms terms, World? world = null)
    {
        var truce = Waiting(world ?? new());
        truce.Accepted(Caller.Parley, Call(truce, terms));
        return truce;
    }

    private static TruceDriver Waiting(World world)
    {
        world.Now = T(Told);
        return new(world, "opened");
    }

    private static OpenTruceCall Call(TruceDriver truce, TruceTerms terms) => new()
    {
        Name = truce.Name,
        Terms = terms,
        Signatories = { Both },
        Time = T(Concluded).ToTimestamp(),
        Zones =
        {
            new V1.PartyZone { Party = Armenia, Zone = "Asia/Yerevan" },
            new V1.PartyZone { Party = Azerbaijan, Zone = "Asia/Baku" },
            new V1.PartyZone { Party = Third, Zone = "Europe/Paris" },
        },
        MediatorZones = { "Europe/Moscow" },
    };

    private static Start Stated(string local) => new() { At = Resolved(local) };

    private static LegalTime Resolved(string local) => LegalTimes.Resolve(At(local), [], "at").Time!;
}
