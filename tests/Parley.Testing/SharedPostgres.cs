using Npgsql;

namespace Parley.Testing;

/// <summary>One database server for all tests of an assembly, started by the first that asks for it; each has a database of its own on it.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(PostgresServer.Start);

    /// <inheritdoc cref="PostgresServer.Create"/>
    public async Task<string> Create() => await (await _server.Value).Create();

    /// <inheritdoc cref="PostgresServer.Drop"/>
    public async Task Drop(string connectionString) => await (await _server.Value).Drop(connectionString);

    /// <summary>Stops the server, where one was started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            NpgsqlConnection.ClearAllPools();
            await (await _server.Value).DisposeAsync();
        }
    }
}
