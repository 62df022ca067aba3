using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Bindings;
using Parley.Domain.Texts.Drafting;
using Parley.Domain.Texts.Signing;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>What each event makes of a text.</summary>
internal static class TextFold
{
    /// <summary>Folds one head event into the record.</summary>
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public static TextRecord Apply(TextRecord text, Event e)
    {
        var at = e.HappenedAt().ToInstant();
        var next = SigningFold.Apply(text, e, at)
            ?? ConsentedWords.Fall(text, DraftingFold.Apply(text, e, at) ?? BindingFold.Apply(text, e, at) ?? throw new UnknownEventException(e), at);

        // Who may read it is no part of what it says.
        return e.BodyCase == Event.BodyOneofCase.TextAccreditationChanged
            ? next
            : ClauseStatuses.Refreshed(next, at) with { ChangedAt = e.RecordedAt.ToInstant() };
    }

    /// <summary>Folds an event that is only being decided as if it were recorded then.</summary>
    public static TextRecord As(TextRecord text, Event e, Instant recorded)
    {
        var stamped = e.Clone();
        stamped.RecordedAt = recorded.ToTimestamp();
        return Apply(text, stamped);
    }
}
