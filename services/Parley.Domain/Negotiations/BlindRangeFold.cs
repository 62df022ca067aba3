using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>What each event makes of blind ranges.</summary>
internal static class BlindRangeFold
{
    public static NegotiationRecord Apply(NegotiationRecord talks, Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.BlindRangeAgreed => talks with { BlindRanges = talks.BlindRanges.Add(e.BlindRangeAgreed.Range) },
        Event.BodyOneofCase.BlindRangeRoundOver => Changed(talks, e.BlindRangeRoundOver.Range, r => r.RoundsOver++),
        _ => Changed(talks, e.BlindRangeFound.Range, r => Found(r, e.BlindRangeFound)),
    };

    /// <summary>Changes a copy.</summary>
    private static NegotiationRecord Changed(NegotiationRecord talks, string id, Action<BlindRange> change)
    {
        var at = talks.BlindRanges.FindIndex(r => r.Id == id);
        var copy = talks.BlindRanges[at].Clone();
        change(copy);
        return talks with { BlindRanges = talks.BlindRanges.SetItem(at, copy) };
    }

    /// <summary>
    /// A value has come out. The negotiation's own clock has counted the round that brought it as over before it could learn of
    /// the value; only those that closed earlier had none.
    /// </summary>
    private static void Found(BlindRange range, BlindRangeFound found)
    {
        range.Result = found.Value;
        if (found.Time?.ToInstant() is { } time)
        {
            range.RoundsOver = range.Closes.Count(c => c.ToInstant() < time);
        }
    }
}
