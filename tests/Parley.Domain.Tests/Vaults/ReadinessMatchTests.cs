using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

public sealed class ReadinessMatchTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Both_learn_of_a_match_and_of_everything_else_nobody_learns_anything(bool north, bool south)
    {
        var vault = Opened();
        if (north)
        {
            vault.Seal(Ready(North, South));
        }

        vault.Now += Duration.FromHours(1);
        if (south)
        {
            vault.Seal(Ready(South, North));
        }

        var found = vault.Now + Duration.FromMinutes(1);
        vault.PassUntil(Opening);
        Assert.Equal(north ? 1 : 0, vault.ReceiptsOf(North).Count(r => r.UseTime is null));
        Assert.Equal(south ? 1 : 0, vault.ReceiptsOf(South).Count(r => r.UseTime is null));
        ReadinessMatch Match(string of, string with) => new() { Subject = ReadinessSubject.Meet, With = with, Time = found.ToTimestamp(), Hash = vault.ReceiptsOf(of).First().Hash };
        Assert.Equal(north && south ? [Match(North, South)] : [], vault.MatchesOf(North));
        Assert.Equal(north && south ? [Match(South, North)] : [], vault.MatchesOf(South));
        Assert.Equal(north && south ? 1 : 0, vault.Of(Event.BodyOneofCase.SealedReadinessMatched).Count());
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 60)]
    [InlineData(59_999_999, 60)]
    [InlineData(60_000_000, 120)]
    public void Neither_side_learns_at_which_moment_the_other_filed(long microseconds, int found)
    {
        var vault = Opened();
        vault.Seal(Ready(North, South));
        vault.Now = Outset + Duration.FromTicks(10 * microseconds);
        vault.Seal(Ready(South, North));
        var minute = Outset + Duration.FromSeconds(found);
        vault.PassUntil(minute - Duration.FromTicks(10));
        Assert.Empty(vault.MatchesOf(North));

        vault.PassUntil(minute + Duration.FromSeconds(7));
        Assert.Equal([minute.ToTimestamp()], vault.MatchesOf(North).Select(m => m.Time));
        Assert.Equal([minute.ToTimestamp()], vault.MatchesOf(South).Select(m => m.Time));
    }

    [Fact]
    public void When_something_is_compared_does_not_hang_on_what_comes_of_it()
    {
        var (match, miss) = (Opened(), Opened());
        foreach (var (vault, level) in ((PlayedVault, Level)[])[(match, Level.Expert), (miss, Level.Local)])
        {
            vault.Seal(Ready(North, South, levels: [Level.Expert]));
            vault.Now += Duration.FromSeconds(5);
            vault.Seal(Ready(South, North, levels: [level]));
        }

        Assert.Equal(Outset + Duration.FromMinutes(1), match.NextDue);
        Assert.Equal(match.NextDue, miss.NextDue);
        Assert.Equal(match.Events.Count, miss.Events.Count);
        match.PassUntil(Opening);
        miss.PassUntil(Opening);

        // Only the vault knows that there was a comparison, and it makes no second one.
        Assert.Single(miss.Of(Event.BodyOneofCase.SealedReadinessMissed));
        Assert.Equal(2, miss.Events.Count(e => e.CallRequested?.RecordReceipt is not null));
        Assert.DoesNotContain(miss.Events, e => e.CallRequested?.RecordMatch is not null);
        Assert.Equal(2, match.Of(Event.BodyOneofCase.SealedReadinessMatched).Count() + match.MatchesOf(South).Count());
    }

    [Fact]
    public void Where_the_clock_stands_before_1970_it_is_the_next_minute_too()
    {
        var vault = new PlayedVault { Now = Instant.FromUtc(1914, 12, 24, 20, 0) + Duration.FromSeconds(1) };
        vault.Accept(Caller.Parley, Open());
        vault.Seal(Ready(North, South));
        vault.Seal(Ready(South, North));
        Assert.Equal(Instant.FromUtc(1914, 12, 24, 20, 1), vault.NextDue);
    }

    [Fact]
    public void What_is_taken_back_within_the_minute_matches_nothing()
    {
        var vault = Opened();
        var north = vault.Seal(Ready(North, South));
        vault.Seal(Ready(South, North));
        vault.Now += Duration.FromSeconds(59);
        vault.Seal(Withdraw(North, north.Hash));
        vault.PassUntil(Opening);
        Assert.Empty(vault.MatchesOf(South));
        Assert.Empty(vault.Of(Event.BodyOneofCase.SealedReadinessMissed));
    }

    public static TheoryData<string, SealReadinessRequest, bool> Others { get; } = new()
    {
        { "same", Ready(South, North), true },
        { "another subject", Ready(South, North, ReadinessSubject.Talk), false },
        { "another member", Ready(South, Broker), false },
        { "a common level", Ready(South, North, levels: [Level.Expert, Level.ForeignMinister]), true },
        { "no common level", Ready(South, North, levels: [Level.Expert]), false },
        { "a common venue", Ready(South, North, venues: ["geneva", "vienna"]), true },
        { "no common venue", Ready(South, North, venues: ["minsk"]), false },
        { "from its last instant", Ready(South, North, from: Outset + Duration.FromHours(6)), true },
        { "from after it", Ready(South, North, from: Outset + Duration.FromHours(6) + Duration.FromSeconds(1)), false },
        { "until its first instant", Ready(South, North, until: Outset + Duration.FromHours(3)), true },
        { "until before it", Ready(South, North, until: Outset + Duration.FromHours(3) - Duration.FromSeconds(1)), false },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_compatible_matches_in_either_order(string what, SealReadinessRequest other, bool matches)
    {
        Assert.NotEmpty(what);
        var mine = Ready(
            North, South, from: Outset + Duration.FromHours(3), until: Outset + Duration.FromHours(6),
            levels: [Level.ForeignMinister, Level.DefenceMinister], venues: ["vienna", "moscow"]);
        foreach (var (first, second) in ((SealReadinessRequest, SealReadinessRequest)[])[(mine, other), (other, mine)])
        {
            var vault = Opened();
            vault.Seal(first);
            vault.Seal(second);
            vault.PassUntil(vault.Now + Duration.FromMinutes(1));
            Assert.Equal(matches ? 1 : 0, vault.MatchesOf(North).Count());
            Assert.Equal(matches ? 1 : 0, vault.MatchesOf(South).Count());
        }
    }

    [Fact]
    public void A_window_that_is_over_when_they_are_compared_matches_nothing()
    {
        foreach (var (past, found) in ((int, int)[])[(0, 1), (1, 0)])
        {
            var vault = Opened();
            vault.Seal(Ready(North, South, until: Outset + Duration.FromHours(1)));
            vault.Now = Outset + Duration.FromMinutes(59 + past);
            vault.Seal(Ready(South, North));
            vault.PassUntil(Opening);
            Assert.Equal(found, vault.MatchesOf(North).Count());
        }
    }

    [Fact]
    public void A_match_is_found_once_and_again_only_when_both_file_anew()
    {
        var vault = Opened();
        vault.Seal(Ready(North, South));
        vault.Seal(Ready(South, North));
        vault.PassUntil(Outset + Duration.FromHours(1));
        Assert.Single(vault.MatchesOf(North));
        vault.PassUntil(Outset + Duration.FromHours(2));
        Assert.Single(vault.MatchesOf(North));
        vault.Seal(Ready(North, South));
        vault.PassUntil(Outset + Duration.FromHours(3));
        Assert.Single(vault.MatchesOf(North)); // Nobody tries out on what the other has filed.
        vault.Seal(Ready(South, North));
        vault.PassUntil(Outset + Duration.FromHours(4));
        Assert.Equal(2, vault.MatchesOf(North).Count());
        Assert.Equal(2, vault.MatchesOf(South).Count());
    }

    [Fact]
    public void What_nobody_could_withdraw_matches_nothing_until_somebody_is_there_again()
    {
        var vault = Opened();
        vault.Seal(Ready(North, South));
        vault.Accept(Caller.Parley, Accredited(2));
        vault.Now += Duration.FromSeconds(90);
        vault.Seal(Ready(South, North));
        vault.PassUntil(Outset + Duration.FromHours(1));
        Assert.Empty(vault.MatchesOf(South));
        vault.Accept(Caller.Parley, Accredited(3, new AccreditationPeriod { Subject = Nora.Subject }));
        vault.PassUntil(Opening);
        Assert.Equal([(Outset + Duration.FromMinutes(61)).ToTimestamp()], vault.MatchesOf(South).Select(m => m.Time));
    }

    [Fact]
    public void What_is_withdrawn_or_replaced_before_a_match_is_never_used()
    {
        var vault = Opened();
        vault.Seal(Withdraw(North, vault.Seal(Ready(North, South)).Hash));
        vault.Seal(Ready(Broker, South));
        vault.Seal(Ready(Broker, South, levels: [Level.Local]));
        vault.Seal(Ready(South, North));
        vault.Seal(Ready(South, Broker, levels: [Level.Expert]));
        vault.PassUntil(Opening);
        Assert.Empty(vault.Of(Event.BodyOneofCase.SealedReadinessMatched));
    }

    [Fact]
    public void Each_pair_is_matched_for_itself()
    {
        var vault = Opened();
        vault.Seal(Ready(North, South));
        vault.Seal(Ready(North, Broker));
        vault.Seal(Ready(South, North));
        vault.Seal(Ready(Broker, North));
        vault.PassUntil(Outset + Duration.FromMinutes(1));
        Assert.Equal([South, Broker], vault.MatchesOf(North).Select(m => m.With));
        Assert.Equal([North], vault.MatchesOf(South).Select(m => m.With));
        Assert.Equal([North], vault.MatchesOf(Broker).Select(m => m.With));
    }

    [Fact]
    public void Readiness_is_with_another_member_in_a_window_to_come()
    {
        var vault = Opened();
        Assert.Equal("readiness.with", vault.Refuse("CONDITION_ON_ITSELF", Ready(North, North)).Fields[0].Field);
        vault.Refuse("UNKNOWN_MEMBER", Ready(North, Valley + "/parties/west"));
        vault.Refuse("INTERVAL_REVERSED", Ready(North, South, from: Opening, until: Opening - Duration.FromSeconds(1)));
        Assert.Equal(RejectionCode.FailedPrecondition, vault.Refuse("NOT_AFTER_IN_PAST", Ready(North, South, until: Outset - Duration.FromSeconds(1))).Code);
        vault.Seal(Ready(North, South, until: Outset));
    }
}
