using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>What nobody objects to before an instant is assented to at that instant.</summary>
public sealed class SilenceTests
{
    private const string Expiry = "2020-11-03T12:00:00Z";

    [Fact]
    public void AtTheExpiry_EveryPartyAgrees_ToTheClausesAndOnlyThose()
    {
        var text = Agreeing("stop", "return").Until("2020-11-03T11:59:59.999999Z");
        Assert.Equal(SilenceState.Running, text.View.SilenceProcedures[0].State);
        Assert.All(text.View.Clauses, c => Assert.Empty(c.Agreements));

        text.Until("2020-12-01T00:00:00Z");
        Assert.Equal((SilenceState.Assented, T(Expiry).ToTimestamp()), (text.View.SilenceProcedures[0].State, text.View.SilenceProcedures[0].EndTime));
        Assert.Equal([ClauseStatus.Agreed, ClauseStatus.Proposed, ClauseStatus.Agreed], text.View.Clauses.Select(c => c.Status));
        Assert.Equal(Parties, text.View.Clauses[0].Agreements.Select(a => a.Party));
        Assert.All(text.View.Clauses[0].Agreements, a => Assert.Equal(T(Expiry).ToTimestamp(), a.Time));
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void WhatWasAgreedBefore_IsNotAgreedAgain()
    {
        var text = Agreeing("stop").Accepted(Armenia, new AgreeClauseRequest { Name = Name, Clause = "stop", AdReferendum = true }).Until(Expiry);
        Assert.Equal([(Armenia, true), (Azerbaijan, false)], text.View.Clauses[0].Agreements.Select(a => (a.Party, a.AdReferendum)));
    }

    [Fact]
    public void SilenceOnTheWholeText_AgreesIt()
    {
        var text = Agreeing().Until(Expiry);
        Assert.Equal(NegotiatingTextState.Agreed, text.Shown);
        Assert.Equal(T(Expiry).ToTimestamp(), text.Of(Event.BodyOneofCase.TextStateReached)[0].DueAt);
    }

    [Fact]
    public void SilenceThatAdopts_InitialsForEveryPartyThatHasNot()
    {
        var text = Adopting().Accepted(Armenia, Initial()).Until(Expiry);
        Assert.Equal(NegotiatingTextState.Authenticated, text.Shown);
        Assert.Equal([(Armenia, ConsentAct.Initial), (Azerbaijan, ConsentAct.SilenceAssent)], text.View.Signatures.Select(s => (s.Party, s.Act)));
        Assert.Equal(T(Expiry).ToTimestamp(), text.SignatureOf(Azerbaijan).Time);
        Assert.Null(text.View.ConcludeTime);
    }

    [Fact]
    public void SilenceThatAdopts_IsNotOpenedOnATextThatIsNotClean()
    {
        var adopt = Silence("silence", SilenceEffect.AdoptText, "2020-11-03T12:00");
        TextOnTable.With(t => t.Languages.Add("ru")).Refused(Mediator, adopt, "TEXT_NOT_CLEAN");
        var refusal = TextOnTable.With().Accepted(Armenia, Amend("there", "stop")).Refused(Mediator, adopt, "TEXT_NOT_CLEAN");
        Assert.Equal("1", refusal.Metadata["open_brackets"]);
    }

    [Theory]
    [InlineData(SilenceEffect.AgreeClauses)]
    [InlineData(SilenceEffect.AdoptText)]
    public void APartyOfWhomNobodyIsLeftWhoCouldBindIt_WasNotSilent(SilenceEffect effect)
    {
        var text = TextOnTable.With(tabling: t => t.Members.First(m => m.Party == Armenia).Narrowed = true)
            .Accepted(Mediator, Silence("silence", effect, "2020-11-03T12:00")).Until(Expiry);
        Assert.Equal(effect == SilenceEffect.AdoptText ? [Azerbaijan] : [], text.View.Signatures.Select(s => s.Party));
        Assert.All(text.View.Clauses, c => Assert.Equal(effect == SilenceEffect.AgreeClauses ? [Azerbaijan] : [], c.Agreements.Select(a => a.Party)));
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
    }

    [Fact]
    public void OfATextThatIsConcludedBefore_NothingMoreComes()
    {
        var text = Adopting().Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign()).Until(Expiry);
        Assert.Equal(SilenceState.Assented, text.View.SilenceProcedures[0].State);
        Assert.DoesNotContain(text.View.Signatures, s => s.Act == ConsentAct.SilenceAssent);
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
    }

    [Fact]
    public void OneObjection_IsEnough()
    {
        var text = Agreeing("stop").SleepUntil("2020-11-02T00:00:00Z").Accepted(Azerbaijan, Break("silence"));
        var procedure = Assert.Single(text.View.SilenceProcedures);
        Assert.Equal((SilenceState.Broken, Azerbaijan, Words("Not like this")), (procedure.State, procedure.BrokenBy, procedure.Objection));
        Assert.Equal(T("2020-11-02T00:00:00Z").ToTimestamp(), procedure.EndTime);

        text.Refused(Armenia, Break("silence"), "SILENCE_ENDED");
        text.Until("2020-12-01T00:00:00Z");
        Assert.Empty(text.View.Clauses[0].Agreements);
    }

    [Fact]
    public void AnObjectionAtTheExpiryItself_ComesTooLate()
    {
        var text = Agreeing("stop").SleepUntil(Expiry);
        Assert.Equal(Expiry, text.Refused(Armenia, Break("silence"), "SILENCE_ENDED").Metadata["end_time"]);
        Assert.Equal(ClauseStatus.Agreed, text.View.Clauses[0].Status);
    }

    [Fact]
    public void OnlyParties_BreakIt()
    {
        var text = Agreeing("stop");
        text.Refused(Guarantor, Break("silence"), "NOT_A_PARTY");
        text.Refused(Mediator, Break("silence"), "PERMISSION_DENIED");
        text.Refused(Armenia, Break("other"), "UNKNOWN_PROCEDURE");
    }

    [Fact]
    public void AnAmendmentOfOneOfItsClauses_BreaksIt_ButNotOneOfAnother()
    {
        var text = Agreeing("stop").Accepted(Armenia, Amend("elsewhere", "return"));
        Assert.Equal(SilenceState.Running, text.View.SilenceProcedures[0].State);
        text.Accepted(Armenia, Amend("there", "stop"));
        Assert.Equal((SilenceState.Broken, Armenia), (text.View.SilenceProcedures[0].State, text.View.SilenceProcedures[0].BrokenBy));
    }

    [Fact]
    public void AnyAmendment_BreaksSilenceOnTheWholeText()
    {
        var text = Adopting().Accepted(Mediator, Amend("somewhere", "", AmendmentKind.Insert));
        Assert.Equal((SilenceState.Broken, ""), (text.View.SilenceProcedures[0].State, text.View.SilenceProcedures[0].BrokenBy));
    }

    [Fact]
    public void OtherWords_BreakIt_Once()
    {
        var text = Agreeing("stop").Accepted(Mediator, Revise("return"));
        Assert.Equal(SilenceState.Running, text.View.SilenceProcedures[0].State);
        text.Accepted(Mediator, Revise("stop"));
        Assert.Single(text.Of(Event.BodyOneofCase.SilenceBroken));
        Assert.Equal(SilenceState.Broken, text.View.SilenceProcedures[0].State);
    }

    [Fact]
    public void AnotherTitle_BreaksSilenceOnTheWholeText()
    {
        var text = Adopting().Accepted(Mediator, new ReviseTextRequest { Name = Name, Title = Words("Another title") });
        Assert.Equal(SilenceState.Broken, text.View.SilenceProcedures[0].State);
    }

    [Fact]
    public void SeveralRunBesideEachOther_AndEndInOrder()
    {
        var text = TextOnTable.With()
            .Accepted(Mediator, Silence("later", SilenceEffect.AdoptText, "2020-11-04T00:00"))
            .Accepted(Mediator, Silence("sooner", SilenceEffect.AgreeClauses, "2020-11-03T00:00"))
            .Until("2020-12-01T00:00:00Z");
        Assert.Equal(["sooner", "later"], text.Of(Event.BodyOneofCase.SilenceAssented).Select(e => e.SilenceAssented.Procedure));
        Assert.Equal([NegotiatingTextState.Agreed, NegotiatingTextState.Authenticated], text.Reached());
    }

    [Fact]
    public void Opening_SaysWhatIsWrong()
    {
        var text = Agreeing("stop").Accepted(Armenia, Amend("there", "peacekeepers"));
        text.Refused(Mediator, Silence("silence", SilenceEffect.AgreeClauses, "2020-11-03T12:00"), "ALREADY_EXISTS");
        text.Refused(Mediator, Silence("s2", SilenceEffect.Unspecified, "2020-11-03T12:00"), "EFFECT_MISSING");
        text.Refused(Mediator, Silence("s2", SilenceEffect.AdoptText, "2020-11-03T12:00", "stop"), "ADOPTION_IS_WHOLE");
        text.Refused(Mediator, Silence("s2", SilenceEffect.AgreeClauses, "2020-11-01T09:00", "stop"), "EXPIRY_IN_PAST");
        text.Refused(Mediator, Silence("s2", SilenceEffect.AgreeClauses, "2020-11-03T12:00", "peacekeepers"), "CLAUSE_BRACKETED");
        text.Refused(Mediator, Silence("s2", SilenceEffect.AgreeClauses, "2020-11-03T12:00"), "CLAUSE_BRACKETED");
        text.Refused(Armenia, Silence("s2", SilenceEffect.AgreeClauses, "2020-11-03T12:00", "stop"), "PERMISSION_DENIED");
        var unknown = text.Refused(Mediator, Silence("s2", SilenceEffect.AgreeClauses, "2020-11-03T12:00", "stop", "nowhere"), "UNKNOWN_CLAUSE");
        Assert.Equal("procedure.clauses[1]", Assert.Single(unknown.Fields).Field);

        var zoneless = Silence("s2", SilenceEffect.AgreeClauses, "2020-11-03T12:00", "stop");
        zoneless.Procedure.Expiry.Zone = "";
        Assert.NotEmpty(text.Refused(Mediator, zoneless, "ZONE_MISSING").Metadata["candidates"]);
        zoneless.Procedure.Expiry = null;
        text.Refused(Mediator, zoneless, "EXPIRY_MISSING");
        text.Accepted(Mediator, Silence("s2", SilenceEffect.AgreeClauses, "2020-11-01T09:00:01", "stop"));
    }

    private static TextOnTable Agreeing(params string[] clauses) =>
        TextOnTable.With().Accepted(Mediator, Silence("silence", SilenceEffect.AgreeClauses, "2020-11-03T12:00", clauses));

    private static TextOnTable Adopting(Action<NegotiatingText>? change = null) =>
        TextOnTable.With(change).Accepted(Mediator, Silence("silence", SilenceEffect.AdoptText, "2020-11-03T12:00"));
}
