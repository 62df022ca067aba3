using Parley.Chaos;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>
/// One fault of each sort under some load, after each of which everybody is served again within twenty seconds, and a history that
/// shows that nothing was lost, done twice, seen out of order or shown where it must not be. <c>tests/chaos</c> makes every kind of
/// fault, under more load, for as long as one likes.
/// </summary>
[Collection(nameof(ByItself))]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const string SeedVariable = "PARLEY_CHAOS_SEED";
    private const int DefaultSeed = 20201110;

    [Fact]
    public async Task Whatever_fails_nothing_acknowledged_is_lost_or_done_twice_and_service_is_soon_back()
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given ? int.Parse(given) : DefaultSeed;
        var verdict = await ChaosRun.Run(new(seed, Duration: TimeSpan.Zero, output.WriteLine)
        {
            Truces = 2,
            IsBrief = true,
            LongestPause = TimeSpan.FromMilliseconds(500),
            Cancellation = TestContext.Current.CancellationToken,
        });
        Assert.Empty(verdict.Violations);
        Assert.Equal(ChaosRun.FewKindsOfFaults, verdict.Faults);
    }
}

/// <summary>Not beside other tests: it measures how long things take.</summary>
[CollectionDefinition(nameof(ByItself), DisableParallelization = true)]
public sealed class ByItself;
