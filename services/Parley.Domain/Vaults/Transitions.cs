using Parley.Domain.Frame;

namespace Parley.Domain.Vaults;

/// <summary>
/// What happens by the clock, which is where filings are compared: openings at their instant, or at the whole minute after the last
/// filing that one waited for; readiness at the whole minute after the later filing; rounds at their close. When one is due hangs on
/// what is on file and never on what would come of it: nothing is compared before its instant. What is due at one instant happens in the order
/// in which openings and ranges were agreed, which everybody knows; accreditations come first, readiness last.
/// </summary>
internal static class Transitions
{
    /// <summary>The earliest; null for none.</summary>
    public static TimedTransition? Next(VaultRecord vault) => TimedTransition.First(
        [vault.Delegations.Next(Registrations.AccreditationChanged), .. OpeningsHeld.Due(vault), .. RangeRounds.Due(vault), .. ReadinessMatching.Due(vault)]);
}
