using System.Collections.Immutable;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Incidents;

/// <summary>
/// What somebody saw or heard under a truce. It is recorded whatever state the truce is in: no judgement, no accusation, and
/// nothing of the truce changes.
/// </summary>
internal static class Observations
{
    private const double MaximumLatitude = 90;
    private const double MaximumLongitude = 180;

    /// <summary>A clock that may be wrong by more than this tells no time.</summary>
    private static readonly Duration MaximumClockError = Duration.FromHours(24);

    // In the order in which somebody with several roles is taken to report.
    private static readonly ImmutableArray<(Role Role, string Name)> Reporters =
    [
        (Role.Monitor, "MONITOR"), (Role.Mediator, "MEDIATOR"), (Role.Guarantor, "GUARANTOR"), (Role.Observer, "OBSERVER"),
    ];

    /// <summary>Records an observation as an entry of the truce.</summary>
    /// <param name="truce">The truce's name.</param>
    /// <param name="candidateZones">What a time without a zone may mean.</param>
    /// <param name="checkArea">What is wrong with an area of the truce's own conflict, named in a field; null for nothing.</param>
    /// <param name="request">The request.</param>
    /// <param name="context">The caller, the instant and the new id.</param>
    public static Decision Report(
        string truce, IReadOnlyList<string> candidateZones, Func<string, string, FieldViolation?> checkArea, ReportObservationRequest request, RuleContext context)
    {
        var observation = request.Observation.Clone();
        if (observation.Occurred?.From is null)
        {
            return Rejection.Invalid("observation.occurred.from", "FIELD_REQUIRED", "Say when it was seen or heard.");
        }

        var times = new TimeResolver(candidateZones);
        var occurred = observation.Occurred;
        occurred.From = times.Resolve(occurred.From, "observation.occurred.from") ?? occurred.From;
        occurred.To = times.Resolve(occurred.To, "observation.occurred.to") ?? occurred.To;
        var violations = times.Violations.ToBuilder();
        CheckPlace(truce, observation.Place, checkArea, violations);
        CheckInterval(occurred, context.Now, violations, isResolved: times.Violations.IsEmpty);
        if (violations.Count > 0)
        {
            return Rejection.Invalid(violations.ToImmutable()) with { Metadata = times.Metadata };
        }

        observation.Name = ResourceName.Child(truce, "observations", context.AssignedId);
        observation.RecordTime = null;
        observation.Etag = "";
        observation.Reporter = ReporterOf(truce, context.Caller);
        return new Event { Entry = context.AssignedId, ObservationReported = new() { Observation = observation } };
    }

    private static void CheckPlace(
        string truce, Place? place, Func<string, string, FieldViolation?> checkArea, ImmutableArray<FieldViolation>.Builder violations)
    {
        if (place is null)
        {
            return;
        }

        const string field = "observation.place.area";
        if (place.Area.Length > 0 && (ForeignName.In(place.Area, ResourceName.ConflictOf(truce), field) ?? checkArea(place.Area, field)) is { } wrong)
        {
            violations.Add(wrong);
        }

        if (place.Point is not { } point)
        {
            return;
        }

        // Not-a-number fails every comparison, so each is written as what must hold.
        if (!(Math.Abs(point.Latitude) <= MaximumLatitude))
        {
            violations.Add(new("observation.place.point.latitude", "OUT_OF_RANGE", "A latitude is between -90 and 90 degrees."));
        }

        if (!(Math.Abs(point.Longitude) <= MaximumLongitude))
        {
            violations.Add(new("observation.place.point.longitude", "OUT_OF_RANGE", "A longitude is between -180 and 180 degrees."));
        }

        if (!(point.UncertaintyM >= 0 && double.IsFinite(point.UncertaintyM)))
        {
            violations.Add(new("observation.place.point.uncertainty_m", "OUT_OF_RANGE", "An uncertainty is a number of metres, not negative."));
        }
    }

    private static void CheckInterval(TimeInterval occurred, Instant now, ImmutableArray<FieldViolation>.Builder violations, bool isResolved)
    {
        var error = Duration.Zero;
        if (occurred.ClockError is { } given)
        {
            error = Duration.FromSeconds(Math.Clamp(given.Seconds, -1, (long)MaximumClockError.TotalSeconds + 1)) + Duration.FromNanoseconds(given.Nanos);
            if (given.Nanos is < 0 or > 999_999_999 || error < Duration.Zero || error > MaximumClockError)
            {
                violations.Add(new("observation.occurred.clock_error", "CLOCK_ERROR_OUT_OF_RANGE", "A clock error is between 0 and 24 hours."));
                return;
            }
        }

        if (!isResolved)
        {
            return;
        }

        var from = occurred.From.ToInstant();
        var to = occurred.To?.ToInstant() ?? from;
        if (to < from)
        {
            violations.Add(new("observation.occurred.to", "INTERVAL_REVERSED", "The interval ends before it begins."));
        }

        if (from > now + error)
        {
            violations.Add(new("observation.occurred.from", "OBSERVED_IN_FUTURE", "Nobody has seen what is still to come. If the reporter's clock was wrong, say by how much in clock_error."));
        }
        else if (to > now + error)
        {
            violations.Add(new("observation.occurred.to", "OBSERVED_IN_FUTURE", "Nobody has seen what is still to come. If the reporter's clock was wrong, say by how much in clock_error."));
        }
    }

    /// <summary>A role, or the party for which the caller acts; never a name.</summary>
    private static string ReporterOf(string truce, Caller caller)
    {
        foreach (var (role, name) in Reporters)
        {
            if (caller.Is(role, truce))
            {
                return name;
            }
        }

        var parties = caller.PartiesIn(ResourceName.ConflictOf(truce));
        return parties is [var only] ? only : "PARTY";
    }
}
