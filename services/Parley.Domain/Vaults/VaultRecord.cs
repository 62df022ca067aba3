using System.Collections.Immutable;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>All that a negotiation's members have sealed, and what it is sealed for: the fold of the vault's events.</summary>
/// <param name="Journal">conflicts/{conflict}/negotiations/{negotiation}/vault.</param>
public sealed record VaultRecord(string Journal) : JournalState(Journal)
{
    /// <summary>The negotiation's name.</summary>
    public string Negotiation => ResourceName.ChildOfConflict(Journal);

    /// <summary>Who acts for the members of the negotiation.</summary>
    public Delegations Delegations { get; init; } = Delegations.None;

    /// <summary>The members, with those who are accredited.</summary>
    public ImmutableArray<AccreditedMember> Members => Delegations.Members;

    /// <summary>
    /// When it last changed who acts for the members; null while it never did. What counts or does not count by that was not there to be
    /// looked at before.
    /// </summary>
    public Instant? DelegationsSince { get; init; }

    /// <summary>The zones of mediators.</summary>
    public ImmutableArray<string> MediatorZones { get; init; } = [];

    /// <summary>The ids of the venues that are shown to all, in the order in which they were.</summary>
    public ImmutableList<string> Venues { get; init; } = [];

    /// <summary>Openings in the order of registration.</summary>
    public ImmutableList<OpeningFile> Openings { get; init; } = [];

    /// <summary>Blind ranges in the order of registration.</summary>
    public ImmutableList<RangeFile> Ranges { get; init; } = [];

    /// <summary>Filings in the order in which they came; one keeps its place whatever becomes of it.</summary>
    public ImmutableList<SealedFiling> Filings { get; init; } = [];

    /// <summary>Filings of readiness that were compared with each other, in that order.</summary>
    public ImmutableList<ReadinessPair> Comparisons { get; init; } = [];

    /// <summary>What a time without a zone may mean.</summary>
    public ImmutableArray<string> CandidateZones =>
        Clocks.Of(Members.Select(m => new V1.PartyZone { Party = m.Party, Zone = m.Zone }), MediatorZones).CandidateZones;

    /// <summary>An opening; null for none.</summary>
    public OpeningFile? Opening(string text, string id) => Openings.Find(o => o.Text == text && o.Id == id);

    /// <summary>A blind range; null for none.</summary>
    public RangeFile? Range(string id) => Ranges.Find(r => r.Range.Id == id);

    /// <summary>A filing by its receipt's hash; null for none.</summary>
    public SealedFiling? Filing(string hash) => Filings.Find(f => f.Hash == hash);

    /// <summary>The filings of a kind that are neither withdrawn nor replaced.</summary>
    public IEnumerable<T> Standing<T>()
        where T : SealedFiling => Filings.OfType<T>().Where(f => f.Stands);

    /// <summary>What counts in the round of a range that closes next.</summary>
    public IEnumerable<RangeFilingOfRound> FiledFor(RangeFile range) =>
        Backed<RangeFilingOfRound>().Where(f => f.Sealed.Range == range.Range.Id && f.Round == range.CurrentRound);

    /// <summary>
    /// The filings of a kind that stand and whose member has somebody who could withdraw them: what nobody can withdraw any more counts for
    /// nothing.
    /// </summary>
    public IEnumerable<T> Backed<T>()
        where T : SealedFiling => Standing<T>().Where(f => Members.Any(m =>
            m.Party == f.Party && (f is ReadinessFiling ? ActingMember.IsRepresented(m) : ActingMember.CanBeBound(m))));

    /// <summary>The instant since which a filing is what it is: when it was filed, or who acts for the members changed after that.</summary>
    public Instant StandsSince(SealedFiling filing) => DelegationsSince is { } since && since > filing.FiledAt ? since : filing.FiledAt;

    /// <summary>
    /// Whether an opening is over as everybody may know: its instant has passed, or its text is concluded, which the text itself has
    /// said. That consents were looked at before the instant and came to nothing, here or for want of authority there, is not for
    /// anybody to know.
    /// </summary>
    public bool IsOver(OpeningFile opening) => opening.HasEnded || Openings.Exists(o => o.Text == opening.Text && o.IsConcluded);
}

/// <summary>Two filings of readiness that were compared.</summary>
/// <param name="One">The filing of the member whose name comes first.</param>
/// <param name="Other">The filing of the other member.</param>
/// <param name="Time">The instant of it: the whole minute after the later filing.</param>
/// <param name="IsMatch">Whether they were found compatible.</param>
public sealed record ReadinessPair(ReadinessFiling One, ReadinessFiling Other, Instant Time, bool IsMatch)
{
    /// <summary>True for these very filings.</summary>
    public bool IsOf(ReadinessFiling one, ReadinessFiling other) => One.Hash == one.Hash && Other.Hash == other.Hash;
}
