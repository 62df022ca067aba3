using System.Net;
using Parley.Gateway.Clients;

namespace Parley.Gateway.Tests.Clients;

/// <summary>What is shared is bounded: in all, for one address, and for everybody without a token.</summary>
public sealed class SharedPoolTests
{
    [Fact]
    public void One_address_takes_its_share_and_not_one_more()
    {
        var pool = new SharedPool(100, addressShare: 0.1, withoutTokenShare: 1);
        var holding = new Holding();

        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(PoolAnswer.Taken, pool.TryTake(1, holding, hasToken: true)));
        Assert.Equal(PoolAnswer.AddressFull, pool.TryTake(1, holding, hasToken: true));
        Assert.Equal(PoolAnswer.Taken, pool.TryTake(1, new(), hasToken: true));

        pool.Give(1, holding, hasToken: true);
        Assert.Equal(PoolAnswer.Taken, pool.TryTake(1, holding, hasToken: true));
    }

    [Fact]
    public void Callers_without_a_token_leave_the_reserve_to_those_with_one()
    {
        var pool = new SharedPool(4, addressShare: 1, withoutTokenShare: 0.75);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(PoolAnswer.Taken, pool.TryTake(1, new(), hasToken: false)));
        Assert.Equal(PoolAnswer.WithoutTokenFull, pool.TryTake(1, new(), hasToken: false));
        Assert.Equal(PoolAnswer.Taken, pool.TryTake(1, new(), hasToken: true));
        Assert.Equal(PoolAnswer.Full, pool.TryTake(1, new(), hasToken: true));
    }

    [Fact]
    public void A_token_that_is_shown_frees_the_place_for_another_without_one()
    {
        var pool = new SharedPool(4, addressShare: 1, withoutTokenShare: 0.25);
        pool.TryTake(1, new(), hasToken: false);
        Assert.Equal(PoolAnswer.WithoutTokenFull, pool.TryTake(1, new(), hasToken: false));

        pool.ShowToken(1);

        Assert.Equal(PoolAnswer.Taken, pool.TryTake(1, new(), hasToken: false));
    }

    [Fact]
    public void An_address_that_holds_nothing_may_take_one_thing_larger_than_its_share()
    {
        var pool = new SharedPool(100, addressShare: 0.1, withoutTokenShare: 1);
        var holding = new Holding();

        Assert.Equal(PoolAnswer.Taken, pool.TryTake(50, holding, hasToken: false));
        Assert.Equal(PoolAnswer.AddressFull, pool.TryTake(1, holding, hasToken: false));
        pool.Give(50, holding, hasToken: false);
        Assert.Equal((0, 0), (holding.Held, pool.Used));
    }

    [Fact]
    public void What_was_refused_is_not_held()
    {
        var pool = new SharedPool(2, addressShare: 1, withoutTokenShare: 0.5);
        var holding = new Holding();
        pool.TryTake(1, holding, hasToken: false);
        pool.TryTake(1, holding, hasToken: false);
        pool.TryTake(1, holding, hasToken: true);
        pool.TryTake(1, holding, hasToken: true);

        Assert.Equal((2, 2), (holding.Held, pool.Used));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Limits_are_counted_by_IPv4_address_and_by_IPv6_network(string address, string key) =>
        Assert.Equal(IPAddress.Parse(key), ClientKey.Of(IPAddress.Parse(address)));

    [Fact]
    public void Connections_leave_files_for_the_process_itself()
    {
        Assert.Equal(20_000, ClientConnections.MostConnections(20_000, new(1_048_576, 300), reserved: 128));
        Assert.Equal(20_000, ClientConnections.MostConnections(20_000, new(null, 0), reserved: 128));
        Assert.Equal(596, ClientConnections.MostConnections(20_000, new(1024, 300), reserved: 128));
        Assert.Equal(8, ClientConnections.MostConnections(20_000, new(436, 300), reserved: 128));
        var error = Assert.Throws<InvalidOperationException>(() => ClientConnections.MostConnections(20_000, new(435, 300), reserved: 128));
        Assert.Contains("ulimit -n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_of_open_files_is_the_kernels()
    {
        string[] table = ["Limit                     Soft Limit           Hard Limit           Units", "Max open files            1024                 524288               files"];
        Assert.Equal(1024, OpenFiles.LimitIn(table));
        Assert.Null(OpenFiles.LimitIn(["Max open files            unlimited            unlimited            files"]));
        Assert.InRange(OpenFiles.Read().Open, 1, int.MaxValue);
    }

    [Fact]
    public void Options_are_checked_with_their_full_names()
    {
        var wrong = new ClientOptions { MaxShareOfOneAddress = 0, TrustedProxies = ["10.0.0.0/99"], ForwardedHeader = "X-Real-IP", MaxCalls = 0 };
        var failures = new ClientOptionsValidator().Validate(null, wrong).Failures!.ToList();
        Assert.Equal(4, failures.Count);
        Assert.All(failures, f => Assert.StartsWith("Parley:Gateway:Clients:", f, StringComparison.Ordinal));
        Assert.True(new ClientOptionsValidator().Validate(null, new()).Succeeded);
        Assert.False(new ClientOptionsValidator().Validate(null, new() { ProxyProtocol = true }).Succeeded);
    }
}
