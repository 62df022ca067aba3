using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;
using Parley.Testing;

namespace Parley.Benchmarks;

/// <summary>
/// PostgreSQL's own load client, committing single rows on the same server: what a service would do that had nothing else to do
/// than to insert one row a command.
/// </summary>
/// <remarks>
/// The table is the journal's own <c>event</c>, with all its four indexes, and each row is like that of an observation: its payload
/// is as long as the events of the benchmark's commands are, it belongs to one of as many journals, and it enters the same three
/// indexes. What a command writes beside that, the entry's row with its two indexes and the moved head, pgbench is spared. So is
/// the making of the values: they are literals, numbers that pgbench draws, and a sequence.
/// </remarks>
internal sealed partial class Pgbench
{
    private const int Clients = 32;
    private const int Threads = 2;
    private readonly NpgsqlConnectionStringBuilder _database;
    private readonly string _folder;
    private readonly CpuMeter _meter;
    private readonly string _program;

    private Pgbench(string connectionString, string folder, CpuPart server)
    {
        _database = new(connectionString);
        _folder = folder;
        _meter = new(server, new("client", ProcessTree.EndedChildren));
        _program = Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin", "pgbench")).Where(File.Exists).Max()
            ?? throw new InvalidOperationException("There is no pgbench; apt-get install postgresql.");
    }

    private string Script => Path.Combine(_folder, "pgbench.sql");

    /// <summary>Makes its table beside the journal's, to which the events that it resembles have been written already.</summary>
    public static async Task<Pgbench> Prepare(Stage stage, int journals)
    {
        await PostgresServer.Execute(stage.Database, "CREATE TABLE pgbench_event (LIKE event INCLUDING ALL); CREATE SEQUENCE pgbench_version CACHE 100");
        await using var source = NpgsqlDataSource.Create(stage.Database);
        await using var command = source.CreateCommand(
            "SELECT length(payload), length(entry_id), subject, length(request_hash) FROM event WHERE entry_id IS NOT NULL ORDER BY position DESC LIMIT 1");
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync())
        {
            throw new InvalidOperationException("No observation has been reported yet.");
        }

        var pgbench = new Pgbench(stage.Database, stage.Folder, stage.PostgresCpu);
        Console.WriteLine($"pgbench's row: payload {row.GetInt32(0)} bytes, as an event of the durable command");
        await File.WriteAllTextAsync(pgbench.Script, $"""
            \set journal random(1, {journals})
            \set entry random(1{new string('0', 17)}, 9{new string('0', 17)})
            INSERT INTO pgbench_event (journal, version, entry_id, subject, request_id, request_hash, payload, recorded_at)
            VALUES (:journal, nextval('pgbench_version'), '{new string('e', row.GetInt32(1) - 18)}' || (:entry)::text, '{row.GetString(2)}', gen_random_uuid(), '\x{new string('a', 2 * row.GetInt32(3))}', '\x{new string('b', 2 * row.GetInt32(0))}', 1790000000000000);

            """);
        return pgbench;
    }

    /// <summary>Runs it as fast as it goes, or at a rate.</summary>
    /// <param name="duration">For how long; whole seconds.</param>
    /// <param name="perSecond">Transactions that are due a second (a Poisson process); 0 for as many as possible.</param>
    public async Task<Measured> Run(TimeSpan duration, double perSecond = 0)
    {
        var logs = Directory.CreateDirectory(Path.Combine(_folder, "pgbench-" + Guid.NewGuid().ToString("N"))).FullName;
        var used = _meter.Begin();
        var start = new ProcessStartInfo(_program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = logs };
        start.Environment["PGPASSWORD"] = _database.Password;
        foreach (var argument in Arguments(duration, perSecond))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || Number(output, Failed()) > 0)
        {
            throw new InvalidOperationException($"pgbench failed: {await errors}{output}");
        }

        var latencies = new Latencies();
        long transactions = 0;
        foreach (var line in Directory.GetFiles(logs).SelectMany(File.ReadLines))
        {
            // Client, number, microseconds, and more. With a rate the microseconds count from when the transaction was due.
            latencies.Add(TimeSpan.FromMicroseconds(long.Parse(line.Split(' ', 4)[2])));
            transactions++;
        }

        Directory.Delete(logs, recursive: true);
        return new(Number(output, PerSecond()), latencies.At(50), latencies.At(99), used(transactions));
    }

    private IEnumerable<string> Arguments(TimeSpan duration, double perSecond) =>
    [
        "-h", _database.Host!, "-p", _database.Port.ToString(), "-U", _database.Username!,
        "-n", "-M", "prepared", "-c", $"{Clients}", "-j", $"{Threads}", "-T", duration.TotalSeconds.ToString("F0"), "-l", "-f", Script,
        .. perSecond > 0 ? new[] { $"--rate={perSecond.ToString("F0")}" } : [],
        _database.Database!,
    ];

    private static double Number(string output, Regex what) =>
        double.Parse(what.Match(output).Groups[1].Value);

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex PerSecond();

    [GeneratedRegex("^number of failed transactions: ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
