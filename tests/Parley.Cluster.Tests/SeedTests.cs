using Npgsql;
using Parley.Chaos;
using Parley.Testing;
using Parley.V1;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>What is seeded in bulk is what would have been written had it been reported.</summary>
public sealed class SeedTests(SharedPostgres postgres) : ClusterTest(postgres)
{
    // All that two reports of the same thing have in common.
    private const string Row = """
        SELECT e.subject, length(e.request_hash), row_to_json(n)::jsonb - 'id' - 'last_version' AS entry
        FROM event e JOIN journal j ON j.id = e.journal JOIN entry n ON n.journal = e.journal AND n.id = e.entry_id AND n.last_version = e.version
        WHERE j.name = $1 AND e.version = $2
        """;

    [Fact]
    public Task A_seeded_observation_is_the_one_that_its_request_would_have_made() => With(Plan with { Silos = 1, Gateways = 1 }, async parley =>
    {
        const int count = 5000;
        var truce = (await World.Found(parley, truces: 1))[0];
        await World.Report(parley.Channel(0), parley.Mediator, truce, Guid.NewGuid().ToString());
        Assert.Equal(0, await parley.Silos[0].Stop());

        var request = await new ObservationSeed(truce, "mediator", seed: 1).Write(Database, count);

        await parley.Silos[0].Start();
        var channel = (await parley.AddGateway()).Channel; // It listens once it has found the silo.
        var incidents = new IncidentService.IncidentServiceClient(channel);
        var repeated = await incidents.ReportObservationAsync(request, parley.Mediator);
        var again = request.Clone();
        again.RequestId = Guid.NewGuid().ToString();
        var reported = await incidents.ReportObservationAsync(again, parley.Mediator);
        Assert.NotEqual(reported.Name, repeated.Name);
        Assert.Equal(WhatIsTold(reported), WhatIsTold(repeated));

        var events = await World.AllEvents(channel, parley.Mediator, truce);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(v => (long)v), events.Select(e => e.Version));
        Assert.Equal(count + 2, events.Select(e => e.Entry).Where(id => id.Length > 0).Distinct().Count());
        var reports = events.FindAll(e => e.ObservationReported is not null);
        var (seeded, own) = (reports[^2], reports[^1]);
        Assert.Equal(repeated.Name, seeded.ObservationReported.Observation.Name);
        Assert.Equal(WhatIsTold(own), WhatIsTold(seeded));
        Assert.Equal(await RowOf(truce, own.Version), await RowOf(truce, seeded.Version));
    });

    private static Observation WhatIsTold(Observation observation)
    {
        var told = observation.Clone();
        (told.Name, told.RecordTime, told.Etag) = ("", null, "");
        return told;
    }

    private static Event WhatIsTold(Event e)
    {
        var told = e.Clone();
        (told.Version, told.RecordedAt, told.Entry) = (0, null, "");
        told.ObservationReported.Observation = WhatIsTold(told.ObservationReported.Observation);
        return told;
    }

    private async Task<string> RowOf(string truce, long version)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(Row);
        command.Parameters.AddWithValue(truce);
        command.Parameters.AddWithValue(version);
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        return string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(row.GetValue));
    }
}
