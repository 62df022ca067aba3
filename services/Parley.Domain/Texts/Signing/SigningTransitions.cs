using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// What the clock alone does to a text. At one instant the law's order is: silence becomes assent, in the order of opening; signatures that
/// were not confirmed lapse. An opening of sealed consents is over when the vault says so (<see cref="Openings"/>).
/// </summary>
internal static class SigningTransitions
{
    /// <summary>The earliest transition; null for none, and for a text that is off the table.</summary>
    public static TimedTransition? Next(TextRecord text) =>
        text.Stage == NegotiatingTextState.Withdrawn ? null : TimedTransition.First(All(text));

    private static IEnumerable<TimedTransition> All(TextRecord text)
    {
        // A concluded text takes nothing more from silence: what an opening before its end came to must be known first. Then silence ends as of
        // its own instant.
        foreach (var procedure in text.Procedures.Where(p => p.State == SilenceState.Running && !PendingOpening.IsDue(text, p.Expiry.ToInstant())))
        {
            yield return new(procedure.Expiry.ToInstant(), () => [.. SilenceEnd.Of(text, procedure)]);
        }

        if (Signatures.ConfirmationDeadline(text) is { } deadline && text.Signatures.Exists(SignatureSet.AwaitsConfirmation))
        {
            yield return new(deadline, () => [.. text.Signatures.Where(SignatureSet.AwaitsConfirmation).Select(s => new Event { SignatureLapsed = new() { Party = s.Party } })]);
        }
    }
}
