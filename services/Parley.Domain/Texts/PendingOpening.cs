using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>
/// While an opening of sealed consents is pending nobody signs openly and nobody changes the text, so that what is consented to is what lies
/// on the table, and nothing is learned from who has signed. It is pending until the vault says that it is over, however late it says so: the
/// text's own clock cannot know what came of it.
/// </summary>
internal static class PendingOpening
{
    /// <summary>The opening of which the vault has not said yet that it is over; null for none.</summary>
    public static ConsentOpening? Of(TextRecord text) => text.ConcludedAt is null ? text.Openings.Find(o => !o.Over) : null;

    /// <summary>
    /// Why the text can be neither changed nor withdrawn nor signed openly; null when it can. It cannot until the vault has said what came of
    /// the opening, and not only until its instant: what is done to a text must not be overtaken by a conclusion of earlier.
    /// </summary>
    public static Rejection? Bar(TextRecord text)
    {
        if (Of(text) is not { } pending)
        {
            return null;
        }

        var at = pending.At.ToInstant().ToText();
        return Rejection.Precondition(
            "OPENING_PENDING", text.Journal,
            $"Sealed consents to this text are opened at {at} (opening {pending.Id}). Until that is over it can be neither changed nor withdrawn nor signed openly; members consent with SealConsent. With the agreement of all it can be cancelled (CancelOpening).")
            .With("opening", pending.Id)
            .With("at", at);
    }

    /// <summary>
    /// True when the vault has not said yet what came of an opening whose instant is not later than this one. What is done to the text between
    /// the two must not hang on when its word comes.
    /// </summary>
    public static bool IsDue(TextRecord text, Instant instant) => Of(text) is { } pending && pending.At.ToInstant() <= instant;

    /// <summary>Why nobody agrees to a clause or initials: consents are being opened just now; null when they are not.</summary>
    public static Rejection? BarDue(TextRecord text, Instant now) => IsDue(text, now) ? Bar(text) : null;
}
