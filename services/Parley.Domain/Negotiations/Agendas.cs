using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>The issues of talks, and how they hang together.</summary>
internal static class Agendas
{
    /// <summary>A mediator sets the agenda anew.</summary>
    public static Decision Set(SetAgendaRequest request) =>
        Violations(request.Agenda, "agenda").ToImmutableArray() is { IsEmpty: false } violations
            ? Rejection.Invalid(violations)
            : new Event { AgendaSet = new() { Agenda = { request.Agenda } } };

    /// <summary>Ids are unique; an item is linked to others that there are.</summary>
    public static IEnumerable<FieldViolation> Violations(IReadOnlyList<AgendaItem> agenda, string field)
    {
        var known = agenda.Select(item => item.Id).ToHashSet();
        return FieldViolation.SameId(agenda.Select(item => item.Id), i => $"{field}[{i}].id", "DUPLICATE_AGENDA_ITEM").Concat(
            from item in agenda.Select((item, i) => (item.Id, item.LinkedTo, Field: $"{field}[{i}].linked_to"))
            from link in item.LinkedTo.Select((to, i) => (To: to, Field: $"{item.Field}[{i}]"))
            where link.To == item.Id || !known.Contains(link.To)
            select new FieldViolation(link.Field, "UNKNOWN_AGENDA_ITEM", $"{link.To} is no other item of this agenda. Link items that stand in it."));
    }
}
