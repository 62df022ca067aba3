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
/// A row is as large as all that an observation's command writes, its event and its entry, and enters as many indexes: the three
/// of <c>event</c> that an observation's event enters and the two of <c>entry</c>. Its payload is as long as those of the benchmark's
/// own events, and it belongs to one of as many journals. That a command writes two rows and moves the head of its journal, pgbench
/// is spared; so is the making of the values: they are literals, numbers that pgbench draws, and a sequence. Beside it stands a row
/// of the event alone.
/// </remarks>
internal sealed partial class Pgbench
{
    private const int Clients = 32;
    private const int Threads = 2;
    private readonly NpgsqlConnectionStringBuilder _database;
    private readonly string _script;
    private readonly CpuMeter _meter;
    private readonly string _program;

    private Pgbench(string connectionString, string script, CpuPart server)
    {
        _database = new(connectionString);
        _script = script;
        _meter = new(server, new("client", ProcessTree.EndedChildren));
        _program = Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin", "pgbench")).Where(File.Exists).Max()
            ?? throw new InvalidOperationException("There is no pgbench; apt-get install postgresql.");
    }

    /// <summary>Makes its table beside the journal's, to which observations that it resembles have been written already.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="journals">How many journals the rows are of.</param>
    /// <param name="row">What a row holds.</param>
    public static async Task<Pgbench> Prepare(Stage stage, int journals, PgbenchRow row)
    {
        var script = Path.Combine(stage.Folder, row.Table + ".sql");
        await PostgresServer.Execute(stage.Database, $"CREATE TABLE {row.Table} (LIKE event INCLUDING ALL); CREATE SEQUENCE {row.Table}_version CACHE 100; {row.Further}");
        await File.WriteAllTextAsync(script, await row.Script(stage.Database, journals));
        return new(stage.Database, script, stage.PostgresCpu);
    }

    /// <summary>Runs it as fast as it goes, or at a rate.</summary>
    /// <param name="duration">For how long; whole seconds.</param>
    /// <param name="perSecond">Transactions that are due a second (a Poisson process); 0 for as many as possible.</param>
    public async Task<Measured> Run(TimeSpan duration, double perSecond = 0)
    {
        var logs = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_script)!, "pgbench-" + Guid.NewGuid().ToString("N"))).FullName;
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
        "-n", "-M", "prepared", "-c", $"{Clients}", "-j", $"{Threads}", "-T", duration.TotalSeconds.ToString("F0"), "-l", "-f", _script,
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
