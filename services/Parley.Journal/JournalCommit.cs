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
        try
        {
            return await Once(batch);
        }
        catch (BatchRefusedException)
        {
            return await Apart(batch);
        }
        catch (Exception e)
        {
            return [.. batch.Select(_ => Unavailable(e))];
        }
    }

    private async Task<IReadOnlyList<AppendResult>> Once(Append[] batch)
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
            throw new TimeoutException($"The store did not answer within {timeout}.", e);
        }
    }

    // Nothing of the batch was written. Each journal by itself, so that a poisoned append takes no other journal along.
    private async Task<IReadOnlyList<AppendResult>> Apart(Append[] batch)
    {
        var results = new AppendResult[batch.Length];
        foreach (var places in Enumerable.Range(0, batch.Length).GroupBy(i => batch[i].Journal))
            await OneJournal(batch, [.. places], results);
        return results;
    }

    private async Task OneJournal(Append[] batch, int[] places, AppendResult[] results)
    {
        try
        {
            var written = Fault is null ? await Once([.. places.Select(i => batch[i])]) : [.. places.Select(_ => Unavailable(Fault))];
            for (var i = 0; i < places.Length; i++)
                results[places[i]] = written[i];
        }
        catch (BatchRefusedException e) when (places.Length == 1)
        {
            results[places[0]] = new AppendResult(AppendOutcome.Refused, Error: e.Message);
        }
        catch (BatchRefusedException)
        {
            await OneByOne(batch, places, results);
        }
        catch (Exception e)
        {
            foreach (var i in places)
                results[i] = Unavailable(e);
        }
    }

    // Those before the poisoned append stand; those after it were decided on top of it.
    private async Task OneByOne(Append[] batch, int[] places, AppendResult[] results)
    {
        var failed = false;
        foreach (var i in places)
        {
            if (failed)
                results[i] = new AppendResult(AppendOutcome.Fenced, Error: "An earlier append of this journal in the batch failed.");
            else
                await OneJournal(batch, [i], results);
            failed |= results[i].Outcome != AppendOutcome.Committed;
        }
    }

    // After one fault the rest is not tried: each try could take the whole time-out again.
    private AppendResult Unavailable(Exception fault)
    {
        Fault ??= fault;
        return new AppendResult(AppendOutcome.Unavailable, Error: fault.Message);
    }
}
