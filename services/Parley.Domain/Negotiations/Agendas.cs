using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>The issues of talks, and how they hang together.</summary>
internal static class Agendas
{
    /// <summary>A mediator sets the agenda anew, around what is settled.</summary>
    public static Decision Set(NegotiationRecord talks, SetAgendaRequest request)
    {
        if (Violations(request.Agenda, "agenda").ToImmutableArray() is { IsEmpty: false } violations)
        {
            return Rejection.Invalid(violations);
        }

        ImmutableList<AgendaItem> agenda = [.. Described(request.Agenda)];
        ImmutableArray<string> changed = [.. AgendaStanding.ChangedBy(talks, agenda)];
        return changed.IsEmpty
            ? new Event { AgendaSet = new() { Agenda = { agenda } } }
            : Rejection.Precondition(
                "AGENDA_ITEM_SETTLED", talks.Journal,
                $"{string.Join(", ", changed)} is settled, and this would change it, for what it waits, or whether it is for good. Open it again with ReopenAgendaItem first.")
                .With("agenda_items", string.Join(",", changed));
    }

    /// <summary>The items as they are set; how they stand comes of what is settled.</summary>
    public static IEnumerable<AgendaItem> Described(IEnumerable<AgendaItem> agenda) =>
        agenda.Select(item => new AgendaItem { Id = item.Id, Subject = item.Subject, LinkedTo = { item.LinkedTo } });

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
