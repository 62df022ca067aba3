using System.Collections.Immutable;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings.Checking;

/// <summary>A clause with its language versions taken apart, in the order of the text's languages.</summary>
internal sealed record ClauseReading(TextClause Clause, ImmutableArray<LanguageVersion> Versions)
{
    public static ClauseReading Of(TextRecord text, TextClause clause)
    {
        var order = text.Tabled.Languages;
        return new(clause,
        [
            .. (clause.Text?.Values.AsEnumerable() ?? [])
                .OrderBy(w => order.IndexOf(w.Key) is var at && at < 0 ? int.MaxValue : at).ThenBy(w => w.Key, StringComparer.Ordinal)
                .Select(w => new LanguageVersion(w.Key, w.Value, Token.In(w.Value))),
        ]);
    }
}
