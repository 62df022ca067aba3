using System.Collections.Immutable;

namespace Parley.Domain.Frame;

/// <summary>One field that breaks a rule.</summary>
/// <param name="Field">The path in the request, for example <c>terms.effect.at.zone</c>.</param>
/// <param name="Reason">The rule, UPPER_SNAKE.</param>
/// <param name="Description">What is wrong and what would be right, in English.</param>
public sealed record FieldViolation(string Field, string Reason, string Description)
{
    /// <summary>An id that the caller gives for one of several, and that none of them has.</summary>
    /// <param name="field">The path in the request.</param>
    /// <param name="reason">The rule.</param>
    /// <param name="what">What there is not, with its id, and where that helps in what: <c>clause 7 in the text</c>.</param>
    /// <param name="known">The ids that there are.</param>
    public static FieldViolation Unknown(string field, string reason, string what, IEnumerable<string> known)
    {
        ImmutableArray<string> ids = [.. known];
        var there = ids.Length switch
        {
            0 => "there is none at all",
            1 => $"there is only {ids[0]}",
            _ => $"there are {string.Join(", ", ids)}",
        };
        return new(field, reason, $"There is no {what}; {there}.");
    }

    /// <summary>The violations of names that stand in a list again.</summary>
    /// <param name="names">The list.</param>
    /// <param name="field">The path of the name at an index.</param>
    /// <param name="reason">The rule.</param>
    public static ImmutableArray<FieldViolation> Twice(IEnumerable<string> names, Func<int, string> field, string reason) =>
        Again(names, field, reason, "Name it once.");

    /// <summary>The violations of ids that several things in a list have.</summary>
    /// <inheritdoc cref="Twice"/>
    public static ImmutableArray<FieldViolation> SameId(IEnumerable<string> names, Func<int, string> field, string reason) =>
        Again(names, field, reason, "Each needs an id of its own.");

    private static ImmutableArray<FieldViolation> Again(IEnumerable<string> values, Func<int, string> field, string reason, string hint)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. values.Select((value, i) => (Value: value, Index: i)).Where(v => !seen.Add(v.Value))
            .Select(v => new FieldViolation(field(v.Index), reason, $"{v.Value} stands here twice. {hint}"))];
    }
}
