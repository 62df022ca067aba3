using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Denouncing at once, and leaving a truce between many.</summary>
public sealed class DenunciationTests
{
    private const string Start = "2016-02-27T00:00:00Z";

    [Fact]
    public void OfAPair_EndsIt_WithItsAuthorAndReasons()
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Until("2016-03-01T12:00:00Z");
        truce.Accepted(For(Azerbaijan), Denounce(truce));
        Assert.Equal(TruceState.Denounced, truce.Shown);
        Assert.Equal(Azerbaijan, truce.View.Ending.Actor.Party);
        Assert.Equal(Text("No longer"), truce.View.Ending.Basis);
        Assert.Equal(T("2016-03-01T12:00:00Z").ToTimestamp(), truce.View.Ending.Time);
    }

    [Theory]
    [InlineData("P3D", false, "NOTICE_REQUIRED")]
    [InlineData("", true, "DENUNCIATION_EXCLUDED")]
    public void AgainstTheText_OnlyKnowingly_OrForASeriousViolation(string notice, bool excluded, string reason)
    {
        TruceDriver Truce() => TruceDriver.Concluded(Terms(t => t.Denunciation = new() { NoticePeriod = notice, Excluded = excluded }), Start);
        Truce().Refused(For(Armenia), Denounce(Truce()), reason);

        var violated = Truce();
        var request = Denounce(violated);
        request.SeriousViolation = true;
        violated.Accepted(For(Armenia), request);
        Assert.True(violated.Single(Event.BodyOneofCase.TruceDenounced).TruceDenounced.SeriousViolation);

        var despite = Truce();
        request = Denounce(despite);
        request.DespiteText = true;
        despite.Accepted(For(Armenia), request);
        Assert.Equal(TruceState.Denounced, despite.Shown);
        Assert.True(despite.Single(Event.BodyOneofCase.TruceDenounced).TruceDenounced.DespiteText);
    }

    [Fact]
    public void OfOneAmongThree_LeavesTheOthersBound()
    {
        var truce = Three();
        truce.Accepted(For(Third), Denounce(truce));
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal([Armenia, Azerbaijan], truce.State.Bound);
        Assert.Equal(ConsentState.Withdrawn, truce.View.Consents[2].State);
        Assert.Empty(truce.Of(Event.BodyOneofCase.TruceDenounced));
        truce.Refused(For(Third), Denounce(truce), "NOT_BOUND");

        truce.Accepted(For(Armenia), Denounce(truce));
        Assert.Equal(TruceState.Denounced, truce.Shown);
    }

    [Fact]
    public void NoticesOfTwoAmongThree_TheFirstToRunOutLeaves_TheSecondEnds()
    {
        var truce = Three(t => t.Denunciation = new() { NoticePeriod = "P3D" });
        Notice(truce, Third);
        Assert.Equal(TruceState.NoticeGiven, truce.Shown);
        truce.Until("2016-02-28T00:00:00Z");
        Notice(truce, Armenia);
        truce.Until("2016-03-01T00:00:00Z");
        Assert.Equal(TruceState.NoticeGiven, truce.Shown); // Armenia's still runs.
        Assert.Equal(T("2016-03-01T00:00:00Z").ToTimestamp(), truce.Single(Event.BodyOneofCase.TruceWithdrew).DueAt);
        truce.Until("2016-03-02T00:00:00Z");
        Assert.Equal(TruceState.Denounced, truce.Shown);
        Assert.Equal(Armenia, truce.View.Ending.Actor.Party);
    }

    [Fact]
    public void NoticeOfOneAmongThree_RunOut_TheTruceGoesOnWithoutIt()
    {
        var truce = Three(t => t.Denunciation = new() { NoticePeriod = "P3D" });
        Notice(truce, Third);
        truce.Until("2016-03-01T00:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal([Armenia, Azerbaijan], truce.State.Bound);
    }

    [Fact]
    public void OneThatLeftAtOnce_AndJoinsAgain_IsNotCarriedOutByItsOldNotice()
    {
        var truce = Three(t =>
        {
            t.Denunciation = new() { NoticePeriod = "P30D" };
            t.Adherence = new();
        });
        Notice(truce, Third);
        var request = Denounce(truce);
        request.SeriousViolation = true;
        truce.Accepted(For(Third), request);
        truce.Accepted(For(Third), new AdhereToTruceRequest { Name = truce.Name });
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("2017-01-01T00:00:00Z");
        Assert.Equal([Armenia, Azerbaijan, Third], truce.State.Bound);
        truce.Refused(For(Third), new WithdrawNoticeRequest { Name = truce.Name }, "NO_SUCH_NOTICE");
    }

    [Fact]
    public void OfAUnilateralTruce_EndsIt()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Reciprocity = TruceReciprocity.Unilateral;
                t.Parties.RemoveAt(1);
            }),
            Start);
        truce.Accepted(For(Armenia), Denounce(truce));
        Assert.Equal(TruceState.Denounced, truce.Shown);
    }

    private static TruceDriver Three(Action<TruceTerms>? change = null) => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Reciprocity = TruceReciprocity.Multilateral;
            t.Parties.Add(new TruceParty { Party = Third });
            change?.Invoke(t);
        }),
        Start);

    private static DenounceTruceRequest Denounce(TruceDriver truce) => new() { Name = truce.Name, Reason = Text("No longer") };

    private static void Notice(TruceDriver truce, string party) =>
        truce.Accepted(For(party), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.Denunciation });
}
