using Parley.Chaos.Checks;
using Parley.Chaos.History;

namespace Parley.Chaos;

/// <summary>What came of a run.</summary>
/// <param name="folder">Where the history is, and after a failure what every process has printed.</param>
/// <param name="recoveryLimit">Within this time after each fault all clients must be served.</param>
public sealed class Verdict(string folder, TimeSpan recoveryLimit)
{
    private readonly List<Struck> _faults = [];
    private RunHistory? _run;
    private int _ended;

    /// <summary>What is wrong.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>True when nothing is.</summary>
    public bool IsGood => Violations.Count == 0;

    /// <summary>Where the history of a failing run is.</summary>
    public string Folder => folder;

    /// <summary>How many faults there were.</summary>
    public int Faults => _faults.Count;

    /// <summary>A fault is over.</summary>
    public void Add(Struck fault)
    {
        _faults.Add(fault);
        if (fault.RecoverySeconds > recoveryLimit.TotalSeconds)
        {
            Violations.Add($"recovery: {fault.Fault} at {fault.Begin:O} took {fault.RecoverySeconds} s until all were served again");
        }
    }

    /// <summary>Looks through the history.</summary>
    /// <param name="run">The history.</param>
    /// <param name="ended">How many processes have ended by themselves.</param>
    public void Check(RunHistory run, int ended)
    {
        (_run, _ended) = (run, ended);
        Violations.AddRange(Checker.Violations(run));
    }

    /// <summary>Says it.</summary>
    public void Say(Action<string> say)
    {
        foreach (var violation in Violations)
        {
            say($"WRONG  {violation}");
        }

        if (_faults.MaxBy(f => f.RecoverySeconds) is { } worst)
        {
            say($"{Faults} faults, the worst recovery {worst.RecoverySeconds:0.0} s ({worst.Fault}), the median {Median():0.0} s; {_ended} processes ended by themselves and were started again");
        }

        if (_run is { } run)
        {
            int Acknowledged(string act) => run.Calls.Count(c => c.IsOk && c.Act == act);
            var timed = run.Journals.Values.SelectMany(e => e).Where(e => e.DueAt is not null).ToList();
            say($"{Acknowledged("report")} reports and {Acknowledged("read")} reads answered, {run.Calls.Count(c => !c.IsOk)} tries not; {Acknowledged("create")} truces made");
            say($"{timed.Count} timed transitions, the latest recorded {timed.Select(e => (e.RecordedAt - e.DueAt!.Value).TotalSeconds).DefaultIfEmpty().Max():0.0} s after its instant; {run.Journals.Values.Sum(e => e.Count(c => c.What == "CallSettled"))} calls between journals");
            var concluded = run.Journals.Where(j => j.Key.Contains("/texts/", StringComparison.Ordinal)).Count(j => j.Value.Any(e => e is { What: "TextStateReached", Key: "Concluded" }));
            say($"{Acknowledged("open")} talks held; {Acknowledged("say")} messages, {Acknowledged("relay")} relays, {Acknowledged("seal")} consents sealed, {Acknowledged("withdraw")} withdrawn; {run.Lines.OfType<Accord>().Count()} texts, {concluded} of them concluded; {Acknowledged("dismiss")} sent away, {run.Calls.Count(c => c is { Subject.Length: > 0, Status: "NotFound" })} times told that there is nothing");
            say($"{run.Lines.OfType<Seen>().Count()} events seen by watchers over {run.Lines.OfType<WatchEnded>().Count()} streams");
        }

        if (Directory.Exists(folder))
        {
            say($"The history and what the processes printed are in {folder}");
        }

        say(IsGood ? "GOOD" : $"BAD: {Violations.Count} things are wrong");
    }

    private double Median() => _faults.Select(f => f.RecoverySeconds).Order().ElementAt(_faults.Count / 2);
}
