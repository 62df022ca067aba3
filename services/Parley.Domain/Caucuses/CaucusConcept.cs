using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Sessions;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>
/// The room of one member of a negotiation and the mediators: what is said there, when they meet, the receipts of what the member
/// has sealed. It is a journal of its own, so that nothing of it has to be kept from anybody: whoever is not in it finds nothing.
/// </summary>
public sealed class CaucusConcept : Concept<CaucusRecord>
{
    /// <inheritdoc/>
    public override string Kind => "caucus";

    /// <inheritdoc/>
    public override CaucusRecord Empty(string journal) => new(journal);

    /// <summary>The mediators of the negotiation and the member's delegation.</summary>
    public override ImmutableArray<string> AudienceOf(CaucusRecord state) =>
        state.Exists ? [.. Audience.Mediators(state.Negotiation), .. Audience.Delegation(state.Member)] : [];

    /// <summary>Accreditations begin.</summary>
    public override IEnumerable<(string Key, Instant From)> ComingReaders(CaucusRecord state) => Audience.ComingToDelegation(state.Member);

    /// <summary>Accreditations end.</summary>
    public override bool SendsAway => true;

    /// <summary>Caucuses have no status: every member has one from the first, used or not.</summary>
    public override string StatusOf(CaucusRecord state) => "";

    /// <inheritdoc/>
    public override TimedTransition? NextTransition(CaucusRecord state) => RoomAccess.Next(state);

    /// <inheritdoc/>
    public override bool Creates(IMessage request) => request is OpenCaucusCall;

    /// <inheritdoc/>
    public override string? EntryOf(IMessage request) => request is GetMessageRequest get
        ? RoomIds.EntryOf(get.Name, RoomIds.Message)
        : RoomIds.SessionOf(SessionRules.EntryOf(request));

    /// <inheritdoc/>
    protected override bool IsOfTheResource(Event e) => e.BodyCase != Event.BodyOneofCase.CaucusAccreditationChanged;

    /// <inheritdoc/>
    protected override CaucusRecord Apply(CaucusRecord state, Event e) => CaucusFold.Apply(state, e);

    /// <inheritdoc/>
    protected override EntryState ApplyEntry(EntryState? entry, Event e) => CaucusFold.ApplyEntry(entry, e);

    /// <inheritdoc/>
    public override Decision Decide(CaucusRecord state, IMessage request, RuleContext context) => request switch
    {
        OpenCaucusCall open => RoomAccess.Open(state, open),
        _ when !state.Exists => Rejection.NotFound(state.Journal),
        ChangeAccreditationCall change => RoomAccess.Change(state, change, context),
        SendMessageRequest send => Messages.Send(state, send, context),
        DeliverMessageCall deliver => Messages.Deliver(state, deliver),
        RecordReceiptCall record => Receipts.Record(record),
        RecordMatchCall record => Receipts.Record(record),
        _ when SessionRules.Concerns(request) => SessionRules.Decide(state.Place, request, context),
        _ => Rejection.WrongResource(request, "a caucus"),
    };

    /// <inheritdoc/>
    public override IMessage View(CaucusRecord state) => CaucusView.Of(state);

    /// <inheritdoc/>
    public override IMessage ViewEntry(CaucusRecord state, EntryState entry) => entry is MessageEntry message
        ? message.View
        : SessionView.Of((SessionEntry)entry, state.Journal, state.Clocks);
}
