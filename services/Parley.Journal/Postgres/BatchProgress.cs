namespace Parley.Journal.Postgres;

/// <summary>How far a batch has come: what became of its appends, and what is still to be written.</summary>
internal sealed class BatchProgress(IReadOnlyList<Append> batch, int maxEventBytes)
{
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private List<int> waiting = [.. Enumerable.Range(0, batch.Count)];

    public IReadOnlyList<Append> Batch { get; } = batch;

    public AppendResult[] Results { get; } = new AppendResult[batch.Count];

    /// <summary>The next round; null when every append is answered.</summary>
    public BatchRound? Next()
    {
        if (waiting.Count == 0)
            return null;
        var round = new BatchRound();
        var later = new List<int>();
        foreach (var place in waiting)
        {
            if (!AnswerIfFailed(place) && !round.TryAdd(place, Batch[place], AppendRules.Refusal(Batch[place], maxEventBytes)))
                later.Add(place);
        }

        waiting = later;
        return round;
    }

    /// <summary>Answers what the statement said of a round's appends.</summary>
    public void Settle(BatchRound round, IReadOnlyDictionary<int, WrittenAppend> written)
    {
        for (var i = 0; i < round.Appends.Count; i++)
        {
            var (place, append, _) = round.Appends[i];
            if (AnswerIfFailed(place))
                continue;
            if (!written.TryGetValue(i + 1, out var row))
                Fail(place, AppendOutcome.Fenced, "The journal is at another version, belongs to another writer or is being written by one.");
            else if (row.Stands)
                Results[place] = new AppendResult(AppendOutcome.Committed, append.ExpectedVersion + append.Events.Count);
            else
                Repeat(place, row.Repeated!);
        }
    }

    /// <summary>Answers an append whose content cannot be stored, from its journal as it is: it may be fenced or a repeat all the same.</summary>
    public void Settle(int place, string refusal, (JournalFence Fence, StoredRequest? Repeated) found)
    {
        if (!found.Fence.Admits(Batch[place]))
            Fail(place, AppendOutcome.Fenced, "The journal is at another version or belongs to another writer.");
        else if (found.Repeated is { } repeated)
            Repeat(place, repeated);
        else
            Fail(place, AppendOutcome.Refused, refusal);
    }

    /// <summary>Answers an append that failed; those of its journal that come after it fail with it.</summary>
    public void Fail(int place, AppendOutcome outcome, string error)
    {
        failed.Add(Batch[place].Journal);
        Results[place] = new AppendResult(outcome, Error: error);
    }

    /// <summary>Answers an append if one of its journal before it has failed.</summary>
    public bool AnswerIfFailed(int place)
    {
        if (!failed.Contains(Batch[place].Journal))
            return false;
        Results[place] = new AppendResult(AppendOutcome.Fenced, Error: "An earlier append of this journal in the batch failed.");
        return true;
    }

    private void Repeat(int place, StoredRequest repeated)
    {
        failed.Add(Batch[place].Journal);
        Results[place] = new AppendResult(AppendOutcome.Duplicate, repeated.Version, repeated.Hash);
    }
}
