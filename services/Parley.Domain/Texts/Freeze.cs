using Parley.Domain.Frame;

namespace Parley.Domain.Texts;

/// <summary>When the words stand still although the text is not concluded: somebody has put a name to them, or is about to.</summary>
internal static class Freeze
{
    /// <summary>
    /// The refusal of every change of what is agreed, and of taking it off the table, while an opening of sealed consents is pending, for
    /// they consent to these very words, and after anybody has signed.
    /// </summary>
    public static Rejection? Check(TextRecord text) => PendingOpening.Bar(text) ?? Signed(text);

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
        var parties = string.Join(", ", text.Signatures.Where(s => SignatureSet.IsSignature(s) && SignatureSet.Stands(s)).Select(s => s.Party).Distinct());
        return parties.Length == 0
            ? null
            : Rejection.Precondition(
                "TEXT_SIGNED", text.Journal,
                $"{parties} signed the text as it stands. It can be signed by the others. For other words, or another way to consent, let each who signed take its signature back (WithdrawSignature), or table another text.")
                .With("signed_by", parties.Replace(" ", "", StringComparison.Ordinal));
    }
}
