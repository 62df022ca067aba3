using CsCheck;
using NodaTime;
using Parley.Domain.Time;
using Parley.Testing;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using Kind = Parley.V1.Event.BodyOneofCase;

namespace Parley.Domain.Tests.Truces;

/// <summary>A forecast is true: if nobody acts, exactly what it said happens, at the instants that it said.</summary>
public sealed class ForecastPropertyTests
{
    private static readonly Gen<(TruceTerms Terms, int Acts, int Days)> AnyStorys =
        Gen.Select(AnyStory.Terms, Gen.Int, Gen.Int[1, 700], (terms, acts, days) => (terms, acts, days));

    [Fact]
    public void IfNobodyActs_ItHappensExactlySo() => AnyStorys.Sample(chosen =>
    {
        var truce = TruceDriver.Create(chosen.Terms, "2020-10-10T08:00:00Z");
        AnyStory.Act(truce, chosen.Acts);
        var until = truce.Now + Duration.FromDays(chosen.Days);
        var forecast = truce.Forecast(Instants(until));
        var seen = truce.Events.Count;

        truce.Until(Instants(until));

        var happened = truce.Events.Skip(seen).Select(Happening).Where(h => h is not null).Select(h => h!.Value).Order().ToList();
        var foretold = forecast.Items.Where(i => !IsDeadline(i.Kind)).Select(i => (i.Time.ToInstant(), i.Kind, i.Subject)).Order().ToList();
        Assert.False(forecast.Truncated);
        Assert.Equal(happened, foretold);
        Assert.All(forecast.Items, i => Assert.InRange(i.Time.ToInstant(), truce.Now - Duration.FromDays(chosen.Days), until));
    }, iter: Round.Of(125, 2500));

    [Fact]
    public void LookingLess_SaysTheSameForThatLong() => AnyStorys.Sample(chosen =>
    {
        var truce = TruceDriver.Create(chosen.Terms, "2020-10-10T08:00:00Z");
        AnyStory.Act(truce, chosen.Acts);
        var until = truce.Now + Duration.FromDays(chosen.Days);
        var near = truce.Forecast(Instants(truce.Now + Duration.FromDays(chosen.Days / 2))).Items.Where(i => !IsDeadline(i.Kind));
        var far = truce.Forecast(Instants(until)).Items.Where(i => !IsDeadline(i.Kind));
        Assert.Equal(near, far.TakeWhile(i => i.Time.ToInstant() <= truce.Now + Duration.FromDays(chosen.Days / 2)));
    });

    [Fact]
    public void TheJournalFoldedAnew_IsTheSameTruce() => AnyStorys.Sample(chosen =>
    {
        var truce = TruceDriver.Create(chosen.Terms, "2020-10-10T08:00:00Z");
        AnyStory.Act(truce, chosen.Acts);
        truce.Until(Instants(truce.Now + Duration.FromDays(chosen.Days)));
        Assert.Equal(truce.View, World.Law.View(truce.Replayed()));
    });

    [Fact]
    public void AsleepOrAwake_ItHappensAtTheSameInstants() => AnyStorys.Sample(chosen =>
    {
        var awake = TruceDriver.Create(chosen.Terms, "2020-10-10T08:00:00Z");
        var asleep = TruceDriver.Create(chosen.Terms.Clone(), "2020-10-10T08:00:00Z");
        AnyStory.Act(awake, chosen.Acts);
        AnyStory.Act(asleep, chosen.Acts);
        var until = Instants(awake.Now + Duration.FromDays(chosen.Days));
        awake.Until(until);
        asleep.SleepUntil(until).PassTime();
        static IEnumerable<(string, Kind)> Dues(TruceDriver t) =>
            t.Events.Where(e => e.DueAt is not null).Select(e => (Instants(e.DueAt.ToInstant()), e.BodyCase));
        Assert.Equal(Dues(awake), Dues(asleep));
        Assert.Equal(awake.Shown, asleep.Shown);
        Assert.Equal(awake.State.InForceFrom, asleep.State.InForceFrom);
        Assert.Equal(awake.View.Ending, asleep.View.Ending);
        Assert.Equal(awake.View.Term, asleep.View.Term);
        Assert.Equal(awake.View.Phases, asleep.View.Phases);
    });

    /// <summary>What an event is to somebody who reads a forecast, told here a second time on purpose.</summary>
    private static (Instant, ForecastKind, string)? Happening(Event e)
    {
        (ForecastKind Kind, string Subject)? what = e.BodyCase switch
        {
            Kind.TruceEnteredIntoForce => (ForecastKind.TakesEffect, e.TruceEnteredIntoForce.StaggeredEffect),
            Kind.TruceInterimDutyBound => (ForecastKind.DutyBinds, e.TruceInterimDutyBound.Id),
            Kind.TrucePhaseEntered => (ForecastKind.PhaseBegins, e.TrucePhaseEntered.Id),
            Kind.TrucePhaseEnded => (ForecastKind.PhaseEnds, e.TrucePhaseEnded.Id),
            Kind.TruceRenewed => (ForecastKind.Renews, e.TruceRenewed.TermOf?.Mechanism ?? ""),
            Kind.TruceExpired => (ForecastKind.Expires, ""),
            Kind.TruceDenounced => (ForecastKind.Denounced, e.TruceDenounced.Notice),
            Kind.TruceWithdrew => (ForecastKind.Denounced, e.TruceWithdrew.Notice),
            Kind.TruceResumed => (ForecastKind.Resumes, e.TruceResumed.Id),
            Kind.TruceLapsed => (ForecastKind.Lapses, ""),
            Kind.TruceOwnTermEnded => (ForecastKind.OwnTermEnds, e.TruceOwnTermEnded.TermOf.Mechanism),
            _ => null,
        };
        return what is { } told ? (e.DueAt.ToInstant(), told.Kind, told.Subject) : null;
    }

    private static bool IsDeadline(ForecastKind kind) => kind is ForecastKind.NoticeDeadline or ForecastKind.AdherenceDeadline
        or ForecastKind.AcceptanceDeadline or ForecastKind.OpenPointDue;

    private static string Instants(Instant instant) => NodaTime.Text.InstantPattern.ExtendedIso.Format(instant);
}
