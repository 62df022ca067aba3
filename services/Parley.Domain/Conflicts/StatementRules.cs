using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>Public statements. What was once said stays on record; corrections and retractions stand beside it.</summary>
internal static class StatementRules
{
    // A released statement has the id of its press file. Nothing published directly can have it: press ids hold no hyphen.
    private const string DirectPrefix = "s-";

    /// <summary>A statement without embargo is public at once.</summary>
    public static Decision Publish(ConflictState state, PublishStatementRequest request, RuleContext context, ConflictLimits limits)
    {
        if (request.Statement?.EmbargoUntil is not null)
        {
            return Rejection.Invalid(
                "statement.embargo_until", "EMBARGO_NOT_HERE", "A statement under embargo belongs into a press file, not into the public record.");
        }

        var (statement, refused) = StatementFiling.Read(request, state.Register, context, limits);
        if (statement is null)
        {
            return refused!;
        }

        return Published(state, DirectPrefix + context.AssignedId, statement, context.Now.ToTimestamp());
    }

    /// <summary>A statement whose embargo has ended is public from that instant, under the id of its press file.</summary>
    public static Decision Release(ConflictState state, ReleaseStatementCall call, RuleContext context)
    {
        var name = call.Statement?.Name ?? "";
        return ResourceName.ConflictOf(name) == state.Journal && ResourceName.Matches(name, ResourceName.PressPattern)
            ? Published(state, ResourceName.IdOf(name), call.Statement!.Clone(), call.PublishTime ?? context.Now.ToTimestamp())
            : Rejection.Invalid("statement.name", "FOREIGN_NAME", $"'{name}' is no press file of {state.Journal}.");
    }

    /// <summary>A correction is added by whoever could have published the statement; the original stays.</summary>
    public static Decision Correct(ConflictState state, CorrectStatementRequest request, RuleContext context, ConflictLimits limits)
    {
        if (context.Entry is not StatementEntry statement)
        {
            return Rejection.NotFound(request.Name);
        }

        if ((StatementFiling.MaySpeak(statement.Original.Party, context.Caller, state.Journal) ?? Retracted(statement, request.Name)) is { } refused)
        {
            return refused;
        }

        var given = request.Correction ?? new();
        var correction = new Correction { Text = given.Text, Reason = given.Reason, RecordTime = context.Now.ToTimestamp() };
        var size = statement.Original.CalculateSize() + statement.Corrections.Sum(c => c.CalculateSize()) + correction.CalculateSize();
        var full = ConflictLimits.Check(statement.Corrections.Count + 1, limits.MaxCorrectionsPerStatement, "corrections", request.Name)
            ?? ConflictLimits.Check(size, limits.MaxStatementBytes, "bytes", request.Name);
        return full is not null ? full : new Event { Entry = statement.Id, StatementCorrected = new() { Correction = correction } };
    }

    /// <summary>A statement is taken back once, by whoever could have published it; it stays on record.</summary>
    public static Decision Retract(ConflictState state, RetractStatementRequest request, RuleContext context)
    {
        if (context.Entry is not StatementEntry statement)
        {
            return Rejection.NotFound(request.Name);
        }

        return (StatementFiling.MaySpeak(statement.Original.Party, context.Caller, state.Journal) ?? Retracted(statement, request.Name)) is { } refused
            ? refused
            : new Event { Entry = statement.Id, StatementRetracted = new() { Reason = request.Reason } };
    }

    private static Decision Published(ConflictState state, string id, Statement statement, Google.Protobuf.WellKnownTypes.Timestamp publishTime)
    {
        statement.Name = ResourceName.Child(state.Journal, "statements", id);
        statement.State = StatementState.Published;
        statement.PublishTime = publishTime;
        statement.Etag = "";
        return new Event { Entry = id, StatementPublished = new() { Statement = statement } };
    }

    private static Rejection? Retracted(StatementEntry statement, string name) => statement.Retraction is null
        ? null
        : Rejection.Precondition("STATEMENT_RETRACTED", name, $"{name} has been retracted; it stays as it is. Publish a new statement.");
}
