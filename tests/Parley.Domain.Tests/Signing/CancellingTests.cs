using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>All take an opening back; the vault says what came first.</summary>
public sealed class CancellingTests
{
    private const string Instant = "2020-11-09T18:00:00Z";
    private const string Now = "2020-11-05T12:00:00Z";
    private const string Told = "2020-11-05T12:00:01Z";

    [Fact]
    public void TheVaultIsAsked_AndUntilItHasSpoken_TheTextStandsStill()
    {
        var text = Agreed().SleepUntil(Now).Accepted(Mediator, Cancel("one", Armenia, Azerbaijan, Guarantor, Armenia));
        var call = Assert.Single(text.Calls(CallRequested.CallOneofCase.CancelOpening));
        Assert.Equal((NegotiationName + "/vault", NegotiationName + "/vault", Name, "one"), (call.Target, call.CancelOpening.Name, call.CancelOpening.Text, call.CancelOpening.Opening));

        var opening = text.View.Openings[0];
        Assert.Equal((false, null), (opening.Over, opening.Cancelled));
        Assert.Equal(T(Now).ToTimestamp(), opening.Cancelling.Time);
        Assert.Equal([Armenia, Azerbaijan, Guarantor], opening.Cancelling.AgreedBy);
        text.Refused(Armenia, Sign(), "OPENING_PENDING");
        text.Refused(Mediator, Revise("stop"), "OPENING_PENDING");
        text.Refused(Mediator, Opening("two", "2020-11-10T18:00"), "OPENING_PENDING");
        text.Refused(Mediator, new WithdrawTextRequest { Name = Name, Reason = Words("Never mind") }, "OPENING_PENDING");
        Assert.Equal("one", text.Refused(Mediator, Cancel("one"), "OPENING_CANCELLING").Metadata["opening"]);
        Assert.Single(text.Calls(CallRequested.CallOneofCase.CancelOpening));
    }

    [Fact]
    public void WhoeverCancels_IsAnsweredOnceTheVaultHasSpoken()
    {
        var (law, text) = (new TextConcept(), Agreed().SleepUntil(Now));
        Assert.True(law.Holds(text.State, Cancel("other")));
        Heard(text.Accepted(Mediator, Cancel("one")));
        Assert.False(law.Holds(text.State, Cancel("one")));
        Assert.True(law.Holds(text.State, Sign()));
        text.Accepted(Caller.Parley, Cancelled("one", Told));
        Assert.True(law.Holds(text.State, Cancel("one")));
    }

    [Fact]
    public void WhatWasCancelled_SaysWhoAgreedWhenAndWhy_AndTheTextIsFree()
    {
        var text = Heard(Agreed().SleepUntil(Now).Accepted(Mediator, Cancel("one"))).SleepUntil("2020-11-05T12:00:02Z").Accepted(Caller.Parley, Cancelled("one", Told));
        var opening = text.View.Openings[0];
        Assert.Equal((true, null, T(Told).ToTimestamp()), (opening.Over, opening.Cancelling, opening.Cancelled.Time));
        Assert.Equal("The year is wrong", opening.Cancelled.Reason.Values["en"]);
        Assert.Equal([Armenia, Azerbaijan, Guarantor], opening.Cancelled.AgreedBy);
        Assert.Equal((NegotiatingTextState.Tabled, 0), (text.Shown, text.View.Signatures.Count));
        Assert.Equal(text.View, text.Replayed());

        Assert.Contains("cancelled", text.Refused(Mediator, Cancel("one"), "OPENING_OVER").Message, StringComparison.Ordinal);
        text.Refused(Caller.Parley, Conclude("one", Instant), "OPENING_OVER");
        text.Refused(Mediator, Opening("one", "2020-11-10T18:00"), "ALREADY_EXISTS");
        text.Accepted(Mediator, Revise("stop")).Accepted(Mediator, Opening("two", "2020-11-10T18:00"));
        Assert.Equal("two", text.Calls(CallRequested.CallOneofCase.RegisterOpening)[^1].RegisterOpening.Opening.Id);
    }

    [Fact]
    public void ThatItIsCancelled_ComesAfterTheAnswerToTheQuestion()
    {
        var text = Agreed().SleepUntil(Now).Accepted(Mediator, Cancel("one"));
        Assert.Equal(RejectionCode.Unavailable, text.Refused(Caller.Parley, Cancelled("one", Told), "RETRY").Code);
        Heard(text).Accepted(Caller.Parley, Cancelled("one", Told));
        Assert.True(text.View.Openings[0].Over);
    }

    [Fact]
    public void WhatTheVaultHadConcludedBefore_Stands()
    {
        var text = Agreed().SleepUntil(Now).Accepted(Mediator, Cancel("one")).Accepted(Caller.Parley, Conclude("one", Now));
        var opening = text.View.Openings[0];
        Assert.Equal((NegotiatingTextState.Concluded, "one"), (text.Shown, text.View.ConcludedByOpening));
        Assert.Equal((true, null, null), (opening.Over, opening.Cancelling, opening.Cancelled));
        text.Refused(Mediator, Cancel("one"), "STATE_FORBIDS");
    }

    [Fact]
    public void WhatWasOverBefore_WasNotCancelled()
    {
        var text = Agreed().SleepUntil(Instant).Accepted(Mediator, Cancel("one")).Accepted(Caller.Parley, Missed("one", Instant));
        var opening = text.View.Openings[0];
        Assert.Equal((true, null, null), (opening.Over, opening.Cancelling, opening.Cancelled));
        text.Refused(Mediator, Cancel("one"), "OPENING_OVER");
    }

    [Theory]
    [InlineData(Armenia)]
    [InlineData(Azerbaijan)]
    [InlineData(Guarantor)]
    public void EveryPartyAndGuarantor_MustAgree(string missing)
    {
        string[] others = [.. new[] { Armenia, Azerbaijan, Guarantor, Witness }.Where(p => p != missing)];
        Assert.Equal(missing, Agreed().Refused(Mediator, Cancel("one", others), "CANCELLING_NOT_AGREED").Metadata["missing"]);
    }

    [Fact]
    public void Cancelling_SaysWhatIsWrong()
    {
        var text = Agreed();
        text.Refused(Armenia, Cancel("one"), "PERMISSION_DENIED");
        Assert.Equal("opening", text.Refused(Mediator, Cancel("other"), "UNKNOWN_OPENING").Fields[0].Field);
        Assert.Equal("agreed_by[3]", text.Refused(Mediator, Cancel("one", Armenia, Azerbaijan, Guarantor, Outside), "UNKNOWN_MEMBER").Fields[0].Field);
        text.Refused(Mediator, Cancel("one", Armenia, Azerbaijan, Guarantor, "conflicts/other/parties/x"), "FOREIGN_NAME");
        TextOnTable.With().Refused(Mediator, Cancel("one"), "UNKNOWN_OPENING");
    }

    [Fact]
    public void TheReason_HasItsMeasure()
    {
        var (text, request) = (Agreed(), Cancel("one"));
        request.Reason = SigningLimitTests.Filling(TextLimits.CancellingBytes + 1, Words);
        text.Refused(Mediator, request, "LIMIT_REACHED");
        request.Reason = SigningLimitTests.Filling(TextLimits.CancellingBytes, Words);
        text.Accepted(Mediator, request);
    }

    [Fact]
    public void AnInstantSoFarAheadIsAgreed_AndNoneFarther()
    {
        var text = TextOnTable.With(); // It is 2020-11-01T09:00:00Z.
        Assert.Equal(T(Begin) + TextLimits.OpeningAhead, T("2021-11-02T09:00:00Z"));
        var refusal = text.Refused(Mediator, Opening("one", "2021-11-02T09:00:01"), "OPENING_TOO_FAR");
        Assert.Equal(RejectionCode.FailedPrecondition, refusal.Code);
        Assert.Equal(("2021-11-02T09:00:01Z", "2021-11-02T09:00:00Z"), (refusal.Metadata["at"], refusal.Metadata["latest"]));
        text.Refused(Mediator, Opening("one", "2200-11-09T18:00"), "OPENING_TOO_FAR");
        text.Accepted(Mediator, Opening("one", "2021-11-02T09:00:00"));
    }

    /// <summary>The vault has answered that it has heard.</summary>
    private static TextOnTable Heard(TextOnTable text) => text.Settled(text.Calls(CallRequested.CallOneofCase.CancelOpening)[^1]);

    private static TextOnTable Agreed() => TextOnTable.With().Accepted(Mediator, Opening("one", "2020-11-09T18:00"));
}
