using Grpc.Core;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Two conflicts with a few things in each: what requests of the tests name.</summary>
internal static class World
{
    public const string Valley = "conflicts/valley";
    public const string Coast = "conflicts/coast";
    public const string North = Valley + "/parties/north";
    public const string South = Valley + "/parties/south";

    /// <summary>A party of the conflict, but of none of its truces.</summary>
    public const string East = Valley + "/parties/east";

    /// <summary>A draft between north and south.</summary>
    public const string River = Valley + "/truces/river";

    /// <summary>A truce that is concluded and not yet in force.</summary>
    public const string Bridge = Valley + "/truces/bridge";

    /// <summary>A draft of the other conflict.</summary>
    public const string Ferry = Coast + "/truces/ferry";

    public const string Line = Valley + "/areas/line";

    /// <summary>Talks between north and south.</summary>
    public const string Talks = Valley + "/negotiations/talks";

    /// <summary>Their text.</summary>
    public const string TalksText = Talks + "/texts/draft";

    /// <summary>North's own room in them.</summary>
    public const string NorthRoom = Talks + "/caucuses/north";

    /// <summary>A session of all in the talks. Its id is assigned, and the same on every server of these tests; so are those below.</summary>
    public static string Session { get; private set; } = "";

    /// <summary>A message in north's room.</summary>
    public static string Message { get; private set; } = "";

    /// <summary>A note of the mediators.</summary>
    public static string Note { get; private set; } = "";

    /// <summary>A relay of the message to south.</summary>
    public static string Relay { get; private set; } = "";

    /// <summary>A statement of north that everyone may read. Its id is assigned, and the same on every server of these tests.</summary>
    public static string Statement { get; private set; } = "";

    /// <summary>A statement of north under embargo; its id likewise.</summary>
    public static string Press { get; private set; } = "";

    /// <summary>A name that exists, of the pattern; the first pattern where there are several.</summary>
    public static string NameOf(string patterns) => patterns.Split('|')[0] switch
    {
        "conflicts/*" => Valley,
        "conflicts/*/parties/*" => North,
        "conflicts/*/areas/*" => Line,
        "conflicts/*/contestedFacts/*" => Valley + "/contestedFacts/who-began",
        "conflicts/*/statements/*" => Statement,
        "conflicts/*/press/*" => Press,
        "conflicts/*/truces/*" => River,
        "conflicts/*/negotiations/*" => Talks,
        "conflicts/*/negotiations/*/texts/*" => TalksText,
        "conflicts/*/negotiations/*/caucuses/*" => NorthRoom,
        "conflicts/*/negotiations/*/caucuses/*/messages/*" => Message,
        "conflicts/*/negotiations/*/sessions/*" => Session,
        "conflicts/*/negotiations/*/desk/notes/*" => Note,
        "conflicts/*/negotiations/*/desk/relays/*" => Relay,
        var pattern => throw new NotSupportedException($"The world has nothing called {pattern} yet: add it."),
    };

    public static LocalizedText Text(string english) => new() { Values = { ["en"] = english } };

    public static LegalTime At(string local, string zone = "Europe/Vienna") => new() { LocalTime = local, Zone = zone };

    public static Metadata Of(this EdgeServer server, string party) => server.As(party, new Grant(Role.Party, party));

    /// <summary>A draft as small as the law allows.</summary>
    public static CreateTruceRequest Draft(string id, string conflict = Valley, string effect = "2020-10-10T12:00") => new()
    {
        Parent = conflict,
        TruceId = id,
        Terms = new()
        {
            Title = Text("A truce"),
            TruceClass = TruceClass.CessationOfHostilities,
            Reciprocity = TruceReciprocity.Bilateral,
            Publicity = Publicity.Public,
            Parties = { new TruceParty { Party = conflict + "/parties/north" }, new TruceParty { Party = conflict + "/parties/south" } },
            Effect = new() { At = At(effect) },
            Term = new() { Indefinite = new() },
        },
    };

    public static PublishStatementRequest Said(string english, string conflict = Valley) => new()
    {
        Parent = conflict,
        Statement = new() { Speaker = Text("The minister"), Party = conflict + "/parties/north", Kind = DocumentKind.PressStatement, OriginalLanguage = "en", Text = Text(english) },
    };

    public static ReportObservationRequest Seen(string truce, string english = "Two shells, one hole.") => new()
    {
        Parent = truce,
        Observation = new() { Text = Text(english), Occurred = new() { From = At("2020-09-30T12:05") } },
    };

    /// <summary>A truce that both of its parties have accepted.</summary>
    public static async Task<Truce> Concluded(this EdgeServer server, CreateTruceRequest draft)
    {
        var truce = await server.Truces.CreateTruceAsync(draft, server.Mediator);
        foreach (var party in draft.Terms.Parties)
        {
            truce = await server.Truces.AcceptTruceAsync(new() { Name = truce.Name }, server.Of(party.Party));
        }

        return truce;
    }

    /// <summary>Founds both conflicts, which from then on are only read by the tests that share the server.</summary>
    public static async Task Found(EdgeServer server)
    {
        await Founding.Conflict(server, Coast);
        await server.Truces.CreateTruceAsync(Draft("ferry", Coast), server.Mediator);
        await Founding.Conflict(server, Valley);
        await Founding.River(server, Valley);
        await server.Concluded(Draft("bridge"));
        (Statement, Press) = await Founding.Statements(server, Valley);
        (Session, Message, Note, Relay) = await Founding.TalksOf(server, Valley);
    }

    /// <summary>One more of everything that talks list.</summary>
    public static async Task ListedTalks(EdgeServer server, int number)
    {
        await server.Negotiations.CreateNegotiationAsync(Founding.Talks(Valley, $"listed-{number:d2}"), server.Mediator);
        await server.Negotiations.TableTextAsync(Founding.TextOf(Talks, $"listed-{number:d2}"), server.Mediator);
        await server.Sessions.ScheduleSessionAsync(new() { Parent = Talks, Session = new() { Format = SessionFormat.Plenary } }, server.Mediator);
        await server.Caucuses.SendMessageAsync(
            new() { Parent = NorthRoom, Message = new() { Text = Text($"Message {number}"), Disclosure = Disclosure.Free } }, server.Of(North));
        await server.Negotiations.AddNoteAsync(new() { Parent = Talks, Note = new() { Text = Text($"Note {number}") } }, server.Mediator);
        await server.Caucuses.RelayMessageAsync(new() { Name = Message, To = South, Form = RelayForm.Attributed }, server.Mediator);
    }
}
