using Parley.Gateway.Tests.Edge;
using Parley.V1;

namespace Parley.Gateway.Tests.Leaks;

/// <summary>
/// A random history of talks, told twice: what is open and what north does is the same in both tellings; what south says, seals
/// and does in its own room, files under embargo and agrees in secret with east, and what mediators do with that, is another each time. Nothing that south seals meets what the others
/// have sealed, since a match, an agreement or a value that comes out is meant to be seen.
/// </summary>
internal sealed class Story
{
    /// <summary>Between them the first round of the range closes, and the opening is over.</summary>
    public const int Chapters = 3;

    private const int Tellings = 2;

    private readonly Room _room;
    private readonly Random _random;
    private readonly Drafts _drafts;
    private readonly bool _isHeldInOne;
    private readonly List<Act> _northsActs = [];
    private readonly List<Act>[] _sealedBySouth = [[], []];
    private int _admissions;

    public Story(Room room, int seed)
    {
        (_room, _random) = (room, new(seed));
        _drafts = new(room, _random);

        // In every other story all have filed early in one telling, so that the opening is held and comes to nothing, and not in the other.
        _isHeldInOne = _random.Next(2) == 0;
        Beginning = [.. Begin()];
        Chapter = [.. Enumerable.Range(0, Chapters).Select(IReadOnlyList<Step> (chapter) => [.. Tell(chapter)])];
    }

    /// <summary>What comes first: the conflict, the talks, the text, what is to be opened when.</summary>
    public IReadOnlyList<Act> Beginning { get; }

    /// <summary>What happens then.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Chapter { get; }

    private IEnumerable<Act> Begin()
    {
        var c = _room.Conflict;
        yield return By(Room.Mediator, "CreateConflict", new CreateConflictRequest { ConflictId = c["conflicts/".Length..], Conflict = new() { Title = World.Text("A conflict") } });
        foreach (var id in new[] { Room.North, Room.South, Room.East, "west" })
        {
            var party = new Party { Kind = PartyKind.State, Label = World.Text(id), Zone = "Asia/Yerevan" };
            yield return By(Room.Mediator, "RegisterParty", new RegisterPartyRequest { Parent = c, PartyId = id, Party = party });
        }

        var talks = new Negotiation { Title = World.Text("Talks"), Venues = { Drafts.Venues.Select(v => new Venue { Id = v, Label = World.Text(v) }) } };
        talks.Members.AddRange([
            Member(Room.North, MemberCapacity.Party), Member(Room.South, MemberCapacity.Party), Member(Room.East, MemberCapacity.Party),
            Member("west", MemberCapacity.Guarantor),
        ]);
        yield return By(Room.Mediator, "CreateNegotiation", new CreateNegotiationRequest { Parent = c, NegotiationId = "talks", Negotiation = talks });
        var text = new NegotiatingText { Title = World.Text("A text"), Languages = { "en" } };
        text.Clauses.AddRange([
            new TextClause { Id = "halt", Text = World.Text("All fire stops.") }, new TextClause { Id = "lists", Text = World.Text("Lists are exchanged.") },
        ]);
        yield return By(Room.Mediator, "TableText", new TableTextRequest { Parent = _room.Talks, TextId = "draft", Text = text });
        var all = new[] { Room.North, Room.South, Room.East, "west" }.Select(_room.Party).ToList();
        var opening = new ConsentOpening
        {
            Id = "opening",
            At = World.At("2020-10-03T12:00"),
            WhenAllFiled = _isHeldInOne || _random.Next(2) == 0,
            Events = { new OpeningEvent { Id = "never", Text = "What nobody certifies." } },
            AgreedBy = { all },
            Authorities = { all.Select(p => new ConsentAuthority { Party = p, Level = Level.HeadOfState }) },
        };
        yield return By(Room.Mediator, "AgreeOpening", new AgreeOpeningRequest { Name = _room.Text, Opening = opening });
        var range = new BlindRange
        {
            Id = "days",
            Subject = "Days of silence",
            Kind = BlindRangeKind.Number,
            Choice = BlindRangeChoice.Midpoint,
            Parties = { all.Take(3) },
            AgreedBy = { all.Take(3) },
            Closes = { World.At("2020-10-02T12:00"), World.At("2020-10-04T12:00") },
        };
        yield return By(Room.Mediator, "AgreeBlindRange", new AgreeBlindRangeRequest { Name = _room.Talks, Range = range });

        // East consents if what never happens happens, so that everybody can have filed and still nothing is concluded.
        var impossible = new SealedConsent { Alternatives = { new ConsentAlternative { Conditions = { new ConsentCondition { Event = "never" } } } } };
        yield return By(Room.East, "SealConsent", new SealConsentRequest { Parent = _room.Caucus(Room.East), Text = _room.Text, Opening = "opening", Consent = impossible });
    }

    private IEnumerable<Step> Tell(int chapter)
    {
        if (chapter == 0 && _isHeldInOne)
        {
            var filed = _drafts.Consent(Room.South, Room.North);
            _sealedBySouth[0].Add(filed);
            yield return new([[filed], []], ByNorth(_drafts.Consent(Room.North, Room.South)));
            yield return new([Hidden(0), Hidden(1)], ByNorth(_drafts.Consent(Room.North, Room.South)));
        }

        for (var i = _random.Next(2, 5); i > 0; i--)
        {
            List<Act>[] hidden = [Hidden(0), Hidden(1)];
            yield return _random.Next(10) == 0 ? Relayed(hidden) : new(hidden, Show());
        }
    }

    /// <summary>The mediators convey to north as their own what south has said; it said something else in either telling.</summary>
    private Step Relayed(List<Act>[] hidden)
    {
        var id = _room.RequestId($"relayed {_northsActs.Count} {_random.Next()}");
        for (var telling = 0; telling < Tellings; telling++)
        {
            var said = _drafts.Message(Room.South, Room.South, (Disclosure)_random.Next((int)Disclosure.MayConveyAsOwn, (int)Disclosure.Free + 1));
            ((SendMessageRequest)said.Request).RequestId = id;
            hidden[telling].Add(said);
        }

        var relay = new RelayMessageRequest { Name = _room.MessageOf(hidden[0][^1]), To = _room.Party(Room.North), Form = RelayForm.AsOwn, Text = World.Text(_drafts.Word()) };
        return new(hidden, By(Room.Mediator, "RelayMessage", relay));
    }

    /// <summary>Something that north sees or does.</summary>
    private Act Show() => _random.Next(13) switch
    {
        0 => ByNorth(_drafts.Message(Room.North, Room.North)),
        1 => _drafts.Message(Room.Mediator, Room.North),
        2 => ByNorth(_drafts.Consent(Room.North, Room.South)),
        3 => ByNorth(_drafts.Readiness(Room.North, Room.South, Level.Expert, "mil")),
        4 => ByNorth(_drafts.Range(Room.North, 1, 10)),
        5 => By(Room.South, "DeclareReadiness", new DeclareReadinessRequest
        {
            Name = _room.Talks,
            Readiness = new() { Id = $"r{_random.Next(1_000_000)}", Party = _room.Party(Room.South), Subject = ReadinessSubject.Meet },
        }),
        6 => _drafts.Session(_room.Talks, SessionFormat.Plenary),
        7 => By(Room.Mediator, "PublishStatement", new PublishStatementRequest
        {
            Parent = _room.Conflict,
            Statement = new() { Speaker = World.Text("The mediators"), Kind = DocumentKind.PressStatement, OriginalLanguage = "en", Text = World.Text(_drafts.Word()) },
        }),
        8 when _northsActs.FindLast(a => a.Rpc.StartsWith("Seal", StringComparison.Ordinal)) is { } filed => ByNorth(_drafts.Withdrawal(Room.North, filed)),
        9 when _northsActs.Count > 0 => _northsActs[_random.Next(_northsActs.Count)],
        10 or 11 => Accredit(),
        _ => By(Room.North, "BreakOffNegotiation", new BreakOffNegotiationRequest { Name = _room.Conflict + "/negotiations/none", Reason = World.Text("x") }),
    };

    /// <summary>Who takes part for south is known to all.</summary>
    private Act Accredit() => _admissions++ switch
    {
        0 => Admit("first", _room.Subject(Room.South)),
        1 => Admit("second", _room.Subject("aide")),
        2 => By(Room.Mediator, "EndAccreditation", new EndAccreditationRequest { Name = _room.Talks, Accreditation = "second" }),
        var number => Admit($"later-{number}", _room.Subject($"aide-{number}")),
    };

    private Act Admit(string id, string subject) => By(Room.Mediator, "AdmitParticipant", new AdmitParticipantRequest
    {
        Name = _room.Talks,
        Accreditation = new() { Id = id, Subject = subject, Party = _room.Party(Room.South), Function = DelegationFunction.Delegate },
    });

    private List<Act> Hidden(int telling) => [.. Enumerable.Range(0, _random.Next(3)).SelectMany(_ => Hide(telling))];

    /// <summary>Something that is not for north.</summary>
    private IEnumerable<Act> Hide(int telling) => _random.Next(14) switch
    {
        0 => [_drafts.Message(Room.South, Room.South)],
        1 => [_drafts.Message(Room.Mediator, Room.South)],
        2 => [_drafts.Session(_room.Caucus(Room.South), SessionFormat.Separate)],
        3 when !_isHeldInOne || telling == 0 => [Sealed(telling, _drafts.Consent(Room.South, _random.Next(2) == 0 ? Room.North : Room.East))],
        4 => [Sealed(telling, _drafts.Readiness(Room.South, Room.North, Level.HeadOfState))],
        5 => [Sealed(telling, _drafts.Range(Room.South, 20 + _random.Next(10), 40))],
        6 => [By(Room.Mediator, "AddNote", new AddNoteRequest { Parent = _room.Talks, Note = new() { Text = World.Text(_drafts.Word()) } })],
        7 => [_drafts.Message(Room.East, Room.East)],
        8 when _sealedBySouth[telling] is [.., var last] => [_drafts.Withdrawal(Room.South, last)],
        9 => [_drafts.Embargoed()],
        10 => _drafts.SecretTruce(),
        11 => _drafts.ShownDraft(),
        _ => [_drafts.Read()],
    };

    private Act Sealed(int telling, Act act)
    {
        _sealedBySouth[telling].Add(act);
        return act;
    }

    private Act ByNorth(Act act)
    {
        _northsActs.Add(act);
        return act;
    }

    private Act By(string actor, string rpc, Google.Protobuf.IMessage request) => _drafts.By(actor, rpc, request);

    private Member Member(string id, MemberCapacity capacity) => new() { Party = _room.Party(id), Capacity = capacity };
}
