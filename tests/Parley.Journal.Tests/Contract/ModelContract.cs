using CsCheck;
using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>Any interleaving of several writers has the outcomes and leaves the contents that the model has.</summary>
public abstract class ModelContract(IStoreFixture fixture) : JournalContract(fixture)
{
    private const int Journals = 3;

    private static readonly Guid[] Writers = [Make.Me, Make.Other, Guid.Parse("33333333-3333-3333-3333-333333333333")];

    // Most appends expect the right version, or too little would ever be committed.
    private static readonly Gen<Step> Steps =
        from journal in Gen.Int[0, Journals - 1]
        from writer in Gen.Int[0, 2]
        from miss in Gen.Frequency((8, Gen.Const(0)), (1, Gen.Const(-1)), (1, Gen.Const(1)))
        from takes in Gen.Bool
        from events in Gen.Int[1, 3]
        from request in Gen.Int[0, 6]
        from poisoned in Gen.Frequency((15, Gen.Const(false)), (1, Gen.Const(true)))
        select new Step(journal, writer, miss, takes, events, request, poisoned);

    private int samples;

    [Fact]
    public async Task Write_AnyInterleaving_IsAsTheModelSays() =>
        await Steps.List[1, 8].List[1, 8].SampleAsync(Check, iter: 300);

    private async Task Check(List<List<Step>> batches)
    {
        // Samples share the store, each with journals of its own.
        var prefix = $"s{Interlocked.Increment(ref samples)}-";
        var model = new ModelJournals();
        var payload = (byte)0;
        foreach (var steps in batches)
        {
            var batch = new List<Append>();
            var expected = new List<(AppendOutcome, long)>();
            model.BeginBatch();
            foreach (var step in steps)
            {
                batch.Add(step.Append(prefix, model, ref payload));
                expected.Add(model.Apply(batch[^1], MaxEventBytes));
            }

            var results = await Store.Write(batch, Cancellation);
            Assert.Equal(expected, results.Select(result => (result.Outcome, result.Version)));
        }

        for (var i = 0; i < Journals; i++)
            await CheckContents($"{prefix}{i}", model);
    }

    private async Task CheckContents(string journal, ModelJournals model)
    {
        var stored = await Store.ReadEvents(new EventQuery(journal, 1, long.MaxValue, int.MaxValue), Cancellation);
        Assert.Equal(
            model.Events(journal).Select((e, i) => (i + 1L, e.EntryId, e.Payload.Span[0], e.RecordedAt)),
            stored.Select(e => (e.Version, e.EntryId, e.Payload.Span[0], e.RecordedAt)));
        var head = await Store.ReadHead(journal, Cancellation);
        Assert.Equal(model.Writer(journal), head?.Writer);
        Assert.Equal(model.Version(journal), head?.Version ?? 0);
    }

    private sealed record Step(int Journal, int Writer, int Miss, bool Takes, int Events, int Request, bool Poisoned)
    {
        public Append Append(string prefix, ModelJournals model, ref byte payload)
        {
            var first = ++payload;
            var events = Enumerable.Range(0, Events).Select(i => Make.Event(first, i == 1 ? "entry" : null)).ToArray();
            if (Poisoned)
                events[^1] = events[^1] with { Payload = new byte[MaxEventBytes + 1] };
            var journal = $"{prefix}{Journal}";
            var append = Make.Append(journal, model.Version(journal) + Miss, events) with { Writer = Writers[Writer], TakesRow = Takes };
            return Request == 0 ? append : append.As(Make.Request("alice", Request));
        }
    }
}
