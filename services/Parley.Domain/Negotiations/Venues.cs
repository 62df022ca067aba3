using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// The list of places that sealed readiness names. Whoever seals one means what the list said at that time, and nobody may learn whether
/// anybody has: so a place that was shown is neither taken away nor given another label, whatever was sealed.
/// </summary>
internal static class Venues
{
    /// <summary>A mediator shows more of them.</summary>
    public static Decision Add(NegotiationRecord talks, AddVenuesRequest request)
    {
        if (Violations(request.Venues, "venues").ToImmutableArray() is { IsEmpty: false } violations)
        {
            return Rejection.Invalid(violations);
        }

        if (request.Venues.FirstOrDefault(v => talks.Venues.Exists(known => known.Id == v.Id)) is { } known)
        {
            return Rejection.Taken(talks.Journal, "venue", known.Id);
        }

        return NegotiationLimits.Check(talks.Journal, talks.Venues.Count + request.Venues.Count - 1, NegotiationLimits.Venues, "venues") is { } full
            ? full
            : new Event { VenuesAdded = new() { Venues = { request.Venues } } };
    }

    /// <summary>Ids are unique.</summary>
    public static IEnumerable<FieldViolation> Violations(IReadOnlyList<Venue> venues, string field) =>
        FieldViolation.SameId(venues.Select(v => v.Id), i => $"{field}[{i}].id", "DUPLICATE_VENUE");
}
