using NodaTime;
using Parley.Cluster;
using Parley.Journal;

namespace Parley.Standalone;

/// <summary>
/// Moves the exercise clock forward. On the way everything that is due happens in the order of its instants, with the calls to
/// other journals that follow from it, before the clock is where it was asked to be.
/// </summary>
public sealed class ClockAdvance(ExerciseClock clock, IJournalStore store, IGrainFactory grains, TimeProvider time) : IDisposable
{
    /// <summary>How many journals are woken together.</summary>
    private const int Batch = 500;

    /// <summary>How long, in real time, the clock may stand at one instant because something due there does not get done.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How long one call that moves the clock may take: years of timed transitions may lie on the way.</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Moves the clock; one caller at a time.</summary>
    /// <param name="target">Where to, from where the clock stands when it is this caller's turn.</param>
    /// <param name="cancellation">Stops the clock where it is.</param>
    /// <returns>False when the target lies before the clock's instant.</returns>
    /// <exception cref="TimeoutException">Something due did not get done within <see cref="Patience"/>.</exception>
    public async Task<bool> To(Func<Instant, Instant> target, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var goal = target(clock.Now);
            if (goal < clock.Now)
            {
                return false;
            }

            var arrived = time.GetTimestamp();
            while (await store.ReadDue(goal.ToDateTimeOffset(), Batch, cancellation) is [var first, ..] due)
            {
                var at = Instant.Max(clock.Now, Instant.FromDateTimeOffset(first.DueAt));
                if (at > clock.Now)
                {
                    clock.Set(at);
                    arrived = time.GetTimestamp();
                }

                var until = at.ToDateTimeOffset();
                await Task.WhenAll(due.TakeWhile(d => d.DueAt <= until).Select(d => grains.GetJournal(d.Name).Wake().AsTask())).WaitAsync(cancellation);
                await RestIfStuck(first, arrived, cancellation);
            }

            clock.Set(goal);
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task RestIfStuck(DueJournal first, long arrived, CancellationToken cancellation)
    {
        var next = await store.ReadDue(first.DueAt, 1, cancellation);
        if (next is not [var same] || same != first)
        {
            return;
        }

        if (time.GetElapsedTime(arrived) > Patience)
        {
            throw new TimeoutException($"{first.Name} has been due since {first.DueAt:O} and does not get done.");
        }

        await Task.Delay(Pause, time, cancellation);
    }
}
