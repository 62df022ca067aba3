using System.Collections.Immutable;
using Parley.Domain.Texts.Bindings.Checking;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// Whether a text holds what a text should, leaves nothing to be agreed and says the same in every language, after the UN DPPA Guidance on
/// Mediation of Ceasefires (2022). Advice, never a condition: parties may sign what they like.
/// </summary>
internal static class TextCheck
{
    public static CheckTextResponse Of(TextRecord text)
    {
        var response = new CheckTextResponse { OpenBrackets = ClauseStatuses.OpenBrackets(text) };
        ImmutableArray<ClauseReading> clauses = [.. text.Clauses.Select(c => ClauseReading.Of(text, c))];
        response.Elements.AddRange(TextElements.Of(text, clauses));
        response.Dangling.AddRange(clauses.SelectMany(Dangling));
        response.Discrepancies.AddRange(clauses.SelectMany(c => c.Clause.Bindings.SelectMany(b => b.Discrepancies).Concat(ClauseNumbers.Differing(c))));
        response.DirectionFlags.AddRange(TextView.FlagsOf(text));
        response.Complete = response is { Dangling.Count: 0, Discrepancies.Count: 0, OpenBrackets: 0, DirectionFlags.Count: 0 }
            && response.Elements.All(e => e.Present);
        return response;
    }

    /// <summary>Words that put off what should be settled, once a language of a clause.</summary>
    private static IEnumerable<DanglingWords> Dangling(ClauseReading clause) => clause.Versions
        .Select(v => (v.Language, Words: DeferringWords.FindIn(v.Words)))
        .Where(v => v.Words is not null)
        .Select(v => new DanglingWords { Clause = clause.Clause.Id, Language = v.Language, Words = v.Words });
}
