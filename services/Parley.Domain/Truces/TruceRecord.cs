using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using PartyZone = Parley.V1.PartyZone;

namespace Parley.Domain.Truces;

/// <summary>How far a truce has come. What runs beside it (notices, suspensions, effects of parts) is no stage.</summary>
public enum TruceStage
{
    /// <summary>Not all who must accept have accepted.</summary>
    Draft,

    /// <summary>Agreed; nothing of it is in effect yet.</summary>
    Concluded,

    /// <summary>In effect, wholly or in part.</summary>
    InForce,

    /// <summary>Over, in whatever way.</summary>
    Ended,
}

/// <summary>
/// All that the law of truces needs to know of one truce: the fold of its head events. Messages in it are never changed; a
/// change makes a new one.
/// </summary>
/// <param name="Journal">The truce's name.</param>
public sealed record TruceRecord(string Journal) : JournalState(Journal)
{
    /// <summary>What was agreed, as last amended, every stated time resolved.</summary>
    public TruceTerms Terms { get; init; } = new();

    /// <summary>The zones of the parties that may matter, for rendering instants.</summary>
    public ImmutableArray<PartyZone> Zones { get; init; } = [];

    /// <summary>The zones of mediators, considered when a text names none.</summary>
    public ImmutableArray<string> MediatorZones { get; init; } = [];

    /// <summary>How far it has come.</summary>
    public TruceStage Stage { get; init; }

    /// <summary>What parties have done, in the order of their first act.</summary>
    public ImmutableList<Consent> Consents { get; init; } = [];

    /// <summary>When the last consent that was needed came.</summary>
    public Instant? ConcludedAt { get; init; }

    /// <summary>The effects whose instant is known, by id; the truce's own under the empty id.</summary>
    public ImmutableDictionary<string, EffectFact> Effects { get; init; } = ImmutableDictionary<string, EffectFact>.Empty;

    /// <summary>The terms that have begun.</summary>
    public ImmutableDictionary<TermHolder, RunningTerm> Running { get; init; } = ImmutableDictionary<TermHolder, RunningTerm>.Empty;

    /// <summary>The phases that have begun, by id.</summary>
    public ImmutableDictionary<string, PhaseFact> Phases { get; init; } = ImmutableDictionary<string, PhaseFact>.Empty;

    /// <summary>Since when interim duties bind, by id.</summary>
    public ImmutableDictionary<string, Instant> Duties { get; init; } = ImmutableDictionary<string, Instant>.Empty;

    /// <summary>The conditions of which something was recorded, by id.</summary>
    public ImmutableDictionary<string, ConditionStatus> Conditions { get; init; } = ImmutableDictionary<string, ConditionStatus>.Empty;

    /// <summary>Proposals to extend, oldest first.</summary>
    public ImmutableList<ExtensionProposal> Proposals { get; init; } = [];

    /// <summary>Notices, oldest first.</summary>
    public ImmutableList<Notice> Notices { get; init; } = [];

    /// <summary>The notices that have taken effect.</summary>
    public ImmutableHashSet<string> SpentNotices { get; init; } = [];

    /// <summary>Suspensions, oldest first.</summary>
    public ImmutableList<Suspension> Suspensions { get; init; } = [];

    /// <summary>Later truces that have said when they take this one's place.</summary>
    public ImmutableList<SuccessorFact> Successors { get; init; } = [];

    /// <summary>How it ended.</summary>
    public Ending? Ending { get; init; }

    /// <summary>
    /// The latest instant at which anything happened in law. What an act makes due for an earlier instant happens at the
    /// instant of the act: nothing comes before its cause.
    /// </summary>
    public Instant Floor { get; init; } = Instant.MinValue;

    /// <summary>When the truce itself last changed.</summary>
    public Instant ChangedAt { get; init; }

    /// <summary>The truce's own effect, once its instant is known.</summary>
    public EffectFact? OwnEffect => Effects.GetValueOrDefault("");

    /// <summary>
    /// The parties bound: those that accepted or joined, or on which the truce is imposed, and that have not withdrawn. A draft
    /// binds nobody.
    /// </summary>
    public ImmutableArray<string> Bound =>
        Stage == TruceStage.Draft
            ? []
            : [.. Imposed.Concat(Consents.Where(c => c.State is ConsentState.Accepted or ConsentState.Adhered).Select(c => c.Party)).Distinct()];

    /// <summary>When it entered into force, wholly or for its first part; null before.</summary>
    public Instant? InForceFrom
    {
        get
        {
            Instant? first = null;
            foreach (var effect in Effects.Values)
            {
                if (effect.InEffect && effect.Instant < (first ?? Instant.MaxValue))
                {
                    first = effect.Instant;
                }
            }

            return first is { } from && ConcludedAt is { } concluded && from < concluded ? concluded : first;
        }
    }

    private IEnumerable<string> Imposed =>
        Conclusion.IsImposed(Terms) ? Terms.Parties.Select(p => p.Party).Where(p => ConsentOf(p)?.State != ConsentState.Withdrawn) : [];

    /// <summary>What one party has done; null when nothing.</summary>
    public Consent? ConsentOf(string party) => Consents.Find(c => c.Party == party);

    /// <summary>Zones that a stated time without a zone may mean: the parties' and the mediators'.</summary>
    public IReadOnlyList<string> CandidateZones => [.. Zones.Select(z => z.Zone).Concat(MediatorZones).Distinct(StringComparer.Ordinal)];
}

/// <summary>When the truce or a part of it takes or took effect.</summary>
/// <param name="Time">The instant; while the text leaves it open the earliest candidate.</param>
public sealed record EffectFact(ResolvedTime Time)
{
    /// <summary>The instants that it may mean, while the text leaves it open, earliest first.</summary>
    public ImmutableArray<ResolvedTime> Candidates { get; init; } = [];

    /// <summary>True once it has come.</summary>
    public bool InEffect { get; init; }

    /// <summary>How often it was moved by agreement.</summary>
    public int Reschedules { get; init; }

    /// <summary>True where the text left it open and it has been settled since.</summary>
    public bool Clarified { get; init; }

    /// <summary>True where the stated instant had passed before the last acceptance.</summary>
    public bool StatedInstantPassed { get; init; }

    /// <summary>The instant as it was stated when moved or settled; null where the text's own words count.</summary>
    public LegalTime? Stated { get; init; }

    /// <summary>The instant.</summary>
    public Instant Instant => Time.ToInstant();
}

/// <summary>A phase that has begun.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ends or ended; null while unknown.</param>
/// <param name="Ended">True once it has ended.</param>
public sealed record PhaseFact(ResolvedTime Start, ResolvedTime? End, bool Ended);

/// <summary>What a later truce said of when it takes this one's place.</summary>
/// <param name="Truce">The later truce.</param>
/// <param name="Time">When; null when it no longer will.</param>
/// <param name="Version">The later truce's version that said so.</param>
public sealed record SuccessorFact(string Truce, Instant? Time, long Version);
