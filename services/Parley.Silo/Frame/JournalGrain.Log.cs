using Microsoft.Extensions.Logging;
using Parley.Journal;

namespace Parley.Silo.Frame;

public abstract partial class JournalGrain<TState>
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The activation of {Journal} ends: an append came out {Outcome} ({Error}). Callers are told to retry.")]
    private partial void LogStopped(string journal, AppendOutcome outcome, string? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The activation of {Journal} ends: another one has written since. Callers are told to retry.")]
    private partial void LogOvertaken(string journal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Journal} could not be read from the store. Callers are told to retry.")]
    private partial void LogStoreAway(Exception exception, string journal);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Journal} cannot be read by this version of Parley.")]
    private partial void LogUnknownEvent(Exception exception, string journal);
}
