using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Entries are paged in when they are needed, once, and never decided on when they are old.</summary>
public sealed class EntryTests : SiloTest
{
    protected override (string Name, string Value)[] Settings => [("Frame:CachedEntries", "1")];

    [Fact]
    public async Task Many_entries_are_changed_at_once_with_room_for_one()
    {
        await Silo.Found();
        var names = await Statements(8);
        await Restart();
        Silo.Store.EntryReads.Hold();
        var corrections = names.SelectMany(n => new[] { Correct(n, "once"), Correct(n, "twice") }).ToList();
        await Silo.Store.EntryReads.SomebodyWaits();
        Silo.Store.EntryReads.Release();
        Assert.All(await Task.WhenAll(corrections), s => Assert.Equal(StatementState.Corrected, s.State));
        foreach (var name in names)
        {
            Assert.Equal(["once", "twice"], (await Get(name)).Corrections.Select(c => c.Text.Values["en"]).Order());
        }
    }

    [Fact]
    public async Task An_entry_that_many_wait_for_is_read_once()
    {
        await Silo.Found();
        var name = (await Statements(1)).Single();
        await Restart();
        Silo.Store.EntryReads.Hold();
        var calls = Enumerable.Range(0, 5).Select(i => Correct(name, $"correction {i}")).ToList();
        await Silo.Store.EntryReads.SomebodyWaits();
        await Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName });
        Silo.Store.EntryReads.Release();
        await Task.WhenAll(calls);
        Assert.Equal(1, Silo.Store.EntryReads.Came);
        Assert.Equal(5, (await Get(name)).Corrections.Count);
    }

    [Fact]
    public async Task An_entry_with_uncommitted_events_stays_at_hand_whatever_else_is_needed()
    {
        await Silo.Found();
        var names = await Statements(4);
        Silo.Store.Hold();
        var first = Correct(names[0], "corrected");
        await Silo.Store.WriteWaits();
        var others = names.Skip(1).Select(n => Correct(n, "corrected too")).ToList();
        var retracted = Silo.Do<Statement>(ForNorth, new RetractStatementRequest { Name = names[0], Reason = In("wrong") });

        // Decided on what is not on disk yet: a second retraction is one too many.
        var twice = Silo.Execute(ForNorth, new RetractStatementRequest { Name = names[0], Reason = In("wrong") }).AsTask();
        var seen = await Get(names[0]);
        Assert.Equal(StatementState.Published, seen.State);
        Silo.Store.Release();
        await Task.WhenAll([first, retracted, .. others]);
        Assert.Equal(RejectionCode.FailedPrecondition, (await twice).Rejection!.Code);
        Assert.Equal((StatementState.Retracted, 1), ((await Get(names[0])).State, (await Get(names[0])).Corrections.Count));
    }

    [Fact]
    public async Task A_stale_etag_of_an_entry_is_refused_and_the_conflicts_own_is_left_alone()
    {
        await Silo.Found();
        var before = (Conflict)(await Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName })).Value!;
        var published = await Silo.Do<Statement>(ForNorth, Say("We stop."));
        var correct = new CorrectStatementRequest { Name = published.Name, Correction = new() { Text = In("We stop today.") }, Etag = published.Etag };
        await Silo.Do<Statement>(ForNorth, correct);
        Assert.Equal("ETAG_MISMATCH", (await Silo.Execute(ForNorth, correct)).Rejection!.Reason);
        Assert.Equal(before.Etag, ((Conflict)(await Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName })).Value!).Etag);
    }

    [Fact]
    public async Task An_entrys_event_that_this_binary_does_not_know_is_never_skipped()
    {
        await Silo.Found();
        var name = (await Statements(1)).Single();
        await Restart();
        var head = (await Silo.Store.ReadHead(ConflictName, CancellationToken.None))!;
        var unknown = new byte[] { 0xfa, 0x7f, 0x00 }; // Field 2047, a message: a body of a version to come.
        await Silo.Writer.Append(new()
        {
            Journal = ConflictName,
            ExpectedVersion = head.Version,
            Writer = Guid.NewGuid(),
            TakesRow = true,
            Head = head.Columns,
            Events = [new(Contract.ResourceName.IdOf(name), unknown, head.UpdatedAt)],
        });
        Assert.Equal("NEWER_VERSION_NEEDED", (await Silo.Read(Mediator, new GetStatementRequest { Name = name })).Rejection!.Reason);
        Assert.Equal("NEWER_VERSION_NEEDED", (await Silo.Execute(Mediator, Register("east"))).Rejection!.Reason);
    }

    private async Task<List<string>> Statements(int count)
    {
        var names = new List<string>();
        for (var i = 0; i < count; i++)
        {
            names.Add((await Silo.Do<Statement>(ForNorth, Say($"statement {i}"))).Name);
        }

        return names;
    }

    private Task<Statement> Correct(string name, string text) =>
        Silo.Do<Statement>(ForNorth, new CorrectStatementRequest { Name = name, Correction = new() { Text = In(text) } });

    private async Task<Statement> Get(string name) => (Statement)(await Silo.Read(Mediator, new GetStatementRequest { Name = name })).Value!;
}
