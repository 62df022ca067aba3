using System.Net;
using System.Net.Sockets;
using Parley.Testing;
using Xunit;

namespace Parley.Standalone.Tests;

/// <summary>What keeps Standalone from starting is said in a line that tells what to do, not in a stack.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-start-");

    [Fact]
    public async Task A_taken_port_is_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var said = await Refused("--url", $"http://{other.LocalEndpoint}");
        Assert.Contains("Give another address with --url", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_use_is_said_without_a_stack()
    {
        await using var first = await StandaloneProcess.Start(typeof(StandaloneHost).Assembly.Location, _folder.FullName);
        var said = await Refused("--url", "http://127.0.0.1:0");
        Assert.Contains("Parley does not start: The data file ", said[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(said, l => l.StartsWith("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Told_to_stop_it_takes_the_time_that_it_was_given_and_ends_well()
    {
        var drain = TimeSpan.FromSeconds(3);
        await using var parley = await ServerProcess.Start(
            typeof(StandaloneHost).Assembly.Location, ["--data", _folder.FullName, "--url", "http://127.0.0.1:0", $"--Parley:Hosting:DrainDelay={drain}"]);
        var told = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await parley.Stop());
        Assert.True(TimeProvider.System.GetElapsedTime(told) >= drain);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string[]> Refused(params string[] args)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.Start(typeof(StandaloneHost).Assembly.Location, ["--data", _folder.FullName, .. args]));
        return refused.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
    }
}
