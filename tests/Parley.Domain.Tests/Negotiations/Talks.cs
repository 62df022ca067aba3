using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Sessions;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Talks between north and south, with a guarantor, and what can be asked of them.</summary>
internal static class Talks
{
    public const string Name = Cast.Conflict + "/negotiations/round-one";
    public const string Draft = Name + "/texts/draft";
    public const string Watcher = Cast.Conflict + "/parties/watcher";

    /// <summary>Registered, but no member.</summary>
    public const string Outsider = Cast.Conflict + "/parties/outsider";

    public static readonly Instant Start = Instant.FromUtc(2020, 10, 10, 9, 0);

    public static NegotiationConcept Law { get; } = new();

    public static Caller Mediator => Cast.Mediator;

    public static Caller North => Cast.NorthEnvoy;

    public static Caller South => Cast.SouthEnvoy;

    public static Caller NorthColleague { get; } = new("nils", [new(Role.Party, Cast.North)]);

    public static Caller WatcherEnvoy { get; } = new("wim", [new(Role.Party, Watcher)]);

    public static Caller OutsiderEnvoy { get; } = new("olga", [new(Role.Party, Outsider)]);

    /// <summary>An observer's token, which alone admits to no talks.</summary>
    public static Caller Observer { get; } = new("otto", [new(Role.Observer, Cast.Conflict)]);

    /// <summary>A monitor who is admitted like an observer, for which a grant as one is needed too.</summary>
    public static Caller Monitor { get; } = new("mona", [new(Role.Monitor, Cast.Conflict), new(Role.Observer, Cast.Conflict)]);

    public static Conflict Valley { get; } = MakeValley();

    public static CreateNegotiationRequest Creation(Action<Negotiation>? change = null)
    {
        var negotiation = new Negotiation
        {
            Title = Cast.Text("Talks of the valley"),
            Members =
            {
                Member(Cast.North),
                Member(Cast.South),
                Member(Watcher, MemberCapacity.Guarantor),
            },
            Agenda = { Item("prisoners"), Item("line", "prisoners") },
        };
        change?.Invoke(negotiation);
        return new() { Parent = Cast.Conflict, NegotiationId = "round-one", Negotiation = negotiation };
    }

    public static PlayedJournal<NegotiationRecord> NotOpened() => new(Law, Name)
    {
        Now = Start,
        References = ImmutableDictionary<string, IMessage>.Empty.Add(Cast.Conflict, Valley),
    };

    public static PlayedJournal<NegotiationRecord> Opened(Action<Negotiation>? change = null)
    {
        var talks = NotOpened();
        talks.Accept(Mediator, Creation(change));
        return talks;
    }

    public static Negotiation Shown(this PlayedJournal<NegotiationRecord> talks) => (Negotiation)talks.View;

    public static PlayedJournal<NegotiationRecord> Until(this PlayedJournal<NegotiationRecord> talks, Instant instant)
    {
        talks.Now = instant;
        talks.PassTime();
        return talks;
    }

    /// <summary>Plans a session, and returns its name.</summary>
    public static string Scheduled(this PlayedJournal<NegotiationRecord> talks)
    {
        talks.Accept(Mediator, Schedule());
        return Name + "/sessions/" + talks.LastEntry!.Id;
    }

    /// <summary>Begins a session, and returns its name.</summary>
    public static string Convoked(this PlayedJournal<NegotiationRecord> talks)
    {
        var session = talks.Scheduled();
        talks.Accept(Mediator, new ConvokeSessionRequest { Name = session });
        return session;
    }

    public static void TextIs(this PlayedJournal<NegotiationRecord> talks, NegotiatingTextState state, int version, string text = Draft, long knows = 0) =>
        talks.Accept(Caller.Parley, Progress(state, version, text, knows));

    /// <summary>The calls that are not settled, as they were decided.</summary>
    public static IEnumerable<CallRequested> CallsOf(this PlayedJournal<NegotiationRecord> talks) => talks.State.Calls.Select(c => c.Request);

    public static SessionEntry Session(this PlayedJournal<NegotiationRecord> talks, string name) =>
        (SessionEntry)talks.Entry(Parley.Contract.ResourceName.IdOf(name));

    public static Member Member(string party, MemberCapacity capacity = MemberCapacity.Party) => new() { Party = party, Capacity = capacity };

    public static AgendaItem Item(string id, params string[] linkedTo) => new() { Id = id, Subject = Cast.Text(id), LinkedTo = { linkedTo } };

    public static ScheduleSessionRequest Schedule(Action<Session>? change = null)
    {
        var session = new Session { Format = SessionFormat.Plenary, PlannedStart = Cast.At("2020-10-12T10:00"), PlannedEnd = Cast.At("2020-10-12T18:00") };
        change?.Invoke(session);
        return new() { Parent = Name, Session = session };
    }

    public static AdmitParticipantRequest Admit(string id, Caller who, string party, DelegationFunction function = DelegationFunction.Delegate, LegalTime? from = null, LegalTime? until = null) =>
        new() { Name = Name, Accreditation = new() { Id = id, Subject = who.Subject, Party = party, Function = function, From = from, Until = until } };

    public static AdmitParticipantRequest AdmitObserver(string id, Caller who, LegalTime? from = null, LegalTime? until = null) =>
        Admit(id, who, "", DelegationFunction.Observer, from, until);

    public static EndAccreditationRequest EndOf(string id) => new() { Name = Name, Accreditation = id };

    public static DeclareReadinessRequest Ready(string id, ReadinessSubject subject, string party = "", LegalTime? until = null, params ReadinessCondition[] conditions) =>
        new() { Name = Name, Readiness = new() { Id = id, Party = party, Subject = subject, ValidUntil = until, Conditions = { conditions } } };

    public static ReadinessCondition If(string id, ConditionJudge judge, string on = "") => new() { Id = id, Text = Cast.Text(id), Judge = judge, On = on };

    public static SettleConditionRequest Settle(string readiness, string condition, bool met = true) =>
        new() { Name = Name, Readiness = readiness, Condition = condition, Judgement = new() { Met = met, Reason = Cast.Text("It was seen") } };

    public static AgreeBlindRangeRequest Range(string id = "hour", Action<BlindRange>? change = null)
    {
        var range = new BlindRange
        {
            Id = id,
            Subject = "The hour of the halt",
            Kind = BlindRangeKind.Number,
            Choice = BlindRangeChoice.Midpoint,
            Parties = { Cast.North, Cast.South },
            AgreedBy = { Cast.North, Cast.South },
            Closes = { Cast.At("2020-10-11T12:00"), Cast.At("2020-10-12T12:00") },
        };
        change?.Invoke(range);
        return new() { Name = Name, Range = range };
    }

    public static RangeFoundCall Found(Instant time, string id = "hour") => new() { Name = Name, Range = id, Value = new() { Number = 7 }, Time = Parley.Domain.Time.Instants.ToTimestamp(time) };

    public static TextProgressCall Progress(NegotiatingTextState state, int version, string text = Draft, long knows = 0) =>
        new() { Name = Name, Progress = new() { Text = text, State = state }, TextVersion = version, AccreditationVersion = knows };

    private static Conflict MakeValley()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Register("watcher", "UTC"));
        journal.Accept(Cast.Mediator, Cast.Register("outsider", "UTC"));
        return journal.View();
    }
}
