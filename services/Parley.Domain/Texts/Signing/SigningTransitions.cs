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

    /// <summary>
    /// True while the vault has not said what came of consents that are opened before silence ends: a concluded text takes nothing more from
    /// silence, and that must not hang on when the vault's word comes. When it has come, silence ends as of its own instant.
    /// </summary>
    private static bool AwaitsOpening(TextRecord text, SilenceProcedure procedure) => Openings.Pending(text) is { } pending
        && pending.At.Resolved.Instant.ToInstant() <= procedure.Expiry.Resolved.Instant.ToInstant();

    private static IEnumerable<TimedTransition> All(TextRecord text)
    {
        foreach (var procedure in text.Procedures.Where(p => p.State == SilenceState.Running && !AwaitsOpening(text, p)))
        {
            yield return new(procedure.Expiry.Resolved.Instant.ToInstant(), () => [.. SilenceEnd.Of(text, procedure)]);
        }

        if (Signatures.ConfirmationDeadline(text) is { } deadline && text.Signatures.Exists(SignatureSet.AwaitsConfirmation))
        {
            yield return new(deadline, () => [.. text.Signatures.Where(SignatureSet.AwaitsConfirmation).Select(s => new Event { SignatureLapsed = new() { Party = s.Party } })]);
        }
    }
}
