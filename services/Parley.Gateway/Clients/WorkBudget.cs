using System.Threading.RateLimiting;

namespace Parley.Gateway.Clients;

/// <summary>
/// A token bucket of work, in microseconds. What a call costs is known for certain only when it is answered, so a call that cost more
/// than was expected leaves a debt, which the next call pays first.
/// </summary>
/// <param name="perSecond">Microseconds of work that become available each second.</param>
/// <param name="burst">The most that is available at once.</param>
internal sealed class WorkBudget(int perSecond, int burst) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly TokenBucketRateLimiter _bucket = new(new()
    {
        TokenLimit = burst,
        TokensPerPeriod = Math.Max(1, (int)(perSecond * Period.TotalSeconds)),
        ReplenishmentPeriod = Period,
        AutoReplenishment = false,
    });

    private long _debt;

    /// <summary>True when everything is available and nothing is owed.</summary>
    public bool IsFull
    {
        get
        {
            _bucket.TryReplenish();
            return Volatile.Read(ref _debt) == 0 && _bucket.GetStatistics()!.CurrentAvailablePermits >= burst;
        }
    }

    /// <summary>Takes what a call is expected to cost, after what is owed.</summary>
    /// <param name="cost">In microseconds; more than the burst counts as the burst.</param>
    /// <param name="retryAfter">When to try again, where there is too little.</param>
    public bool TryTake(int cost, out TimeSpan retryAfter)
    {
        _bucket.TryReplenish();
        return TryPayDebt(out retryAfter) && TryAcquire(Math.Min(cost, burst), out retryAfter);
    }

    /// <summary>Adds what a call cost beyond what was taken for it.</summary>
    public void Owe(int cost)
    {
        if (cost > 0)
        {
            Interlocked.Add(ref _debt, cost);
        }
    }

    public void Dispose() => _bucket.Dispose();

    private bool TryPayDebt(out TimeSpan retryAfter)
    {
        retryAfter = default;
        while (Interlocked.Exchange(ref _debt, 0) is > 0 and var owed)
        {
            var part = (int)Math.Min(owed, burst);
            if (!TryAcquire(part, out retryAfter))
            {
                Interlocked.Add(ref _debt, owed);
                return false;
            }

            Interlocked.Add(ref _debt, owed - part);
        }

        return true;
    }

    private bool TryAcquire(int amount, out TimeSpan retryAfter)
    {
        using var lease = _bucket.AttemptAcquire(amount);
        retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : default;
        return lease.IsAcquired;
    }
}
