using System.Diagnostics;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Parley.Testing;

/// <summary>
/// A PostgreSQL server of one's own, in a temporary folder, reached by a socket there; gone at the end. Where
/// <c>PARLEY_TEST_POSTGRES</c> holds a connection string, that server is used instead and left as it is.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string? _folder;

    private PostgresServer(string? folder, string connectionString) => (_folder, ConnectionString) = (folder, connectionString);

    /// <summary>How to connect, in Npgsql's words.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts a server, making its folder.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it printed.</exception>
    public static async Task<PostgresServer> Start()
    {
        if (Environment.GetEnvironmentVariable("PARLEY_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return new(null, given);
        }

        var folder = Directory.CreateTempSubdirectory("parley-postgres-").FullName;
        return new(folder, (await Run("start", folder)).Trim());
    }

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
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await Run("stop", _folder);
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<string> Run(string act, string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(Deploy(), "postgres")) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(act);
        start.ArgumentList.Add(folder);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"deploy/postgres {act} failed: {await errors}{output}");
    }

    private static string Deploy([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "deploy"));
}
