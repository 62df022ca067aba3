using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>One truce takes another's place, or confirms it and leaves it standing.</summary>
public sealed class SuccessorTests
{
    private const string Start = "2020-10-25T12:00:00Z";
    private const string Handover = "2020-11-09T21:00:00Z";

    [Fact]
    public void Predecessor_KnowsAhead_AndEndsAtTheInstantOfEffect()
    {
        var (earlier, later) = Pair();
        Assert.Equal(later.Name, earlier.View.Successor.Truce);
        Assert.Equal(T(Handover).ToTimestamp(), earlier.View.Successor.Time);

        earlier.Until("2020-11-09T20:59:59.999999Z");
        Assert.Equal(TruceState.InForce, earlier.Shown);
        earlier.Until(Handover);
        Assert.Equal((TruceState.Superseded, TruceState.InForce), (earlier.Shown, later.Shown));
        Assert.Equal(later.Name, earlier.View.Ending.Successor);
        Assert.Equal(T(Handover).ToTimestamp(), earlier.View.Ending.Time);
        Assert.Equal(T(Handover), later.State.InForceFrom);
    }

    [Fact]
    public void Predecessor_EndsByItsOwnClock_WhileTheSuccessorSleeps()
    {
        var (earlier, later) = Pair();
        earlier.SleepUntil("2020-12-01T00:00:00Z");
        earlier.PassTime();
        Assert.Equal(TruceState.Superseded, earlier.Shown);
        Assert.Equal(T(Handover).ToTimestamp(), earlier.Single(Event.BodyOneofCase.TruceSuperseded).DueAt);
        Assert.Equal(TruceState.Scheduled, later.Shown); // Nobody has woken it yet.
        later.PassTime();
        Assert.Equal(T(Handover), later.State.InForceFrom);
    }

    [Fact]
    public void Successor_WithEffectAtItsConclusion_TakesOverAtOnce()
    {
        var world = new World();
        var earlier = TruceDriver.Concluded(Terms(), Start, world, "earlier");
        world.AdvanceTo(T("2020-10-26T00:00:00Z"));
        TruceDriver.Concluded(Later(t => t.Effect = After(AnchorEvent.Conclusion)), "2020-10-26T00:00:00Z", world, "later");
        Assert.Equal(TruceState.Superseded, earlier.Shown);
        Assert.Equal(T("2020-10-26T00:00:00Z").ToTimestamp(), earlier.View.Ending.Time);
    }

    [Fact]
    public void Successor_ADraft_TakesNobodysPlace()
    {
        var world = new World();
        var earlier = TruceDriver.Concluded(Terms(), Start, world, "earlier");
        var later = TruceDriver.Create(Later(), Start, world, "later");
        Assert.Null(earlier.View.Successor);
        later.Accepted(Mediator, new AbandonTruceRequest { Name = later.Name, Reason = Text("No agreement") });
        earlier.Until("2021-01-01T00:00:00Z");
        Assert.Equal(TruceState.InForce, earlier.Shown);
    }

    [Theory]
    [InlineData("2020-11-15T00:00")]
    [InlineData("2020-11-01T00:00")]
    public void Successor_Rescheduled_MovesTheEnd(string to)
    {
        var (earlier, later) = Pair();
        later.Accepted(Mediator, new RescheduleTruceRequest { Name = later.Name, Effect = At(to), AgreedBy = { Both } });
        var instant = T(to + ":00Z");
        Assert.Equal(instant.ToTimestamp(), earlier.View.Successor.Time);
        earlier.Until("2020-12-01T00:00:00Z");
        Assert.Equal(instant.ToTimestamp(), earlier.View.Ending.Time);
        Assert.Equal(instant, later.State.InForceFrom);
    }

    [Fact]
    public void Successor_WhoseConditionFails_Lapses_AndThePredecessorStays()
    {
        var (earlier, later) = Pair(t => t.Conditions.Add(Condition("vote", FailureConsequence.Lapses)));
        later.Accepted(Cast.Monitor, new RecordConditionRequest { Name = later.Name, Condition = "vote", Outcome = ConditionOutcome.Failed });
        Assert.Equal(TruceState.Lapsed, later.Shown);
        AssertStays(earlier);
    }

    [Fact]
    public void Successor_DenouncedBeforeEffect_ThePredecessorStays()
    {
        var (earlier, later) = Pair();
        later.Accepted(For(Armenia), new DenounceTruceRequest { Name = later.Name, Reason = Text("No longer") });
        AssertStays(earlier);
    }

    [Fact]
    public void Successor_WhoseNoticeRunsOutBeforeItsEffect_ThePredecessorKnowsAhead_AndStaysThoughTheSuccessorSleeps()
    {
        var (earlier, later) = Pair(t => t.Denunciation = new() { NoticePeriod = "P3D" });
        later.Accepted(For(Armenia), new GiveNoticeRequest { Name = later.Name, Kind = NoticeKind.Denunciation });
        Assert.Null(earlier.View.Successor);
        earlier.SleepUntil("2020-12-01T00:00:00Z");
        earlier.PassTime();
        Assert.Equal(TruceState.InForce, earlier.Shown);
        later.PassTime();
        Assert.Equal(TruceState.Denounced, later.Shown);
        AssertStays(earlier);
    }

    [Fact]
    public void Successor_WhoseNoticeIsWithdrawn_TakesThePlaceAfterAll()
    {
        var (earlier, later) = Pair(t => t.Denunciation = new() { NoticePeriod = "P3D" });
        later.Accepted(For(Armenia), new GiveNoticeRequest { Name = later.Name, Kind = NoticeKind.Denunciation });
        later.Accepted(For(Armenia), new WithdrawNoticeRequest { Name = later.Name });
        earlier.Until(Handover);
        Assert.Equal(TruceState.Superseded, earlier.Shown);
    }

    [Fact]
    public void Successor_WhoseNoticeRunsOutAfterItsEffect_TakesThePlace()
    {
        var (earlier, later) = Pair(t => t.Denunciation = new() { NoticePeriod = "P3M" });
        later.Accepted(For(Armenia), new GiveNoticeRequest { Name = later.Name, Kind = NoticeKind.Denunciation });
        earlier.Until(Handover);
        Assert.Equal((TruceState.Superseded, TruceState.NoticeGiven), (earlier.Shown, later.Shown));
    }

    [Fact]
    public void Successor_WhoseOwnEffectMustComeBeforeThatOfAPart_LapsesFirst_AndThePredecessorStays()
    {
        var (earlier, later) = Pair(t =>
        {
            t.Conditions.Add(Condition("vote"));
            t.Effect = WhenMet("vote");
            t.Effect.After.Deadline = At("2020-11-01T00:00");
            t.StaggeredEffects.Add(new StaggeredEffect { Id = "north", Part = new() { Areas = { North } }, Effect = Starts("2020-11-05T00:00") });
        });
        Assert.Null(earlier.View.Successor);
        earlier.SleepUntil("2020-12-01T00:00:00Z");
        AssertStays(earlier);
        later.PassTime();
        Assert.Equal(TruceState.Lapsed, later.Shown);
    }

    [Fact]
    public void Successor_ThatTakesEffectAfterAPhase_IsForeseenFromItsConclusion()
    {
        var (earlier, later) = Pair(t =>
        {
            t.Phases.Add(new Phase { Id = "withdrawal", Text = Text("Withdrawal"), Start = After(AnchorEvent.Conclusion), Period = "P10D" });
            t.Effect = new() { After = new() { Event = AnchorEvent.PhaseEnd, Phase = "withdrawal", Period = "P1D" } };
        });
        earlier.SleepUntil("2020-12-01T00:00:00Z");
        earlier.PassTime();
        later.PassTime();
        Assert.Equal(T("2020-11-05T12:00:00Z").ToTimestamp(), earlier.View.Ending.Time);
        Assert.Equal(T("2020-11-05T12:00:00Z"), later.State.InForceFrom);
    }

    [Fact]
    public void Successor_AmendedToConfirmOnly_ThePredecessorStays()
    {
        var (earlier, later) = Pair();
        later.Accepted(Mediator, new AmendTruceRequest
        {
            Name = later.Name,
            Terms = new() { Relations = { new Relation { Kind = RelationKind.Reaffirms, Truce = earlier.Name } } },
            UpdateMask = new() { Paths = { "relations" } },
            AgreedBy = { Both },
        });
        AssertStays(earlier);
    }

    [Theory]
    [InlineData(RelationKind.Reaffirms)]
    [InlineData(RelationKind.Extends)]
    [InlineData(RelationKind.Implements)]
    [InlineData(RelationKind.Amends)]
    [InlineData(RelationKind.Cites)]
    public void OtherRelations_LeaveTheEarlierInForce(RelationKind kind)
    {
        var (earlier, later) = Pair(t => t.Relations[0].Kind = kind);
        earlier.Until("2021-01-01T00:00:00Z");
        Assert.Equal((TruceState.InForce, TruceState.InForce), (earlier.Shown, later.Shown));
        Assert.Null(earlier.View.Successor);
    }

    [Fact]
    public void Predecessor_ThatExpiresAtThatVeryInstant_IsSuperseded()
    {
        var world = new World();
        var earlier = TruceDriver.Concluded(Terms(t => t.Term = new() { Fixed = new() { Until = At("2020-11-09T21:00") } }), Start, world, "earlier");
        TruceDriver.Concluded(Later(), Start, world, "later");
        earlier.Until(Handover);
        Assert.Equal(TruceState.Superseded, earlier.Shown);
    }

    [Fact]
    public void Predecessor_ThatHasEnded_StaysAsItEnded()
    {
        var world = new World();
        var earlier = TruceDriver.Concluded(Terms(t => t.Term = new() { Fixed = new() { Period = "P1D" } }), Start, world, "earlier");
        world.AdvanceTo(T("2020-10-27T00:00:00Z"));
        var later = TruceDriver.Concluded(Later(), "2020-10-27T00:00:00Z", world, "later");
        Assert.Equal("STATE_FORBIDS", later.Of(Event.BodyOneofCase.CallSettled)[^1].CallSettled.Refusal);
        earlier.Until("2021-01-01T00:00:00Z");
        Assert.Equal(TruceState.Expired, earlier.Shown);
        Assert.Equal(TruceState.InForce, later.Shown);
    }

    [Fact]
    public void TwoSuccessors_TheFirstToTakeEffectTakesThePlace()
    {
        var (earlier, later) = Pair();
        var sooner = TruceDriver.Concluded(Later(t => t.Effect = Starts("2020-11-01T00:00")), Start, later.World, "sooner");
        Assert.Equal(sooner.Name, earlier.View.Successor.Truce);
        sooner.Accepted(For(Armenia), new DenounceTruceRequest { Name = sooner.Name, Reason = Text("No longer") });
        Assert.Equal(later.Name, earlier.View.Successor.Truce);
        earlier.Until("2021-01-01T00:00:00Z");
        Assert.Equal(later.Name, earlier.View.Ending.Successor);
    }

    [Fact]
    public void Register_OlderThanWhatIsKnown_IsRefused_AndByAnyoneElse_Denied()
    {
        var (earlier, _) = Pair();
        RegisterSuccessorCall Call(long version) => new()
        {
            Name = earlier.Name,
            Successor = Cast.Conflict + "/truces/third",
            SuccessorVersion = version,
            Time = T("2020-11-01T00:00:00Z").ToTimestamp(),
        };
        earlier.Accepted(Caller.Parley, Call(7));
        earlier.Refused(Caller.Parley, Call(6), "STALE_SUCCESSOR");
        earlier.Refused(Caller.Parley, Call(7), "STALE_SUCCESSOR");
        earlier.Accepted(Caller.Parley, Call(8));
        earlier.Refused(Mediator, Call(9), "PERMISSION_DENIED");
        earlier.Refused(Caller.Parley, new RegisterSuccessorCall { Name = earlier.Name, Successor = earlier.Name, SuccessorVersion = 1 }, "FOREIGN_NAME");
        earlier.Refused(Caller.Parley, new RegisterSuccessorCall { Name = earlier.Name, Successor = "conflicts/other/truces/x", SuccessorVersion = 1 }, "FOREIGN_NAME");
    }

    [Fact]
    public void Predecessor_ThatLearnsOnlyAfterwards_EndsWhenItLearns()
    {
        var earlier = TruceDriver.Concluded(Terms(), Start, new World(), "earlier");
        earlier.Until("2020-11-20T00:00:00Z");
        earlier.Accepted(Caller.Parley, new RegisterSuccessorCall
        {
            Name = earlier.Name,
            Successor = Cast.Conflict + "/truces/later",
            SuccessorVersion = 3,
            Time = T(Handover).ToTimestamp(),
        });
        Assert.Equal(TruceState.Superseded, earlier.Shown);
        Assert.Equal(T("2020-11-20T00:00:00Z").ToTimestamp(), earlier.View.Ending.Time);
    }

    [Fact]
    public void ATruceWithAThird_CannotBeReplacedByTwo()
    {
        var world = new World();
        var earlier = TruceDriver.Create(Terms(t =>
        {
            t.Reciprocity = TruceReciprocity.Multilateral;
            t.Parties.Add(new TruceParty { Party = Third });
        }), Start, world, "earlier");
        earlier.AcceptAll();

        var later = new TruceDriver(world, "later");
        var refusal = later.Refused(Mediator, later.Creation(Later()), "PREDECESSOR_PARTY_MISSING");
        Assert.Equal("terms.relations[0].truce", Assert.Single(refusal.Fields).Field);

        // Nor by one that was agreed where the earlier could not be seen.
        earlier.Refused(Caller.Parley, Takes(earlier, 3, Both), "PREDECESSOR_PARTY_MISSING");
        AssertStays(earlier);
    }

    [Fact]
    public void WhoCanStillComeToBeBoundByADraft_IsAskedToo()
    {
        var draft = TruceDriver.Create(Terms(), Start, new World(), "earlier");
        draft.Refused(Caller.Parley, Takes(draft, 3, [Armenia]), "PREDECESSOR_PARTY_MISSING");
        draft.Accepted(Caller.Parley, Takes(draft, 3, Both));
    }

    [Fact]
    public void ASuccessorThatHasLostAParty_HasLostThePlace()
    {
        var earlier = TruceDriver.Concluded(Terms(), Start, new World(), "earlier");
        earlier.Accepted(Caller.Parley, Takes(earlier, 3, Both));
        Assert.NotNull(earlier.View.Successor);
        earlier.Accepted(Caller.Parley, Takes(earlier, 4, [Armenia]));
        AssertStays(earlier);
    }

    private static RegisterSuccessorCall Takes(TruceDriver earlier, long version, IEnumerable<string> parties) => new()
    {
        Name = earlier.Name,
        Successor = Cast.Conflict + "/truces/later",
        SuccessorVersion = version,
        Time = T(Handover).ToTimestamp(),
        Parties = { parties },
    };

    private static void AssertStays(TruceDriver earlier)
    {
        Assert.Null(earlier.View.Successor);
        earlier.Until("2021-01-01T00:00:00Z");
        Assert.Equal(TruceState.InForce, earlier.Shown);
    }

    private static TruceTerms Later(Action<TruceTerms>? change = null) => Terms(t =>
    {
        t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow");
        t.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = Cast.Conflict + "/truces/earlier" });
        change?.Invoke(t);
    });

    private static (TruceDriver Earlier, TruceDriver Later) Pair(Action<TruceTerms>? change = null)
    {
        var world = new World();
        var earlier = TruceDriver.Concluded(Terms(), Start, world, "earlier");
        return (earlier, TruceDriver.Concluded(Later(change), Start, world, "later"));
    }
}
