using Parley.Cli.Output;
using Parley.V1;

namespace Parley.Cli.Tests.Output.Talks;

/// <summary>What <c>parley watch</c> says of events of talks, texts and rooms.</summary>
public sealed class EventWordsTests
{
    [Fact]
    public void An_amendment_is_told_with_its_proposer_its_words_and_its_place()
    {
        var amendment = new Amendment { Id = "later", Clause = "halt", Kind = AmendmentKind.Replace, Proposer = Valley.South, Text = Valley.In(("en", "Fire ceases on Monday.")), Rationale = Valley.In(("en", "The roads.")) };
        Assert.Equal("South proposes amendment later: other words, of clause halt, “Fire ceases on Monday.” – The roads.", Of(new() { AmendmentProposed = new() { Amendment = amendment } }));
        amendment.Kind = AmendmentKind.Insert;
        amendment.Proposer = "";
        amendment.Clause = "";
        Assert.StartsWith("amendment later is proposed: a new clause, at the beginning", Of(new() { AmendmentProposed = new() { Amendment = amendment } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_of_a_witness_is_told_to_bind_nobody() =>
        Assert.Equal(
            "Lakeland has signed as a witness, who is not bound",
            Of(new() { TextSigned = new() { Signature = new() { Party = Valley.Witness, Act = ConsentAct.Sign, Capacity = MemberCapacity.Witness } } }));

    [Fact]
    public void A_judged_condition_is_told_with_its_outcome_and_reason() =>
        Assert.Equal(
            "condition tone of readiness r1 has failed – He shouted.",
            Of(new() { ReadinessConditionSettled = new() { Readiness = "r1", Condition = "tone", Judgement = new() { Met = false, Reason = Valley.In(("en", "He shouted.")) } } }));

    [Fact]
    public void A_message_is_told_with_what_may_be_done_with_it() =>
        Assert.Equal(
            "offer, may be conveyed as the mediators' own: “We can wait.”",
            Of(new() { MessageSent = new() { Message = new() { Text = Valley.In(("en", "We can wait.")), Kind = PositionKind.Offer, Disclosure = Disclosure.MayConveyAsOwn } } }));

    private static string Of(Event e) => new EventWords(Valley.English).Of(e);
}
