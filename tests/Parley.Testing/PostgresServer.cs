using System.Diagnostics;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Parley.Testing;

/// <summary>
/// A PostgreSQL server of one's own, in a temporary folder, reached by a socket there; gone at the end. Where
/// <c>PARLEY_TEST_POSTGRES</c> holds a connection string, that server is used instead and left as it is; not where a test needs one
/// that it can take away.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string? _folder;
    private readonly string[] _listen;

    private PostgresServer(string? folder, string[] listen, string connectionString) => (_folder, _listen, ConnectionString) = (folder, listen, connectionString);

    /// <summary>How to connect, in Npgsql's words.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts a server, making its folder.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it printed.</exception>
    public static async Task<PostgresServer> Start()
    {
        if (Environment.GetEnvironmentVariable("PARLEY_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return new(null, [], given);
        }

        return await Start(Directory.CreateTempSubdirectory("parley-postgres-").FullName, []);
    }

    /// <summary>Starts a server that listens on an address, making its folder; it can be killed and started again.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it printed.</exception>
    public static Task<PostgresServer> StartAt(string address, int port) =>
        Start(Directory.CreateTempSubdirectory("parley-postgres-").FullName, [port.ToString(), address]);

    /// <summary>kill -9 of the server: no connection is told, nothing is written any more; what it started ends with it.</summary>
    public async Task Kill()
    {
        var pid = (await File.ReadAllLinesAsync(Path.Combine(_folder!, "data", "postmaster.pid")))[0];
        using var kill = Process.Start("kill", ["-KILL", pid]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Starts it after <see cref="Kill"/>. It puts right what the crash has left, and listens where it did.</summary>
    public async Task Restart()
    {
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while (true)
        {
            try
            {
                await Run(["start", _folder!, .. _listen]);
                return;
            }
            catch (InvalidOperationException) when (!deadline.IsCancellationRequested)
            {
                // What the killed one had started still ends.
                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }
    }

    /// <summary>What it has written to its log.</summary>
    public Task<string> Log() => File.ReadAllTextAsync(Path.Combine(_folder!, "data", "server.log"));

    /// <summary>Makes a database of its own and says how to connect to it. It goes with the server, or with <see cref="Drop"/>.</summary>
    public async Task<string> Create()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await Execute(ConnectionString, $"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Removes a database, whoever is connected to it.</summary>
    public Task Drop(string connectionString) =>
        Execute(ConnectionString, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    /// <summary>Runs a statement.</summary>
    public static async Task Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = (int)Waiting.Patience.TotalSeconds;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await Run(["stop", _folder]);
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<PostgresServer> Start(string folder, string[] listen) =>
        new(folder, listen, (await Run(["start", folder, .. listen])).Trim());

    private static async Task<string> Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Deploy(), "postgres")) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"deploy/postgres {arguments[0]} failed: {await errors}{output}");
    }

    private static string Deploy([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "deploy"));
}
