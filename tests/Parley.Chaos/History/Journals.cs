using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Parley.V1;

namespace Parley.Chaos.History;

/// <summary>Journals as they stand at the end of a run.</summary>
public static class Journals
{
    /// <summary>What the key of a receipt ends with that says that its filing no longer stands.</summary>
    public const string EndOfReceipt = "/ended";

    /// <summary>Follows the hash where a receipt says that something has come of the filing.</summary>
    public const string UseOfReceipt = "/used";

    /// <summary>
    /// Reads journals from their beginning to their end. One that nobody can find has no events: whether it should be there is for the
    /// checks to say.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<JournalEvent>>> Read(GrpcChannel channel, Metadata caller, IEnumerable<string> names)
    {
        var journals = new Dictionary<string, IReadOnlyList<JournalEvent>>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            try
            {
                journals.Add(name, [.. (await World.AllEvents(channel, caller, name)).Select(Of)]);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
            {
                journals.Add(name, []);
            }
        }

        return journals;
    }

    /// <summary>Writes journals to a file, a line of JSON for each event.</summary>
    public static async Task Write(string file, IReadOnlyDictionary<string, IReadOnlyList<JournalEvent>> journals) =>
        await File.WriteAllLinesAsync(file, journals.SelectMany(j => j.Value.Select(e => JsonSerializer.Serialize(new { Journal = j.Key, Event = e }))));

    private static JournalEvent Of(Event e) => new(
        e.Version,
        e.BodyCase.ToString(),
        KeyOf(e),
        e.RecordedAt.ToDateTimeOffset(),
        e.DueAt?.ToDateTimeOffset(),
        e.ObservationReported?.Observation.Name ?? e.MessageSent?.Message.Name ?? e.MessageRelayed?.Relay.Name ?? e.NoteRecorded?.Note.Name ?? "",
        e.CallSettled?.Refusal ?? "",
        e.TextSigned?.Signature.Hash ?? "",
        e.TruceCreated?.Terms.Effect?.At?.Resolved?.Instant?.ToDateTimeOffset(),
        e.Journal.Contains("/negotiations/", StringComparison.Ordinal) ? e.ToString() : "");

    private static string KeyOf(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.ObservationReported => e.ObservationReported.Observation.Text.Values[World.Language],
        Event.BodyOneofCase.TruceAccepted => e.TruceAccepted.Party,
        Event.BodyOneofCase.PartyRegistered => e.PartyRegistered.Party.Name,
        Event.BodyOneofCase.MessageSent => e.MessageSent.Message.Text.Values[World.Language],
        Event.BodyOneofCase.MessageRelayed => e.MessageRelayed.Relay.Text.Values[World.Language],
        Event.BodyOneofCase.NoteRecorded => e.NoteRecorded.Note.Text.Values[World.Language],
        Event.BodyOneofCase.ParticipantAdmitted => e.ParticipantAdmitted.Accreditation.Id,
        Event.BodyOneofCase.AccreditationEnded => e.AccreditationEnded.Accreditation,
        Event.BodyOneofCase.ClauseBound => e.ClauseBound.Binding.Id,
        Event.BodyOneofCase.FullPowersDeposited => e.FullPowersDeposited.FullPowers.Id,
        Event.BodyOneofCase.ConsentOpeningAgreed => e.ConsentOpeningAgreed.Opening.Id,
        Event.BodyOneofCase.ConsentOpeningOver => e.ConsentOpeningOver.Opening,
        Event.BodyOneofCase.TextSigned => e.TextSigned.Signature.Party,
        Event.BodyOneofCase.TextStateReached => e.TextStateReached.State.ToString(),
        Event.BodyOneofCase.ReceiptRecorded => Receipt(e.ReceiptRecorded.Receipt),
        Event.BodyOneofCase.CallRequested => e.CallRequested.Id,
        Event.BodyOneofCase.CallSettled => e.CallSettled.Id,
        _ => "",
    };

    private static string Receipt(SealReceipt receipt) =>
        receipt.Hash + (receipt.UseTime is not null ? UseOfReceipt : receipt.WithdrawTime is not null ? EndOfReceipt : "");
}
