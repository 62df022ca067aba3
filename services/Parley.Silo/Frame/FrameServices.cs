using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Cluster;
using Parley.Journal;
using Parley.Silo.Clustering;
using Parley.Silo.Time;

namespace Parley.Silo.Frame;

/// <summary>What every journal grain is given.</summary>
public sealed class FrameServices(
    IJournalStore store,
    JournalWriter writer,
    ILegalClock clock,
    AssignedIds ids,
    IGrainFactory grains,
    MembershipLease membership,
    TimeProvider time,
    IOptions<FrameOptions> options,
    ILoggerFactory loggers)
{
    internal IJournalStore Store { get; } = store;

    internal IndexAdmission Admission { get; } = new(store, clock);

    internal RequestLookup Requests { get; } = new(store, options.Value.LookupBatch);

    internal JournalWriter Writer { get; } = writer;

    internal ILegalClock Clock { get; } = clock;

    internal AssignedIds Ids { get; } = ids;

    internal IGrainFactory Grains { get; } = grains;

    /// <summary>Whether what is in memory here may be answered.</summary>
    internal MembershipLease Membership { get; } = membership;

    /// <summary>Real time, for leases and back-off; never for the law.</summary>
    internal TimeProvider Time { get; } = time;

    internal FrameOptions Options { get; } = options.Value;

    internal ILoggerFactory Loggers { get; } = loggers;
}
