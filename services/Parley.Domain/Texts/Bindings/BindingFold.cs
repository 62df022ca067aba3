using NodaTime;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>What the events of bindings make of a text.</summary>
internal static class BindingFold
{
    /// <summary>The record after the event; null when it is none of these.</summary>
    public static TextRecord? Apply(TextRecord text, Event e, Instant at) => e.BodyCase switch
    {
        Event.BodyOneofCase.ClauseBound => With(text with { Bound = text.Bound + 1 }, e.ClauseBound.Clause, c => c.Bindings.Add(e.ClauseBound.Binding)),
        Event.BodyOneofCase.ClauseUnbound => With(text, e.ClauseUnbound.Clause, c => c.Bindings.Remove(c.Bindings.First(b => b.Id == e.ClauseUnbound.Binding))),
        _ => null,
    };

    private static TextRecord With(TextRecord text, string id, Action<TextClause> change)
    {
        var i = text.Clauses.FindIndex(c => c.Id == id);
        var clause = text.Clauses[i].Clone();
        change(clause);
        return text with { Clauses = text.Clauses.SetItem(i, clause) };
    }
}
