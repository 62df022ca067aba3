using Parley.Chaos.History;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>The checker finds, of what is said, relayed, sealed and read in rooms, each thing that must not be.</summary>
public sealed class RoomCheckerTests : TalksHistory
{
    [Fact]
    public void All_is_well() => Assert.Empty(Violations());

    [Theory]
    [InlineData("say", NorthRoom, "MessageSent")]
    [InlineData("relay", Desk, "MessageRelayed")]
    [InlineData("dismiss", Talks, "AccreditationEnded")]
    [InlineData("sign", Signed, "TextSigned")]
    public void What_was_acknowledged_and_is_not_there(string act, string journal, string what)
    {
        Assert.Contains(Lines.OfType<Call>(), c => c.Act == act);
        Change(journal, what, e => e with { Key = "another" });
        Finds("was acknowledged to client", what, "is lost");
    }

    [Theory]
    [InlineData(NorthRoom, "MessageSent")]
    [InlineData(Desk, "MessageRelayed")]
    [InlineData(Talks, "AccreditationEnded")]
    [InlineData(Signed, "TextSigned")]
    public void What_was_asked_for_once_and_is_there_twice(string journal, string what)
    {
        var first = Events[journal].First(e => e.What == what);
        Events[journal].Add(first with { Version = Events[journal].Count + 1, RecordedAt = At.AddHours(1) });
        Finds(what, "stands there 2 times");
    }

    [Fact]
    public void A_message_that_stands_before_one_that_had_been_acknowledged_before_it()
    {
        Swap(NorthRoom, 0, 1);
        Finds("of " + NorthRoom, "stands before it");
    }

    [Fact]
    public void Messages_that_were_sent_at_the_same_time_may_stand_in_any_order()
    {
        Swap(NorthRoom, 0, 1);
        Replace(c => c.Key == Attributed && c.Act == "say", c => c with { Begin = At.AddSeconds(-28.5) });
        Assert.Empty(Violations());
    }

    [Fact]
    public void Receipts_in_another_order_than_what_was_sealed()
    {
        Swap(NorthRoom, 2, 4);
        Finds("of " + NorthRoom, "stands before it");
    }

    [Fact]
    public void A_relay_that_did_not_arrive()
    {
        Events[SouthRoom].RemoveAt(0);
        Renumber(SouthRoom);
        Finds(Reworded, "arrived 0 times");
    }

    [Fact]
    public void A_relay_that_arrived_twice()
    {
        Record(SouthRoom, "MessageSent", 0, Reworded, says: Reworded);
        Finds(Reworded, "arrived 2 times");
    }

    [Fact]
    public void A_relay_that_is_not_at_the_desk_and_arrived()
    {
        Replace(c => c.Key == Reworded, c => c with { Status = "Unavailable" });
        Events[Desk].RemoveAt(0);
        Renumber(Desk);
        Finds(Reworded, "arrived 1 times");
    }

    [Theory]
    [InlineData(NorthRoom + "/messages/m-1")]
    [InlineData(NorthRoom)]
    [InlineData(Desk)]
    [InlineData(North)]
    [InlineData(Desk + "/relays/r-3")]
    public void A_relay_that_shows_where_it_came_from(string trace)
    {
        Change(SouthRoom, "MessageSent", e => e with { Says = $"{e.Says} \"{trace}\"" });
        Finds(Reworded, $"shows {trace}");
    }

    [Fact]
    public void A_relay_that_is_attributed_and_names_nobody()
    {
        Events[SouthRoom][1] = Events[SouthRoom][1] with { Says = Attributed };
        Finds(Attributed, "does not say so");
    }

    [Theory]
    [InlineData(SouthRoom)]
    [InlineData(Talks)]
    [InlineData(Text)]
    public void Words_that_were_shown_where_they_were_not_said(string journal)
    {
        Shown(journal, Secret);
        Finds(Secret, $"was shown in {journal} to client");
    }

    [Theory]
    [InlineData(SouthRoom)]
    [InlineData(Talks)]
    [InlineData(Text)]
    [InlineData(Desk)]
    public void Words_that_stand_where_they_were_not_said(string journal)
    {
        Change(journal, Events[journal][^1].What, e => e with { Says = $"{e.Says} {Secret}" });
        Finds(Secret, $"was shown in {journal} as version");
    }

    [Fact]
    public void Words_that_nobody_has_said()
    {
        var words = Words.New();
        Record(NorthRoom, "MessageSent", 0, words, says: words);
        Finds(words, "said in no room");
    }

    [Fact]
    public void A_door_that_was_open()
    {
        Called("intrude", SouthRoom, 0);
        Finds("client read " + SouthRoom, "not its own");
    }

    [Fact]
    public void A_receipt_that_did_not_come()
    {
        Change(SouthRoom, "ReceiptRecorded", e => e with { Key = "another" });
        Finds("has 0 receipts of " + SouthHash);
    }

    [Fact]
    public void A_receipt_that_came_twice()
    {
        Record(SouthRoom, "ReceiptRecorded", 0, SouthHash);
        Finds("has 2 receipts of " + SouthHash);
    }

    [Fact]
    public void A_receipt_of_what_nobody_filed()
    {
        Record(SouthRoom, "ReceiptRecorded", 0, "another");
        Finds("receipt of another", "nobody filed");
    }

    [Fact]
    public void A_withdrawal_of_which_the_room_was_not_told()
    {
        Events[NorthRoom].RemoveAt(3);
        Renumber(NorthRoom);
        Finds("says 0 times", FirstHash);
    }

    [Fact]
    public void What_stands_and_is_said_to_have_been_withdrawn()
    {
        Record(SouthRoom, "ReceiptRecorded", 0, SouthHash + Journals.EndOfReceipt);
        Finds("says 1 times", SouthHash);
    }

    [Theory]
    [InlineData("read", Talks, "OK", "")]
    [InlineData("say", NorthRoom, "OK", "")]
    [InlineData("look-in", Text, "OK", "")]
    [InlineData("watch", NorthRoom, "OK", "")]
    [InlineData("seal", NorthRoom, "OK", "")]
    [InlineData("deposit", Text, "FailedPrecondition", "TEXT_CONCLUDED")]
    public void An_answer_to_who_was_sent_away(string act, string journal, string status, string why)
    {
        Called(act, journal, -10.5, "key", subject: Guest, status: status, why: why, stamp: act == "seal" ? -10.5 : null);
        Finds("guest was sent away", $"to {act} in {journal}", $"was answered {status}");
    }

    [Fact]
    public void An_answer_to_who_asked_before_it_was_sent_away_is_no_violation()
    {
        Called("read", Text, -11.5, subject: Guest, version: 2, took: 5);
        Assert.DoesNotContain(Violations(), v => v.Contains("was sent away", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_for_somebody_whom_nobody_has_sent_away()
    {
        Called("read", NorthRoom, -20, status: "NotFound", why: "NOT_FOUND", subject: Guest);
        Finds("read of " + NorthRoom, "was answered NotFound");
    }

    [Theory]
    [InlineData("enter", "NotFound", "NOT_FOUND")]
    [InlineData("seal", "InvalidArgument", "UNKNOWN_OPENING")]
    public void What_was_there_once_and_is_not_there_any_more(string act, string status, string why)
    {
        Called(act, NorthRoom, -1, "again", to: act == "seal" ? Accord.Subject : "", party: North, status: status, why: why);
        Finds(act, $"was answered {status}");
    }

    [Fact]
    public void A_filing_that_ended_and_that_nobody_has_ended()
    {
        Called("withdraw", SouthRoom, -5, SouthHash, to: Accord.Subject, party: South, status: "FailedPrecondition", why: "FILING_ENDED");
        Finds("withdraw", "FILING_ENDED");
    }
}
