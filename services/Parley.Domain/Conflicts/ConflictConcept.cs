using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>
/// The public record of a conflict: who its parties are, where, what each side says, and what was agreed. It holds no merged
/// truth. Statements are its entries.
/// </summary>
/// <param name="limits">How much a record may hold; absent: the defaults.</param>
public sealed class ConflictConcept(ConflictLimits? limits = null) : Concept<ConflictState>
{
    private readonly ConflictLimits _limits = limits ?? new();

    /// <inheritdoc/>
    public override string Kind => "conflict";

    /// <inheritdoc/>
    public override bool IsPublic => true;

    /// <inheritdoc/>
    public override ConflictState Empty(string journal) => new(journal);

    /// <inheritdoc/>
    public override ImmutableArray<string> AudienceOf(ConflictState state) => state.Exists ? [Audience.Everyone] : [];

    /// <summary>Conflicts have no status: whether one is over is for no record to say.</summary>
    public override string StatusOf(ConflictState state) => "";

    /// <inheritdoc/>
    public override bool Creates(IMessage request) => request is CreateConflictRequest;

    /// <inheritdoc/>
    public override string? EntryOf(IMessage request) => request switch
    {
        GetStatementRequest get => StatementIdOf(get.Name),
        CorrectStatementRequest correct => StatementIdOf(correct.Name),
        RetractStatementRequest retract => StatementIdOf(retract.Name),
        _ => null,
    };

    /// <inheritdoc/>
    protected override ConflictState Apply(ConflictState state, Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.ConflictCreated => state with { Description = e.ConflictCreated.Conflict },
        Event.BodyOneofCase.PartyRegistered => state with { Parties = state.Parties.Add(e.PartyRegistered.Party) },
        Event.BodyOneofCase.AreaDefined => AreaRules.Defined(state, e.AreaDefined.Area),
        Event.BodyOneofCase.ContestedFactRecorded =>
            state with { ContestedFacts = state.ContestedFacts.Add(e.ContestedFactRecorded.ContestedFact) },
        Event.BodyOneofCase.NarrativeAdded => ContestedFactRules.Told(state, e.NarrativeAdded),
        Event.BodyOneofCase.InstrumentAnnounced => InstrumentRules.Announced(state, e.InstrumentAnnounced, e.RecordedAt.ToInstant()),
        _ => throw new UnknownEventException(e),
    };

    /// <inheritdoc/>
    protected override EntryState ApplyEntry(EntryState? entry, Event e) => (entry, e.BodyCase) switch
    {
        (null, Event.BodyOneofCase.StatementPublished) => new StatementEntry(e.Entry, e.StatementPublished.Statement),
        (StatementEntry s, Event.BodyOneofCase.StatementCorrected) =>
            s with { Corrections = s.Corrections.Add(e.StatementCorrected.Correction) },
        (StatementEntry s, Event.BodyOneofCase.StatementRetracted) => s with { Retraction = e.StatementRetracted },
        _ => throw new UnknownEventException(e),
    };

    /// <inheritdoc/>
    public override Decision Decide(ConflictState state, IMessage request, RuleContext context) => request switch
    {
        CreateConflictRequest create => OpeningRules.Open(state, create, _limits),
        _ when !state.Exists => Rejection.NotFound(state.Journal),
        RegisterPartyRequest register => OpeningRules.Register(state, register, _limits),
        DefineAreaRequest define => AreaRules.Define(state, define, _limits),
        RecordContestedFactRequest record => ContestedFactRules.Record(state, record, _limits),
        AddNarrativeRequest add => ContestedFactRules.AddNarrative(state, add, context, _limits),
        PublishStatementRequest publish => StatementRules.Publish(state, publish, context, _limits),
        ReleaseStatementCall release => StatementRules.Release(state, release, context),
        CorrectStatementRequest correct => StatementRules.Correct(state, correct, context, _limits),
        RetractStatementRequest retract => StatementRules.Retract(state, retract, context),
        AnnounceInstrumentCall announce => InstrumentRules.Announce(state, announce, _limits),
        _ => Rejection.WrongResource(request, "the record of a conflict"),
    };

    /// <inheritdoc/>
    public override ReadAnswer? Answer(ConflictState state, IMessage query, RuleContext context) => query switch
    {
        ListInstrumentsRequest list => InstrumentList.Answer(state, list, context.Now, _limits),
        _ => null,
    };

    /// <inheritdoc/>
    public override IMessage View(ConflictState state) => ConflictView.Of(state);

    /// <inheritdoc/>
    public override IMessage ViewEntry(ConflictState state, EntryState entry) => StatementView.Of((StatementEntry)entry, state.Register);

    private static string? StatementIdOf(string name) =>
        ResourceName.Matches(name, ResourceName.StatementPattern) ? ResourceName.IdOf(name) : null;
}
