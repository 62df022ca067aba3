using CsCheck;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Issues are settled and opened again: for good only with all that they hang together with.</summary>
public sealed class AgendaSettlementTests
{
    private const AgendaItemState Open = AgendaItemState.Open;
    private const AgendaItemState Provisional = AgendaItemState.SettledProvisionally;
    private const AgendaItemState Settled = AgendaItemState.Settled;

    private static readonly string[] Ids = ["a", "b", "c", "d"];

    [Fact]
    public void WhatHangsTogether_IsSettledTogether()
    {
        var talks = Linked("prisoners", "line>prisoners", "water");
        Assert.Equal([Open, Open, Open], States(talks));

        talks.Accept(Talks.Mediator, Settle("prisoners"));
        Assert.Equal([Provisional, Open, Open], States(talks));
        Assert.Equal(["line"], talks.Shown().Agenda[0].WaitsFor);

        talks.Accept(Talks.Mediator, Settle("water"));
        talks.Accept(Talks.Mediator, Settle("line"));
        Assert.Equal([Settled, Settled, Settled], States(talks));
        Assert.All(talks.Shown().Agenda, i => Assert.Empty(i.WaitsFor));
        Assert.Equal(talks.View, talks.Replayed().View);
    }

    [Fact]
    public void ALink_HoldsBothWaysAndThroughOthers()
    {
        var talks = Linked("a", "b>a", "c>b", "d");
        talks.Accept(Talks.Mediator, Settle("a"));
        Assert.Equal(["b", "c"], talks.Shown().Agenda[0].WaitsFor);
    }

    [Fact]
    public void NothingIsAgreed_UntilEverythingIsAgreed()
    {
        var talks = Linked(n => n.NothingAgreedUntilEverythingAgreed = true, "a", "b");
        talks.Accept(Talks.Mediator, Settle("a"));
        Assert.Equal([Provisional, Open], States(talks));
        talks.Accept(Talks.Mediator, Settle("b"));
        Assert.Equal([Settled, Settled], States(talks));
    }

    [Fact]
    public void HowItWasSettled_IsShown()
    {
        var talks = Linked("a");
        talks.Accept(Talks.Mediator, Settle("a"));
        var settlement = talks.Shown().Agenda[0].Settlement;
        Assert.Equal((Cast.Text("As proposed"), Talks.Start.ToTimestamp()), (settlement.Outcome, settlement.Time));
        Assert.Equal([Cast.North, Cast.South], settlement.AgreedBy);
    }

    [Fact]
    public void EveryParty_MustHaveAgreed_AndNobodyElseNeed()
    {
        var talks = Linked("a");
        Assert.Equal(Cast.South, talks.Refuse("CONSENT_MISSING", Talks.Mediator, Settle("a", Cast.North, Talks.Watcher)).Metadata["missing"]);
        talks.Refuse("UNKNOWN_MEMBER", Talks.Mediator, Settle("a", Cast.North, Cast.South, Talks.Outsider));
        talks.Refuse("DUPLICATE_MEMBER", Talks.Mediator, Settle("a", Cast.North, Cast.South, Cast.North));
        talks.Refuse("UNKNOWN_AGENDA_ITEM", Talks.Mediator, Settle("b"));
        talks.Refuse("PERMISSION_DENIED", Talks.North, Settle("a"));
        talks.Accept(Talks.Mediator, Settle("a", Cast.South, Cast.North));
        talks.Refuse("AGENDA_ITEM_SETTLED", Talks.Mediator, Settle("a"));
    }

    [Fact]
    public void WhatIsProvisional_OpensForOneParty_AndWhatIsForGood_ForAll()
    {
        var talks = Linked("a", "b>a");
        talks.Refuse("AGENDA_ITEM_OPEN", Talks.Mediator, Reopen("a", Cast.North));
        talks.Accept(Talks.Mediator, Settle("a"));
        Assert.Equal($"{Cast.North},{Cast.South}", talks.Refuse("CONSENT_MISSING", Talks.Mediator, Reopen("a", Talks.Watcher)).Metadata["missing"]);
        talks.Accept(Talks.Mediator, Reopen("a", Cast.North));
        Assert.Equal([Open, Open], States(talks));

        talks.Accept(Talks.Mediator, Settle("a"));
        talks.Accept(Talks.Mediator, Settle("b"));
        Assert.Equal(Cast.South, talks.Refuse("CONSENT_MISSING", Talks.Mediator, Reopen("a", Cast.North)).Metadata["missing"]);
        talks.Accept(Talks.Mediator, Reopen("a", Cast.North, Cast.South));
        Assert.Equal([Open, Provisional], States(talks));
        talks.Refuse("PERMISSION_DENIED", Talks.South, Reopen("b", Cast.South));
    }

    [Fact]
    public void TheAgenda_IsSetAnew_AroundWhatIsSettled()
    {
        var talks = Linked("a", "b>a", "c");
        talks.Accept(Talks.Mediator, Settle("c"));
        talks.Accept(Talks.Mediator, Agenda("a", "c", "d"));
        Assert.Equal([Open, Settled, Open], States(talks));
        Assert.Equal("c", talks.Refuse("AGENDA_ITEM_SETTLED", Talks.Mediator, Agenda("d")).Metadata["agenda_items"]);
        talks.Refuse("AGENDA_ITEM_SETTLED", Talks.Mediator, Agenda("c>d", "d"));
        talks.Accept(Talks.Mediator, Reopen("c", Cast.North, Cast.South));
        talks.Accept(Talks.Mediator, Agenda("d"));
        Assert.Equal([Open], States(talks));
    }

    [Fact]
    public void AnotherAgenda_NeitherOpensWhatIsForGood_NorEndsWhatIsProvisional()
    {
        var talks = Linked("a", "b>a", "c");
        talks.Accept(Talks.Mediator, Settle("a"));
        talks.Accept(Talks.Mediator, Settle("c"));
        Assert.Equal("c", talks.Refuse("AGENDA_ITEM_SETTLED", Talks.Mediator, Agenda("a", "b>a", "c", "d>c")).Metadata["agenda_items"]);
        Assert.Equal("a", talks.Refuse("AGENDA_ITEM_SETTLED", Talks.Mediator, Agenda("a", "c")).Metadata["agenda_items"]);
        Assert.Equal("a", talks.Refuse("AGENDA_ITEM_SETTLED", Talks.Mediator, Agenda("a", "b", "c")).Metadata["agenda_items"]);
        talks.Accept(Talks.Mediator, Agenda("a", "b>a", "c", "d>a"));
        Assert.Equal(["b", "d"], talks.Shown().Agenda[0].WaitsFor);

        var all = Linked(n => n.NothingAgreedUntilEverythingAgreed = true, "a");
        all.Accept(Talks.Mediator, Settle("a"));
        all.Refuse("AGENDA_ITEM_SETTLED", Talks.Mediator, Agenda("a", "b"));
    }

    [Fact]
    public void HowItStands_IsNothingThatWhoeverSetsItSays()
    {
        var made = Talks.Item("a");
        (made.State, made.Settlement) = (Settled, new() { Outcome = Cast.Text("Made up") });
        var talks = Talks.Opened(n => { n.Agenda.Clear(); n.Agenda.Add(made); });
        Assert.Equal([Open], States(talks));
        talks.Accept(Talks.Mediator, new SetAgendaRequest { Name = Talks.Name, Agenda = { made } });
        Assert.Equal([Open], States(talks));
    }

    [Fact]
    public void AnOutcome_HasAMeasure()
    {
        var talks = Linked("a");
        var settle = Settle("a");
        var around = Cast.Text(new string('x', 1000)).CalculateSize() - 1000; // What a message of this size needs beside the words.
        settle.Settlement.Outcome = Cast.Text(new string('x', NegotiationLimits.OutcomeBytes - around + 1));
        talks.Refuse("LIMIT_REACHED", Talks.Mediator, settle);
        settle.Settlement.Outcome = Cast.Text(new string('x', NegotiationLimits.OutcomeBytes - around));
        talks.Accept(Talks.Mediator, settle);
    }

    [Fact]
    public void AFullAgenda_SettledInManyWords_LeavesRoomForWhoIsToTakePart()
    {
        string[] ids = [.. Enumerable.Range(0, 100).Select(i => $"item-{i}-{new string('x', 50)}")];
        var talks = Linked(n => n.NothingAgreedUntilEverythingAgreed = true, ids);
        foreach (var id in ids)
        {
            var settle = Settle(id);
            settle.Settlement.Outcome = Cast.Text(new string('x', NegotiationLimits.OutcomeBytes - 20));
            talks.Accept(Talks.Mediator, settle);
        }

        talks.Accept(Talks.Mediator, Talks.Admit("late", Talks.North, Cast.North));
    }

    /// <summary>The law: in whatever order issues are settled, each is for good exactly when all it can reach by links is settled.</summary>
    [Fact]
    public void InWhateverOrder_TheSameIsForGood() => Gen.Select(Gen.Shuffle(Ids), Gen.Int[0, Ids.Length], Gen.Bool.Array[6]).Sample((order, count, linked) =>
    {
        var pairs = (from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 4) where i < j select (From: Ids[i], To: Ids[j])).Where((_, n) => linked[n]).ToList();
        var items = Ids.Select(id => Talks.Item(id, [.. pairs.Where(p => p.From == id).Select(p => p.To)])).ToArray();
        var talks = Talks.Opened(n => { n.Agenda.Clear(); n.Agenda.AddRange(items); });
        var settled = order.Take(count).ToList();
        foreach (var id in settled)
        {
            talks.Accept(Talks.Mediator, Settle(id));
        }

        foreach (var item in talks.Shown().Agenda)
        {
            var reached = new HashSet<string> { item.Id };
            for (var n = 0; n < Ids.Length; n++)
            {
                reached.UnionWith(pairs.Where(p => reached.Contains(p.From) || reached.Contains(p.To)).SelectMany(p => new[] { p.From, p.To }).ToList());
            }

            Assert.Equal(!settled.Contains(item.Id) ? Open : reached.IsSubsetOf(settled) ? Settled : Provisional, item.State);
            Assert.Equal(item.State == Open ? [] : Ids.Where(id => reached.Contains(id) && !settled.Contains(id)), item.WaitsFor);
        }
    });

    private static PlayedJournal<NegotiationRecord> Linked(params string[] items) => Linked(_ => { }, items);

    /// <summary>Talks with these issues; "line>prisoners" is one that is linked to another.</summary>
    private static PlayedJournal<NegotiationRecord> Linked(Action<Negotiation> change, params string[] items) => Talks.Opened(n =>
    {
        n.Agenda.Clear();
        n.Agenda.AddRange(items.Select(Item));
        change(n);
    });

    private static AgendaItem Item(string written) => written.Split('>') is [var id, var to] ? Talks.Item(id, to) : Talks.Item(written);

    private static SetAgendaRequest Agenda(params string[] items) => new() { Name = Talks.Name, Agenda = { items.Select(Item) } };

    private static AgendaItemState[] States(PlayedJournal<NegotiationRecord> talks) => [.. talks.Shown().Agenda.Select(i => i.State)];

    private static SettleAgendaItemRequest Settle(string item, params string[] agreedBy) => new()
    {
        Name = Talks.Name,
        AgendaItem = item,
        Settlement = new() { Outcome = Cast.Text("As proposed"), AgreedBy = { agreedBy.Length == 0 ? [Cast.North, Cast.South] : agreedBy } },
    };

    private static ReopenAgendaItemRequest Reopen(string item, params string[] agreedBy) =>
        new() { Name = Talks.Name, AgendaItem = item, AgreedBy = { agreedBy }, Reason = Cast.Text("Things have changed") };
}
