using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Who may read and act for whom, and how other journals learn of it.</summary>
public sealed class AccreditationTests
{
    private static readonly Instant Noon = Instant.FromUtc(2020, 10, 11, 12, 0);

    [Fact]
    public void OnceSomebodyIsAccredited_OnlyTheyReadAndActForTheMember()
    {
        var talks = Talks.Opened();
        Assert.True(talks.Admits(Talks.NorthColleague));

        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North));
        Assert.True(talks.Admits(Talks.North));
        Assert.False(talks.Admits(Talks.NorthColleague));
        Assert.True(talks.Admits(Talks.South));
        talks.Refuse("NOT_FOUND", Talks.NorthColleague, Talks.Ready("meet", ReadinessSubject.Meet));
        talks.Accept(Talks.North, Talks.Ready("meet", ReadinessSubject.Meet));
    }

    [Fact]
    public void WhenTheLastAccreditationEnds_NobodyIsLeftForTheMember()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North));
        talks.Accept(Talks.Mediator, Talks.EndOf("nora-in"));
        Assert.False(talks.Admits(Talks.North));
        Assert.False(talks.Admits(Talks.NorthColleague));

        var ended = Assert.Single(talks.Shown().Accreditations);
        Assert.Equal((false, Talks.Start.ToTimestamp()), (ended.Active, ended.EndTime));
        talks.Refuse("ACCREDITATION_ENDED", Talks.Mediator, Talks.EndOf("nora-in"));
        talks.Refuse("UNKNOWN_ACCREDITATION", Talks.Mediator, Talks.EndOf("sven-in"));
        talks.Refuse("ALREADY_EXISTS", Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North));
    }

    [Fact]
    public void SomebodyWhoMayNotActForTheParty_IsNotLetInByAccreditation()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Admit("olga-in", Talks.OutsiderEnvoy, Cast.North));
        Assert.False(talks.Admits(Talks.OutsiderEnvoy));
        Assert.False(talks.Admits(Talks.North));
    }

    [Fact]
    public void Observer_ReadsOnlyWhileAdmitted()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer, Cast.At("2020-10-11T12:00"), Cast.At("2020-10-12T12:00")));
        Assert.False(talks.Admits(Talks.Observer));
        Assert.False(talks.Shown().Accreditations[0].Active);

        Assert.False(talks.Until(Noon - Duration.FromTicks(10)).Admits(Talks.Observer));
        Assert.True(talks.Until(Noon).Admits(Talks.Observer));
        Assert.False(talks.Admits(new("oskar", Talks.Observer.Grants)));
        Assert.False(talks.Admits(new("otto", [])));
        Assert.False(talks.Until(Noon + Duration.FromDays(1)).Admits(Talks.Observer));
        Assert.Equal((Noon + Duration.FromDays(1)).ToTimestamp(), talks.Shown().Accreditations[0].EndTime);
    }

    [Fact]
    public void AsleepOverItsWholeTime_AnAccreditationBeginsAndEndsAtItsInstants()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer, Cast.At("2020-10-11T12:00"), Cast.At("2020-10-12T12:00")));
        talks.Until(Noon + Duration.FromDays(30));
        Assert.Equal(
            [(Event.BodyOneofCase.AccreditationBegan, Noon.ToTimestamp()), (Event.BodyOneofCase.AccreditationEnded, (Noon + Duration.FromDays(1)).ToTimestamp())],
            talks.Events.Where(e => e.DueAt is not null && e.BodyCase != Event.BodyOneofCase.CallRequested).Select(e => (e.BodyCase, e.DueAt)));
    }

    [Fact]
    public void EndedBeforeItBegan_AnAccreditationNeverBegins()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer, Cast.At("2020-10-11T12:00")));
        talks.Accept(Talks.Mediator, Talks.EndOf("otto-in"));
        Assert.False(talks.Until(Noon + Duration.FromDays(1)).Admits(Talks.Observer));
    }

    [Fact]
    public void FromAnInstantThatHasPassed_AnAccreditationHoldsAtOnce()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer, Cast.At(Talks.Start)));
        Assert.True(talks.Admits(Talks.Observer));
    }

    [Theory]
    [InlineData(DelegationFunction.Delegate, "", null, "PARTY_MISSING")]
    [InlineData(DelegationFunction.Observer, Cast.North, null, "OBSERVER_HAS_NO_PARTY")]
    [InlineData(DelegationFunction.Delegate, Talks.Outsider, null, "UNKNOWN_MEMBER")]
    [InlineData(DelegationFunction.Delegate, Cast.Foreign, null, "FOREIGN_NAME")]
    [InlineData(DelegationFunction.Delegate, Cast.North, "2020-10-10T09:00:00", "UNTIL_IN_PAST")]
    [InlineData(DelegationFunction.Delegate, Cast.North, "2020-10-10T09:00:01", null)]
    public void Admit_IsRefusedForWhoCannotTakePart(DelegationFunction function, string party, string? until, string? reason) =>
        Assert.Equal(reason, Talks.Opened().Send(Talks.Mediator, Talks.Admit("one", Talks.North, party, function, until: until is null ? null : Cast.At(until)))?.Reason);

    [Theory]
    [InlineData("2020-10-11T12:00:00", "UNTIL_NOT_AFTER_FROM")]
    [InlineData("2020-10-11T12:00:01", null)]
    public void Admit_UntilBeforeFrom_IsRefused(string until, string? reason) =>
        Assert.Equal(reason, Talks.Opened().Send(Talks.Mediator, Talks.Admit("one", Talks.North, Cast.North, from: Cast.At("2020-10-11T12:00:00"), until: Cast.At(until)))?.Reason);

    [Fact]
    public void Admit_BeyondTheLimit_IsRefused()
    {
        var talks = Talks.Opened();
        for (var i = 0; i < NegotiationLimits.Accreditations; i++)
        {
            talks.Accept(Talks.Mediator, Talks.AdmitObserver($"a{i}", Talks.Observer));
        }

        talks.Refuse("LIMIT_REACHED", Talks.Mediator, Talks.AdmitObserver("one-more", Talks.Observer));
        talks.Accept(Talks.Mediator, Talks.EndOf("a0"));
    }

    [Fact]
    public void AChange_IsToldToEveryRoomTheVaultAndTheTexts_EachWhatItNeeds()
    {
        var talks = Talks.Opened();
        talks.TextIs(NegotiatingTextState.Tabled, 1);
        var before = talks.CallsOf().Count();
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North));

        var calls = talks.CallsOf().Skip(before).ToList();
        Assert.Equal(
            [Talks.Name + "/caucuses/north", Talks.Name + "/caucuses/south", Talks.Name + "/caucuses/watcher", Talks.Name + "/vault", Talks.Draft],
            calls.Select(c => c.Target));
        Assert.All(calls, c => Assert.Equal((c.Target, 1), (c.ChangeAccreditation.Name, c.ChangeAccreditation.AccreditationVersion)));
        Assert.Equal([Cast.North], calls[0].ChangeAccreditation.Members.Select(m => m.Party));
        Assert.Equal(["nora"], calls[0].ChangeAccreditation.Members[0].Accredited);
        Assert.True(calls[0].ChangeAccreditation.Members[0].Narrowed);
        Assert.Equal([Cast.South], calls[1].ChangeAccreditation.Members.Select(m => m.Party));
        Assert.Equal(3, calls[4].ChangeAccreditation.Members.Count);

        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer));
        Assert.Equal(["otto"], talks.CallsOf().Last().ChangeAccreditation.Observers);
        Assert.Equal(2, talks.Shown().AccreditationVersion);
    }

    [Fact]
    public void AnActThatChangesNobodysRights_IsToldToNobody()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North));
        var calls = talks.CallsOf().Count();

        talks.Accept(Talks.Mediator, Talks.Admit("nora-again", Talks.North, Cast.North, DelegationFunction.Plenipotentiary));
        talks.Accept(Talks.Mediator, Talks.EndOf("nora-in"));
        Assert.True(talks.Admits(Talks.North));
        Assert.Equal(1, talks.Shown().AccreditationVersion);
        Assert.Equal(calls, talks.CallsOf().Count());
    }

    [Fact]
    public void AccreditedFromLaterOn_NobodyElseActsInTheMeantime()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North, from: Cast.At("2020-10-11T12:00")));
        Assert.False(talks.Admits(Talks.North));
        Assert.False(talks.Admits(Talks.NorthColleague));
        Assert.Equal(1, talks.Shown().AccreditationVersion);
        Assert.True(talks.Until(Noon).Admits(Talks.North));
    }

    [Fact]
    public void WhatTheClockBringsAbout_IsToldAheadAndNotAgain()
    {
        var talks = Talks.Opened();
        talks.TextIs(NegotiatingTextState.Tabled, 1);
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North, from: Cast.At("2020-10-11T12:00"), until: Cast.At("2020-10-12T12:00")));
        var calls = talks.CallsOf().ToList();
        var told = Delegations.Of(calls[^1].ChangeAccreditation);
        Assert.Empty(told.Members[0].Accredited);
        Assert.Equal(["nora"], told.At(Noon).Members[0].Accredited);
        Assert.Empty(told.At(Noon + Duration.FromDays(1)).Members[0].Accredited);
        Assert.All([told, told.At(Noon), told.At(Noon + Duration.FromDays(1))], d => Assert.True(d.Members[0].Narrowed));

        talks.Until(Noon + Duration.FromDays(2));
        Assert.Equal(calls.Count, talks.CallsOf().Count());
        Assert.Equal(1, talks.Shown().AccreditationVersion);
    }

    [Fact]
    public void OtherConcepts_ReadTheSameFromTheResource()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North));
        talks.Accept(Talks.Mediator, Talks.Admit("sven-in", Talks.South, Cast.South));
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer));
        talks.Accept(Talks.Mediator, Talks.EndOf("sven-in"));

        var read = Accreditations.DelegationsOf(talks.Shown(), party => Talks.Valley.Parties.First(p => p.Name == party).Zone);
        Assert.Equal(talks.State.Members, read.Members);
        Assert.Equal(talks.State.Delegations.Observers, read.Observers);
        Assert.Equal(talks.State.Delegations.ObserverPeriods, read.ObserverPeriods);
        Assert.Equal(talks.State.Delegations.Version, read.Version);
        Assert.All(Accreditations.DelegationsOf(talks.Shown()).Members, m => Assert.Empty(m.Zone));
        Assert.Equal(["nora-in", "otto-in", "sven-in"], talks.Shown().Accreditations.Select(a => a.Id));
    }

    [Theory]
    [InlineData(DelegationFunction.HeadOfDelegation, true)]
    [InlineData(DelegationFunction.Delegate, true)]
    [InlineData(DelegationFunction.Plenipotentiary, true)]
    [InlineData(DelegationFunction.Adviser, false)]
    [InlineData(DelegationFunction.Interpreter, false)]
    public void WhoIsAdmittedToAssist_CanBindNobody(DelegationFunction function, bool binds)
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North, function));
        Assert.Equal(binds, ActingMember.MayBind(Talks.North, talks.State.Members[0]));
        talks.Accept(Talks.Mediator, Talks.Admit("nora-too", Talks.North, Cast.North));
        Assert.True(ActingMember.MayBind(Talks.North, talks.State.Members[0]));
        talks.Accept(Talks.Mediator, Talks.EndOf("nora-too"));
        Assert.Equal(binds, ActingMember.MayBind(Talks.North, talks.State.Members[0]));
    }

    [Fact]
    public void AfterTheEnd_AccessIsStillGivenAndTaken()
    {
        var talks = TalksStates.In(NegotiationState.BrokenOff);
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer, until: Cast.At("2020-10-11T12:00")));
        Assert.True(talks.Admits(Talks.Observer));
        Assert.False(talks.Until(Noon).Admits(Talks.Observer));
    }

    [Fact]
    public void OnlyMediators_Accredit() =>
        Talks.Opened().Refuse("PERMISSION_DENIED", Talks.North, Talks.Admit("nils-in", Talks.NorthColleague, Cast.North));
}
