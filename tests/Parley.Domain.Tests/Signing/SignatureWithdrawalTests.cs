using Parley.Domain.Texts;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>A signature that does not bind yet can be taken back: the capital refuses, or the others never sign.</summary>
public sealed class SignatureWithdrawalTests
{
    [Fact]
    public void WhatTheCapitalRefuses_IsTakenBack_AndNeverConfirmed()
    {
        var text = TextOnTable.With().Accepted(Armenia, AdReferendum()).Accepted(Azerbaijan, Sign());
        text.SleepUntil("2020-11-03T08:00:00Z").Accepted(Armenia, Withdraw("Yerevan does not agree to clause 3"));

        var signature = text.SignatureOf(Armenia);
        Assert.Equal((T("2020-11-03T08:00:00Z").ToTimestamp(), Words("Yerevan does not agree to clause 3")), (signature.WithdrawTime, signature.WithdrawReason));
        Assert.Equal("2020-11-03T08:00:00Z", text.Refused(Armenia, Confirm(), "SIGNATURE_WITHDRAWN").Metadata["withdraw_time"]);
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void WhatIsTakenBack_DoesNotLapseAsWell_AndCanBeGivenAnew()
    {
        var text = TextOnTable.With(t => t.ConfirmationDeadline = Resolved("2020-11-10T12:00")).Accepted(Armenia, AdReferendum()).Accepted(Armenia, Withdraw());
        text.Until("2020-11-11T00:00:00Z");
        Assert.Empty(text.Of(Event.BodyOneofCase.SignatureLapsed));

        text.Accepted(Azerbaijan, Sign()).Accepted(Armenia, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        Assert.Equal(2, text.View.Signatures.Count(s => s.Party == Armenia));
    }

    [Fact]
    public void AnOpenSignature_IsTakenBackToo_AndDoesNotCount()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign()).Accepted(Armenia, Withdraw()).Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
        text.Refused(Armenia, Withdraw(), "SIGNATURE_WITHDRAWN");
    }

    [Fact]
    public void OnceTheLastIsBack_TheTextIsNobodysAgain()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign()).Accepted(Witness, Sign());
        text.Refused(Mediator, Revise("stop"), "TEXT_SIGNED");
        text.Accepted(Armenia, Withdraw());
        Assert.Equal(Witness, text.Refused(Mediator, Revise("stop"), "TEXT_SIGNED").Metadata["signed_by"]);
        text.Accepted(Witness, Withdraw()).Accepted(Mediator, Revise("stop")).Accepted(Mediator, Opening("one", "2020-11-09T18:00"));
        Assert.Single(text.View.Openings);
    }

    [Fact]
    public void OnceConcluded_ItIsTooLate()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign()).Accepted(Witness, Sign());
        text.Refused(Armenia, Withdraw(), "TEXT_CONCLUDED");
        text.Refused(Witness, Withdraw(), "TEXT_CONCLUDED");
    }

    [Fact]
    public void WhatIsNotConfirmed_IsTakenBackAfterTheConclusionToo()
    {
        var text = TextOnTable.With(t => t.RequiredSignatories.Add(Armenia)).Accepted(Azerbaijan, AdReferendum()).Accepted(Armenia, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        text.Accepted(Azerbaijan, Withdraw());
        text.Refused(Azerbaijan, Confirm(), "SIGNATURE_WITHDRAWN");
        text.Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
    }

    [Fact]
    public void HoweverOftenItIsGivenAndTakenBack_TheTextCanBeRead()
    {
        var text = TextOnTable.With();
        var (wordy, reason) = (Words(new string('x', TextLimits.ConsentBytes - 100)), new string('y', TextLimits.ReasonBytes - 20));
        for (var i = 0; i < TextLimits.Signatures; i++)
        {
            text.Accepted(Armenia, new SignTextRequest { Name = Name, Authority = ExOfficio, Reservation = wordy }).Accepted(Armenia, Withdraw(reason));
        }

        Assert.InRange(text.View.CalculateSize(), 0, TextLimits.Signatures * (TextLimits.ReasonBytes + 500));
        text.Refused(Armenia, Sign(), "LIMIT_REACHED");
    }

    [Fact]
    public void AReason_HasAMeasure()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign());
        var around = Words(new string('x', 1000)).CalculateSize() - 1000; // What a message of this size needs beside the words.
        var most = new string('x', TextLimits.ReasonBytes - around);
        text.Refused(Armenia, Withdraw(most + "x"), "LIMIT_REACHED");
        text.Accepted(Armenia, Withdraw(most));
    }

    [Fact]
    public void OfSeveralThatAParty_TookBack_TheLastReasonStaysOnTheText()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign()).Accepted(Azerbaijan, AdReferendum()).Accepted(Azerbaijan, Withdraw("Baku refuses"));
        text.Accepted(Armenia, Withdraw("First")).Accepted(Armenia, Sign()).Accepted(Armenia, Withdraw("Second"));
        Assert.Equal([null, Words("Baku refuses"), Words("Second")], text.View.Signatures.Select(s => s.WithdrawReason));
        Assert.Equal(2, text.Of(Event.BodyOneofCase.SignatureWithdrawn).Count(e => e.SignatureWithdrawn.Party == Armenia));
    }

    [Fact]
    public void WhoHasNotSigned_HasNothingToTakeBack()
    {
        var text = TextOnTable.With().Accepted(Armenia, Initial());
        Assert.Equal(Armenia, text.Refused(Armenia, Withdraw(), "NOT_SIGNED").Metadata["party"]);
    }

    [Fact]
    public void WhatWasNotifiedToMediators_TheyRecord()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign());
        text.Refused(Mediator, Withdraw(), "PARTY_MISSING");
        var notified = Withdraw("Note 7");
        notified.Party = Armenia;
        text.Accepted(Mediator, notified);
        Assert.NotNull(text.SignatureOf(Armenia).WithdrawTime);
        text.Refused(Azerbaijan, notified, "PERMISSION_DENIED");
    }

    [Fact]
    public void WhoTakesItsSignatureBack_IsNotSilent()
    {
        var text = TextOnTable.With().Accepted(Mediator, Silence("adopt", SilenceEffect.AdoptText, "2020-11-05T18:00")).Accepted(Armenia, Sign()).Accepted(Witness, Sign());
        text.Accepted(Witness, Withdraw());
        Assert.Equal(SilenceState.Running, text.View.SilenceProcedures[0].State);
        text.Accepted(Armenia, Withdraw("Yerevan refuses"));
        Assert.Equal((SilenceState.Broken, Armenia), (text.View.SilenceProcedures[0].State, text.View.SilenceProcedures[0].BrokenBy));
    }

    [Fact]
    public void TheLastThatBecameOfIt_IsSaid()
    {
        var text = TextOnTable.With(t => t.ConfirmationDeadline = Resolved("2020-11-10T12:00")).Accepted(Armenia, AdReferendum()).Accepted(Armenia, Withdraw()).Accepted(Armenia, AdReferendum());
        text.Until("2020-11-10T12:00:00Z");
        Assert.Equal("2020-11-10T12:00:00Z", text.Refused(Armenia, Withdraw(), "SIGNATURE_LAPSED").Metadata["lapse_time"]);
        text.Refused(Armenia, Confirm(), "SIGNATURE_LAPSED");
    }

    [Fact]
    public void AReservation_GoesWithItsSignature()
    {
        var text = TextOnTable.With().Accepted(Armenia, new SignTextRequest { Name = Name, Authority = ExOfficio, Reservation = Words("Not clause 3") });
        text.Accepted(Armenia, Withdraw()).Accepted(Azerbaijan, Sign());
        text.Refused(Azerbaijan, new ObjectToReservationRequest { Name = Name, ReservingParty = Armenia, Objection = Words("But clause 3") }, "UNKNOWN_RESERVATION");
    }

    [Fact]
    public void TheInstructionsThatConfirm_AreCited()
    {
        var text = TextOnTable.With().Accepted(Armenia, AdReferendum());
        var confirm = Confirm();
        confirm.Instructions = Words("Note 1124 of the Ministry");
        text.Accepted(Armenia, confirm);
        Assert.Equal(Words("Note 1124 of the Ministry"), text.SignatureOf(Armenia).Instructions);
    }

    private static WithdrawSignatureRequest Withdraw(string reason = "Overtaken") => new() { Name = Name, Reason = Words(reason) };
}
