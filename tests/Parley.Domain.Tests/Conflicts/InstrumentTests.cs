using CsCheck;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

public sealed class InstrumentTests
{
    private static readonly Instant Start = Instant.FromUtc(2020, 10, 10, 8, 0);

    [Fact]
    public void Announce_AgainLater_ReplacesAndKeepsTheFirstAnnouncement()
    {
        var journal = Cast.Valley();
        var first = journal.Now;
        journal.Accept(Caller.Parley, Announce("t1", 1, state: TruceState.Scheduled));
        journal.Now += Duration.FromHours(1);
        journal.Accept(Caller.Parley, Announce("t1", 4, state: TruceState.InForce));

        var instrument = Assert.Single(List(journal).Instruments);
        Assert.Equal(TruceState.InForce, instrument.State);
        Assert.Equal(first.ToTimestamp(), instrument.AnnounceTime);
    }

    [Fact]
    public void Announce_OvertakenByALaterOne_IsRefused()
    {
        var journal = Cast.Valley();
        journal.Accept(Caller.Parley, Announce("t1", 4, state: TruceState.InForce));
        journal.Refuse("STALE_ANNOUNCEMENT", Caller.Parley, Announce("t1", 3, state: TruceState.Scheduled));
        Assert.Equal(RejectionCode.FailedPrecondition, journal.Send(Caller.Parley, Announce("t1", 3))!.Code);
        Assert.Equal(TruceState.InForce, List(journal).Instruments[0].State);
    }

    [Fact]
    public void Announce_ByAnybodyElse_IsDenied() => Cast.Valley().Refuse("PERMISSION_DENIED", Cast.Mediator, Announce("t1", 1));

    [Theory]
    [InlineData("conflicts/other/truces/t1")]
    [InlineData("conflicts/valley/parties/north")]
    [InlineData("")]
    public void Announce_ATruceOfAnotherConflict_IsRefused(string truce)
    {
        var call = Announce("t1", 1);
        call.Instrument.Truce = truce;
        Cast.Valley().Refuse("FOREIGN_NAME", Caller.Parley, call);
    }

    [Fact]
    public void List_IsInOrderOfEffectThenOfAnnouncement()
    {
        var journal = Cast.Valley();
        journal.Accept(Caller.Parley, Announce("unknown", 1));
        journal.Accept(Caller.Parley, Announce("third", 1, Start + Duration.FromDays(16)));
        journal.Accept(Caller.Parley, Announce("first", 1, Start));
        journal.Now += Duration.FromSeconds(1);
        journal.Accept(Caller.Parley, Announce("also-third", 1, Start + Duration.FromDays(16)));
        var open = Announce("open", 1);
        open.Instrument.EffectCandidates.Add([(Start + Duration.FromHours(2)).ToTimestamp(), (Start + Duration.FromHours(1)).ToTimestamp()]);
        journal.Accept(Caller.Parley, open);

        Assert.Equal(["first", "open", "third", "also-third", "unknown"], Ids(List(journal)));
    }

    [Fact]
    public void List_CountsTheTimeInForceAsOfTheReading()
    {
        var journal = Cast.Valley();
        journal.Accept(Caller.Parley, Announce("ended", 1, Start, Start, Start + Duration.FromMinutes(7)));
        journal.Accept(Caller.Parley, Announce("running", 1, Start, Start));
        journal.Accept(Caller.Parley, Announce("to-come", 1, Start + Duration.FromDays(30)));
        journal.Now = Start + Duration.FromDays(3);

        var found = List(journal).Instruments.ToDictionary(i => i.Truce.Split('/')[^1], i => i.TimeInForce);
        Assert.Equal(Duration.FromMinutes(7).ToProto(), found["ended"]);
        Assert.Equal(Duration.FromDays(3).ToProto(), found["running"]);
        Assert.Equal(Duration.Zero.ToProto(), found["to-come"]);
    }

    [Fact]
    public void List_OfThreeTrucesInAChain_SaysWhichIsWhichAndCountsOverlapsOnce()
    {
        var journal = Cast.Valley();
        var day = Duration.FromDays(1);
        journal.Accept(Caller.Parley, Announce("second", 1, Start + day, Start + day, Start + (3 * day), (RelationKind.Reaffirms, "first")));
        journal.Accept(Caller.Parley, Announce("first", 1, Start, Start, Start + (2 * day)));
        journal.Accept(Caller.Parley, Announce("third", 1, Start + (5 * day), Start + (5 * day), Start + (6 * day), (RelationKind.Supersedes, "second")));
        journal.Accept(Caller.Parley, Announce("protocol", 1, Start + (2 * day), Start + (2 * day), Start + (9 * day), (RelationKind.Implements, "first")));
        journal.Now = Start + (20 * day);

        var list = List(journal).Instruments.ToDictionary(i => i.Truce.Split('/')[^1]);
        Assert.Equal((1, 2, 3), (list["first"].ChainPosition, list["second"].ChainPosition, list["third"].ChainPosition));
        Assert.Equal(1, list["protocol"].ChainPosition);
        Assert.Equal((4 * day).ToProto(), list["first"].ChainTimeInForce);
        Assert.Equal((4 * day).ToProto(), list["third"].ChainTimeInForce);
        Assert.Equal((7 * day).ToProto(), list["protocol"].ChainTimeInForce);
    }

    [Fact]
    public void List_LinksThroughOnlyWhatWasAnnounced()
    {
        var journal = Cast.Valley();
        journal.Accept(Caller.Parley, Announce("ta", 1, Start, relations: (RelationKind.Extends, "secret")));
        journal.Accept(Caller.Parley, Announce("tb", 1, Start + Duration.FromDays(1), relations: (RelationKind.Extends, "secret")));
        Assert.Equal([1, 1], List(journal).Instruments.Select(i => i.ChainPosition));
    }

    [Fact]
    public void List_Filtered_KeepsPlacesInTheChain()
    {
        var journal = Cast.Valley();
        journal.Accept(Caller.Parley, Announce("ta", 1, Start, state: TruceState.Expired));
        var second = Announce("tb", 1, Start + Duration.FromDays(1), state: TruceState.InForce, relations: (RelationKind.Amends, "ta"));
        second.Instrument.Parties.Add(Cast.North);
        journal.Accept(Caller.Parley, second);

        var byState = Assert.Single(List(journal, new() { Parent = Cast.Conflict, States = { TruceState.InForce, TruceState.Suspended } }).Instruments);
        Assert.Equal(2, byState.ChainPosition);
        Assert.Equal(["tb"], Ids(List(journal, new() { Parent = Cast.Conflict, Party = Cast.North })));
        Assert.Empty(List(journal, new() { Parent = Cast.Conflict, Party = Cast.South }).Instruments);
    }

    [Fact]
    public void List_RendersTheEffectOnEveryPartysClock()
    {
        var journal = Cast.Valley();
        journal.Accept(Caller.Parley, Announce("ta", 1, Start));
        Assert.Equal(
            ["2020-10-10T12:00:00+04:00", "2020-10-10T11:00:00+03:00"],
            List(journal).Instruments[0].Effect.Renderings.Select(r => r.LocalTime));
    }

    [Theory]
    [InlineData(-1, "", "", "PAGE_SIZE_INVALID")]
    [InlineData(501, "", "", "PAGE_SIZE_INVALID")]
    [InlineData(0, "conflicts/valley/truces/none", "", "PAGE_TOKEN_INVALID")]
    [InlineData(0, "", Cast.Foreign, "FOREIGN_NAME")]
    public void List_WithWhatCannotBe_IsRefused(int size, string token, string party, string reason)
    {
        var answer = Cast.Valley().Ask(new ListInstrumentsRequest { Parent = Cast.Conflict, PageSize = size, PageToken = token, Party = party });
        Assert.Equal(reason, answer?.Rejection?.Reason);
    }

    [Fact]
    public void List_WithoutPageSize_ReturnsFifty()
    {
        var journal = Cast.Valley();
        for (var i = 0; i < 51; i++)
        {
            journal.Accept(Caller.Parley, Announce($"t{i}", 1, Start));
        }

        var list = List(journal);
        Assert.Equal(50, list.Instruments.Count);
        Assert.Equal(list.Instruments[^1].Truce, list.NextPageToken);
        Assert.Equal(51, List(journal, new() { Parent = Cast.Conflict, PageSize = 500 }).Instruments.Count);
    }

    [Fact]
    public void List_WhoseInstrumentsAreLarge_EndsThePageEarly()
    {
        var journal = Cast.Valley(new() { MaxInstrumentPageBytes = 1 });
        journal.Accept(Caller.Parley, Announce("ta", 1, Start));
        journal.Accept(Caller.Parley, Announce("tb", 1, Start + Duration.FromDays(1)));
        var first = List(journal);
        Assert.Equal(["ta"], Ids(first));
        var second = List(journal, new() { Parent = Cast.Conflict, PageToken = first.NextPageToken });
        Assert.Equal(["tb"], Ids(second));
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public void List_PageByPage_ShowsEveryInstrumentOnceInOrder()
    {
        Gen.Select(Gen.Int[0, 20].Array[0, 30], Gen.Int[1, 7]).Sample((effects, size) =>
        {
            var journal = Cast.Valley();
            for (var i = 0; i < effects.Length; i++)
            {
                journal.Accept(Caller.Parley, Announce($"t{i}", 1, effects[i] == 0 ? null : Start + Duration.FromHours(effects[i])));
            }

            var whole = Ids(List(journal, new() { Parent = Cast.Conflict, PageSize = 500 }));
            var paged = new List<string>();
            var request = new ListInstrumentsRequest { Parent = Cast.Conflict, PageSize = size };
            do
            {
                var page = List(journal, request);
                paged.AddRange(Ids(page));
                request = new() { Parent = Cast.Conflict, PageSize = size, PageToken = page.NextPageToken };
            }
            while (request.PageToken.Length > 0);

            Assert.Equal(effects.Length, whole.Count);
            Assert.Equal(whole, paged);
        }, iter: 100);
    }

    [Fact]
    public void List_OfAnyChain_CountsNoLessThanItsLongestAndNoMoreThanAllTogether()
    {
        var truce = Gen.Select(Gen.Int[0, 50], Gen.Int[0, 20], Gen.Int[0, 9]);
        truce.Array[1, 10].Sample(truces =>
        {
            var journal = Cast.Valley();
            for (var i = 0; i < truces.Length; i++)
            {
                var from = Start + Duration.FromHours(truces[i].Item1);
                journal.Accept(Caller.Parley, Announce(
                    $"t{i}", 1, from, from, from + Duration.FromHours(truces[i].Item2), (RelationKind.Reaffirms, $"t{truces[i].Item3}")));
            }

            journal.Now = Start + Duration.FromDays(10);
            foreach (var chain in List(journal).Instruments.GroupBy(i => i.ChainTimeInForce))
            {
                var each = chain.Select(i => i.TimeInForce.ToTimeSpan()).ToList();
                var together = chain.Key.ToTimeSpan();
                Assert.InRange(together, each.Max(), each.Aggregate(TimeSpan.Zero, (a, b) => a + b));
            }
        }, iter: 200);
    }

    internal static AnnounceInstrumentCall Announce(
        string id, long version, Instant? effect = null, Instant? from = null, Instant? until = null, params (RelationKind Kind, string Id)[] relations)
    {
        var call = Announce(id, version, TruceState.InForce);
        call.Instrument.Effect = effect is { } at ? new() { Instant = at.ToTimestamp(), Zone = "UTC" } : null;
        call.Instrument.InForceFrom = from?.ToTimestamp();
        call.Instrument.InForceUntil = until?.ToTimestamp();
        call.Instrument.Relations.AddRange(relations.Select(r => new Relation { Kind = r.Kind, Truce = $"{Cast.Conflict}/truces/{r.Id}" }));
        return call;
    }

    private static AnnounceInstrumentCall Announce(
        string id, long version, Instant effect, TruceState state, params (RelationKind Kind, string Id)[] relations)
    {
        var call = Announce(id, version, effect, null, null, relations);
        call.Instrument.State = state;
        return call;
    }

    private static AnnounceInstrumentCall Announce(string id, long version, TruceState state) => new()
    {
        Parent = Cast.Conflict,
        Instrument = new() { Truce = $"{Cast.Conflict}/truces/{id}", State = state },
        TruceVersion = version,
    };

    private static ListInstrumentsResponse List(PlayedJournal<ConflictState> journal, ListInstrumentsRequest? request = null) =>
        (ListInstrumentsResponse)journal.Ask(request ?? new() { Parent = Cast.Conflict })!.Value.Message!;

    private static List<string> Ids(ListInstrumentsResponse list) => [.. list.Instruments.Select(i => i.Truce.Split('/')[^1])];
}
