using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

public sealed class RevisionTests
{
    [Fact]
    public void The_pen_holder_writes_clauses_anew_and_adds_new_ones_last()
    {
        var text = Tabled();
        text.Accept(Mediator, Revise(Clause("aid", "Aid passes."), Clause("line", "The line moves.")));
        Assert.Equal(["fire", "line", "aid"], text.View.Clauses.Select(c => c.Id));
        Assert.Equal("The line moves.", text.Words("line"));
        Assert.Equal(1, text.View.Revision);
    }

    [Fact]
    public void The_order_says_where_clauses_stand_and_which_are_taken_out()
    {
        var text = Tabled();
        var revise = Revise(Clause("aid", "Aid passes."));
        revise.Order.AddRange(["line", "aid"]);
        text.Accept(Mediator, revise);
        Assert.Equal(["line", "aid"], text.View.Clauses.Select(c => c.Id));
        text.Accept(Mediator, Order("aid", "line"));
        Assert.Equal(["aid", "line"], text.View.Clauses.Select(c => c.Id));
        Assert.Equal(2, text.View.Revision);
    }

    [Fact]
    public void The_title_changes_with_a_revision()
    {
        var text = Tabled();
        text.Accept(Mediator, new ReviseTextRequest { Name = Name, Title = Words("Second draft") });
        Assert.Equal("Second draft", text.View.Title.Values["en"]);
        text.Refuse("NOTHING_CHANGED", Mediator, new ReviseTextRequest { Name = Name, Title = Words("Second draft") });
    }

    [Fact]
    public void The_id_of_a_clause_that_was_taken_out_is_never_used_again()
    {
        var text = Tabled();
        text.Accept(Mediator, Order("line"));
        text.Refuse("ALREADY_EXISTS", Mediator, Revise(Clause("fire", "Fire ceases at noon.")));
        Assert.Contains("taken out", text.Refuse("UNKNOWN_CLAUSE", NorthEnvoy, Agree("fire")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_pen_holder_revises_and_withdraws()
    {
        var mediators = Tabled();
        var norths = Tabled(t => t.PenHolder = North);
        foreach (var (text, holder, other) in new[] { (mediators, Mediator, NorthEnvoy), (norths, NorthEnvoy, Mediator), (norths, NorthEnvoy, SouthEnvoy) })
        {
            var rejection = text.Refuse("PEN_HELD_BY_ANOTHER", other, Revise(Clause("fire", "Fire goes on.")));
            Assert.Equal(RejectionCode.PermissionDenied, rejection.Code);
            text.Refuse("PEN_HELD_BY_ANOTHER", other, Withdraw());
        }

        mediators.Accept(Mediator, Revise(Clause("fire", "Fire ceases at noon.")));
        norths.Accept(NorthEnvoy, Revise(Clause("fire", "Fire ceases at noon.")));
    }

    [Fact]
    public void Agreement_to_a_clause_falls_with_its_words_and_stays_with_those_of_others()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Agree("fire"));
        text.Accept(NorthEnvoy, Agree("line"));
        text.Accept(Mediator, Revise(Clause("fire", "Fire ceases at noon."), Clause("line", "The line stays.")));
        Assert.Empty(text.State.Clause("fire")!.Agreements);
        Assert.Equal(North, text.State.Clause("line")!.Agreements.Single().Party);
    }

    [Fact]
    public void Meanings_end_with_the_words_that_they_are_bound_to_and_stay_with_a_new_heading()
    {
        var text = Tabled();
        text.Given(Bound("fire", "b1"));
        text.Given(Bound("line", "b2"));

        var headed = Clause("line", "The line stays.");
        headed.Heading = Words("Line");
        text.Accept(Mediator, Revise(Clause("fire", "Fire ceases at noon."), headed));

        Assert.Empty(text.State.Clause("fire")!.Bindings);
        Assert.Equal("b2", text.State.Clause("line")!.Bindings.Single().Id);
        var unbound = text.Events.Where(e => e.BodyCase == Event.BodyOneofCase.ClauseUnbound).Select(e => e.ClauseUnbound).Single();
        Assert.Equal(("fire", "b1"), (unbound.Clause, unbound.Binding));

        text.Accept(Mediator, Order("fire"));
        Assert.Equal("b2", text.Events.Last(e => e.BodyCase == Event.BodyOneofCase.ClauseUnbound).ClauseUnbound.Binding);
    }

    [Fact]
    public void What_is_agreed_is_neither_rewritten_nor_taken_out_before_it_is_reopened()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Agree("fire", adReferendum: true));
        text.Accept(SouthEnvoy, Agree("fire"));
        Assert.Equal("fire", text.Refuse("CLAUSE_AGREED", Mediator, Revise(Clause("fire", "Fire goes on."))).Metadata["clauses"]);
        text.Refuse("CLAUSE_AGREED", Mediator, Order("line"));
        text.Accept(Mediator, Revise(Clause("line", "The line moves.")));

        text.Accept(Mediator, Reopen("fire", North, South));
        text.Accept(Mediator, Revise(Clause("fire", "Fire goes on.")));
        Assert.Equal("Fire goes on.", text.Words("fire"));
    }

    [Fact]
    public void A_clause_with_an_open_amendment_is_not_taken_out()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Insert, "fire", "Aid passes."));
        text.Refuse("CLAUSE_BRACKETED", Mediator, Order("line"));
        text.Accept(Mediator, Reject("a1"));
        text.Accept(Mediator, Order("line"));
    }

    [Fact]
    public void A_clause_that_is_added_to_an_agreed_text_puts_it_back_on_the_table()
    {
        var text = Agreed();
        Assert.Equal(NegotiatingTextState.Agreed, text.View.State);
        text.Accept(Mediator, Revise(Clause("aid", "Aid passes.")));
        Assert.Equal(NegotiatingTextState.Tabled, text.View.State);
        Assert.Equal(ClauseStatus.Agreed, text.Status("fire"));
    }

    [Theory]
    [InlineData(ConsentAct.Sign)]
    [InlineData(ConsentAct.SignAdReferendum)]
    [InlineData(ConsentAct.SealedConsent)]
    public void What_somebody_has_signed_is_not_revised_unless_the_signature_lapsed(ConsentAct act)
    {
        var text = Tabled();
        text.Given(t => t with { Signatures = [Signed(North, act)] });
        Assert.Equal(North, text.Refuse("TEXT_SIGNED", Mediator, Revise(Clause("fire", "Fire goes on."))).Metadata["signed_by"]);
        text.Refuse("TEXT_SIGNED", SouthEnvoy, Propose("a1", AmendmentKind.Delete, "fire"));
        text.Given(t => t with { Signatures = [Signed(North, act, lapsed: true)] });
        text.Accept(Mediator, Revise(Clause("fire", "Fire goes on.")));
    }

    [Fact]
    public void While_an_opening_is_pending_the_text_stays_as_it_is()
    {
        var text = Tabled();
        text.Accept(NorthEnvoy, Propose("a1", AmendmentKind.Replace, "line", "The line moves."));
        text.Given(t => t with { Openings = [new() { Id = "o1", At = Parley.Domain.Time.LegalTimes.Resolve(At("2020-10-11T09:00"), [], "at").Time }] });
        Assert.Equal("o1", text.Refuse("OPENING_PENDING", Mediator, Revise(Clause("fire", "Fire goes on."))).Metadata["opening"]);
        text.Refuse("OPENING_PENDING", Mediator, Withdraw());
        text.Refuse("OPENING_PENDING", SouthEnvoy, Propose("a2", AmendmentKind.Delete, "fire"));
        text.Refuse("OPENING_PENDING", Mediator, Accept("a1"));
        text.Refuse("OPENING_PENDING", Mediator, Reopen("fire"));
        text.Given(t => t with { Openings = [new() { Id = "o1", Over = true }] });
        text.Accept(Mediator, Revise(Clause("fire", "Fire goes on.")));
    }

    [Fact]
    public void An_initialled_text_gets_no_new_clause_before_the_initials_have_fallen()
    {
        var text = Agreed();
        text.Given(t => t with { Signatures = [Signed(North, ConsentAct.Initial)] });
        Assert.Equal(North, text.Refuse("TEXT_INITIALLED", Mediator, Revise(Clause("aid", "Aid passes."))).Metadata["initialled_by"]);
        text.Refuse("TEXT_INITIALLED", SouthEnvoy, Propose("a1", AmendmentKind.Insert, "", "Aid passes."));
        text.Accept(Mediator, Reopen("fire", North, South));
        text.Accept(Mediator, Revise(Clause("aid", "Aid passes.")));
    }

    [Fact]
    public void What_is_wrong_with_a_revision_is_said_all_at_once()
    {
        var revise = Revise(Clause("fire", "One."), Clause("fire", "Two."), new TextClause { Id = "aid", Text = Words("Hilfe", "de") }, new TextClause { Id = "line" });
        revise.Order.AddRange(["fire", "fire", "nowhere"]);
        var rejection = Tabled().Refuse("DUPLICATE_ID", Mediator, revise);
        Assert.Equal(
            [
                ("clauses[1].id", "DUPLICATE_ID"), ("order[1]", "DUPLICATE_ID"), ("order[2]", "UNKNOWN_CLAUSE"), ("clauses[2].id", "CLAUSE_NOT_IN_ORDER"),
                ("clauses[3].id", "CLAUSE_NOT_IN_ORDER"), ("clauses[2].text", "LANGUAGE_NOT_AUTHENTIC"), ("clauses[3].text", "WORDS_MISSING"),
            ],
            rejection.Fields.Select(f => (f.Field, f.Reason)));
    }

    [Fact]
    public void A_revision_that_changes_nothing_is_none()
    {
        var text = Tabled();
        text.Refuse("NOTHING_CHANGED", Mediator, new ReviseTextRequest { Name = Name });
        text.Refuse("NOTHING_CHANGED", Mediator, Revise(Clause("fire", "Fire ceases.")));
        text.Refuse("NOTHING_CHANGED", Mediator, Order("fire", "line"));
    }

    [Fact]
    public void What_only_follows_is_not_taken_from_a_revision()
    {
        var text = Tabled();
        var clause = Clause("fire", "Fire ceases at noon.");
        clause.Status = ClauseStatus.Agreed;
        clause.Agreements.Add(new ClauseAgreement { Party = South });
        clause.Bindings.Add(new Binding { Id = "b1" });
        text.Accept(Mediator, Revise(clause));
        var now = text.State.Clause("fire")!;
        Assert.Equal((ClauseStatus.Proposed, 0, 0), (now.Status, now.Agreements.Count, now.Bindings.Count));
    }

    [Fact]
    public void A_clause_that_is_not_in_every_language_keeps_the_text_from_being_clean()
    {
        var text = Tabled(t =>
        {
            t.Languages.Add("fr");
            t.Clauses[0].Text = Both("Fire ceases.", "Le feu cesse.");
        });
        Assert.False(text.View.Clean);
        text.Accept(Mediator, Revise(new TextClause { Id = "line", Text = Both("The line stays.", "La ligne reste.") }));
        Assert.True(text.View.Clean);
    }

    [Fact]
    public void A_withdrawn_text_is_over()
    {
        var text = Tabled(t => t.PenHolder = North);
        text.Accept(NorthEnvoy, Withdraw());
        Assert.Equal(NegotiatingTextState.Withdrawn, text.View.State);
        Assert.Equal((Role.Party, North), (text.State.WithdrawnBy!.Role, text.State.WithdrawnBy.Party));
        text.Refuse("STATE_FORBIDS", NorthEnvoy, Withdraw());
        text.Refuse("STATE_FORBIDS", SouthEnvoy, Agree("fire"));
        Assert.True(text.Admits(SouthEnvoy));
    }

    [Fact]
    public void Clauses_are_added_to_the_limit_and_not_one_more()
    {
        var text = Tabled();
        text.Accept(Mediator, Revise([.. Enumerable.Range(2, TextLimits.Clauses - 2).Select(i => Clause($"c{i}", "Words."))]));
        Assert.Equal(TextLimits.Clauses, text.View.Clauses.Count);
        text.Refuse("LIMIT_REACHED", Mediator, Revise(Clause("one-more", "Words.")));
    }

    [Fact]
    public void Ids_of_clauses_are_used_to_the_limit_and_not_one_more()
    {
        var text = Tabled();
        text.Given(t => t with { Deleted = [.. Enumerable.Range(0, TextLimits.ClauseIds - 3).Select(i => $"d{i}")] });
        text.Accept(Mediator, Revise(Clause("last", "Words.")));
        Assert.Equal("LIMIT_REACHED", text.Refuse("LIMIT_REACHED", Mediator, Revise(Clause("one-more", "Words."))).Reason);
    }

    [Fact]
    public void A_text_grows_to_what_one_answer_holds_and_no_further()
    {
        // To the very byte: what is left is filled up with a clause of just that size.
        var text = Tabled();
        var large = new string('x', 60 * 1024);
        for (var i = 0; i < 50; i++)
        {
            text.Accept(Mediator, Revise(Clause($"c{i}", large)));
        }

        var room = TextLimits.Bytes - text.View.CalculateSize();
        Assert.InRange(room, 1, 128 * 1024);
        var fits = Largest(room, size => text.View.CalculateSize() + SizeWith(text, size) <= TextLimits.Bytes);
        text.Refuse("LIMIT_REACHED", Mediator, Revise(Clause("rest", new string('x', fits + 1))));
        text.Accept(Mediator, Revise(Clause("rest", new string('x', fits))));
        Assert.Equal(TextLimits.Bytes, text.View.CalculateSize());
    }

    [Fact]
    public void A_text_that_one_member_has_filled_up_is_agreed_to_and_emptied_by_the_others()
    {
        var text = Tabled(t => t.Clauses.Add(Clause("aid", "Aid passes.")));
        var large = new string('x', 60 * 1024);
        for (var i = 0; text.Send(NorthEnvoy, Propose($"a{i}", AmendmentKind.Insert, "", large)) is null; i++)
        {
            Assert.InRange(i, 0, TextLimits.OpenAmendments - 1);
        }

        var refused = text.Send(NorthEnvoy, Propose("a", AmendmentKind.Insert, "", large))!.Reason;
        Assert.Equal("LIMIT_REACHED", refused);
        text.Accept(SouthEnvoy, Agree("fire"));
        foreach (var open in text.State.Amendments)
        {
            text.Accept(Mediator, Reject(open.Id));
        }

        // Rejected words take no room: everybody goes on drafting as before.
        Assert.InRange(text.View.CalculateSize(), 0, TextLimits.OpenAmendments * 256);
        text.Accept(SouthEnvoy, Propose("mine", AmendmentKind.Replace, "line", large));
    }

    [Fact]
    public void A_full_text_can_be_shortened_by_words_that_are_still_too_many()
    {
        var text = Tabled();
        var (large, less) = (new string('x', TextLimits.Bytes), new string('x', TextLimits.Bytes - 64));
        text.Given(t => t with { Clauses = t.Clauses.SetItem(0, Clause("fire", large)) });
        text.Refuse("LIMIT_REACHED", Mediator, Revise(Clause("fire", large + "x")));
        text.Accept(Mediator, Revise(Clause("fire", less)));
    }

    /// <summary>What the text grows by with a clause of so many letters, as the revision after this one.</summary>
    private static int SizeWith(PlayedText text, int letters)
    {
        var after = text.View;
        after.Clauses.Add(Clause("rest", new string('x', letters)));
        after.Clauses[^1].Status = ClauseStatus.Proposed;
        return after.CalculateSize() - text.View.CalculateSize();
    }

    private static int Largest(int most, Func<int, bool> fits)
    {
        var (low, high) = (0, most);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = fits(middle) ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static Func<TextRecord, TextRecord> Bound(string clause, string binding) => text =>
    {
        var i = text.Clauses.FindIndex(c => c.Id == clause);
        var bound = text.Clauses[i].Clone();
        bound.Bindings.Add(new Binding { Id = binding, Words = bound.Text });
        return text with { Clauses = text.Clauses.SetItem(i, bound) };
    };
}
