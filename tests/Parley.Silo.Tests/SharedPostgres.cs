using Npgsql;
using Parley.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Parley.Silo.Tests.SharedPostgres))]

namespace Parley.Silo.Tests;

/// <summary>One database server for the tests that need one.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.Start();

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Server.DisposeAsync();
    }
}
