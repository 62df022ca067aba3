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
    public void What_is_taken_back_opened_again_or_conveyed_is_told_with_its_reason()
    {
        var reason = Valley.In(("en", "The council."));
        Assert.Equal("South takes its signature back – The council.", Of(new() { SignatureWithdrawn = new() { Party = Valley.South, Reason = reason } }));
        Assert.Equal("South confirms its signature – The council.", Of(new() { SignatureConfirmed = new() { Party = Valley.South, Instructions = reason } }));
        Assert.Equal("issue road is settled – The council.", Of(new() { AgendaItemSettled = new() { AgendaItem = "road", Settlement = new() { Outcome = reason } } }));
        Assert.Equal("issue road is opened again, for South – The council.", Of(new() { AgendaItemReopened = new() { AgendaItem = "road", AgreedBy = { Valley.South }, Reason = reason } }));
        var relay = new Relay { Message = Valley.Talks + "/desk/notes/n1", To = Valley.Room, Form = RelayForm.AsOwn, Text = reason };
        Assert.Equal("a note of the mediators is conveyed to North as the mediators' own: “The council.”", Of(new() { MessageRelayed = new() { Relay = relay } }));
    }

    [Fact]
    public void A_session_is_told_to_be_interrupted_and_to_go_on_when_it_was()
    {
        var recess = new SessionInterrupted { Interruption = new() { Kind = InterruptionKind.Recess }, InterruptedFrom = Valley.Time("2022-05-01T10:00:00Z") };
        Assert.Equal("the session is interrupted, 2022-05-01 10:00Z: recess", Of(new() { SessionInterrupted = recess }));
        Assert.Equal("the session goes on, 2022-05-01 11:00Z", Of(new() { SessionContinued = new() { ContinuedFrom = Valley.Time("2022-05-01T11:00:00Z") } }));
        Assert.Equal("the session goes on", Of(new() { SessionContinued = new() }));
    }

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
