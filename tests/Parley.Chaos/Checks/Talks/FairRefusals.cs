using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>
/// What a caller who does nothing wrong may be told in talks: that it comes too late; that there is nothing behind a door that is not its
/// own; and, of what one journal tells another a moment after it was acknowledged, that there is nothing yet. What was there once is
/// there.
/// </summary>
internal sealed class FairRefusals(RunHistory run)
{
    private readonly ILookup<(string, string, string, string), DateTimeOffset> _firstDone = run.Calls
        .Where(c => c.IsOk && c.Act is "enter" or "seal").ToLookup(KeyOf, c => c.End);

    private readonly ILookup<string, DateTimeOffset> _over = run.Lines.OfType<Accord>()
        .SelectMany(a => run.Journals.GetValueOrDefault(a.Text, []).Where(e => e.What == "ConsentOpeningOver" && e.Key == a.Opening).Select(e => (a.Subject, e.DueAt ?? e.RecordedAt)))
        .ToLookup(o => o.Subject, o => o.Item2);

    private readonly ILookup<string, DateTimeOffset> _sentAway = run.Calls.Where(c => c.Act == "dismiss").ToLookup(c => c.To, c => c.Begin);

    private readonly ILookup<(string, string), (string Hash, DateTimeOffset At)> _filed = run.Calls
        .Where(c => c.IsOk && c.Act == "seal").ToLookup(c => (c.To, c.Party), c => (c.Answer, c.Stamp!.Value));

    /// <summary>Whether the caller could be told so.</summary>
    public bool IsFair(Call call) => (call.Act, call.Why) switch
    {
        ("intrude", "NOT_FOUND") => true,
        (_, "NOT_FOUND") when call.Subject.Length > 0 && _sentAway[call.Subject].Any(at => at <= call.End) => true,
        ("enter", "NOT_FOUND") or ("seal", "NOT_FOUND" or "UNKNOWN_OPENING") => !_firstDone[KeyOf(call)].Any(at => at < call.Begin),
        ("seal" or "withdraw", "OPENING_OVER") => _over[call.To].Any(at => at <= call.End),
        ("withdraw", "FILING_ENDED") => IsReplaced(call),
        ("agree", "OPENING_IN_PAST") => true,
        _ => false,
    };

    /// <summary>Whether another one of the same delegation has filed since.</summary>
    private bool IsReplaced(Call call)
    {
        var filed = _filed[(call.To, call.Party)].ToList();
        var mine = filed.Find(f => f.Hash == call.Key);
        return filed.Exists(f => f.At > mine.At && f.At <= call.End);
    }

    private static (string, string, string, string) KeyOf(Call call) => (call.Act, call.Journal, call.To, call.Subject);
}
