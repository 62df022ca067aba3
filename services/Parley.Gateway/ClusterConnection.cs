using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans;

namespace Parley.Gateway;

/// <summary>
/// Whether this gateway is connected to any silo. Where silo and gateway are one process it always is. A gateway without one is
/// not ready, and calls that wait for an answer of the silo that is gone are not left to wait for their deadlines.
/// </summary>
public sealed class ClusterConnection : IHealthCheck, IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _loss = new();
    private bool _isLost;

    public bool IsLost
    {
        get
        {
            lock (_gate)
            {
                return _isLost;
            }
        }
    }

    /// <summary>Cancelled when the connection that there is now is lost.</summary>
    public CancellationToken Loss
    {
        get
        {
            lock (_gate)
            {
                return _loss.Token;
            }
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsLost ? HealthCheckResult.Unhealthy("No silo can be reached.") : HealthCheckResult.Healthy());

    public void Dispose() => _loss.Dispose();

    internal void Lost()
    {
        CancellationTokenSource loss;
        lock (_gate)
        {
            if (_isLost)
            {
                return;
            }

            _isLost = true;
            loss = _loss;
        }

        loss.Cancel();
    }

    internal void Found()
    {
        lock (_gate)
        {
            if (_isLost)
            {
                _isLost = false;
                _loss = new();
            }
        }
    }
}

/// <summary>Hears from Orleans how the connection stands.</summary>
internal sealed class ConnectionObserver(ClusterConnection connection) : IClusterConnectionStatusObserver
{
    public void NotifyClusterConnectionLost() => connection.Lost();

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        if (currentNumberOfGateways > 0)
        {
            connection.Found();
        }
    }
}
