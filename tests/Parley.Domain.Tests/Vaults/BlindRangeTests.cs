using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

public sealed class BlindRangeTests
{
    [Fact]
    public void What_a_delegation_has_filed_of_which_nobody_is_left_counts_for_nothing()
    {
        var vault = Opened();
        vault.Seal(Range(North, 1, 5));
        vault.Seal(Range(South, 3, 8));
        vault.Accept(Caller.Parley, Accredited(2));
        vault.PassUntil(FirstClose);
        Assert.Null(vault.State.Range("hour")!.Result);
        vault.Accept(Caller.Parley, Accredited(3, new AccreditationPeriod { Subject = Nora.Subject, Assists = true }));
        vault.Refuse("CANNOT_BIND", Range(North, 1, 5)); // A figure of the party's is not its adviser's to file.
        vault.Accept(Caller.Parley, Accredited(4, new AccreditationPeriod { Subject = Nora.Subject }));
        vault.Seal(Range(North, 1, 5));
        vault.Seal(Range(South, 3, 8));
        vault.PassUntil(SecondClose);
        Assert.NotNull(vault.State.Range("hour")!.Result);
    }

    [Fact]
    public void At_the_close_the_value_that_suits_all_comes_out_and_the_negotiation_is_told()
    {
        var vault = Opened();
        vault.Seal(Range(North, 1, 5));
        vault.Seal(Range(South, 3, 9));
        vault.PassUntil(FirstClose - Duration.FromTicks(10));
        Assert.Empty(vault.CallsTo(TheTalks));
        vault.PassUntil(FirstClose + Duration.FromHours(1));
        var found = Assert.Single(vault.CallsTo(TheTalks)).RangeFound;
        Assert.Equal((TheTalks, "hour", 4L, FirstClose.ToTimestamp()), (found.Name, found.Range, found.Value.Number, found.Time));
        vault.Refuse("RANGE_OVER", Range(North, 1, 5));
    }

    [Fact]
    public void What_is_meant_for_a_round_is_not_taken_for_another()
    {
        var vault = Opened();
        vault.Refuse("ROUND_NOT_OPEN", For(2));
        vault.Seal(For(1));
        vault.PassUntil(FirstClose);
        vault.Refuse("ROUND_OVER", For(1));
        vault.Seal(For(2));

        SealRangeRequest For(int round)
        {
            var range = Range(North, 1, 5);
            range.Round = round;
            return range;
        }
    }

    [Theory]
    [InlineData(BlindRangeChoice.Midpoint, 0, 10, 3, 6, 4)]
    [InlineData(BlindRangeChoice.Midpoint, -10, 0, -3, 7, -2)]
    [InlineData(BlindRangeChoice.Midpoint, -5, 5, 5, 9, 5)]
    [InlineData(BlindRangeChoice.Midpoint, -1_000_000_000_000, 1_000_000_000_000, -1_000_000_000_000, 1_000_000_000_000, 0)]
    [InlineData(BlindRangeChoice.Midpoint, long.MaxValue - 1, long.MaxValue, long.MaxValue - 2, long.MaxValue, long.MaxValue - 1)]
    [InlineData(BlindRangeChoice.Earliest, 0, 10, 3, 6, 3)]
    [InlineData(BlindRangeChoice.Latest, 0, 10, 3, 6, 6)]
    public void The_choice_agreed_says_which_value_of_the_overlap_it_is(BlindRangeChoice choice, long a, long b, long c, long d, long expected)
    {
        var vault = new PlayedVault();
        vault.Accept(Caller.Parley, Open());
        vault.Accept(Caller.Parley, Register(BlindRangeKind.Number, choice));
        vault.Seal(Range(North, a, b));
        vault.Seal(Range(South, c, d));
        vault.PassUntil(FirstClose);
        Assert.Equal(expected, vault.CallsTo(TheTalks).Single().RangeFound.Value.Number);
    }

    [Theory]
    [InlineData(BlindRangeChoice.Midpoint, 1)]
    [InlineData(BlindRangeChoice.Earliest, 0)]
    [InlineData(BlindRangeChoice.Latest, 3)]
    public void An_instant_that_comes_out_is_a_whole_second_stated_in_UTC(BlindRangeChoice choice, int seconds)
    {
        var vault = new PlayedVault();
        vault.Accept(Caller.Parley, Open());
        vault.Accept(Caller.Parley, Register(BlindRangeKind.Instant, choice));
        var from = Instant.FromUtc(2020, 10, 18, 0, 0);
        vault.Seal(Range(North, from, from + Duration.FromDays(1)));
        vault.Seal(Range(South, from - Duration.FromDays(1), from + Duration.FromSeconds(3)));
        vault.PassUntil(FirstClose);
        var value = vault.CallsTo(TheTalks).Single().RangeFound.Value.Instant;
        Assert.Equal($"2020-10-18T00:00:0{seconds}", value.LocalTime);
        Assert.Equal(("", "+00:00"), (value.Zone, value.UtcOffset));
        Assert.Equal((from + Duration.FromSeconds(seconds)).ToTimestamp(), value.Resolved.Instant);
        Assert.Equal(value, LegalTimes.Resolve(value, [], "at").Time);
    }

    [Fact]
    public void A_round_without_a_value_is_told_to_nobody_and_its_filings_are_gone()
    {
        var vault = Opened();
        var north = vault.Seal(Range(North, 1, 5));
        vault.Seal(Range(South, 6, 9));
        var calls = vault.Events.Count(e => e.CallRequested is not null);
        vault.PassUntil(FirstClose);
        Assert.Equal(calls, vault.Events.Count(e => e.CallRequested is not null));
        vault.Refuse("FILING_ENDED", Withdraw(North, north.Hash));

        vault.Seal(Range(South, 1, 2)); // With North's filing of the first round it would overlap.
        vault.PassUntil(SecondClose);
        Assert.Empty(vault.CallsTo(TheTalks));
        vault.Refuse("RANGE_OVER", Range(North, 1, 5));
        Assert.All(vault.ReceiptsOf(North), r => Assert.Null(r.WithdrawTime));
    }

    [Fact]
    public void In_a_later_round_the_value_comes_out_at_that_close()
    {
        var vault = Opened();
        vault.Seal(Range(North, 1, 5));
        vault.PassUntil(FirstClose);
        vault.Seal(Range(South, 2, 9));
        vault.Seal(Range(North, 9, 12));
        vault.PassUntil(SecondClose);
        Assert.Equal((9L, SecondClose.ToTimestamp()), vault.CallsTo(TheTalks).Select(c => (c.RangeFound.Value.Number, c.RangeFound.Time)).Single());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void While_not_all_have_filed_nothing_comes_out(bool north, bool south)
    {
        var vault = Opened();
        if (north)
        {
            vault.Seal(Range(North, 1, 5));
        }

        if (south)
        {
            vault.Seal(Range(South, 1, 5));
        }

        vault.PassUntil(SecondClose);
        Assert.Empty(vault.CallsTo(TheTalks));
    }

    [Fact]
    public void A_withdrawn_range_is_not_used()
    {
        var vault = Opened();
        vault.Seal(Withdraw(North, vault.Seal(Range(North, 1, 5)).Hash));
        vault.Seal(Range(South, 1, 5));
        vault.PassUntil(FirstClose);
        Assert.Empty(vault.CallsTo(TheTalks));
    }

    [Fact]
    public void A_range_is_filed_by_those_who_agreed_in_its_kind_and_forwards()
    {
        var vault = Opened();
        Assert.Equal("range", vault.Refuse("UNKNOWN_RANGE", Range(North, 1, 2, "none")).Fields[0].Field);
        vault.Refuse("NOT_IN_RANGE", Range(Broker, 1, 2));
        Assert.Equal("filing.from.instant", vault.Refuse("RANGE_KIND_MISMATCH", Range(North, Outset, Outset)).Fields[0].Field);
        Assert.Equal("filing.from.number", vault.Refuse("RANGE_KIND_MISMATCH", Range(North, 1, 2, "day")).Fields[0].Field);
        vault.Refuse("INTERVAL_REVERSED", Range(North, 2, 1));
        vault.Refuse("INTERVAL_REVERSED", Range(North, Outset, Outset - Duration.FromSeconds(1), "day"));
        vault.Seal(Range(North, 2, 2));
        vault.Seal(Range(North, Outset, Outset, "day"));
        var unzoned = Range(North, Outset, Outset, "day");
        unzoned.Filing.To.Instant.Zone = "";
        Assert.Equal("filing.to.instant.zone", vault.Refuse("ZONE_MISSING", unzoned).Fields[0].Field);
    }
}
