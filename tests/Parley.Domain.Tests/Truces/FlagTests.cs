using Google.Protobuf.WellKnownTypes;
using NodaTime;
using Parley.Domain.Time;
using Parley.Domain.Truces;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>What readers are told before they rely on a time.</summary>
public sealed class FlagTests
{
    private const string Older = "2019b";

    [Fact]
    public void NewerZoneData_FlagsAPendingEffect_AndTheStoredInstantStands()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow")), "2020-11-09T10:00:00Z");
        var older = WithOlderZoneData(truce);

        var flag = Assert.Single(View(older).Flags, f => f.Reason == FlagReason.ZoneDataChanged);
        Assert.Equal("effect", flag.Subject);
        Assert.Contains("2020-11-09T22:00:00Z", flag.Message, StringComparison.Ordinal);
        Assert.Equal(T("2020-11-09T22:00:00Z"), World.Law.NextTransition(older)!.DueAt);
        Assert.Contains(Forecast(older, truce.Now).Flags, f => f.Equals(flag));

        truce.Until("2020-11-09T21:00:00Z");
        Assert.DoesNotContain(View(WithOlderZoneData(truce)).Flags, f => f.Reason == FlagReason.ZoneDataChanged);
    }

    [Fact]
    public void NewerZoneData_ThatGivesTheSameInstant_IsNoMatter()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow")), "2020-11-09T10:00:00Z");
        Assert.DoesNotContain(View(WithOlderZoneData(truce, shift: 0)).Flags, f => f.Reason == FlagReason.ZoneDataChanged);
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.ZoneDataChanged);
    }

    public static TheoryData<string, TruceTerms> Pending => new()
    {
        { "effect", Terms(t => t.Effect = new() { Window = new() { NotBefore = At("2020-11-10T00:00", "Asia/Baku"), NotAfter = At("2020-11-11T00:00", "Asia/Baku") } }) },
        { "effect", Terms(t => t.Effect = new() { Unresolved = new() { AsStated = "x", Candidates = { At("2020-11-10T00:00", "Asia/Baku"), At("2020-11-10T00:00", "Europe/Moscow") } } }) },
        { "effect", Terms(t => t.Effect = new() { ToBeDecided = new() { DecidedBy = Text("x"), Deadline = At("2020-11-11T00:00", "Asia/Baku") } }) },
        { "effect", Terms(t => t.Effect = After(AnchorEvent.Conclusion, "P3D", zone: "Asia/Baku")) },
        { "north", Terms(t => t.StaggeredEffects.Add(new StaggeredEffect { Id = "north", Part = new() { Areas = { North } }, Effect = Starts("2020-11-10T00:00", "Asia/Baku") })) },
        { "term", Terms(t => t.Term = new() { Fixed = new() { Until = At("2020-12-10T00:00", "Asia/Baku") } }) },
        { "term", Terms(t => t.Term = new() { Fixed = new() { UntilUnresolved = new() { AsStated = "x", Candidates = { At("2020-12-10T00:00", "Asia/Baku"), At("2020-12-10T00:00", "Europe/Moscow") } } } }) },
        { "one", Terms(t => t.Phases.Add(PhaseTests.Phase("one", Starts("2020-11-10T00:00", "Asia/Baku")))) },
        { "one", Terms(t =>
            {
                t.ReferenceZone = "Asia/Baku";
                t.Phases.Add(PhaseTests.Phase("one", After(AnchorEvent.Effect), "P1M"));
            }) },
        { "force", Terms(t => t.Mechanisms.Add(Mechanism(Starts("2020-11-10T00:00", "Asia/Baku"), new() { Indefinite = new() }))) },
        { "force", Terms(t => t.Mechanisms.Add(Mechanism(After(AnchorEvent.Effect), new() { Fixed = new() { Until = At("2020-12-10T00:00", "Asia/Baku") } }))) },
        { "maps", Terms(t => t.OpenPoints.Add(new OpenPoint { Id = "maps", Text = Text("x"), AgreeBy = At("2020-11-10T00:00", "Asia/Baku") })) },
        { "adherence.deadline", Terms(t => t.Adherence = new() { Deadline = At("2020-11-10T00:00", "Asia/Baku") }) },
    };

    [Theory]
    [MemberData(nameof(Pending))]
    public void NewerZoneData_FlagsWhateverIsStillToCome(string subject, TruceTerms terms)
    {
        var truce = TruceDriver.Concluded(terms, "2020-11-09T10:00:00Z");
        var flags = View(WithOlderZoneData(truce)).Flags.Where(f => f.Reason == FlagReason.ZoneDataChanged).ToList();
        Assert.NotEmpty(flags);
        Assert.All(flags, f => Assert.Equal(subject, f.Subject));
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.ZoneDataChanged);
    }

    [Fact]
    public void NewerZoneData_FlagsAnEndThatWasCountedWithOlder()
    {
        var truce = TruceDriver.Concluded(Terms(t => (t.Term, t.ReferenceZone) = (new() { Fixed = new() { Period = "P1M" } }, "Asia/Baku")), "2020-11-09T10:00:00Z");
        var older = WithOlderZoneData(truce, only: e => e.BodyCase == Event.BodyOneofCase.TruceEnteredIntoForce);
        Assert.Equal("term", Assert.Single(View(older).Flags, f => f.Reason == FlagReason.ZoneDataChanged).Subject);
        Assert.Equal(T("2020-12-09T11:00:00Z"), World.Law.NextTransition(older)!.DueAt);
    }

    [Fact]
    public void NewerZoneData_IsNoMatterOnceItIsOver()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Term = new() { Fixed = new() { Until = At("2020-12-10T00:00", "Asia/Baku") } }), "2020-11-09T10:00:00Z");
        truce.Accepted(Mediator, new CompleteTruceRequest { Name = truce.Name, Basis = Text("Done") });
        Assert.DoesNotContain(View(WithOlderZoneData(truce)).Flags, f => f.Reason == FlagReason.ZoneDataChanged);
    }

    [Fact]
    public void AComputedTimeThatMeetsAClockChange_SaysSo()
    {
        var gap = TruceDriver.Concluded(
            Terms(t => (t.ReferenceZone, t.Effect) = ("Europe/Paris", After(AnchorEvent.Conclusion, "P1D"))), "2021-03-27T01:30:00Z");
        Assert.Equal((T("2021-03-28T01:30:00Z"), TimeAdjustment.MovedOutOfGap), (gap.View.Effect.Time.ToInstant(), gap.View.Effect.Time.Adjustment));
        Assert.Contains(gap.View.Flags, f => f is { Reason: FlagReason.TimeAdjusted, Subject: "effect" });

        var twice = TruceDriver.Concluded(
            Terms(t => (t.ReferenceZone, t.Term) = ("Europe/Paris", new() { Fixed = new() { Period = "P1D" } })), "2020-10-24T00:30:00Z");
        Assert.Equal((T("2020-10-25T00:30:00Z"), TimeAdjustment.EarlierOfTwo), (twice.View.Term.End.ToInstant(), twice.View.Term.End.Adjustment));
        Assert.Contains(twice.View.Flags, f => f is { Reason: FlagReason.TimeAdjusted, Subject: "term" });
    }

    [Fact]
    public void AStartThatTheTextDoesNotSay_IsFlagged()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect.After.Assumed = true;
                t.Mechanisms.Add(Mechanism(null, new() { Indefinite = new() }));
            }),
            "2020-11-09T10:00:00Z");
        Assert.Equal(["effect", "force"], truce.View.Flags.Where(f => f.Reason == FlagReason.StartAssumed).Select(f => f.Subject));
        Assert.True(truce.View.MechanismTerms[0].StartAssumed);
    }

    private static Mechanism Mechanism(Start? start, Term term) => new()
    {
        Id = "force",
        Type = MechanismType.PeacekeepingForce,
        Text = Text("Force"),
        OwnTerm = new() { Start = start, Term = term },
    };

    /// <summary>The truce as if a Parley with older zone data had recorded it, in which the clocks stood otherwise.</summary>
    private static TruceRecord WithOlderZoneData(TruceDriver truce, int shift = 3600, Func<Event, bool>? only = null)
    {
        var state = World.Law.Empty(truce.Name);
        foreach (var e in truce.Events)
        {
            var older = e.Clone();
            if (only?.Invoke(e) != false)
            {
                Walk(older, shift);
            }

            state = World.Law.Fold(state, older);
        }

        return state;
    }

    private static void Walk(Google.Protobuf.IMessage message, int shift)
    {
        if (message is ResolvedTime time)
        {
            time.TzVersion = Older;
            time.Instant = new Timestamp { Seconds = time.Instant.Seconds + shift, Nanos = time.Instant.Nanos };
            return;
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder().Where(f => !f.IsMap))
        {
            switch (field.Accessor.GetValue(message))
            {
                case Google.Protobuf.IMessage inner:
                    Walk(inner, shift);
                    break;
                case System.Collections.IList items:
                    foreach (var item in items.OfType<Google.Protobuf.IMessage>())
                    {
                        Walk(item, shift);
                    }

                    break;
            }
        }
    }

    private static Truce View(TruceRecord truce) => (Truce)World.Law.View(truce);

    private static ForecastTruceResponse Forecast(TruceRecord truce, Instant now) =>
        (ForecastTruceResponse)World.Law.Answer(truce, new ForecastTruceRequest { Name = truce.Journal }, new(Mediator, now, ""))!.Value.Message!;
}
