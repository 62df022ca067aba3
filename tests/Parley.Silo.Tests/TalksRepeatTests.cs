using Google.Protobuf;
using Parley.Domain.Access;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.Talks;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>
/// Repeats in talks that memory no longer holds. Some requests write to the journal's head and to an entry, and some come from who may
/// not read the journal; each is answered with what it was answered with first.
/// </summary>
public sealed class TalksRepeatTests : SiloTest
{
    private const int Forgotten = 3;

    protected override (string Name, string Value)[] Settings => [("Frame:RememberedRequests", "2")];

    [Theory]
    [InlineData(Name)]
    [InlineData(NorthRoom)]
    public async Task A_late_repeat_of_a_plan_is_answered_with_the_session(string parent)
    {
        await Silo.FoundTalks();
        var format = parent == Name ? SessionFormat.Plenary : SessionFormat.Separate;
        var request = new ScheduleSessionRequest { Parent = parent, Session = new() { Format = format } };
        var session = await RepeatsLate<Session>(Mediator, request, i => new ScheduleSessionRequest { Parent = parent, Session = new() { Format = format, Subject = In($"{i}") } });
        Assert.StartsWith(parent + "/sessions/", session.Name, StringComparison.Ordinal);
        Assert.Equal(1 + Forgotten, (await Silo.EventsOf(Mediator, parent)).Count(e => e.BodyCase == Event.BodyOneofCase.SessionScheduled));
    }

    [Fact]
    public async Task A_late_repeat_of_a_step_of_a_session_is_answered_with_the_session_as_it_is()
    {
        await Silo.FoundTalks();
        var planned = await Silo.Do<Session>(Mediator, new ScheduleSessionRequest { Parent = Name, Session = new() { Format = SessionFormat.Plenary } });
        var id = Guid.NewGuid();
        await Silo.Do<Session>(Mediator, new ConvokeSessionRequest { Name = planned.Name }, id);
        var closed = await Silo.Do<Session>(Mediator, new CloseSessionRequest { Name = planned.Name });
        for (var i = 0; i < Forgotten; i++)
        {
            await Silo.Do<Negotiation>(Mediator, new SetAgendaRequest { Name = Name });
        }

        Assert.Equal(closed, await Silo.Do<Session>(Mediator, new ConvokeSessionRequest { Name = planned.Name }, id));
    }

    /// <summary>North may not read the vault, as nobody may; it is still told again what it was told.</summary>
    [Fact]
    public async Task A_late_repeat_of_a_sealed_consent_is_answered_with_the_same_receipt()
    {
        await Silo.FoundTalks();
        var request = Consent(NorthRoom, South);
        var receipt = await RepeatsLate<SealReceipt>(ForNorth, request, _ => Filed(South));
        Assert.NotEmpty(receipt.Salt);
        Assert.Equal(request.Consent, SealedConsent.Parser.ParseFrom(receipt.Filing));
        Assert.Equal(Domain.Vaults.SealHash.Of(receipt.Salt, receipt.Filing.Span), receipt.Hash);
        var kept = Assert.Single(((Caucus)(await Silo.Read(ForNorth, new GetCaucusRequest { Name = NorthRoom })).Value!).Receipts, r => r.Hash == receipt.Hash);
        Assert.Equal(("", SealedKind.Unspecified), (kept.Salt, kept.Kind));

        static SealReadinessRequest Filed(string with) => new() { Parent = NorthRoom, Readiness = new() { Subject = ReadinessSubject.Meet, With = with } };
    }

    [Fact]
    public async Task A_late_repeat_of_a_withdrawal_is_answered_with_the_same_receipt()
    {
        await Silo.FoundTalks();
        var receipt = await Silo.Do<SealReceipt>(ForNorth, Consent(NorthRoom, South));
        var withdrawn = await RepeatsLate<SealReceipt>(
            ForNorth, new WithdrawFilingRequest { Parent = NorthRoom, Hash = receipt.Hash },
            _ => new SealReadinessRequest { Parent = NorthRoom, Readiness = new() { Subject = ReadinessSubject.Meet, With = South } });
        Assert.Equal(receipt.Hash, withdrawn.Hash);
        Assert.NotNull(withdrawn.WithdrawTime);
    }

    [Fact]
    public async Task A_late_repeat_of_a_relay_is_answered_with_the_relay_and_conveys_nothing_again()
    {
        await Silo.FoundTalks();
        var message = await Silo.Do<CaucusMessage>(ForNorth, Say(NorthRoom, "Two days."));
        var request = new RelayMessageRequest { Name = message.Name, To = South, Form = RelayForm.AsOwn, Text = In("What of two days?") };
        var relay = await RepeatsLate<Relay>(Mediator, request, Note);
        Assert.StartsWith(Desk + "/relays/", relay.Name, StringComparison.Ordinal);
        Assert.Single(await Silo.EventsOf(ForSouth, SouthRoom), e => e.BodyCase == Event.BodyOneofCase.MessageSent);
    }

    [Fact]
    public async Task A_late_repeat_of_a_note_is_answered_with_the_note()
    {
        await Silo.FoundTalks();
        var note = await RepeatsLate<Note>(Mediator, Note(-1), Note);
        Assert.StartsWith(Desk + "/notes/", note.Name, StringComparison.Ordinal);
        Assert.Equal(1 + Forgotten, (await Silo.EventsOf(Mediator, Desk)).Count(e => e.BodyCase == Event.BodyOneofCase.NoteRecorded));
    }

    [Fact]
    public async Task A_late_repeat_under_the_id_of_somebody_elses_filing_is_a_filing_of_its_own()
    {
        await Silo.FoundTalks();
        var id = Guid.NewGuid();
        var north = await Silo.Do<SealReceipt>(ForNorth, Consent(NorthRoom, South), id);
        var south = await Silo.Do<SealReceipt>(ForSouth, Consent(SouthRoom, North), id);
        Assert.NotEqual(north.Salt, south.Salt);
        Assert.Equal("REQUEST_ID_REUSED", (await Silo.Execute(ForNorth, Consent(NorthRoom, South, "halt"), id)).Rejection!.Reason);
    }

    /// <summary>Sends a request, then others to the same journal until it is forgotten, then the request again, in this activation and in another.</summary>
    private async Task<T> RepeatsLate<T>(Caller caller, IMessage request, Func<int, IMessage> other)
        where T : class
    {
        var id = Guid.NewGuid();
        var first = await Silo.Do<T>(caller, request, id);
        for (var i = 0; i < Forgotten; i++)
        {
            Assert.Null((await Silo.Execute(caller, other(i))).Rejection);
        }

        Assert.Equal(first, await Silo.Do<T>(caller, request, id));
        await Restart();
        Assert.Equal(first, await Silo.Do<T>(caller, request, id));
        return first;
    }

    private static AddNoteRequest Note(int number) => new() { Parent = Name, Note = new() { Text = In($"Note {number}") } };
}
