using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Parley.Cluster;
using Parley.Domain.Caucuses;
using Parley.Domain.Conflicts;
using Parley.Domain.Negotiations;
using Parley.Domain.Press;
using Parley.Domain.Texts;
using Parley.Domain.Truces;
using Parley.Domain.Vaults;
using Parley.Hosting;
using Parley.Hosting.Admin;
using Parley.Silo.Clustering;
using Parley.Silo.Frame;
using Parley.Silo.Time;

namespace Parley.Silo;

/// <summary>Registers what a silo is made of, for the silo's own host and for Standalone.</summary>
public static class SiloServices
{
    /// <summary>Adds concepts, frame, clock and alarm. The host adds the journal store and <see cref="AssignedIds"/>.</summary>
    public static IServiceCollection AddParleySilo(this IServiceCollection services)
    {
        services.AddParleyOptions<FrameOptions, FrameOptionsValidator>(FrameOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILegalClock, SystemLegalClock>();
        services.TryAddSingleton(MembershipLease.NotNeeded);
        services.AddHealthChecks().AddCheck<MembershipHealth>("membership", HealthStatus.Unhealthy, [Readiness.Tag]);
        services.AddSingleton<ConflictConcept>();
        services.AddSingleton<TruceConcept>();
        services.AddSingleton<PressConcept>();
        services.AddSingleton<NegotiationConcept>();
        services.AddSingleton<TextConcept>();
        services.AddSingleton<CaucusConcept>();
        services.AddSingleton<DeskConcept>();
        services.AddSingleton<VaultConcept>();
        services.AddSingleton<FrameServices>();
        services.AddSingleton<AlarmClock>();
        services.AddHostedService(s => s.GetRequiredService<AlarmClock>());
        services.AddParleySerialization();
        return services;
    }
}
