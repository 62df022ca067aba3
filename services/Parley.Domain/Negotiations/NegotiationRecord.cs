using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// All that the law of talks needs to know of one negotiation: the fold of its head events. Messages in it are never changed; a
/// change is a new record with a new message in it.
/// </summary>
/// <param name="Journal">conflicts/{conflict}/negotiations/{negotiation}.</param>
public sealed record NegotiationRecord(string Journal) : JournalState(Journal)
{
    /// <summary>The negotiation as it was described: title, purpose, members, deadline.</summary>
    public Negotiation Described { get; init; } = new();

    /// <summary>The parties' and mediators' clocks.</summary>
    public Clocks Clocks { get; init; } = Clocks.None;

    /// <summary>The issues as they were last set.</summary>
    public ImmutableList<AgendaItem> Agenda { get; init; } = [];

    /// <summary>How issues were settled, by the id of the item; an item that is not here is open.</summary>
    public ImmutableDictionary<string, AgendaSettlement> Settlements { get; init; } = ImmutableDictionary<string, AgendaSettlement>.Empty;

    /// <summary>The places that sealed readiness can name, in the order in which they were shown.</summary>
    public ImmutableList<Venue> Venues { get; init; } = [];

    /// <summary>Accreditations in the order of admission; those that have ended stay.</summary>
    public ImmutableList<Accreditation> Accreditations { get; init; } = [];

    /// <summary>What comes of them: what the audience is made of, and what other journals are told.</summary>
    public Delegations Delegations { get; init; } = Delegations.None;

    /// <summary>The members, with those who are accredited for them now.</summary>
    public ImmutableArray<AccreditedMember> Members => Delegations.Members;

    /// <summary>Declarations of readiness in the order of declaration; the journal holds those that have no place here any more.</summary>
    public ImmutableList<Readiness> Readiness { get; init; } = [];

    /// <summary>The ids of declarations that have no place here any more: they stay taken.</summary>
    public ImmutableHashSet<string> FormerReadiness { get; init; } = [];

    /// <summary>How often each member has declared readiness.</summary>
    public ImmutableDictionary<string, int> DeclaredBy { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>How often each member has suspended the talks.</summary>
    public ImmutableDictionary<string, int> SuspendedBy { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Blind ranges in the order of agreement.</summary>
    public ImmutableList<BlindRange> BlindRanges { get; init; } = [];

    /// <summary>The texts that the negotiation knows, in the order in which it came to know them.</summary>
    public ImmutableList<KnownText> Texts { get; init; } = [];

    /// <summary>The ids of sessions that are planned and neither held nor cancelled.</summary>
    public ImmutableHashSet<string> PlannedSessions { get; init; } = [];

    /// <summary>True once a joint session has begun.</summary>
    public bool HasMet { get; init; }

    /// <summary>The id of the session in progress; empty for none.</summary>
    public string CurrentSession { get; init; } = "";

    /// <summary>True while the session in progress is interrupted.</summary>
    public bool InRecess { get; init; }

    /// <summary>Who suspended the talks and why; null while they are not suspended.</summary>
    public NegotiationJudgement? Suspension { get; init; }

    /// <summary>Who judged the talks stuck and why; null while nobody has, and once they move again.</summary>
    public NegotiationJudgement? Deadlock { get; init; }

    /// <summary>How they ended; not said while they have not. An end is final.</summary>
    public NegotiationState Ending { get; init; }

    /// <summary>Who ended them and why; null when they ended with a text or by the clock.</summary>
    public NegotiationJudgement? EndJudgement { get; init; }

    /// <summary>True once they are over.</summary>
    public bool IsOver => Ending != NegotiationState.Unspecified;

    /// <summary>The instant at which they lapse; null for never.</summary>
    public Instant? Deadline => Described.Deadline?.Resolved?.Instant?.ToInstant();

    /// <summary>The members that are parties: they negotiate and are to be bound.</summary>
    public IEnumerable<string> Parties => Members.Where(m => m.Capacity == MemberCapacity.Party).Select(m => m.Party);

    /// <summary>A member; null for a party that takes no part.</summary>
    public AccreditedMember? Member(string party) => Members.FirstOrDefault(m => m.Party == party);
}

/// <summary>A text, as far as the negotiation knows.</summary>
/// <param name="Standing">How far it has come.</param>
/// <param name="Version">The text's version that said so.</param>
/// <param name="KnowsAccreditation">The accreditations that the text knew then.</param>
public sealed record KnownText(TextStanding Standing, long Version, long KnowsAccreditation)
{
    /// <summary>True while it is neither concluded nor taken off the table.</summary>
    public bool IsOnTheTable => Standing.State is NegotiatingTextState.Tabled or NegotiatingTextState.AgreedAdReferendum
        or NegotiatingTextState.Agreed or NegotiatingTextState.Authenticated;
}
