using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Parley.V1;

namespace Parley.Chaos.History;

/// <summary>Journals as they stand at the end of a run.</summary>
public static class Journals
{
    /// <summary>Reads journals from their beginning to their end.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<JournalEvent>>> Read(GrpcChannel channel, Metadata caller, IEnumerable<string> names)
    {
        var journals = new Dictionary<string, IReadOnlyList<JournalEvent>>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            journals.Add(name, [.. (await World.AllEvents(channel, caller, name)).Select(Of)]);
        }

        return journals;
    }

    /// <summary>Writes journals to a file, a line of JSON for each event.</summary>
    public static async Task Write(string file, IReadOnlyDictionary<string, IReadOnlyList<JournalEvent>> journals) =>
        await File.WriteAllLinesAsync(file, journals.SelectMany(j => j.Value.Select(e => JsonSerializer.Serialize(new { Journal = j.Key, Event = e }))));

    private static JournalEvent Of(Event e) => new(
        e.Version,
        e.BodyCase.ToString(),
        e.BodyCase switch
        {
            Event.BodyOneofCase.ObservationReported => e.ObservationReported.Observation.Text.Values[World.Language],
            Event.BodyOneofCase.TruceAccepted => e.TruceAccepted.Party,
            Event.BodyOneofCase.PartyRegistered => e.PartyRegistered.Party.Name,
            Event.BodyOneofCase.CallRequested => e.CallRequested.Id,
            Event.BodyOneofCase.CallSettled => e.CallSettled.Id,
            _ => "",
        },
        e.RecordedAt.ToDateTimeOffset(),
        e.DueAt?.ToDateTimeOffset(),
        e.ObservationReported?.Observation.Name ?? "",
        e.CallSettled?.Refusal ?? "");
}
