using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

public sealed class ConsentOpeningTests
{
    [Fact]
    public void At_the_instant_the_text_is_concluded_by_exactly_the_consents_that_were_filed()
    {
        var vault = Opened();
        var north = vault.Seal(Consent(North, consent: If(South)));
        vault.Now += Duration.FromHours(1);
        var south = vault.Seal(Consent(South, consent: If(North)));
        vault.PassUntil(Opening - Duration.FromTicks(10));
        Assert.Empty(vault.CallsTo(Text));

        vault.PassUntil(Opening + Duration.FromHours(3));
        var call = Assert.Single(vault.CallsTo(Text)).ConcludeText;
        Assert.Equal((Text, Fixed, Opening.ToTimestamp()), (call.Name, call.Opening, call.Time));
        Assert.Equal([(North, north.Hash), (South, south.Hash)], call.Members.Select(m => (m.Party, m.Hash)));
    }

    [Fact]
    public void A_guarantor_who_consents_is_among_those_who_conclude()
    {
        var vault = Opened();
        vault.Seal(Consent(North, consent: If(Broker)));
        vault.Seal(Consent(South, consent: If(Broker)));
        vault.Seal(Consent(Broker));
        vault.PassUntil(Opening);
        Assert.Equal([Broker, North, South], vault.CallsTo(Text).Single().ConcludeText.Members.Select(m => m.Party));
    }

    [Fact]
    public void Where_a_condition_is_not_met_the_text_is_told_that_it_is_over_and_nobody_anything_else()
    {
        var vault = Opened();
        vault.Seal(Consent(North, consent: If(Broker)));
        vault.Seal(Consent(South));
        var before = vault.Events.Count(e => e.CallRequested is not null);
        vault.PassUntil(Opening - Duration.FromTicks(10));
        Assert.Equal(before, vault.Events.Count(e => e.CallRequested is not null));
        vault.PassUntil(Opening + Duration.FromHours(3));
        Assert.Equal(before, vault.Events.Count(e => e.CallRequested is { } call && call.Target != Text));
        AssertMissed(vault, Fixed);
        Assert.Empty(Assert.Single(vault.Of(Event.BodyOneofCase.ConsentOpeningHeld)).ConsentOpeningHeld.Members);
    }

    [Fact]
    public void A_withdrawn_consent_is_never_used_and_of_several_the_last_one_is()
    {
        var vault = Opened();
        vault.Seal(Consent(North));
        var last = vault.Seal(Consent(North));
        var south = vault.Seal(Consent(South));
        var withdrawn = Opened();
        withdrawn.Seal(Consent(North));
        withdrawn.Seal(Withdraw(South, withdrawn.Seal(Consent(South)).Hash));
        vault.PassUntil(Opening);
        withdrawn.PassUntil(Opening);
        Assert.Equal([last.Hash, south.Hash], vault.CallsTo(Text).Single().ConcludeText.Members.Select(m => m.Hash));
        AssertMissed(withdrawn, Fixed);
    }

    [Fact]
    public void After_the_instant_nothing_is_filed_withdrawn_or_certified()
    {
        var vault = Opened();
        var filed = vault.Seal(Consent(North));
        vault.Now = Opening - Duration.FromTicks(10);
        vault.Seal(Consent(South, consent: If(Broker)));
        vault.Now = Opening;
        vault.PassTime();
        vault.Refuse("OPENING_OVER", Consent(North));
        vault.Refuse("OPENING_OVER", Consent(Broker));
        vault.Refuse("OPENING_OVER", Withdraw(North, filed.Hash));
        vault.Refuse("OPENING_OVER", Anna, Certify());
    }

    [Fact]
    public void With_all_filed_it_is_opened_at_the_minute_after_the_last_filing_and_the_answer_comes_first()
    {
        var vault = Opened();
        vault.Seal(Consent(North, Early, If(South)));
        Assert.NotEqual(vault.Now, vault.NextDue);
        vault.Now += Duration.FromHours(1) + Duration.FromTicks(70);
        var minute = Outset + Duration.FromMinutes(61);
        vault.Seal(Consent(South, Early, If(North)));
        vault.PassUntil(minute - Duration.FromTicks(10));
        Assert.Empty(vault.Of(Event.BodyOneofCase.ConsentOpeningHeld));
        Assert.Equal(minute, vault.NextDue);

        vault.PassUntil(minute + Duration.FromMinutes(1));
        var call = Assert.Single(vault.CallsTo(Text)).ConcludeText;
        Assert.Equal((Early, minute.ToTimestamp()), (call.Opening, call.Time));
    }

    [Fact]
    public void What_comes_in_the_last_minute_is_opened_at_the_instant_that_was_agreed_and_no_later()
    {
        var vault = new PlayedVault();
        var register = Register(Early);
        var instant = Opening + Duration.FromSeconds(30);
        register.Opening.At = Resolved(instant);
        vault.Accept(Caller.Parley, Open());
        vault.Accept(Caller.Parley, register);
        vault.Seal(Consent(North, Early));
        vault.Now = Opening + Duration.FromSeconds(29);
        vault.Seal(Consent(South, Early));
        vault.PassUntil(Opening + Duration.FromHours(1));
        Assert.Equal(instant.ToTimestamp(), Assert.Single(vault.CallsTo(Text)).ConcludeText.Time);
    }

    [Fact]
    public void Once_the_text_is_concluded_all_its_openings_are_over()
    {
        var vault = Opened();
        var fixedFiling = vault.Seal(Consent(North));
        vault.Seal(Consent(South));
        vault.Seal(Consent(North, Early));
        vault.Seal(Consent(South, Early));
        vault.PassUntil(Outset + Duration.FromMinutes(1));
        vault.Refuse("OPENING_OVER", Consent(North, Early));
        vault.Refuse("OPENING_OVER", Consent(Broker));
        vault.Refuse("OPENING_OVER", Withdraw(North, fixedFiling.Hash));
        vault.PassUntil(Opening);
        Assert.Equal(Early, Assert.Single(vault.CallsTo(Text)).ConcludeText.Opening);
    }

    [Fact]
    public void A_look_that_came_to_nothing_cannot_be_noticed_until_the_instant_and_changes_nothing_by_then()
    {
        // In one history South files and the look comes to nothing; in the other South never files, so there is none.
        var missed = Opened();
        var waiting = Opened();
        missed.Seal(Consent(South, Early, If(Broker)));
        var first = (missed.Seal(Consent(North, Early)), waiting.Seal(Consent(North, Early)));
        Assert.Equal(first.Item1, first.Item2);
        foreach (var vault in (PlayedVault[])[missed, waiting])
        {
            vault.Now += Duration.FromHours(1);
            vault.PassTime();
        }

        Assert.Single(missed.Of(Event.BodyOneofCase.ConsentOpeningHeld));
        Assert.Empty(waiting.Of(Event.BodyOneofCase.ConsentOpeningHeld));
        Assert.Equal(missed.Seal(Withdraw(North, first.Item1.Hash)), waiting.Seal(Withdraw(North, first.Item1.Hash)));
        Assert.Equal(missed.Seal(Consent(North, Early)), waiting.Seal(Consent(North, Early)));
        Assert.Equal(missed.Accept(Anna, Certify(Early)), waiting.Accept(Anna, Certify(Early)));
        missed.Seal(Consent(Broker, Early)); // Now all would agree, but it has been looked at.
        missed.PassUntil(missed.Now + Duration.FromMinutes(2));
        Assert.Equal(missed.ReceiptsOf(North), waiting.ReceiptsOf(North));

        missed.PassUntil(Opening);
        waiting.PassUntil(Opening);
        AssertMissed(missed, Early);
        AssertMissed(waiting, Early);
        Assert.Equal(missed.Send(Nora, Consent(North, Early)).Words, waiting.Send(Nora, Consent(North, Early)).Words);
        Assert.Equal("OPENING_OVER", missed.Send(Nora, Consent(North, Early)).Reason);
    }

    [Fact]
    public void Consent_to_clauses_counts_as_on_file_and_does_not_conclude()
    {
        var vault = Opened();
        vault.Seal(Consent(North, Early));
        vault.Seal(Consent(South, Early, new() { Clauses = { "c1" } }));
        vault.PassUntil(Outset + Duration.FromMinutes(1));
        Assert.Empty(Assert.Single(vault.Of(Event.BodyOneofCase.ConsentOpeningHeld)).ConsentOpeningHeld.Members);
    }

    [Fact]
    public void An_event_certified_before_the_opening_counts()
    {
        var without = Opened();
        var with = Opened();
        foreach (var vault in (PlayedVault[])[without, with])
        {
            vault.Seal(Consent(North, consent: IfLists()));
            vault.Seal(Consent(South));
        }

        Assert.Equal(new OpeningEvent { Id = "lists", Text = "The lists have been exchanged." }, with.Accept(Anna, Certify()));
        without.PassUntil(Opening);
        with.PassUntil(Opening);
        AssertMissed(without, Fixed);
        Assert.NotEmpty(Concluding(with, Fixed).Members);
    }

    [Fact]
    public void Mediators_certify_once_and_only_what_the_opening_names()
    {
        var vault = Opened();
        vault.Refuse("PERMISSION_DENIED", Nora, Certify());
        vault.Refuse("UNKNOWN_OPENING", Anna, Certify("none"));
        vault.Refuse("UNKNOWN_OPENING", Anna, Certify(text: OtherText));
        Assert.Equal("event", vault.Refuse("UNKNOWN_EVENT", Anna, Certify(of: "rain")).Fields[0].Field);
        vault.Accept(Anna, Certify());
        vault.Refuse("ALREADY_CERTIFIED", Anna, Certify());
        vault.Accept(Anna, Certify(Early));
    }

    [Fact]
    public void Consent_is_filed_for_an_opening_that_is_agreed_by_a_member_whose_consent_counts()
    {
        var vault = Opened();
        Assert.Equal("opening", vault.Refuse("UNKNOWN_OPENING", Consent(North, "none")).Fields[0].Field);
        vault.Refuse("UNKNOWN_OPENING", Consent(North, text: OtherText));
        vault.Refuse("WITNESS_DOES_NOT_CONSENT", Consent(Church));
        Assert.Equal("consent.alternatives[0].conditions[0].member.party", vault.Refuse("UNKNOWN_MEMBER", Consent(North, consent: If(Church))).Fields[0].Field);
        vault.Refuse("CONDITION_ON_ITSELF", Consent(North, consent: If(North)));
        vault.Refuse("UNKNOWN_CLAUSE", Consent(North, consent: new() { Clauses = { "c1", "c9" } }));
        var negated = If(South);
        negated.Alternatives[0].Conditions[0].Negated = true;
        vault.Refuse("CONDITION_NEGATIVE", Consent(North, consent: negated));
    }

    [Fact]
    public void An_opening_whose_instant_had_passed_when_the_vault_heard_of_it_ends_without_more()
    {
        var vault = new PlayedVault { Now = Opening + Duration.FromHours(1) };
        vault.Accept(Caller.Parley, Open());
        vault.Accept(Caller.Parley, Register(Early));
        vault.PassTime();
        vault.Refuse("OPENING_OVER", Consent(North, Early));
        Assert.Null(vault.NextDue);
    }

    /// <summary>What the vault told the text of an opening: once, and all of it.</summary>
    private static ConcludeTextCall Concluding(PlayedVault vault, string opening) =>
        Assert.Single(vault.CallsTo(Text), c => c.ConcludeText.Opening == opening).ConcludeText;

    private static void AssertMissed(PlayedVault vault, string opening)
    {
        var call = Concluding(vault, opening);
        Assert.Empty(call.Members);
        Assert.Equal((Text, Opening.ToTimestamp()), (call.Name, call.Time));
    }
}
