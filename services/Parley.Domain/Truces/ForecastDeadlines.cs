using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>Last instants to act that no transition of the clock marks, or that come before one.</summary>
internal static class ForecastDeadlines
{
    /// <summary>Deadlines that the text states: acceptances, adherence, points still to be agreed.</summary>
    public static IEnumerable<ForecastItem> Of(TruceRecord truce, Instant now, Instant until)
    {
        bool Ahead(LegalTime? time) => time?.ToInstant() is { } at && at >= now && at <= until;
        var terms = truce.Terms;
        if (truce.Stage == TruceStage.Draft && Ahead(terms.AcceptanceDeadline))
        {
            yield return Item(terms.AcceptanceDeadline.Resolved, ForecastKind.AcceptanceDeadline, "",
                "The last instant for acceptances; then the draft lapses.",
                terms.Parties.Select(p => p.Party).Where(p => truce.ConsentOf(p)?.State != ConsentState.Accepted));
        }

        if (truce.Stage != TruceStage.Ended && Ahead(terms.Adherence?.Deadline))
        {
            yield return Item(terms.Adherence!.Deadline.Resolved, ForecastKind.AdherenceDeadline, "",
                "The last instant at which parties may join.",
                terms.Adherence.OpenTo.Where(p => truce.ConsentOf(p)?.State is not (ConsentState.Accepted or ConsentState.Adhered)));
        }

        foreach (var point in truce.Stage == TruceStage.Ended ? [] : terms.OpenPoints.Where(p => Ahead(p.AgreeBy)))
        {
            yield return Item(point.AgreeBy.Resolved, ForecastKind.OpenPointDue, point.Id, $"{point.Id} should have been agreed by then.", Parties(truce));
        }
    }

    /// <summary>Adds the last instants for notices of non-renewal of the ends that terms have now.</summary>
    public static void AddNotices(List<ForecastItem> items, TruceRecord truce, IEnumerable<TermHolder> holders, Instant now, Instant until)
    {
        foreach (var holder in holders)
        {
            if (truce.Running.GetValueOrDefault(holder) is { Ended: false, End: { } end } running
                && truce.Stage is TruceStage.Concluded or TruceStage.InForce
                && TermTransitions.Renews(truce, holder, running)
                && TermLaw.NoticeDeadline(truce.Terms, holder, end) is { } latest
                && latest.ToInstant() is var at && at >= now && at <= until)
            {
                items.Add(Item(latest, ForecastKind.NoticeDeadline, holder.Id,
                    $"The last instant for a notice of non-renewal of {holder.Words}; without one its term renews itself at {end.ToInstant().ToText()}.",
                    truce.Bound));
            }
        }
    }

    /// <summary>True for a last instant to act, at which nothing happens by itself.</summary>
    public static bool IsDeadline(ForecastItem item) => item.Kind is ForecastKind.NoticeDeadline or ForecastKind.AdherenceDeadline
        or ForecastKind.AcceptanceDeadline or ForecastKind.OpenPointDue;

    public static ForecastItem Item(ResolvedTime? time, ForecastKind kind, string subject, string message, IEnumerable<string> actors)
    {
        var item = new ForecastItem { Time = time, Kind = kind, Subject = subject, Message = message };
        item.Actors.AddRange(actors);
        return item;
    }

    private static IEnumerable<string> Parties(TruceRecord truce) =>
        truce.Stage == TruceStage.Draft ? truce.Terms.Parties.Select(p => p.Party) : truce.Bound;
}
