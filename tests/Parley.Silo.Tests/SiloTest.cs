using Google.Protobuf;
using NodaTime;
using Orleans.Runtime;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Parley.Silo.Tests;

/// <summary>A test on a folder of its own, with silos that come and go on it.</summary>
public abstract class SiloTest : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-silo-");

    internal TestSilo Silo { get; private set; } = null!;

    /// <summary>Options that differ from the defaults, without <c>Parley:</c>.</summary>
    protected virtual (string Name, string Value)[] Settings => [];

    public async ValueTask InitializeAsync() => Silo = await TestSilo.Start(_folder.FullName, settings: Settings);

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
        Silo = await TestSilo.Start(_folder.FullName, at, Settings);
    }

    /// <summary>Whether the caller is asked to try again: by a refusal, or by one of the exceptions that the gateway turns into it.</summary>
    internal static async Task<bool> IsUnavailable(Func<ValueTask<Outcome<IMessage>>> ask)
    {
        try
        {
            return (await ask()).Rejection?.Code == RejectionCode.Unavailable;
        }
        catch (OrleansMessageRejectionException)
        {
            return true;
        }
    }

    /// <summary>Asks again until it holds.</summary>
    internal static async Task<T> Eventually<T>(Func<ValueTask<T>> ask, Func<T, bool> holds)
    {
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while (true)
        {
            var answer = await ask();
            if (holds(answer))
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
    }
}
