using CsCheck;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Caucuses;
using Parley.Domain.Frame;
using Parley.Domain.Tests.Conflicts;
using Parley.Testing;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Caucuses;

public sealed class CaucusPropertyTests
{
    private static readonly Gen<Caller> AnyCaller = Some.Of(
        Cast.NorthEnvoy, Rooms.NorthColleague, Cast.SouthEnvoy, Cast.BothSides, Cast.Mediator, Cast.Mediator, Caller.Parley, Caller.Parley,
        Caller.Anonymous, Cast.Guarantor);

    private static readonly Gen<Disclosure> AnyDisclosure = Some.Of(Enum.GetValues<Disclosure>());

    private static readonly Gen<PositionKind> AnyKind = Some.Of(Enum.GetValues<PositionKind>());

    private static readonly Gen<AccreditedMember> AnyMember = Some.Of(
        Rooms.Member(Cast.North), Rooms.Member(Cast.North, "nora"), Rooms.Member(Cast.North, "nils", "bo"), Rooms.Member(Cast.South), new());

    private static readonly Gen<string> AnySession = Gen.Int[2, 5].Select(i => $"{Rooms.NorthRoom}/sessions/assigned{i}");

    private static readonly Gen<IMessage> AnyRequest = Gen.OneOf(
        Gen.Select(AnyDisclosure, AnyKind).Select((disclosure, kind) => (IMessage)Rooms.Say(Rooms.NorthRoom, "Something.", disclosure, kind)),
        Gen.Select(Gen.Int[0, 9], AnyMember).Select((version, member) => (IMessage)Rooms.Accredit(version, Rooms.Member(Cast.South, "sven"), member)),
        AnyMember.Select(member => (IMessage)Rooms.Open(Rooms.NorthRoom, member)),
        Gen.Select(Gen.Int[0, 5], Gen.Bool).Select((i, withdrawn) => (IMessage)Rooms.Record(Rooms.Receipt($"h{i}", withdrawn ? new() { Seconds = 1 } : null))),
        Some.Of(Enum.GetValues<ReadinessSubject>()).Select(subject => (IMessage)Rooms.Match(subject, Cast.South)),
        Some.Of(Enum.GetValues<SessionFormat>()).Select(format => (IMessage)CaucusSessionTests.Schedule(format)),
        AnySession.Select(name => (IMessage)new ConvokeSessionRequest { Name = name }),
        AnySession.Select(name => (IMessage)new InterruptSessionRequest { Name = name, Interruption = new() { Kind = InterruptionKind.Recess } }),
        AnySession.Select(name => (IMessage)new ContinueSessionRequest { Name = name }),
        AnySession.Select(name => (IMessage)new CloseSessionRequest { Name = name }),
        AnySession.Select(name => (IMessage)new CancelSessionRequest { Name = name }),
        Some.Of<IMessage>(
            new SendMessageRequest(), new DeliverMessageCall(), new DeliverMessageCall { MessageId = "m-x" }, new RecordReceiptCall(), new RecordMatchCall(),
            new OpenCaucusCall(), new ChangeAccreditationCall(), new ScheduleSessionRequest(), new ConvokeSessionRequest(), new OpenDeskCall(),
            new RelayMessageRequest(), new AddNoteRequest(), new SealConsentRequest(), new CreateTruceRequest()));

    private static readonly Gen<CaucusMessage> AnyMessage = Gen.Select(
        Gen.Int[1, 4], Some.Of("north", "east"), AnyDisclosure, AnyKind, Gen.String[Gen.Char.AlphaNumeric, 0, 20], Gen.Bool).Select((id, room, disclosure, kind, text, byMediator) =>
            new CaucusMessage
            {
                Name = $"{Rooms.Negotiation}/caucuses/{room}/messages/m-{id}",
                Text = Cast.Text(text),
                Disclosure = disclosure,
                Kind = kind,
                Sender = byMediator ? new() { Role = Role.Mediator } : new() { Role = Role.Party, Party = $"{Cast.Conflict}/parties/{room}" },
            });

    [Fact]
    public void Whatever_is_sent_to_a_caucus_refusals_write_nothing_and_replay_is_live()
    {
        Gen.Select(Gen.Bool, Gen.Select(AnyCaller, AnyRequest, Gen.Bool).Array[0, 60]).Sample((opened, commands) =>
        {
            var room = opened ? WithSessions() : new PlayedJournal<CaucusRecord>(new CaucusConcept(), Rooms.NorthRoom);
            var mayEnter = new HashSet<string>(["nora", "nils", "bo", "anna", "parley"]);
            foreach (var (caller, request, known) in commands)
            {
                room.Now += Duration.FromMinutes(1);
                var sender = known ? SenderFor(request) : caller;
                AssertRefusalWritesNothing(room, sender, request);
                Assert.True(!room.Admits(sender) || mayEnter.Contains(sender.Subject), sender.Subject);
            }

            if (room.State.Exists)
            {
                AssertLawful(room);
                var replayed = room.Replayed();
                Assert.Equal(room.AllViews, replayed.AllViews);
                Assert.Equal(room.State.CurrentSession, replayed.State.CurrentSession);
                Assert.Equal(new CaucusConcept().AudienceOf(room.State), new CaucusConcept().AudienceOf(replayed.State));
            }
        }, iter: Round.Of(200, 5000));
    }

    [Fact]
    public void Whatever_is_sent_to_a_desk_refusals_write_nothing_and_replay_is_live()
    {
        var anyRequest = Gen.OneOf(
            Gen.Select(AnyMessage, Some.Of(Cast.North, Cast.South, Cast.Foreign, ""), Some.Of(Enum.GetValues<RelayForm>()), Some.Of<string?>(null, "Words."))
                .Select((message, to, form, words) => (Message: message, Request: (IMessage)Rooms.Relay(message, to, form, words))),
            Some.Of<IMessage>(
                new AddNoteRequest(), new AddNoteRequest { Note = new() { Text = Cast.Text("A note.") } }, new OpenDeskCall(), new RelayMessageRequest(),
                new OpenCaucusCall(), new SendMessageRequest(), new ConvokeSessionRequest()).Select(r => (new CaucusMessage(), r)));
        Gen.Select(AnyCaller, anyRequest).Array[0, 40].Sample(commands =>
        {
            var desk = Rooms.Desk();
            foreach (var (caller, (message, request)) in commands)
            {
                desk.Now += Duration.FromMinutes(1);
                desk.References = desk.References.SetItem(message.Name, message);
                AssertRefusalWritesNothing(desk, caller, request);
            }

            var replayed = desk.Replayed();
            Assert.Equal(desk.AllViews, replayed.AllViews);
            Assert.Equal(desk.State.Calls.Select(c => c.Request), replayed.State.Calls.Select(c => c.Request));
            Assert.Equal(desk.Events.Count(e => e.BodyCase == Event.BodyOneofCase.MessageRelayed), desk.State.Calls.Count);
        }, iter: Round.Of(200, 5000));
    }

    [Fact]
    public void What_arrives_as_the_mediators_own_depends_on_nothing_but_their_words()
    {
        Gen.Select(AnyMessage, AnyMessage, Gen.String[Gen.Char.AlphaNumeric, 1, 20]).Sample((one, other, words) =>
        {
            var calls = ((CaucusMessage[])[one, other]).Select(m => Conveyed(m, words)).ToList();
            if (calls.TrueForAll(c => c is not null))
            {
                Assert.Equal(calls[0]!.ToByteString(), calls[1]!.ToByteString());
            }
        }, iter: Round.Of(200, 5000));
    }

    /// <summary>The room of the north with sessions to begin, interrupt and end: those that <see cref="AnySession"/> draws.</summary>
    private static PlayedJournal<CaucusRecord> WithSessions()
    {
        var room = Rooms.North();
        foreach (var format in (SessionFormat[])[SessionFormat.Separate, SessionFormat.Shuttle, SessionFormat.Proximity])
        {
            room.Accept(Cast.Mediator, CaucusSessionTests.Schedule(format));
        }

        return room;
    }

    private static CallRequested? Conveyed(CaucusMessage message, string words)
    {
        var desk = Rooms.Desk(message);
        return desk.Send(Cast.Mediator, Rooms.Relay(message, Cast.South, words: words)) is null ? desk.State.Calls[0].Request : null;
    }

    private static void AssertRefusalWritesNothing<TState>(PlayedJournal<TState> journal, Caller caller, IMessage request)
        where TState : JournalState
    {
        var (events, before) = (journal.Events.Count, journal.State);
        if (journal.Send(caller, request) is { } rejection)
        {
            Assert.Equal(events, journal.Events.Count);
            Assert.Same(before, journal.State);
            Assert.Matches("^[A-Z_]+$", rejection.Reason);
            Assert.NotEmpty(rejection.Message);
        }
    }

    /// <summary>Who can send it: otherwise most of what is drawn would be refused for its sender.</summary>
    private static Caller SenderFor(IMessage request) =>
        request.Descriptor.Name.EndsWith("Call", StringComparison.Ordinal) ? Caller.Parley : Cast.Mediator;

    private static void AssertLawful(PlayedJournal<CaucusRecord> room)
    {
        var view = room.View();
        Assert.Equal(Cast.North, view.Party);
        Assert.Equal(view.Receipts.Count, view.Receipts.Select(r => r.Hash).Distinct().Count());
        string[] inProgress = view.CurrentSession.Length == 0 ? [] : [view.CurrentSession];
        Assert.Equal(inProgress, room.AllViews.OfType<Session>().Where(s => s.State is SessionState.InSession or SessionState.Interrupted).Select(s => s.Name));
        Assert.DoesNotContain("sven", string.Join(' ', room.Events), StringComparison.Ordinal);
    }
}
