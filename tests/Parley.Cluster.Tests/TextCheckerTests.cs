using Parley.Chaos.History;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>The checker finds, of texts, their openings and the truces that they open, each thing that must not be.</summary>
public sealed class TextCheckerTests : TalksHistory
{
    [Fact]
    public void A_withdrawal_that_was_overtaken_by_a_conclusion()
    {
        Called("withdraw", SouthRoom, -3, SouthHash, SouthHash, to: Accord.Subject, party: South, stamp: -3);
        Finds(SouthHash, "was withdrawn", "and concluded");
    }

    [Fact]
    public void A_conclusion_without_one_who_is_required()
    {
        Events[Text].RemoveAt(1);
        Renumber(Text);
        Finds("was concluded 1 times", $"with {North} where");
    }

    [Fact]
    public void Signatures_without_a_conclusion()
    {
        Events[Text].RemoveAt(2);
        Renumber(Text);
        Finds("was concluded 0 times", "with");
    }

    [Fact]
    public void A_conclusion_that_did_not_come()
    {
        Events[Text].RemoveRange(0, 3);
        Renumber(Text);
        Events.Remove(Truce);
        Finds("came to none where what stood comes to");
    }

    [Fact]
    public void A_conclusion_by_filings_that_do_not_allow_it()
    {
        Replace(c => c.Answer == NorthHash, c => c with { On = ["conflicts/vale/parties/west"] });
        Finds("where what stood comes to none");
    }

    [Fact]
    public void A_conclusion_by_what_had_been_replaced()
    {
        Change(Text, "TextSigned", e => e with { Hash = FirstHash });
        Finds($"came to {FirstHash}", $"comes to {NorthHash}");
    }

    [Fact]
    public void A_conclusion_with_one_who_is_not_required_and_whose_consent_does_not_hold()
    {
        Record(Text, "TextSigned", 0.2, "conflicts/vale/parties/west", due: 0, hash: "hash-west");
        Finds("came to", "hash-west");
    }

    [Fact]
    public void A_conclusion_that_is_stamped_with_another_instant()
    {
        Change(Text, "TextStateReached", e => e with { DueAt = At.AddMilliseconds(1) });
        Finds("TextStateReached", "is stamped");
    }

    [Fact]
    public void Where_it_was_agreed_consents_are_opened_at_the_minute_after_the_last_of_them()
    {
        Accord = Accord with { WhenAllFiled = true };
        Assert.Empty(Violations());
        Replace(c => c.Act == "seal" && c.Stamp is not null, c => c with { Stamp = c.Stamp!.Value.AddSeconds(-8) });
        Replace(c => c.Act == "withdraw", c => c with { Stamp = c.Stamp!.Value.AddSeconds(-8) });
        Finds("due at 2020-10-10T08:00:00", "is stamped 2020-10-10T08:00:20");
    }

    [Fact]
    public void An_opening_that_is_not_over()
    {
        Events[Text].RemoveAt(3);
        Finds("was over 0 times");
    }

    [Fact]
    public void An_opening_that_is_over_too_early()
    {
        Called("seal", NorthRoom, -5, "early", to: Accord.Subject, party: North, status: "FailedPrecondition", why: "OPENING_OVER");
        Finds("seal", "was answered FailedPrecondition (OPENING_OVER)");
    }

    [Fact]
    public void What_nobody_can_know_is_not_judged()
    {
        Called("seal", NorthRoom, -12, "unknown", to: Accord.Subject, party: North, subject: Guest, status: "Unavailable");
        Called("seal", NorthRoom, -10, "unknown", to: Accord.Subject, party: North, subject: Guest, status: "NotFound", why: "NOT_FOUND");
        Record(NorthRoom, "ReceiptRecorded", 0, "hash-unknown");
        Change(Text, "TextSigned", e => e with { Hash = "hash-unknown" });
        Assert.Empty(Violations());
    }

    [Fact]
    public void A_text_that_all_have_signed_and_that_was_not_concluded()
    {
        Events[Signed].RemoveAt(2);
        Events.Remove(SignedTruce);
        Finds("signed by all who must", "0 times");
    }

    [Fact]
    public void A_text_that_was_concluded_before_all_had_signed()
    {
        Swap(Signed, 1, 2);
        Finds($"was concluded and {South} has not signed it");
    }

    [Fact]
    public void A_truce_that_was_not_opened()
    {
        Events.Remove(Truce);
        Finds(Truce, "was opened 0 times");
    }

    [Fact]
    public void A_truce_that_was_opened_twice()
    {
        Record(Truce, "TruceCreated", 5, due: 0, stated: Effect);
        Finds(Truce, "was opened 2 times");
    }

    [Fact]
    public void A_truce_of_a_text_that_was_not_concluded()
    {
        Change(Signed, "TextStateReached", e => e with { Key = "Agreed" });
        Finds($"{SignedTruce} is open and {Signed} was not concluded");
    }

    [Fact]
    public void A_truce_with_another_instant_than_was_signed()
    {
        Change(Truce, "TruceCreated", e => e with { Stated = Effect.AddSeconds(1) });
        Finds(Truce, "is to take effect at");
    }

    [Fact]
    public void A_truce_that_binds_others()
    {
        Events[Truce].RemoveAt(2);
        Renumber(Truce);
        Finds(Truce, $"binds {North} where");
    }

    [Theory]
    [InlineData(Truce)]
    [InlineData(SignedTruce)]
    public void A_truce_that_took_effect_at_another_instant(string truce)
    {
        Change(truce, "TruceEnteredIntoForce", e => e with { DueAt = Effect.AddSeconds(1), RecordedAt = Effect.AddSeconds(1.5) });
        Finds(truce, "to take effect at");
    }

    [Fact]
    public void A_truce_of_a_text_that_was_signed_late_takes_effect_later_and_not_earlier()
    {
        Change(Signed, "TextStateReached", e => e with { RecordedAt = Effect.AddSeconds(1) });
        Change(SignedTruce, "TruceEnteredIntoForce", e => e with { DueAt = Effect.AddSeconds(1) });
        Assert.Empty(Violations());
        Change(SignedTruce, "TruceEnteredIntoForce", e => e with { DueAt = Effect.AddSeconds(-1) });
        Finds(SignedTruce, "to take effect at");
    }

    [Fact]
    public void A_truce_that_expired_at_another_instant()
    {
        Change(Truce, "TruceExpired", e => e with { DueAt = Expiry.AddSeconds(-1) });
        Finds(Truce, "to expire at");
    }

    [Fact]
    public void A_truce_without_a_term_that_expired()
    {
        Record(SignedTruce, "TruceExpired", 5, due: 5);
        Finds(SignedTruce, "to expire at no instant");
    }
}
