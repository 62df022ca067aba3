using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>Activations that fight over the same journals through one writer: what was acknowledged is there once, in order.</summary>
public abstract class RaceContract(IStoreFixture fixture) : JournalContract(fixture)
{
    [Fact]
    public async Task Append_ActivationsFightOverJournals_AcknowledgedIsThereOnce()
    {
        await using var writer = new JournalWriter(Store, Options.Create(Limits), TimeProvider.System, NullLogger<JournalWriter>.Instance);

        var acknowledged = (await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Fight(writer, i), Cancellation)))).SelectMany(all => all).ToArray();

        Assert.NotEmpty(acknowledged);
        foreach (var journal in acknowledged.GroupBy(append => append.Journal))
        {
            var stored = await Store.FindRequests([.. journal.Select(append => (append.Journal, append.Key))], Cancellation);
            Assert.Equal(journal.Select(append => (long?)append.Version), stored.Select(request => request?.Version));
            Assert.Equal(journal.Count(), (await Payloads(journal.Key)).Length);
        }
    }

    // Each round is an activation: it reads the head, takes the row and sends three appends without waiting between them.
    private async Task<List<(string Journal, RequestKey Key, long Version)>> Fight(JournalWriter writer, int fighter)
    {
        var acknowledged = new List<(string, RequestKey, long)>();
        for (var round = 0; round < 60; round++)
        {
            var journal = $"j{round % 2}";
            var activation = Guid.NewGuid();
            var version = (await Store.ReadHead(journal, Cancellation))?.Version ?? 0;
            var sent = Enumerable.Range(0, 3).Select(i => Make.Append(journal, version + i) with
            {
                Writer = activation,
                TakesRow = i == 0,
                Request = Make.Request($"fighter-{fighter}", (round * 3) + i),
            }).ToArray();
            var results = await Task.WhenAll(sent.Select(writer.Append));
            Assert.All(results, result => Assert.True(result.Outcome is AppendOutcome.Committed or AppendOutcome.Fenced, result.ToString()));
            Assert.Equal(results.Order(Comparer<AppendResult>.Create((a, b) => a.Outcome - b.Outcome)).Select(r => r.Outcome), results.Select(r => r.Outcome));
            acknowledged.AddRange(sent.Zip(results).Where(pair => pair.Second.Outcome == AppendOutcome.Committed)
                .Select(pair => (journal, pair.First.Request!.Value, pair.Second.Version)));
        }

        return acknowledged;
    }
}
