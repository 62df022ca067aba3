using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Negotiations;
using Parley.Domain.Time;
using Parley.V1;
using PartyZone = Parley.V1.PartyZone;

namespace Parley.Domain.Texts.Drafting;

/// <summary>A text is put on the table.</summary>
internal static class Tabling
{
    /// <summary>A mediator, or the party that is to hold the pen, puts a text on the table of talks that are not over.</summary>
    public static Decision Table(TextRecord text, TableTextRequest request, RuleContext context)
    {
        if (context.Reference<Negotiation>(request.Parent) is not { } talks || context.Conflict(ResourceName.ConflictOf(request.Parent)) is not { } conflict)
        {
            return Rejection.NotFound(request.Parent);
        }

        if (text.Exists)
        {
            return Rejection.Exists(text.Journal);
        }

        var given = request.Text ?? new();
        var delegations = Accreditations.DelegationsOf(talks, party => conflict.Parties.FirstOrDefault(p => p.Name == party)?.Zone).At(context.Now);
        var members = delegations.Members;
        var byMediator = context.Caller.Is(Role.Mediator, text.Journal);
        var by = byMediator ? "" : given.PenHolder;
        if ((MayTable(text, given, members, context) ?? Over(talks) ?? Full(talks, by)) is { } barred)
        {
            return barred;
        }

        var tabled = new TextTabled { AccreditationVersion = delegations.Version, AwaitsAccreditation = true, TabledBy = by };
        tabled.Members.AddRange(members);
        tabled.Observers.AddRange(delegations.Observers);
        tabled.ObserverPeriods.AddRange(delegations.ObserverPeriods);
        tabled.Zones.AddRange(conflict.Parties.Select(p => new PartyZone { Party = p.Name, Zone = p.Zone }));
        tabled.MediatorZones.AddRange(conflict.MediatorZones);

        var times = new TimeResolver(Clocks.Of(tabled.Zones, tabled.MediatorZones).CandidateZones);
        tabled.Text = Resolved(given, times);
        ImmutableArray<FieldViolation> wrong =
        [
            .. TabledText.Check(given, members, conflict, byMediator),
            .. times.Violations,
            .. Passed(tabled.Text, context),
        ];
        return !wrong.IsEmpty ? Rejection.Invalid(wrong) with { Metadata = times.Metadata }
            : TextLimits.Check(text.Journal, given.Clauses.Count, TextLimits.Clauses, "clauses") is { } full ? full
            : new Event { TextTabled = tabled };
    }

    /// <summary>A party tables what it holds the pen of; mediators table for whom they like.</summary>
    private static Rejection? MayTable(TextRecord text, NegotiatingText given, ImmutableArray<AccreditedMember> members, RuleContext context)
    {
        if (context.Caller.Is(Role.Mediator, text.Journal))
        {
            return null;
        }

        return given.PenHolder.Length == 0
            ? Rejection.Denied("Only a mediator tables a text of which the mediators hold the pen. Name the party for which you act in text.pen_holder.")
            : ActingMember.Resolve(given.PenHolder, members, text.Journal, context, "text.pen_holder").Rejection;
    }

    /// <summary>Withdrawn texts count too: each goes on being told who is accredited. One party cannot use up what is there for all.</summary>
    private static Rejection? Full(Negotiation talks, string by) =>
        TextLimits.Check(talks.Name, talks.Texts.Count + 1, NegotiationLimits.Texts, "texts")
        ?? (by.Length == 0 ? null : TextLimits.Check(talks.Name, talks.Texts.Count(t => t.TabledBy == by) + 1, NegotiationLimits.TextsOfOneParty, "texts tabled by one party"));

    private static Rejection? Over(Negotiation talks)
    {
        var state = talks.State switch
        {
            NegotiationState.Concluded => "CONCLUDED",
            NegotiationState.BrokenOff => "BROKEN_OFF",
            NegotiationState.Lapsed => "LAPSED",
            _ => "",
        };
        return state.Length == 0
            ? null
            : Rejection.Precondition("NEGOTIATION_OVER", talks.Name, $"{talks.Name} is {state}; nothing is put on its table any more. Open other talks.").With("state", state);
    }

    /// <summary>What whoever tables a text decides of it, every stated time resolved; the rest comes of what follows.</summary>
    private static NegotiatingText Resolved(NegotiatingText given, TimeResolver times)
    {
        var tabled = new NegotiatingText
        {
            Title = given.Title,
            PrevailingLanguage = given.PrevailingLanguage,
            PenHolder = given.PenHolder,
            OriginalsForm = given.OriginalsForm,
            ConfirmationDeadline = given.ConfirmationDeadline,
            Accession = given.Accession,
        };
        tabled.Languages.AddRange(given.Languages);
        tabled.RequiredSignatories.AddRange(given.RequiredSignatories);
        tabled = times.ResolveAll(tabled, "text");
        tabled.Clauses.AddRange(given.Clauses.Select(Wordings.Cleaned));
        return tabled;
    }

    /// <summary>Deadlines by which nobody could act any more.</summary>
    private static IEnumerable<FieldViolation> Passed(NegotiatingText tabled, RuleContext context) =>
        new[] { (Time: tabled.ConfirmationDeadline, Field: "text.confirmation_deadline"), (Time: tabled.Accession?.Deadline, Field: "text.accession.deadline") }
            .Where(x => x.Time?.Resolved?.ToInstant() <= context.Now)
            .Select(x => new FieldViolation(x.Field, "DEADLINE_PASSED", "This instant has passed. Name one that is still to come, or leave it out."));
}
