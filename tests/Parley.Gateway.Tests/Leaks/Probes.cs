using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Parley.Gateway.Tests.Edge;
using Parley.V1;

namespace Parley.Gateway.Tests.Leaks;

/// <summary>What north can ask, of what it may know and of what it may only guess.</summary>
internal static class Probes
{
    /// <summary>Reads of everything there is, and of what there may be.</summary>
    /// <param name="room">The talks.</param>
    /// <param name="guessed">Names of south's room that north must not know, as if it had guessed them.</param>
    public static IEnumerable<Act> Reads(Room room, IReadOnlyList<string> guessed)
    {
        yield return Ask("GetConflict", new GetConflictRequest { Name = room.Conflict });
        yield return Ask("ListStatements", new ListStatementsRequest { Parent = room.Conflict });
        yield return Ask("ListInstruments", new ListInstrumentsRequest { Parent = room.Conflict });
        yield return Ask("ListTruces", new ListTrucesRequest { Parent = room.Conflict });
        yield return Ask("ListNegotiations", new ListNegotiationsRequest { Parent = room.Conflict, PageSize = 1 });
        yield return Ask("GetNegotiation", new GetNegotiationRequest { Name = room.Talks });
        yield return Ask("AssessReadiness", new AssessReadinessRequest { Name = room.Talks, Subject = ReadinessSubject.Meet });
        yield return Ask("ListTexts", new ListTextsRequest { Parent = room.Talks });
        yield return Ask("GetText", new GetTextRequest { Name = room.Text });
        yield return Ask("CheckText", new CheckTextRequest { Name = room.Text });
        yield return Ask("ListSessions", new ListSessionsRequest { Parent = room.Talks, PageSize = 2 });
        yield return Ask("ListNotes", new ListNotesRequest { Parent = room.Talks });
        yield return Ask("ListRelays", new ListRelaysRequest { Parent = room.Talks });
        foreach (var member in new[] { Room.North, Room.South, Room.East, "west", "nobody" })
        {
            yield return Ask("GetCaucus", new GetCaucusRequest { Name = room.Caucus(member) });
            yield return Ask("ListMessages", new ListMessagesRequest { Parent = room.Caucus(member), PageSize = 2 });
            yield return Ask("ListSessions", new ListSessionsRequest { Parent = room.Caucus(member) });
            yield return Ask("ListEvents", new ListEventsRequest { Journal = room.Caucus(member), PageSize = 500 });
        }

        foreach (var journal in new[] { room.Conflict, room.Talks, room.Text, room.Talks + "/desk", room.Talks + "/vault", room.Conflict + "/press/p1" })
        {
            yield return Ask("ListEvents", new ListEventsRequest { Journal = journal, PageSize = 500 });
        }

        foreach (var past in Past(room))
        {
            yield return past;
        }

        foreach (var journal in new[]
        {
            room.Conflict, room.Talks, room.Text, room.Talks + "/desk", room.Talks + "/vault", room.Caucus(Room.North), room.Caucus(Room.South), room.Caucus("nobody"),
        })
        {
            yield return Ask("WatchJournal", new WatchJournalRequest { Journal = journal });
        }

        foreach (var name in guessed.Append(room.Conflict + "/truces/none").Append(room.Conflict + "/press/none"))
        {
            foreach (var guess in Guess(name))
            {
                yield return guess;
            }
        }
    }

    /// <summary>Reads of something by a name that may be guessed.</summary>
    private static IEnumerable<Act> Guess(string name) => CollectionOf(name) switch
    {
        "messages" => [Ask("GetMessage", new GetMessageRequest { Name = name })],
        "notes" => [Ask("GetNote", new GetNoteRequest { Name = name })],
        "relays" => [Ask("GetRelay", new GetRelayRequest { Name = name })],
        "sessions" => [Ask("GetSession", new GetSessionRequest { Name = name })],
        "press" =>
        [
            Ask("GetStatement", new GetStatementRequest { Name = name }), Ask("ListEvents", new ListEventsRequest { Journal = name }),
            Ask("GetStatement", new GetStatementRequest { Name = name.Replace("/press/", "/statements/", StringComparison.Ordinal) }),
        ],
        "truces" =>
        [
            Ask("GetTruce", new GetTruceRequest { Name = name }), Ask("CheckTruce", new CheckTruceRequest { Name = name }),
            Ask("ForecastTruce", new ForecastTruceRequest { Name = name }), Ask("ListEvents", new ListEventsRequest { Journal = name }),
            Ask("WatchJournal", new WatchJournalRequest { Journal = name }),
        ],
        var other => throw new NotSupportedException($"Nobody guesses names of {other} yet."),
    };

    private static string CollectionOf(string name) => name.Split('/')[^2];

    /// <summary>Reads of what was recorded by an instant, which lies in the past only after the first chapter.</summary>
    private static IEnumerable<Act> Past(Room room)
    {
        var then = Timestamp.FromDateTimeOffset(new(2020, 10, 2, 12, 0, 0, TimeSpan.Zero));
        yield return Ask("GetConflict", new GetConflictRequest { Name = room.Conflict, ReadTime = then });
        yield return Ask("GetNegotiation", new GetNegotiationRequest { Name = room.Talks, ReadTime = then });
        yield return Ask("GetText", new GetTextRequest { Name = room.Text, ReadTime = then });
        foreach (var member in new[] { Room.North, Room.South, "nobody" })
        {
            yield return Ask("GetCaucus", new GetCaucusRequest { Name = room.Caucus(member), ReadTime = then });
        }

        foreach (var journal in new[] { room.Talks, room.Text, room.Caucus(Room.North), room.Caucus(Room.South) })
        {
            yield return Ask("ListEvents", new ListEventsRequest { Journal = journal, PageSize = 500, ReadTime = then });
        }
    }

    /// <summary>Acts in other rooms, which are refused as if there were none.</summary>
    /// <param name="room">The talks.</param>
    /// <param name="guessed">Names of south's room that north must not know, as if it had guessed them.</param>
    /// <param name="hashes">Hashes of what south has sealed, likewise.</param>
    public static IEnumerable<Act> Intrusions(Room room, IReadOnlyList<string> guessed, IReadOnlyList<string> hashes)
    {
        foreach (var name in guessed)
        {
            yield return CollectionOf(name) switch
            {
                "sessions" => Do(room, "ConvokeSession", new ConvokeSessionRequest { Name = name }),
                "press" => Do(room, "RetractStatement", new RetractStatementRequest { Name = name, Reason = World.Text("Psst") }),
                "truces" => Do(room, "AcceptTruce", new AcceptTruceRequest { Name = name }),
                _ => Do(room, "RelayMessage", new RelayMessageRequest { Name = name, To = room.Party(Room.North), Form = RelayForm.AsOwn, Text = World.Text("Psst") }),
            };
        }

        foreach (var member in new[] { Room.South, "nobody" })
        {
            var caucus = room.Caucus(member);
            yield return Do(room, "SendMessage", new SendMessageRequest { Parent = caucus, Message = new() { Text = World.Text("Psst"), Disclosure = Disclosure.Free } });
            yield return Do(room, "SealConsent", new SealConsentRequest { Parent = caucus, Text = room.Text, Opening = "opening", Consent = new() });
            foreach (var hash in hashes.Append(new string('0', 64)))
            {
                yield return Do(room, "WithdrawFiling", new WithdrawFilingRequest { Parent = caucus, Hash = hash });
                yield return Do(room, "WithdrawFiling", new WithdrawFilingRequest { Parent = room.Caucus(Room.North), Hash = hash });
            }
        }

        yield return Do(room, "AddNote", new AddNoteRequest { Parent = room.Talks, Note = new() { Text = World.Text("Psst") } });
        yield return Do(room, "CancelOpening", new CancelOpeningRequest
        {
            Name = room.Text,
            Opening = "opening",
            Cancellation = new() { Reason = World.Text("x"), AgreedBy = { room.Party(Room.North) } },
        });
        yield return Do(room, "CertifyOpeningEvent", new CertifyOpeningEventRequest { Name = room.Text, Opening = "opening", Event = "never" });
    }

    /// <summary>Reads and acts about one room, in an order that is always the same.</summary>
    /// <param name="room">The talks.</param>
    /// <param name="caucus">The room.</param>
    public static IEnumerable<Act> OfRoom(Room room, string caucus)
    {
        yield return Ask("GetCaucus", new GetCaucusRequest { Name = caucus });
        yield return Ask("ListMessages", new ListMessagesRequest { Parent = caucus });
        yield return Ask("ListSessions", new ListSessionsRequest { Parent = caucus });
        yield return Ask("ListEvents", new ListEventsRequest { Journal = caucus });
        yield return Ask("WatchJournal", new WatchJournalRequest { Journal = caucus });
        yield return Ask("GetMessage", new GetMessageRequest { Name = caucus + "/messages/m-none" });
        yield return Ask("GetSession", new GetSessionRequest { Name = caucus + "/sessions/none" });
        yield return Do(room, "SendMessage", new SendMessageRequest { Parent = caucus, Message = new() { Text = World.Text("Psst"), Disclosure = Disclosure.Free } });
        yield return Do(room, "ScheduleSession", new ScheduleSessionRequest { Parent = caucus, Session = new() { Format = SessionFormat.Separate } });
        yield return Do(room, "SealRange", new SealRangeRequest
        {
            Parent = caucus,
            Range = "days",
            Filing = new() { From = new() { Number = 1 }, To = new() { Number = 2 } },
        });
    }

    private static Act Ask(string rpc, IMessage request) => new(rpc, request, Room.North);

    private static Act Do(Room room, string rpc, IMessage request)
    {
        request.Descriptor.FindFieldByName("request_id").Accessor.SetValue(request, room.RequestId($"intrusion {rpc} {request}"));
        return new(rpc, request, Room.North);
    }
}
