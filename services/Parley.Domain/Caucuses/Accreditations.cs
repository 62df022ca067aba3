using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>The negotiation opens the room of a member and says who may enter it, each time under a number of its own.</summary>
internal static class Accreditations
{
    /// <summary>A caucus is opened once, for the member whose id it has.</summary>
    public static Decision Open(CaucusRecord state, OpenCaucusCall call)
    {
        if (state.Exists)
        {
            return new Rejection(RejectionCode.AlreadyExists, "ALREADY_EXISTS", $"{state.Journal} exists already.") { Resource = state.Journal };
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
    public static Decision Change(CaucusRecord state, ChangeAccreditationCall call)
    {
        if (call.AccreditationVersion <= state.AccreditationVersion)
        {
            return Rejection.Precondition(
                "STALE_ACCREDITATION", state.Journal, $"{state.Negotiation} has said something newer of its accreditations since.")
                .With("accreditation_version", state.AccreditationVersion.ToString());
        }

        return call.Members.FirstOrDefault(m => m.Party == state.Party) is { } member
            ? new Event { CaucusAccreditationChanged = new() { Member = member, AccreditationVersion = call.AccreditationVersion } }
            : Rejection.Invalid("members", "UNKNOWN_MEMBER", $"{state.Party} is not among the members; its room stays as it is.");
    }
}
