using NodaTime;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>Truces announce to the public what it may know of them.</summary>
internal static class InstrumentRules
{
    /// <summary>The latest announcement stands; when it was announced first is remembered.</summary>
    public static ConflictState Announced(ConflictState state, InstrumentAnnounced announced, Instant recorded)
    {
        var truce = announced.Instrument.Truce;
        var first = state.Instruments.GetValueOrDefault(truce)?.AnnouncedAt ?? recorded;
        return state with { Instruments = state.Instruments.SetItem(truce, new(announced.Instrument, announced.TruceVersion, first)) };
    }

    /// <summary>An announcement that was overtaken on its way never replaces a later one.</summary>
    public static Decision Announce(ConflictState state, AnnounceInstrumentCall call, ConflictLimits limits)
    {
        var given = call.Instrument ?? new();
        if (ResourceName.ConflictOf(given.Truce) != state.Journal || !ResourceName.Matches(given.Truce, ResourceName.TrucePattern))
        {
            return Rejection.Invalid("instrument.truce", "FOREIGN_NAME", $"'{given.Truce}' is no truce of {state.Journal}.");
        }

        var known = state.Instruments.GetValueOrDefault(given.Truce);
        if (known is not null && call.TruceVersion < known.TruceVersion)
        {
            return Rejection.Precondition(
                "STALE_ANNOUNCEMENT", given.Truce, $"A later announcement of {given.Truce} is on record; this one was overtaken.");
        }

        if (known is null && ConflictLimits.Check(state.Instruments.Count + 1, limits.MaxInstruments, "instruments", state.Journal) is { } full)
        {
            return full;
        }

        return new Event { InstrumentAnnounced = new() { Instrument = Announcement(given), TruceVersion = call.TruceVersion } };
    }

    /// <summary>The announcement without what is computed at each reading.</summary>
    private static Instrument Announcement(Instrument given)
    {
        var instrument = given.Clone();
        instrument.TimeInForce = null;
        instrument.ChainPosition = 0;
        instrument.ChainTimeInForce = null;
        instrument.AnnounceTime = null;
        return instrument;
    }
}
