using Grpc.Core;
using Parley.V1;
using static Parley.Gateway.Tests.Edge.Deeds;
using static Parley.Gateway.Tests.Edge.World;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Acts in talks that say a lot: on the talks themselves, their sessions, and what is said in their rooms.</summary>
internal static class TalksDeeds
{
    /// <summary>Sets the scene, then returns acts of which each is possible in it.</summary>
    public static async Task<IReadOnlyList<Deed>> Possible(EdgeServer server)
    {
        var (talks, mediator, north) = (await Opened(server, "deed-talks"), server.Mediator, server.Of(North));
        var halted = await Opened(server, "deed-halted");
        await server.Negotiations.SuspendNegotiationAsync(new() { Name = halted, Party = North, Reason = Text("Shells.") }, north);
        var (stuck, broken, ended) = (await Opened(server, "deed-stuck"), await Opened(server, "deed-broken"), await Opened(server, "deed-ended"));
        var admitting = await Opened(server, "deed-admitting");
        await server.Negotiations.AdmitParticipantAsync(new() { Name = admitting, Accreditation = Envoy("former") }, mediator);
        await server.Negotiations.DeclareReadinessAsync(new() { Name = talks, Readiness = Ready("first") }, north);
        var planned = await Scheduled(server, talks, SessionFormat.Plenary);
        var toConfirm = await Scheduled(server, talks, SessionFormat.Summit);
        var toCancel = await Scheduled(server, talks, SessionFormat.Video);
        var interrupted = await Convoked(server, talks + "/caucuses/north");
        var closing = await Convoked(server, talks + "/caucuses/south");
        var continued = await Convoked(server, talks + "/caucuses/east");
        var recess = new Interruption { Kind = InterruptionKind.Recess };
        await server.Sessions.InterruptSessionAsync(new() { Name = continued, Interruption = recess, InterruptedFrom = At("2020-09-30T12:00") }, mediator);
        var note = await server.Negotiations.AddNoteAsync(new() { Parent = talks, Note = new() { Text = Text("A first draft.") } }, mediator);
        var said = await server.Caucuses.SendMessageAsync(
            new() { Parent = talks + "/caucuses/north", Message = new() { Text = Text("Two days."), Disclosure = Disclosure.Free } }, north);

        return
        [
            new("CreateNegotiation", Create(), mediator),
            new("SetAgenda", new SetAgendaRequest { Name = talks, Agenda = { Agenda } }, mediator),
            new("SettleAgendaItem", new SettleAgendaItemRequest
            {
                Name = talks, AgendaItem = "halt", Settlement = new() { Outcome = Text("For two days."), AgreedBy = { North, South } },
            }, mediator),
            new("ReopenAgendaItem", new ReopenAgendaItemRequest { Name = talks, AgendaItem = "halt", AgreedBy = { South }, Reason = Text("The lists.") }, mediator),
            new("AddVenues", new AddVenuesRequest { Name = talks, Venues = { new Venue { Id = "ferry", Label = Text("The ferry") } } }, mediator),
            new("AdmitParticipant", new AdmitParticipantRequest { Name = admitting, Accreditation = Envoy("envoy") }, mediator),
            new("EndAccreditation", new EndAccreditationRequest { Name = admitting, Accreditation = "former", Reason = Text("Recalled.") }, mediator),
            new("SuspendNegotiation", new SuspendNegotiationRequest { Name = stuck, Party = North, Reason = Text("Shells.") }, north),
            new("ResumeNegotiation", new ResumeNegotiationRequest { Name = halted, Party = North, Reason = Text("Quiet.") }, north),
            new("DeclareDeadlock", new DeclareDeadlockRequest { Name = admitting, Reason = Text("Nobody moves.") }, mediator),
            new("BreakOffNegotiation", new BreakOffNegotiationRequest { Name = broken, Party = North, Reason = Text("Enough.") }, north),
            new("ConcludeNegotiation", new ConcludeNegotiationRequest { Name = ended, Outcome = Text("They will meet again.") }, mediator),
            new("DeclareReadiness", new DeclareReadinessRequest { Name = talks, Readiness = Ready("second") }, north),
            new("SettleCondition", Settle(talks), mediator),
            new("WithdrawReadiness", new WithdrawReadinessRequest { Name = talks, Readiness = "first", Reason = Text("No more.") }, north),
            new("AgreeBlindRange", new AgreeBlindRangeRequest { Name = talks, Range = Range("deed-hour") }, mediator),
            new("ScheduleSession", Plan(talks, SessionFormat.Summit), mediator),
            new("ScheduleSession", Plan(talks + "/caucuses/north", SessionFormat.Shuttle), mediator),
            new("ConfirmSession", new ConfirmSessionRequest { Name = toConfirm }, mediator),
            new("ConvokeSession", new ConvokeSessionRequest { Name = planned, HeldFrom = Stated("2020-09-30T10:00") }, mediator),
            new("InterruptSession", Interrupt(interrupted), mediator),
            new("ContinueSession", new ContinueSessionRequest { Name = continued, ContinuedFrom = Stated("2020-09-30T16:00") }, mediator),
            new("CloseSession", new CloseSessionRequest { Name = closing, HeldUntil = Stated("2020-09-30T18:00"), Outcome = Text("Little.") }, mediator),
            new("CancelSession", new CancelSessionRequest { Name = toCancel, Reason = Text("Fog.") }, mediator),
            new("SendMessage", Say(talks), north),
            new("RelayMessage", new RelayMessageRequest { Name = said.Name, To = South, Form = RelayForm.AsOwn, Text = Text("What of two days?") }, mediator),
            new("RelayMessage", new RelayMessageRequest { Name = note.Name, To = North, Form = RelayForm.AsOwn }, mediator),
            new("AddNote", new AddNoteRequest { Parent = talks, Note = new() { Text = Text("They will move.") } }, mediator),
        ];
    }

    /// <summary>New talks between north and south, with east as guarantor.</summary>
    public static async Task<string> Opened(EdgeServer server, string id)
    {
        var negotiation = new Negotiation { Title = Text("Talks"), Members = { Members }, Agenda = { Agenda }, Venues = { Venues } };
        return (await server.Negotiations.CreateNegotiationAsync(new() { Parent = Valley, NegotiationId = id, Negotiation = negotiation }, server.Mediator)).Name;
    }

    /// <summary>A range of instants between north and south.</summary>
    public static BlindRange Range(string id) => new()
    {
        Id = id,
        Subject = "The hour at which all fire stops",
        Kind = BlindRangeKind.Instant,
        Choice = BlindRangeChoice.Latest,
        Parties = { North, South },
        AgreedBy = { North, South },
        Closes = { Stated("2020-10-05T12:00"), Stated("2020-10-06T12:00") },
    };

    private static Member[] Members =>
    [
        new() { Party = North, Capacity = MemberCapacity.Party },
        new() { Party = South, Capacity = MemberCapacity.Party },
        new() { Party = East, Capacity = MemberCapacity.Guarantor },
    ];

    private static AgendaItem[] Agenda => [new() { Id = "halt", Subject = Text("The halt") }, new() { Id = "lists", Subject = Text("Lists"), LinkedTo = { "halt" } }];

    private static Venue[] Venues => [new() { Id = "geneva", Label = Text("Geneva") }];

    private static CreateNegotiationRequest Create() => new()
    {
        Parent = Valley,
        NegotiationId = "deed-created",
        Negotiation = new()
        {
            Title = Text("Talks"),
            Purpose = Text("A halt"),
            Members = { Members },
            Agenda = { Agenda },
            Venues = { Venues },
            NothingAgreedUntilEverythingAgreed = true,
            Deadline = Stated("2020-12-31T12:00"),
        },
    };

    private static Accreditation Envoy(string id) => new()
    {
        Id = id,
        Subject = id + "@south",
        Party = South,
        Function = DelegationFunction.HeadOfDelegation,
        Level = Level.SpecialEnvoy,
        From = Stated("2020-10-02T08:00"),
        Until = Stated("2020-11-02T08:00"),
    };

    private static Readiness Ready(string id) => new()
    {
        Id = id,
        Party = North,
        Subject = ReadinessSubject.Meet,
        Text = Text("We are ready."),
        Level = Level.ForeignMinister,
        Venue = Text("Geneva"),
        Conditions =
        {
            new ReadinessCondition { Id = "quiet", Text = Text("Two quiet days."), On = South, Judge = ConditionJudge.MediatorCertifies },
            new ReadinessCondition { Id = "corridor", Text = Text("A corridor."), On = East, Judge = ConditionJudge.DeclaringPartyJudges },
        },
        ValidUntil = Stated("2020-10-09T12:00"),
        Source = World.Statement,
    };

    private static SettleConditionRequest Settle(string talks) => new()
    {
        Name = talks,
        Readiness = "first",
        Condition = "quiet",
        Judgement = new() { Met = true, Reason = Text("Quiet.") },
    };

    private static ScheduleSessionRequest Plan(string parent, SessionFormat format)
    {
        var isCaucus = parent.Contains("/caucuses/", StringComparison.Ordinal);
        var session = new Session
        {
            Format = format,
            Level = Level.ForeignMinister,
            Subject = Text("The halt"),
            Venue = Text("Geneva"),
            Host = Text("The city"),
            PlannedStart = Stated("2020-10-04T10:00"),
            PlannedEnd = Stated("2020-10-04T18:00"),
            Participants = { isCaucus ? [North] : [North, South] },
        };
        session.AgendaItems.AddRange(isCaucus ? [] : ["halt"]);
        return new() { Parent = parent, Session = session };
    }

    private static InterruptSessionRequest Interrupt(string session) => new()
    {
        Name = session,
        Interruption = new() { Kind = InterruptionKind.WalkOut, Party = North, Reason = Text("A telephone call.") },
        InterruptedFrom = Stated("2020-09-30T14:00"),
    };

    private static SendMessageRequest Say(string talks) => new()
    {
        Parent = talks + "/caucuses/north",
        Message = new() { Text = Text("No more than two days."), Disclosure = Disclosure.MayAttribute, Kind = PositionKind.RedLine },
    };

    private static async Task<string> Scheduled(EdgeServer server, string parent, SessionFormat format) =>
        (await server.Sessions.ScheduleSessionAsync(new() { Parent = parent, Session = new() { Format = format } }, server.Mediator)).Name;

    private static async Task<string> Convoked(EdgeServer server, string caucus)
    {
        var session = await Scheduled(server, caucus, SessionFormat.Separate);
        await server.Sessions.ConvokeSessionAsync(new() { Name = session, HeldFrom = At("2020-09-30T10:00") }, server.Mediator);
        return session;
    }
}
