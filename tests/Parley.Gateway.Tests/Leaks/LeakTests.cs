using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Parley.Gateway.Tests.Edge;
using Parley.Testing;
using Parley.V1;

namespace Parley.Gateway.Tests.Leaks;

/// <summary>
/// Nobody learns what was said in the other room, nor that there was one. Histories are each told twice, on two servers with the same
/// keys and the same clock; they differ only in what is not for north. Whatever north can get is the same, byte for byte: replies,
/// refusals, ids, versions, etags, page tokens, order, streams. Sixty histories here; <c>tests/soak leaks</c> tells a thousand.
/// </summary>
public sealed class LeakTests(LeakServers servers) : IClassFixture<LeakServers>
{
    private const int AtOnce = 8;

    /// <summary>Whether a room is there is asked in one story of so many.</summary>
    private const int OneOf = 10;

    private static readonly int Stories = Round.Of(60, 1000);

    /// <summary>After the first round of the range; after the opening, whether it was held or not; after the second round.</summary>
    private static readonly string[] Ends = ["2020-10-02T13:00:00Z", "2020-10-03T13:00:00Z", "2020-10-05T00:00:00Z"];

    [Fact]
    public async Task Histories_that_differ_in_what_is_not_for_north_are_the_same_to_north()
    {
        var rooms = Enumerable.Range(0, Stories).Select(i => new Telling(new Room(i), new Story(new Room(i), seed: i), servers)).ToList();
        await Each(rooms, room => room.Begin());
        for (var chapter = 0; chapter < Story.Chapters; chapter++)
        {
            await Each(rooms, room => room.Tell(chapter));
            await Each(rooms.Where((_, i) => i % Story.Chapters == chapter), room => room.Compare($"after chapter {chapter}"));
            await servers.AdvanceTo(Ends[chapter]);
        }

        await Each(rooms, room => room.Compare("at the end"));

        await Each(rooms.Where((_, i) => i % OneOf == 0), room => room.CompareWithNone());
        var differences = rooms.SelectMany(room => room.Differences).ToList();
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        Assert.True(rooms.Count(r => r.Hidden > 0) > Stories * 9 / 10, "Hardly any story has a secret.");
    }

    private static Task Each(IEnumerable<Telling> rooms, Func<Telling, Task> what) => Parallel.ForEachAsync(
        rooms, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (room, _) => await what(room));

    /// <summary>A story on both servers, and what north has got from each.</summary>
    private sealed class Telling(Room room, Story story, LeakServers servers)
    {
        private readonly List<string> _guessed = [];
        private readonly List<string> _hashes = [];

        public ConcurrentBag<string> Differences { get; } = [];

        public int Hidden { get; private set; }

        public async Task Begin()
        {
            foreach (var act in story.Beginning)
            {
                var (one, other) = await Both(act);
                Assert.True(one.Code == StatusCode.OK && other.Code == StatusCode.OK, $"{act.Rpc}: {one} {other}");
            }
        }

        public async Task Tell(int chapter)
        {
            foreach (var step in story.Chapter[chapter])
            {
                foreach (var (server, hidden) in servers.All.Zip(step.Hidden))
                {
                    foreach (var act in hidden)
                    {
                        var answer = await server.Call(room, act);
                        Assert.True(answer.Code is StatusCode.OK or StatusCode.FailedPrecondition || act.Rpc == "WithdrawFiling", $"{act.Rpc}: {answer}");
                        Remember(act, answer);
                    }
                }

                await Same(step.Shown, $"in chapter {chapter}");
            }
        }

        public async Task Compare(string when)
        {
            string[] guessed = [.. _guessed.Take(2).Concat(_guessed.TakeLast(2)).Distinct()];
            foreach (var probe in Probes.Reads(room, guessed).Concat(Probes.Intrusions(room, guessed, [.. _hashes.TakeLast(2)])))
            {
                await Same(probe, when);
            }
        }

        /// <summary>South's room is answered like one of a member that there is not, on either server.</summary>
        public async Task CompareWithNone()
        {
            var (there, absent) = (room.Caucus(Room.South), room.Caucus(Room.Nobody));
            foreach (var (asked, twin) in Probes.OfRoom(room, there).Zip(Probes.OfRoom(room, absent)))
            {
                foreach (var server in servers.All)
                {
                    var (one, other) = (await server.Call(room, asked), await server.Call(room, twin));
                    if (one.Comparable.Replace(there, absent, StringComparison.Ordinal) != other.Comparable)
                    {
                        Differences.Add($"{room.Talks} like none: {asked.Told(one)}\n{twin.Told(other)}");
                    }
                }
            }
        }

        private async Task Same(Act act, string when)
        {
            var (one, other) = await Both(act);
            if (one.Comparable != other.Comparable)
            {
                Differences.Add($"{room.Talks} {when}: {act.Told(one)}\n{act.Told(other)}");
            }
        }

        private async Task<(Answer One, Answer Other)> Both(Act act) => (await servers.All[0].Call(room, act), await servers.All[1].Call(room, act));

        private void Remember(Act act, Answer answer)
        {
            if (answer.Code != StatusCode.OK || !Rpcs.IsMutation(Rpcs.Named(act.Rpc)))
            {
                return;
            }

            Hidden++;
            var reply = Rpcs.Named(act.Rpc).OutputType.Parser.ParseFrom(answer.Reply);
            if (reply is SealReceipt receipt)
            {
                _hashes.Add(receipt.Hash);
            }
            else
            {
                _guessed.Add((string)reply.Descriptor.FindFieldByName("name").Accessor.GetValue(reply));
            }
        }
    }
}

/// <summary>Two servers that are alike in everything that is not told to them.</summary>
public sealed class LeakServers : IAsyncLifetime
{
    internal IReadOnlyList<LeakServer> All { get; } = [new(), new()];

    public async ValueTask InitializeAsync()
    {
        foreach (var server in All)
        {
            await server.Edge.InitializeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in All)
        {
            await server.Edge.DisposeAsync();
        }
    }

    internal async Task AdvanceTo(string instant)
    {
        foreach (var server in All)
        {
            var time = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(instant));
            await new ExerciseService.ExerciseServiceClient(server.Edge.Channel).AdvanceClockAsync(new() { To = time }, server.Edge.Mediator);
        }
    }
}

/// <summary>One of them, with the tokens of a story's actors.</summary>
internal sealed class LeakServer
{
    private readonly ConcurrentDictionary<(int, string), Metadata> _tokens = new();

    public EdgeServer Edge { get; } = new PatientServer();

    /// <summary>The answer; whoever is told to come again does, under the same request id. That only says how busy the machine is.</summary>
    public async Task<Answer> Call(Room room, Act act)
    {
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while (true)
        {
            var token = _tokens.GetOrAdd((room.Number, act.By), _ => Edge.As(room.Subject(act.By), room.Grants(act.By)));
            var answer = await Edge.Call(Rpcs.Named(act.Rpc), act.Request, token);
            if (answer.Code != StatusCode.Unavailable)
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), deadline.Token);
        }
    }
}

/// <summary>
/// A server whose answers wait for the calls they cause however busy the machine is. Without that, what is told next may come between
/// them, and two records of the same acts are in another order for no other reason than that one server was held up.
/// </summary>
internal sealed class PatientServer() : EdgeServer(Start, new Dictionary<string, string> { ["Parley__Frame__CallPatience"] = "00:00:10" });
