using Parley.Domain.Frame;
using Parley.Domain.Sessions;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>The caucus as its readers see it. Who is accredited stands in the negotiation.</summary>
internal static class CaucusView
{
    public static Caucus Of(CaucusRecord state) => new()
    {
        Name = state.Journal,
        Party = state.Member.Party,
        Capacity = state.Member.Capacity,
        CurrentSession = SessionView.NameOf(state.Journal, state.CurrentSession),
        Receipts = { state.Receipts },
        Matches = { state.Matches },
        CreateTime = state.CreatedAt.ToTimestamp(),
        Etag = Etag.Of(state.HeadVersion),
    };
}
