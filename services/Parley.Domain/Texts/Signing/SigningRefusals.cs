using Parley.Domain.Frame;

namespace Parley.Domain.Texts.Signing;

/// <summary>Refusals that several rules of signing share.</summary>
internal static class SigningRefusals
{
    /// <summary>Only members that are parties can do this; guarantors and witnesses take part in another capacity.</summary>
    public static Rejection NotAParty(TextRecord text, string member, string act) =>
        Rejection.Precondition("NOT_A_PARTY", text.Journal, $"{member} takes part in these talks, but not as a party. Only parties can {act}.")
            .With("party", member);

    /// <summary>An id that the text has already.</summary>
    public static Rejection Taken(TextRecord text, string field, string id) =>
        new Rejection(RejectionCode.AlreadyExists, "ALREADY_EXISTS", $"{field} {id} is in {text.Journal} already. Choose another id.")
        {
            Resource = text.Journal,
        }.With("field", field);

    /// <summary>An id in the request that the text does not know.</summary>
    public static Rejection Unknown(string field, string reason, string id, IEnumerable<string> known)
    {
        var ids = string.Join(", ", known);
        return Rejection.Invalid(field, reason, ids.Length == 0 ? $"{id} is not in the text; there is none." : $"{id} is not in the text; there are {ids}.");
    }
}
