using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Parley.Silo.Clustering;

/// <summary>
/// Ends a silo that is cut off from the database while another one is not. The others can still reach it, so nobody would declare
/// it dead, and it would go on refusing what is asked of its journals for as long as the cut lasts; when it ends, they are served
/// elsewhere. When the database is away for everybody, nobody ends: then there is nothing to be gained.
/// </summary>
/// <param name="lease">The silo's own membership.</param>
/// <param name="witnesses">The others.</param>
/// <param name="patience">
/// For how long a silo must not have found itself before it asks the others. Longer than a confirmation holds by more than the
/// time between two, so that the others have lapsed by then when they cannot reach the database either.
/// </param>
/// <param name="end">Ends the process at once, with a reason. Nothing could be told to the table of silos anyway.</param>
/// <param name="silo">Which silo this is.</param>
/// <param name="time">Real time.</param>
/// <param name="log">Where the reason is said.</param>
internal sealed partial class CutOff(
    MembershipLease lease, IWitnesses witnesses, TimeSpan patience, Action<string> end, ILocalSiloDetails silo, TimeProvider time, ILogger<CutOff> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // For the log to be written.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    /// <summary>Looks once, and ends the process when it is cut off.</summary>
    public async Task Look()
    {
        if (lease.SinceConfirmed is not { } unconfirmed || unconfirmed < patience)
        {
            return;
        }

        // One that was a member all the time has reached the database all the time.
        var longest = await witnesses.LongestMembership();
        if (lease.SinceConfirmed is { } since && since >= patience && longest > since)
        {
            LogCutOff(silo.Name, since.TotalSeconds);
            await Task.Delay(LastWords, CancellationToken.None);
            end("This silo is cut off from the database, and others are not.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Silo} has not found itself in the table of silos for {Seconds:0.0} s while others have. It ends, so that its journals are served elsewhere.")]
    private partial void LogCutOff(string silo, double seconds);
}
