using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>A public statement as its readers see it, its times on every party's clock.</summary>
internal static class StatementView
{
    public static Statement Of(StatementEntry entry, PartyRegister register)
    {
        var statement = entry.Original.Clone();
        statement.MadeAt = register.Render(statement.MadeAt);
        statement.EmbargoUntil = register.Render(statement.EmbargoUntil);
        statement.State = entry.State;
        statement.Corrections.AddRange(entry.Corrections);
        statement.Retraction = entry.Retraction?.Reason;
        statement.Etag = Etag.Of(entry.Version);
        statement.DirectionFlags.Clear();
        statement.DirectionFlags.AddRange(FlagsOf(entry));
        return statement;
    }

    /// <summary>Words that read otherwise than they are stored, from before such words were refused.</summary>
    private static IEnumerable<DirectionFlag> FlagsOf(StatementEntry entry) =>
        DirectionFlags.Of("speaker", entry.Original.Speaker)
            .Concat(DirectionFlags.Of("capacity", entry.Original.Capacity))
            .Concat(DirectionFlags.Of("text", entry.Original.Text))
            .Concat(DirectionFlags.Of("corrections", entry.Corrections))
            .Concat(DirectionFlags.Of("retraction", entry.Retraction?.Reason));
}
