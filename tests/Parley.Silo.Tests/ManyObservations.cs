using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using Parley.Journal;
using Parley.V1;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Observations in bulk, the same for the same seed, copied into a truce that has one already, on which they are modelled.</summary>
internal static class ManyObservations
{
    /// <summary>Adds them behind the last event. No silo may have the truce active meanwhile.</summary>
    public static async Task Copy(string database, StoredEvent model, int count, int seed)
    {
        var random = new Random(seed);
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        await using (var rows = await connection.BeginBinaryImportAsync("COPY many (version, entry_id, payload, recorded_at) FROM STDIN (FORMAT BINARY)"))
        {
            var e = Event.Parser.ParseFrom(model.Payload.Span);
            for (var i = 1; i <= count; i++)
            {
                e.Version = model.Version + i;
                e.Entry = $"seeded-{i:x6}";
                e.ObservationReported.Observation.Name = $"{TruceName}/observations/{e.Entry}";
                e.ObservationReported.Observation.Text.Values["en"] = $"{random.Next()} {random.Next()} shots";
                await rows.StartRowAsync();
                await rows.WriteAsync(e.Version, NpgsqlDbType.Bigint);
                await rows.WriteAsync(e.Entry, NpgsqlDbType.Text);
                await rows.WriteAsync(e.ToByteArray(), NpgsqlDbType.Bytea);
                await rows.WriteAsync((model.RecordedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, NpgsqlDbType.Bigint);
            }

            await rows.CompleteAsync();
        }

        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO event (journal, version, entry_id, payload, recorded_at)
            SELECT (SELECT id FROM journal WHERE name = '{TruceName}'), version, entry_id, payload, recorded_at FROM many;
            INSERT INTO entry (journal, kind, id, status, category, party, severity, area, occurred_from, last_version)
            SELECT (SELECT id FROM journal WHERE name = '{TruceName}'), 'observation', entry_id, 'REPORTED', '', '', '', '', recorded_at, version FROM many;
            UPDATE journal SET version = version + {count} WHERE name = '{TruceName}';
            """,
            connection)
        { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }
}
