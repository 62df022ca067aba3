using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Parley.V1;

namespace Parley.Domain.Consents;

/// <summary>
/// The law of conditional consent. Members have each filed a consent to one text; it may depend on what other members consent to
/// and on events that were certified. The law says who, by all that was filed, consents together.
/// </summary>
/// <remarks>
/// <para>
/// "North signs if South signs; South signs if North signs." Nobody goes first, and yet both want the same. So the law does not wait
/// for a first mover. It takes all who filed at their word and drops, again and again, whoever's conditions those who are left
/// cannot meet. What remains is the greatest set in which the conditions of each are met by the others of the set. It holds every
/// smaller such set, so no agreement that could be had is missed, and the order in which consents were filed cannot matter.
/// </para>
/// <para>
/// That there is one greatest set rests on every condition being positive: another consents, an event has come about. Who is in can
/// then only help the others, and two sets that hold, taken together, hold. With "only if East does not sign" this is lost: of
/// North, who signs only without South, and South, who signs only without North, each holds alone and both together do not; there
/// is no largest set, and whoever the machine looked at first would prevail. So the other way round is refused when it is filed
/// (<see cref="ConsentChecks"/>), and counts as never met here.
/// </para>
/// </remarks>
public static class ConsentLaw
{
    /// <summary>The greatest set of those who filed in which the conditions of each are met by the others of the set.</summary>
    /// <param name="filed">What each member filed, by member.</param>
    /// <param name="certified">The ids of the events that were certified.</param>
    /// <returns>The consents of the set, by member.</returns>
    public static ImmutableSortedDictionary<string, SealedConsent> Together(
        IReadOnlyDictionary<string, SealedConsent> filed, IReadOnlySet<string> certified)
    {
        var together = filed.ToImmutableSortedDictionary(f => f.Key, f => new Consent(f.Value), StringComparer.Ordinal);
        while (true)
        {
            var unmet = together.Where(c => !Holds(c.Value, together, certified)).Select(c => c.Key).ToList();
            if (unmet.Count == 0)
            {
                return together.ToImmutableSortedDictionary(c => c.Key, c => c.Value.Filed, StringComparer.Ordinal);
            }

            together = together.RemoveRange(unmet);
        }
    }

    /// <summary>
    /// Who concludes the text: those of the greatest set who consent to the whole of it, provided that every required signatory is
    /// among them; otherwise nobody. A text that requires nobody's signature is not concluded by any.
    /// </summary>
    /// <param name="filed">What each member filed, by member.</param>
    /// <param name="certified">The ids of the events that were certified.</param>
    /// <param name="required">The members whose signature the text needs.</param>
    /// <returns>The members, in the order of their names.</returns>
    public static ImmutableArray<string> Concluding(
        IReadOnlyDictionary<string, SealedConsent> filed, IReadOnlySet<string> certified, IReadOnlyCollection<string> required)
    {
        ImmutableArray<string> whole = [.. Together(filed, certified).Where(c => c.Value.Clauses.Count == 0).Select(c => c.Key)];
        return required.Count > 0 && required.All(whole.Contains) ? whole : [];
    }

    /// <summary>A consent holds unconditionally, or when all conditions of one of its alternatives are met.</summary>
    private static bool Holds(Consent consent, ImmutableSortedDictionary<string, Consent> together, IReadOnlySet<string> certified) =>
        consent.Filed.Alternatives.Count == 0
        || consent.Filed.Alternatives.Any(way => way.Conditions.All(condition => IsMet(condition, together, certified)));

    private static bool IsMet(ConsentCondition condition, ImmutableSortedDictionary<string, Consent> together, IReadOnlySet<string> certified) =>
        !condition.Negated && condition.AboutCase switch
        {
            ConsentCondition.AboutOneofCase.Event => certified.Contains(condition.Event),
            ConsentCondition.AboutOneofCase.Member =>
                together.TryGetValue(condition.Member.Party, out var other) && other.Covers(condition.Member.Clauses),
            _ => false,
        };

    /// <summary>What somebody filed, with the clauses at hand.</summary>
    private sealed record Consent(SealedConsent Filed)
    {
        private readonly HashSet<string> _clauses = [.. Filed.Clauses];

        /// <summary>
        /// True when it accepts at least these clauses; none: the whole text. Accepting every clause one by one is not accepting
        /// the text: who does so has kept back its signature.
        /// </summary>
        public bool Covers(RepeatedField<string> clauses) =>
            _clauses.Count == 0 || (clauses.Count > 0 && clauses.All(_clauses.Contains));
    }
}
