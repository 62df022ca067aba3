using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Signing;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>The pen-holder changes the text, or takes it off the table.</summary>
internal static class Revisions
{
    /// <summary>Clauses are written anew, added, moved or taken out. What is agreed is not touched.</summary>
    public static Decision Revise(TextRecord text, ReviseTextRequest request, RuleContext context)
    {
        if ((Pen.Check(text, context) ?? Freeze.Check(text)) is { } barred)
        {
            return barred;
        }

        if (Wrong(text, request).ToImmutableArray() is { IsEmpty: false } wrong)
        {
            return Rejection.Invalid(wrong);
        }

        var draft = Revision.Of(text, request);
        return Bar(text, draft) is { } bar ? bar : Events(text, draft);
    }

    /// <summary>The pen-holder takes the text off the table, but not from under a signature or consents that are to be opened.</summary>
    public static Decision Withdraw(TextRecord text, WithdrawTextRequest request, RuleContext context) =>
        (Pen.Check(text, context) ?? Assists(text, context) ?? Freeze.Check(text)) is { } barred
            ? barred
            : new Event { TextWithdrawn = new() { Reason = request.Reason } };

    /// <summary>The refusal of an interpreter or adviser of the party that holds the pen: they write for it, and do not end what it has tabled.</summary>
    private static Rejection? Assists(TextRecord text, RuleContext context) =>
        text.Members.FirstOrDefault(m => m.Party == text.Tabled.PenHolder) is { } holder && !ActingMember.MayBind(context.Caller, holder) ? ActingMember.CannotBind(holder) : null;

    private static IEnumerable<FieldViolation> Wrong(TextRecord text, ReviseTextRequest request)
    {
        var given = request.Clauses.Select(c => c.Id).ToHashSet();
        var unknown = request.Order.Select((id, i) => (id, i))
            .Where(x => text.Clause(x.id) is null && !given.Contains(x.id))
            .Select(x => Clauses.UnknownIn(text, x.id, $"order[{x.i}]"));
        var unplaced = request.Clauses.Select((c, i) => (c.Id, i))
            .Where(x => request.Order.Count > 0 && !request.Order.Contains(x.Id))
            .Select(x => new FieldViolation($"clauses[{x.i}].id", "CLAUSE_NOT_IN_ORDER", $"{x.Id} is to be written and has no place in order. Name it there, or leave order out."));
        return
        [
            .. FieldViolation.SameId(request.Clauses.Select(c => c.Id), i => $"clauses[{i}].id", "DUPLICATE_ID"),
            .. FieldViolation.Twice(request.Order, i => $"order[{i}]", "DUPLICATE_ID"),
            .. unknown,
            .. unplaced,
            .. request.Clauses.SelectMany((c, i) => Wordings.Check(c, text.Tabled.Languages, $"clauses[{i}]")),
        ];
    }

    private static Rejection? Bar(TextRecord text, Revision draft)
    {
        if (draft.IsEmpty)
        {
            return Rejection.Precondition("NOTHING_CHANGED", text.Journal, "The text reads like this already. Give the clauses, the order or the title that are to change.");
        }

        return draft.Added.Select(c => Clauses.Taken(text, c.Id)).FirstOrDefault(r => r is not null)
            ?? Clauses.Agreed(text, [.. draft.Changed.Select(c => text.Clause(c.Id)!), .. draft.Removed])
            ?? Freeze.Initialled(text)
            ?? Clauses.Bracketed(text, text.Amendments.Where(a => draft.Removed.Any(c => c.Id == a.Clause)))
            ?? TextLimits.Check(text.Journal, text.Revision + 1, TextLimits.Revisions, "revisions")
            ?? TextLimits.Check(text.Journal, draft.Order.Length, TextLimits.Clauses, "clauses")
            ?? TextLimits.Check(text.Journal, text.Clauses.Count + text.Deleted.Count + draft.Added.Length, TextLimits.ClauseIds, "clauses, those taken out too");
    }

    private static List<Event> Events(TextRecord text, Revision draft)
    {
        var revised = new TextRevised { Title = draft.Title };
        revised.Clauses.AddRange([.. draft.Changed, .. draft.Added]);
        revised.Order.AddRange(draft.Order);

        // Meanings end before their words do, so that at no point they say different things.
        var reworded = draft.Changed.Select(c => (Before: text.Clause(c.Id)!, After: c)).Where(x => !x.Before.Text.Equals(x.After.Text)).Select(x => x.Before);
        return
        [
            .. reworded.Concat(draft.Removed).SelectMany(Clauses.Unbound),
            new Event { TextRevised = revised },
        ];
    }
}
