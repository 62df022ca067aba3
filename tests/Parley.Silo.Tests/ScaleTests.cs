using Parley.Testing;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>However many entries a journal has, activating and commanding it reads the same few events.</summary>
public sealed class ScaleTests(SharedPostgres postgres)
{
    private const int Many = 400_000;

    [Fact]
    public async Task A_truce_of_400_000_observations_is_activated_and_commanded_with_what_one_of_a_single_observation_reads()
    {
        var database = await postgres.Create();
        await PostgresServer.Execute(database, "CREATE UNLOGGED TABLE many (version bigint, entry_id text, payload bytea, recorded_at bigint)");
        var folder = Directory.CreateTempSubdirectory("parley-silo-");
        try
        {
            long version;
            await using (var silo = await Start())
            {
                await silo.Found();
                await silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
                await silo.Do<Observation>(ForNorth, Observe("shots"));
                version = (await silo.Store.ReadHead(TruceName, CancellationToken.None))!.Version;
                while (await silo.Alarm.Ring(CancellationToken.None) > 0)
                {
                }
            }

            var few = await ReadBy(Use);
            Assert.InRange(few.Events, 1, 50);
            await using (var silo = await Start())
            {
                var events = await silo.Store.ReadEvents(new(TruceName, 1, long.MaxValue, 100), CancellationToken.None);
                var model = events.Last(e => Event.Parser.ParseFrom(e.Payload.Span).ObservationReported is not null);
                await ManyObservations.Copy(database, model with { Version = events[^1].Version }, Many, seed: 20);
            }

            Assert.Equal(few, await ReadBy(Use));

            // They are there: the last of them is read like any other event.
            await using (var silo = await Start())
            {
                var head = (await silo.Store.ReadHead(TruceName, CancellationToken.None))!;
                Assert.InRange(head.Version, version + Many, version + Many + 10);
                Assert.Contains(await silo.Store.ReadEvents(new(TruceName, head.Version - 10, head.Version, 20), CancellationToken.None), e => e.EntryId == $"seeded-{Many:x6}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task<TestSilo> Start() => TestSilo.Start(folder.FullName, settings: ("Journal:ConnectionString", database));

        async Task<(int Events, int Entries)> ReadBy(Func<TestSilo, Task> use)
        {
            await using var silo = await Start();
            await use(silo);
            return (silo.Store.EventsRead, silo.Store.EntryReads.Came);
        }
    }

    // A first answer after activation, then commands.
    private static async Task Use(TestSilo silo)
    {
        var truce = (Truce)(await silo.Read(Mediator, new GetTruceRequest { Name = TruceName })).Value!;
        Assert.Equal(TruceState.Scheduled, truce.State);
        for (var i = 0; i < 3; i++)
        {
            await silo.Do<Observation>(ForNorth, Observe($"more shots {i}"));
        }
    }
}

/// <summary>Of the entries that it has read, an activation keeps as many as it is told to.</summary>
public sealed class EntryCacheTests : SiloTest
{
    private const int Kept = 3;

    protected override (string Name, string Value)[] Settings => [("Frame:CachedEntries", $"{Kept}")];

    [Theory]
    [InlineData(Kept, Kept)]
    [InlineData(Kept + 1, 2 * (Kept + 1))]
    public async Task As_many_as_the_limit_are_read_once_and_one_more_has_the_least_used_read_again(int used, int reads)
    {
        await Silo.Found();
        var names = new List<string>();
        for (var i = 0; i < used; i++)
        {
            names.Add((await Silo.Do<Statement>(ForNorth, Say($"statement {i}"))).Name);
        }

        await Restart();
        foreach (var name in names.Concat(names))
        {
            Assert.Equal(name, ((Statement)(await Silo.Read(Mediator, new GetStatementRequest { Name = name })).Value!).Name);
        }

        Assert.Equal(reads, Silo.Store.EntryReads.Came);
    }
}
