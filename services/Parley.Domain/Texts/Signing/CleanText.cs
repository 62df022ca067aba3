using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>Nobody can initial or sign a text in which something stands in brackets, or is not yet written in a language.</summary>
internal static class CleanText
{
    /// <summary>Why it can be neither initialled nor signed; null when it is clean.</summary>
    public static Rejection? Check(TextRecord text)
    {
        if (ClauseStatuses.IsClean(text))
        {
            return null;
        }

        var (open, untranslated) = (ClauseStatuses.OpenBrackets(text), ClauseStatuses.Untranslated(text).ToImmutableArray());
        var lacks = untranslated.IsEmpty ? "" : $" Not yet written: {string.Join(", ", untranslated)}.";
        return Rejection.Precondition(
            "TEXT_NOT_CLEAN", text.Journal,
            $"{open} brackets are open.{lacks} Only a clean text can be initialled or signed: resolve the brackets and write every clause in every language first.")
            .With("open_brackets", open.ToString())
            .With("untranslated", string.Join(",", untranslated));
    }
}
