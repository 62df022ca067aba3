using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What the events of drafting make of a text.</summary>
internal static class DraftingFold
{
    /// <summary>The record after the event; null when it is none of these.</summary>
    public static TextRecord? Apply(TextRecord text, Event e, Instant at) => e.BodyCase switch
    {
        Event.BodyOneofCase.TextTabled => Tabled(text, e.TextTabled, at),
        Event.BodyOneofCase.TextAccreditationChanged => Accredited(text, e.TextAccreditationChanged),
        Event.BodyOneofCase.TextRevised => WordsFold.Revised(text, e.TextRevised),
        Event.BodyOneofCase.TextWithdrawn => text with { Stage = NegotiatingTextState.Withdrawn, StageSince = at, WithdrawnBy = e.Actor },
        Event.BodyOneofCase.AmendmentProposed => Proposed(text, e.AmendmentProposed.Amendment, at),
        Event.BodyOneofCase.AmendmentWithdrawn => WordsFold.Settled(text, e.AmendmentWithdrawn.Amendment, AmendmentState.Withdrawn),
        Event.BodyOneofCase.BracketResolved => WordsFold.Resolved(text, e.BracketResolved),
        Event.BodyOneofCase.ClauseAgreed => AgreementFold.Agreed(text, e.ClauseAgreed, at),
        Event.BodyOneofCase.ReopeningCalled => AgreementFold.Called(text, e.ReopeningCalled, at),
        Event.BodyOneofCase.ClauseReopened => AgreementFold.Reopened(text, e.ClauseReopened.Clause, at),
        _ => null,
    };

    private static TextRecord Tabled(TextRecord text, TextTabled tabled, Instant at)
    {
        var words = tabled.Text.Clone();
        words.Clauses.Clear();
        return text with
        {
            Tabled = words,
            TabledBy = tabled.TabledBy,
            Delegations = Delegations.Of(tabled.Members, tabled.Observers, tabled.ObserverPeriods, tabled.AccreditationVersion),
            IsOpen = !tabled.AwaitsAccreditation,
            Clocks = Clocks.Of(tabled.Zones, tabled.MediatorZones),
            Clauses = [.. tabled.Text.Clauses],
            Stage = NegotiatingTextState.Tabled,
            StageSince = at,
        };
    }

    /// <summary>The negotiation has answered who takes part, and the text is open to them; what it has said since stays.</summary>
    public static TextRecord Opened(TextRecord text, TextAccreditationChanged? answered) => answered is null ? text
        : answered.AccreditationVersion < text.Delegations.Version ? text with { IsOpen = true }
        : Accredited(text, answered);

    private static TextRecord Accredited(TextRecord text, TextAccreditationChanged changed) => text with
    {
        Delegations = Delegations.Of(changed.Members, changed.Observers, changed.ObserverPeriods, changed.AccreditationVersion),
        IsOpen = true,
    };

    private static TextRecord Proposed(TextRecord text, Amendment amendment, Instant at)
    {
        var open = amendment.Clone();
        open.State = AmendmentState.Open;
        open.ProposeTime = at.ToTimestamp();
        return text with { Amendments = text.Amendments.Add(open) };
    }
}
