using Parley.Domain.Frame;

namespace Parley.Domain.Access;

/// <summary>For which party a caller acts, in a request that may leave the party out.</summary>
public static class ActingParty
{
    /// <summary>The party that the caller acts for.</summary>
    /// <param name="requested">The party that the request names; empty when it names none.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="conflict">The conflict within which the caller acts.</param>
    /// <param name="field">The field of the request that names the party, for example <c>party</c>.</param>
    /// <returns>
    /// The party, or the refusal: FOREIGN_NAME for a party of another conflict, PARTY_AMBIGUOUS when none is named and the
    /// caller acts for several, PERMISSION_DENIED when the caller does not act for the party named, or for any.
    /// </returns>
    public static (string? Party, Rejection? Rejection) Resolve(string requested, Caller caller, string conflict, string field)
    {
        if (requested.Length > 0)
        {
            return Named(requested, caller, conflict, field);
        }

        var held = caller.PartiesIn(conflict);
        return held.Length switch
        {
            0 => (null, Rejection.Denied($"You act for no party of {conflict}. A token for one of its parties may do this.")),
            1 => (held[0], null),
            _ => (null, Rejection.Invalid(
                field, "PARTY_AMBIGUOUS", $"You act for several parties ({string.Join(", ", held)}). Name the one for which you act now.")
                .With("candidates", string.Join(',', held))),
        };
    }

    private static (string? Party, Rejection? Rejection) Named(string requested, Caller caller, string conflict, string field)
    {
        if (ForeignName.In(requested, conflict, field) is { } foreign)
        {
            return (null, Rejection.Invalid(foreign));
        }

        return caller.ActsFor(requested)
            ? (requested, null)
            : (null, Rejection.Denied($"You do not act for {requested}. Only a token for that party may do this in its name."));
    }
}
