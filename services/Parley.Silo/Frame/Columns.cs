using Parley.Domain.Frame;
using Parley.Journal;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>From the domain's index columns to the journal's.</summary>
internal static class Columns
{
    /// <param name="entry">What the entry becomes.</param>
    /// <param name="isNew">True when it is made by this.</param>
    public static EntryColumns Of(EntryState entry, bool isNew)
    {
        var index = entry.Index;
        return new(entry.Kind, entry.Id)
        {
            Status = index.Status,
            Category = index.Category,
            Party = index.Party,
            Severity = index.Severity,
            Area = index.Area,
            OccurredFrom = index.OccurredFrom?.ToDateTimeOffset(),
            OccurredTo = index.OccurredTo?.ToDateTimeOffset(),
            DueAt = index.DueAt?.ToDateTimeOffset(),
            IsNew = isNew,
        };
    }
}

/// <summary>Actors that are nobody's token.</summary>
internal static class Actors
{
    public static Actor Parley { get; } = new() { Role = Role.Parley };
}
