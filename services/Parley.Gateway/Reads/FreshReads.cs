using Google.Protobuf;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Reads;

/// <summary>
/// Reads of journals that never go back behind what this gateway has shown before. While silos come and go, one that does not
/// know yet that it has lost a journal may still answer from what it remembers; then the journal is asked again, until the
/// cluster has agreed on who holds it.
/// </summary>
public sealed partial class FreshReads(
    IGrainFactory grains, Admission admission, JournalVersions versions, TimeProvider time, ILogger<FreshReads> log)
{
    // Doubled each time, so some three seconds in all: longer than it takes the silos to tell each other of a change.
    private const int Tries = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>What has been shown.</summary>
    public JournalVersions Versions => versions;

    /// <summary>Has a query answered by its journal, if the caller may read that.</summary>
    public async ValueTask<Outcome<IMessage>> Read(string journal, Query query)
    {
        if (await admission.Refusal(query.Caller, query.Request, journal) is { } refused)
        {
            return Outcome<IMessage>.Refused(refused);
        }

        // What others are shown while this read is under way does not make its answer old.
        var known = versions.Of(journal);
        var pause = FirstPause;
        for (var tries = 1; ; tries++)
        {
            var outcome = await grains.GetJournal(journal).Read(query);
            if (!IsOlder(outcome, known))
            {
                versions.Show(journal, outcome.Version);
                admission.Answered(query.Caller, query.Request, journal, outcome.Rejection);
                return outcome;
            }

            LogOlder(journal, outcome.Version, known, tries);
            if (tries == Tries)
            {
                return Outcome<IMessage>.Refused(Refusals.JournalBehind);
            }

            await Task.Delay(pause, time);
            pause *= 2;
        }
    }

    /// <summary>Has a command decided by its journal, if the caller may read that; remembers what was answered.</summary>
    public async ValueTask<Outcome<IMessage>> Execute(string journal, Command command)
    {
        if (await admission.Refusal(command.Caller, command.Request, journal) is { } refused)
        {
            return Outcome<IMessage>.Refused(refused);
        }

        var outcome = await grains.GetJournal(journal).Execute(command);
        versions.Show(journal, outcome.Version);
        admission.Answered(command.Caller, command.Request, journal, outcome.Rejection);
        return outcome;
    }

    // Whoever says that it cannot answer has not answered.
    private static bool IsOlder(in Outcome<IMessage> outcome, long known) =>
        outcome.Version < known && outcome.Rejection?.Code is not (RejectionCode.Unavailable or RejectionCode.ResourceExhausted);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Journal} was answered at version {Version} where {Known} has been shown already (try {Try})")]
    private partial void LogOlder(string journal, long version, long known, int @try);
}
