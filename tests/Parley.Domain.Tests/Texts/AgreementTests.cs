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
}
