using Orleans.Runtime;
using Parley.Cluster;
using Parley.Journal;

namespace Parley.Silo.Tests;

/// <summary>
/// Counts the steps of what a silo does (every append, every call from one journal to another, every waking) and lets one of them
/// fail: before it is done, or after, so that only its answer is lost. Either that one step alone, whose activation is then
/// forgotten, or with it the whole process: from then on it writes nothing, reads nothing and calls nobody.
/// </summary>
/// <param name="at">The step that fails, from 1; 0 for none.</param>
/// <param name="afterwards">True when it is done all the same.</param>
/// <param name="isWhole">True when the process goes with it.</param>
internal sealed class Crash(int at, bool afterwards, bool isWhole) : IOutgoingGrainCallFilter
{
    private readonly Lock _gate = new();

    /// <summary>No crash.</summary>
    public static Crash None => new(0, afterwards: false, isWhole: false);

    /// <summary>Steps count from when this is set.</summary>
    public bool IsArmed { get; set; }

    /// <summary>How many steps there were.</summary>
    public int Steps { get; private set; }

    /// <summary>What the step was that failed; null while none has.</summary>
    public string? Failed { get; private set; }

    /// <summary>True once the process counts as dead.</summary>
    public bool IsDead { get; private set; }

    /// <summary>What becomes of the next step.</summary>
    public Fate Next(string what)
    {
        lock (_gate)
        {
            if (IsDead)
            {
                return Fate.FailsBefore;
            }

            if (!IsArmed || ++Steps != at)
            {
                return Fate.Passes;
            }

            (Failed, IsDead) = (what, isWhole);
            return afterwards ? Fate.FailsAfter : Fate.FailsBefore;
        }
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var what = context.MethodName switch
        {
            nameof(IJournalGrain.Wake) => $"waking {context.TargetId}",
            nameof(IJournalGrain.Execute) when context.Request.GetArgument(0) is Command { Caller.Subject: "parley" } call =>
                $"call {call.Request.Descriptor.Name} to {context.TargetId}",
            _ => null,
        };
        var fate = what is null ? Fate.Passes : Next(what);
        if (fate != Fate.FailsBefore)
        {
            await context.Invoke();
        }

        if (fate != Fate.Passes)
        {
            throw new SiloUnavailableException("Lost by the test.");
        }
    }
}

/// <summary>What becomes of a step.</summary>
internal enum Fate
{
    Passes,
    FailsBefore,
    FailsAfter,
}

/// <summary>A store whose appends are steps.</summary>
internal sealed class CrashingStore(IJournalStore inner, Crash crash) : IJournalStore
{
    public async Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        var fates = batch.Select(a => crash.Next($"append of {a.Events.Count} events to {a.Journal}")).ToList();
        var written = batch.Where((_, i) => fates[i] != Fate.FailsBefore).ToList();
        var results = new Queue<AppendResult>(written.Count == 0 ? [] : await inner.Write(written, cancellation));
        var lost = new AppendResult(AppendOutcome.Unavailable, Error: "Lost by the test.");
        return [.. fates.Select(f => f == Fate.FailsBefore ? lost : results.Dequeue() is var result && f == Fate.Passes ? result : lost)];
    }

    public Task Migrate(CancellationToken cancellation) => inner.Migrate(cancellation);

    public Task<JournalHead?> ReadHead(string journal, CancellationToken cancellation) => Alive.ReadHead(journal, cancellation);

    public Task<bool> Admits(AdmissionQuery query, CancellationToken cancellation) => Alive.Admits(query, cancellation);

    public Task<JournalSnapshot?> ReadSnapshot(string journal, CancellationToken cancellation) => Alive.ReadSnapshot(journal, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadEvents(EventQuery query, CancellationToken cancellation) => Alive.ReadEvents(query, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadEntry(string journal, string entryId, CancellationToken cancellation) =>
        Alive.ReadEntry(journal, entryId, cancellation);

    public Task<IReadOnlyList<StoredRequest?>> FindRequests(
        IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation) => Alive.FindRequests(requests, cancellation);

    public Task<IReadOnlyList<DueJournal>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellation, string? conflict = null) =>
        Alive.ReadDue(until, limit, cancellation, conflict);

    public Task<IReadOnlyList<JournalHead>> ListJournals(JournalQuery query, CancellationToken cancellation) => Alive.ListJournals(query, cancellation);

    public Task<IReadOnlyList<EntryColumns>> ListEntries(EntryQuery query, CancellationToken cancellation) => Alive.ListEntries(query, cancellation);

    private IJournalStore Alive => crash.IsDead ? throw new IOException("The process is dead.") : inner;
}
