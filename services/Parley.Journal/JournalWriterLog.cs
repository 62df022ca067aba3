using Microsoft.Extensions.Logging;

namespace Parley.Journal;

internal static partial class JournalWriterLog
{
    [LoggerMessage(1, LogLevel.Error, "A commit of {Appends} appends failed; appends that it is unclear of are answered Unavailable")]
    public static partial void CommitFailed(ILogger log, int appends, Exception fault);
}
