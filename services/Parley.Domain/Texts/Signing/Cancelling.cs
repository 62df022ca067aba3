using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// Taking back an opening of sealed consents, which all do together as they agreed to it. Only the vault knows whether the consents were
/// looked at and what came of it, so the text records what was agreed and asks; whichever the vault decides first holds, the cancelling or the
/// conclusion. Until it has said which, the text stands still (<see cref="Openings"/>). The answer is the same whatever is on file.
/// </summary>
internal static class Cancelling
{
    /// <summary>A mediator records that all parties and guarantors agreed to cancel an opening that is not over.</summary>
    public static Decision Cancel(TextRecord text, CancelOpeningRequest request)
    {
        if (text.Openings.Find(o => o.Id == request.Opening) is not { } opening)
        {
            return Openings.Unknown(text, request.Opening);
        }

        if (Consenting.Check(text, request.AgreedBy, "agreed_by").ToImmutableArray() is { IsEmpty: false } strangers)
        {
            return Rejection.Invalid(strangers);
        }

        if ((NotAgreed(text, request) ?? Settled(text, opening) ?? TextLimits.CancellingReason(text, request.Reason)) is { } refusal)
        {
            return refusal;
        }

        return new Event
        {
            OpeningCancellationAgreed = new() { Opening = opening.Id, AgreedBy = { request.AgreedBy.Distinct() }, Reason = request.Reason },
        };
    }

    /// <summary>Whether the vault has been asked and its answer to that is not on record yet.</summary>
    public static bool IsAsked(TextRecord text, ConsentOpening opening) => text.Calls.Exists(c => c.Request.CancelOpening?.Opening == opening.Id);

    /// <summary>
    /// The answer to the vault's word that an opening is cancelled while its answer to the question is still on its way: the word is said again
    /// a moment later. So the record holds both in one order, whichever of the two is quicker.
    /// </summary>
    public static Rejection NotYet(TextRecord text) => new(RejectionCode.Unavailable, "RETRY", $"{text.Journal} has not heard yet that it was heard.");

    private static Rejection? NotAgreed(TextRecord text, CancelOpeningRequest request) => Openings.Missing(text, request.AgreedBy) is { Length: > 0 } missing
        ? Rejection.Precondition(
            "CANCELLING_NOT_AGREED", text.Journal,
            $"Every party and guarantor must agree to cancel an opening, as they did to hold it, and {missing} is not in agreed_by. Obtain its agreement and name it.")
            .With("missing", missing)
        : null;

    private static Rejection? Settled(TextRecord text, ConsentOpening opening)
    {
        if (opening.Over)
        {
            return Rejection.Precondition(
                "OPENING_OVER", text.Journal,
                opening.Cancelled is null ? $"The opening {opening.Id} is over, so there is nothing to cancel." : $"The opening {opening.Id} is cancelled already.")
                .With("opening", opening.Id);
        }

        return opening.Cancelling is not { } under
            ? null
            : Rejection.Precondition(
                "OPENING_CANCELLING", text.Journal,
                $"The opening {opening.Id} is being cancelled since {under.Time.ToInstant().ToText()}. Read the text again in a moment: it says what came first.")
                .With("opening", opening.Id);
    }
}
