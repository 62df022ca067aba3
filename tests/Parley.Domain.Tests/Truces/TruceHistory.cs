using NodaTime;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Tests.Truces;

/// <summary>A truce that has gone through a random history.</summary>
/// <param name="Truce">The truce at its end.</param>
/// <param name="Instants">When each act was tried.</param>
/// <param name="Refusals">Why each was refused; null where it was not.</param>
internal sealed record TruceHistory(TruceDriver Truce, IReadOnlyList<Instant> Instants, IReadOnlyList<string?> Refusals)
{
    /// <summary>Plays the acts; between them nothing wakes the truce. Null when the terms cannot be recorded.</summary>
    public static TruceHistory? Play(TruceTerms terms, IReadOnlyList<AnyAct> acts, Action<TruceDriver>? afterEach = null)
    {
        var truce = Draft(terms);
        if (truce is null)
        {
            return null;
        }

        var (instants, refusals) = (new List<Instant>(), new List<string?>());
        foreach (var act in acts)
        {
            truce.World.Now = act.InstantOf(truce);
            instants.Add(truce.World.Now);
            truce.PassTime();
            refusals.Add(Try(truce, act)?.Reason);
            afterEach?.Invoke(truce);
        }

        return new(truce, instants, refusals);
    }

    /// <summary>Plays the same acts at the same instants, with the truce woken at every instant at which something is due.</summary>
    public TruceHistory PlayedAwake(TruceTerms terms, IReadOnlyList<AnyAct> acts)
    {
        var truce = Draft(terms)!;
        var refusals = new List<string?>();
        for (var i = 0; i < acts.Count; i++)
        {
            truce.World.AdvanceTo(Instants[i]);
            refusals.Add(Try(truce, acts[i])?.Reason);
        }

        return new(truce, Instants, refusals);
    }

    private static TruceDriver? Draft(TruceTerms terms)
    {
        var truce = new TruceDriver(new World { Now = Cast.T(AnyTruce.Start) }, "truce");
        return truce.Send(Cast.Mediator, truce.Creation(terms)) is null ? truce : null;
    }

    /// <summary>A refused act changes nothing, and says why.</summary>
    private static Rejection? Try(TruceDriver truce, AnyAct act)
    {
        var request = act.RequestTo(truce);
        var (state, events) = (truce.State, truce.Events.Count);
        var refusal = truce.Send(act.By, request);
        if (refusal is not null)
        {
            Assert.Same(state, truce.State);
            Assert.Equal(events, truce.Events.Count);
            Assert.Matches("^[A-Z_]+$", refusal.Reason);
            Assert.NotEmpty(refusal.Message);
        }

        return refusal;
    }
}
