using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>How much each member may say of its readiness: so much that nobody misses anything, and never what another needs.</summary>
public sealed class ReadinessShareTests
{
    private static readonly int Most = NegotiationLimits.ReadinessBytes;

    [Fact]
    public void AMember_HasSoManyDeclarationsStanding_AndTheOthersHaveTheirOwn()
    {
        var talks = Talks.Opened();
        for (var i = 0; i < NegotiationLimits.StandingReadiness; i++)
        {
            talks.Accept(Talks.North, Talks.Ready($"r{i}", ReadinessSubject.Meet));
        }

        talks.Refuse("LIMIT_REACHED", Talks.North, Talks.Ready("one-more", ReadinessSubject.Meet));
        talks.Accept(Talks.South, Talks.Ready("ours", ReadinessSubject.Meet));
        talks.Accept(Talks.North, Withdraw("r3"));
        talks.Accept(Talks.North, Talks.Ready("one-more", ReadinessSubject.Meet));
    }

    [Fact]
    public void OfWhatNoLongerStands_TheOldestLeavesWhatIsShown_AndItsIdStaysTaken()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.South, Talks.Ready("ours", ReadinessSubject.Talk));
        talks.Accept(Talks.South, Withdraw("ours"));
        talks.Accept(Talks.North, Talks.Ready("first", ReadinessSubject.Meet));
        for (var i = 1; i < NegotiationLimits.ShownReadiness; i++)
        {
            talks.Accept(Talks.North, Talks.Ready($"r{i}", ReadinessSubject.Meet));
            talks.Accept(Talks.North, Withdraw($"r{i}"));
        }

        Assert.Equal(NegotiationLimits.ShownReadiness + 1, talks.Shown().Readiness.Count);
        talks.Accept(Talks.North, Talks.Ready("last", ReadinessSubject.Meet));

        string[] shown = [.. talks.Shown().Readiness.Select(r => r.Id)];
        Assert.Equal(NegotiationLimits.ShownReadiness + 1, shown.Length);
        Assert.Equal(["ours", "first", "r2"], shown[..3]);
        Assert.Equal("last", shown[^1]);
        Assert.Contains(talks.Events, e => e.ReadinessDeclared?.Readiness.Id == "r1");
        talks.Refuse("ALREADY_EXISTS", Talks.South, Talks.Ready("r1", ReadinessSubject.Meet));
        talks.Refuse("UNKNOWN_READINESS", Talks.North, Withdraw("r1"));
        Assert.Equal(talks.View, talks.Replayed().View);
    }

    [Fact]
    public void WhatRunsOut_LeavesLikeWhatIsTakenBack()
    {
        var talks = Talks.Opened();
        var request = Of("long", Most - 100);
        request.Readiness.ValidUntil = Cast.At("2020-10-11T12:00");
        talks.Accept(Talks.North, request);
        talks.Accept(Talks.North, Talks.Ready("short", ReadinessSubject.Meet));
        talks.Until(Instant.FromUtc(2020, 10, 11, 12, 0));
        Assert.Equal(ReadinessState.Expired, talks.Shown().Readiness[0].State);
        talks.Accept(Talks.North, Of("next", Most / 2));
        Assert.Equal(["short", "next"], talks.Shown().Readiness.Select(r => r.Id));
    }

    [Fact]
    public void AMembersWords_HaveSoManyBytes_AndNotOneMore()
    {
        var talks = Talks.Opened();
        talks.Refuse("LIMIT_REACHED", Talks.North, Of("all", Most + 1));
        talks.Accept(Talks.North, Of("all", Most));
        talks.Refuse("LIMIT_REACHED", Talks.North, Talks.Ready("one-more", ReadinessSubject.Meet));
        talks.Accept(Talks.South, Of("ours", Most));
        talks.Accept(Talks.North, Withdraw("all"));
        talks.Accept(Talks.North, Of("again", Most));
        Assert.Equal(["ours", "again"], talks.Shown().Readiness.Select(r => r.Id));
    }

    [Fact]
    public void WhatAMemberJudgesItself_IsPartOfItsWords()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Talks.Ready("halt", ReadinessSubject.CeaseFire, conditions: [Talks.If("quiet", ConditionJudge.ObservableEvent), Talks.If("tone", ConditionJudge.DeclaringPartyJudges)]));
        SettleConditionRequest Long(string condition)
        {
            var settle = Talks.Settle("halt", condition);
            settle.Judgement.Reason = Cast.Text(new string('x', Most));
            return settle;
        }

        talks.Refuse("LIMIT_REACHED", Talks.North, Long("tone"));
        talks.Accept(Talks.Mediator, Long("quiet"));
        talks.Accept(Talks.North, Talks.Settle("halt", "tone"));
    }

    [Fact]
    public void WhereThereAreManyMembers_EachHasItsPart_AndTogetherNoMoreThanOneAnswerHolds()
    {
        var parties = Enumerable.Range(0, 2 * NegotiationLimits.FullShares).Select(i => $"{Cast.Conflict}/parties/p{i}").ToList();
        var valley = Talks.Valley.Clone();
        valley.Parties.AddRange(parties.Select(p => new Party { Name = p, Zone = "UTC" }));
        var talks = Talks.NotOpened();
        talks.References = talks.References.SetItem(Cast.Conflict, valley);
        talks.Accept(Talks.Mediator, Talks.Creation(n =>
        {
            n.Members.Clear();
            n.Members.AddRange(parties.Select(p => Talks.Member(p)));
        }));

        foreach (var (party, i) in parties.Select((p, i) => (p, i)))
        {
            var envoy = new Caller("envoy-" + i, [new(Role.Party, party)]);
            talks.Refuse("LIMIT_REACHED", envoy, Of($"r{i}", (Most / 2) + 1, party));
            talks.Accept(envoy, Of($"r{i}", Most / 2, party));
        }

        Assert.InRange(talks.Shown().CalculateSize(), NegotiationLimits.Bytes / 2, NegotiationLimits.Bytes);
    }

    [Fact]
    public void WhateverMembersHaveSaid_MediatorsGoOn_UntilTheirOwnShareIsFull()
    {
        var (empty, full) = (Talks.Opened(), Talks.Opened());
        full.Accept(Talks.Mediator, Talks.Admit("nora", Talks.North, Cast.North));
        empty.Accept(Talks.Mediator, Talks.Admit("nora", Talks.North, Cast.North));
        full.Accept(Talks.North, Of("north", Most));
        full.Accept(Talks.South, Of("south", Most - 200, conditions: Talks.If("quiet", ConditionJudge.ObservableEvent)));
        full.Accept(Talks.WatcherEnvoy, Of("watcher", Most));
        full.Refuse("LIMIT_REACHED", Talks.South, Suspend(NegotiationLimits.ReasonBytes + 1));
        full.Accept(Talks.South, Suspend(NegotiationLimits.ReasonBytes));

        full.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer));
        full.Accept(Talks.Mediator, Talks.EndOf("otto-in"));
        full.Accept(Talks.Mediator, new SetAgendaRequest { Name = Talks.Name, Agenda = { Talks.Item("water") } });
        full.Accept(Talks.Mediator, Talks.Settle("south", "quiet"));
        full.Accept(Talks.Mediator, Talks.Range());

        // How much mediators can say does not hang on it either, and the whole still fits into an answer.
        Assert.Equal(Ranges(empty), Ranges(full), tolerance: 1);
        Assert.InRange(full.Shown().CalculateSize(), NegotiationLimits.MediatorsBytes - (20 * 1024), NegotiationLimits.Bytes);

        static double Ranges(PlayedJournal<NegotiationRecord> talks)
        {
            for (var i = 0; i < 100; i++)
            {
                var range = Talks.Range($"range{i}", r => r.Subject = new('x', 10 * 1024));
                if (talks.Send(Talks.Mediator, range) is { } refusal)
                {
                    Assert.Equal("LIMIT_REACHED", refusal.Reason);
                    Assert.Equal(NegotiationLimits.MediatorsBytes.ToString(), refusal.Metadata["limit"]);
                    return i;
                }
            }

            return 100;
        }
    }

    private static SuspendNegotiationRequest Suspend(int bytes)
    {
        var reason = Cast.Text(new string('x', bytes));
        reason = Cast.Text(new string('x', bytes - (reason.CalculateSize() - bytes)));
        Assert.Equal(bytes, reason.CalculateSize());
        return new() { Name = Talks.Name, Reason = reason };
    }

    private static WithdrawReadinessRequest Withdraw(string id) => new() { Name = Talks.Name, Readiness = id };

    /// <summary>A declaration of so many bytes, with the party's name that it is recorded with.</summary>
    private static DeclareReadinessRequest Of(string id, int bytes, string? party = null, params ReadinessCondition[] conditions)
    {
        var request = Talks.Ready(id, ReadinessSubject.Meet, party ?? PartyOf(id), conditions: conditions);
        request.Readiness.Text = Cast.Text(new string('x', bytes));
        request.Readiness.Text = Cast.Text(new string('x', bytes - (request.Readiness.CalculateSize() - bytes)));
        Assert.Equal(bytes, request.Readiness.CalculateSize());
        return request;
    }

    private static string PartyOf(string id) => id switch { "south" or "ours" => Cast.South, "watcher" => Talks.Watcher, _ => Cast.North };
}
