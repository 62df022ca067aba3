using Parley.Chaos;
using Parley.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Parley.Cluster.Tests;

/// <summary>A test with a database and a folder for keys of its own.</summary>
public abstract class ClusterTest(SharedPostgres postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-cluster-");

    /// <summary>How to connect to the database, which is empty at first.</summary>
    protected string Database { get; private set; } = "";

    /// <summary>The folder for keys.</summary>
    protected string Folder => _folder.FullName;

    /// <summary>A cluster on both.</summary>
    protected ClusterPlan Plan => new(Programs.Silo, Programs.Gateway, Database, Folder);

    /// <summary>Tries something with a cluster. When it fails, what every process has printed is kept, and the failure says where.</summary>
    protected static async Task With(ClusterPlan plan, Func<ParleyCluster, Task> test)
    {
        await using var parley = await ParleyCluster.Start(plan);
        try
        {
            await test(parley);
        }
        catch (Exception)
        {
            var kept = Directory.CreateTempSubdirectory("parley-cluster-failed-").FullName;
            await parley.Keep(kept);
            TestContext.Current.TestOutputHelper?.WriteLine($"What the processes printed is in {kept}.");
            throw;
        }
    }

    public async ValueTask InitializeAsync() => Database = await postgres.Create();

    public async ValueTask DisposeAsync()
    {
        await postgres.Drop(Database);
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
