using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using Parley.Journal;
using Parley.Journal.Postgres;
using Parley.V1;

namespace Parley.Testing;

/// <summary>
/// Observations in bulk, the same for the same seed. Each is as if it had been reported through a gateway: the rows are written by
/// the journal itself, modelled on the truce's latest observation, which has to be reported the ordinary way just before; a request that is
/// sent again is recognised. It takes the journal's head for itself, so no silo may have the truce active meanwhile.
/// </summary>
/// <param name="truce">The truce's name.</param>
/// <param name="subject">Who reports.</param>
/// <param name="seed">The seed.</param>
public sealed class ObservationSeed(string truce, string subject, int seed)
{
    private const int BatchAppends = 2048;
    private const string IdAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz      ";
    private const string Language = "en";

    // What follows from the truce's conclusion may be recorded after the observation.
    private const int LookBack = 20;
    private const int MinutesInYear = 365 * 24 * 60;
    private readonly Random _random = new(seed);

    /// <summary>Adds observations that occurred within the year after the one that they are modelled on, in no order.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Ends it early, between two batches.</param>
    /// <returns>The last of the requests, as it would have been sent.</returns>
    /// <exception cref="InvalidOperationException">The truce has no observation yet, or somebody else writes to it.</exception>
    public async Task<ReportObservationRequest> Write(string connectionString, int count, CancellationToken cancellation = default)
    {
        await using var store = new PostgresJournalStore(Options.Create(new JournalOptions { ConnectionString = connectionString }));
        var head = await store.ReadHead(truce, cancellation) ?? throw new InvalidOperationException($"There is no {truce}.");
        var model = await Model(store, head, cancellation);
        var writer = Guid.NewGuid();
        var request = new ReportObservationRequest();
        for (var written = 0; written < count;)
        {
            var batch = new List<Append>(BatchAppends);
            for (; batch.Count < BatchAppends && written < count; written++)
            {
                request = Request(model);
                batch.Add(Append(head, model, request, written, writer));
            }

            var results = await store.Write(batch, cancellation);
            if (results.FirstOrDefault(r => r.Outcome != AppendOutcome.Committed) is { Outcome: not AppendOutcome.Committed } failed)
            {
                throw new InvalidOperationException($"{truce} after {written} of {count}: {failed.Outcome} {failed.Error}");
            }
        }

        return request;
    }

    private async Task<Event> Model(PostgresJournalStore store, JournalHead head, CancellationToken cancellation)
    {
        var latest = await store.ReadEvents(new(truce, head.Version - LookBack, head.Version, LookBack + 1), cancellation);
        return latest.Select(stored => Event.Parser.ParseFrom(stored.Payload.Span)).LastOrDefault(e => e.ObservationReported is not null)
            ?? throw new InvalidOperationException($"None of the latest events of {truce} is an observation to model others on.");
    }

    // The model's zone, and those of the parties, must have no clock change in the year after it: every instant then moves by as
    // much as the clock on the wall.
    private ReportObservationRequest Request(Event model)
    {
        var told = model.ObservationReported.Observation;
        var occurred = told.Occurred.From;
        var local = DateTime.Parse(occurred.LocalTime, CultureInfo.InvariantCulture).AddMinutes(_random.Next(MinutesInYear));
        return new()
        {
            Parent = truce,
            RequestId = NewGuid().ToString(),
            Observation = new()
            {
                Text = new() { Values = { [Language] = new string(_random.GetItems<char>(Letters, told.Text.Values[Language].Length - 1)) + "." } },
                Occurred = new() { From = new() { LocalTime = local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), Zone = occurred.Zone } },
            },
        };
    }

    private Append Append(JournalHead head, Event model, ReportObservationRequest request, int written, Guid writer)
    {
        var (e, occurred) = EventOf(model, request, head.Version + written + 1);
        e.RecordedAt = Timestamp.FromDateTimeOffset(head.UpdatedAt);
        return new()
        {
            Journal = truce,
            ExpectedVersion = head.Version + written,
            Writer = writer,
            TakesRow = written == 0,
            Events = [new(e.Entry, e.ToByteArray(), head.UpdatedAt)],
            Head = head.Columns,
            DueAt = head.DueAt,
            Trace = head.Trace,
            Entries = [new("observation", e.Entry) { Status = "REPORTED", OccurredFrom = occurred, OccurredTo = occurred }],
            Request = new(subject, Guid.Parse(request.RequestId)),
            RequestHash = HashOf(request),
        };
    }

    private (Event Event, DateTimeOffset Occurred) EventOf(Event model, ReportObservationRequest request, long version)
    {
        var e = model.Clone();
        var observation = e.ObservationReported.Observation;
        var (was, now) = (observation.Occurred.From, request.Observation.Occurred.From);
        var moved = DateTime.Parse(now.LocalTime, CultureInfo.InvariantCulture) - DateTime.Parse(was.LocalTime, CultureInfo.InvariantCulture);
        e.Version = version;
        e.Entry = new string([IdAlphabet[_random.Next(16)], .. _random.GetItems<char>(IdAlphabet, 19)]);
        observation.Name = $"{truce}/observations/{e.Entry}";
        observation.Text = request.Observation.Text;
        was.LocalTime = now.LocalTime;
        was.Resolved.Instant = Timestamp.FromDateTimeOffset(was.Resolved.Instant.ToDateTimeOffset() + moved);
        foreach (var rendering in was.Resolved.Renderings)
        {
            rendering.LocalTime = (DateTimeOffset.Parse(rendering.LocalTime, CultureInfo.InvariantCulture) + moved)
                .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        }

        return (e, was.Resolved.Instant.ToDateTimeOffset());
    }

    // As the silo hashes a request: the name of its kind, a NUL, its bytes.
    private static byte[] HashOf(ReportObservationRequest request) =>
        SHA256.HashData([.. Encoding.ASCII.GetBytes(ReportObservationRequest.Descriptor.FullName + '\0'), .. request.ToByteArray()]);

    private Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }
}
