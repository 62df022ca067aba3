using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Parley.Hosting.Admin;

/// <summary>Ready from the moment the host has started until it is told to stop. Looks at nothing outside the process.</summary>
public sealed class Readiness(IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <summary>The tag of the health checks that readiness depends on.</summary>
    public const string Tag = "ready";

    public bool IsReady => lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            IsReady ? HealthCheckResult.Healthy()
            : lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The host is stopping.")
            : HealthCheckResult.Unhealthy("The host has not started yet."));
}
