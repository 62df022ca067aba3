using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.V1;

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
    public static TimedTransition? Next(VaultRecord vault)
    {
        Due? first = null;
        foreach (var due in OpeningsHeld.Due(vault).Concat(RangeRounds.Due(vault)).Concat(ReadinessMatching.Due(vault)))
        {
            // Stable: of equal instants the first stays.
            first = first is null || due.At < first.Value.At ? due : first;
        }

        var comparing = first is { } next ? new TimedTransition(next.At, next.Events) : null;
        return TimedTransition.First(vault.Delegations.Next(Registrations.AccreditationChanged), comparing);
    }
}

/// <summary>Something that is due; its events are worked out only when it happens.</summary>
internal readonly record struct Due(Instant At, Func<ImmutableArray<Event>> Events);
