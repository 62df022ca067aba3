using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What each event makes of a truce.</summary>
internal static class TruceFold
{
    /// <summary>Folds one head event into the record.</summary>
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public static TruceRecord Apply(TruceRecord truce, Event e)
    {
        var at = e.HappenedAt().ToInstant();
        var next = e.BodyCase switch
        {
            Event.BodyOneofCase.TruceCreated => Created(truce, e.TruceCreated),
            Event.BodyOneofCase.TruceAmended => AmendmentFold.Apply(truce, e.TruceAmended, at),
            Event.BodyOneofCase.TruceAccepted => ConsentFold.Accepted(truce, e.TruceAccepted, at),
            Event.BodyOneofCase.TruceDeclined => ConsentFold.Declined(truce, e.TruceDeclined, at),
            Event.BodyOneofCase.TruceAdhered => ConsentFold.Adhered(truce, e.TruceAdhered, at),
            Event.BodyOneofCase.TruceWithdrew => ConsentFold.Withdrew(truce, e.TruceWithdrew, at),
            Event.BodyOneofCase.TruceConcluded => truce with { Stage = TruceStage.Concluded, ConcludedAt = at },
            Event.BodyOneofCase.TruceEffectScheduled => EffectFold.Scheduled(truce, e.TruceEffectScheduled),
            Event.BodyOneofCase.TruceRescheduled => EffectFold.Rescheduled(truce, e.TruceRescheduled, at),
            Event.BodyOneofCase.TruceEffectClarified => EffectFold.Clarified(truce, e.TruceEffectClarified, at),
            Event.BodyOneofCase.TruceEnteredIntoForce => EffectFold.Entered(truce, e.TruceEnteredIntoForce),
            Event.BodyOneofCase.TruceInterimDutyBound => truce with { Duties = truce.Duties.SetItem(e.TruceInterimDutyBound.Id, at) },
            Event.BodyOneofCase.TruceExtensionProposed => TermFold.Proposed(truce, e.TruceExtensionProposed, e.Actor, at),
            Event.BodyOneofCase.TruceExtensionAccepted => TermFold.Accepted(truce, e.TruceExtensionAccepted),
            Event.BodyOneofCase.TruceExtended => TermFold.Extended(truce, e.TruceExtended, at),
            Event.BodyOneofCase.TruceRenewed => TermFold.Renewed(truce, e.TruceRenewed),
            Event.BodyOneofCase.TruceOwnTermBegan => TermFold.Began(truce, e.TruceOwnTermBegan),
            Event.BodyOneofCase.TruceOwnTermEnded => TermFold.Ended(truce, TermHolder.Of(e.TruceOwnTermEnded.TermOf), at),
            Event.BodyOneofCase.TruceNoticeGiven => NoticeFold.Given(truce, e.TruceNoticeGiven, at),
            Event.BodyOneofCase.TruceNoticeWithdrawn => NoticeFold.Withdrawn(truce, e.TruceNoticeWithdrawn, at),
            Event.BodyOneofCase.TruceSuspended => SuspensionFold.Suspended(truce, e.TruceSuspended, e.Actor, at),
            Event.BodyOneofCase.TruceResumed => SuspensionFold.Resumed(truce, e.TruceResumed, at),
            Event.BodyOneofCase.TruceConditionRecorded => ConditionFold.Recorded(truce, e.TruceConditionRecorded, e.Actor, at),
            Event.BodyOneofCase.TrucePhaseEntered => PhaseFold.Entered(truce, e.TrucePhaseEntered, at),
            Event.BodyOneofCase.TrucePhaseEnded => PhaseFold.Ended(truce, e.TrucePhaseEnded, at),
            Event.BodyOneofCase.TruceSuccessorRegistered => SuccessorFold.Registered(truce, e.TruceSuccessorRegistered),
            _ => EndingFold.Apply(truce, e, at),
        };

        return next with { Floor = Instant.Max(truce.Floor, at), ChangedAt = e.RecordedAt.ToInstant() };
    }

    private static TruceRecord Created(TruceRecord truce, TruceCreated created) => truce with
    {
        Terms = created.Terms,
        Zones = [.. created.Zones],
        MediatorZones = [.. created.MediatorZones],
    };
}
