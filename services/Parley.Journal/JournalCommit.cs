namespace Parley.Journal;

/// <summary>
/// One batch against the store, with an answer for every append whatever the store does: within the time-out, or Unavailable.
/// </summary>
internal sealed class JournalCommit(IJournalStore store, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Why appends came out Unavailable; null when the store worked.</summary>
    public Exception? Fault { get; private set; }

    public async Task<IReadOnlyList<AppendResult>> Write(Append[] batch)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        try
        {
            var results = await store.Write(batch, limit.Token).WaitAsync(limit.Token);
            return results.Count == batch.Length
                ? results
                : throw new InvalidOperationException($"The store answered {results.Count} of {batch.Length} appends.");
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            return Unavailable(batch, new TimeoutException($"The store did not answer within {timeout}.", e));
        }
        catch (Exception e)
        {
            return Unavailable(batch, e);
        }
    }

    private AppendResult[] Unavailable(Append[] batch, Exception fault)
    {
        Fault = fault;
        return [.. batch.Select(_ => new AppendResult(AppendOutcome.Unavailable, Error: fault.Message))];
    }
}
