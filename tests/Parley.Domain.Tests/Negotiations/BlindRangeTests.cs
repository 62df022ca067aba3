using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Values that are looked for blindly: what is seen of them in the talks.</summary>
public sealed class BlindRangeTests
{
    private static readonly Instant FirstClose = Instant.FromUtc(2020, 10, 11, 12, 0);

    [Fact]
    public void Agreed_ItIsToldToTheVault()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Range());
        var call = talks.CallsOf().Last();
        Assert.Equal((Talks.Name + "/vault", Talks.Name + "/vault"), (call.Target, call.RegisterRange.Name));
        Assert.Equal("hour", call.RegisterRange.Range.Id);
        Assert.All(call.RegisterRange.Range.Closes, c => Assert.NotNull(c.Resolved));
        Assert.Single(talks.CallsOf(), c => c.CallCase == CallRequested.CallOneofCase.RegisterRange);
    }

    [Fact]
    public void WhatTheMediatorWritesAsAResult_IsNotBelieved()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Range(change: r => (r.Result, r.RoundsOver) = (new() { Number = 3 }, 2)));
        var range = Assert.Single(talks.Shown().BlindRanges);
        Assert.Null(range.Result);
        Assert.Equal(0, range.RoundsOver);
    }

    [Fact]
    public void Rounds_CloseByTheClock_WhileNothingIsFound()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Range());
        Assert.Equal(0, talks.Until(FirstClose - Duration.FromTicks(10)).Shown().BlindRanges[0].RoundsOver);
        Assert.Equal(1, talks.Until(FirstClose).Shown().BlindRanges[0].RoundsOver);
        Assert.Equal(2, talks.Until(FirstClose + Duration.FromDays(30)).Shown().BlindRanges[0].RoundsOver);
        Assert.Equal((FirstClose + Duration.FromDays(1)).ToTimestamp(), talks.Events[^1].DueAt);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(30, 0)]
    public void FoundInTheFirstRound_NoRoundWasWithoutAValue_HoweverLateItIsTold(int hoursLate, int without)
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Range());
        talks.Now = FirstClose + Duration.FromHours(hoursLate);
        talks.Accept(Caller.Parley, Talks.Found(FirstClose));
        var range = talks.Shown().BlindRanges[0];
        Assert.Equal((7, without), (range.Result.Number, range.RoundsOver));

        talks.Until(FirstClose + Duration.FromDays(30));
        Assert.Equal(range, talks.Shown().BlindRanges[0]);
        talks.Refuse("RANGE_HAS_VALUE", Caller.Parley, Talks.Found(FirstClose));
    }

    [Fact]
    public void FoundInTheSecondRound_TheFirstWasWithoutAValue()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Range());
        talks.Until(FirstClose + Duration.FromDays(1));
        talks.Accept(Caller.Parley, Talks.Found(FirstClose + Duration.FromDays(1)));
        Assert.Equal(1, talks.Shown().BlindRanges[0].RoundsOver);
    }

    [Fact]
    public void Found_IsForTheVaultToSay_OfARangeThatThereIs()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Range());
        talks.Refuse("PERMISSION_DENIED", Talks.Mediator, Talks.Found(FirstClose));
        talks.Refuse("UNKNOWN_RANGE", Caller.Parley, Talks.Found(FirstClose, "day"));
        talks.Refuse("VALUE_MISSING", Caller.Parley, new RangeFoundCall { Name = Talks.Name, Range = "hour" });
    }

    public static TheoryData<string, Action<BlindRange>> Faults => new()
    {
        { "TOO_FEW_PARTIES", r => r.Parties.RemoveAt(1) },
        { "DUPLICATE_MEMBER", r => r.Parties.Add(Cast.North) },
        { "UNKNOWN_MEMBER", r => r.Parties.Add(Talks.Outsider) },
        { "UNKNOWN_MEMBER", r => r.AgreedBy.Add(Talks.Outsider) },
        { "FOREIGN_NAME", r => r.AgreedBy.Add(Cast.Foreign) },
        { "CONSENT_MISSING", r => r.AgreedBy.Remove(Cast.South) },
        { "CLOSES_MISSING", r => r.Closes.Clear() },
        { "CLOSE_IN_PAST", r => r.Closes[0] = Cast.At(Talks.Start) },
        { "CLOSES_NOT_ASCENDING", r => r.Closes[1] = r.Closes[0] },
        { "ZONE_MISSING", r => r.Closes[1] = Cast.At("2020-10-12T12:00", "") },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Agree_IsRefusedForWhatIsNotAgreedOrCannotBe(string reason, Action<BlindRange> fault) =>
        Talks.Opened().Refuse(reason, Talks.Mediator, Talks.Range(change: fault));

    [Fact]
    public void Agree_AtTheEdge_IsAccepted() =>
        Talks.Opened().Accept(Talks.Mediator, Talks.Range(change: r =>
        {
            r.Closes[0] = Cast.At("2020-10-10T09:00:01");
            r.Closes[1] = Cast.At("2020-10-10T09:00:02");
            r.AgreedBy.Add(Talks.Watcher);
        }));

    [Fact]
    public void Agree_UnderAnIdThatIsTaken_OrBeyondTheLimit_IsRefused()
    {
        var talks = Talks.Opened();
        for (var i = 0; i < NegotiationLimits.BlindRanges; i++)
        {
            talks.Accept(Talks.Mediator, Talks.Range($"r{i}"));
        }

        talks.Refuse("ALREADY_EXISTS", Talks.Mediator, Talks.Range("r0"));
        talks.Refuse("LIMIT_REACHED", Talks.Mediator, Talks.Range("one-more"));
    }
}
