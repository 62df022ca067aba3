using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Parley.Domain.Conflicts;
using Parley.Journal;
using Parley.Journal.Sqlite;
using Parley.Silo.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>What is decided anew after a repeat that memory did not know, while what had been decided after it is still queued.</summary>
public sealed class RewindTests
{
    private static readonly Instant Now = Instant.FromUtc(2020, 10, 1, 0, 0);
    private static readonly RequestKey Repeated = new("mediator", Guid.Parse("0b9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c11"));

    [Fact]
    public async Task What_is_decided_anew_does_not_fail_with_what_was_taken_back()
    {
        using var file = new DataFile();
        await OneThread.Run(async () =>
        {
            var store = new GatedStore(await file.Open());
            await using var writer = new JournalWriter(store, Options.Create(file.Options), TimeProvider.System, NullLogger<JournalWriter>.Instance);
            var first = Create(writer, new(0, Instant.MinValue, new ConflictConcept().Empty(ConflictName), Causes.None));
            Assert.Equal(Settlement.Committed, (await first.Record([Opened()], Actors.Parley, Now, Repeated, default).Settled).How);

            // Another activation, which does not remember. Its repeat is on its way; a write of another journal is next.
            var second = Create(writer, first.Committed);
            store.Hold();
            var repeat = second.Record([Registered("north")], Actors.Parley, Now, Repeated, default);
            store.WriteWaits().Wait(TestContext.Current.CancellationToken);
            var other = writer.Append(Other());
            store.LetPass();
            store.WriteWaits().Wait(TestContext.Current.CancellationToken);

            // The store has said that the first is a repeat; the activation has not heard it yet, and goes on deciding.
            var after = second.Record([Registered("south")], Actors.Parley, Now, null, default);
            Assert.Equal(Settlement.Duplicate, (await repeat.Settled).How);
            Assert.Equal(Settlement.Rewound, (await after.Settled).How);
            var anew = second.Record([Registered("south")], Actors.Parley, Now, null, default);
            store.Release();

            Assert.Equal(Settlement.Committed, (await anew.Settled).How);
            Assert.Equal(AppendOutcome.Committed, (await other).Outcome);
            Assert.False(second.Stopped);
            Assert.Equal(2, (await store.ReadHead(ConflictName, CancellationToken.None))!.Version);
        });
    }

    private static Ledger<ConflictState> Create(JournalWriter writer, Head<ConflictState> head) => new(new ConflictConcept(), ConflictName, head, writer, new FrameOptions())
    {
        OnCommitted = _ => { },
        OnRewound = _ => { },
        OnStopped = _ => { },
    };

    private static Event Opened() => new() { ConflictCreated = new() { Conflict = new() { Name = ConflictName, Title = In("The valley") } } };

    private static Event Registered(string party) => new() { PartyRegistered = new() { Party = new() { Name = $"{ConflictName}/parties/{party}", Label = In(party) } } };

    private static Append Other() => new()
    {
        Journal = "conflicts/coast",
        ExpectedVersion = 0,
        Writer = Guid.NewGuid(),
        TakesRow = true,
        Events = [new(null, WireBytes.Of(Opened()), Now.ToDateTimeOffset())],
        Head = new("conflict", "conflicts/coast", "", []),
    };

    /// <summary>A data file, gone at the end.</summary>
    private sealed class DataFile : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-rewind-");
        private SqliteJournalStore? _store;

        public JournalOptions Options => new() { DataFile = Path.Combine(_folder.FullName, "parley.db") };

        public async Task<IJournalStore> Open()
        {
            _store = new(Microsoft.Extensions.Options.Options.Create(Options));
            await _store.Migrate(CancellationToken.None);
            return _store;
        }

        public void Dispose()
        {
            _store?.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
