using NodaTime;
using Parley.Domain.Texts.Drafting;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>What openings of sealed consents, and the stages that are reached, make of a text.</summary>
internal static class ConclusionFold
{
    /// <summary>An opening was agreed: from now on the text stands still until it is over.</summary>
    public static TextRecord Agreed(TextRecord text, ConsentOpeningAgreed agreed) => text with { Openings = text.Openings.Add(agreed.Opening) };

    public static TextRecord Over(TextRecord text, ConsentOpeningOver over)
    {
        var index = text.Openings.FindIndex(o => o.Id == over.Opening);
        var opening = text.Openings[index].Clone();
        (opening.Over, opening.Cancellation) = (true, over.Cancellation);
        return text with { Openings = text.Openings.SetItem(index, opening) };
    }

    public static TextRecord Reached(TextRecord text, TextStateReached reached, Instant at)
    {
        var next = text with { Stage = reached.State, StageSince = at };
        return reached.State == NegotiatingTextState.Concluded ? AgreementFold.Closed(next) with { ConcludedAt = at, ConcludedBy = reached.Opening } : next;
    }
}
