using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>A bound instant as one of the zones of the parameter shows it.</summary>
/// <param name="Shown">Its date and time there.</param>
/// <param name="Zone">The IANA zone; empty where an offset was given.</param>
internal readonly record struct StatedClock(OffsetDateTime Shown, string Zone)
{
    /// <summary>The instant on each clock on which it is stated.</summary>
    public static ImmutableArray<StatedClock> Of(LegalTime instant) =>
    [
        .. instant.AlsoStated
            .Select(a => LegalTimes.Resolve(new() { LocalTime = a.LocalTime, Zone = a.Zone, UtcOffset = a.UtcOffset }, [], "").Time?.Resolved)
            .OfType<ResolvedTime>().Prepend(instant.Resolved)
            .Select(r => new StatedClock(r.ToInstant().WithOffset(Zones.TryParseOffset(r.UtcOffset, out var offset) ? offset : Offset.Zero), r.Zone)),
    ];

    /// <summary>True for the clock that the words name: the zone's own, or so far from UTC at this instant.</summary>
    public bool Is(ClockName named) => named.Kind == ClockKind.Zone && Zone.Length > 0
        ? Zones.AreOne(named.Zone, Zone)
        : named.IsRead && named.ShownAt(Shown.ToInstant()).Offset == Shown.Offset;

    public override string ToString()
    {
        var shown = NodaTime.Text.OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>").Format(Shown);
        return Zone.Length == 0 ? shown : $"{shown} ({Zone})";
    }
}
