using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Sessions;

/// <summary>Planning a session: in which format, with whom, on what, when.</summary>
internal static class SessionPlans
{
    /// <summary>Formats that keep the sides apart: only in a caucus, since whoever reads the negotiation would learn of them.</summary>
    private static readonly ImmutableArray<SessionFormat> Apart =
        [SessionFormat.Separate, SessionFormat.Proximity, SessionFormat.Shuttle, SessionFormat.BackChannel];

    /// <summary>Formats that one side and the mediators can have too.</summary>
    private static readonly ImmutableArray<SessionFormat> InCaucus =
        [.. Apart, SessionFormat.Telephone, SessionFormat.Video, SessionFormat.Written, SessionFormat.Bilateral];

    /// <summary>A mediator plans a session. It may lie in the past: what was held without a plan is recorded later.</summary>
    public static Decision Schedule(SessionPlace place, ScheduleSessionRequest request, RuleContext context)
    {
        var given = request.Session ?? new();
        var times = new TimeResolver(place.Clocks.CandidateZones);
        var (start, end) = (times.Resolve(given.PlannedStart, "session.planned_start"), times.Resolve(given.PlannedEnd, "session.planned_end"));
        ImmutableArray<FieldViolation> violations =
        [
            .. Format(place, given.Format),
            .. times.Violations,
            .. Order(start, end),
            .. Strangers.In(place.Members, given.Participants, place.Journal, "session.participants"),
            .. given.AgendaItems.Select((item, i) => (Item: item, Field: $"session.agenda_items[{i}]"))
                .Where(x => !place.AgendaItems.Contains(x.Item))
                .Select(x => new FieldViolation(x.Field, "UNKNOWN_AGENDA_ITEM", UnknownItem(place, x.Item))),
        ];
        if (!violations.IsEmpty)
        {
            return Rejection.Invalid(violations) with { Metadata = times.Metadata };
        }

        var planned = new Session
        {
            Format = given.Format,
            Level = given.Level,
            Subject = given.Subject,
            Venue = given.Venue,
            Host = given.Host,
            PlannedStart = start,
            PlannedEnd = end,
            Participants = { given.Participants },
            AgendaItems = { given.AgendaItems },
        };
        return SessionRules.Step(
            context.AssignedId, SessionStep.Scheduled, new() { Entry = context.AssignedId, SessionScheduled = new() { Session = planned } });
    }

    private static IEnumerable<FieldViolation> Format(SessionPlace place, SessionFormat format)
    {
        if (!place.IsCaucus && Apart.Contains(format))
        {
            yield return new("session.format", "FORMAT_FOR_CAUCUS",
                "Talks that keep the sides apart belong into a side's caucus, where no other side learns of them. Schedule it there.");
        }
        else if (place.IsCaucus && !InCaucus.Contains(format))
        {
            yield return new("session.format", "FORMAT_NOT_FOR_CAUCUS",
                "In a caucus only one side and the mediators meet. Schedule a session of several sides in the negotiation.");
        }
    }

    private static IEnumerable<FieldViolation> Order(LegalTime? start, LegalTime? end)
    {
        if (start is not null && end is not null && end.ToInstant() <= start.ToInstant())
        {
            yield return new("session.planned_end", "END_NOT_AFTER_START", "A session is planned to end after its beginning.");
        }
    }

    private static string UnknownItem(SessionPlace place, string item) => place.AgendaItems.IsEmpty
        ? $"There is no agenda here, so no item {item}; leave agenda_items empty."
        : $"The agenda has no item {item}; it has {string.Join(", ", place.AgendaItems)}.";
}
