using Parley.Domain.Frame;

namespace Parley.Gateway.Errors;

/// <summary>What the gateway itself refuses, and in which words.</summary>
internal static class Refusals
{
    private const int MaxQuoted = 200;
    private const string Expected = "expected is an HTTP/2 POST with content-type application/grpc";

    public static readonly Rejection TokenMissing = new(
        RejectionCode.Unauthenticated, "TOKEN_MISSING", "This call changes the record and needs a token: send the header authorization: Bearer <token>.");

    public static readonly Rejection TokenInvalid = new(
        RejectionCode.Unauthenticated, "TOKEN_INVALID", "The token is not one that is accepted here.");

    public static readonly Rejection TokenExpired = new(
        RejectionCode.Unauthenticated, "TOKEN_EXPIRED", "The token has expired. Get a new one.");

    public static readonly Rejection TokenRevoked = new(
        RejectionCode.Unauthenticated,
        "TOKEN_REVOKED",
        "The token was revoked before its end. Get a new one; ask the operator of this Parley why, if you do not know.");

    public static readonly Rejection TokenIdMissing = new(
        RejectionCode.Unauthenticated,
        "TOKEN_ID_MISSING",
        "The token has no id by which it could be revoked, and one is needed here. Get one with the claim jti: up to 256 characters, no spaces.");

    // The same reason as for a token that comes anew, of which nobody can know any more whether its key was ever one of the issuer's.
    public static readonly Rejection TokenKeyWithdrawn = new(
        RejectionCode.Unauthenticated, "TOKEN_INVALID", "The token is not accepted here any more: its issuer has withdrawn the key that signed it. Get a new one.");

    public static readonly Rejection TokenKeysUnavailable = new(
        RejectionCode.Unavailable, "TOKEN_KEYS_UNAVAILABLE", "The keys that tokens are checked with cannot be had at the moment. Try again.");

    public static readonly Rejection MalformedMessage = new(
        RejectionCode.InvalidArgument,
        "MALFORMED_MESSAGE",
        "The bytes are not a valid message of this rpc's request type: not protobuf, nested too deeply, or with text that is not UTF-8.");

    public static readonly Rejection Internal = new(RejectionCode.FailedPrecondition, FaultStatus.Internal.Reason, FaultStatus.Internal.Message);

    public static readonly Rejection PageTokenInvalid = Rejection.Invalid(
        "page_token", "PAGE_TOKEN_INVALID", "This is no page token of this list. Send next_page_token as it came, with the same request and caller.");

    public static readonly Rejection ShuttingDown = new(
        RejectionCode.Unavailable, "SHUTTING_DOWN", "This gateway is shutting down. Connect again and go on from the last version received.");

    public static readonly Rejection JournalBehind = new(
        RejectionCode.Unavailable, "JOURNAL_BEHIND", "The journal is being taken over by another silo and is not at its latest version yet. Try again.");

    public static readonly Rejection WatcherTooSlow = new(
        RejectionCode.Unavailable,
        "WATCHER_TOO_SLOW",
        "Events come faster than they are taken. Connect again and go on from the last version received.");

    public static readonly Rejection SubscriptionLost = new(
        RejectionCode.Unavailable,
        "SUBSCRIPTION_LOST",
        "The journal cannot be reached to hear of its events. Connect again and go on from the last version received.");

    public static Rejection BrokenFrame(string fault) => new(
        RejectionCode.InvalidArgument,
        "MALFORMED_MESSAGE",
        $"The body is not a gRPC frame: a byte that is 0, or 1 for a compressed message, four that say the length, and as many bytes as that. {fault}");

    public static Rejection MessageTooLarge(string fault) => new(RejectionCode.LimitReached, "MESSAGE_TOO_LARGE", fault);

    public static Rejection WrongContentType(string? received) => new Rejection(
        RejectionCode.InvalidArgument,
        "UNSUPPORTED_CONTENT_TYPE",
        $"This server speaks gRPC only. The request has {(received is null ? "no content-type" : $"content-type {Quoted(received)}")}; {Expected}.")
        .With("content_type", received ?? "");

    public static Rejection WrongMethod(string received) => new Rejection(
        RejectionCode.InvalidArgument, "UNSUPPORTED_METHOD", $"This server speaks gRPC only. The request's method is {Quoted(received)}; {Expected}.")
        .With("method", received);

    public static Rejection NoRpc(string path) => new(
        RejectionCode.FailedPrecondition, "UNIMPLEMENTED", $"There is no rpc at {Quoted(path)}. This server speaks gRPC only; {Expected} to /package.Service/Method.");

    public static Rejection TooManyCalls(int limit) => new Rejection(
        RejectionCode.ResourceExhausted, "TOO_MANY_CALLS", $"At most {limit} calls of one caller are served at a time. Wait for some to end.")
        .With("limit", limit.ToString());

    public static readonly Rejection AnswersNotTaken = new(
        RejectionCode.ResourceExhausted,
        "ANSWERS_NOT_TAKEN",
        "There is no room for the answer: too many bytes of earlier answers have not been read yet. Read them, then send the call again.");

    public static Rejection TooManyCallsOfAddress(long limit) => new Rejection(
        RejectionCode.ResourceExhausted, "TOO_MANY_CALLS", $"At most {limit} calls from one client address are served at a time. Wait for some to end.")
        .With("limit", limit.ToString());

    public static Rejection TooManyCallsInAll(long limit) => new Rejection(
        RejectionCode.ResourceExhausted, "TOO_MANY_CALLS", $"This gateway serves at most {limit} calls at a time, and a part of them only with a token. Try again.")
        .With("limit", limit.ToString());

    public static Rejection TooManyReflectionCalls(long limit) => new Rejection(
        RejectionCode.ResourceExhausted, "TOO_MANY_CALLS", $"At most {limit} calls of server reflection from one client address are served at a time. Try again.")
        .With("limit", limit.ToString());

    public static Rejection TooMuchWork(int limit, TimeSpan retryAfter) => new Rejection(
        RejectionCode.ResourceExhausted,
        "TOO_MUCH_WORK",
        $"Without a token, one client address may ask for {limit} ms of work a second. Try again in {Math.Ceiling(retryAfter.TotalSeconds)} s, or send a token.")
        .With("limit", limit.ToString());

    public static Rejection TooMuchCostlyWork(int limit, TimeSpan retryAfter) => new Rejection(
        RejectionCode.ResourceExhausted,
        "TOO_MUCH_WORK",
        $"All callers without a token together may ask for {limit} ms of costly work a second. Try again in {Math.Ceiling(retryAfter.TotalSeconds)} s, or send a token.")
        .With("limit", limit.ToString());

    public static Rejection TooManyWatchesOfAddress(long limit) => new Rejection(
        RejectionCode.ResourceExhausted, "TOO_MANY_WATCHES", $"At most {limit} watches from one client address are served at a time. End some.")
        .With("limit", limit.ToString());

    public static Rejection TooManyWatches(int limit) => new Rejection(
        RejectionCode.ResourceExhausted, "TOO_MANY_WATCHES", $"At most {limit} watches of one caller are served at a time. End some.")
        .With("limit", limit.ToString());

    public static Rejection TooManyWatchesInAll(long limit) => new Rejection(
        RejectionCode.ResourceExhausted, "TOO_MANY_WATCHES_IN_ALL", $"This gateway serves at most {limit} watches at a time. Try again, or another gateway.")
        .With("limit", limit.ToString());

    public static Rejection VersionAhead(string journal, long version) => new Rejection(
        RejectionCode.OutOfRange, "VERSION_AHEAD", $"{journal} is at version {version}; a watch may begin at {version + 1} at the latest.")
        .With("version", version.ToString());

    private static string Quoted(string received) => $"\"{(received.Length <= MaxQuoted ? received : received[..MaxQuoted] + "…")}\"";
}
