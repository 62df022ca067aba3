using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>The negotiation opens the room of a member and says who may enter it, each time under a number of its own.</summary>
internal static class RoomAccess
{
    /// <summary>A caucus is opened once, for the member whose id it has.</summary>
    public static Decision Open(CaucusRecord state, OpenCaucusCall call)
    {
        if (state.Exists)
        {
            return Rejection.Exists(state.Journal);
        }

        if (call.Member?.Party != state.Party)
        {
            return Rejection.Invalid("member.party", "FOREIGN_NAME", $"{state.Journal} is the room of {state.Party}, not of '{call.Member?.Party}'.");
        }

        return new Event
        {
            CaucusOpened = new()
            {
                Member = call.Member,
                AccreditationVersion = call.AccreditationVersion,
                MediatorZones = { call.MediatorZones },
            },
        };
    }

    /// <summary>
    /// What the negotiation says last holds. It is recorded even where nothing changes for this member: the number counts against
    /// older ones that come late.
    /// </summary>
    public static Decision Change(CaucusRecord state, ChangeAccreditationCall call, RuleContext context)
    {
        if (state.Delegations.Stale(call, state.Journal) is { } stale)
        {
            return stale;
        }

        var told = Delegations.Of(call).At(context.Now);
        return told.Members.FirstOrDefault(m => m.Party == state.Party) is { } member
            ? Changed(new() { Members = [member], Version = told.Version })
            : Rejection.Invalid("members", "UNKNOWN_MEMBER", $"{state.Party} is not among the members; its room stays as it is.");
    }

    /// <summary>The next instant at which an accreditation for the member begins or ends by itself; null for none.</summary>
    public static TimedTransition? Next(CaucusRecord state) => state.Delegations.Next(Changed);

    private static Event Changed(Delegations delegations) => new()
    {
        CaucusAccreditationChanged = new() { Member = delegations.Members[0], AccreditationVersion = delegations.Version },
    };
}
