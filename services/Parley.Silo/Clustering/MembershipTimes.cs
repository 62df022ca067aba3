using Orleans.Configuration;

namespace Parley.Silo.Clustering;

/// <summary>
/// How long it takes until a silo that is gone is known to be gone, and its journals are answered elsewhere. The sum, for a silo
/// that was killed or stands still: another one probes it within <see cref="MaxProbe"/>, misses <see cref="MissedProbes"/>
/// probes of <see cref="MaxProbe"/> each at the most, and has it declared dead with the vote of the silo that it asked to probe
/// as well; that is 8 seconds, and 10 when the last probe is one that proves nothing. The others are told at once. A call
/// that was on its way to the silo is given up by its gateway after 8 more (<c>ClusterTimes</c> there), so that whoever retries is answered
/// within 18 seconds, and mostly within 9.
/// </summary>
internal static class MembershipTimes
{
    /// <summary>
    /// How long a probe waits for its answer at the most, and how long it is until the next. A busy machine keeps a healthy silo
    /// waiting for hundreds of milliseconds, not for two seconds three times over; and see <see cref="MissedProbes"/>.
    /// </summary>
    public static readonly TimeSpan MaxProbe = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The same at the least: Orleans learns from the answers how long they take, on a quiet network some milliseconds. Below a
    /// second a pause of the garbage collector would count as a miss.
    /// </summary>
    public static readonly TimeSpan MinProbe = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many probes in a row have to be missed, the last of them by way of another silo. Whoever is late is not dead: a silo
    /// of which anything at all has been heard within <see cref="Detection"/> over a connection that stands gets no vote.
    /// </summary>
    public const int MissedProbes = 3;

    /// <summary>
    /// The votes that it takes. Two, so that a silo whose own network is cut cannot declare the others dead; Orleans asks for
    /// fewer while fewer than three silos are alive.
    /// </summary>
    public const int Votes = 2;

    /// <summary>For how long a vote counts: the second one comes within a round of probes or not for the same reason.</summary>
    public static readonly TimeSpan VoteLifetime = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How often a silo writes that it is alive. Three misses of it, nine seconds, and its vote is no longer needed to declare
    /// another one dead: so the last of three silos is not stuck when two go at once.
    /// </summary>
    public static readonly TimeSpan IAmAlive = TimeSpan.FromSeconds(3);

    /// <summary>See <see cref="IAmAlive"/>.</summary>
    public const int MissedIAmAlives = 3;

    /// <summary>
    /// How often the table is read for changes that nobody told of. Silos tell each other at once; this is for what was lost on
    /// the way. It costs one small query.
    /// </summary>
    public static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a silo that joins tries to reach all others before it gives up and says why. Longer than it takes to declare
    /// one dead that was killed a moment ago, so that a whole cluster can be restarted after a crash.
    /// </summary>
    public static readonly TimeSpan Join = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a call from grain to grain waits for its answer. Longer than a commit may take (five seconds), so that the
    /// answer "the store is away" still arrives; shorter than the gateway waits for the silo, so that the gateway hears of it.
    /// </summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(6);

    /// <summary>How long opening a connection may take. One to a silo that stands still is accepted and then says nothing.</summary>
    public static readonly TimeSpan OpenConnection = TimeSpan.FromSeconds(3);

    /// <summary>How long a silo that stands still, its connections open, goes undeclared at the least.</summary>
    public static TimeSpan Detection => MaxProbe * MissedProbes;

    public static void Set(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = MinProbe; // What Orleans begins with, before it has learnt.
        membership.MinProbeTimeout = MinProbe;
        membership.MaxProbeTimeout = MaxProbe;
        membership.NumMissedProbesLimit = MissedProbes;
        membership.NumVotesForDeathDeclaration = Votes;
        membership.DeathVoteExpirationTimeout = VoteLifetime;
        membership.IAmAliveTablePublishTimeout = IAmAlive;
        membership.NumMissedTableIAmAliveLimit = MissedIAmAlives;
        membership.TableRefreshTimeout = TableRefresh;
        membership.MaxJoinAttemptTime = Join;
    }

    public static void Set(SiloMessagingOptions messaging) => messaging.ResponseTimeout = Response;

    public static void Set(ConnectionOptions connections) => connections.OpenConnectionTimeout = OpenConnection;
}
