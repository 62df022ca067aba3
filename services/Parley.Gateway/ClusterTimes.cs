using Orleans.Configuration;

namespace Parley.Gateway;

/// <summary>
/// How long a gateway holds on to silos that are gone. What the silos add to it is said in their <c>MembershipTimes</c>: 10
/// seconds at the most until one that was killed or stands still is declared dead.
/// </summary>
internal static class ClusterTimes
{
    /// <summary>
    /// How often the list of silos is read, and for how long one that could not be reached is left alone. A silo that is declared dead
    /// is let go within a second, one that has joined is used within a second. It costs one small query.
    /// </summary>
    public static readonly TimeSpan GatewayListRefresh = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a call waits for its silo; then its client is told to try again. A question that was on its way to a silo when
    /// it died is answered by nobody, so this is what such a client waits: with the 10 seconds before, no more than 18. Longer
    /// than a silo waits for another (six seconds) and for a commit (five), so that what they say still arrives.
    /// </summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(8);

    /// <summary>How long opening a connection may take. One to a silo that stands still is accepted and then says nothing.</summary>
    public static readonly TimeSpan OpenConnection = TimeSpan.FromSeconds(3);

    /// <summary>After how long a silo that could not be connected to is tried again.</summary>
    public static readonly TimeSpan ConnectionRetry = TimeSpan.FromSeconds(1);

    /// <summary>After how long a gateway that finds no silo when it starts looks again; it does so for as long as it takes.</summary>
    public static readonly TimeSpan StartRetry = TimeSpan.FromSeconds(1);

    public static void Set(Orleans.Configuration.GatewayOptions list) => list.GatewayListRefreshPeriod = GatewayListRefresh;

    public static void Set(ConnectionOptions connections) =>
        (connections.OpenConnectionTimeout, connections.ConnectionRetryDelay) = (OpenConnection, ConnectionRetry);

    /// <param name="messaging">What is set.</param>
    /// <param name="ceiling">No call takes longer anyway.</param>
    public static void Set(ClientMessagingOptions messaging, TimeSpan ceiling) =>
        messaging.ResponseTimeout = ceiling < Response ? ceiling : Response;
}
