using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Parley.Domain.Conflicts;
using Parley.Journal;
using Parley.Silo.Frame;
using Parley.Testing;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>At a commit the head becomes visible, then it is published, then callers are answered: by version.</summary>
public sealed class OrderTests
{
    private static readonly Instant Now = Instant.FromUtc(2020, 10, 1, 0, 0);

    [Fact]
    public async Task What_is_published_is_visible_and_nobody_has_been_answered_yet()
    {
        await OneThread.Run(async () =>
        {
            await using var writer = Writer();
            List<(long From, long To, long Visible, int Answered)> published = [];
            List<Pending<ConflictState>> handed = [];
            Ledger<ConflictState> ledger = null!;
            ledger = Create(writer, committed => published.Add((
                committed[0].Append.ExpectedVersion + 1, committed[^1].After.Version, ledger.Committed.Version, committed.Count(p => p.Settled.IsCompleted))));
            for (var i = 0; i < 100; i++)
            {
                handed.Add(Record(ledger, i));
                if (i % 7 == 0)
                {
                    await Task.Yield();
                }
            }

            await Task.WhenAll(handed.Select(p => p.Settled));
            await ledger.WhenIdle();
            Assert.Equal(1, published[0].From);
            Assert.Equal(100, published[^1].To);
            Assert.All(published.Zip(published.Skip(1)), p => Assert.Equal(p.First.To + 1, p.Second.From));
            Assert.All(published, p => Assert.Equal((p.To, 0), (p.Visible, p.Answered)));
        });
    }

    [Fact]
    public async Task A_fault_while_publishing_leaves_nobody_waiting()
    {
        await OneThread.Run(async () =>
        {
            await using var writer = Writer();
            var ledger = Create(writer, _ => throw new InvalidOperationException("A fault of the test."));
            var first = Record(ledger, 0);
            Assert.Equal(Settlement.Committed, (await first.Settled).How);
            await ledger.WhenIdle();
            Assert.True(ledger.Stopped);
        });
    }

    [Fact]
    public async Task A_rule_that_fails_in_the_middle_leaves_the_state_as_it_was()
    {
        await OneThread.Run(async () =>
        {
            await using var writer = Writer();
            var ledger = Create(writer, _ => { });
            var before = ledger.Tentative;
            Assert.Throws<InvalidOperationException>(() => ledger.Record([], Actors.Parley, Now, null, default));
            Assert.ThrowsAny<Exception>(() => ledger.Record([Opened(0), new Event()], Actors.Parley, Now, null, default));
            Assert.Same(before, ledger.Tentative);
            Assert.Equal(Settlement.Committed, (await Record(ledger, 0).Settled).How);
        });
    }

    private static JournalWriter Writer() => new(
        new AlwaysCommits(), Options.Create(new JournalOptions { MaxBatchAppends = 8 }), TimeProvider.System, NullLogger<JournalWriter>.Instance);

    private static Ledger<ConflictState> Create(JournalWriter writer, Action<IReadOnlyList<Pending<ConflictState>>> onCommitted)
    {
        var concept = new ConflictConcept();
        return new(concept, ConflictName, new(0, Instant.MinValue, concept.Empty(ConflictName), Causes.None), writer, new FrameOptions())
        {
            OnCommitted = onCommitted,
            OnRewound = _ => { },
            OnStopped = _ => { },
        };
    }

    private static Pending<ConflictState> Record(Ledger<ConflictState> ledger, int i) =>
        ledger.Record([Opened(i)], Actors.Parley, Now, request: null, hash: default);

    private static Event Opened(int i) => new() { ConflictCreated = new() { Conflict = new() { Name = ConflictName, Title = In($"The valley {i}") } } };

    private sealed class AlwaysCommits : WriteOnlyStore
    {
        public override Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<AppendResult>>([.. batch.Select(a => new AppendResult(AppendOutcome.Committed, a.ExpectedVersion + a.Events.Count))]);
    }
}
