using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Sessions;

/// <summary>A session as its readers see it.</summary>
public static class SessionView
{
    /// <summary>The resource, with every instant on every party's clock.</summary>
    /// <param name="session">The session.</param>
    /// <param name="journal">The negotiation or caucus that it belongs to.</param>
    /// <param name="clocks">The clocks.</param>
    public static Session Of(SessionEntry session, string journal, Clocks clocks)
    {
        var shown = session.Planned.Clone();
        shown.Name = NameOf(journal, session.Id);
        shown.State = session.State;
        shown.HeldFrom = session.HeldFrom;
        shown.HeldUntil = session.HeldUntil;
        shown.Interruptions.AddRange(session.Interruptions);
        shown.Outcome = session.Outcome;
        shown.CreateTime = session.CreatedAt.ToTimestamp();
        shown.Etag = Etag.Of(session.Version);
        return clocks.Render(shown);
    }

    /// <summary>The name of a session; empty for none.</summary>
    /// <param name="journal">The negotiation or caucus that it belongs to.</param>
    /// <param name="id">Its id; empty for none.</param>
    public static string NameOf(string journal, string id) => id.Length == 0 ? "" : ResourceName.Child(journal, "sessions", id);
}
