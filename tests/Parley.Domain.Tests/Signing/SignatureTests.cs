using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>Signatures: at once, or subject to confirmation.</summary>
public sealed class SignatureTests
{
    private const string Deadline = "2020-11-10T12:00:00Z";

    [Fact]
    public void WithTheLastOneThatIsNeeded_TheTextIsConcluded_AtThatInstant()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign());
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);

        text.SleepUntil("2020-11-01T09:30:00Z").Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        Assert.Equal(T("2020-11-01T09:30:00Z").ToTimestamp(), text.View.ConcludeTime);
        Assert.Equal("", text.View.ConcludedByOpening);
        Assert.Equal([NegotiatingTextState.Concluded], text.Reached());
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void What_WasSaidWithIt_IsKept()
    {
        var text = TextOnTable.With().Accepted(Armenia, new SignTextRequest
        {
            Name = Name,
            Authority = ExOfficio,
            Remote = true,
            Declaration = Words("As we understand it"),
            Reservation = Words("Not clause 3"),
        });
        var signature = text.SignatureOf(Armenia);
        Assert.Equal((ConsentAct.Sign, MemberCapacity.Party, true), (signature.Act, signature.Capacity, signature.Remote));
        Assert.Equal((Words("As we understand it"), Words("Not clause 3")), (signature.Declaration, signature.Reservation));
        Assert.Equal(T(Begin).ToTimestamp(), signature.Time);
    }

    [Fact]
    public void WitnessesAndGuarantors_SignInTheirCapacity_AndAreNotNeeded()
    {
        var text = TextOnTable.With().Accepted(Witness, Sign()).Accepted(Guarantor, Sign()).Accepted(Armenia, Sign());
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
        Assert.Equal((MemberCapacity.Witness, MemberCapacity.Guarantor), (text.SignatureOf(Witness).Capacity, text.SignatureOf(Guarantor).Capacity));

        text.Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
    }

    [Fact]
    public void WhoseSignatureIsNotNeeded_MaySignAfterTheConclusion()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());
        text.Accepted(Witness, Sign()).Accepted(Guarantor, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        Assert.Equal([NegotiatingTextState.Concluded], text.Reached());
    }

    [Fact]
    public void TheGuarantor_IsNeededWhereTheTextSaysSo()
    {
        var text = TextOnTable.With(t => t.RequiredSignatories.AddRange([Armenia, Azerbaijan, Guarantor])).Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
        text.Accepted(Guarantor, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
    }

    [Fact]
    public void Once_IsEnough()
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign());
        text.Refused(Armenia, Sign(), "ALREADY_SIGNED");
        text.Refused(Armenia, AdReferendum(), "ALREADY_SIGNED");
        text.Refused(Armenia, Confirm(), "ALREADY_SIGNED");
    }

    [Fact]
    public void AText_ThatIsNotClean_IsNotSigned()
    {
        var text = TextOnTable.With().Accepted(Armenia, Amend("other", "stop"));
        Assert.Equal("1", text.Refused(Armenia, Sign(), "TEXT_NOT_CLEAN").Metadata["open_brackets"]);
        text.Refused(Armenia, AdReferendum(), "TEXT_NOT_CLEAN");
    }

    [Fact]
    public void WhoTakesNoPart_IsNotAMember() =>
        TextOnTable.With().Refused(new Caller("both", [new(Role.Party, Outside), new(Role.Mediator, ConflictName)]), new SignTextRequest { Name = Name, Party = Outside, Authority = ExOfficio }, "NOT_A_MEMBER");

    [Fact]
    public void AnInitialledText_IsSignedAsWell()
    {
        var text = TextOnTable.With().Accepted(Armenia, Initial()).Accepted(Azerbaijan, Initial()).Accepted(Azerbaijan, Sign()).Accepted(Armenia, Sign());
        Assert.Equal([NegotiatingTextState.Authenticated, NegotiatingTextState.Concluded], text.Reached());
        Assert.All(text.View.Clauses, c => Assert.Equal(ClauseStatus.Initialled, c.Status));
    }

    [Fact]
    public void AdReferendum_CountsFromItsConfirmation()
    {
        var text = TextOnTable.With().Accepted(Armenia, AdReferendum()).Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);

        text.SleepUntil("2020-11-05T00:00:00Z").Accepted(Armenia, Confirm());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        Assert.Equal(T("2020-11-05T00:00:00Z").ToTimestamp(), text.View.ConcludeTime);
        Assert.Equal(text.View.ConcludeTime, text.SignatureOf(Armenia).ConfirmTime);
        Assert.Equal(T(Begin).ToTimestamp(), text.SignatureOf(Armenia).Time);
    }

    [Fact]
    public void ConfirmedTheMicrosecondBeforeTheDeadline_ItCounts()
    {
        var text = WithDeadline().Accepted(Armenia, AdReferendum()).Accepted(Azerbaijan, Sign());
        text.SleepUntil("2020-11-10T11:59:59.999999Z").Accepted(Armenia, Confirm());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        text.Until("2020-11-11T00:00:00Z");
        Assert.Empty(text.Of(Event.BodyOneofCase.SignatureLapsed));
    }

    [Fact]
    public void AtTheDeadlineItself_ItIsTooLate_AndTheSignatureHasLapsedByTheClock()
    {
        var text = WithDeadline().Accepted(Armenia, AdReferendum()).Accepted(Guarantor, AdReferendum()).Accepted(Azerbaijan, Sign());
        text.SleepUntil(Deadline);
        Assert.Equal(Deadline, text.Refused(Armenia, Confirm(), "SIGNATURE_LAPSED").Metadata["lapse_time"]);
        Assert.Equal(2, text.Of(Event.BodyOneofCase.SignatureLapsed).Length);
        Assert.All(text.Of(Event.BodyOneofCase.SignatureLapsed), e => Assert.Equal(T(Deadline).ToTimestamp(), e.DueAt));
        Assert.Equal(T(Deadline).ToTimestamp(), text.SignatureOf(Armenia).LapseTime);
        Assert.Null(text.SignatureOf(Azerbaijan).LapseTime);
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
    }

    [Fact]
    public void HoweverLateItIsWoken_ItLapsedAtTheDeadline()
    {
        var text = WithDeadline().Accepted(Armenia, AdReferendum()).Until("2021-01-01T00:00:00Z");
        Assert.Equal(T(Deadline).ToTimestamp(), text.SignatureOf(Armenia).LapseTime);
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void ALapsedSignature_CanBeGivenAnew_ButNotSubjectToWhatCannotComeAnyMore()
    {
        var text = WithDeadline().Accepted(Armenia, AdReferendum()).Accepted(Azerbaijan, Sign()).Until(Deadline);
        Assert.Equal(Deadline, text.Refused(Armenia, AdReferendum(), "CONFIRMATION_DEADLINE_PASSED").Metadata["deadline"]);
        text.Accepted(Armenia, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        Assert.Equal(2, text.View.Signatures.Count(s => s.Party == Armenia));
    }

    [Fact]
    public void WithoutADeadline_ItWaits()
    {
        var text = TextOnTable.With().Accepted(Armenia, AdReferendum()).Accepted(Azerbaijan, Sign()).Until("2120-01-01T00:00:00Z");
        Assert.Null(text.SignatureOf(Armenia).LapseTime);
        text.Accepted(Armenia, Confirm());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
    }

    [Fact]
    public void NothingToConfirm_IsSaidSo() => TextOnTable.With().Refused(Armenia, Confirm(), "NOTHING_TO_CONFIRM");

    [Fact]
    public void AWitness_IsNeverBound_AndSoHasNothingToConfirm() => TextOnTable.With().Refused(Witness, AdReferendum(), "WITNESS_NEVER_BOUND");

    [Fact]
    public void WhoeverConfirmsAfterTheConclusion_IsBoundToo()
    {
        var text = TextOnTable.With(t => t.RequiredSignatories.Add(Armenia)).Accepted(Azerbaijan, AdReferendum()).Accepted(Armenia, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        text.Accepted(Azerbaijan, Confirm());
        Assert.NotNull(text.SignatureOf(Azerbaijan).ConfirmTime);
        Assert.Equal([NegotiatingTextState.Concluded], text.Reached());
    }

    [Fact]
    public void OtherWords_WereNeverSigned()
    {
        // However it comes about that words, or what they mean to a machine, change under a signature: it does not move along.
        var text = TextOnTable.With().Accepted(Armenia, Sign()).Accepted(Azerbaijan, Initial());
        text.SleepUntil("2020-11-02T00:00:00Z").Happened(new Event
        {
            TextRevised = new() { Clauses = { new TextClause { Id = "stop", Text = Words("Other words") } }, Order = { "stop", "peacekeepers", "return" } },
        });
        Assert.All(text.View.Signatures, s => Assert.Equal(T("2020-11-02T00:00:00Z").ToTimestamp(), s.LapseTime));
        text.Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
        text.Accepted(Armenia, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
        Assert.Equal(text.View, text.Replayed());
    }

    private static TextOnTable WithDeadline() => TextOnTable.With(t => t.ConfirmationDeadline = Resolved("2020-11-10T12:00"));
}
