using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What a change of the words makes of the clauses.</summary>
internal static class WordsFold
{
    /// <summary>The pen-holder's revision: clauses new and changed, in their order; those that are not in it are taken out.</summary>
    public static TextRecord Revised(TextRecord text, TextRevised revised)
    {
        var changed = revised.Clauses.ToDictionary(c => c.Id);
        var tabled = text.Tabled;
        if (revised.Title is not null)
        {
            tabled = tabled.Clone();
            tabled.Title = revised.Title;
        }

        return InOrder(text, revised.Order, changed) with { Tabled = tabled, Revision = text.Revision + 1 };
    }

    /// <summary>A bracket is resolved; accepted, it changes, adds or takes out a clause.</summary>
    public static TextRecord Resolved(TextRecord text, BracketResolved resolved)
    {
        var next = Settled(text, resolved.Amendment, resolved.Accepted ? AmendmentState.Accepted : AmendmentState.Rejected);
        if (!resolved.Accepted)
        {
            return next;
        }

        var changed = new Dictionary<string, TextClause>();
        if (resolved.Clause is { } clause)
        {
            changed.Add(clause.Id, clause);
        }

        var order = resolved.Order.Count > 0 || resolved.Clause is null ? resolved.Order : next.Clauses.Select(c => c.Id);
        return InOrder(next, order, changed) with { Revision = text.Revision + 1 };
    }

    /// <summary>
    /// An amendment is open no more. Its words stay in the journal alone: what nobody can take into the text any more takes no room from
    /// what somebody can.
    /// </summary>
    public static TextRecord Settled(TextRecord text, string amendment, AmendmentState state)
    {
        var i = text.Amendments.FindIndex(a => a.Id == amendment);
        var settled = text.Amendments[i].Clone();
        (settled.State, settled.Text, settled.Rationale) = (state, null, null);
        return text with { Amendments = text.Amendments.SetItem(i, settled) };
    }

    private static TextRecord InOrder(TextRecord text, IEnumerable<string> order, Dictionary<string, TextClause> changed)
    {
        var before = text.Clauses.ToDictionary(c => c.Id);
        ImmutableList<TextClause> clauses =
        [
            .. order.Select(id => changed.TryGetValue(id, out var now) ? Rewritten(before.GetValueOrDefault(id), now) : before[id]),
        ];
        var gone = before.Keys.Except(clauses.Select(c => c.Id)).ToImmutableArray();
        return text with { Clauses = clauses, Deleted = text.Deleted.Union(gone), Reopened = text.Reopened.Except(gone) };
    }

    /// <summary>
    /// The clause with its new words: what was agreed was agreed of the old ones. Meanings stay as long as the words that they are bound
    /// to.
    /// </summary>
    private static TextClause Rewritten(TextClause? before, TextClause now)
    {
        var clause = new TextClause { Id = now.Id, Heading = now.Heading, Text = now.Text };
        if (before is not null && before.Text.Equals(now.Text))
        {
            clause.Bindings.AddRange(before.Bindings);
        }

        return clause;
    }
}
