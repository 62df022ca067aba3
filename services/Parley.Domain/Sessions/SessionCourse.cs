using NodaTime;
using NodaTime.Text;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Sessions;

/// <summary>What really happens in a session: when it began, how it was interrupted, when and with what it ended.</summary>
internal static class SessionCourse
{
    private static readonly LocalDateTimePattern ToTheSecond = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    /// <summary>It began, now or earlier. A journal has one session in progress at a time.</summary>
    public static Decision Convoke(SessionPlace place, SessionEntry session, ConvokeSessionRequest request, RuleContext context)
    {
        if (place.CurrentSession.Length > 0)
        {
            var current = SessionView.NameOf(place.Journal, place.CurrentSession);
            return Rejection.Precondition("SESSION_IN_PROGRESS", place.Journal, $"{current} is in progress. Close it first.").With("session", current);
        }

        var (from, refused) = Held(place, request.HeldFrom, "held_from", context.Now);
        return refused is not null
            ? refused
            : SessionRules.Step(session.Id, SessionStep.Convoked, new() { Entry = session.Id, SessionConvoked = new() { HeldFrom = from } });
    }

    /// <summary>A recess, a consultation, a walk-out: now or earlier, and perhaps somebody's.</summary>
    public static Decision Interrupt(SessionPlace place, SessionEntry session, InterruptSessionRequest request, RuleContext context)
    {
        var given = request.Interruption ?? new();
        if (given.Party.Length > 0 && Strangers.Check(place.Members, given.Party, place.Journal, "interruption.party") is { } stranger)
        {
            return Rejection.Invalid(stranger);
        }

        if (session.Interruptions.Count >= SessionLimits.Interruptions)
        {
            return Rejection.Limit(
                $"This session was interrupted {SessionLimits.Interruptions} times already. Close it and schedule another.",
                SessionLimits.Interruptions, "interruptions");
        }

        var (from, refused) = Held(place, request.InterruptedFrom, "interrupted_from", context.Now);
        if ((refused ?? Early(session, from!, "interrupted_from")) is { } wrong)
        {
            return wrong;
        }

        var interruption = new Interruption { Kind = given.Kind, Party = given.Party, Reason = given.Reason };
        return SessionRules.Step(session.Id, SessionStep.Interrupted, new()
        {
            Entry = session.Id,
            SessionInterrupted = new() { Interruption = interruption, InterruptedFrom = from },
        });
    }

    /// <summary>It went on, now or earlier, but not before it was interrupted.</summary>
    public static Decision Continue(SessionPlace place, SessionEntry session, ContinueSessionRequest request, RuleContext context)
    {
        var (from, refused) = Held(place, request.ContinuedFrom, "continued_from", context.Now);
        return (refused ?? Early(session, from!, "continued_from")) is { } wrong
            ? wrong
            : SessionRules.Step(session.Id, SessionStep.Convoked, new() { Entry = session.Id, SessionContinued = new() { ContinuedFrom = from } });
    }

    /// <summary>
    /// It ended, now or earlier, but not before it began. An interruption may have been recorded late and without its instant, and does not keep
    /// the end from being recorded as it was.
    /// </summary>
    public static Decision Close(SessionPlace place, SessionEntry session, CloseSessionRequest request, RuleContext context)
    {
        var (until, refused) = Held(place, request.HeldUntil, "held_until", context.Now);
        if (until is null)
        {
            return refused!;
        }

        if (BeforeBeginning(session, until, "held_until", "END_BEFORE_START") is { } early)
        {
            return early;
        }

        var closed = new SessionClosed { HeldUntil = until, Outcome = request.Outcome };
        return SessionRules.Step(session.Id, SessionStep.Closed, new() { Entry = session.Id, SessionClosed = closed });
    }

    /// <summary>The refusal of a time before what happened last: the beginning, an interruption, or that it went on; null when it is not.</summary>
    private static Rejection? Early(SessionEntry session, LegalTime time, string field) =>
        BeforeBeginning(session, time, field, "BEFORE_SESSION")
        ?? (session.Interruptions is [.., { } last] && (last.Until ?? last.From) is { } since && time.Resolved.Instant < since
            ? Rejection.Invalid(
                field, "BEFORE_INTERRUPTION",
                $"The session was last {(last.Until is null ? "interrupted" : "continued")} at {since.ToInstant().ToText()}; this cannot have been before.")
        : null);

    private static Rejection? BeforeBeginning(SessionEntry session, LegalTime time, string field, string reason) =>
        session.HeldFrom?.Resolved?.Instant is { } from && time.Resolved.Instant < from
            ? Rejection.Invalid(field, reason, $"The session began at {from.ToInstant().ToText()}; this cannot have been before.")
            : null;

    /// <summary>When something really happened: as stated, or now; never in the future.</summary>
    private static (LegalTime? Time, Rejection? Rejection) Held(SessionPlace place, LegalTime? stated, string field, Instant now)
    {
        if (stated is null)
        {
            return (Now(now), null);
        }

        var resolution = LegalTimes.Resolve(stated, place.Clocks.CandidateZones, field);
        return resolution.Time is not { } time ? (null, resolution.Rejection)
            : time.ToInstant() > now ? (null, Rejection.Precondition("HELD_IN_FUTURE", place.Journal, $"What has not happened yet cannot be recorded as held. State a time in {field} that has passed."))
            : (time, null);
    }

    /// <summary>Now, as a mediator would write it: local time to the second, the instant itself in full.</summary>
    private static LegalTime Now(Instant now) => new()
    {
        LocalTime = ToTheSecond.Format(now.InUtc().LocalDateTime),
        Zone = Zones.Utc,
        Resolved = ResolvedTimes.At(now, Zones.Utc),
    };
}
