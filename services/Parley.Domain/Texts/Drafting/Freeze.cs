using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>When the words stand still although the text is not concluded: somebody has put a name to them, or is about to.</summary>
internal static class Freeze
{
    /// <summary>
    /// The refusal of every change of what is agreed while an opening of sealed consents is pending, for they consent to these very words,
    /// and after anybody has signed.
    /// </summary>
    public static Rejection? Check(TextRecord text) => Pending(text) ?? Signed(text);

    /// <summary>
    /// The refusal while an opening of sealed consents is pending; null when none is. It is until the vault has said what came of it, and not
    /// only until its instant: what is done to a text must not be overtaken by a conclusion of earlier.
    /// </summary>
    public static Rejection? Pending(TextRecord text) => text.Openings.FirstOrDefault(o => !o.Over) is { } opening
        ? Rejection.Precondition(
            "OPENING_PENDING", text.Journal,
            $"Sealed consents to this text are to be opened (opening {opening.Id}). Until it is over the text stays as it is.")
            .With("opening", opening.Id)
        : null;

    /// <summary>The refusal to change a text around clauses that are initialled; null when nobody has initialled it.</summary>
    public static Rejection? Initialled(TextRecord text)
    {
        var parties = string.Join(", ", Initials.Of(text));
        return parties.Length == 0
            ? null
            : Rejection.Precondition(
                "TEXT_INITIALLED", text.Journal,
                $"{parties} initialled the text as it stands. Reopen a clause with the agreement of all who have; then the initials fall and the text can change.")
                .With("initialled_by", parties.Replace(" ", "", StringComparison.Ordinal));
    }

    private static Rejection? Signed(TextRecord text)
    {
        var parties = string.Join(", ", text.Signatures.Where(IsSignature).Select(s => s.Party).Distinct());
        return parties.Length == 0
            ? null
            : Rejection.Precondition(
                "TEXT_SIGNED", text.Journal,
                $"{parties} signed the text as it stands. It can be signed by the others or withdrawn; for other words table another text.")
                .With("signed_by", parties.Replace(" ", "", StringComparison.Ordinal));
    }

    private static bool IsSignature(Signature signature) => signature is
    {
        Act: ConsentAct.Sign or ConsentAct.SignAdReferendum or ConsentAct.SealedConsent,
        LapseTime: null,
    };
}
