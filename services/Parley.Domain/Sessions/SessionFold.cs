using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Sessions;

/// <summary>What each event makes of a session.</summary>
public static class SessionFold
{
    /// <summary>Folds one event of a session, null before the first.</summary>
    /// <exception cref="UnknownEventException">This binary does not know the event, or it belongs to no session.</exception>
    public static EntryState Apply(EntryState? entry, Event e) => (entry, e.BodyCase) switch
    {
        (null, Event.BodyOneofCase.SessionScheduled) => new SessionEntry(e.Entry, e.SessionScheduled.Session),
        (SessionEntry s, Event.BodyOneofCase.SessionConfirmed) => s with { State = SessionState.Confirmed },
        (SessionEntry s, Event.BodyOneofCase.SessionConvoked) => s with { State = SessionState.InSession, HeldFrom = e.SessionConvoked.HeldFrom },
        (SessionEntry s, Event.BodyOneofCase.SessionInterrupted) => Interrupted(s, e.SessionInterrupted.Interruption, e.SessionInterrupted.InterruptedFrom?.Resolved.Instant ?? e.RecordedAt),
        (SessionEntry s, Event.BodyOneofCase.SessionContinued) => Continued(s, e.SessionContinued.ContinuedFrom?.Resolved.Instant ?? e.RecordedAt),
        (SessionEntry s, Event.BodyOneofCase.SessionClosed) => s with
        {
            State = SessionState.Closed,
            HeldUntil = e.SessionClosed.HeldUntil,
            Outcome = e.SessionClosed.Outcome,
        },
        (SessionEntry s, Event.BodyOneofCase.SessionCancelled) => s with { State = SessionState.Cancelled, Outcome = e.SessionCancelled.Reason },
        _ => throw new UnknownEventException(e),
    };

    private static SessionEntry Interrupted(SessionEntry session, Interruption interruption, Timestamp from)
    {
        var begun = interruption.Clone();
        (begun.From, begun.Until) = (from, null);
        return session with { State = SessionState.Interrupted, Interruptions = session.Interruptions.Add(begun) };
    }

    private static SessionEntry Continued(SessionEntry session, Timestamp until)
    {
        var over = session.Interruptions[^1].Clone();
        over.Until = until;
        return session with { State = SessionState.InSession, Interruptions = session.Interruptions.SetItem(session.Interruptions.Count - 1, over) };
    }
}
