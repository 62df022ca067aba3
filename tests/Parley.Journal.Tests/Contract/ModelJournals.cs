using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Contract;

/// <summary>The rules of the fence and of repeats once more, in memory and as plainly as they can be said.</summary>
internal sealed class ModelJournals
{
    private readonly Dictionary<string, Journal> journals = [];
    private readonly HashSet<string> failedInBatch = [];

    public void BeginBatch() => failedInBatch.Clear();

    public long Version(string journal) => journals.TryGetValue(journal, out var known) ? known.Events.Count : 0;

    public IReadOnlyList<NewEvent> Events(string journal) => journals.TryGetValue(journal, out var known) ? known.Events : [];

    public Guid? Writer(string journal) => journals.TryGetValue(journal, out var known) ? known.Writer : null;

    public (AppendOutcome Outcome, long Version) Apply(Append append, int maxEventBytes)
    {
        var known = journals.GetValueOrDefault(append.Journal);
        var result = Decide(known, append, maxEventBytes);
        if (result.Outcome != Committed)
        {
            failedInBatch.Add(append.Journal);
            return result;
        }

        if (known is null)
            journals.Add(append.Journal, known = new Journal());
        if (append.Request is { } request)
            known.Requests.Add(request, append.ExpectedVersion + 1);
        known.Events.AddRange(append.Events);
        known.Writer = append.Writer;
        return result;
    }

    private (AppendOutcome Outcome, long Version) Decide(Journal? known, Append append, int maxEventBytes)
    {
        if (failedInBatch.Contains(append.Journal) || append.ExpectedVersion != Version(append.Journal))
            return (Fenced, 0);
        if (!append.TakesRow && known?.Writer != append.Writer)
            return (Fenced, 0);
        if (append.Request is { } request && known is not null && known.Requests.TryGetValue(request, out var earlier))
            return (Duplicate, earlier);
        return append.Events.Any(e => e.Payload.Length > maxEventBytes)
            ? (Refused, 0)
            : (Committed, append.ExpectedVersion + append.Events.Count);
    }

    private sealed class Journal
    {
        public List<NewEvent> Events { get; } = [];
        public Dictionary<RequestKey, long> Requests { get; } = [];
        public Guid Writer { get; set; }
    }
}
