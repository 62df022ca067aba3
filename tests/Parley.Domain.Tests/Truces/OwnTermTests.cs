using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Terms of mechanisms and clauses: the peacekeepers' five years are not the truce's.</summary>
public sealed class OwnTermTests
{
    private const string Start = "2020-11-09T21:00:00Z";
    private static readonly TermOf Force = new() { Mechanism = "force" };
    private static readonly TermOf Road = new() { Clause = "road" };

    [Fact]
    public void RunsOut_WhileTheTruceGoesOn()
    {
        var truce = Statement(new() { Fixed = new() { Period = "P5Y" } });
        truce.Until("2025-11-09T20:59:59.999999Z");
        Assert.False(Assert.Single(truce.View.MechanismTerms).Term.Ended);
        truce.Until("2025-11-09T21:00:00Z");
        Assert.True(truce.View.MechanismTerms[0].Term.Ended);
        Assert.Equal(Force, truce.Single(Event.BodyOneofCase.TruceOwnTermEnded).TruceOwnTermEnded.TermOf);
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void RenewsItself_UnlessNoticeIsGivenOfIt()
    {
        var truce = Statement(new() { AutoRenewing = new() { Period = "P5Y", NoticePeriod = "P6M" } });
        truce.Until("2025-11-10T00:00:00Z");
        Assert.Equal(T("2030-11-09T21:00:00Z").ToTimestamp(), truce.View.MechanismTerms[0].Term.End.Instant);
        Assert.Equal(1, truce.View.MechanismTerms[0].Term.Extensions);
        Assert.Equal(0, truce.View.Term.Extensions);

        truce.Until("2030-05-09T21:00:00Z");
        truce.Accepted(For(Azerbaijan), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.NonRenewal, TermOf = Force });
        truce.Until("2030-11-09T21:00:00Z");
        Assert.True(truce.View.MechanismTerms[0].Term.Ended);
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void NoticeOfItsNonRenewal_AMicrosecondTooLate_IsRefused()
    {
        var truce = Statement(new() { AutoRenewing = new() { Period = "P5Y", NoticePeriod = "P6M" } });
        truce.Until("2025-05-09T21:00:00.000001Z");
        truce.Refused(For(Armenia), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.NonRenewal, TermOf = Force }, "NOTICE_TOO_LATE");
    }

    [Fact]
    public void IsExtended_ByConsent_AndNotTheTruceWithIt()
    {
        var truce = Statement(new() { Fixed = new() { Period = "P5Y", MaximumTotal = "P6Y" } }, t => t.Term = new() { Fixed = new() { Period = "P10Y" } });
        truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1Y", TermOf = Force });
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name });
        Assert.Equal(T("2026-11-09T21:00:00Z").ToTimestamp(), truce.View.MechanismTerms[0].Term.End.Instant);
        Assert.Equal(T("2030-11-09T21:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1D", TermOf = Force }, "EXTENSION_EXCEEDS_CAP");
    }

    [Fact]
    public void OfAClause_BeginsAtItsOwnInstant_AndIsExtendedBeforeItsOwnEnd()
    {
        var truce = Statement(new() { Indefinite = new() }, t => t.Clauses.Add(new Clause
        {
            Id = "road",
            Text = Text("The road is open"),
            OwnTerm = new() { Start = Starts("2020-12-01T00:00"), Term = new() { Fixed = new() { Period = "P1M" } } },
        }));
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1M", TermOf = Road }, "NO_TERM_TO_EXTEND");
        truce.Until("2020-12-31T23:59:59.999999Z");
        Assert.Equal(T("2020-12-01T00:00:00Z").ToTimestamp(), Assert.Single(truce.View.ClauseTerms).Term.Start);
        truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1M", TermOf = Road });
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name });
        truce.Until("2021-02-01T00:00:00Z");
        Assert.Equal(T("2021-02-01T00:00:00Z").ToTimestamp(), truce.Single(Event.BodyOneofCase.TruceOwnTermEnded).DueAt);
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1M", TermOf = Road }, "NO_TERM_TO_EXTEND");
    }

    [Fact]
    public void OfPerformance_IsEarned_BesideTheTrucesOwn()
    {
        PerformanceExtendedTerm earned = new() { Period = "P10D", Condition = "lists", UnitsPerExtension = 1, Extension = "P1D" };
        var truce = Statement(new() { PerformanceExtended = earned }, t =>
        {
            t.Conditions.Add(Condition("lists"));
            t.Term = new() { PerformanceExtended = earned };
        });
        truce.Accepted(Cast.Monitor, new RecordConditionRequest { Name = truce.Name, Condition = "lists", Units = 2 });
        Assert.Equal([null, Force], truce.Of(Event.BodyOneofCase.TruceExtended).Select(e => e.TruceExtended.TermOf));
        Assert.Equal(T("2020-11-21T21:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(T("2020-11-21T21:00:00Z").ToTimestamp(), truce.View.MechanismTerms[0].Term.End.Instant);

        // At one instant the force's term ends first, then the truce with which it would have ended.
        truce.Until("2020-11-21T21:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Equal(truce.Single(Event.BodyOneofCase.TruceOwnTermEnded).Version + 1, truce.Single(Event.BodyOneofCase.TruceExpired).Version);
    }

    [Fact]
    public void WithoutABeginning_CountsFromEffect_AndSaysSo()
    {
        var truce = Statement(new() { Fixed = new() { Period = "P5Y" } }, t => t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow"));
        Assert.True(truce.View.MechanismTerms[0].StartAssumed);
        Assert.Contains(truce.View.Flags, f => f.Reason == FlagReason.StartAssumed && f.Subject == "force");
    }

    [Theory]
    [InlineData("nobody", "")]
    [InlineData("", "nothing")]
    public void OfWhatTheTextDoesNotKnow_IsRefused(string mechanism, string clause)
    {
        var truce = Statement(new() { Fixed = new() { Period = "P5Y" } });
        TermOf unknown = new() { Mechanism = mechanism, Clause = clause };
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1Y", TermOf = unknown }, "UNKNOWN_TERM");
        truce.Refused(For(Armenia), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.NonRenewal, TermOf = unknown }, "UNKNOWN_TERM");
    }

    private static TruceDriver Statement(Term term, Action<TruceTerms>? change = null) => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Mechanisms.Add(new Mechanism { Id = "force", Type = MechanismType.PeacekeepingForce, Text = Text("Peacekeepers"), OwnTerm = new() { Term = term } });
            change?.Invoke(t);
        }),
        Start);
}
