using Google.Protobuf;
using Parley.Gateway.Tests.Edge;
using Parley.V1;

namespace Parley.Gateway.Tests.Leaks;

/// <summary>What can be said and done in a story, at random. What south seals never meets what others have sealed.</summary>
internal sealed class Drafts(Room room, Random random)
{
    /// <summary>The venues that the talks show.</summary>
    public static readonly string[] Venues = ["ferry", "mill"];

    private static readonly string[] Words = ["We could live with that.", "Never.", "Ask them about the bridge.", "Two days.", "Our red line is the river.", "Nothing to say."];
    private int _acts;

    /// <summary>An act under a request id of its own; a read has none.</summary>
    public Act By(string actor, string rpc, IMessage request)
    {
        request.Descriptor.FindFieldByName("request_id")?.Accessor.SetValue(request, room.RequestId($"act {_acts++}"));
        return new(rpc, request, actor);
    }

    public string Word() => Words[random.Next(Words.Length)];

    /// <summary>Something said in a room; mediators say it in the one form that is theirs.</summary>
    public Act Message(string by, string of, Disclosure? disclosure = null)
    {
        var message = new CaucusMessage { Text = World.Text(Word()), Disclosure = disclosure ?? (Disclosure)random.Next(1, 5), Kind = (PositionKind)random.Next(0, 5) };
        if (by == Room.Mediator)
        {
            (message.Disclosure, message.Kind) = (Disclosure.MediatorOnly, PositionKind.Unspecified);
        }

        return By(by, "SendMessage", new SendMessageRequest { Parent = room.Caucus(of), Message = message });
    }

    /// <summary>Consent on conditions that never hold, or on none.</summary>
    public Act Consent(string of, string on)
    {
        var consent = new SealedConsent();
        if (random.Next(2) == 0)
        {
            consent.Alternatives.Add(new ConsentAlternative { Conditions = { new ConsentCondition { Member = new() { Party = room.Party(on) } } } });
        }

        return By(of, "SealConsent", new SealConsentRequest { Parent = room.Caucus(of), Text = room.Text, Opening = "opening", Consent = consent });
    }

    /// <summary>Readiness, perhaps at one of the venues, or at one that there is not.</summary>
    public Act Readiness(string of, string with, Level level, params string[] orAt)
    {
        string[] venues = ["", .. Venues, .. orAt];
        var venue = venues[random.Next(venues.Length)];
        return By(of, "SealReadiness", new SealReadinessRequest
        {
            Parent = room.Caucus(of),
            Readiness = new() { Subject = ReadinessSubject.Meet, With = room.Party(with), Levels = { level }, Venues = { venue.Length > 0 ? [venue] : [] } },
        });
    }

    public Act Range(string of, long from, long to) => By(of, "SealRange", new SealRangeRequest
    {
        Parent = room.Caucus(of),
        Range = "days",
        Filing = new() { From = new() { Number = from }, To = new() { Number = to } },
    });

    public Act Withdrawal(string of, Act sealedBefore) =>
        By(of, "WithdrawFiling", new WithdrawFilingRequest { Parent = room.Caucus(of), Hash = room.HashOf(sealedBefore) });

    public Act Session(string parent, SessionFormat format) =>
        By(Room.Mediator, "ScheduleSession", new ScheduleSessionRequest { Parent = parent, Session = new() { Format = format } });

    /// <summary>South files a statement under an embargo that outlasts the story.</summary>
    public Act Embargoed() => By(Room.South, "PublishStatement", new PublishStatementRequest
    {
        Parent = room.Conflict,
        Statement = new()
        {
            Speaker = World.Text("The minister of south"),
            Party = room.Party(Room.South),
            Kind = DocumentKind.PressStatement,
            OriginalLanguage = "en",
            Text = World.Text(Word()),
            EmbargoUntil = World.At("2021-01-01T00:00"),
        },
    });

    /// <summary>A secret truce of south with east, which comes into force within the story.</summary>
    public IEnumerable<Act> SecretTruce()
    {
        var draft = World.Draft($"secret-{_acts}", room.Conflict, "2020-10-02T18:00");
        draft.Terms.Publicity = Publicity.Secret;
        draft.Terms.Parties[0].Party = room.Party(Room.East);
        yield return By(Room.Mediator, "CreateTruce", draft);
        foreach (var party in new[] { Room.South, Room.East })
        {
            yield return By(party, "AcceptTruce", new AcceptTruceRequest { Name = $"{room.Conflict}/truces/{draft.TruceId}" });
        }
    }

    /// <summary>The mediators show a draft to south before anybody else sees it.</summary>
    public IEnumerable<Act> ShownDraft()
    {
        var note = By(Room.Mediator, "AddNote", new AddNoteRequest { Parent = room.Talks, Note = new() { Text = World.Text(Word()) } });
        yield return note;
        yield return By(Room.Mediator, "RelayMessage", new RelayMessageRequest { Name = room.NoteOf(note), To = room.Party(Room.South), Form = RelayForm.AsOwn });
    }

    /// <summary>A read by somebody else than north: it changes nothing, for nobody.</summary>
    public Act Read() => random.Next(6) switch
    {
        0 => By(Room.South, "GetCaucus", new GetCaucusRequest { Name = room.Caucus(Room.South) }),
        1 => By(Room.South, "ListMessages", new ListMessagesRequest { Parent = room.Caucus(Room.South) }),
        2 => By(Room.South, "ListEvents", new ListEventsRequest { Journal = room.Caucus(Room.South) }),
        3 => By(Room.South, "GetNegotiation", new GetNegotiationRequest { Name = room.Talks }),
        4 => By(Room.Mediator, "ListRelays", new ListRelaysRequest { Parent = room.Talks }),
        _ => By(Room.Mediator, "GetCaucus", new GetCaucusRequest { Name = room.Caucus(Room.North) }),
    };
}
