using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>Openings of sealed consents, as the text sees them.</summary>
public sealed class OpeningTests
{
    private const string Instant = "2020-11-09T18:00:00Z";

    [Fact]
    public void Silence_WaitsForWhatAnOpeningBeforeItsEndCameTo()
    {
        // However late the vault's word comes: what it concludes takes nothing from silence, and what comes to nothing leaves silence its own instant.
        foreach (var concludes in new[] { true, false })
        {
            var text = TextOnTable.With().Accepted(Mediator, Silence("adopt", SilenceEffect.AdoptText, "2020-11-09T18:00:01")).Accepted(Mediator, Opening("one", "2020-11-09T18:00"));
            text.Until("2020-11-09T18:00:02Z");
            Assert.Equal(SilenceState.Running, text.View.SilenceProcedures[0].State);
            text.Refused(Armenia, Initial(), "OPENING_PENDING");
            text.Refused(Armenia, new AgreeClauseRequest { Name = Name, Clause = "stop" }, "OPENING_PENDING");
            text.Accepted(Caller.Parley, concludes ? Conclude("one", "2020-11-09T18:00:00Z") : Missed("one", "2020-11-09T18:00:00Z")).Until("2020-11-09T18:00:03Z");
            Assert.Equal(T("2020-11-09T18:00:01Z").ToTimestamp(), text.Of(Event.BodyOneofCase.SilenceAssented).Single().DueAt);
            Assert.Equal([concludes ? NegotiatingTextState.Concluded : NegotiatingTextState.Authenticated], text.Reached());
            Assert.Equal(text.View, text.Replayed());
        }
    }

    [Fact]
    public void AnObjection_AfterTheExpiry_ComesTooLate_AlsoWhileSilenceWaitsForWhatAnOpeningCameTo()
    {
        var text = TextOnTable.With().Accepted(Mediator, Silence("adopt", SilenceEffect.AdoptText, "2020-11-09T18:00")).Accepted(Mediator, Opening("one", "2020-11-09T18:00"));
        text.SleepUntil("2020-11-09T18:00:00.1Z");
        Assert.Equal(Instant, text.Refused(Armenia, Break("adopt"), "SILENCE_ENDED").Metadata["end_time"]);
        text.Accepted(Caller.Parley, Missed("one", Instant)).Until("2020-11-09T18:00:01Z");
        Assert.Equal((SilenceState.Assented, T(Instant).ToTimestamp()), (text.View.SilenceProcedures[0].State, text.View.SilenceProcedures[0].EndTime));
    }

    [Fact]
    public void ACancelledOpening_IsOverAsOfItsCancellation_AndTheTextIsFreeAgain()
    {
        var text = TextOnTable.With().Accepted(Mediator, Opening("one", "2020-11-09T18:00"));
        text.Refused(Mediator, Revise("stop"), "OPENING_PENDING");
        var cancellation = new OpeningCancellation { Reason = Words("The wrong year"), AgreedBy = { Armenia, Azerbaijan, Guarantor }, Time = T("2020-11-02T10:00:00Z").ToTimestamp() };
        var told = Missed("one", "2020-11-02T10:00:00Z");
        told.Cancellation = cancellation;
        text.SleepUntil("2020-11-02T10:00:01Z").Accepted(Caller.Parley, told);
        Assert.Equal((true, cancellation), (text.View.Openings[0].Over, text.View.Openings[0].Cancellation));
        Assert.Equal(T("2020-11-02T10:00:00Z").ToTimestamp(), text.Of(Event.BodyOneofCase.ConsentOpeningOver).Single().DueAt);
        text.Accepted(Mediator, Revise("stop")).Accepted(Mediator, Opening("two", "2020-11-09T18:00"));
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void TheVault_IsToldWhatToOpenAndWhen()
    {
        var text = Agreed();
        var call = Assert.Single(text.Calls(CallRequested.CallOneofCase.RegisterOpening));
        Assert.Equal((NegotiationName + "/vault", NegotiationName + "/vault", Name), (call.Target, call.RegisterOpening.Name, call.RegisterOpening.Text));
        Assert.Equal(("one", T(Instant).ToTimestamp()), (call.RegisterOpening.Opening.Id, call.RegisterOpening.Opening.At.Resolved.Instant));
        Assert.Equal(["stop", "peacekeepers", "return"], call.RegisterOpening.Clauses);
        Assert.Equal(Parties, call.RegisterOpening.Required);
    }

    [Theory]
    [InlineData(Armenia)]
    [InlineData(Azerbaijan)]
    [InlineData(Guarantor)]
    public void EveryPartyAndGuarantor_MustAgree(string missing)
    {
        string[] others = [.. new[] { Armenia, Azerbaijan, Guarantor, Witness }.Where(p => p != missing)];
        Assert.Equal(missing, TextOnTable.With().Refused(Mediator, Opening("one", "2020-11-09T18:00", others), "OPENING_NOT_AGREED").Metadata["missing"]);
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

    [Fact]
    public void Agreeing_SaysWhatIsWrong()
    {
        var text = TextOnTable.With();
        text.Refused(Armenia, Opening("one", "2020-11-09T18:00"), "PERMISSION_DENIED");
        text.Refused(Mediator, Opening("one", "2020-11-01T09:00"), "OPENING_IN_PAST");
        text.Refused(Mediator, Opening("one", "2020-11-09T18:00", Armenia, Azerbaijan, Guarantor, "conflicts/other/parties/x"), "FOREIGN_NAME");
        var request = Opening("one", "2020-11-09T18:00");
        request.Opening.Events.Add([new OpeningEvent { Id = "lists", Text = "Lists" }, new OpeningEvent { Id = "lists", Text = "Others" }]);
        Assert.Equal("opening.events[1].id", Assert.Single(text.Refused(Mediator, request, "DUPLICATE_ID").Fields).Field);
        request.Opening.Events.Clear();
        request.Opening.At = null;
        text.Refused(Mediator, request, "INSTANT_MISSING");
        text.Accepted(Armenia, Amend("there", "stop"));
        text.Refused(Mediator, Opening("one", "2020-11-09T18:00"), "TEXT_NOT_CLEAN");
    }

    [Fact]
    public void WhileOneIsPending_NobodySignsOpenly_AndThereIsNoOther()
    {
        var text = TextOnTable.With().Accepted(Mediator, Opening("one", "2020-11-09T18:00"));
        Assert.Equal(("one", Instant), Meta(text.Refused(Azerbaijan, Sign(), "OPENING_PENDING")));
        text.Refused(Azerbaijan, AdReferendum(), "OPENING_PENDING");
        text.Refused(Mediator, Opening("two", "2020-11-10T18:00"), "OPENING_PENDING");
        text.Refused(Mediator, Revise("stop"), "OPENING_PENDING");
        text.SleepUntil("2020-11-09T17:59:59.999999Z").Refused(Azerbaijan, Sign(), "OPENING_PENDING");
        static (string, string) Meta(Rejection refusal) => (refusal.Metadata["opening"], refusal.Metadata["at"]);
    }

    [Fact]
    public void OverASignature_NoneIsAgreed()
    {
        foreach (var signing in (IMessage[])[Sign(), AdReferendum()])
        {
            var refusal = TextOnTable.With().Accepted(Armenia, signing).Refused(Mediator, Opening("one", "2020-11-09T18:00"), "TEXT_SIGNED");
            Assert.Equal(Armenia, refusal.Metadata["signed_by"]);
        }
    }

    [Fact]
    public void OnceTheVaultHasSpoken_ItIsOver_AndTheTextIsAsFreeAsBefore()
    {
        var text = Agreed().SleepUntil("2020-11-09T18:00:03Z").Accepted(Caller.Parley, Missed("one", Instant));
        text.Refused(Mediator, Opening("one", "2020-11-10T18:00"), "ALREADY_EXISTS");
        Assert.True(text.View.Openings[0].Over);
        Assert.Equal(T(Instant).ToTimestamp(), text.Of(Event.BodyOneofCase.ConsentOpeningOver)[0].DueAt);
        text.Accepted(Mediator, Opening("two", "2020-11-10T18:00")).SleepUntil("2020-11-11T00:00:00Z");
        text.Refused(Armenia, Sign(), "OPENING_PENDING");
        text.Accepted(Caller.Parley, Missed("two", "2020-11-10T18:00:00Z")).Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());
        Assert.Equal((NegotiatingTextState.Concluded, ""), (text.Shown, text.View.ConcludedByOpening));
    }

    [Fact]
    public void SealedConsents_ConcludeTheText_AsOfTheInstantOfTheOpening()
    {
        var text = Agreed().SleepUntil("2020-11-09T18:00:03Z").Accepted(Caller.Parley, Conclude("one", Instant, Armenia, Azerbaijan, Guarantor));
        Assert.Equal((NegotiatingTextState.Concluded, "one"), (text.Shown, text.View.ConcludedByOpening));
        Assert.Equal(T(Instant).ToTimestamp(), text.View.ConcludeTime);
        Assert.All(text.View.Signatures, s => Assert.Equal((ConsentAct.SealedConsent, "hash of " + s.Party, T(Instant).ToTimestamp()), (s.Act, s.Hash, s.Time)));
        Assert.Equal(MemberCapacity.Guarantor, text.SignatureOf(Guarantor).Capacity);
        Assert.Equal([NegotiatingTextState.Concluded], text.Reached());
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void BeforeItsInstant_WhenAllHaveFiled_ItConcludesToo_AndIsOverThen()
    {
        var text = Agreed().SleepUntil("2020-11-05T00:00:00Z").Accepted(Caller.Parley, Conclude("one", "2020-11-05T00:00:00Z"));
        Assert.Equal((NegotiatingTextState.Concluded, true), (text.Shown, text.View.Openings[0].Over));
        var events = text.Events.Count;
        Assert.Equal(events, text.Until("2020-12-01T00:00:00Z").Events.Count);
    }

    [Fact]
    public void WhatWasConcluded_IsNotConcludedAgain()
    {
        var text = Agreed().Until(Instant).Accepted(Caller.Parley, Conclude("one", Instant));
        text.Refused(Caller.Parley, Conclude("one", Instant), "STATE_FORBIDS");
        text.Refused(Caller.Parley, Missed("one", Instant), "STATE_FORBIDS");
        Assert.Equal([NegotiatingTextState.Concluded], text.Reached());
    }

    [Fact]
    public void UntilTheVaultHasSpoken_HoweverLate_NothingIsDoneThatAConclusionCouldOvertake()
    {
        var text = Agreed().Until("2020-11-09T21:00:00Z");
        Assert.False(text.View.Openings[0].Over);
        text.Refused(Mediator, new WithdrawTextRequest { Name = Name, Reason = Words("Nothing came of it") }, "OPENING_PENDING");
        text.Refused(Mediator, Revise("stop"), "OPENING_PENDING");
        text.Refused(Armenia, Amend("there", "return"), "OPENING_PENDING");
        text.Refused(Armenia, Sign(), "OPENING_PENDING");
        text.Refused(Armenia, AdReferendum(), "OPENING_PENDING");
        text.Refused(Mediator, Opening("two", "2020-11-10T18:00"), "OPENING_PENDING");
        text.Accepted(Caller.Parley, Conclude("one", Instant));
        Assert.Equal((NegotiatingTextState.Concluded, T(Instant).ToTimestamp()), (text.Shown, text.View.ConcludeTime));
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void WhenNothingCameOfIt_ItCanBeWithdrawn_AndStaysSo()
    {
        var text = Agreed().Until(Instant).Accepted(Caller.Parley, Missed("one", Instant))
            .Accepted(Mediator, new WithdrawTextRequest { Name = Name, Reason = Words("Nothing came of it") });
        text.Refused(Caller.Parley, Conclude("one", Instant), "STATE_FORBIDS");
        Assert.Equal(NegotiatingTextState.Withdrawn, text.Shown);
    }

    [Fact]
    public void WhatTheVaultSaysTwice_IsRefusedForGood_AndChangesNothing()
    {
        var text = Agreed().Until(Instant).Accepted(Caller.Parley, Missed("one", Instant));
        Assert.Equal(RejectionCode.FailedPrecondition, text.Refused(Caller.Parley, Missed("one", Instant), "OPENING_OVER").Code);
        text.Refused(Caller.Parley, Conclude("one", Instant), "OPENING_OVER");
        Assert.Equal(RejectionCode.InvalidArgument, text.Refused(Caller.Parley, Missed("other", Instant), "UNKNOWN_OPENING").Code);
        Assert.Empty(text.Reached());
    }

    [Fact]
    public void OnlyTheVault_Concludes_AndOnlyByAnOpeningThatWasAgreed()
    {
        var text = Agreed();
        text.Refused(Mediator, Conclude("one", Instant), "PERMISSION_DENIED");
        text.Refused(Caller.Parley, Conclude("other", Instant), "UNKNOWN_OPENING");
    }

    [Fact]
    public void WhatACallerWritesIntoOutputFields_IsNotBelieved()
    {
        var request = Opening("one", "2020-11-09T18:00");
        request.Opening.Over = true;
        var text = TextOnTable.With().Accepted(Mediator, request);
        Assert.False(text.View.Openings[0].Over);
        Assert.Equal(request.Opening.AgreedBy.ToString(), text.View.Openings[0].AgreedBy.ToString());
    }

    private static TextOnTable Agreed() => TextOnTable.With().Accepted(Mediator, Opening("one", "2020-11-09T18:00"));
}
