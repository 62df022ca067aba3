using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Incidents;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>The law of truces, from the draft to the end.</summary>
public sealed class TruceConcept : Concept<TruceRecord>
{
    /// <inheritdoc/>
    public override string Kind => "truce";

    /// <inheritdoc/>
    public override TruceRecord Empty(string journal) => new(journal);

    /// <inheritdoc/>
    public override ImmutableArray<string> AudienceOf(TruceRecord state) => TruceAudience.Of(state);

    /// <inheritdoc/>
    public override string StatusOf(TruceRecord state) => state.Exists ? Standing.Of(state).ToString() : "";

    /// <inheritdoc/>
    public override IMessage View(TruceRecord state) => TruceView.Of(state);

    /// <inheritdoc/>
    public override TimedTransition? NextTransition(TruceRecord state) => state.Exists ? Transitions.Next(state) : null;

    /// <inheritdoc/>
    public override ImmutableArray<Event> CallsAfter(TruceRecord before, TruceRecord after) =>
        [.. Announcement.Calls(before, after), .. Successors.Calls(before, after)];

    /// <inheritdoc/>
    public override IEnumerable<string> References(TruceRecord state, IMessage request) => request switch
    {
        CreateTruceRequest create => Creation.References(state.Journal, create.Terms),
        AmendTruceRequest amend => Creation.References(state.Journal, amend.Terms),
        ReportObservationRequest report => NamedAreas.References(state, report.Observation?.Place?.Area ?? ""),
        SuspendTruceRequest suspend when state.Exists && state.Terms.Areas.Count == 0 => NamedAreas.References(state, suspend.Part?.Areas ?? Enumerable.Empty<string>()),
        AdhereToTruceRequest => [ResourceName.ConflictOf(state.Journal)],
        _ => [],
    };

    /// <inheritdoc/>
    public override bool Creates(IMessage request) => request is CreateTruceRequest or OpenTruceCall;

    /// <inheritdoc/>
    public override Decision Decide(TruceRecord state, IMessage request, RuleContext context)
    {
        // What is seen is seen, whatever state the truce is in, and it changes nothing of the truce.
        if (request is ReportObservationRequest report)
        {
            return Observations.Report(
                state.Journal, state.CandidateZones, (area, field) => NamedAreas.Check(state, area, field, context), report, context);
        }

        if (!Creates(request) && Lifecycle.Check(state, request) is { } forbidden)
        {
            return forbidden;
        }

        var decision = Rule(state, request, context);
        return decision.Rejection is null ? Consequences.Complete(state, decision.Events, context.Now) : decision;
    }

    /// <inheritdoc/>
    public override ReadAnswer? Answer(TruceRecord state, IMessage query, RuleContext context) => query switch
    {
        ForecastTruceRequest forecast => Forecast.Answer(state, forecast, context.Now),
        CheckTruceRequest => new(TermsCheck.Check(state.Terms), null),
        _ => null,
    };

    /// <inheritdoc/>
    public override IMessage ViewEntry(TruceRecord state, EntryState entry) => ObservationView.Of((ObservationState)entry);

    /// <inheritdoc/>
    protected override TruceRecord Apply(TruceRecord state, Event e) => TruceFold.Apply(state, e);

    /// <inheritdoc/>
    protected override EntryState ApplyEntry(EntryState? entry, Event e) => ObservationFold.Apply(e);

    private static Decision Rule(TruceRecord truce, IMessage request, RuleContext context) => request switch
    {
        CreateTruceRequest r => Creation.Create(truce, r, context),
        OpenTruceCall r => Creation.Open(truce, r, context),
        AcceptTruceRequest r => Consents.Accept(truce, r, context),
        DeclineTruceRequest r => Consents.Decline(truce, r, context),
        AdhereToTruceRequest r => Consents.Adhere(truce, r, context),
        AbandonTruceRequest r => Endings.Abandon(r),
        RescheduleTruceRequest r => EffectRules.Reschedule(truce, r, context),
        ClarifyEffectRequest r => EffectRules.Clarify(truce, r, context),
        AmendTruceRequest r => Amendments.Amend(truce, r, context),
        ProposeExtensionRequest r => Extensions.Propose(truce, r, context),
        AcceptExtensionRequest r => Extensions.Accept(truce, r, context),
        GiveNoticeRequest r => Notices.Give(truce, r, context),
        WithdrawNoticeRequest r => Notices.Withdraw(truce, r, context),
        DenounceTruceRequest r => Denunciations.Denounce(truce, r, context),
        SuspendTruceRequest r => Suspensions.Suspend(truce, r, context),
        ResumeTruceRequest r => Suspensions.Resume(truce, r, context),
        RecordConditionRequest r => Conditions.Record(truce, r, context),
        JudgeCollapsedRequest r => Endings.JudgeCollapsed(truce, r, context),
        CompleteTruceRequest r => Endings.Complete(r),
        RegisterSuccessorCall r => Successors.Register(truce, r, context),
        _ => throw new NotSupportedException($"Truces have no rule for {request.Descriptor.Name}."),
    };
}
