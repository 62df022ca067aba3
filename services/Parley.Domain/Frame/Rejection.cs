using System.Collections.Immutable;

namespace Parley.Domain.Frame;

/// <summary>Kinds of refusals; the gateway has one gRPC status for each.</summary>
public enum RejectionCode
{
    InvalidArgument,
    Unauthenticated,
    PermissionDenied,
    NotFound,
    AlreadyExists,
    FailedPrecondition,
    Aborted,
    OutOfRange,
    ResourceExhausted,
    Unavailable,
}

/// <summary>One field that breaks a rule.</summary>
/// <param name="Field">The path in the request, for example <c>terms.effect.at.zone</c>.</param>
/// <param name="Reason">The rule, UPPER_SNAKE.</param>
/// <param name="Description">What is wrong and what would be right, in English.</param>
public sealed record FieldViolation(string Field, string Reason, string Description);

/// <summary>One state that forbids the act.</summary>
/// <param name="Type">The rule, UPPER_SNAKE.</param>
/// <param name="Subject">The resource whose state it is.</param>
/// <param name="Description">What the state is and what can be done, in English.</param>
public sealed record PreconditionViolation(string Type, string Subject, string Description);

/// <summary>Why a request was refused. A value, not an exception: a refusal is an answer.</summary>
/// <param name="Code">The kind.</param>
/// <param name="Reason">The stable reason, UPPER_SNAKE; part of the contract.</param>
/// <param name="Message">For people, in English.</param>
public sealed record Rejection(RejectionCode Code, string Reason, string Message)
{
    /// <summary>The dynamic parts of the message, for programs.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<FieldViolation> Fields { get; init; } = [];

    public ImmutableArray<PreconditionViolation> Preconditions { get; init; } = [];

    /// <summary>The resource that was not found, or exists already.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The answer to everyone who may not read, and for what does not exist: there is no telling which.</summary>
    public static Rejection NotFound(string resource) =>
        new(RejectionCode.NotFound, "NOT_FOUND", $"{resource} does not exist, or you may not read it.") { Resource = resource };

    public static Rejection Denied(string message) => new(RejectionCode.PermissionDenied, "PERMISSION_DENIED", message);

    /// <summary>A request that cannot be, whatever the state; the reason of the first violation is the reason of all.</summary>
    public static Rejection Invalid(params ImmutableArray<FieldViolation> fields) =>
        new(RejectionCode.InvalidArgument, fields[0].Reason, string.Join(" ", fields.Select(f => $"{f.Field}: {f.Description}")))
        {
            Fields = fields,
        };

    public static Rejection Invalid(string field, string reason, string description) =>
        Invalid(new FieldViolation(field, reason, description));

    /// <summary>A state that forbids the act.</summary>
    public static Rejection Precondition(string reason, string subject, string message) =>
        new(RejectionCode.FailedPrecondition, reason, message) { Preconditions = [new(reason, subject, message)] };

    /// <summary>A command that its subject's lifecycle does not have in this state.</summary>
    /// <param name="command">The command's message name.</param>
    /// <param name="subject">The resource whose state it is.</param>
    /// <param name="standing">What is in the state, for the sentence: <c>the truce is</c>.</param>
    /// <param name="state">The state, as the contract names it without prefix.</param>
    /// <param name="allowed">The states in which the command is possible, named alike.</param>
    /// <param name="hint">What can be done instead.</param>
    public static Rejection StateForbids(string command, string subject, string standing, string state, IEnumerable<string> allowed, string hint)
    {
        var act = command.EndsWith("Request", StringComparison.Ordinal) ? command[..^"Request".Length] : command[..^"Call".Length];
        ImmutableArray<string> names = [.. allowed];
        return Precondition("STATE_FORBIDS", subject, $"{act} is not possible while {standing} {state}; it is possible in {string.Join(", ", names)}. {hint}")
            .With("state", state)
            .With("allowed_states", string.Join(',', names))
            .With("command", act);
    }

    /// <summary>True when both are one and the same to whoever is refused.</summary>
    public bool SaysTheSame(Rejection other) =>
        (Code, Reason, Message, Resource) == (other.Code, other.Reason, other.Message, other.Resource)
        && Fields.SequenceEqual(other.Fields) && Preconditions.SequenceEqual(other.Preconditions)
        && Metadata.Count == other.Metadata.Count && Metadata.All(other.Metadata.Contains);

    public Rejection With(string key, string value) => this with { Metadata = Metadata.SetItem(key, value) };
}
