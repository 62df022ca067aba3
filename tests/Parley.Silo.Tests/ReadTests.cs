using Google.Protobuf;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Reads and watches of a journal.</summary>
public sealed class ReadTests : SiloTest
{
    private const string Nowhere = ConflictName + "/truces/nowhere";

    protected override (string Name, string Value)[] Settings => [("Frame:EmptyLifetime", "00:00:00.200")];

    [Fact]
    public async Task A_list_for_a_party_of_another_conflict_is_refused_and_not_empty()
    {
        await Silo.Found();
        var foreign = (await Silo.List(Mediator, new ListStatementsRequest { Parent = ConflictName, Party = "conflicts/other/parties/x1" })).Rejection!;
        Assert.Equal([("party", "FOREIGN_NAME")], foreign.Fields.Select(f => (f.Field, f.Reason)));
        Assert.Null((await Silo.List(Mediator, new ListStatementsRequest { Parent = ConflictName, Party = North })).Rejection);
    }

    [Fact]
    public async Task An_area_that_the_conflict_has_not_defined_is_refused_until_it_has()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        var seen = Observe("Smoke");
        seen.Observation.Place = new() { Area = ConflictName + "/areas/ridge" };
        Assert.Equal("UNKNOWN_AREA", (await Silo.Execute(ForNorth, seen)).Rejection!.Reason);
        await Silo.Do<Conflict>(Mediator, new DefineAreaRequest { Parent = ConflictName, AreaId = "ridge", Area = new() { Kind = AreaKind.Sector, Toponyms = { new Toponym { Label = In("Ridge") } } } });
        Assert.Equal(ConflictName + "/areas/ridge", (await Silo.Do<Observation>(ForNorth, seen)).Place.Area);
    }

    [Fact]
    public async Task Anonymous_reads_of_names_that_do_not_exist_leave_no_activation_behind()
    {
        await Silo.Found();
        for (var i = 0; i < 50; i++)
        {
            var name = $"{Nowhere}-{i}";
            Assert.Equal(RejectionCode.NotFound, (await Silo.Read(Caller.Anonymous, new GetTruceRequest { Name = name })).Rejection!.Code);
            Assert.Equal(RejectionCode.NotFound, (await Silo.Read(Caller.Anonymous, new ListEventsRequest { Journal = name })).Rejection!.Code);
            Assert.Equal(RejectionCode.NotFound, (await Silo.List(Caller.Anonymous, new ListTrucesRequest { Parent = $"conflicts/none-{i}" })).Rejection!.Code);
        }

        Assert.Equal((0, 1), (await Activations("TruceGrain"), await Activations("ConflictGrain")));
        Assert.Null((await Silo.Read(Caller.Anonymous, new GetConflictRequest { Name = ConflictName })).Rejection);
    }

    [Fact]
    public async Task What_others_ask_for_in_vain_does_not_stay_either()
    {
        var observer = Silo.Grains.CreateObjectReference<IJournalObserver>(new Ear());
        Assert.Equal(RejectionCode.NotFound, (await Silo.Read(Outsider, new GetTruceRequest { Name = Nowhere })).Rejection!.Code);
        Assert.Equal(RejectionCode.NotFound, (await Silo.Grains.GetJournal(Nowhere + "-w").Watch(Outsider, observer)).Rejection!.Code);
        Assert.Equal(RejectionCode.NotFound, (await Silo.Execute(Outsider, new AcceptTruceRequest { Name = Nowhere + "-x" })).Rejection!.Code);
        await Eventually(() => Activations("TruceGrain"), count => count == 0);
    }

    [Fact]
    public async Task A_journal_is_created_although_somebody_keeps_asking_for_it_before()
    {
        await Silo.Found();
        using var created = new CancellationTokenSource();
        var askers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!created.IsCancellationRequested)
            {
                await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName });
            }
        })).ToList();
        for (var i = 0; i < 20; i++)
        {
            await Silo.Execute(Mediator, new AcceptTruceRequest { Name = TruceName });
        }

        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        await created.CancelAsync();
        await Task.WhenAll(askers);
        Assert.Null((await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName })).Rejection);
    }

    [Fact]
    public async Task A_watch_hears_every_event_in_order_and_its_renewal_gives_a_lost_one_away()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var ear = new Ear();
        var observer = Silo.Grains.CreateObjectReference<IJournalObserver>(ear);
        var lease = (await Silo.Grains.GetJournal(TruceName).Watch(Mediator, observer)).Value!;
        Assert.Equal((await Silo.Store.ReadHead(TruceName, CancellationToken.None))!.Version, lease.Version);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Silo.Do<Observation>(ForNorth, Observe("shots " + i))));
        var last = lease.Version + 20;
        await Eventually(() => new ValueTask<IReadOnlyList<Event>>(ear.Heard), heard => heard.Count == 20);
        Assert.Equal(Enumerable.Range((int)lease.Version + 1, 20), ear.Heard.Select(e => (int)e.Version));
        Assert.Equal((await Silo.Events(TruceName)).Skip((int)lease.Version), ear.Heard);
        Assert.Equal(last, (await Silo.Grains.GetJournal(TruceName).Watch(Mediator, observer)).Value!.Version);
        GC.KeepAlive(ear);
    }

    [Fact]
    public async Task Who_joins_an_audience_sees_its_whole_history()
    {
        await Silo.Found();
        var draft = Draft("2020-10-10T12:00", "P7D");
        await Silo.Do<Truce>(Mediator, draft);
        await Silo.Do<Conflict>(Mediator, Register("east"));
        var east = new Caller("east-1", [new(Role.Party, ConflictName + "/parties/east")]);
        Assert.Equal(RejectionCode.NotFound, (await Silo.Read(east, new ListEventsRequest { Journal = TruceName })).Rejection!.Code);
        var terms = draft.Terms.Clone();
        terms.Reciprocity = TruceReciprocity.Multilateral;
        terms.Parties.Add(new TruceParty { Party = ConflictName + "/parties/east" });
        await Silo.Do<Truce>(Mediator, new AmendTruceRequest { Name = TruceName, Terms = terms, UpdateMask = new() { Paths = { "parties", "reciprocity" } } });
        var events = ((ListEventsResponse)(await Silo.Read(east, new ListEventsRequest { Journal = TruceName })).Value!).Events;
        Assert.Equal(await Silo.Events(TruceName), events);
        Assert.Equal(1, events[0].Version);
    }

    [Fact]
    public async Task Who_watches_is_told_with_the_events_when_the_audience_has_changed()
    {
        await Silo.Found();
        await Silo.Do<Conflict>(Mediator, Register("east"));
        var draft = Draft("2020-10-10T12:00", "P7D");
        var two = draft.Terms.Clone();
        draft.Terms.Reciprocity = TruceReciprocity.Multilateral;
        draft.Terms.Parties.Add(new TruceParty { Party = ConflictName + "/parties/east" });
        await Silo.Do<Truce>(Mediator, draft);
        var ear = new Ear();
        await Silo.Grains.GetJournal(TruceName).Watch(Mediator, Silo.Grains.CreateObjectReference<IJournalObserver>(ear));
        await Silo.Do<Observation>(ForNorth, Observe("shots"));
        await Silo.Do<Observation>(ForNorth, Observe("more shots"));
        await Silo.Do<Truce>(Mediator, new AmendTruceRequest { Name = TruceName, Terms = two, UpdateMask = new() { Paths = { "parties", "reciprocity" } } });
        await Eventually(() => new ValueTask<int>(ear.Audiences.Count), count => count == 3);
        var east = Audience.Party(ConflictName + "/parties/east");
        Assert.Contains(east, ear.Audiences[0]!); // Told once, whoever they had in mind before.
        Assert.Null(ear.Audiences[1]);
        Assert.DoesNotContain(east, ear.Audiences[2]!);
        GC.KeepAlive(ear);
    }

    [Fact]
    public async Task A_store_that_is_away_while_a_journal_is_opened_asks_for_another_try()
    {
        await Silo.Found();
        await Restart();
        Silo.Store.SnapshotsFail = true;
        Assert.True(await IsUnavailable(() => Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName })));
        Assert.True(await IsUnavailable(() => Silo.Execute(Mediator, Register("east"))));
        Silo.Store.SnapshotsFail = false;
        await Eventually(() => Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName }), o => o.Rejection is null);
    }

    private async ValueTask<int> Activations(string kind)
    {
        var statistics = await Silo.Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return statistics.Where(s => s.GrainType.Contains(kind, StringComparison.Ordinal)).Sum(s => s.ActivationCount);
    }

    private sealed class Ear : IJournalObserver
    {
        private readonly Lock _gate = new();
        private readonly List<Event> _heard = [];
        private readonly List<string[]?> _audiences = [];

        public IReadOnlyList<string[]?> Audiences
        {
            get
            {
                lock (_gate)
                {
                    return [.. _audiences];
                }
            }
        }

        public IReadOnlyList<Event> Heard
        {
            get
            {
                lock (_gate)
                {
                    return [.. _heard];
                }
            }
        }

        public Task OnRecorded(Recorded recorded)
        {
            lock (_gate)
            {
                _audiences.Add(recorded.Audience);
                _heard.AddRange(recorded.Events.Select(e => Event.Parser.ParseFrom(e.Span)));
            }

            return Task.CompletedTask;
        }
    }
}
