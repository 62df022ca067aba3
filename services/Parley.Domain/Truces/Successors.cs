using System.Collections.Immutable;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// One truce takes another's place. The later one says so as soon as its instant of effect is known, and says so again when
/// that moves; the earlier one then ends by its own clock, at that instant, whatever runs or does not run then. A truce that
/// learns of it only afterwards ends when it learns. All whom the earlier one binds must be bound by the later one too: nobody's
/// truce is ended by what others conclude (VCLT 59).
/// </summary>
internal static class Successors
{
    private const string PartyMissing = "PREDECESSOR_PARTY_MISSING";

    /// <summary>A later truce says when it takes this one's place, or that it no longer will.</summary>
    public static Decision Register(TruceRecord truce, RegisterSuccessorCall call, RuleContext context)
    {
        if (!context.Caller.Is(Role.Parley, ""))
        {
            return Rejection.Denied("Only a later truce can say that it takes this one's place.");
        }

        if (call.Successor == truce.Journal || ResourceName.ConflictOf(call.Successor) != ResourceName.ConflictOf(truce.Journal))
        {
            return Rejection.Invalid("successor", "FOREIGN_NAME", $"{call.Successor} is not another truce of this conflict.");
        }

        var known = truce.Successors.Find(s => s.Truce == call.Successor);
        if (known is not null && call.SuccessorVersion <= known.Version)
        {
            return Rejection.Precondition("STALE_SUCCESSOR", truce.Journal, $"{call.Successor} has said something newer since.")
                .With("successor_version", known.Version.ToString());
        }

        // An older silo does not say who they are. One that has lost a party since it took the place on has lost the place with it.
        ImmutableArray<string> unasked = call.Time is null || call.Parties.Count == 0 ? [] : [.. BoundBy(truce).Except(call.Parties)];
        if (!unasked.IsEmpty && known?.Time is null)
        {
            return Rejection.Precondition(
                PartyMissing, truce.Journal, $"{string.Join(", ", unasked)} is bound by {truce.Journal} and not by {call.Successor}, which cannot take its place.");
        }

        if (known is null && TruceLimits.Check(truce.Journal, truce.Successors.Count, TruceLimits.Successors, "successors") is { } full)
        {
            return full;
        }

        return new Event
        {
            TruceSuccessorRegistered = new() { Truce = call.Successor, Time = unasked.IsEmpty ? call.Time : null, SuccessorVersion = call.SuccessorVersion },
        };
    }

    /// <summary>The refusal of terms that would take the place of a truce without somebody whom that binds; null where there are none.</summary>
    /// <param name="terms">The later terms.</param>
    /// <param name="context">The earlier truces, as the caller may see them.</param>
    public static IEnumerable<FieldViolation> Unasked(TruceTerms terms, RuleContext context)
    {
        for (var i = 0; i < terms.Relations.Count; i++)
        {
            if (terms.Relations[i] is { Kind: RelationKind.Supersedes } relation && context.Reference<Truce>(relation.Truce) is { } earlier
                && BoundBy(earlier).Except(terms.Parties.Select(p => p.Party)).ToList() is { Count: > 0 } unasked)
            {
                yield return new(
                    $"terms.relations[{i}].truce", PartyMissing,
                    $"{earlier.Name} binds {string.Join(", ", unasked)} too, and only all whom it binds can put another in its place. Name them as parties, or leave the relation out.");
            }
        }
    }

    /// <summary>Later truces that will take this one's place. A draft has no place to take.</summary>
    public static IEnumerable<Due> Due(TruceRecord truce)
    {
        foreach (var successor in truce.Successors)
        {
            if (successor.Time is { } time)
            {
                yield return new(time, () => new() { TruceSuperseded = new() { Truce = successor.Truce } });
            }
        }
    }

    /// <summary>The one that comes first; null when none will come.</summary>
    public static SuccessorFact? First(TruceRecord truce) => truce.Successors.Where(s => s.Time is not null).MinBy(s => s.Time);

    /// <summary>What this truce has to tell its predecessors after a change.</summary>
    public static IEnumerable<Event> Calls(TruceRecord before, TruceRecord after)
    {
        foreach (var predecessor in Predecessors(before).Union(Predecessors(after)))
        {
            var told = Predecessors(before).Contains(predecessor) ? TakesPlaceAt(before) : null;
            var now = Predecessors(after).Contains(predecessor) ? TakesPlaceAt(after) : null;
            if (told != now || (now is not null && !before.Bound.SequenceEqual(after.Bound)))
            {
                yield return new()
                {
                    CallRequested = new()
                    {
                        Target = predecessor,
                        RegisterSuccessor = new()
                        {
                            Name = predecessor,
                            Successor = after.Journal,
                            Time = now?.ToTimestamp(),
                            SuccessorVersion = after.HeadVersion,
                            Parties = { after.Bound },
                        },
                    },
                };
            }
        }
    }

    /// <summary>
    /// When this truce takes its predecessors' place: with its first effect, unless by the clock it ends before that, as when
    /// a notice of denunciation runs out earlier. Played ahead as far as nobody acts, since at the instant itself nobody asks.
    /// </summary>
    private static Instant? TakesPlaceAt(TruceRecord truce)
    {
        for (var steps = 0; steps < TruceLimits.StepsAhead && truce.Stage == TruceStage.Concluded && Transitions.Next(truce) is { } next; steps++)
        {
            truce = next.Events.Aggregate(truce, (t, e) => Consequences.Fold(t, e, next.DueAt));
        }

        return truce.InForceFrom;
    }

    /// <summary>Those bound; of a draft, which can still come to bind them, those named.</summary>
    private static IEnumerable<string> BoundBy(TruceRecord truce) => truce.Stage == TruceStage.Draft ? truce.Terms.Parties.Select(p => p.Party) : truce.Bound;

    private static IEnumerable<string> BoundBy(Truce truce)
    {
        var acts = truce.Consents.ToLookup(c => c.State is ConsentState.Declined or ConsentState.Withdrawn, c => c.Party);
        return truce.Terms.Parties.Select(p => p.Party).Union(acts[false]).Except(acts[true]);
    }

    private static HashSet<string> Predecessors(TruceRecord truce) =>
        truce.Stage == TruceStage.Draft || truce.ConcludedAt is null
            ? []
            : [.. truce.Terms.Relations.Where(r => r.Kind == RelationKind.Supersedes).Select(r => r.Truce)];
}
