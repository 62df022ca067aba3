using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>The pen-holder resolves brackets: takes an amendment into the text, with its words or others, or does not.</summary>
internal static class Brackets
{
    /// <summary>One bracket is resolved. Others of the same clause stay open: an option that is taken rejects no other by itself.</summary>
    public static Decision Resolve(TextRecord text, ResolveBracketRequest request, RuleContext context)
    {
        if (Pen.Check(text, context) is { } barred)
        {
            return barred;
        }

        var (amendment, rejection) = Amendments.Open(text, request.Amendment);
        if (amendment is null)
        {
            return rejection!;
        }

        if (Wrong(text, request, amendment).ToImmutableArray() is { IsEmpty: false } wrong)
        {
            return Rejection.Invalid(wrong);
        }

        return request.Accept ? Accept(text, request, amendment) : Resolved(new() { Amendment = amendment.Id });
    }

    private static IEnumerable<FieldViolation> Wrong(TextRecord text, ResolveBracketRequest request, Amendment amendment)
    {
        var inserts = request.Accept && amendment.Kind == AmendmentKind.Insert;
        if (inserts && request.ClauseId.Length == 0)
        {
            yield return new("clause_id", "CLAUSE_ID_MISSING", "Give the id of the new clause; it stays through every revision.");
        }
        else if (!inserts && request.ClauseId.Length > 0)
        {
            yield return new("clause_id", "CLAUSE_ID_NOT_EXPECTED", "Only an insertion that is accepted makes a new clause.");
        }

        if (!Wordings.IsEmpty(request.Text) && (!request.Accept || amendment.Kind == AmendmentKind.Delete))
        {
            yield return new("text", "WORDS_NOT_EXPECTED", "Where nothing is put into the text there are no words to put there.");
        }

        foreach (var foreign in Wordings.Foreign(request.Text, text.Tabled.Languages, "text"))
        {
            yield return foreign;
        }
    }

    private static Decision Accept(TextRecord text, ResolveBracketRequest request, Amendment amendment)
    {
        if ((Freeze.Check(text) ?? Freeze.Initialled(text)) is { } frozen)
        {
            return frozen;
        }

        var words = Wordings.IsEmpty(request.Text) ? amendment.Text : request.Text;
        return amendment.Kind switch
        {
            AmendmentKind.Insert => Insert(text, amendment, new() { Id = request.ClauseId, Text = words }),
            AmendmentKind.Delete => Delete(text, amendment, text.Clause(amendment.Clause)!),
            _ => Replace(text, amendment, text.Clause(amendment.Clause)!, words),
        };
    }

    private static Decision Replace(TextRecord text, Amendment amendment, TextClause before, LocalizedText words)
    {
        var clause = new TextClause { Id = before.Id, Heading = before.Heading, Text = words };
        return Resolved(
            new() { Amendment = amendment.Id, Accepted = true, Clause = clause },
            before.Text.Equals(words) ? [] : Clauses.Unbound(before));
    }

    private static Decision Insert(TextRecord text, Amendment amendment, TextClause clause)
    {
        var full = Clauses.Taken(text, clause.Id)
            ?? TextLimits.Check(text.Journal, text.Clauses.Count + 1, TextLimits.Clauses, "clauses")
            ?? TextLimits.Check(text.Journal, text.Clauses.Count + text.Deleted.Count + 1, TextLimits.ClauseIds, "clauses, those taken out too");
        if (full is not null)
        {
            return full;
        }

        // After the clause that it names; at the beginning where it names none.
        var at = text.Clauses.FindIndex(c => c.Id == amendment.Clause) + 1;
        var resolved = new BracketResolved { Amendment = amendment.Id, Accepted = true, Clause = clause };
        resolved.Order.AddRange(text.Clauses.Insert(at, clause).Select(c => c.Id));
        return Resolved(resolved);
    }

    private static Decision Delete(TextRecord text, Amendment amendment, TextClause before)
    {
        // What else is proposed for the clause, or after it, would hang in the air.
        if (Clauses.Bracketed(text, text.Amendments.Where(a => a.Clause == before.Id && a.Id != amendment.Id)) is { } others)
        {
            return others;
        }

        if (text.Clauses.Count == 1)
        {
            return Rejection.Precondition("LAST_CLAUSE", text.Journal, $"{before.Id} is the only clause; a text says something. Use WithdrawText to take it off the table.");
        }

        var resolved = new BracketResolved { Amendment = amendment.Id, Accepted = true };
        resolved.Order.AddRange(text.Clauses.Where(c => c.Id != before.Id).Select(c => c.Id));
        return Resolved(resolved, Clauses.Unbound(before));
    }

    /// <summary>Meanings end before their words do.</summary>
    private static Decision Resolved(BracketResolved resolved, params IEnumerable<Event> unbound) =>
        (List<Event>)[.. unbound, new() { BracketResolved = resolved }];
}
