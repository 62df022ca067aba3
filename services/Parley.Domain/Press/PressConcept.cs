using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Press;

/// <summary>
/// A statement under embargo, in a journal of its own that only its issuer can read. At the instant it goes to the conflict's
/// public record under the same id; this file stays, under its own name <c>conflicts/{conflict}/press/{statement}</c>, and
/// shows its issuer that it was published.
/// </summary>
/// <param name="limits">How large a statement may be; absent: the defaults.</param>
public sealed class PressConcept(ConflictLimits? limits = null) : Concept<PressState>
{
    private readonly ConflictLimits _limits = limits ?? new();

    /// <inheritdoc/>
    public override string Kind => "press";

    /// <inheritdoc/>
    public override PressState Empty(string journal) => new(journal);

    /// <summary>The subject that filed it and, when it acted for the party that speaks, that party.</summary>
    public override ImmutableArray<string> AudienceOf(PressState state) =>
        !state.Exists ? []
        : state.IssuingParty.Length > 0 ? [Audience.Subject(state.Issuer), Audience.Party(state.IssuingParty)]
        : [Audience.Subject(state.Issuer)];

    /// <inheritdoc/>
    public override string StatusOf(PressState state) => StateOf(state).ToString();

    /// <inheritdoc/>
    public override bool Creates(IMessage request) => request is PublishStatementRequest;

    /// <inheritdoc/>
    public override IEnumerable<string> References(PressState state, IMessage request) =>
        request is PublishStatementRequest publish ? [publish.Parent] : [];

    /// <inheritdoc/>
    protected override PressState Apply(PressState state, Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.StatementEmbargoed => Filed(state, e),
        Event.BodyOneofCase.EmbargoEnded => state with { Phase = PressPhase.Released },
        Event.BodyOneofCase.StatementRetracted => state with { Phase = PressPhase.Retracted, Retraction = e.StatementRetracted.Reason },
        _ => throw new UnknownEventException(e),
    };

    private static PressState Filed(PressState state, Event e)
    {
        var statement = e.StatementEmbargoed.Statement;
        return state with
        {
            Statement = statement,
            EmbargoUntil = statement.EmbargoUntil.ToInstant(),
            Issuer = e.Actor?.Subject ?? "",
            IssuingParty = e.Actor is { Role: Role.Party } actor && actor.Party == statement.Party ? actor.Party : "",
        };
    }

    /// <inheritdoc/>
    public override Decision Decide(PressState state, IMessage request, RuleContext context) => request switch
    {
        PublishStatementRequest publish => File(state, publish, context),
        _ when !state.Exists => Rejection.NotFound(state.Journal),
        RetractStatementRequest retract => Retract(state, retract),
        _ => Rejection.WrongResource(request, "a statement under embargo"),
    };

    /// <summary>The embargo ends at its instant; one that was taken back has none.</summary>
    public override TimedTransition? NextTransition(PressState state) => state is { Exists: true, Phase: PressPhase.Embargoed }
        ? new(state.EmbargoUntil, [new Event { EmbargoEnded = new() }])
        : null;

    /// <summary>With the end of the embargo the conflict is asked to publish.</summary>
    public override ImmutableArray<Event> CallsAfter(PressState before, PressState after)
    {
        if (before.Phase == PressPhase.Released || after.Phase != PressPhase.Released)
        {
            return [];
        }

        var conflict = ResourceName.ConflictOf(after.Journal);
        var release = new ReleaseStatementCall { Parent = conflict, Statement = after.Statement, PublishTime = after.EmbargoUntil.ToTimestamp() };
        return [new Event { CallRequested = new() { Target = conflict, ReleaseStatement = release } }];
    }

    /// <inheritdoc/>
    public override IMessage View(PressState state)
    {
        var statement = state.Statement.Clone();
        statement.Name = state.Journal;
        statement.State = StateOf(state);
        statement.PublishTime = state.Phase == PressPhase.Released ? state.EmbargoUntil.ToTimestamp() : null;
        statement.Retraction = state.Retraction;
        statement.Etag = Etag.Of(state.HeadVersion);
        return statement;
    }

    /// <summary>A statement is filed in a conflict that exists, until an instant that has not come.</summary>
    private Decision File(PressState state, PublishStatementRequest request, RuleContext context)
    {
        if (context.Conflict(request.Parent) is not { } conflict)
        {
            return Rejection.NotFound(request.Parent);
        }

        if (state.Exists)
        {
            return Rejection.Exists(state.Journal);
        }

        if (request.Statement?.EmbargoUntil is null)
        {
            return Rejection.Invalid("statement.embargo_until", "EMBARGO_MISSING", "A statement without embargo is published at once, by its conflict.");
        }

        var register = PartyRegister.Of(conflict);
        var (statement, refused) = StatementFiling.Read(request, register, context, _limits);
        if (statement is null)
        {
            return refused!;
        }

        statement.Name = state.Journal;
        statement.State = StatementState.Embargoed;
        // This journal does not know the parties' clocks later on, so the times are rendered as it is filed.
        statement.MadeAt = register.Render(statement.MadeAt);
        statement.EmbargoUntil = register.Render(statement.EmbargoUntil);
        return new Event { StatementEmbargoed = new() { Statement = statement } };
    }

    /// <summary>Taken back before the instant, it is never published. After it, the public statement is the one to retract.</summary>
    private static Decision Retract(PressState state, RetractStatementRequest request) => state.Phase switch
    {
        PressPhase.Embargoed => new Event { StatementRetracted = new() { Reason = request.Reason } },
        PressPhase.Retracted => Rejection.Precondition(
            "STATEMENT_RETRACTED", state.Journal, $"{state.Journal} has been retracted already and will never be published."),
        _ => Rejection.Precondition("EMBARGO_ENDED", state.Journal, $"{state.Journal} is public as {PublicName(state)}; retract it there."),
    };

    private static StatementState StateOf(PressState state) => state.Phase switch
    {
        PressPhase.Embargoed => StatementState.Embargoed,
        PressPhase.Released => StatementState.Published,
        _ => StatementState.Retracted,
    };

    private static string PublicName(PressState state) =>
        ResourceName.Child(ResourceName.ConflictOf(state.Journal), "statements", ResourceName.IdOf(state.Journal));
}
