using Google.Protobuf.WellKnownTypes;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>Values of talks, texts and caucuses in plain words, where their names would not be plain.</summary>
internal static class TalksWords
{
    /// <summary>What somebody can be ready for, as it is given on the command line.</summary>
    public static IReadOnlyDictionary<string, ReadinessSubject> Subjects { get; } = new Dictionary<string, ReadinessSubject>(StringComparer.Ordinal)
    {
        ["meet"] = ReadinessSubject.Meet,
        ["talk"] = ReadinessSubject.Talk,
        ["cease-fire"] = ReadinessSubject.CeaseFire,
        ["exchange"] = ReadinessSubject.Exchange,
        ["accept-mediation"] = ReadinessSubject.AcceptMediation,
        ["sign"] = ReadinessSubject.Sign,
    };

    /// <summary>A subject of readiness as it is given on the command line.</summary>
    public static string Key(ReadinessSubject subject) => Subjects.First(s => s.Value == subject).Key;

    /// <summary>The value in words; null where its name says it as well.</summary>
    public static string? Of(System.Enum value) => value switch
    {
        ReadinessSubject.Meet => "to meet",
        ReadinessSubject.Talk => "to negotiate",
        ReadinessSubject.CeaseFire => "to cease fire",
        ReadinessSubject.Exchange => "to exchange prisoners, detainees or bodies",
        ReadinessSubject.AcceptMediation => "to accept mediation",
        ReadinessSubject.Sign => "to sign",
        ConditionJudge.ObservableEvent => "anyone can see it",
        ConditionJudge.MechanismFinding => "a mechanism finds it",
        ConditionJudge.MediatorCertifies => "a mediator certifies it",
        ConditionJudge.DeclaringPartyJudges => "the declaring party judges it",
        NegotiatingTextState.Tabled => "under negotiation",
        InterruptionKind.WalkOut => "walk-out",
        ClauseStatus.Deleted => "taken out",
        AmendmentKind.Replace => "other words",
        AmendmentKind.Insert => "a new clause",
        AmendmentKind.Delete => "to be taken out",
        ConsentAct.Initial => "initialled",
        ConsentAct.SignAdReferendum => "signed ad referendum",
        ConsentAct.Sign => "signed",
        ConsentAct.SealedConsent => "consented under seal",
        ConsentAct.SilenceAssent => "assented by silence",
        ConsentAct.Accede => "acceded",
        SilenceEffect.AgreeClauses => "agrees the clauses",
        SilenceEffect.AdoptText => "adopts the text as if every party had initialled it",
        BlindRangeChoice.Midpoint => "the middle",
        BlindRangeChoice.Earliest => "the earliest or smallest",
        BlindRangeChoice.Latest => "the latest or largest",
        Disclosure.MediatorOnly => "for the mediators only",
        Disclosure.MayConveyAsOwn => "may be conveyed as the mediators' own",
        Disclosure.MayAttribute => "may be conveyed as the sender's",
        Disclosure.Free => "free to be used",
        PositionKind.WillingnessConditional => "willingness on conditions",
        ObligationKind.AllForAll => "all whom one side holds for all whom the other holds",
        RelayForm.AsOwn => "as the mediators' own",
        RelayForm.Attributed => "as the sender's",
        _ => null,
    };

    /// <summary>
    /// What may be done with a message. One from the mediators, conveyed or their own, is said to the room and not to themselves: kept, it is
    /// kept between the two.
    /// </summary>
    public static string Disclosed(CaucusMessage message) => message is { Disclosure: Disclosure.MediatorOnly, Sender.Role: Role.Mediator }
        ? "for this room only"
        : Words.Of(message.Disclosure);

    /// <summary>What full powers let their holder do.</summary>
    public static string ToDo(ConsentAct act) => act switch
    {
        ConsentAct.Initial => "to initial",
        ConsentAct.SignAdReferendum => "to sign ad referendum",
        ConsentAct.Sign => "to sign",
        ConsentAct.SealedConsent => "to consent under seal",
        ConsentAct.Accede => "to accede",
        _ => Words.Of(act),
    };

    /// <summary>A moment that was stated: the instant that Parley made of it, else the words.</summary>
    public static string Of(LegalTime? time) => time is null ? Words.Nothing : time.Resolved is { } resolved ? Words.Of(resolved) : time.LocalTime;

    /// <summary>A moment that was stated, and below it the clocks of the parties.</summary>
    public static IEnumerable<string> Clocked(LegalTime? time, Glossary glossary) => time is null ? [] : [Of(time), .. glossary.Clocks(time.Resolved)];

    /// <summary>What came out of a blind range.</summary>
    public static string Of(RangeValue? value) => value?.ValueCase switch
    {
        RangeValue.ValueOneofCase.Instant => Of(value.Instant),
        RangeValue.ValueOneofCase.Number => value.Number.ToString(),
        _ => Words.Nothing,
    };

    /// <summary>How much time there is until an instant; that it has passed where there is none.</summary>
    public static string Left(LegalTime? until, DateTimeOffset now) =>
        until?.Resolved?.Instant is not { } instant ? ""
        : instant.ToDateTimeOffset() - now is { Ticks: > 0 } left ? $"{Words.Of(Duration.FromTimeSpan(left))} left"
        : "its time has passed";

    /// <summary>The member whose caucus a name is, or lies in: a caucus has its party's id.</summary>
    public static string Room(string name, Glossary glossary)
    {
        var caucus = ResourceName.ChildOfConflict(name) is { Length: > 0 } negotiation && name.StartsWith(negotiation + "/caucuses/", StringComparison.Ordinal)
            ? name[(negotiation.Length + "/caucuses/".Length)..].Split('/')[0]
            : Words.Id(name);
        return glossary.Party(ResourceName.Child(ResourceName.ConflictOf(name), "parties", caucus));
    }

    /// <summary>True for what the mediators wrote down themselves, as against what was said in a room.</summary>
    public static bool IsNote(string name) => ResourceName.Matches(name, ResourceName.NotePattern);

    /// <summary>Who proposed something: a member by its label, or the mediators.</summary>
    public static string Proposer(string party, Glossary glossary) => party.Length > 0 ? glossary.Party(party) : "the mediators";
}
