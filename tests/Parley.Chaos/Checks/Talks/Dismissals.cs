using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>
/// Whoever was sent away is answered, from the moment at which that was acknowledged, as if there were nothing: in the talks, in the room,
/// in the text and by the vault. Nothing that is recorded from then on reaches it by a stream.
/// </summary>
public static class Dismissals
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var bySubject = run.Calls.Where(c => c.Subject.Length > 0).ToLookup(c => c.Subject);
        foreach (var dismissal in run.Calls.Where(c => c.Act == "dismiss" && c.IsOk).DistinctBy(c => (c.Journal, c.To)))
        {
            foreach (var call in bySubject[dismissal.To].Where(c => Concerns(c, dismissal) && c.Begin >= dismissal.End && c.IsServers && !IsSilent(c)))
            {
                yield return $"{call.Subject} was sent away at {dismissal.End:O}, asked at {call.Begin:O} to {call.Act} in {call.Journal} and was answered {call.Status} {call.Why}";
            }
        }
    }

    private static bool Concerns(Call call, Call dismissal) => call.Journal == dismissal.Journal || call.Journal.StartsWith(dismissal.Journal + "/", StringComparison.Ordinal);

    private static bool IsSilent(Call call) => call.Status is "NotFound" or "Unavailable" or "ResourceExhausted" or "DeadlineExceeded";
}
