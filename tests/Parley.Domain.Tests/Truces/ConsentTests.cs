using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

public sealed class ConsentTests
{
    [Fact]
    public void CreateTruce_IsADraft_ThatBindsNobody()
    {
        var truce = TruceDriver.Create(Terms(), "2020-10-17T18:00:00Z");

        Assert.Equal(TruceState.Draft, truce.Shown);
        Assert.Equal([ConsentState.Awaited, ConsentState.Awaited], truce.View.Consents.Select(c => c.State));
        Assert.Empty(truce.State.Bound);
    }

    [Fact]
    public void CreateTruce_OfAnExistingName_AlreadyExists()
    {
        var truce = TruceDriver.Create(Terms(), "2020-10-17T18:00:00Z");
        truce.Refused(Mediator, truce.Creation(Terms()), "ALREADY_EXISTS");
    }

    [Fact]
    public void CreateTruce_OfAConflictThatIsNotThere_NotFound()
    {
        var decision = World.Law.Decide(
            World.Law.Empty(Cast.Conflict + "/truces/one"),
            new CreateTruceRequest { Parent = Cast.Conflict, TruceId = "one", Terms = Terms() },
            new(Mediator, T("2020-10-17T18:00:00Z"), "id"));
        Assert.Equal(RejectionCode.NotFound, decision.Rejection!.Code);
    }

    [Fact]
    public void AcceptTruce_TwoMinistriesSeparately_MakeItBilateralOnlyWithTheSecond()
    {
        // 17 October 2020: two ministries issue the same words, one after the other.
        var truce = TruceDriver.Create(Terms(t => t.Effect = Starts("2020-10-18T00:00", "Asia/Baku")), "2020-10-17T18:00:00Z");
        truce.Accepted(For(Armenia), new AcceptTruceRequest { Name = truce.Name, Declaration = Text("As agreed by telephone") });
        Assert.Equal(TruceState.Draft, truce.Shown);

        truce.SleepUntil("2020-10-17T18:20:00Z");
        truce.Accepted(For(Azerbaijan), new AcceptTruceRequest { Name = truce.Name });
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        Assert.Equal("2020-10-17T18:20:00Z", truce.View.ConcludeTime.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ"));

        truce.Until("2020-10-17T20:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-17T20:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void AcceptTruce_LastOneWithImmediateEffect_IsInForceInOneStroke()
    {
        var truce = TruceDriver.Create(Terms(), "2020-10-17T18:00:00Z");
        truce.Accepted(For(Armenia), new AcceptTruceRequest { Name = truce.Name });
        var before = truce.Events.Count;
        truce.Accepted(For(Azerbaijan), new AcceptTruceRequest { Name = truce.Name });

        var recorded = truce.Events.Skip(before).Where(e => e.CallRequested is null && e.CallSettled is null).ToList();
        Assert.Equal(
            [Event.BodyOneofCase.TruceAccepted, Event.BodyOneofCase.TruceConcluded, Event.BodyOneofCase.TruceEffectScheduled, Event.BodyOneofCase.TruceEnteredIntoForce],
            recorded.Select(e => e.BodyCase));
        Assert.Single(recorded.Select(e => e.RecordedAt).Distinct());
        Assert.Equal(recorded[0].RecordedAt, recorded[3].DueAt);
    }

    [Fact]
    public void AcceptTruce_Twice_Refused()
    {
        var truce = TruceDriver.Create(Terms(), "2020-10-17T18:00:00Z");
        truce.Accepted(For(Armenia), new AcceptTruceRequest { Name = truce.Name });
        truce.Refused(For(Armenia), new AcceptTruceRequest { Name = truce.Name }, "ALREADY_ACCEPTED");
    }

    [Fact]
    public void AcceptTruce_ByAPartyNotAsked_PointsToAdherence()
    {
        var truce = TruceDriver.Create(Terms(t => t.Adherence = new()), "2020-10-17T18:00:00Z");
        var refusal = truce.Refused(For(Third), new AcceptTruceRequest { Name = truce.Name }, "NOT_A_SIGNATORY");
        Assert.Contains("AdhereToTruce", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeclineTruce_ThenAccept_Accepts()
    {
        var truce = TruceDriver.Create(Terms(), "2020-10-17T18:00:00Z");
        truce.Accepted(For(Armenia), new DeclineTruceRequest { Name = truce.Name, Reason = Text("Not yet") });
        Assert.Equal(ConsentState.Declined, truce.View.Consents[0].State);
        truce.AcceptAll();
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void AcceptanceDeadline_AtItsVeryInstant_IsKept()
    {
        var truce = TruceDriver.Create(Terms(t => t.AcceptanceDeadline = At("2020-10-18T12:00")), "2020-10-17T18:00:00Z");
        truce.Until("2020-10-18T12:00:00Z");
        truce.AcceptAll();
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void AcceptanceDeadline_AMicrosecondLater_HasLapsed()
    {
        var truce = TruceDriver.Create(Terms(t => t.AcceptanceDeadline = At("2020-10-18T12:00")), "2020-10-17T18:00:00Z");
        truce.Accepted(For(Armenia), new AcceptTruceRequest { Name = truce.Name });
        truce.SleepUntil("2020-10-18T12:00:00.000001Z");
        var refusal = truce.Refused(For(Azerbaijan), new AcceptTruceRequest { Name = truce.Name }, "STATE_FORBIDS");

        Assert.Equal("LAPSED", refusal.Metadata["state"]);
        Assert.Equal("ACCEPTANCE_DEADLINE", truce.Single(Event.BodyOneofCase.TruceLapsed).TruceLapsed.Reason);
    }

    [Fact]
    public void AbandonTruce_Draft_IsNeverAnnounced()
    {
        var world = new World();
        var truce = TruceDriver.Create(Terms(), "2020-10-17T18:00:00Z", world);
        truce.Accepted(Mediator, new AbandonTruceRequest { Name = truce.Name, Reason = Text("Overtaken") });
        Assert.Equal(TruceState.Abandoned, truce.Shown);
        Assert.Empty(world.Announced);
    }

    [Fact]
    public void AcceptTruce_AfterTheStatedEnd_IsRefused()
    {
        var truce = TruceDriver.Create(
            Terms(t =>
            {
                t.Effect = Starts("2020-10-18T00:00");
                t.Term = new() { Fixed = new() { Until = At("2020-10-19T00:00") } };
            }),
            "2020-10-17T18:00:00Z");
        truce.Until("2020-10-19T00:00:00Z");
        truce.Refused(For(Armenia), new AcceptTruceRequest { Name = truce.Name }, "TERM_ALREADY_OVER");
    }

    [Fact]
    public void ImposedTruce_NeedsNobody_ConcludesAtItsRecording()
    {
        var truce = TruceDriver.Create(
            Terms(t =>
            {
                t.Reciprocity = TruceReciprocity.Imposed;
                t.Parties.Clear();
            }),
            "2020-10-17T18:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
    }
}
