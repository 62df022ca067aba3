using System.Collections.Immutable;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;

namespace Parley.Domain.Truces;

/// <summary>Refusals that several rules of truces share.</summary>
internal static class Refusals
{
    /// <summary>The party is not bound, so it cannot dispose of the truce.</summary>
    public static Rejection NotBound(TruceRecord truce, string party) =>
        Rejection.Precondition("NOT_BOUND", truce.Journal, $"{party} is not bound by this truce; only the parties bound can do this.")
            .With("party", party);

    /// <summary>The names that belong to another conflict than the truce: a party or place of elsewhere cannot be meant here.</summary>
    public static IEnumerable<FieldViolation> Foreign(TruceRecord truce, IEnumerable<string> names, string field) =>
        ForeignName.In(names, ResourceName.ConflictOf(truce.Journal), field);

    /// <summary>
    /// Why the parties' consent as the mediator recorded it is not enough; null when every party bound has agreed. Of an imposed
    /// truce the body that imposed it disposes, and nobody's consent is needed.
    /// </summary>
    public static Rejection? ConsentMissing(TruceRecord truce, IReadOnlyCollection<string> agreedBy)
    {
        if (Foreign(truce, agreedBy, "agreed_by").ToImmutableArray() is { IsEmpty: false } foreign)
        {
            return Rejection.Invalid(foreign);
        }

        ImmutableArray<string> missing = Conclusion.IsImposed(truce.Terms) ? [] : [.. truce.Bound.Except(agreedBy)];
        return missing.IsEmpty
            ? null
            : Rejection.Precondition(
                "CONSENT_MISSING", truce.Journal,
                $"Every party bound must agree, and {string.Join(", ", missing)} is not in agreed_by. Obtain its agreement and name it.")
                .With("missing", string.Join(",", missing));
    }
}
