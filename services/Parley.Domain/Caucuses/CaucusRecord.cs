using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Sessions;
using Parley.Domain.Time;
using Parley.V1;
using PartyZone = Parley.Domain.Time.PartyZone;

namespace Parley.Domain.Caucuses;

/// <summary>The room of one member and the mediators, messages and sessions aside: the fold of its head events.</summary>
/// <param name="Journal">conflicts/{conflict}/negotiations/{negotiation}/caucuses/{party}.</param>
public sealed record CaucusRecord(string Journal) : JournalState(Journal)
{
    /// <summary>The delegation of the member whose room it is.</summary>
    public Delegations Delegations { get; init; } = Delegations.None;

    /// <summary>The member whose room it is, with those who are accredited for it.</summary>
    public AccreditedMember Member => Delegations.Members is [var member] ? member : new();

    /// <summary>The zones of mediators.</summary>
    public ImmutableArray<string> MediatorZones { get; init; } = [];

    /// <summary>The id of the session in progress; empty for none.</summary>
    public string CurrentSession { get; init; } = "";

    /// <summary>Receipts of what the member has sealed, latest last; the journal holds those that have no place here.</summary>
    public ImmutableList<SealReceipt> Receipts { get; init; } = [];

    /// <summary>Matches of its sealed readiness, latest last.</summary>
    public ImmutableList<ReadinessMatch> Matches { get; init; } = [];

    /// <summary>The negotiation.</summary>
    public string Negotiation => ResourceName.ChildOfConflict(Journal);

    /// <summary>The party whose room this is by its name: a caucus has its member's id.</summary>
    public string Party => ResourceName.Child(ResourceName.ConflictOf(Journal), "parties", ResourceName.IdOf(Journal));

    /// <summary>The clocks of those who read here. The other members' are not among them.</summary>
    public Clocks Clocks => new(Member.Zone.Length > 0 ? [new PartyZone(Member.Party, Member.Zone)] : [], MediatorZones);

    /// <summary>The caucus as the rules of sessions see it: the member is the only one who can be invited.</summary>
    public SessionPlace Place => new(Journal, IsCaucus: true, [Member.Party], [], Clocks, CurrentSession);
}
