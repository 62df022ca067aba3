using CsCheck;
using NodaTime;
using Parley.Testing;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Whatever happens to a later truce, the earlier one makes way for it exactly if it takes effect between all whom the earlier binds.</summary>
public sealed class SuccessionPropertyTests
{
    private static readonly Gen<(TruceTerms, AnyAct[], bool, int)> AnySuccession =
        Gen.Select(AnyTruce.Terms, AnyAct.Any.Array[0, 25], Gen.Bool, Gen.Int[0, 40]);

    [Fact]
    public void TheEarlierEnds_ExactlyIfTheLaterTakesEffect_WhicheverWakesFirst()
    {
        AnySuccession.Sample(
            (terms, acts, laterFirst, days) =>
            {
                if (Play(terms, acts) is not var (earlier, later))
                {
                    return;
                }

                // Every machine is down for some days; then one of the two wakes before the other.
                earlier.World.Now += Duration.FromDays(days);
                var (first, second) = laterFirst ? (later, earlier) : (earlier, later);
                first.PassTime();
                second.PassTime();

                // As it was recorded then; a clarification may find afterwards that a later instant was meant.
                var since = later.Of(Event.BodyOneofCase.TruceEnteredIntoForce).FirstOrDefault()?.DueAt;
                var superseded = earlier.Shown == TruceState.Superseded;
                Assert.True(!superseded || since is not null, "It made way for a truce that never took effect.");
                Assert.True(!superseded || earlier.View.Ending.Time >= since, "It made way too early.");
                var supersedes = later.State.Terms.Relations.Any(r => r.Truce == earlier.Name);
                var bindsAll = Both.All(later.State.Bound.Contains);
                Assert.True(since is null || !supersedes || !bindsAll || superseded, "It did not make way.");
            },
            iter: Round.Of(100, 2000));
    }

    private static (TruceDriver Earlier, TruceDriver Later)? Play(TruceTerms terms, AnyAct[] acts)
    {
        var world = new World();
        var earlier = TruceDriver.Concluded(Terms(), AnyTruce.Start, world, "earlier");
        var later = new TruceDriver(world, "later");
        terms = terms.Clone();
        terms.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = earlier.Name });
        if (later.Send(Mediator, later.Creation(terms)) is not null)
        {
            return null;
        }

        foreach (var act in AnyAct.Concluding.Concat(acts))
        {
            world.AdvanceTo(act.InstantOf(later));
            later.Send(act.By, act.RequestTo(later));
        }

        return (earlier, later);
    }
}
