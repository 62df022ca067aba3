using System.Data.Common;
using Xunit;
using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Contract;

/// <summary>Isolated: a poisoned append fails alone.</summary>
public abstract class IsolationContract(IStoreFixture fixture) : JournalContract(fixture)
{
    public static TheoryData<string, Append> Poison => new()
    {
        { "a NUL in the name", Make.Append("p\0", 0) },
        { "no name", Make.Append("", 0) },
        { "half a surrogate pair", Make.Append("p", 0) with { Head = new HeadColumns("truce", "\uD800", "", []) } },
        { "a line feed in an audience key", Make.Append("p", 0) with { Head = Make.Head("a\nb") } },
        { "an empty audience key", Make.Append("p", 0) with { Head = Make.Head("") } },
        { "an instant between microseconds", Make.Append("p", 0, new NewEvent(null, new byte[1], Make.Noon.AddTicks(1))) },
        { "a due instant between microseconds", Make.Append("p", 0) with { DueAt = Make.Noon.AddTicks(1) } },
        { "a NUL in an entry", Make.Append("p", 0) with { Entries = [new EntryColumns("statement", "s") { Area = "\0" }] } },
        { "a NUL in a subject", Make.Append("p", 0).As(Make.Request("\0", 1)) },
        { "one byte too many", Make.Append("p", 0, new NewEvent(null, new byte[MaxEventBytes + 1], Make.Noon)) },
    };

    [Theory]
    [MemberData(nameof(Poison), DisableDiscoveryEnumeration = true)]
    public async Task Write_Poisoned_FailsAlone(string why, Append poison)
    {
        var results = await Write(
            Make.Append("a", 0, Make.Event(1)), poison, Make.Append("b", 0), Make.Append(poison.Journal, 0), Make.Append("a", 1, Make.Event(2)));

        Assert.Equal([Committed, Refused, Committed, Fenced, Committed], results.Select(result => result.Outcome));
        Assert.False(string.IsNullOrEmpty(results[1].Error), why);
        Assert.Null(await Store.ReadHead(poison.Journal, Cancellation));
        Assert.Equal([1, 2], await Payloads("a"));
    }

    [Fact]
    public async Task Write_PoisonedSecondAppend_LeavesTheFirst()
    {
        var large = new NewEvent(null, new byte[MaxEventBytes + 1], Make.Noon);

        Assert.Equal([Committed, Refused, Fenced], await Outcomes(
            Make.Append("t", 0, Make.Event(1)), Make.Append("t", 1, Make.Event(2), large), Make.Append("t", 1, Make.Event(3))));
        Assert.Equal([1], await Payloads("t"));
    }

    [Fact]
    public async Task Write_PayloadAtTheLimit_IsStored()
    {
        var payload = new byte[MaxEventBytes];
        new Random(1).NextBytes(payload);

        await Commit(Make.Append("t", 0, new NewEvent(null, payload, Make.Noon)));

        var e = Assert.Single(await Store.ReadEvents(new EventQuery("t", 1, 1, 1), Cancellation));
        Assert.True(e.Payload.Span.SequenceEqual(payload));
    }

    [Fact]
    public async Task Write_TextOutsideTheBasicPlane_ComesBackAsItWas()
    {
        await Commit(Make.Append("😀", 0) with { Head = new HeadColumns("truce", "Ḥ", new string('é', 5_000), ["ключ", "键"]) });

        var head = await Store.ReadHead("😀", Cancellation);
        Assert.Equal(("Ḥ", new string('é', 5_000)), (head!.Columns.Conflict, head.Columns.Status));
        Assert.Equal(["ключ", "键"], head.Columns.Audience);
    }

    // It stands for any constraint that the store's own checks did not foresee.
    [Fact]
    public async Task Write_DatabaseRefusesARow_ThatAppendFailsAlone()
    {
        await Data.Poison(0x42);
        await Commit(Make.Append("old", 0));

        var results = await Write(
            Make.Append("a", 0), Make.Append("old", 1, Make.Event(2)), Make.Append("old", 2, Make.Event(3), Make.Event(0x42)),
            Make.Append("old", 2), Make.Append("b", 0, Make.Event(0x42)), Make.Append("a", 1) with { Head = Make.Head("other") });

        Assert.Equal([Committed, Committed, Refused, Fenced, Refused, Committed], results.Select(result => result.Outcome));
        Assert.Contains("poison", results[2].Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Store.ReadHead("old", Cancellation))!.Version);
        Assert.Equal([1, 2], await Payloads("old"));
        Assert.Null(await Store.ReadHead("b", Cancellation));
        Assert.Equal(["a"], (await Store.ListJournals(new JournalQuery("truce", ["other"], 9), Cancellation)).Select(head => head.Name));
        await Commit(Make.Append("old", 2));
    }

    [Fact]
    public async Task Write_StoreFails_NothingIsWrittenAndTheNextBatchIs()
    {
        await Data.Execute("ALTER TABLE entry RENAME TO gone");
        var withEntry = Make.Append("t", 0) with { Entries = [new EntryColumns("statement", "s")] };

        await Assert.ThrowsAnyAsync<DbException>(() => Write(Make.Append("a", 0), withEntry));

        Assert.Null(await Store.ReadHead("a", Cancellation));
        await Data.Execute("ALTER TABLE gone RENAME TO entry");
        await Commit(Make.Append("a", 0), withEntry);
    }
}
