using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;
using Parley.Cluster;

namespace Parley.Silo.Clustering;

/// <summary>Makes a silo one of a cluster, or one for itself.</summary>
internal static class SiloCluster
{
    // So many times is a confirmation tried for while the last one holds: one that is lost or late does no harm.
    private const int ConfirmationsInALease = 5;

    // With a lease of five seconds seven. Whoever asked such a silo at the last moment waits for eight more, and is then answered by
    // another one: within twenty in all.
    private const double PatienceInLeases = 1.4;

    /// <summary>Joins the silos that stand in a database's table.</summary>
    public static ISiloBuilder UseCluster(this ISiloBuilder silo, SiloOptions options, string connectionString)
    {
        silo.UseAdoNetClustering(table =>
        {
            table.Invariant = MembershipDatabase.Invariant;
            table.ConnectionString = MembershipDatabase.For(connectionString);
        });
        silo.ConfigureEndpoints(IPAddress.Parse(options.AdvertisedAddress), options.SiloPort, options.GatewayPort);
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        silo.Configure<Orleans.Configuration.SiloOptions>(named => named.SiloName = options.EffectiveName);
        silo.Configure<ClusterMembershipOptions>(MembershipTimes.Set);
        silo.Configure<SiloMessagingOptions>(MembershipTimes.Set);
        silo.Configure<ConnectionOptions>(MembershipTimes.Set);
        silo.Services.AddSingleton(s => new MembershipLease(s.GetRequiredService<TimeProvider>(), options.MembershipValidity));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(s => ActivatorUtilities.CreateInstance<MembershipConfirmation>(
            s, options.MembershipValidity / ConfirmationsInALease));
        silo.Services.AddSingleton<IWitnesses, Witnesses>();
        silo.Services.AddHostedService(s => ActivatorUtilities.CreateInstance<CutOff>(
            s, options.MembershipValidity * PatienceInLeases, (Action<string>)Environment.FailFast));
        return silo;
    }

    /// <summary>Is the only silo there is, for gateways on the same machine.</summary>
    public static ISiloBuilder UseNoCluster(this ISiloBuilder silo, SiloOptions options) =>
        silo.UseLocalhostClustering(options.SiloPort, options.GatewayPort, primarySiloEndpoint: null, options.ServiceId, options.ClusterId);
}
