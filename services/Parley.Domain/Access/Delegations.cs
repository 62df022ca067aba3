using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Access;

/// <summary>
/// Who takes part for whom in a negotiation, as each of its journals knows it: now, and from which instants on others will. It is told
/// ahead, so that an accreditation that ends by the clock ends everywhere at its instant, by each journal's own clock, whatever
/// cannot be reached then.
/// </summary>
public sealed record Delegations
{
    /// <summary>Nobody, of whom nothing has been said.</summary>
    public static Delegations None { get; } = new();

    /// <summary>The members, each with those who are accredited for it now and will be.</summary>
    public ImmutableArray<AccreditedMember> Members { get; init; } = [];

    /// <summary>The subjects of observers that are admitted now.</summary>
    public ImmutableArray<string> Observers { get; init; } = [];

    /// <summary>Every admission of an observer that has not ended.</summary>
    public ImmutableArray<AccreditationPeriod> ObserverPeriods { get; init; } = [];

    /// <summary>How often the negotiation has changed it by an act. What the clock makes of it follows from that and is not counted.</summary>
    public long Version { get; init; }

    /// <summary>The next instant at which somebody's accreditation begins or ends; null for none.</summary>
    private Instant? NextTurn
    {
        get
        {
            var instants = Members.SelectMany(m => m.Periods).Concat(ObserverPeriods).Select(p => p.From ?? p.Until).OfType<Timestamp>().ToList();
            return instants.Count > 0 ? instants.Min(t => t.ToInstant()) : null;
        }
    }

    /// <summary>What a message tells.</summary>
    public static Delegations Of(
        IEnumerable<AccreditedMember> members, IEnumerable<string> observers, IEnumerable<AccreditationPeriod> observerPeriods, long version) => new()
        {
            Members = [.. members],
            Observers = [.. observers],
            ObserverPeriods = [.. observerPeriods],
            Version = version,
        };

    /// <summary>What a call tells.</summary>
    public static Delegations Of(ChangeAccreditationCall call) => Of(call.Members, call.Observers, call.ObserverPeriods, call.AccreditationVersion);

    /// <summary>Who takes part as of an instant, all that has begun or ended by then counted in.</summary>
    public Delegations At(Instant now)
    {
        if (!(NextTurn <= now))
        {
            return this;
        }

        ImmutableArray<AccreditationPeriod> observers = [.. Left(ObserverPeriods, now)];
        return this with
        {
            Members = [.. Members.Select(m => At(m, now))],
            Observers = ObserverPeriods.IsEmpty ? Observers : Holding(observers),
            ObserverPeriods = observers,
        };
    }

    /// <summary>True when both say the same of everybody, now and for later.</summary>
    public bool SaysAsMuchAs(Delegations other) => Members.SequenceEqual(other.Members) && ObserverPeriods.SequenceEqual(other.ObserverPeriods);

    /// <summary>What the clock makes of it next, as a transition of the journal that knows it; null when it stays as it is.</summary>
    /// <param name="record">The journal's event that says who takes part from then on.</param>
    public TimedTransition? Next(Func<Delegations, Event> record) => NextTurn is { } at ? new(at, () => [record(At(at))]) : null;

    /// <summary>The refusal of what the negotiation said before what is known here; null for news.</summary>
    public Rejection? Stale(ChangeAccreditationCall call, string journal) => call.AccreditationVersion > Version
        ? null
        : Rejection.Precondition("STALE_ACCREDITATION", journal, $"{journal} has been told something newer since.")
            .With("accreditation_version", Version.ToString());

    /// <summary>The subjects whose accreditation has begun.</summary>
    public static ImmutableArray<string> Holding(IEnumerable<AccreditationPeriod> periods) =>
        [.. periods.Where(p => p.From is null).Select(p => p.Subject).Distinct()];

    private static AccreditedMember At(AccreditedMember member, Instant now)
    {
        if (member.Periods.Count == 0)
        {
            return member;
        }

        var turned = member.Clone();
        turned.Periods.Clear();
        turned.Periods.AddRange(Left(member.Periods, now));
        turned.Accredited.Clear();
        turned.Accredited.AddRange(Holding(turned.Periods));
        return turned;
    }

    private static IEnumerable<AccreditationPeriod> Left(IEnumerable<AccreditationPeriod> periods, Instant now) => periods
        .Where(p => !(p.Until?.ToInstant() <= now))
        .Select(p => p.From?.ToInstant() <= now ? new() { Subject = p.Subject, Until = p.Until, Assists = p.Assists, Level = p.Level } : p)
        .Distinct();
}
