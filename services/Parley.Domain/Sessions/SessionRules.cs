using Google.Protobuf;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Sessions;

/// <summary>
/// Sessions of a negotiation or a caucus. Mediators record them. Every step that matters to the talks also writes a head event,
/// from which negotiation and caucus know their session in progress.
/// </summary>
public static class SessionRules
{
    /// <summary>True for the commands that <see cref="Decide"/> decides.</summary>
    public static bool Concerns(IMessage request) => request is ScheduleSessionRequest or ConfirmSessionRequest or ConvokeSessionRequest
        or InterruptSessionRequest or ContinueSessionRequest or CloseSessionRequest or CancelSessionRequest;

    /// <summary>The id of the session that a request is about; null for one that is to be scheduled, and for requests about something else.</summary>
    public static string? EntryOf(IMessage request) => request switch
    {
        GetSessionRequest r => IdOf(r.Name),
        ConfirmSessionRequest r => IdOf(r.Name),
        ConvokeSessionRequest r => IdOf(r.Name),
        InterruptSessionRequest r => IdOf(r.Name),
        ContinueSessionRequest r => IdOf(r.Name),
        CloseSessionRequest r => IdOf(r.Name),
        CancelSessionRequest r => IdOf(r.Name),
        _ => null,
    };

    /// <summary>What a request comes to; the session that it is about is the context's entry.</summary>
    public static Decision Decide(SessionPlace place, IMessage request, RuleContext context)
    {
        if (request is ScheduleSessionRequest schedule)
        {
            return SessionPlans.Schedule(place, schedule, context);
        }

        if (context.Entry is not SessionEntry session)
        {
            return Rejection.NotFound(place.Journal);
        }

        var name = SessionView.NameOf(place.Journal, session.Id);
        return SessionLifecycle.Check(session, name, request) is { } forbidden ? forbidden : Rule(place, session, request, context);
    }

    private static Decision Rule(SessionPlace place, SessionEntry session, IMessage request, RuleContext context) => request switch
    {
        ConfirmSessionRequest => new Event { Entry = session.Id, SessionConfirmed = new() },
        ConvokeSessionRequest r => SessionCourse.Convoke(place, session, r, context),
        InterruptSessionRequest r => SessionCourse.Interrupt(place, session, r, context),
        ContinueSessionRequest r => SessionCourse.Continue(place, session, r, context),
        CloseSessionRequest r => SessionCourse.Close(place, session, r, context),
        CancelSessionRequest r => Step(session.Id, SessionStep.Cancelled, new() { Entry = session.Id, SessionCancelled = new() { Reason = r.Reason } }),
        _ => Rejection.WrongResource(request, "a session"),
    };

    /// <summary>A session's own event, and before it what the step makes of the talks.</summary>
    internal static Decision Step(string session, SessionStep step, Event own) =>
        new List<Event> { new() { TalksProgressed = new() { Session = session, Step = step } }, own };

    private static string? IdOf(string name) =>
        ResourceName.Matches(name, ResourceName.SessionPattern) || ResourceName.Matches(name, ResourceName.CaucusSessionPattern)
            ? ResourceName.IdOf(name)
            : null;
}
