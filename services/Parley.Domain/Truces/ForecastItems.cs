using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What a coming event means to those who could still act.</summary>
internal static class ForecastItems
{
    /// <summary>The item for an event; null for events that are only steps of another.</summary>
    public static ForecastItem? Of(TruceRecord before, TruceRecord after, Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.TruceEnteredIntoForce => Entered(after, e.TruceEnteredIntoForce.StaggeredEffect, before),
        Event.BodyOneofCase.TruceInterimDutyBound => Item(ForecastKind.DutyBinds, e.TruceInterimDutyBound.Id, "The duty begins to bind.", before.Bound),
        Event.BodyOneofCase.TrucePhaseEntered => Item(ForecastKind.PhaseBegins, e.TrucePhaseEntered.Id, "The phase begins.", []),
        Event.BodyOneofCase.TrucePhaseEnded => Item(ForecastKind.PhaseEnds, e.TrucePhaseEnded.Id, "The phase ends.", []),
        Event.BodyOneofCase.TruceRenewed => Renewed(before, e.TruceRenewed),
        Event.BodyOneofCase.TruceExpired => Item(ForecastKind.Expires, "", "The truce expires. The last instant to agree on an extension is before this.", before.Bound),
        Event.BodyOneofCase.TruceDenounced => Item(ForecastKind.Denounced, e.TruceDenounced.Notice, "The notice of denunciation takes effect and ends the truce, unless its giver withdraws it.", [e.TruceDenounced.Party]),
        Event.BodyOneofCase.TruceWithdrew => Item(ForecastKind.Denounced, e.TruceWithdrew.Notice, "The notice of denunciation takes effect; its giver leaves, and the truce goes on among the others.", [e.TruceWithdrew.Party]),
        Event.BodyOneofCase.TruceResumed => Item(ForecastKind.Resumes, e.TruceResumed.Id, "The suspension ends by itself.", []),
        Event.BodyOneofCase.TruceLapsed => Lapsed(before, e),
        Event.BodyOneofCase.TruceSuperseded => Item(ForecastKind.Superseded, e.TruceSuperseded.Truce, "A later truce takes this one's place.", []),
        Event.BodyOneofCase.TruceOwnTermEnded => OwnTermEnded(before, TermHolder.Of(e.TruceOwnTermEnded.TermOf)),
        _ => null,
    };

    private static ForecastItem Entered(TruceRecord after, string id, TruceRecord before)
    {
        var item = Item(
            ForecastKind.TakesEffect, id,
            id.Length == 0 ? "The truce takes effect, unless it is rescheduled by agreement." : "This part takes effect, unless it is rescheduled by agreement.",
            before.Bound);
        item.Time = after.Effects[id].Time;
        return item;
    }

    private static ForecastItem Renewed(TruceRecord before, TruceRenewed renewed)
    {
        var holder = TermHolder.Of(renewed.TermOf);
        var item = Item(
            ForecastKind.Renews, holder.Id,
            $"The term of {holder.Words} renews itself until {renewed.End.ToInstant().ToText()}, unless notice was given in time.",
            before.Bound);
        item.Time = before.Running[holder].End;
        return item;
    }

    private static ForecastItem? Lapsed(TruceRecord before, Event e) => e.TruceLapsed.Reason switch
    {
        Deadlines.Acceptance => Item(ForecastKind.Lapses, "", "The draft lapses: the acceptances are not all in.", Awaited(before)),
        Deadlines.AdherenceMinimum => Item(ForecastKind.Lapses, "", "The draft lapses: too few have joined.", []),
        _ => Item(ForecastKind.Lapses, "", "The truce lapses: what its effect waits for has not come.", Owing(before)),
    };

    /// <summary>The parties on which the conditions lie that its effect still waits for; none where they lie on nobody.</summary>
    private static IEnumerable<string> Owing(TruceRecord truce) =>
        (truce.Terms.Effect?.After?.Conditions ?? Enumerable.Empty<string>())
            .Where(id => truce.Conditions.GetValueOrDefault(id)?.Outcome != ConditionOutcome.Met)
            .Select(id => truce.Terms.Conditions.First(c => c.Id == id).Party)
            .Where(party => party.Length > 0)
            .Distinct();

    private static ForecastItem OwnTermEnded(TruceRecord before, TermHolder holder)
    {
        var item = Item(ForecastKind.OwnTermEnds, holder.Id, $"The term of {holder.Words} ends. The last instant to agree on an extension is before this.", before.Bound);
        item.Time = before.Running.GetValueOrDefault(holder)?.End;
        return item;
    }

    private static IEnumerable<string> Awaited(TruceRecord truce) =>
        truce.Terms.Parties.Select(p => p.Party).Where(p => truce.ConsentOf(p)?.State != ConsentState.Accepted);

    private static ForecastItem Item(ForecastKind kind, string subject, string message, IEnumerable<string> actors) =>
        ForecastDeadlines.Item(null, kind, subject, message, actors);
}
