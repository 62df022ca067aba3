using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

public sealed class AmendmentTests
{
    [Fact]
    public void A_clause_of_which_an_amendment_is_open_stands_in_brackets()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Replace, "fire", "Fire ceases at noon."));
        text.Accept(SouthEnvoy, Propose("a2", AmendmentKind.Option, "fire", "Fire ceases at dusk."));

        var view = text.View;
        Assert.Equal(ClauseStatus.Bracketed, text.Status("fire"));
        Assert.Equal(ClauseStatus.Proposed, text.Status("line"));
        Assert.Equal((2, false), (view.OpenBrackets, view.Clean));
        Assert.Equal([(North, AmendmentState.Open), (South, AmendmentState.Open)], view.Amendments.Select(a => (a.Proposer, a.State)));
        Assert.Equal(view.CreateTime, view.Amendments[0].ProposeTime);
        Assert.Equal("Fire ceases.", text.Words("fire"));
    }

    [Fact]
    public void Guarantors_and_mediators_propose_too_and_witnesses_do_not()
    {
        var text = Tabled();
        text.Accept(EastEnvoy, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Accept(Mediator, Propose("a2", AmendmentKind.Delete, "fire"));
        Assert.Equal([East, ""], text.View.Amendments.Select(a => a.Proposer));
        text.Refuse("WITNESS_NEVER_DRAFTS", WestEnvoy, Propose("a3", AmendmentKind.Delete, "fire"));
        text.Refuse("NOT_FOUND", FarEnvoy, Propose("a3", AmendmentKind.Delete, "fire"));
        text.Refuse("PERMISSION_DENIED", NorthEnvoy, Propose("a3", AmendmentKind.Delete, "fire", party: South));
        text.Refuse("PERMISSION_DENIED", Observer, Propose("a3", AmendmentKind.Delete, "fire"));
    }

    [Fact]
    public void Whoever_acts_for_several_says_for_whom()
    {
        var text = Tabled();
        text.Refuse("PARTY_AMBIGUOUS", BothSides, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Accept(BothSides, Propose("a1", AmendmentKind.Delete, "fire", party: South));
        Assert.Equal(South, text.View.Amendments.Single().Proposer);
    }

    [Fact]
    public void A_mediator_who_also_acts_for_a_party_proposes_as_mediator_unless_it_names_the_party()
    {
        var both = new Caller("max", [.. Mediator.Grants, .. NorthEnvoy.Grants]);
        var text = Tabled();
        text.Accept(both, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Accept(both, Propose("a2", AmendmentKind.Delete, "fire", party: North));
        Assert.Equal(["", North], text.View.Amendments.Select(a => a.Proposer));
    }

    [Theory]
    [InlineData("WORDS_MISSING", AmendmentKind.Replace, "fire", "")]
    [InlineData("WORDS_MISSING", AmendmentKind.Option, "fire", "")]
    [InlineData("WORDS_MISSING", AmendmentKind.Insert, "fire", "")]
    [InlineData("WORDS_NOT_EXPECTED", AmendmentKind.Delete, "fire", "Words.")]
    [InlineData("UNKNOWN_CLAUSE", AmendmentKind.Replace, "nowhere", "Words.")]
    [InlineData("UNKNOWN_CLAUSE", AmendmentKind.Replace, "", "Words.")]
    [InlineData("UNKNOWN_CLAUSE", AmendmentKind.Insert, "nowhere", "Words.")]
    [InlineData("AMENDMENT_KIND_UNKNOWN", AmendmentKind.Unspecified, "fire", "Words.")]
    public void What_cannot_be_proposed(string reason, AmendmentKind kind, string clause, string words) =>
        Assert.Equal(RejectionCode.InvalidArgument, Tabled().Refuse(reason, NorthEnvoy, Propose("a1", kind, clause, words)).Code);

    [Fact]
    public void Words_are_proposed_in_the_languages_of_the_text()
    {
        var propose = Propose("a1", AmendmentKind.Replace, "fire");
        propose.Amendment.Text = Both("Fire ceases at noon.", "Le feu cesse à midi.");
        Tabled().Refuse("LANGUAGE_NOT_AUTHENTIC", NorthEnvoy, propose);
        Tabled(t => t.Languages.Add("fr")).Accept(NorthEnvoy, propose);
    }

    [Fact]
    public void An_id_names_one_amendment_for_ever()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Refuse("ALREADY_EXISTS", SouthEnvoy, Propose("a1", AmendmentKind.Delete, "line"));
        text.Accept(NorthEnvoy, WithdrawAmendment("a1"));
        text.Refuse("ALREADY_EXISTS", NorthEnvoy, Propose("a1", AmendmentKind.Delete, "line"));
    }

    [Fact]
    public void An_agreed_clause_is_amended_only_when_it_has_been_reopened()
    {
        var text = Agreed();
        text.Refuse("CLAUSE_AGREED", NorthEnvoy, Propose("a1", AmendmentKind.Replace, "fire", "Fire goes on."));
        text.Accept(Mediator, Reopen("fire", North, South));
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Replace, "fire", "Fire goes on."));
        Assert.Equal(ClauseStatus.Bracketed, text.Status("fire"));
        text.Accept(Mediator, Reject("a1"));
        Assert.Equal(ClauseStatus.Reopened, text.Status("fire"));
    }

    [Fact]
    public void A_new_clause_that_is_proposed_brackets_no_other_but_an_agreed_text_is_agreed_no_more_while_it_is_open()
    {
        var text = Agreed();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Insert, "fire", "Aid passes."));
        Assert.Equal(ClauseStatus.Agreed, text.Status("fire"));
        Assert.Equal((NegotiatingTextState.Tabled, 1), (text.View.State, text.View.OpenBrackets));
        text.Accept(Mediator, Reject("a1"));
        Assert.Equal(NegotiatingTextState.Agreed, text.View.State);
    }

    [Fact]
    public void Only_its_proposer_withdraws_an_amendment()
    {
        var text = Tabled(t => t.PenHolder = South);
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Accept(Mediator, Propose("a2", AmendmentKind.Delete, "fire"));
        text.Refuse("PERMISSION_DENIED", SouthEnvoy, WithdrawAmendment("a1"));
        text.Refuse("PERMISSION_DENIED", Mediator, WithdrawAmendment("a1"));
        text.Refuse("PERMISSION_DENIED", NorthEnvoy, WithdrawAmendment("a2"));
        text.Accept(NorthEnvoy, WithdrawAmendment("a1"));
        text.Accept(Mediator, WithdrawAmendment("a2"));
        Assert.Equal(0, text.View.OpenBrackets);
        text.Refuse("AMENDMENT_NOT_OPEN", NorthEnvoy, WithdrawAmendment("a1"));
        text.Refuse("UNKNOWN_AMENDMENT", NorthEnvoy, WithdrawAmendment("a3"));
    }

    [Theory]
    [InlineData(AmendmentKind.Replace)]
    [InlineData(AmendmentKind.Option)]
    public void Accepted_words_stand_in_the_clause_and_agreement_to_the_old_ones_falls(AmendmentKind kind)
    {
        var text = Tabled();
        text.Accept(SouthEnvoy, Agree("fire"));
        text.Accept(NorthEnvoy, Propose("a1", kind, "fire", "Fire ceases at noon."));
        text.Accept(Mediator, Accept("a1"));
        Assert.Equal("Fire ceases at noon.", text.Words("fire"));
        Assert.Equal(ClauseStatus.Proposed, text.Status("fire"));
        Assert.Empty(text.State.Clause("fire")!.Agreements);
        Assert.Equal((0, 1, AmendmentState.Accepted), (text.View.OpenBrackets, text.View.Revision, text.View.Amendments.Single().State));
    }

    [Fact]
    public void The_pen_holder_may_accept_in_other_words()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Replace, "fire", "Fire ceases at noon."));
        text.Accept(Mediator, Accept("a1", "Fire ceases at one."));
        Assert.Equal("Fire ceases at one.", text.Words("fire"));
    }

    [Fact]
    public void Words_of_an_amendment_are_shown_while_it_is_open_and_what_became_of_it_for_ever()
    {
        var text = Tabled();
        foreach (var id in new[] { "a1", "a2", "a3", "a4" })
        {
            text.Accept(NorthEnvoy, Propose(id, AmendmentKind.Option, "fire", "Fire ceases at noon."));
        }

        var proposed = text.View.Amendments[0].ProposeTime;
        text.Accept(Mediator, Accept("a1"));
        text.Accept(Mediator, Reject("a2"));
        text.Accept(NorthEnvoy, WithdrawAmendment("a3"));
        Assert.Equal("Fire ceases at noon.", text.View.Amendments[0].Text.Values["en"]);
        Assert.Equal("Because", text.View.Amendments[0].Rationale.Values["en"]);
        Amendment Settled(string id, AmendmentState state) =>
            new() { Id = id, Clause = "fire", Kind = AmendmentKind.Option, Proposer = North, State = state, ProposeTime = proposed };
        Assert.Equal([Settled("a1", AmendmentState.Accepted), Settled("a2", AmendmentState.Rejected), Settled("a3", AmendmentState.Withdrawn)], text.View.Amendments.Skip(1));
        Assert.Equal(text.View, PlayedText.Law.View(text.Replayed()));
    }

    [Fact]
    public void Rejected_words_change_nothing_and_agreement_stays()
    {
        var text = Tabled();
        text.Accept(SouthEnvoy, Agree("fire"));
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Replace, "fire", "Fire ceases at noon."));
        text.Accept(Mediator, Reject("a1"));
        Assert.Equal("Fire ceases.", text.Words("fire"));
        Assert.Equal(South, text.State.Clause("fire")!.Agreements.Single().Party);
        Assert.Equal((0, AmendmentState.Rejected), (text.View.Revision, text.View.Amendments.Single().State));
        text.Refuse("AMENDMENT_NOT_OPEN", Mediator, Accept("a1"));
    }

    [Fact]
    public void An_option_that_is_taken_rejects_no_other_by_itself()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Option, "fire", "At noon."));
        text.Accept(SouthEnvoy, Propose("a2", AmendmentKind.Option, "fire", "At dusk."));
        text.Accept(Mediator, Accept("a1"));
        Assert.Equal((ClauseStatus.Bracketed, 1), (text.Status("fire"), text.View.OpenBrackets));
        text.Accept(Mediator, Accept("a2"));
        Assert.Equal("At dusk.", text.Words("fire"));
    }

    [Theory]
    [InlineData("", "aid fire line")]
    [InlineData("fire", "fire aid line")]
    [InlineData("line", "fire line aid")]
    public void A_new_clause_stands_after_the_one_that_it_was_proposed_for(string after, string order)
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Insert, after, "Aid passes."));
        text.Accept(Mediator, Accept("a1", clauseId: "aid"));
        Assert.Equal(order, string.Join(' ', text.View.Clauses.Select(c => c.Id)));
        Assert.Equal("Aid passes.", text.Words("aid"));
    }

    [Fact]
    public void A_new_clause_needs_an_id_of_its_own()
    {
        var text = Tabled();
        text.Accept(Mediator, Revise(Clause("gone", "Soon gone.")));
        text.Accept(Mediator, Order("fire", "line"));
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Insert, "fire", "Aid passes."));
        text.Refuse("CLAUSE_ID_MISSING", Mediator, Accept("a1"));
        text.Refuse("ALREADY_EXISTS", Mediator, Accept("a1", clauseId: "line"));
        text.Refuse("ALREADY_EXISTS", Mediator, Accept("a1", clauseId: "gone"));
        var reject = Reject("a1");
        reject.ClauseId = "aid";
        text.Refuse("CLAUSE_ID_NOT_EXPECTED", Mediator, reject);
        text.Accept(NorthEnvoy, Propose("a2", AmendmentKind.Replace, "fire", "Other words."));
        text.Refuse("CLAUSE_ID_NOT_EXPECTED", Mediator, Accept("a2", clauseId: "aid"));
    }

    [Fact]
    public void An_accepted_deletion_takes_the_clause_out()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Refuse("WORDS_NOT_EXPECTED", Mediator, Accept("a1", "Words."));
        text.Accept(Mediator, Accept("a1"));
        Assert.Equal(["line"], text.View.Clauses.Select(c => c.Id));
        text.Refuse("ALREADY_EXISTS", Mediator, Revise(Clause("fire", "Again.")));
        text.Accept(NorthEnvoy, Propose("a2", AmendmentKind.Delete, "line"));
        text.Refuse("LAST_CLAUSE", Mediator, Accept("a2"));
    }

    [Theory]
    [InlineData(AmendmentKind.Option)]
    [InlineData(AmendmentKind.Insert)]
    public void A_clause_is_taken_out_when_nothing_else_is_open_for_it(AmendmentKind other)
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Accept(SouthEnvoy, Propose("a2", other, "fire", "Words."));
        Assert.Equal("a2", text.Refuse("CLAUSE_BRACKETED", Mediator, Accept("a1")).Metadata["amendments"]);
        text.Accept(Mediator, Reject("a2"));
        text.Accept(Mediator, Accept("a1"));
    }

    [Fact]
    public void Only_the_pen_holder_resolves_brackets()
    {
        var text = Tabled(t => t.PenHolder = South);
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Refuse("PEN_HELD_BY_ANOTHER", NorthEnvoy, Accept("a1"));
        text.Refuse("PEN_HELD_BY_ANOTHER", Mediator, Reject("a1"));
        text.Refuse("UNKNOWN_AMENDMENT", SouthEnvoy, Accept("a2"));
        text.Accept(SouthEnvoy, Accept("a1"));
    }

    [Fact]
    public void Words_of_a_resolution_are_in_the_languages_of_the_text_and_only_where_something_is_put_in()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Replace, "fire", "Fire ceases at noon."));
        var foreign = Accept("a1");
        foreign.Text = Words("Feuer", "de");
        text.Refuse("LANGUAGE_NOT_AUTHENTIC", Mediator, foreign);
        var reject = Reject("a1");
        reject.Text = Words("Words.");
        text.Refuse("WORDS_NOT_EXPECTED", Mediator, reject);
    }

    [Fact]
    public void Those_open_come_first_and_each_in_the_order_of_proposal()
    {
        var text = Tabled();
        foreach (var id in new[] { "a1", "a2", "a3", "a4" })
        {
            text.Accept(NorthEnvoy, Propose(id, AmendmentKind.Option, "fire", "Words."));
        }

        text.Accept(Mediator, Reject("a1"));
        text.Accept(Mediator, Accept("a3"));
        Assert.Equal(["a2", "a4", "a1", "a3"], text.View.Amendments.Select(a => a.Id));
    }

    [Fact]
    public void Amendments_of_one_proposer_are_open_to_the_limit_and_not_one_more()
    {
        var text = Tabled();
        text.Given(t => t with { Amendments = [.. Open(North, TextLimits.OpenAmendments - 1)] });
        text.Accept(NorthEnvoy, Propose("last", AmendmentKind.Delete, "fire"));
        text.Refuse("LIMIT_REACHED", NorthEnvoy, Propose("one-more", AmendmentKind.Delete, "fire"));
        text.Accept(SouthEnvoy, Propose("others", AmendmentKind.Delete, "fire"));
        text.Accept(NorthEnvoy, WithdrawAmendment("last"));
        text.Accept(NorthEnvoy, Propose("one-more", AmendmentKind.Delete, "fire"));
    }

    [Fact]
    public void Amendments_of_one_proposer_are_proposed_to_the_limit_and_not_one_more()
    {
        var text = Tabled();
        text.Given(t => t with { Amendments = [.. Open(North, TextLimits.Amendments - 1).Select(a => { a.State = AmendmentState.Rejected; return a; })] });
        text.Accept(NorthEnvoy, Propose("last", AmendmentKind.Delete, "fire"));
        Assert.Equal(RejectionCode.LimitReached, text.Refuse("LIMIT_REACHED", NorthEnvoy, Propose("one-more", AmendmentKind.Delete, "fire")).Code);
        text.Accept(SouthEnvoy, Propose("others", AmendmentKind.Delete, "fire"));
    }

    [Fact]
    public void Clauses_are_inserted_to_the_limit_and_not_one_more()
    {
        var text = Tabled(t => t.Clauses.AddRange(Enumerable.Range(3, TextLimits.Clauses - 3).Select(i => Clause($"c{i}", "Words."))));
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Insert, "", "Words."));
        text.Accept(NorthEnvoy, Propose("a2", AmendmentKind.Insert, "", "Words."));
        text.Accept(Mediator, Accept("a1", clauseId: "last"));
        text.Refuse("LIMIT_REACHED", Mediator, Accept("a2", clauseId: "one-more"));
    }

    [Fact]
    public void Odd_input_is_refused_and_never_thrown_at()
    {
        var text = Tabled();
        Assert.NotNull(text.Send(NorthEnvoy, new ProposeAmendmentRequest { Name = Name }));
        Assert.NotNull(text.Send(NorthEnvoy, new WithdrawAmendmentRequest { Name = Name }));
        Assert.NotNull(text.Send(Mediator, new ResolveBracketRequest { Name = Name, Accept = true }));
        Assert.NotNull(text.Send(Mediator, new ReviseTextRequest { Name = Name, Clauses = { new TextClause() } }));
    }

    private static IEnumerable<Amendment> Open(string proposer, int count) =>
        Enumerable.Range(0, count).Select(i => new Amendment { Id = $"p{i}", Clause = "fire", Kind = AmendmentKind.Delete, Proposer = proposer, State = AmendmentState.Open });
}
