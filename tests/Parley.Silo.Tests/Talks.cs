using Google.Protobuf;
using Parley.Domain.Access;
using Parley.V1;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Talks between the two parties of the world, with a text and an opening that consents can be sealed for.</summary>
internal static class Talks
{
    public const string Name = ConflictName + "/negotiations/talks";
    public const string Text = Name + "/texts/draft";
    public const string NorthRoom = Name + "/caucuses/north";
    public const string SouthRoom = Name + "/caucuses/south";
    public const string Desk = Name + "/desk";

    public static CreateNegotiationRequest Create() => new()
    {
        Parent = ConflictName,
        NegotiationId = "talks",
        Negotiation = new()
        {
            Title = In("Talks"),
            Members = { new Member { Party = North, Capacity = MemberCapacity.Party }, new Member { Party = South, Capacity = MemberCapacity.Party } },
        },
    };

    public static async Task FoundTalks(this TestSilo silo)
    {
        await silo.Found();
        await silo.Do<Negotiation>(Mediator, Create());
        var text = new NegotiatingText { Title = In("A text"), Languages = { "en" }, Clauses = { new TextClause { Id = "halt", Text = In("All fire stops.") } } };
        await silo.Do<NegotiatingText>(Mediator, new TableTextRequest { Parent = Name, TextId = "draft", Text = text });
        await silo.Do<NegotiatingText>(Mediator, new AgreeOpeningRequest { Name = Text, Opening = OpenedAt("2020-10-10T12:00") });
    }

    /// <summary>An opening of both parties' consents, which sign as heads of state.</summary>
    public static ConsentOpening OpenedAt(string local) => new()
    {
        Id = "opening",
        At = Baku(local),
        AgreedBy = { North, South },
        Authorities = { new[] { North, South }.Select(p => new ConsentAuthority { Party = p, Level = Level.HeadOfState }) },
    };

    /// <summary>Something said in a room.</summary>
    public static SendMessageRequest Say(string room, string text) =>
        new() { Parent = room, Message = new() { Text = In(text), Disclosure = Disclosure.Free } };

    /// <summary>Consent on the condition that the other consents: to the whole text, or to one clause of it.</summary>
    public static SealConsentRequest Consent(string room, string other, string clause = "") => new()
    {
        Parent = room,
        Text = Text,
        Opening = "opening",
        Consent = new()
        {
            Clauses = { clause.Length > 0 ? [clause] : [] },
            Alternatives = { new ConsentAlternative { Conditions = { new ConsentCondition { Member = new() { Party = other } } } } },
        },
    };

    public static async Task<IReadOnlyList<Event>> EventsOf(this TestSilo silo, Caller reader, string journal) =>
        ((ListEventsResponse)(await silo.Read(reader, new ListEventsRequest { Journal = journal, PageSize = 500 })).Value!).Events;
}
