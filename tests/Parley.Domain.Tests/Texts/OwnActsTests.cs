using Parley.Domain.Texts;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

/// <summary>Nobody makes the record of a text grow without end; what one has done takes nothing from the others.</summary>
public sealed class OwnActsTests
{
    [Fact]
    public void A_party_agrees_so_often_and_can_always_open_again_what_is_agreed()
    {
        var text = Tabled();
        text.Given(t => t with { AgreedBy = t.AgreedBy.SetItem(North, TextLimits.Agreements - 2) });
        text.Accept(SouthEnvoy, Agree("fire"));
        text.Accept(NorthEnvoy, Agree("fire", adReferendum: true));
        text.Accept(NorthEnvoy, Agree("fire"));
        text.Accept(NorthEnvoy, Reopen("fire"));
        Assert.Equal(TextLimits.Agreements.ToString(), text.Refuse("LIMIT_REACHED", NorthEnvoy, Agree("fire")).Metadata["limit"]);
        text.Accept(SouthEnvoy, Agree("fire"));
    }

    [Fact]
    public void Who_holds_the_pen_revises_so_often_and_can_still_resolve_and_withdraw()
    {
        var text = Tabled(t => t.PenHolder = North);
        text.Accept(SouthEnvoy, Propose("shorter", AmendmentKind.Replace, "line", "It stays."));
        text.Given(t => t with { Revision = TextLimits.Revisions - 1 });
        text.Accept(NorthEnvoy, Revise(Clause("fire", "Fire ends.")));
        Assert.Equal(TextLimits.Revisions.ToString(), text.Refuse("LIMIT_REACHED", NorthEnvoy, Revise(Clause("fire", "Fire ceases."))).Metadata["limit"]);
        text.Accept(NorthEnvoy, Accept("shorter"));
        text.Accept(SouthEnvoy, Agree("fire"));
        text.Accept(NorthEnvoy, Withdraw());
    }

    [Fact]
    public void Words_are_given_a_meaning_so_often_and_every_one_can_be_ended()
    {
        var text = Tabled(t => t.Clauses.Add(Clause("lists", "Lists of 15 people.")));
        text.Given(t => t with { Bound = TextLimits.BindingsInAll - 2 });
        text.Accept(Mediator, Bind("first"));
        text.Accept(Mediator, Unbind("first"));
        text.Accept(Mediator, Bind("last"));
        Assert.Equal(TextLimits.BindingsInAll.ToString(), text.Refuse("LIMIT_REACHED", Mediator, Bind("more")).Metadata["limit"]);
        text.Accept(Mediator, Unbind("last"));
        text.Refuse("LIMIT_REACHED", Mediator, Bind("more"));
    }

    private static BindClauseRequest Bind(string id) => new() { Name = Name, Clause = "lists", Binding = new() { Id = id, Words = Words("15 people"), Number = 15 } };

    private static UnbindClauseRequest Unbind(string id) => new() { Name = Name, Binding = id };
}
