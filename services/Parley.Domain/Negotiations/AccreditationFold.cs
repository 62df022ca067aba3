using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>What each event makes of accreditations, and of who may therefore read and act.</summary>
internal static class AccreditationFold
{
    public static NegotiationRecord Apply(NegotiationRecord talks, Event e)
    {
        var changed = e.BodyCase switch
        {
            Event.BodyOneofCase.ParticipantAdmitted => talks.Accreditations.Add(e.ParticipantAdmitted.Accreditation),
            Event.BodyOneofCase.AccreditationBegan => talks.Accreditations.ConvertAll(a => a.Id == e.AccreditationBegan.Accreditation ? Begun(a) : a),
            _ => talks.Accreditations.ConvertAll(a => a.Id == e.AccreditationEnded.Accreditation ? Ended(a, e) : a),
        };
        var delegations = Accreditations.Delegations(talks.Described.Members, changed, party => talks.Member(party)?.Zone);

        // What begins or ends by the clock the other journals know ahead, and an act that changes nothing for them is not told either.
        var isTold = e.DueAt is null && !delegations.SaysAsMuchAs(talks.Delegations);
        return talks with
        {
            Accreditations = changed,
            Delegations = delegations with { Version = talks.Delegations.Version + (isTold ? 1 : 0) },
        };
    }

    private static Accreditation Begun(Accreditation accreditation)
    {
        var begun = accreditation.Clone();
        begun.Active = true;
        return begun;
    }

    private static Accreditation Ended(Accreditation accreditation, Event e)
    {
        var ended = accreditation.Clone();
        (ended.Active, ended.EndTime) = (false, e.HappenedAt());
        return ended;
    }
}
