using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Parley.Silo.Clustering;

/// <summary>A silo that refuses everything, because it cannot tell whether it is still a member of its cluster, is not ready.</summary>
internal sealed class MembershipHealth(MembershipLease lease) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        lease.IsHeld ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The silo cannot find itself in the table of silos."));
}
