using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What a revision comes to: what is given and reads as before is no change.</summary>
/// <param name="Added">Clauses that are new.</param>
/// <param name="Changed">Clauses that read otherwise now.</param>
/// <param name="Removed">Clauses that are taken out, as they stand.</param>
/// <param name="Order">The ids of all clauses, in order.</param>
/// <param name="IsMoved">Whether clauses that stay stand in another order.</param>
/// <param name="Title">The title, where it changes.</param>
internal sealed record Revision(
    ImmutableArray<TextClause> Added, ImmutableArray<TextClause> Changed, ImmutableArray<TextClause> Removed, ImmutableArray<string> Order, bool IsMoved,
    LocalizedText? Title)
{
    /// <summary>True when the text would read as it does.</summary>
    public bool IsEmpty => Added.IsEmpty && Changed.IsEmpty && Removed.IsEmpty && !IsMoved && Title is null;

    /// <summary>The revision that a request asks for, which has been found to be in order.</summary>
    public static Revision Of(TextRecord text, ReviseTextRequest request)
    {
        var given = request.Clauses.Select(Wordings.Cleaned).ToImmutableArray();
        ImmutableArray<TextClause> added = [.. given.Where(c => text.Clause(c.Id) is null)];
        ImmutableArray<string> before = [.. text.Clauses.Select(c => c.Id)];
        ImmutableArray<string> order = request.Order.Count > 0 ? [.. request.Order] : [.. before, .. added.Select(c => c.Id)];
        return new(
            added,
            [.. given.Where(c => text.Clause(c.Id) is { } now && !(Equals(now.Heading, c.Heading) && now.Text.Equals(c.Text)))],
            [.. text.Clauses.Where(c => !order.Contains(c.Id))],
            order,
            !order.Where(before.Contains).SequenceEqual(before.Where(order.Contains)),
            Wordings.IsEmpty(request.Title) || request.Title.Equals(text.Tabled.Title) ? null : request.Title);
    }
}
