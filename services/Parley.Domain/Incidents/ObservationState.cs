using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Incidents;

/// <summary>An observation as recorded. It never changes.</summary>
/// <param name="Id">Its id in the truce's journal.</param>
/// <param name="Reported">The observation, every stated time resolved.</param>
public sealed record ObservationState(string Id, Observation Reported) : EntryState("observation", Id)
{
    /// <inheritdoc/>
    public override EntryIndex Index
    {
        get
        {
            var from = Reported.Occurred.From.ToInstant();
            return new(
                Status: "REPORTED",
                Party: Reported.Reporter.StartsWith("conflicts/", StringComparison.Ordinal) ? Reported.Reporter : "",
                Area: Reported.Place?.Area ?? "",
                OccurredFrom: from,
                OccurredTo: Reported.Occurred.To?.ToInstant() ?? from);
        }
    }
}

/// <summary>Folds the events of an observation.</summary>
internal static class ObservationFold
{
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public static ObservationState Apply(Event e) => e.BodyCase == Event.BodyOneofCase.ObservationReported
        ? new(e.Entry, e.ObservationReported.Observation)
        : throw new UnknownEventException(e);
}

/// <summary>The observation as its readers see it.</summary>
internal static class ObservationView
{
    public static Observation Of(ObservationState state)
    {
        var view = state.Reported.Clone();
        view.RecordTime = state.CreatedAt.ToTimestamp();
        view.Etag = Etag.Of(state.Version);
        return view;
    }
}
