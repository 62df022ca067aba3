using Parley.Cluster;

namespace Parley.Gateway;

/// <summary>
/// Looks for a silo while there is none: a gateway that is not ready gets no calls, and without a call Orleans tries no connection.
/// </summary>
internal sealed class ClusterSearch(IGrainFactory grains, ClusterConnection connection, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(CancellationToken.None).AsTask().WaitAsync(stoppingToken))
        {
            if (connection.IsLost)
            {
                await Try(stoppingToken);
            }
        }
    }

    private async Task Try(CancellationToken stopping)
    {
        var answer = grains.GetGrain<ICatalogueGrain>(0).Ping().AsTask().WaitAsync(Interval * 4, time, stopping);
        await answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answer.IsCompletedSuccessfully)
        {
            connection.Found();
        }
    }
}
