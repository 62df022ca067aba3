using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Bindings;
using Parley.Domain.Texts.Drafting;
using Parley.Domain.Texts.Signing;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>
/// The law of a single negotiating text: one text for all, changed by its pen-holder only, agreed clause by clause, authenticated, signed
/// and concluded.
/// </summary>
public sealed class TextConcept : Concept<TextRecord>
{
    /// <inheritdoc/>
    public override string Kind => "text";

    /// <inheritdoc/>
    public override TextRecord Empty(string journal) => new(journal);

    /// <inheritdoc/>
    public override ImmutableArray<string> AudienceOf(TextRecord state) => TextAudience.Of(state);

    /// <inheritdoc/>
    public override ImmutableArray<string>? SendersOf(TextRecord state) => TextAudience.Senders(state);

    /// <summary>Accreditations begin.</summary>
    public override IEnumerable<(string Key, Instant From)> ComingReaders(TextRecord state) =>
        state.IsOpen ? Audience.ComingToNegotiation(ResourceName.ChildOfConflict(state.Journal), state.Delegations) : [];

    /// <summary>Accreditations end.</summary>
    public override bool SendsAway => true;

    /// <inheritdoc/>
    public override string StatusOf(TextRecord state) => state.Exists ? state.Stage.ToString() : "";

    /// <inheritdoc/>
    public override IMessage View(TextRecord state) => TextView.Of(state);

    /// <summary>The next thing that happens by itself. At one instant those whose accreditation ends are gone before anything else happens.</summary>
    public override TimedTransition? NextTransition(TextRecord state) =>
        state.Exists ? TimedTransition.First(TextAccreditation.Next(state), NextOfSigning(state)) : null;

    /// <inheritdoc/>
    public override ImmutableArray<Event> CallsAfter(TextRecord before, TextRecord after) => [.. TextCalls.After(before, after)];

    /// <inheritdoc/>
    public override IEnumerable<string> References(TextRecord state, IMessage request) => request switch
    {
        TableTextRequest table => [table.Parent, ResourceName.ConflictOf(table.Parent)],
        AccedeToTextRequest or DepositFullPowersRequest => [ResourceName.ConflictOf(state.Journal)],
        _ => BindingRules.References(state, request),
    };

    /// <inheritdoc/>
    public override bool Creates(IMessage request) => request is TableTextRequest;

    /// <summary>Whoever is told that a text is on the table finds it there.</summary>
    public override bool Holds(TextRecord state, IMessage request) => request is not TableTextRequest || state.IsOpen;

    /// <inheritdoc/>
    public override Decision Decide(TextRecord state, IMessage request, RuleContext context)
    {
        if (TextAudience.NotYet(state, request, context.Caller) is { } notYet)
        {
            return notYet;
        }

        if (request is not TableTextRequest && TextLifecycle.Check(state, request) is { } forbidden)
        {
            return forbidden;
        }

        var decision = DraftingRules.Decide(state, request, context)
            ?? SigningRules.Decide(state, request, context)
            ?? BindingRules.Decide(state, request, context)
            ?? Rejection.WrongResource(request, "a text");
        return decision.Rejection is null ? Complete(state, request, decision.Events, context) : decision;
    }

    /// <inheritdoc/>
    public override ReadAnswer? Answer(TextRecord state, IMessage query, RuleContext context) =>
        query is CheckTextRequest ? new(TextCheck.Of(state), null) : null;

    /// <inheritdoc/>
    protected override bool IsOfTheResource(Event e) => e is { TextAccreditationChanged: null, CallSettled: null or { Accreditation: null } };

    /// <inheritdoc/>
    protected override TextRecord Apply(TextRecord state, Event e) => TextFold.Apply(state, e);

    /// <summary>Told of a new text, the negotiation answers who takes part.</summary>
    public override void Keep(TextRecord state, PendingCall call, IMessage answer, CallSettled settled) =>
        settled.Accreditation = answer is Negotiation talks && !state.IsOpen ? TextAccreditation.Answered(state, talks) : null;

    /// <inheritdoc/>
    protected override TextRecord Settled(TextRecord state, PendingCall call, CallSettled settled) =>
        DraftingFold.Opened(SigningFold.Settled(state, call, settled), settled.Accreditation);

    /// <summary>With how far the text comes by it.</summary>
    private static TimedTransition? NextOfSigning(TextRecord state) => SigningTransitions.Next(state) is { } next
        ? next with { Events = [.. next.Events, .. Stages.Reached(state, next.Events, (text, e) => TextFold.As(text, e, next.DueAt), next.DueAt)] }
        : null;

    /// <summary>The act's events with how far the text comes by them; nothing when its words would grow past what one answer holds.</summary>
    private static Decision Complete(TextRecord text, IMessage request, ImmutableArray<Event> acts, RuleContext context)
    {
        ImmutableArray<Event> events = [.. acts, .. Stages.Reached(text, acts, (t, e) => TextFold.As(t, e, context.Now), context.Now)];
        return TextLimits.Size(text, request, events, context) is { } tooLarge ? tooLarge : events;
    }
}
