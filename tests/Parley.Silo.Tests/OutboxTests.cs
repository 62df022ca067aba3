using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Truces;
using Parley.Journal;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Calls to other journals: each is taken once, however often it is made, and its end is recorded and final.</summary>
public sealed class OutboxTests : SiloTest
{
    private const string Second = ConflictName + "/truces/second";

    protected override (string Name, string Value)[] Settings => [("Frame:CallRetryDelay", "00:00:00.010"), ("Frame:MaxCallRetryDelay", "00:00:00.050")];

    [Theory]
    [InlineData(Event.BodyOneofCase.InstrumentAnnounced, false)] // Decided, and the call does not come through.
    [InlineData(Event.BodyOneofCase.InstrumentAnnounced, true)] // Taken by the target, and its answer is lost.
    [InlineData(Event.BodyOneofCase.CallSettled, false)] // Answered, and that is not noted.
    [InlineData(Event.BodyOneofCase.CallSettled, true)] // Noted, and nobody knows.
    public async Task A_call_is_taken_once_wherever_the_crash_comes(Event.BodyOneofCase lost, bool afterWriting)
    {
        await Silo.Found();
        Silo.Store.Lose(lost, afterWriting);
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        await Eventually(() => Asked(lost), reached => reached);
        await Restart();
        Assert.Equal(lost != Event.BodyOneofCase.CallSettled || !afterWriting, await IsDue());

        await Eventually(Ring, due => !due);
        await OnceEach();
    }

    [Fact]
    public async Task A_refusal_is_recorded_and_final()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        Silo.Clock.Now = Instant.FromUtc(2020, 11, 1, 0, 0);
        var second = Draft("2020-12-01T12:00", "P7D", "second");
        second.Terms.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = TruceName });
        await Silo.Conclude(second);
        await Eventually(Ring, due => !due);

        // The first has expired: there is nothing left to supersede.
        var events = await Silo.Events(Second);
        var call = Assert.Single(events, e => e.CallRequested?.RegisterSuccessor is not null);
        var settled = Assert.Single(events, e => e.CallSettled?.Id == call.CallRequested.Id);
        Assert.Equal("STATE_FORBIDS", settled.CallSettled.Refusal);
        await Restart();
        await Silo.Alarm.Ring(CancellationToken.None);
        Assert.Equal(events.Count, (await Silo.Events(Second)).Count);
    }

    [Fact]
    public async Task A_limit_of_the_target_is_its_final_answer_and_holds_up_no_other_call()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        for (var i = 0; i < TruceLimits.Successors; i++)
        {
            await Silo.Do<Truce>(Caller.Parley, new RegisterSuccessorCall { Name = TruceName, Successor = $"{ConflictName}/truces/t{i}", SuccessorVersion = 1 });
        }

        var second = Draft("2020-10-12T12:00", "P7D", "second");
        second.Terms.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = TruceName });
        await Silo.Conclude(second);
        await Eventually(Ring, due => !due);
        await Silo.Do<Truce>(Mediator, new RescheduleTruceRequest { Name = Second, Effect = Baku("2020-10-13T12:00"), AgreedBy = { North, South } });
        await Eventually(Ring, due => !due);

        var events = await Silo.Events(Second);
        var calls = events.Where(e => e.CallRequested is not null).Select(e => e.CallRequested).ToList();
        var settled = events.Where(e => e.CallSettled is not null).ToDictionary(e => e.CallSettled.Id, e => e.CallSettled.Refusal);
        Assert.Equal(calls.Count, settled.Count);
        Assert.Equal(2, calls.Count(c => c.RegisterSuccessor is not null));
        Assert.All(calls, c => Assert.Equal(c.RegisterSuccessor is not null ? "LIMIT_REACHED" : "", settled[c.Id]));
        var refused = events.First(e => e.CallSettled?.Refusal.Length > 0);
        Assert.Contains(events, e => e.CallSettled is { Refusal: "" } && e.Version > refused.Version);
    }

    [Theory]
    [InlineData(AppendOutcome.Unavailable)]
    [InlineData(AppendOutcome.QueueFull)]
    public async Task A_call_that_cannot_be_made_stays_due_and_writes_nothing_until_it_is(AppendOutcome outcome)
    {
        await Silo.Found();
        Silo.Store.Lose(Event.BodyOneofCase.InstrumentAnnounced, outcome: outcome);
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        await Eventually(() => Asked(Event.BodyOneofCase.InstrumentAnnounced), asked => asked);
        var before = (await Silo.Events(TruceName)).Count;
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await Ring());
        }

        // Attempts are no events.
        Assert.Equal(before, (await Silo.Events(TruceName)).Count);
        Silo.Store.Lose(null);
        await Eventually(Ring, due => !due);
        await OnceEach();
    }

    [Fact]
    public async Task What_the_target_records_does_not_lead_back_to_who_caused_it()
    {
        await Silo.Found();
        var request = Guid.NewGuid();
        await Silo.Do<Statement>(ForNorth, Say("We stop.", Baku("2020-10-02T12:00")), request);
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        Silo.Clock.Now = Instant.FromUtc(2020, 10, 11, 0, 0);
        await Eventually(Ring, due => !due);
        var taken = (await Silo.Events(ConflictName)).Where(e => e.BodyCase is Event.BodyOneofCase.StatementPublished or Event.BodyOneofCase.InstrumentAnnounced).ToList();
        Assert.Contains(taken, e => e.BodyCase == Event.BodyOneofCase.StatementPublished);
        Assert.Contains(taken, e => e.BodyCase == Event.BodyOneofCase.InstrumentAnnounced);
        foreach (var e in taken)
        {
            var text = JsonFormatter.Default.Format(e);
            Assert.All(
                new[] { ForNorth.Subject, ForSouth.Subject, Mediator.Subject, request.ToString(), request.ToString("N"), "press/", "call-", "traceparent" },
                secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(Role.Parley, e.Actor.Role);
        }

        // Nor does the request id under which the call was made: it says nothing without the deployment's key.
        var calls = Silo.Store.Committed.Where(a => a.Journal == ConflictName && a.Request?.Subject == "parley").ToList();
        Assert.NotEmpty(calls);
        Assert.Equal(calls.Count, calls.Select(c => c.Request!.Value.RequestId).Distinct().Count());
        Assert.DoesNotContain(calls, c => c.Request!.Value.RequestId == request);
    }

    /// <summary>Announced once for each call, and each call settled once.</summary>
    private async Task OnceEach()
    {
        var truce = await Silo.Events(TruceName);
        var calls = truce.Where(e => e.BodyCase == Event.BodyOneofCase.CallRequested).Select(e => e.CallRequested.Id).ToList();
        Assert.NotEmpty(calls);
        Assert.Equal(calls, truce.Where(e => e.BodyCase == Event.BodyOneofCase.CallSettled).Select(e => e.CallSettled.Id));
        Assert.All(truce.Where(e => e.BodyCase == Event.BodyOneofCase.CallSettled), e => Assert.Empty(e.CallSettled.Refusal));
        Assert.Equal(calls.Count, (await Silo.Events(ConflictName)).Count(e => e.BodyCase == Event.BodyOneofCase.InstrumentAnnounced));
    }

    private ValueTask<bool> Asked(Event.BodyOneofCase body) => new(Silo.Store.Asked(body));

    private async ValueTask<bool> Ring()
    {
        await Silo.Alarm.Ring(CancellationToken.None);
        return await IsDue();
    }

    private async ValueTask<bool> IsDue() =>
        (await Silo.Store.ReadDue(Silo.Clock.Now.ToDateTimeOffset(), 10, CancellationToken.None)).Count > 0;
}
