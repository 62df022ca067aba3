using Parley.Domain.Frame;
using Parley.Journal;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>From the domain's index columns to the journal's.</summary>
internal static class Columns
{
    public static EntryColumns Of(EntryState entry)
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
        };
    }
}

/// <summary>Actors that are nobody's token.</summary>
internal static class Actors
{
    public static Actor Parley { get; } = new() { Role = Role.Parley };
}
