using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>Reads of events: by range, by entry, as of an instant, with the head.</summary>
public abstract class EventReadContract(IStoreFixture fixture) : JournalContract(fixture)
{
    private Task Fill() => Commit(
        Make.Append("t", 0, Make.Event(1), Make.Event(2, "e1", 1)), Make.Append("t", 2, Make.Event(3, "e2", 2)),
        Make.Append("t", 3, Make.Event(4, "e1", 3), Make.Event(5, null, 4)), Make.Append("u", 0, Make.Event(9, "e1")));

    private async Task<List<long>> Versions(EventQuery query) => [.. (await Store.ReadEvents(query, Cancellation)).Select(e => e.Version)];

    [Fact]
    public async Task ReadEvents_ByRange_GivesOldestFirstUpToTheLimit()
    {
        await Fill();

        Assert.Equal([1, 2, 3, 4, 5], await Versions(new EventQuery("t", 1, 5, 10)));
        Assert.Equal([2, 3, 4], await Versions(new EventQuery("t", 2, 4, 10)));
        Assert.Equal([2, 3], await Versions(new EventQuery("t", 2, 5, 2)));
        Assert.Equal([1, 5], await Versions(new EventQuery("t", 0, 9, 10) { HeadOnly = true }));
        Assert.Empty(await Versions(new EventQuery("t", 6, 9, 10)));
        Assert.Empty(await Versions(new EventQuery("t", 1, 9, 0)));
        Assert.Empty(await Versions(new EventQuery("none", 1, 9, 10)));
    }

    [Fact]
    public async Task ReadEvents_RecordedUntil_IncludesThatInstant()
    {
        await Fill();

        Assert.Equal([1, 2, 3], await Versions(new EventQuery("t", 1, 9, 10) { RecordedUntil = Make.Noon.AddMinutes(2) }));
        Assert.Equal([1, 2], await Versions(new EventQuery("t", 1, 9, 10) { RecordedUntil = Make.Noon.AddMinutes(2).AddTicks(-1) }));
        Assert.Equal([1], await Versions(new EventQuery("t", 1, 9, 10) { RecordedUntil = Make.Noon.AddMinutes(3), HeadOnly = true }));
    }

    [Fact]
    public async Task ReadEntry_GivesItsEventsAlone()
    {
        await Fill();

        var events = await Store.ReadEntry("t", "e1", Cancellation);

        Assert.Equal([(2L, "e1", Make.Noon.AddMinutes(1)), (4L, "e1", Make.Noon.AddMinutes(3))], events.Select(e => (e.Version, e.EntryId!, e.RecordedAt)));
        Assert.Empty(await Store.ReadEntry("t", "none", Cancellation));
    }

    [Fact]
    public async Task ReadSnapshot_GivesHeadAndHeadEvents()
    {
        await Fill();

        var snapshot = await Store.ReadSnapshot("t", Cancellation);

        Assert.Equal(5, snapshot!.Head.Version);
        Assert.Equal([1L, 5L], snapshot.HeadEvents.Select(e => e.Version));
        Assert.Null(await Store.ReadSnapshot("none", Cancellation));
        Assert.Null(await Store.ReadHead("none", Cancellation));
    }

    [Fact]
    public async Task ReadSnapshot_WhileWriting_HeadAndEventsAgree()
    {
        await Commit(Make.Append("t", 0));
        var writing = Task.Run(async () =>
        {
            for (var version = 1; version < 300; version++)
                await Commit(Make.Append("t", version));
        }, Cancellation);
        do
        {
            var snapshot = await Store.ReadSnapshot("t", Cancellation);
            Assert.Equal(snapshot!.Head.Version, snapshot.HeadEvents[^1].Version);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public async Task ReadEvents_NegativeLimit_IsAnArgumentError() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadEvents(new EventQuery("t", 1, 2, -1), Cancellation));
}
