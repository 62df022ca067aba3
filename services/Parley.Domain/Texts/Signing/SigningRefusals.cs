using Parley.Domain.Frame;

namespace Parley.Domain.Texts.Signing;

/// <summary>Refusals that several rules of signing share.</summary>
internal static class SigningRefusals
{
    /// <summary>Only members that are parties can do this; guarantors and witnesses take part in another capacity.</summary>
    public static Rejection NotAParty(TextRecord text, string member, string act) =>
        Rejection.Precondition("NOT_A_PARTY", text.Journal, $"{member} takes part in these talks, but not as a party. Only parties can {act}.")
            .With("party", member);
}
