using System.Collections.Immutable;
using Google.Protobuf;

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

    /// <summary>More is asked at the moment than can be taken; the same request may be taken later. Only a shell says so, never a rule.</summary>
    ResourceExhausted,

    Unavailable,

    /// <summary>
    /// A limit of what may be kept. To a client it is <c>RESOURCE_EXHAUSTED</c> as well, but it does not pass by itself: the same
    /// request is refused again until somebody makes room, where that is possible at all.
    /// </summary>
    LimitReached,
}

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
    /// <summary>The reason of every refusal for want of room.</summary>
    public const string LimitReached = "LIMIT_REACHED";

    /// <summary>The dynamic parts of the message, for programs.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<FieldViolation> Fields { get; init; } = [];

    public ImmutableArray<PreconditionViolation> Preconditions { get; init; } = [];

    /// <summary>The resource that was not found, or exists already.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The answer to everyone who may not read, and for what does not exist: there is no telling which.</summary>
    public static Rejection NotFound(string resource) =>
        new(RejectionCode.NotFound, "NOT_FOUND", $"{resource} does not exist, or you may not read it.") { Resource = resource };

    /// <summary>A resource by this name is there already, and stays as it is.</summary>
    public static Rejection Exists(string resource) =>
        new(RejectionCode.AlreadyExists, "ALREADY_EXISTS", $"{resource} exists already. Choose another id, or read it.") { Resource = resource };

    /// <summary>An id that the caller chose, and that something in the resource has or had before: what was said of it was said of that.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="what">What it is an id of, for example <c>blind range</c>.</param>
    /// <param name="id">The id.</param>
    /// <param name="hint">What can be done instead.</param>
    public static Rejection Taken(string resource, string what, string id, string hint = "Choose another id.") =>
        new(RejectionCode.AlreadyExists, "ALREADY_EXISTS", $"{resource} has, or had, {what} {id}. {hint}") { Resource = resource };

    /// <inheritdoc cref="FieldViolation.Unknown"/>
    public static Rejection Unknown(string field, string reason, string what, IEnumerable<string> known) =>
        Invalid(FieldViolation.Unknown(field, reason, what, known));

    /// <summary>A limit of what may be kept.</summary>
    /// <param name="message">What is full and what can be done, in English.</param>
    /// <param name="limit">How much there can be.</param>
    /// <param name="of">Of what, for example <c>notices</c>.</param>
    public static Rejection Limit(string message, long limit, string of) =>
        new Rejection(RejectionCode.LimitReached, LimitReached, message).With("limit", limit.ToString()).With("of", of);

    /// <summary>
    /// Not now. Of a rule: what the answer hangs on is being settled with another journal. Whoever asked the rule waits for that and asks again,
    /// and says this only where it takes too long, in the very words that are used when a journal cannot be reached for any other reason.
    /// </summary>
    public static Rejection Retry { get; } = new(
        RejectionCode.Unavailable, "RETRY", "The record could not be reached just now. Send the same request again, with the same request id.");

    public static Rejection Denied(string message) => new(RejectionCode.PermissionDenied, "PERMISSION_DENIED", message);

    /// <summary>A request that cannot be, whatever the state; the reason of the first violation is the reason of all.</summary>
    public static Rejection Invalid(params ImmutableArray<FieldViolation> fields) =>
        new(RejectionCode.InvalidArgument, fields[0].Reason, string.Join(" ", fields.Select(f => $"{f.Field}: {f.Description}")))
        {
            Fields = fields,
        };

    public static Rejection Invalid(string field, string reason, string description) =>
        Invalid(new FieldViolation(field, reason, description));

    /// <summary>A request that is sent to a journal of another kind.</summary>
    /// <param name="request">The request.</param>
    /// <param name="what">What the journal is of, for example <c>a text</c>.</param>
    public static Rejection WrongResource(IMessage request, string what) =>
        Invalid("name", "WRONG_RESOURCE", $"{request.Descriptor.Name} is nothing that {what} can take.");

    /// <summary>A state that forbids the act.</summary>
    public static Rejection Precondition(string reason, string subject, string message) =>
        new(RejectionCode.FailedPrecondition, reason, message) { Preconditions = [new(reason, subject, message)] };

    /// <summary>The refusal for want of somebody's agreement; null when nobody's is missing.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="subject">What would need it.</param>
    /// <param name="missing">Whose is missing.</param>
    /// <param name="message">What to say, given their names.</param>
    public static Rejection? Missing(string reason, string subject, IEnumerable<string> missing, Func<string, string> message)
    {
        List<string> names = [.. missing];
        return names.Count == 0 ? null : Precondition(reason, subject, message(string.Join(", ", names))).With("missing", string.Join(",", names));
    }

    /// <summary>A command that its subject's lifecycle does not have in this state.</summary>
    /// <param name="command">The command's message name.</param>
    /// <param name="subject">The resource whose state it is.</param>
    /// <param name="standing">What is in the state, for the sentence: <c>the truce is</c>.</param>
    /// <param name="state">The state.</param>
    /// <param name="allowed">The states in which the command is possible.</param>
    /// <param name="hint">What can be done instead.</param>
    public static Rejection StateForbids<TState>(string command, string subject, string standing, TState state, ImmutableArray<TState> allowed, string hint)
        where TState : struct, Enum
    {
        var act = command.EndsWith("Request", StringComparison.Ordinal) ? command[..^"Request".Length] : command[..^"Call".Length];
        var name = ContractName.Of(state);
        ImmutableArray<string> names = [.. allowed.Select(ContractName.Of)];
        return Precondition("STATE_FORBIDS", subject, $"{act} is not possible while {standing} {name}; it is possible in {string.Join(", ", names)}. {hint}")
            .With("state", name)
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
