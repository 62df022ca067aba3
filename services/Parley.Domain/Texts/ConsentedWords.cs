using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>
/// Consent is to words, and to what they mean to a machine. Initials and signatures that were given to other words say nothing of these:
/// they fall with the change, and can be given anew.
/// </summary>
internal static class ConsentedWords
{
    /// <summary>True when words, order or meanings changed; with clauses named, when those of one of them did.</summary>
    public static bool HaveChanged(TextRecord before, TextRecord after, IReadOnlyCollection<string>? clauses = null)
    {
        if (ReferenceEquals(before.Clauses, after.Clauses) && ReferenceEquals(before.Tabled, after.Tabled))
        {
            return false;
        }

        if (clauses is { Count: > 0 })
        {
            return clauses.Any(id => !SaysTheSame(before.Clause(id), after.Clause(id)));
        }

        return !Equals(before.Tabled.Title, after.Tabled.Title)
            || before.Clauses.Count != after.Clauses.Count
            || before.Clauses.Zip(after.Clauses, SaysTheSame).Contains(false);
    }

    /// <summary>The text after a change, without what fell with its words.</summary>
    /// <param name="before">The text as it was.</param>
    /// <param name="after">The text as the change left it.</param>
    /// <param name="at">The instant of the change.</param>
    public static TextRecord Fall(TextRecord before, TextRecord after, Instant at)
    {
        if (!before.Exists || before.Signatures.IsEmpty)
        {
            return after;
        }

        return HaveChanged(before, after)
            ? after with { Signatures = after.Signatures.ConvertAll(s => SignatureSet.Stands(s) ? Lapsed(s, at) : s) }
            : after;
    }

    private static Signature Lapsed(Signature signature, Instant at)
    {
        var copy = signature.Clone();
        copy.LapseTime = at.ToTimestamp();
        return copy;
    }

    /// <summary>True when the clauses say the same, however far each has come.</summary>
    private static bool SaysTheSame(TextClause? one, TextClause? other) =>
        ReferenceEquals(one, other)
        || (one is not null && other is not null
            && one.Id == other.Id && Equals(one.Heading, other.Heading) && Equals(one.Text, other.Text) && one.Bindings.Equals(other.Bindings));
}
