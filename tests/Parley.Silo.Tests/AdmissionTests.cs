using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;
using Parley.Gateway.Reads;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>
/// The time of an answer tells nothing of a hidden name, because nothing else is done for it than for one that does not exist: the store is
/// asked the same, in the same order, and no grain wakes. Asked as a gateway asks.
/// </summary>
public sealed class AdmissionTests : SiloTest
{
    private FreshReads Reads { get; set; } = null!;

    [Fact]
    public async Task A_hidden_name_costs_what_a_missing_one_costs_by_every_rpc_fresh_and_warm()
    {
        var press = await Found();
        await Restart();
        Connect();
        var questions = HiddenNames.All(press).ToList();
        Assert.True(questions.Count > 100, $"Only {questions.Count} questions were found.");
        await MustBeAlike(questions);

        // Now everything that is hidden is in memory, because those who may read it have read it.
        foreach (var journal in new[] { TruceName, Talks.Name, Talks.Text, Talks.NorthRoom })
        {
            Assert.NotEmpty(await Silo.EventsOf(ForNorth, journal));
        }

        Assert.NotEmpty(await Silo.EventsOf(ForNorth, ConflictName + "/press/" + press));
        Assert.NotEmpty(await Silo.EventsOf(Mediator, Talks.Desk));
        await MustBeAlike(questions);
    }

    [Fact]
    public async Task What_a_rule_would_look_up_is_not_woken_for_who_may_not_read_it()
    {
        await Found();
        await Restart();
        Connect();
        var narrow = new Caller("narrow", [new(Role.Mediator, ConflictName + "/truces/second")]);
        var (hidden, missing) = (Asked(), Asked());
        Assert.Contains(("Admits", TruceName), (await Ask(narrow, After(TruceName), hidden)).Reads);
        Assert.DoesNotContain(("ReadSnapshot", TruceName), hidden);
        await Ask(narrow, After(ConflictName + "/truces/none"), missing);
        Assert.Equal(hidden.Where(r => r.Of == TruceName).Select(r => r.Read), missing.Where(r => r.Of.EndsWith("/none", StringComparison.Ordinal)).Select(r => r.Read));

        CreateTruceRequest After(string truce)
        {
            var draft = Draft("2020-10-10T12:00", "P1M", "second");
            draft.Terms.Relations.Add(new Relation { Truce = truce, Kind = RelationKind.Reaffirms });
            return draft;
        }
    }

    [Fact]
    public async Task While_the_store_is_away_hidden_and_missing_fail_alike()
    {
        await Found();
        Connect();
        Silo.Store.AdmissionsFail = true;
        var faults = new List<Exception?>();
        foreach (var name in new[] { TruceName, ConflictName + "/truces/none" })
        {
            faults.Add(await Record.ExceptionAsync(async () => await Reads.Read(name, new(Outsider, new GetTruceRequest { Name = name }))));
        }

        Assert.All(faults, fault => Assert.Equal("STORE_UNAVAILABLE", FaultStatus.Of(fault!).Reason));
        Assert.Equal(faults[0]!.Message, faults[1]!.Message);
    }

    [Theory]
    [InlineData(DelegationFunction.Observer)]
    [InlineData(DelegationFunction.Delegate)]
    public async Task Who_is_let_in_by_the_clock_reads_at_its_instant_although_nothing_has_woken(DelegationFunction function)
    {
        await Found();
        var alice = new Caller("alice", [function == DelegationFunction.Observer ? new(Role.Observer, Talks.Name) : new(Role.Party, North)]);
        var accreditation = new Accreditation
        {
            Id = "alice",
            Subject = alice.Subject,
            Party = function == DelegationFunction.Delegate ? North : "",
            Function = function,
            From = Baku("2020-10-01T12:00"),
        };
        await Silo.Do<Negotiation>(Mediator, new AdmitParticipantRequest { Name = Talks.Name, Accreditation = accreditation });
        IMessage[] reads =
        [
            new GetNegotiationRequest { Name = Talks.Name }, new GetTextRequest { Name = Talks.Text },
            .. function == DelegationFunction.Delegate ? new IMessage[] { new GetCaucusRequest { Name = Talks.NorthRoom } } : [],
        ];
        var instant = Instant.FromUtc(2020, 10, 1, 8, 0);
        await Restart(instant - Duration.FromMilliseconds(1));
        Connect();
        foreach (var read in reads)
        {
            var (rejection, asked) = await Ask(alice, read, Asked());
            Assert.Equal(RejectionCode.NotFound, rejection?.Code);
            Assert.Equal(["Admits"], asked.Select(a => a.Read));
        }

        Silo.Clock.Now = instant;
        foreach (var read in reads)
        {
            Assert.Null((await Ask(alice, read, Asked())).Rejection);
        }
    }

    private static List<(string Read, string Of)> Asked() => [];

    /// <summary>The talks, a truce that is hidden, and a statement under embargo.</summary>
    /// <returns>The statement's id.</returns>
    private async Task<string> Found()
    {
        await Silo.FoundTalks();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P1M"));
        return (await Silo.Do<Statement>(ForNorth, Say("Later.", Baku("2020-12-01T12:00")))).Name.Split('/')[^1];
    }

    private void Connect() => Reads = new(Silo.Grains, new(Silo.Grains, capacity: 1000), new(capacity: 1000), TimeProvider.System, NullLogger<FreshReads>.Instance);

    private async Task MustBeAlike(IEnumerable<HiddenName> questions)
    {
        var different = new List<string>();
        foreach (var (caller, hidden, missing) in questions)
        {
            var (ofHidden, ofMissing) = (await Ask(caller, hidden, Asked()), await Ask(caller, missing, Asked()));
            if (Told(ofHidden, hidden) != Told(ofMissing, missing) || ofHidden.Reads.Count > 1 || ofHidden.Rejection is null)
            {
                different.Add($"{hidden.Descriptor.Name} {hidden} by {caller.Subject}: {Told(ofHidden, hidden)} / {Told(ofMissing, missing)}");
            }
        }

        Assert.Empty(different);
    }

    /// <summary>What came of a question and what it cost, without the name.</summary>
    private static string Told((Rejection? Rejection, List<(string Read, string Of)> Reads) outcome, IMessage request)
    {
        var name = (string)request.Descriptor.FindFieldByNumber(1).Accessor.GetValue(request);
        return $"{outcome.Rejection?.Reason} {outcome.Rejection?.Message.Replace(name, "NAME", StringComparison.Ordinal)} after {string.Join(' ', outcome.Reads.Select(r => r.Read))}";
    }

    /// <summary>Asks as the gateway does, and notes what the store was asked for meanwhile.</summary>
    private async Task<(Rejection? Rejection, List<(string Read, string Of)> Reads)> Ask(Caller caller, IMessage request, List<(string Read, string Of)> asked)
    {
        Silo.Store.Reads.Clear();
        var journal = JournalAddress.Of(request, "assigned");
        var outcome = HiddenNames.IsCommand(request) ? await Reads.Execute(journal, new(caller, request, Guid.NewGuid(), "assigned"))
            : request is WatchJournalRequest watch ? await Reads.Read(journal, new(caller, new ListEventsRequest { Journal = watch.Journal }))
            : request.Descriptor.Name.StartsWith("List", StringComparison.Ordinal) && request is not ListEventsRequest ? await Silo.List(caller, request)
            : await Reads.Read(journal, new(caller, request));
        asked.AddRange(Silo.Store.Reads);
        return (outcome.Rejection, asked);
    }
}
