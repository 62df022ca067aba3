using Parley.Domain.Frame;

namespace Parley.Silo.Frame;

/// <summary>The refusals that are the frame's own, not a rule's.</summary>
internal static class Refusals
{
    public const string RequestIdReused = "REQUEST_ID_REUSED";

    /// <summary>Others may have taken over the journal by now; what this silo remembers of it may be old.</summary>
    public static Rejection MembershipUnconfirmed { get; } = new(
        RejectionCode.Unavailable,
        "MEMBERSHIP_UNCONFIRMED",
        "The silo that was asked cannot tell whether it is still a member of its cluster. Send the same request again, with the same request id.");

    /// <summary>What was decided stands; only the promise that it holds in other journals too cannot be given yet.</summary>
    public static Rejection NotKnownEverywhere { get; } = new(
        RejectionCode.Unavailable,
        "NOT_KNOWN_EVERYWHERE",
        "It is recorded, but not every journal that it concerns knows of it yet; that goes on by itself. Send the same request again, with the same request id, to learn when it is done.");

    public static Rejection QueueFull { get; } = new(
        RejectionCode.ResourceExhausted, "JOURNAL_QUEUE_FULL", "More is being recorded than the store takes. Nothing was recorded of this request; send it again.");

    /// <summary>The rules accept it and the store cannot hold it; nothing was recorded, and it never will be.</summary>
    public static Rejection NotStorable { get; } = new(
        RejectionCode.InvalidArgument, "NOT_STORABLE", "What would have to be recorded of this request is more than one record holds. Nothing was recorded; say it in fewer words.");

    public static Rejection TooManyObservers { get; } = new(
        RejectionCode.ResourceExhausted, "TOO_MANY_OBSERVERS", "Too many gateways watch this journal.");

    public static Rejection Reused(Guid requestId) => new Rejection(
        RejectionCode.InvalidArgument, RequestIdReused, "This request id was used before for another request. Draw a new one for each new request.")
    {
        Fields = [new("request_id", RequestIdReused, "was used before for another request")],
    }.With("request_id", requestId.ToString());
}
