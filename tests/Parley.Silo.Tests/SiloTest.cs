using NodaTime;
using Xunit;

namespace Parley.Silo.Tests;

/// <summary>A test on a folder of its own, with silos that come and go on it.</summary>
public abstract class SiloTest : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-silo-");

    internal TestSilo Silo { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Silo = await TestSilo.Start(_folder.FullName);

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the silo and starts another one on the same journal.</summary>
    internal async Task Restart(Instant? now = null)
    {
        var at = now ?? Silo.Clock.Now;
        await Silo.DisposeAsync();
        Silo = await TestSilo.Start(_folder.FullName, at);
    }
}
