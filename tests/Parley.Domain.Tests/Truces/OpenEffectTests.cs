using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using static Parley.Domain.Tests.Truces.EffectTests;
using Kind = Parley.V1.Event.BodyOneofCase;

namespace Parley.Domain.Tests.Truces;

/// <summary>"12:00, 10 October", with no zone: 08:00 UTC where it holds, 09:00 UTC where it was agreed.</summary>
public sealed class OpenEffectTests
{
    private static TruceTerms Open(Action<TruceTerms>? change = null) => Terms(t =>
    {
        t.ReferenceZone = "Asia/Baku";
        t.Effect = new()
        {
            Unresolved = new()
            {
                AsStated = "12:00, 10 October",
                Candidates = { At("2020-10-10T12:00", "Europe/Moscow"), At("2020-10-10T12:00", "Asia/Baku") },
            },
        };
        change?.Invoke(t);
    });

    [Fact]
    public void HoldsFromTheEarliest_AndKeepsBothReadings()
    {
        var truce = TruceDriver.Concluded(Open(), "2020-10-10T00:00:00Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        truce.Until("2020-10-10T07:59:59.999999Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        truce.Until("2020-10-10T08:00:00Z");

        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-10T08:00:00Z"), truce.View.InForceFrom.ToInstant());
        Assert.Equal([T("2020-10-10T08:00:00Z"), T("2020-10-10T09:00:00Z")], truce.View.Effect.Candidates.Select(c => c.ToInstant()));
        var flag = Assert.Single(truce.View.Flags, f => f.Reason == FlagReason.EffectUnresolved);
        Assert.Contains("2020-10-10T09:00:00Z", flag.Message, StringComparison.Ordinal);

        truce.Until("2020-10-10T09:00:00Z");
        Assert.Single(truce.Of(Kind.TruceEnteredIntoForce));
        Assert.Equal(2, truce.View.Effect.Candidates.Count);
    }

    [Theory]
    [InlineData("Asia/Baku", "2020-10-10T08:00:00Z")]
    [InlineData("Europe/Moscow", "2020-10-10T09:00:00Z")]
    public void ClarifyEffect_SettlesItLater_WithoutRewritingHistory(string zone, string meant)
    {
        var truce = TruceDriver.Concluded(Open(), "2020-10-10T00:00:00Z").Until("2020-10-20T00:00:00Z");
        var recorded = truce.Events.Select(e => e.Clone()).ToList();
        truce.Accepted(Mediator, Clarify(truce, At("2020-10-10T12:00", zone)));

        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T(meant), truce.View.Effect.Time.ToInstant());
        Assert.Equal(T(meant), truce.View.InForceFrom.ToInstant());
        Assert.True(truce.View.Effect.Clarified);
        Assert.Empty(truce.View.Effect.Candidates);
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.EffectUnresolved);
        Assert.Equal(recorded, truce.Events.Take(recorded.Count));
        Assert.Equal(T("2020-10-10T08:00:00Z"), truce.Single(Kind.TruceEnteredIntoForce).DueAt.ToInstant());
        truce.Refused(Mediator, Clarify(truce, At("2020-10-10T12:00", zone)), "NOTHING_TO_CLARIFY");
    }

    [Fact]
    public void ClarifyEffect_BeforeItComes_WaitsForTheInstantMeant()
    {
        var truce = TruceDriver.Concluded(Open(), "2020-10-10T00:00:00Z");
        truce.Accepted(Mediator, Clarify(truce, At("2020-10-10T12:00", "Europe/Moscow")));
        truce.Until("2020-10-10T08:59:59.999999Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        truce.Until("2020-10-10T09:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-10T09:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void ClarifyEffect_BetweenTheReadings_ToTheLater_SchedulesItAgain()
    {
        var truce = TruceDriver.Concluded(Open(t => t.Term = new() { Fixed = new() { Period = "P3D" } }), "2020-10-10T00:00:00Z");
        truce.Until("2020-10-10T08:20:00Z");
        truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1D" });
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name });
        truce.Until("2020-10-10T08:30:00Z");
        truce.Accepted(Mediator, Clarify(truce, At("2020-10-10T12:00", "Europe/Moscow")));
        Assert.Equal((TruceState.Scheduled, false), (truce.Shown, truce.View.Effect.InEffect));
        Assert.Null(truce.State.InForceFrom);
        Assert.Contains(truce.Forecast().Items, i => i.Kind == ForecastKind.TakesEffect && i.Time.ToInstant() == T("2020-10-10T09:00:00Z"));

        truce.Until("2020-10-10T09:00:00Z");
        Assert.Equal((TruceState.InForce, T("2020-10-10T09:00:00Z")), (truce.Shown, truce.View.InForceFrom.ToInstant()));
        Assert.Equal((T("2020-10-14T09:00:00Z"), 1), (truce.View.Term.End.ToInstant(), truce.View.Term.Extensions));
        Assert.Equal(truce.View, World.Law.View(truce.Replayed()));
        truce.Until("2020-10-14T09:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void ClarifyEffect_BetweenTheReadings_ToTheEarlier_LeavesItInForce()
    {
        var truce = TruceDriver.Concluded(Open(), "2020-10-10T00:00:00Z").Until("2020-10-10T08:30:00Z");
        truce.Accepted(Mediator, Clarify(truce, At("2020-10-10T12:00", "Asia/Baku")));
        Assert.Equal((TruceState.InForce, T("2020-10-10T08:00:00Z")), (truce.Shown, truce.View.InForceFrom.ToInstant()));
        truce.Until("2020-10-10T10:00:00Z");
        Assert.Single(truce.Of(Kind.TruceEnteredIntoForce));
    }

    [Fact]
    public void ClarifyEffect_TakesACandidateOnly_OnEveryonesWord()
    {
        var truce = TruceDriver.Concluded(Open(), "2020-10-10T00:00:00Z");
        var other = truce.Refused(Mediator, Clarify(truce, At("2020-10-10T12:00", "UTC")), "NOT_A_CANDIDATE");
        Assert.Equal("2020-10-10T08:00:00Z,2020-10-10T09:00:00Z", other.Metadata["candidates"]);

        var alone = Clarify(truce, At("2020-10-10T12:00", "Asia/Baku"));
        alone.AgreedBy.Remove(Azerbaijan);
        Assert.Equal(Azerbaijan, truce.Refused(Mediator, alone, "CONSENT_MISSING").Metadata["missing"]);
        truce.Refused(Mediator, Clarify(truce, new() { LocalTime = "2020-10-10T12:00" }), "ZONE_MISSING");
    }

    [Fact]
    public void AnEndThatHangsOnIt_IsTheLatest_UntilItIsSettled()
    {
        var truce = TruceDriver.Concluded(Open(t => t.Term = new() { Fixed = new() { Period = "P3D" } }), "2020-10-10T00:00:00Z");
        truce.Until("2020-10-10T10:00:00Z");
        Assert.Equal(T("2020-10-13T09:00:00Z"), truce.View.Term.End.ToInstant());
        Assert.Contains(truce.View.Flags, f => f is { Reason: FlagReason.EndUnresolved, Subject: "term" });

        truce.Accepted(Mediator, Clarify(truce, At("2020-10-10T12:00", "Asia/Baku")));
        Assert.Equal(T("2020-10-13T08:00:00Z"), truce.View.Term.End.ToInstant());
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.EndUnresolved);
        truce.Until("2020-10-13T08:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    public static TheoryData<string, Start?> OpenStarts => new()
    {
        { "2020-10-13T09:00:00Z", null },
        { "2020-10-13T09:00:00Z", After(AnchorEvent.Effect) },
        { "2020-10-14T09:00:00Z", After(AnchorEvent.Effect, "P1D") },
        { "2020-10-13T09:00:00Z", Open().Effect },
        { "2020-10-13T08:00:00Z", Starts("2020-10-10T12:00", "Asia/Baku") },
    };

    [Theory]
    [MemberData(nameof(OpenStarts))]
    public void TheEndOfAMechanismsTerm_IsTheLatestToo(string end, Start? start)
    {
        var truce = TruceDriver.Concluded(
            Open(t => t.Mechanisms.Add(new Mechanism
            {
                Id = "patrols",
                Type = MechanismType.MonitoringMechanism,
                Text = Text("Patrols"),
                OwnTerm = new() { Start = start, Term = new() { Fixed = new() { Period = "P3D" } } },
            })),
            "2020-10-10T00:00:00Z");
        truce.Until("2020-10-11T10:00:00Z");
        Assert.Equal(T(end), truce.View.MechanismTerms[0].Term.End.ToInstant());
        Assert.Equal(start?.At is null, truce.View.Flags.Any(f => f is { Reason: FlagReason.EndUnresolved, Subject: "patrols" }));
        truce.Until("2020-10-20T00:00:00Z");
        Assert.Equal(T(end), truce.Single(Kind.TruceOwnTermEnded).DueAt.ToInstant());
    }

    [Fact]
    public void ClarifyEffect_BetweenTheEndsItCouldMean_EndsNothingInThePast()
    {
        var truce = TruceDriver.Concluded(Open(t => t.Term = new() { Fixed = new() { Period = "P3D" } }), "2020-10-10T00:00:00Z");
        truce.Until("2020-10-13T08:30:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Accepted(Mediator, Clarify(truce, At("2020-10-10T12:00", "Asia/Baku")));

        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Equal(T("2020-10-13T08:30:00Z"), truce.View.Ending.Time.ToInstant());
    }

    [Fact]
    public void AnEndLeftOpen_IsTheLatest()
    {
        var truce = TruceDriver.Concluded(
            Terms(t => t.Term = new()
            {
                Fixed = new()
                {
                    UntilUnresolved = new()
                    {
                        AsStated = "noon, 1 November",
                        Candidates = { At("2020-11-01T12:00", "Asia/Baku"), At("2020-11-01T12:00", "Europe/Moscow") },
                    },
                },
            }),
            "2020-10-10T08:00:00Z");
        Assert.Contains(truce.View.Flags, f => f is { Reason: FlagReason.EndUnresolved, Subject: "term" });
        truce.Until("2020-11-01T08:59:59.999999Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("2020-11-01T09:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void ConcludedBetweenTheReadings_HoldsFromConclusion_AndStaysThereWhenTheEarlierWasMeant()
    {
        var truce = TruceDriver.Create(Open(t => t.Term = new() { Fixed = new() { Period = "P3D" } }), "2020-10-10T00:00:00Z");
        truce.Until("2020-10-10T08:20:00Z").AcceptAll();
        Assert.Equal(T("2020-10-10T08:20:00Z"), truce.View.InForceFrom.ToInstant());
        Assert.Equal(2, truce.View.Effect.Candidates.Count);

        truce.Until("2020-10-11T00:00:00Z");
        truce.Accepted(Mediator, Clarify(truce, At("2020-10-10T12:00", "Asia/Baku")));
        Assert.Equal(T("2020-10-10T08:20:00Z"), truce.View.InForceFrom.ToInstant());
        Assert.Equal(T("2020-10-10T08:20:00Z"), truce.View.Effect.Time.ToInstant());
        Assert.Equal(T("2020-10-13T08:20:00Z"), truce.View.Term.End.ToInstant());
        Assert.Contains(truce.View.Flags, f => f.Reason == FlagReason.ConcludedAfterStatedEffect);
    }

    [Fact]
    public void ConcludedAfterEveryReading_LeavesNothingOpen()
    {
        var truce = TruceDriver.Create(Open(), "2020-10-10T00:00:00Z");
        truce.Until("2020-10-10T09:30:00Z").AcceptAll();
        Assert.Empty(truce.View.Effect.Candidates);
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.EffectUnresolved);
        truce.Refused(Mediator, Clarify(truce, At("2020-10-10T12:00", "Asia/Baku")), "NOTHING_TO_CLARIFY");
    }

    [Fact]
    public void Rescheduling_ClosesWhatWasOpen()
    {
        var truce = TruceDriver.Concluded(Open(), "2020-10-10T00:00:00Z");
        truce.Accepted(Mediator, Move(truce, At("2020-10-11T06:00", "Asia/Baku")));
        Assert.Empty(truce.View.Effect.Candidates);
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.EffectUnresolved);
    }

    internal static ClarifyEffectRequest Clarify(TruceDriver truce, LegalTime meant) =>
        new() { Name = truce.Name, Effect = meant, AgreedBy = { truce.State.Bound }, Basis = Text("Exchange of letters") };
}
