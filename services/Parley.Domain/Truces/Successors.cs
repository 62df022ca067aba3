using NodaTime;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// One truce takes another's place. The later one says so as soon as its instant of effect is known, and says so again when
/// that moves; the earlier one then ends by its own clock, at that instant, whatever runs or does not run then. A truce that
/// learns of it only afterwards ends when it learns.
/// </summary>
internal static class Successors
{
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

        if (known is null && TruceLimits.Check(truce.Journal, truce.Successors.Count, TruceLimits.Successors, "successors") is { } full)
        {
            return full;
        }

        return new Event
        {
            TruceSuccessorRegistered = new() { Truce = call.Successor, Time = call.Time, SuccessorVersion = call.SuccessorVersion },
        };
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
            if (told != now)
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

    private static HashSet<string> Predecessors(TruceRecord truce) =>
        truce.Stage == TruceStage.Draft || truce.ConcludedAt is null
            ? []
            : [.. truce.Terms.Relations.Where(r => r.Kind == RelationKind.Supersedes).Select(r => r.Truce)];
}
