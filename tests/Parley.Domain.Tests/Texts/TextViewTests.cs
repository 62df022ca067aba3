using System.Collections.Immutable;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

public sealed class TextViewTests
{
    [Fact]
    public void The_truces_that_a_text_opens_are_shown_with_what_became_of_them()
    {
        var text = Concluded();
        text.Given(t => t with
        {
            Clauses = [With(t.Clauses[0], "b1", "halt"), With(t.Clauses[1], "b2", "pause")],
            OpenedTruces = ImmutableDictionary<string, string>.Empty.Add("halt", "").Add("pause", "ALREADY_EXISTS"),
        });
        var view = text.View;
        Assert.Equal([("halt", TextCast.Conflict + "/truces/halt", ""), ("pause", "", "ALREADY_EXISTS")], view.Truces.Select(t => (t.TruceId, t.Truce, t.Refusal)));
        Assert.Equal(view.Truces, view.Clauses.SelectMany(c => c.Bindings).Select(b => b.Truce));
    }

    [Fact]
    public void A_truce_that_is_not_settled_yet_is_shown_as_it_was_bound()
    {
        var text = Tabled();
        text.Given(t => t with { Clauses = t.Clauses.SetItem(0, With(t.Clauses[0], "b1", "halt")) });
        Assert.Equal(("halt", "", ""), text.View.Truces.Select(t => (t.TruceId, t.Truce, t.Refusal)).Single());
    }

    [Fact]
    public void Instants_in_bindings_stand_on_every_partys_clock()
    {
        var text = Tabled();
        var instant = At("2020-10-10T12:00");
        instant.Resolved = new() { Instant = new() { Seconds = 1602331200 } };
        var clause = text.State.Clauses[0].Clone();
        clause.Bindings.Add(new Binding { Id = "b1", Words = clause.Text, Instant = instant });
        text.Given(t => t with { Clauses = t.Clauses.SetItem(0, clause) });
        var shown = text.View.Clauses[0].Bindings[0].Instant.Resolved;
        Assert.Equal("2020-10-10T16:00:00+04:00", shown.Renderings.Single(r => r.Party == North).LocalTime);
        Assert.Empty(text.State.Clauses[0].Bindings[0].Instant.Resolved.Renderings);
    }

    [Fact]
    public void A_view_is_a_copy()
    {
        var text = Tabled();
        var view = text.View;
        view.Clauses[0].Text.Values["en"] = "Changed.";
        view.Title.Values.Clear();
        Assert.Equal("Fire ceases.", text.Words("fire"));
        Assert.Equal("Draft", text.View.Title.Values["en"]);
    }

    [Fact]
    public void The_status_by_which_lists_filter_is_the_state()
    {
        Assert.Equal("Tabled", PlayedText.Law.StatusOf(Tabled().State));
        Assert.Equal("", PlayedText.Law.StatusOf(PlayedText.Law.Empty(Name)));
        Assert.Empty(PlayedText.Law.AudienceOf(PlayedText.Law.Empty(Name)));
    }

    [Fact]
    public void Every_change_gives_another_etag()
    {
        var text = Tabled();
        var before = text.View.Etag;
        text.Accept(NorthEnvoy, Agree("fire"));
        Assert.NotEqual(before, text.View.Etag);
    }

    private static TextClause With(TextClause clause, string id, string truce)
    {
        var bound = clause.Clone();
        bound.Bindings.Add(new Binding { Id = id, Words = clause.Text, Truce = new() { TruceId = truce } });
        return bound;
    }
}
