using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>The ways in which a truce ends.</summary>
internal static class EndingFold
{
    public static TruceRecord Apply(TruceRecord truce, Event e, Instant at) => e.BodyCase switch
    {
        Event.BodyOneofCase.TruceExpired => End(TermFold.Ended(truce, TermHolder.Truce, at), TruceState.Expired, at, null, null),
        Event.BodyOneofCase.TruceDenounced => End(
            truce with { SpentNotices = NoticeFold.Spend(truce, e.TruceDenounced.Notice) },
            TruceState.Denounced, at, For(e, e.TruceDenounced.Party), e.TruceDenounced.Reason),
        Event.BodyOneofCase.TruceSuperseded => Superseded(truce, e.TruceSuperseded.Truce, at),
        Event.BodyOneofCase.TruceCompleted => End(truce, TruceState.Completed, at, e.Actor, e.TruceCompleted.Basis),
        Event.BodyOneofCase.TruceCollapsed => Collapsed(truce, e, at),
        Event.BodyOneofCase.TruceLapsed => End(truce, TruceState.Lapsed, at, null, null),
        Event.BodyOneofCase.TruceAbandoned => End(truce, TruceState.Abandoned, at, e.Actor, e.TruceAbandoned.Reason),
        _ => throw new UnknownEventException(e),
    };

    private static TruceRecord Superseded(TruceRecord truce, string successor, Instant at)
    {
        var ended = End(truce, TruceState.Superseded, at, null, null);
        ended.Ending!.Successor = successor;
        return ended;
    }

    private static TruceRecord Collapsed(TruceRecord truce, Event e, Instant at)
    {
        var judgement = e.TruceCollapsed;
        var ended = End(truce, TruceState.Collapsed, judgement.Since?.ToInstant() ?? at, e.Actor, judgement.Basis);
        ended.Ending!.Author = judgement.Author;
        return ended;
    }

    private static TruceRecord End(TruceRecord truce, TruceState state, Instant at, Actor? actor, LocalizedText? basis) => truce with
    {
        Stage = TruceStage.Ended,
        Ending = new() { State = state, Time = at.ToTimestamp(), Actor = actor, Basis = basis },
    };

    /// <summary>Whoever records the running out of a notice, the party that gave it ends the truce.</summary>
    private static Actor For(Event e, string party) => new()
    {
        Role = Role.Party,
        Party = party,
        Subject = e.TruceDenounced.Notice.Length == 0 ? e.Actor?.Subject ?? "" : "",
    };
}
