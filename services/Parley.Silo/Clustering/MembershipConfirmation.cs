using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Parley.Silo.Clustering;

/// <summary>
/// Looks up this silo in the table of silos, several times within the time for which a confirmation holds, from before it takes
/// calls until after it has taken the last. Orleans reads the table as well, but waits longer and longer when the database is
/// away, so a silo would go on refusing long after it is back.
/// </summary>
internal sealed partial class MembershipConfirmation(
    MembershipLease lease, IMembershipTable table, ILocalSiloDetails silo, TimeSpan interval, TimeProvider time, ILogger<MembershipConfirmation> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private bool _fails;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(MembershipConfirmation), ServiceLifecycleStage.BecomeActive + 1, Start, _ => Task.CompletedTask);
        lifecycle.Subscribe(nameof(MembershipConfirmation), ServiceLifecycleStage.RuntimeServices, _ => Task.CompletedTask, Stop);
    }

    /// <summary>Looks once.</summary>
    public async Task Confirm()
    {
        var asked = time.GetTimestamp();
        try
        {
            var found = await table.ReadRowAsync(silo.SiloAddress, _stop.Token);
            if (found.TryGet(silo.SiloAddress) is { Item1.Status: not SiloStatus.Dead })
            {
                lease.Confirm(asked);
            }
            else
            {
                lease.End();
                LogNoMember(silo.Name);
            }

            _fails = false;
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // Said once; Orleans says it too, and often.
            if (!_fails)
            {
                LogAway(e, silo.Name);
            }

            _fails = true;
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task Start(CancellationToken cancellation)
    {
        await Confirm();
        _loop = Task.Run(Loop, CancellationToken.None);
    }

    private async Task Loop()
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await Confirm();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The silo has stopped.
        }
    }

    private async Task Stop(CancellationToken cancellation)
    {
        await _stop.CancelAsync();
        await _loop;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Silo} is not in the table of silos any more; it answers nothing from now on.")]
    private partial void LogNoMember(string silo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Silo} could not look itself up in the table of silos. If that goes on, it stops answering until it can.")]
    private partial void LogAway(Exception exception, string silo);
}
