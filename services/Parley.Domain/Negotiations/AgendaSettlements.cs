using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// Issues are settled between the parties and opened again. A settlement binds nobody; that it cannot be opened silently is what makes
/// giving way on one issue for another possible.
/// </summary>
internal static class AgendaSettlements
{
    /// <summary>A mediator records what every party has agreed to.</summary>
    public static Decision Settle(NegotiationRecord talks, SettleAgendaItemRequest request)
    {
        var given = request.Settlement ?? new();
        if (Wrong(talks, request.AgendaItem, given.AgreedBy, "settlement.agreed_by") is { } wrong)
        {
            return wrong;
        }

        if (talks.Settlements.ContainsKey(request.AgendaItem))
        {
            return Rejection.Precondition(
                "AGENDA_ITEM_SETTLED", talks.Journal, $"{request.AgendaItem} is settled already. Open it again with ReopenAgendaItem to settle it otherwise.")
                .With("agenda_items", request.AgendaItem);
        }

        if ((NotAll(talks, given.AgreedBy, "settled") ?? NegotiationLimits.Outcome(given.Outcome)) is { } refused)
        {
            return refused;
        }

        var settlement = new AgendaSettlement { Outcome = given.Outcome, AgreedBy = { given.AgreedBy } };
        return new Event { AgendaItemSettled = new() { AgendaItem = request.AgendaItem, Settlement = settlement } };
    }

    /// <summary>A mediator records that an issue is open again: for one party where it was settled provisionally, for all where it was for good.</summary>
    public static Decision Reopen(NegotiationRecord talks, ReopenAgendaItemRequest request)
    {
        if (Wrong(talks, request.AgendaItem, request.AgreedBy, "agreed_by") is { } wrong)
        {
            return wrong;
        }

        if (!talks.Settlements.ContainsKey(request.AgendaItem))
        {
            return Rejection.Precondition("AGENDA_ITEM_OPEN", talks.Journal, $"{request.AgendaItem} is open: nothing is settled that could be opened.");
        }

        var notAgreed = AgendaStanding.IsForGood(talks, request.AgendaItem) ? NotAll(talks, request.AgreedBy, "opened again") : NoParty(talks, request.AgreedBy);
        if ((notAgreed ?? NegotiationLimits.Reason(request.Reason)) is { } refused)
        {
            return refused;
        }

        return new Event { AgendaItemReopened = new() { AgendaItem = request.AgendaItem, AgreedBy = { request.AgreedBy }, Reason = request.Reason } };
    }

    private static Rejection? Wrong(NegotiationRecord talks, string item, IReadOnlyList<string> agreedBy, string field)
    {
        ImmutableArray<FieldViolation> violations =
        [
            .. Strangers.In(talks.Members.Select(m => m.Party), agreedBy, talks.Journal, field),
            .. FieldViolation.Twice(agreedBy, i => $"{field}[{i}]", "DUPLICATE_MEMBER"),
        ];
        return !talks.Agenda.Exists(i => i.Id == item) ? Rejection.Unknown("agenda_item", "UNKNOWN_AGENDA_ITEM", $"agenda item {item}", talks.Agenda.Select(i => i.Id))
            : violations.IsEmpty ? null
            : Rejection.Invalid(violations);
    }

    private static Rejection? NotAll(NegotiationRecord talks, IReadOnlyList<string> agreedBy, string done) => Rejection.Missing(
        "CONSENT_MISSING", talks.Journal, talks.Parties.Except(agreedBy),
        names => $"An issue is {done} by every party, and {names} is not in agreed_by. Obtain its agreement and name it.");

    private static Rejection? NoParty(NegotiationRecord talks, IReadOnlyList<string> agreedBy) => talks.Parties.Intersect(agreedBy).Any()
        ? null
        : Rejection.Missing(
            "CONSENT_MISSING", talks.Journal, talks.Parties,
            names => $"An issue that is settled provisionally is opened for a party, and none is in agreed_by. Name one of {names}.");
}
