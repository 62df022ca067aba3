using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Journal;
using Parley.Silo.Time;

namespace Parley.Silo.Frame;

/// <summary>
/// Whether a caller may read a journal, from the index alone. It is asked before the journal's grain is, so that a name that is hidden from
/// the caller wakes no grain, like a name that does not exist. The grain decides again, and its word counts.
/// </summary>
/// <remarks>
/// The index holds what is on disk, and the keys that count from a later instant on. So it says yes to everyone whom the grain would answer:
/// it need not have noticed yet that somebody has been let in by the clock. It can also say yes to somebody whose right has ended by the
/// clock a moment ago, and who knows that the journal exists.
/// </remarks>
internal sealed class IndexAdmission(IJournalStore store, ILegalClock clock)
{
    /// <summary>Asks the index with one statement, whose cost depends on the caller's own keys alone.</summary>
    public async ValueTask<bool> Admits(Caller caller, string journal)
    {
        if (caller.IsParley)
        {
            return true;
        }

        var now = clock.Now;
        var keys = caller.AudienceKeys;
        return await store.Admits(
            new(JournalAddress.KindOf(journal), journal, [.. keys], [.. keys.Select(key => (Audience.BeforeAll(key), Audience.From(key, now)))]),
            CancellationToken.None);
    }
}
