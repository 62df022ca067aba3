using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

public sealed class AgreementTests
{
    [Fact]
    public void A_clause_is_agreed_when_every_party_has_agreed()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Agree("fire"));
        Assert.Equal(ClauseStatus.Proposed, text.Status("fire"));
        text.Accept(SouthEnvoy, Agree("fire"));
        Assert.Equal(ClauseStatus.Agreed, text.Status("fire"));
        Assert.Equal([North, South], text.View.Clauses[0].Agreements.Select(a => a.Party));
        Assert.Equal(text.View.CreateTime, text.View.Clauses[0].Agreements[0].Time);
    }

    [Fact]
    public void It_is_agreed_ad_referendum_when_any_of_them_is_and_for_good_once_that_one_agrees_again()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Agree("fire", adReferendum: true));
        text.Accept(SouthEnvoy, Agree("fire"));
        Assert.Equal(ClauseStatus.AgreedAdReferendum, text.Status("fire"));
        text.Refuse("ALREADY_AGREED", NorthEnvoy, Agree("fire", adReferendum: true));
        text.Refuse("ALREADY_AGREED", SouthEnvoy, Agree("fire", adReferendum: true));
        text.Refuse("ALREADY_AGREED", SouthEnvoy, Agree("fire"));
        text.Accept(NorthEnvoy, Agree("fire"));
        Assert.Equal(ClauseStatus.Agreed, text.Status("fire"));
        Assert.Equal(2, text.View.Clauses[0].Agreements.Count);
    }

    [Fact]
    public void The_text_is_agreed_with_its_last_clause()
    {
        var text = Tabled();
        foreach (var clause in new[] { "fire", "line" })
        {
            text.Accept(NorthEnvoy, Agree(clause));
            Assert.Equal(NegotiatingTextState.Tabled, text.View.State);
            text.Accept(SouthEnvoy, Agree(clause, adReferendum: clause == "line"));
        }

        Assert.Equal(NegotiatingTextState.AgreedAdReferendum, text.View.State);
        text.Accept(SouthEnvoy, Agree("line"));
        Assert.Equal(NegotiatingTextState.Agreed, text.View.State);
    }

    [Fact]
    public void Only_parties_agree_to_clauses()
    {
        var text = Tabled();
        text.Refuse("NOT_A_PARTY", EastEnvoy, Agree("fire"));
        text.Refuse("WITNESS_NEVER_BINDS", WestEnvoy, Agree("fire"));
        text.Refuse("PERMISSION_DENIED", Mediator, Agree("fire"));
        text.Refuse("PERMISSION_DENIED", NorthEnvoy, Agree("fire", party: South));
        text.Refuse("NOT_FOUND", FarEnvoy, Agree("fire"));
        text.Refuse("PARTY_AMBIGUOUS", BothSides, Agree("fire"));
        text.Refuse("UNKNOWN_CLAUSE", NorthEnvoy, Agree("nowhere"));
    }

    [Fact]
    public void Nobody_agrees_to_what_stands_in_brackets()
    {
        var text = Tabled();
        text.Accept(SouthEnvoy, Propose("a1", AmendmentKind.Delete, "fire"));
        Assert.Equal("a1", text.Refuse("CLAUSE_BRACKETED", NorthEnvoy, Agree("fire")).Metadata["amendments"]);
        text.Accept(NorthEnvoy, Agree("line"));
        text.Accept(SouthEnvoy, WithdrawAmendment("a1"));
        text.Accept(NorthEnvoy, Agree("fire"));
    }

    [Fact]
    public void Agreements_of_both_sides_to_a_bracketed_clause_count_once_the_bracket_is_gone()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Agree("fire"));
        text.Accept(SouthEnvoy, Propose("a1", AmendmentKind.Option, "fire", "At noon."));
        text.Accept(Mediator, Reject("a1"));
        text.Accept(SouthEnvoy, Agree("fire"));
        Assert.Equal(ClauseStatus.Agreed, text.Status("fire"));
    }

    [Fact]
    public void A_party_or_a_mediator_opens_an_agreed_clause_again_and_every_agreement_to_it_falls()
    {
        foreach (var (caller, reopen) in new[] { (NorthEnvoy, Reopen("fire")), (Mediator, Reopen("fire")) })
        {
            var text = Agreed();
            text.Accept(caller, reopen);
            Assert.Equal(ClauseStatus.Reopened, text.Status("fire"));
            Assert.Empty(text.State.Clause("fire")!.Agreements);
            Assert.Equal(ClauseStatus.Agreed, text.Status("line"));
            Assert.Equal(NegotiatingTextState.Tabled, text.View.State);
            Assert.Equal("We erred", text.Events[^1].ClauseReopened.Reason.Values["en"]);
        }
    }

    [Fact]
    public void A_reopened_clause_is_agreed_anew()
    {
        var text = Agreed();
        text.Accept(NorthEnvoy, Reopen("fire"));
        text.Accept(Mediator, Revise(Clause("fire", "Fire ceases at noon.")));
        Assert.Equal(ClauseStatus.Reopened, text.Status("fire"));
        text.Accept(NorthEnvoy, Agree("fire"));
        text.Accept(SouthEnvoy, Agree("fire"));
        Assert.Equal(NegotiatingTextState.Agreed, text.View.State);
        Assert.Empty(text.State.Reopened);
    }

    [Fact]
    public void Who_is_no_party_opens_nothing_again_and_what_is_open_is_not_reopened()
    {
        var text = Agreed();
        text.Refuse("NOT_A_PARTY", EastEnvoy, Reopen("fire"));
        text.Refuse("WITNESS_NEVER_BINDS", WestEnvoy, Reopen("fire"));
        text.Refuse("PERMISSION_DENIED", Observer, Reopen("fire"));
        text.Refuse("UNKNOWN_CLAUSE", NorthEnvoy, Reopen("nowhere"));
        text.Refuse("FOREIGN_NAME", NorthEnvoy, Reopen("fire", "conflicts/other/parties/north"));
        text.Accept(NorthEnvoy, Reopen("fire"));
        text.Refuse("CLAUSE_NOT_AGREED", NorthEnvoy, Reopen("fire"));
    }

    [Fact]
    public void With_the_last_initial_every_clause_is_initialled()
    {
        var text = Authenticated();
        Assert.All(text.View.Clauses, c => Assert.Equal(ClauseStatus.Initialled, c.Status));
        Assert.Equal(NegotiatingTextState.Authenticated, text.View.State);
    }

    [Fact]
    public void What_is_initialled_is_opened_again_by_all_who_initialled_and_all_initials_fall()
    {
        var text = Authenticated();
        Assert.Equal(South, text.Refuse("REOPENING_NEEDS_ALL", NorthEnvoy, Reopen("fire", North)).Metadata["missing"]);
        text.Refuse("REOPENING_NEEDS_ALL", Mediator, Reopen("fire"));
        text.Accept(NorthEnvoy, Reopen("fire", North, South));
        Assert.Equal((ClauseStatus.Reopened, ClauseStatus.Agreed), (text.Status("fire"), text.Status("line")));
        Assert.Equal(NegotiatingTextState.Tabled, text.View.State);
        Assert.All(text.View.Signatures, s => Assert.NotNull(s.LapseTime));
        Assert.Equal(2, text.View.Signatures.Count);
    }

    [Fact]
    public void What_silence_has_adopted_is_opened_again_by_every_party()
    {
        var text = Agreed();
        text.Happen(new() { TextStateReached = new() { State = NegotiatingTextState.Authenticated } });
        text.Refuse("REOPENING_NEEDS_ALL", NorthEnvoy, Reopen("fire", North));
        text.Accept(NorthEnvoy, Reopen("fire", North, South));
    }

    [Fact]
    public void One_who_has_initialled_is_asked_before_others_have()
    {
        var text = Agreed();
        text.Given(t => t with { Signatures = [Signed(South, ConsentAct.Initial)] });
        text.Refuse("REOPENING_NEEDS_ALL", NorthEnvoy, Reopen("fire", North));
        text.Accept(NorthEnvoy, Reopen("fire", South));
    }

    [Fact]
    public void Nothing_is_opened_again_after_somebody_has_signed()
    {
        var text = Agreed();
        text.Given(t => t with { Signatures = [Signed(South, ConsentAct.Sign)] });
        text.Refuse("TEXT_SIGNED", NorthEnvoy, Reopen("fire"));
    }
}
