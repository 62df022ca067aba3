using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>What each event makes of talks.</summary>
internal static class NegotiationFold
{
    /// <summary>Folds one head event into the record.</summary>
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public static NegotiationRecord Apply(NegotiationRecord talks, Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.NegotiationCreated => Created(talks, e.NegotiationCreated),
        Event.BodyOneofCase.AgendaSet => talks with { Agenda = [.. e.AgendaSet.Agenda] },
        Event.BodyOneofCase.AgendaItemSettled => talks with
        {
            Settlements = talks.Settlements.SetItem(e.AgendaItemSettled.AgendaItem, Recorded(e.AgendaItemSettled.Settlement, e.RecordedAt)),
        },
        Event.BodyOneofCase.AgendaItemReopened => talks with { Settlements = talks.Settlements.Remove(e.AgendaItemReopened.AgendaItem) },
        Event.BodyOneofCase.VenuesAdded => talks with { Venues = talks.Venues.AddRange(e.VenuesAdded.Venues) },
        Event.BodyOneofCase.ParticipantAdmitted or Event.BodyOneofCase.AccreditationBegan or Event.BodyOneofCase.AccreditationEnded =>
            AccreditationFold.Apply(talks, e),
        Event.BodyOneofCase.TalksProgressed => Progressed(talks, e.TalksProgressed),
        Event.BodyOneofCase.NegotiationJudged => Judged(talks, e),
        Event.BodyOneofCase.NegotiationResumed => talks.Suspension is null ? talks with { Deadlock = null } : talks with { Suspension = null },
        Event.BodyOneofCase.NegotiationLapsed => talks with { Ending = NegotiationState.Lapsed },
        Event.BodyOneofCase.ReadinessDeclared or Event.BodyOneofCase.ReadinessWithdrawn or Event.BodyOneofCase.ReadinessExpired
            or Event.BodyOneofCase.ReadinessConditionSettled => ReadinessFold.Apply(talks, e),
        Event.BodyOneofCase.TextProgressed => TextCame(talks, e),
        Event.BodyOneofCase.BlindRangeAgreed or Event.BodyOneofCase.BlindRangeRoundOver or Event.BodyOneofCase.BlindRangeFound =>
            BlindRangeFold.Apply(talks, e),
        _ => throw new UnknownEventException(e),
    };

    private static NegotiationRecord Created(NegotiationRecord talks, NegotiationCreated created)
    {
        var clocks = Clocks.Of(created.Zones, created.MediatorZones);
        return talks with
        {
            Described = created.Negotiation,
            Agenda = [.. created.Negotiation.Agenda],
            Venues = [.. created.Negotiation.Venues],
            Clocks = clocks,
            Delegations = Accreditations.Delegations(created.Negotiation.Members, [], party => clocks.Parties.FirstOrDefault(p => p.Party == party).Zone),
        };
    }

    private static AgendaSettlement Recorded(AgendaSettlement settlement, Timestamp at)
    {
        var recorded = settlement.Clone();
        recorded.Time = at;
        return recorded;
    }

    private static NegotiationRecord Progressed(NegotiationRecord talks, TalksProgressed progressed)
    {
        var session = progressed.Session;
        return progressed.Step switch
        {
            SessionStep.Scheduled => talks with { PlannedSessions = talks.PlannedSessions.Add(session) },
            SessionStep.Convoked => talks with
            {
                PlannedSessions = talks.PlannedSessions.Remove(session),
                HasMet = true,
                CurrentSession = session,
                InRecess = false,
                // The next session ends a deadlock; that one and the same goes on is none.
                Deadlock = talks.CurrentSession == session ? talks.Deadlock : null,
            },
            SessionStep.Interrupted => talks with { InRecess = true },
            SessionStep.Closed => talks with { CurrentSession = "", InRecess = false },
            SessionStep.Cancelled => talks with { PlannedSessions = talks.PlannedSessions.Remove(session) },
            _ => talks,
        };
    }

    private static NegotiationRecord Judged(NegotiationRecord talks, Event e)
    {
        var judgement = new NegotiationJudgement
        {
            State = e.NegotiationJudged.State,
            By = e.Actor,
            Reason = e.NegotiationJudged.Reason,
            Time = e.RecordedAt,
        };
        return judgement.State switch
        {
            NegotiationState.Suspended => talks with { Suspension = judgement, SuspendedBy = Counted(talks.SuspendedBy, e.Actor) },
            NegotiationState.Deadlocked => talks with { Deadlock = judgement },
            _ => talks with { Ending = judgement.State, EndJudgement = judgement },
        };
    }

    /// <summary>With one more for the member; mediators are not counted.</summary>
    private static ImmutableDictionary<string, int> Counted(ImmutableDictionary<string, int> counts, Actor? by) =>
        by is { Role: Role.Party } ? counts.SetItem(by.Party, counts.GetValueOrDefault(by.Party) + 1) : counts;

    private static NegotiationRecord TextCame(NegotiationRecord talks, Event e)
    {
        var (told, progress) = (e.TextProgressed, e.TextProgressed.Progress);
        var text = new KnownText(
            new() { Name = progress.Text, State = progress.State, Time = progress.Time ?? e.RecordedAt, TabledBy = progress.TabledBy }, told.TextVersion, told.AccreditationVersion);
        var at = talks.Texts.FindIndex(t => t.Standing.Name == progress.Text);
        var next = talks with { Texts = at < 0 ? talks.Texts.Add(text) : talks.Texts.SetItem(at, text) };
        return !next.IsOver && Standing.IsConcludedByTexts(next) ? next with { Ending = NegotiationState.Concluded } : next;
    }
}
