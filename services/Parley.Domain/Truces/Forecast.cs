using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// What will happen, and who must act by when, if nobody acts until an instant: the law's own transitions, played on a copy.
/// </summary>
internal static class Forecast
{
    /// <summary>Answers the query; changes nothing.</summary>
    public static ReadAnswer Answer(TruceRecord truce, ForecastTruceRequest request, Instant now)
    {
        var utc = now.InUtc().LocalDateTime;
        var farthest = utc.PlusYears(TruceLimits.ForecastYears).InUtc().ToInstant();
        var until = utc.PlusYears(TruceLimits.ForecastDefaultYears).InUtc().ToInstant();
        if (request.Until is { } asked)
        {
            if (!asked.IsValid() || asked.ToInstant() < now || asked.ToInstant() > farthest)
            {
                return new(null, Rejection.Invalid("until", "UNTIL_OUT_OF_RANGE", $"A forecast looks from now, {now.ToText()}, to {farthest.ToText()} at most."));
            }

            until = asked.ToInstant();
        }

        var (items, cut) = Items(truce, now, until);
        var response = new ForecastTruceResponse { Truncated = cut || items.Count > TruceLimits.ForecastItems };
        response.Items.AddRange(items.OrderBy(i => i.Time.ToInstant()).ThenBy(i => i.Kind == ForecastKind.NoticeDeadline ? 0 : 1).Take(TruceLimits.ForecastItems));
        response.Flags.AddRange(Flags.Of(truce));
        return new(Rendering.Rendered(response, Rendering.Clocks(truce)), null);
    }

    private static (List<ForecastItem> Items, bool Cut) Items(TruceRecord truce, Instant now, Instant until)
    {
        var items = new List<ForecastItem>(ForecastDeadlines.Of(truce, now, until));
        ForecastDeadlines.AddNotices(items, truce, TermLaw.Holders(truce.Terms), now, until);
        var last = Instant.MaxValue;
        var state = truce;
        for (var steps = 0; items.Count <= TruceLimits.ForecastItems && steps < TruceLimits.StepsAhead; steps++)
        {
            if (Transitions.Next(state) is not { } next || next.DueAt > until)
            {
                // Whatever could still be done until some later instant cannot be done once the truce is over.
                var over = state.Stage == TruceStage.Ended ? last : Instant.MaxValue;
                items.RemoveAll(i => ForecastDeadlines.IsDeadline(i) && i.Time.ToInstant() > over);
                return (items, false);
            }

            last = next.DueAt;

            foreach (var e in next.Events)
            {
                var before = state;
                state = Consequences.Fold(state, e, next.DueAt);
                if (ForecastItems.Of(before, state, e) is { } item)
                {
                    // A time as it was stated says more than its instant, as long as it is that instant.
                    item.Time = item.Time is { } stated && stated.ToInstant() == next.DueAt
                        ? stated
                        : ResolvedTimes.At(next.DueAt, ReferenceZone.Of(truce.Terms));
                    items.Add(item);
                }

                ForecastDeadlines.AddNotices(items, state, TermsThatMoved(e), next.DueAt, until);
            }
        }

        return (items, true);
    }

    /// <summary>The terms that have a new end by an event, and with it a new last instant for notice.</summary>
    private static ImmutableArray<TermHolder> TermsThatMoved(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.TruceEnteredIntoForce when e.TruceEnteredIntoForce.TermEnd is not null => [TermHolder.Truce],
        Event.BodyOneofCase.TruceOwnTermBegan => [TermHolder.Of(e.TruceOwnTermBegan.TermOf)],
        Event.BodyOneofCase.TruceRenewed => [TermHolder.Of(e.TruceRenewed.TermOf)],
        Event.BodyOneofCase.TruceExtended => [TermHolder.Of(e.TruceExtended.TermOf)],
        _ => [],
    };
}
