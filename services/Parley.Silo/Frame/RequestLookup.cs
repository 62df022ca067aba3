using Parley.Journal;

namespace Parley.Silo.Frame;

/// <summary>
/// Looks requests up in the store for all grains of a silo: while one look-up is under way the next ones gather, so that a burst
/// of refusals costs a few reads and not one each.
/// </summary>
internal sealed class RequestLookup(IJournalStore store, int maxBatch)
{
    private readonly Lock _gate = new();
    private readonly Queue<Asked> _gathered = new();
    private bool _looking;

    /// <summary>Where the request stands in the journal; null when it does not.</summary>
    public Task<StoredRequest?> Find(string journal, RequestKey key)
    {
        var asked = new Asked(journal, key);
        lock (_gate)
        {
            _gathered.Enqueue(asked);
            if (_looking)
            {
                return asked.Task;
            }

            _looking = true;
        }

        // It serves many: it runs on no grain's scheduler and belongs to nobody's trace.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(Look);
        }

        return asked.Task;
    }

    private async Task Look()
    {
        while (Next() is { Length: > 0 } batch)
        {
            try
            {
                var found = await store.FindRequests([.. batch.Select(a => (a.Journal, a.Key))], CancellationToken.None);
                for (var i = 0; i < batch.Length; i++)
                {
                    batch[i].SetResult(found[i]);
                }
            }
            catch (Exception e)
            {
                foreach (var asked in batch)
                {
                    asked.TrySetException(e);
                }
            }
        }
    }

    private Asked[] Next()
    {
        lock (_gate)
        {
            var batch = new Asked[Math.Min(_gathered.Count, maxBatch)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = _gathered.Dequeue();
            }

            _looking = batch.Length > 0;
            return batch;
        }
    }

    private sealed class Asked(string journal, RequestKey key)
        : TaskCompletionSource<StoredRequest?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Journal { get; } = journal;

        public RequestKey Key { get; } = key;
    }
}
