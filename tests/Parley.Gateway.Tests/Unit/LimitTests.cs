using System.Net;
using Parley.Domain.Access;
using Parley.Gateway.Identity;
using Parley.Gateway.Limits;
using Parley.Gateway.Watch;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

public class LimitTests
{
    [Fact]
    public void TryEnter_AtTheLimit_RefusesThatPrincipalOnly()
    {
        var limiter = new PrincipalLimiter(2);
        var anna = new PrincipalKey("anna", null);

        Assert.True(limiter.TryEnter(anna));
        Assert.True(limiter.TryEnter(anna));
        Assert.False(limiter.TryEnter(anna));
        Assert.True(limiter.TryEnter(new("", IPAddress.Loopback)));
        limiter.Leave(anna);
        Assert.True(limiter.TryEnter(anna));
    }

    [Fact]
    public void Keep_MoreThanTheCapacity_ForgetsWhatWasNotUsed()
    {
        var cache = new TokenCache(100);
        var used = TokenCache.DigestOf("used");
        cache.Keep(used, PrincipalOf("used"));
        for (var i = 0; i < 10_000; i++)
        {
            cache.Keep(TokenCache.DigestOf(i.ToString()), PrincipalOf("x"));
            Assert.NotNull(cache.Find(used));
        }

        Assert.InRange(cache.Count, 1, 101);
        Assert.Null(cache.Find(TokenCache.DigestOf("0")));
    }

    [Fact]
    public void Append_MoreThanTheTailHolds_DropsTheOldest()
    {
        var tail = new EventTail(3, 1000);
        for (var version = 1; version <= 5; version++)
        {
            tail.Append(EventOf(version), 1);
        }

        Assert.Equal((3, 5), (tail.First, tail.Last));
        Assert.Null(tail.Find(2));
        Assert.Equal(4, tail.Find(4)!.Event.Version);

        tail.Append(EventOf(6), 5000);
        Assert.Equal((6, 6), (tail.First, tail.Last));
        Assert.Throws<ArgumentException>(() => tail.Append(EventOf(8), 1));

        tail.RestartAfter(20);
        Assert.Equal((21, 20), (tail.First, tail.Last));
        tail.Append(EventOf(21), 1);
        Assert.NotNull(tail.Find(21));
    }

    private static WatchJournalResponse EventOf(long version) => new() { Event = new() { Version = version } };

    private static Principal PrincipalOf(string subject) => new(new Caller(subject, []), DateTimeOffset.MaxValue, new(subject, null));
}
