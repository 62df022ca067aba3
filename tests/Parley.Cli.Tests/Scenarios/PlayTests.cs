using System.Collections.Immutable;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Parley.Cli.Calls;
using Parley.Cli.Scenarios;
using Parley.Testing;
using Parley.V1;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>How a scenario is played: in its roles, on its clock, until its end or the first thing that is not as expected.</summary>
public sealed class PlayTests
{
    private static readonly DateTimeOffset Start = new(2020, 10, 10, 0, 0, 0, TimeSpan.Zero);
    private readonly PassingTime _time = new(Start) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(50) };
    private readonly List<string> _callers = [];

    [Fact]
    public async Task Each_step_is_sent_in_its_role_with_what_was_remembered_before()
    {
        var server = new FakeServer(r => r is GetTruceRequest get ? new Truce { Name = get.Name, Etag = "v7" } : new Truce { State = TruceState.Scheduled });
        var results = await Played(server, """
              - call: GetTruce
                with: { name: conflicts/cc/truces/tt }
                capture: { tag: etag, t: name }
              - call: AcceptTruce
                as: m
                with: { name: "${t}", etag: "${tag}" }
                expect: { state: TRUCE_STATE_SCHEDULED }
            """);
        Assert.All(results, r => Assert.True(r.Passed));
        var accept = Assert.IsType<AcceptTruceRequest>(server.Requests[1]);
        Assert.Equal(("conflicts/cc/truces/tt", "v7"), (accept.Name, accept.Etag));
        Assert.NotEmpty(accept.RequestId);
        Assert.Equal(["nobody", "m: mediator"], _callers);
    }

    [Fact]
    public async Task It_ends_at_the_first_step_that_is_not_as_expected()
    {
        var results = await Played(new FakeServer(_ => new Truce { State = TruceState.Draft }), """
              - call: GetTruce
                with: { name: conflicts/cc/truces/tt }
                expect:
                  name: ""
                  state: TRUCE_STATE_IN_FORCE
              - say: never reached
            """);
        var mismatch = Assert.Single(Assert.Single(results).Mismatches);
        Assert.Equal(new Mismatch("state", "\"TRUCE_STATE_IN_FORCE\"", "\"TRUCE_STATE_DRAFT\"", 10), mismatch);
    }

    [Fact]
    public async Task A_success_is_no_refusal_and_a_refusal_no_success()
    {
        var refusing = new FakeServer(_ => throw new RpcException(new Status(StatusCode.NotFound, "no")));
        const string Ask = "  - call: GetTruce\n    with: { name: conflicts/cc/truces/tt }\n    ";
        Assert.Equal("NOT_FOUND", Assert.Single((await Played(refusing, Ask + "expect: { state: X }\n"))[0].Mismatches).Actual);
        Assert.Equal("a refusal", Assert.Single((await Played(new FakeServer(_ => new Truce()), Ask + "refuse: { code: NOT_FOUND }\n"))[0].Mismatches).Expected);
        Assert.Empty((await Played(refusing, Ask + "refuse: { code: NOT_FOUND, message: 'no' }\n"))[0].Mismatches);
        Assert.Equal("code", Assert.Single((await Played(refusing, Ask + "refuse: { code: ABORTED }\n"))[0].Mismatches).Path);
    }

    [Fact]
    public async Task What_follows_by_itself_is_asked_for_again_until_it_holds_or_its_time_is_up()
    {
        var asked = 0;
        var coming = new FakeServer(_ => new Truce { State = ++asked < 3 ? TruceState.Scheduled : TruceState.InForce });
        const string Ask = "  - call: GetTruce\n    with: { name: conflicts/cc/truces/tt }\n    within: 2s\n    expect: { state: TRUCE_STATE_IN_FORCE }\n";
        Assert.True(Assert.Single(await Played(coming, Ask)).Passed);
        Assert.Equal(3, asked);
        var never = new FakeServer(_ => new Truce { State = TruceState.Scheduled });
        Assert.False(Assert.Single(await Played(never, Ask)).Passed);
        Assert.InRange(never.Requests.Count, 2, 40);
    }

    [Fact]
    public async Task What_should_be_remembered_and_is_not_there_fails_the_step()
    {
        var result = Assert.Single(await Played(new FakeServer(_ => new Truce()), "  - call: GetTruce\n    with: { name: conflicts/cc/truces/tt }\n    capture: { tag: etag }\n"));
        Assert.Equal("something to remember", Assert.Single(result.Mismatches).Expected);
    }

    [Fact]
    public async Task A_resumed_play_does_not_judge_what_lies_behind_but_never_passes_without_a_server()
    {
        const string Ask = "  - call: GetTruce\n    with: { name: conflicts/cc/truces/tt }\n    expect: { state: TRUCE_STATE_IN_FORCE }\n";
        var behind = new FakeServer(_ => new Truce { State = TruceState.Expired });
        var again = Assert.Single(await Played(behind, Ask, resumedAfter: TimeSpan.FromDays(1)));
        Assert.Equal((true, true), (again.Passed, again.Repeated));
        var away = Assert.Single(await Played(new FakeServer(_ => throw FakeServer.Away), Ask, resumedAfter: TimeSpan.FromDays(1)));
        Assert.Equal((false, true), (away.Passed, away.Failure!.IsUnreachable));
    }

    [Fact]
    public async Task An_exercise_that_is_past_the_start_is_not_begun_again_unawares()
    {
        var refused = await Assert.ThrowsAsync<UsageException>(() => Played(new FakeServer(_ => new Truce()), "  - say: S\n", clockAhead: TimeSpan.FromDays(1)));
        Assert.Contains("--resume", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_exercise_clock_it_is_said_what_to_do()
    {
        var real = new ServerClock(new RpcCaller(new FakeServer(_ => throw new RpcException(new(StatusCode.Unimplemented, "Service is unimplemented."))), "jwt", _time));
        var refused = await Assert.ThrowsAsync<UsageException>(() => real.Now(TestContext.Current.CancellationToken));
        Assert.Contains("--exercise", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exercise_clock_is_moved_to_each_instant_and_never_back()
    {
        var now = Start;
        var server = new FakeServer(r => FakeServer.ClockAt(now = r is AdvanceClockRequest advance ? advance.To.ToDateTimeOffset() : now));
        var clock = new ServerClock(new RpcCaller(server, "jwt", _time));
        await clock.GoTo(Instant.FromDateTimeOffset(Start.AddHours(1)), TestContext.Current.CancellationToken);
        await clock.GoTo(Instant.FromDateTimeOffset(Start.AddMinutes(5)), TestContext.Current.CancellationToken);
        await clock.GoTo(Instant.FromDateTimeOffset(Start.AddHours(2)), TestContext.Current.CancellationToken);
        Assert.Equal([Start.AddHours(1), Start.AddHours(2)], server.Requests.OfType<AdvanceClockRequest>().Select(a => a.To.ToDateTimeOffset()));
    }

    [Fact]
    public async Task On_the_wall_s_clock_the_player_waits_however_long()
    {
        var time = new FakeTimeProvider(Start);
        var waiting = new RealClock(time).GoTo(Instant.FromDateTimeOffset(Start.AddDays(60)), TestContext.Current.CancellationToken);
        for (var day = 0; day < 60; day++)
        {
            Assert.False(waiting.IsCompleted);
            time.Advance(TimeSpan.FromDays(1));
            await Task.Yield();
        }

        await waiting.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);
        await new RealClock(time).GoTo(Instant.FromDateTimeOffset(Start), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Every_call_carries_the_token_and_a_deadline_and_is_tried_again_while_the_server_is_away()
    {
        var calls = 0;
        var server = new FakeServer(_ => ++calls < 3 ? throw FakeServer.Away : new Truce());
        await new RpcCaller(server, "jwt", _time).Call(RpcCatalog.Find("GetTruce")!, new GetTruceRequest(), TestContext.Current.CancellationToken);
        Assert.Equal(3, calls);
        Assert.All(server.Options, o => Assert.Equal("Bearer jwt", o.Headers!.GetValue("authorization")));
        Assert.All(server.Options, o => Assert.InRange(o.Deadline!.Value - Start.UtcDateTime, TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(90)));
    }

    private async Task<List<StepResult>> Played(FakeServer server, string steps, TimeSpan? resumedAfter = null, TimeSpan? clockAhead = null)
    {
        var scenario = Yaml.Steps(steps);
        var settings = new PlaySettings(Instant.FromDateTimeOffset(Start), "1", ImmutableDictionary<string, string>.Empty, resumedAfter is not null);
        var clock = new StandingClock(Instant.FromDateTimeOffset(Start + (resumedAfter ?? clockAhead ?? TimeSpan.Zero)));
        var player = new ScenarioPlayer(Caller, clock, _time);
        var results = new List<StepResult>();
        await foreach (var result in player.Play(scenario, settings, TestContext.Current.CancellationToken))
        {
            results.Add(result);
        }

        return results;

        RpcCaller Caller(ScenarioRole? role)
        {
            _callers.Add(role is null ? "nobody" : $"{role.Subject}: {string.Join(", ", role.Roles)}");
            return new RpcCaller(server, null, _time);
        }
    }

    private sealed class StandingClock(Instant now) : IPlayClock
    {
        public Task<Instant> Now(CancellationToken cancellation) => Task.FromResult(now);

        public Task GoTo(Instant instant, CancellationToken cancellation) => Task.CompletedTask;
    }
}
