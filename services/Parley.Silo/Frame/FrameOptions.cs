using Microsoft.Extensions.Options;
using Parley.Hosting;

namespace Parley.Silo.Frame;

/// <summary>Limits of the grain frame. Section <c>Parley:Frame</c>.</summary>
public sealed class FrameOptions
{
    public const string Section = "Parley:Frame";

    /// <summary>The most timed transitions in one append, each with all of its events; the rest follow in further ones.</summary>
    public int MaxTransitionsPerAppend { get; set; } = 100;

    /// <summary>
    /// The most such appends that a grain hands over without waiting for their commit: a journal that has slept for long neither
    /// fills the writer's queue nor keeps its grain from answering.
    /// </summary>
    public int MaxTimedAppendsAtOnce { get; set; } = 10;

    /// <summary>How many accepted requests an activation remembers; older ones are looked up in the store.</summary>
    public int RememberedRequests { get; set; } = 1024;

    /// <summary>How many committed entries an activation keeps at hand.</summary>
    public int CachedEntries { get; set; } = 256;

    /// <summary>How long an activation for a journal that does not exist is kept, for whoever is about to create it.</summary>
    public TimeSpan EmptyLifetime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long an observer is told without renewing. Gateways renew at a third of it, and that is when they notice that the
    /// silo which told them is gone: five seconds, then a call that is not answered for eight, then one more a second later is within
    /// the twenty in which everything is to be back.
    /// </summary>
    public TimeSpan WatchLease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The most observers (gateways) of one journal.</summary>
    public int MaxObservers { get; set; } = 1000;

    /// <summary>The most bytes of events in one page of <c>ListEvents</c>; at least one event is always returned.</summary>
    public int MaxEventPageBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>
    /// The most bytes of resources in one page of a list of journals or entries; at least one is always returned. A client takes 4 MiB in
    /// one message unless told otherwise.
    /// </summary>
    public int MaxListPageBytes { get; set; } = 3 * 1024 * 1024;

    /// <summary>How long to wait before a call to another journal that could not be made is tried again; doubled each time.</summary>
    public TimeSpan CallRetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest such wait.</summary>
    public TimeSpan MaxCallRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the answer to a command waits for the calls to other journals that it causes. Long enough for two commits, short
    /// enough that nobody notices when the other journal is away.
    /// </summary>
    public TimeSpan CallPatience { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a command waits whose answer promises what hangs on other journals too; then it is refused as UNAVAILABLE, to be sent
    /// again. Less than the eight seconds after which a gateway takes a silo for gone.
    /// </summary>
    public TimeSpan PromisePatience { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How often the alarm clock looks for what is due.</summary>
    public TimeSpan AlarmInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many due journals the alarm clock, or a list, asks the store for and wakes at a time.</summary>
    public int AlarmBatch { get; set; } = 500;

    /// <summary>How long the alarm clock waits for journals that it has woken before it looks for others.</summary>
    public TimeSpan AlarmPatience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The most requests that are looked up in the store at once, before refusals leave.</summary>
    public int LookupBatch { get; set; } = 256;
}

/// <summary>Checks <see cref="FrameOptions"/> at start.</summary>
internal sealed class FrameOptionsValidator : IValidateOptions<FrameOptions>
{
    public ValidateOptionsResult Validate(string? name, FrameOptions options) => new OptionErrors(FrameOptions.Section)
        .Between(nameof(options.MaxTransitionsPerAppend), options.MaxTransitionsPerAppend, 1, 10_000)
        .Between(nameof(options.MaxTimedAppendsAtOnce), options.MaxTimedAppendsAtOnce, 1, 1000)
        .Between(nameof(options.RememberedRequests), options.RememberedRequests, 1, 1_000_000)
        .Between(nameof(options.CachedEntries), options.CachedEntries, 1, 1_000_000)
        .Between(nameof(options.EmptyLifetime), options.EmptyLifetime, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))
        .Between(nameof(options.WatchLease), options.WatchLease, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1))
        .Between(nameof(options.MaxObservers), options.MaxObservers, 1, 100_000)
        .Between(nameof(options.MaxEventPageBytes), options.MaxEventPageBytes, 1, 64 * 1024 * 1024)
        .Between(nameof(options.MaxListPageBytes), options.MaxListPageBytes, 1, 64 * 1024 * 1024)
        .Between(nameof(options.CallRetryDelay), options.CallRetryDelay, TimeSpan.FromMilliseconds(1), options.MaxCallRetryDelay)
        .Between(nameof(options.MaxCallRetryDelay), options.MaxCallRetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))
        .Between(nameof(options.CallPatience), options.CallPatience, TimeSpan.Zero, TimeSpan.FromSeconds(10))
        .Between(nameof(options.PromisePatience), options.PromisePatience, TimeSpan.Zero, TimeSpan.FromSeconds(10))
        .Between(nameof(options.AlarmInterval), options.AlarmInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1))
        .Between(nameof(options.AlarmBatch), options.AlarmBatch, 1, 100_000)
        .Between(nameof(options.AlarmPatience), options.AlarmPatience, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1))
        .Between(nameof(options.LookupBatch), options.LookupBatch, 1, 10_000)
        .Result;
}
