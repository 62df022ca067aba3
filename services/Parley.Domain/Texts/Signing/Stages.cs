using NodaTime;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// How far a text has come, as it follows from what was done to it: agreed with the last agreement to a clause, authenticated with the last
/// initial, concluded with the last signature that is needed. That it goes back when something is opened again follows by itself
/// (<see cref="ClauseStatuses"/>).
/// </summary>
internal static class Stages
{
    /// <summary>What follows from what was decided: silence that is broken by other words, and the stage that is reached.</summary>
    /// <param name="text">The text before it.</param>
    /// <param name="decided">What was decided, in order.</param>
    /// <param name="fold">Folds an event that is only being decided.</param>
    /// <param name="now">The instant.</param>
    public static IEnumerable<Event> Reached(TextRecord text, IReadOnlyList<Event> decided, Func<TextRecord, Event, TextRecord> fold, Instant now)
    {
        var before = text;
        text = decided.Aggregate(text, fold);
        List<Event> follows = [.. before.Exists ? SilenceBreaking.ByChange(before, text) : []];
        if (Of(text) is var stage && stage != text.Stage)
        {
            follows.Add(new() { TextStateReached = new() { State = stage } });
        }

        return follows;
    }

    /// <summary>The stage that a text is in by what was done to it.</summary>
    public static NegotiatingTextState Of(TextRecord text)
    {
        if (text.Stage is NegotiatingTextState.Unspecified or NegotiatingTextState.Concluded or NegotiatingTextState.Withdrawn)
        {
            return text.Stage;
        }

        var isClean = ClauseStatuses.IsClean(text);
        return isClean && SignatureSet.IsComplete(text) ? NegotiatingTextState.Concluded
            : text.Stage == NegotiatingTextState.Authenticated || (isClean && SignatureSet.IsAuthentic(text)) ? NegotiatingTextState.Authenticated
            : !ClauseStatuses.AllAgreed(text) ? NegotiatingTextState.Tabled
            : text.Clauses.Exists(c => c.Status == ClauseStatus.AgreedAdReferendum) ? NegotiatingTextState.AgreedAdReferendum
            : NegotiatingTextState.Agreed;
    }
}
