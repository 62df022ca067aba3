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
        return statement;
    }
}
