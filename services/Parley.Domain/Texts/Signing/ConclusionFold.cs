using NodaTime;
using Parley.Domain.Texts.Drafting;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>What openings of sealed consents, and the stages that are reached, make of a text.</summary>
internal static class ConclusionFold
{
    /// <summary>An opening was agreed: from now on the text stands still until it is over.</summary>
    public static TextRecord Agreed(TextRecord text, ConsentOpeningAgreed agreed) => text with { Openings = text.Openings.Add(agreed.Opening) };

    /// <summary>All agreed to take an opening back. The text goes on standing still: the vault says what came first.</summary>
    public static TextRecord Cancelling(TextRecord text, OpeningCancellationAgreed agreed, Instant at) => Changed(
        text, agreed.Opening,
        o => o.Cancelling = new() { AgreedBy = { agreed.AgreedBy }, Reason = agreed.Reason, Time = at.ToTimestamp() });

    /// <summary>The vault has spoken: what was being cancelled is cancelled now, or was over before.</summary>
    public static TextRecord Over(TextRecord text, ConsentOpeningOver over, Instant at) => Changed(text, over.Opening, o =>
    {
        (o.Over, o.Cancelled, o.Cancelling) = (true, over.Cancelled ? o.Cancelling ?? new() : null, null);
        o.Cancelled?.Time = at.ToTimestamp();
    });

    public static TextRecord Reached(TextRecord text, TextStateReached reached, Instant at)
    {
        var next = text with { Stage = reached.State, StageSince = at };
        return reached.State == NegotiatingTextState.Concluded ? AgreementFold.Closed(next) with { ConcludedAt = at, ConcludedBy = reached.Opening } : next;
    }

    private static TextRecord Changed(TextRecord text, string id, Action<ConsentOpening> change)
    {
        var index = text.Openings.FindIndex(o => o.Id == id);
        var opening = text.Openings[index].Clone();
        change(opening);
        return text with { Openings = text.Openings.SetItem(index, opening) };
    }
}
