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
}
