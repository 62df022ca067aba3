using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Caucuses;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Caucuses;

public sealed class ReceiptTests
{
    private static readonly Google.Protobuf.WellKnownTypes.Timestamp Later = new() { Seconds = 1_700_000_000 };

    [Fact]
    public void A_receipt_is_shown_without_what_was_sealed_and_for_what()
    {
        var north = Rooms.North();
        var receipt = Rooms.Receipt("aa");
        receipt.Salt = "the salt";
        receipt.Filing = ByteString.CopyFromUtf8("the filing");
        (receipt.Kind, receipt.Subject) = (SealedKind.Readiness, "READINESS_SUBJECT_MEET");
        north.Accept(Caller.Parley, Rooms.Record(receipt));

        Assert.Equal([Rooms.Receipt("aa")], north.View().Receipts);
        Assert.Equal(Rooms.Receipt("aa"), north.Events[^1].ReceiptRecorded.Receipt);
    }

    [Fact]
    public void A_receipt_that_was_withdrawn_takes_the_place_of_the_one_that_stood()
    {
        var north = Rooms.North();
        north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt("aa")));
        north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt("bb")));
        north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt("aa", Later)));

        Assert.Equal([Rooms.Receipt("aa", Later), Rooms.Receipt("bb")], north.View().Receipts);
        Assert.Equal(4, north.Events.Count);
    }

    [Fact]
    public void A_receipt_that_says_nothing_new_is_recorded()
    {
        var north = Rooms.North();
        north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt("aa")));
        north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt("aa")));
        Assert.Single(north.View().Receipts);
        Assert.Equal(3, north.Events.Count);
    }

    [Fact]
    public void At_the_limit_every_receipt_is_shown_and_past_it_the_oldest_that_was_withdrawn_is_not()
    {
        var north = Rooms.North();
        foreach (var i in Enumerable.Range(1, CaucusLimits.Receipts))
        {
            north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt($"h{i}")));
        }

        foreach (var i in (int[])[7, 5])
        {
            north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt($"h{i}", Later)));
        }

        Assert.Equal(CaucusLimits.Receipts, north.View().Receipts.Count);

        north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt("next")));
        Assert.Equal(CaucusLimits.Receipts, north.View().Receipts.Count);
        Assert.DoesNotContain(north.View().Receipts, r => r.Hash == "h5");
        Assert.Contains(north.View().Receipts, r => r.Hash == "h7");
        Assert.Equal("next", north.View().Receipts[^1].Hash);
        Assert.Contains(north.Events, e => e.ReceiptRecorded?.Receipt.Hash == "h5");
    }

    [Fact]
    public void Past_the_limit_without_any_withdrawn_the_oldest_makes_room()
    {
        var north = Rooms.North();
        foreach (var i in Enumerable.Range(1, CaucusLimits.Receipts + 1))
        {
            north.Accept(Caller.Parley, Rooms.Record(Rooms.Receipt($"h{i}")));
        }

        Assert.Equal(CaucusLimits.Receipts, north.View().Receipts.Count);
        Assert.Equal("h2", north.View().Receipts[0].Hash);
    }

    [Fact]
    public void A_match_says_for_what_and_with_whom()
    {
        var north = Rooms.North();
        var call = Rooms.Match(ReadinessSubject.Meet, Cast.South);
        call.Match.Time = Later;
        north.Accept(Caller.Parley, call);
        Assert.Equal([new ReadinessMatch { Subject = ReadinessSubject.Meet, With = Cast.South, Time = Later }], north.View().Matches);
    }

    [Fact]
    public void Past_the_limit_the_oldest_match_makes_room()
    {
        var north = Rooms.North();
        foreach (var i in Enumerable.Range(1, CaucusLimits.Matches))
        {
            north.Accept(Caller.Parley, Rooms.Match(ReadinessSubject.Talk, $"{Cast.Conflict}/parties/p{i}"));
        }

        Assert.Equal(CaucusLimits.Matches, north.View().Matches.Count);
        Assert.EndsWith("/p1", north.View().Matches[0].With, StringComparison.Ordinal);

        north.Accept(Caller.Parley, Rooms.Match(ReadinessSubject.Talk, Cast.South));
        Assert.Equal(CaucusLimits.Matches, north.View().Matches.Count);
        Assert.EndsWith("/p2", north.View().Matches[0].With, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_but_the_vault_brings_receipts_and_matches()
    {
        var north = Rooms.North();
        foreach (var caller in (Caller[])[Cast.NorthEnvoy, Cast.Mediator])
        {
            north.Refuse("PERMISSION_DENIED", caller, Rooms.Record(Rooms.Receipt("aa")));
            north.Refuse("PERMISSION_DENIED", caller, Rooms.Match(ReadinessSubject.Meet, Cast.South));
        }
    }
}
