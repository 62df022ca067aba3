using CsCheck;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Domain.Truces;
using Parley.Testing;
using Parley.V1;

namespace Parley.Domain.Tests.Truces;

/// <summary>What holds for every truce, whatever its text and whatever is done to it.</summary>
public sealed class TrucePropertyTests
{
    private static readonly HashSet<Event.BodyOneofCase> Ends =
    [
        Event.BodyOneofCase.TruceExpired, Event.BodyOneofCase.TruceDenounced, Event.BodyOneofCase.TruceSuperseded, Event.BodyOneofCase.TruceCompleted,
        Event.BodyOneofCase.TruceCollapsed, Event.BodyOneofCase.TruceLapsed, Event.BodyOneofCase.TruceAbandoned,
    ];

    private static readonly HashSet<Event.BodyOneofCase> MovesEffect =
        [Event.BodyOneofCase.TruceRescheduled, Event.BodyOneofCase.TruceAmended, Event.BodyOneofCase.TruceEffectClarified];

    private static readonly Gen<(TruceTerms, AnyAct[])> AnyHistory =
        Gen.Select(AnyTruce.Terms, Gen.Int[0, 4], AnyAct.Any.Array[0, 60])
            .Select((terms, concluded, acts) => (terms, concluded > 0 ? [.. AnyAct.Concluding, .. acts] : acts));

    [Fact]
    public void Folding_WhatIsStored_GivesTheStateThatWasLived()
    {
        AnyHistory.Sample(h =>
        {
            if (TruceHistory.Play(h.Item1, h.Item2)?.Truce is not { } truce)
            {
                return;
            }

            var replayed = truce.Replayed();
            Assert.Equal(truce.View, World.Law.View(replayed));
            Assert.Equal(truce.State.HeadVersion, replayed.HeadVersion);
            Assert.Equal(World.Law.AudienceOf(truce.State), World.Law.AudienceOf(replayed));
            Assert.Equal(World.Law.StatusOf(truce.State), World.Law.StatusOf(replayed));
            Assert.Equal(World.Law.NextTransition(truce.State)?.DueAt, World.Law.NextTransition(replayed)?.DueAt);
            Assert.Equal(World.Law.NextTransition(truce.State)?.Events.AsEnumerable(), World.Law.NextTransition(replayed)?.Events.AsEnumerable());
        }, iter: Round.Of(75, 1500));
    }

    [Fact]
    public void WokenOnceOrOften_TheSameHappens_AtTheSameInstants()
    {
        AnyHistory.Sample(h =>
        {
            if (TruceHistory.Play(h.Item1, h.Item2) is not { } asleep)
            {
                return;
            }

            var awake = asleep.PlayedAwake(h.Item1, h.Item2);
            Assert.Equal(asleep.Refusals, awake.Refusals);
            Assert.Equal(asleep.Truce.Events.Select(WithoutRecording), awake.Truce.Events.Select(WithoutRecording));
        }, iter: Round.Of(75, 1500));
    }

    [Fact]
    public void AfterEachAct_TheRecordIsInOrder()
    {
        AnyHistory.Sample(h =>
        {
            var truce = TruceHistory.Play(h.Item1, h.Item2, AssertSound)?.Truce;
            if (truce is null)
            {
                return;
            }

            AssertInOrder(truce);
            AssertOnce(truce);
        }, iter: Round.Of(75, 1500));
    }

    [Fact]
    public void LeftAlone_EveryTruceComesToRest()
    {
        AnyHistory.Sample(h =>
        {
            if (TruceHistory.Play(h.Item1, h.Item2)?.Truce is { } truce)
            {
                truce.World.AdvanceTo(truce.Now + Duration.FromDays(100));
                AssertSound(truce);
                AssertInOrder(truce);
                AssertOnce(truce);
            }
        }, iter: Round.Of(50, 1000));
    }

    /// <summary>What must be true of every state.</summary>
    private static void AssertSound(TruceDriver truce)
    {
        var (state, view) = (truce.State, truce.View);
        Assert.True(World.Law.NextTransition(state) is not { } next || next.DueAt > truce.Now, "Something is due and has not happened.");
        Assert.Equal(state.Stage == TruceStage.Ended, view.Ending is not null);
        Assert.True(state.Stage != TruceStage.InForce || view.InForceFrom is not null, "In force since when?");
        Assert.True(state.Stage is TruceStage.Draft or TruceStage.Ended || state.ConcludedAt is not null, "Concluded when?");
        Assert.True(view.InForceFrom is null || state.Running.ContainsKey(TermHolder.Truce), "In force without a term.");
        foreach (var (holder, running) in state.Running)
        {
            var ahead = running.EndInstant is not { } end || end > truce.Now;
            Assert.True(running.Ended || state.Stage == TruceStage.Ended || ahead, $"The term of {holder.Words} is over and has not ended.");
            Assert.True(running.Earned <= TruceLimits.EarnedExtensions);
        }

        Assert.False(view.Term.Cap is not null && view.Term.End?.Instant > view.Term.Cap, "Beyond the cap.");
        Assert.Equal(state.Bound.Length, state.Bound.Distinct().Count());
        Assert.NotNull(truce.Forecast());
    }

    /// <summary>Versions have no gap, and nothing happens before its cause.</summary>
    private static void AssertInOrder(TruceDriver truce)
    {
        var before = Instant.MinValue;
        var version = 0;
        foreach (var e in truce.Events)
        {
            Assert.Equal(++version, e.Version);
            if (e.BodyCase is Event.BodyOneofCase.CallRequested or Event.BodyOneofCase.CallSettled)
            {
                continue;
            }

            var at = e.HappenedAt().ToInstant();
            Assert.True(at >= before, $"{e.BodyCase} happened at {at}, before what it follows from.");
            Assert.True(at <= e.RecordedAt.ToInstant(), $"{e.BodyCase} was recorded before it was due.");
            before = at;
        }
    }

    /// <summary>Nothing happens twice, and nothing after the end.</summary>
    private static void AssertOnce(TruceDriver truce)
    {
        var keys = truce.Events.Select((e, i) => OnceOnly(e, truce.Events.Take(i))).OfType<string>().ToList();
        Assert.Equal(keys.Distinct(), keys);
        var acts = truce.Events.Where(e => e.BodyCase is not (Event.BodyOneofCase.CallRequested or Event.BodyOneofCase.CallSettled)).ToList();
        Assert.DoesNotContain(acts.SkipLast(1), e => Ends.Contains(e.BodyCase));
        Assert.Equal(truce.State.Stage == TruceStage.Ended, Ends.Contains(acts[^1].BodyCase));
    }

    /// <summary>
    /// What an event is about, for events of which there can be only one each. What waits for the effect waits anew when the
    /// effect is moved; what took effect takes effect again when it is clarified to have been meant for later.
    /// </summary>
    private static string? OnceOnly(Event e, IEnumerable<Event> before) => e.BodyCase switch
    {
        Event.BodyOneofCase.TruceCreated or Event.BodyOneofCase.TruceConcluded => $"{e.BodyCase}",
        Event.BodyOneofCase.TruceEnteredIntoForce => $"{e.BodyCase} {e.TruceEnteredIntoForce.StaggeredEffect} {before.Count(b => b.BodyCase == Event.BodyOneofCase.TruceEffectClarified)}",
        Event.BodyOneofCase.TruceInterimDutyBound => $"{e.BodyCase} {e.TruceInterimDutyBound.Id} {before.Count(b => MovesEffect.Contains(b.BodyCase))}",
        Event.BodyOneofCase.TrucePhaseEntered => $"{e.BodyCase} {e.TrucePhaseEntered.Id}",
        Event.BodyOneofCase.TrucePhaseEnded => $"{e.BodyCase} {e.TrucePhaseEnded.Id}",
        Event.BodyOneofCase.TruceOwnTermBegan => $"{e.BodyCase} {e.TruceOwnTermBegan.TermOf}",
        Event.BodyOneofCase.TruceOwnTermEnded => $"{e.BodyCase} {e.TruceOwnTermEnded.TermOf}",
        Event.BodyOneofCase.TruceResumed => $"{e.BodyCase} {e.TruceResumed.Id}",
        Event.BodyOneofCase.TruceNoticeWithdrawn => $"notice {e.TruceNoticeWithdrawn.Id}",
        Event.BodyOneofCase.TruceWithdrew when e.TruceWithdrew.Notice.Length > 0 => $"notice {e.TruceWithdrew.Notice}",
        Event.BodyOneofCase.TruceDenounced when e.TruceDenounced.Notice.Length > 0 => $"notice {e.TruceDenounced.Notice}",
        Event.BodyOneofCase.TruceExtended when e.TruceExtended.ExtensionProposal.Length > 0 => $"{e.BodyCase} {e.TruceExtended.ExtensionProposal}",
        _ => null,
    };

    private static Event WithoutRecording(Event e)
    {
        var copy = e.Clone();
        copy.RecordedAt = null;
        return copy;
    }
}
