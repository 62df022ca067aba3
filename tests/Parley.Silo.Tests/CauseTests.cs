using System.Diagnostics;
using NodaTime;
using Parley.Journal;
using Parley.Silo.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>What leads from what happens by itself to the command it comes from: kept beside the journal, for traces alone, and only in its own.</summary>
public sealed class CauseTests : SiloTest
{
    private const string Second = ConflictName + "/truces/second";
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == "Parley.Silo",
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public CauseTests() => ActivitySource.AddActivityListener(_listener);

    [Fact]
    public async Task The_row_keeps_the_command_that_moved_what_is_due_and_those_after_it_do_not_take_its_place()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        Assert.Equal(default, (await CausesOf(TruceName)).Due);
        await Silo.Do<Truce>(ForNorth, new AcceptTruceRequest { Name = TruceName });
        await Silo.Do<Truce>(ForSouth, new AcceptTruceRequest { Name = TruceName });
        await AllCallsMade();
        var conclusion = (await CausesOf(TruceName)).Due;
        Assert.NotEqual(default, conclusion);

        await Silo.Do<Observation>(ForNorth, Observe("Smoke"));
        Assert.Equal(conclusion, (await CausesOf(TruceName)).Due);

        // The end of the term follows from the same act as its beginning; an extension that is agreed moves it.
        Silo.Clock.Now = Instant.FromUtc(2020, 10, 10, 9, 0);
        await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName });
        await Silo.Do<Truce>(ForNorth, new ProposeExtensionRequest { Name = TruceName, Period = "P5D" });
        await Restart();
        Assert.Equal(conclusion, (await CausesOf(TruceName)).Due);
        await Silo.Do<Truce>(ForSouth, new AcceptExtensionRequest { Name = TruceName });
        var extended = (await CausesOf(TruceName)).Due;
        Assert.True(extended != conclusion && extended != default);
        Silo.Clock.Now = Instant.FromUtc(2020, 11, 1, 0, 0);
        await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName });
        Assert.Equal(default, (await CausesOf(TruceName)).Due);
    }

    [Fact]
    public async Task A_call_carries_nothing_of_it_and_its_target_keeps_nothing()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P1Y"));
        var later = Draft("2020-10-20T12:00", "P7D", "second");
        later.Terms.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = TruceName });
        await Silo.Conclude(later);
        await AllCallsMade();

        // The first truce now ends when the second begins, which no command of its own has moved.
        Assert.Contains(await Silo.Events(TruceName), e => e.BodyCase == Event.BodyOneofCase.TruceSuccessorRegistered);
        Silo.Clock.Now = Instant.FromUtc(2020, 10, 10, 9, 0);
        await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName });
        Assert.True((await Silo.Store.ReadHead(ConflictName, CancellationToken.None))!.Trace.IsEmpty);

        var traces = Silo.Store.Committed.Where(a => !a.Trace.IsEmpty).SelectMany(TracesIn).Distinct().ToList();
        Assert.NotEmpty(traces);
        Assert.All(Silo.Store.Committed.SelectMany(a => a.Events), e => Assert.All(traces, t =>
        {
            Assert.Equal(-1, e.Payload.Span.IndexOf(t));
            Assert.DoesNotContain(Convert.ToHexStringLower(t), System.Text.Encoding.Latin1.GetString(e.Payload.Span), StringComparison.OrdinalIgnoreCase);
        }));
        foreach (var append in Silo.Store.Committed.Where(a => a.Request?.Subject == "parley"))
        {
            // What stood there before may stay; nothing comes with the call.
            var before = Silo.Store.Committed.Where(a => a.Journal == append.Journal).TakeWhile(a => a != append).SelectMany(TracesIn).Select(Convert.ToHexString);
            Assert.Empty(TracesIn(append).Select(Convert.ToHexString).Except(before));
        }
    }

    [Fact]
    public void What_cannot_be_read_is_no_cause_to_stop()
    {
        Assert.Same(Causes.None, Causes.From([]));
        Assert.Same(Causes.None, Causes.From(new byte[23]));
        Assert.Same(Causes.None, Causes.From(new byte[24 + 31]));
    }

    private static IEnumerable<byte[]> TracesIn(Append append) => Enumerable.Range(0, Math.Max(0, append.Trace.Length / 32) + (append.Trace.IsEmpty ? 0 : 1))
        .Select(i => append.Trace.Slice(i == 0 ? 0 : (i * 32), 16).ToArray()).Where(t => t.Any(b => b != 0));

    private async Task<Causes> CausesOf(string journal) => Causes.From((await Silo.Store.ReadHead(journal, CancellationToken.None))!.Trace.Span);

    private async Task AllCallsMade() => await Eventually(
        async () =>
        {
            await Silo.Alarm.Ring(CancellationToken.None);
            return await Silo.Store.ReadDue(Silo.Clock.Now.ToDateTimeOffset(), 10, CancellationToken.None);
        },
        due => due.Count == 0);
}
