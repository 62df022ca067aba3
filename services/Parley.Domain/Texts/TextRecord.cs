using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>
/// All that the law of negotiating texts needs to know of one text: the fold of its events. Messages in it are never changed; a change
/// is a new record with a new message in it.
/// </summary>
/// <param name="Journal">conflicts/{conflict}/negotiations/{negotiation}/texts/{text}.</param>
public sealed record TextRecord(string Journal) : JournalState(Journal)
{
    /// <summary>The text as it was tabled, with the latest title; its clauses stand in <see cref="Clauses"/>.</summary>
    public NegotiatingText Tabled { get; init; } = new();

    /// <summary>The party that tabled it; empty when a mediator did.</summary>
    public string TabledBy { get; init; } = "";

    /// <summary>Who takes part in the negotiation for whom.</summary>
    public Delegations Delegations { get; init; } = Delegations.None;

    /// <summary>
    /// False from its tabling until the negotiation, told of it, has answered who takes part: an accreditation may have ended since the
    /// negotiation was asked, and who held it must not read a text that comes after.
    /// </summary>
    public bool IsOpen { get; init; }

    /// <summary>The members of the negotiation, with those who are accredited.</summary>
    public ImmutableArray<AccreditedMember> Members => Delegations.Members;

    /// <summary>The parties' and mediators' clocks.</summary>
    public Clocks Clocks { get; init; } = Clocks.None;

    /// <summary>The clauses in order, those taken out left out; each with its status, agreements and bindings as they are now.</summary>
    public ImmutableList<TextClause> Clauses { get; init; } = [];

    /// <summary>The ids of clauses that were taken out: they are never used again.</summary>
    public ImmutableHashSet<string> Deleted { get; init; } = [];

    /// <summary>The ids of clauses that were opened again and have not been agreed since.</summary>
    public ImmutableHashSet<string> Reopened { get; init; } = [];

    /// <summary>How often each party has agreed to a clause.</summary>
    public ImmutableDictionary<string, int> AgreedBy { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>How often words were given a meaning since it was tabled.</summary>
    public int Bound { get; init; }

    /// <summary>How often it was revised.</summary>
    public int Revision { get; init; }

    /// <summary>Amendments in the order of proposal; those not open any more without their words, which the journal holds.</summary>
    public ImmutableList<Amendment> Amendments { get; init; } = [];

    /// <summary>Initials, signatures and accessions in order; those that lapsed stay.</summary>
    public ImmutableList<Signature> Signatures { get; init; } = [];

    /// <summary>Full powers in the order of deposit; those revoked stay.</summary>
    public ImmutableList<FullPowers> FullPowers { get; init; } = [];

    /// <summary>Silence procedures in the order of opening.</summary>
    public ImmutableList<SilenceProcedure> Procedures { get; init; } = [];

    /// <summary>Openings of sealed consents in the order of agreement.</summary>
    public ImmutableList<ConsentOpening> Openings { get; init; } = [];

    /// <summary>How far it has come.</summary>
    public NegotiatingTextState Stage { get; init; }

    /// <summary>When it came there.</summary>
    public Instant StageSince { get; init; }

    /// <summary>Who took it off the table; null while nobody has.</summary>
    public Actor? WithdrawnBy { get; init; }

    /// <summary>When it was concluded; null while it is not.</summary>
    public Instant? ConcludedAt { get; init; }

    /// <summary>The opening by which it was concluded; empty when it was signed openly, and while it is not.</summary>
    public string ConcludedBy { get; init; } = "";

    /// <summary>What became of the truces that it opens, by truce id: NOT_OPENED for one that could not be, empty for one that is open.</summary>
    public ImmutableDictionary<string, string> OpenedTruces { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When it last changed.</summary>
    public Instant ChangedAt { get; init; }

    /// <summary>The members that are parties: they agree to clauses, initial, and are to be bound.</summary>
    public IEnumerable<string> Parties => Members.Where(m => m.Capacity == MemberCapacity.Party).Select(m => m.Party);

    /// <summary>The members whose signature it needs.</summary>
    public IEnumerable<string> Required => Tabled.RequiredSignatories.Count > 0 ? Tabled.RequiredSignatories : Parties;

    /// <summary>Those of them that sign as parties: who the truces that it opens can be between.</summary>
    public IEnumerable<string> RequiredParties => Required.Intersect(Parties);

    /// <summary>A clause that stands in the text; null for none.</summary>
    public TextClause? Clause(string id) => Clauses.FirstOrDefault(c => c.Id == id);
}
