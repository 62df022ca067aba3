using Parley.V1;
using static Parley.Gateway.Tests.Edge.World;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Makes a conflict and what stands in it, the same in each.</summary>
internal static class Founding
{
    /// <summary>A conflict of three parties, with an area and a contested fact.</summary>
    public static async Task Conflict(EdgeServer server, string conflict)
    {
        await Parties(server, conflict);
        var area = new Area
        {
            Kind = AreaKind.LineOfContact,
            Toponyms = { new Toponym { Label = Text("The line") } },
            Versions = { new AreaVersion { ValidFrom = "2020-01-01" } },
        };
        await server.Conflicts.DefineAreaAsync(new() { Parent = conflict, AreaId = "line", Area = area }, server.Mediator);
        await server.Conflicts.RecordContestedFactAsync(
            new() { Parent = conflict, ContestedFactId = "who-began", ContestedFact = new() { Subject = Text("Who began?") } }, server.Mediator);
    }

    /// <summary>A conflict of three parties, and nothing else.</summary>
    public static async Task Parties(EdgeServer server, string conflict)
    {
        await server.Conflicts.CreateConflictAsync(
            new() { ConflictId = conflict["conflicts/".Length..], Conflict = new() { Title = Text("A conflict") } }, server.Mediator);
        foreach (var (id, zone) in new[] { ("north", "Asia/Yerevan"), ("south", "Asia/Baku"), ("east", "Europe/Paris") })
        {
            var party = new Party { Kind = PartyKind.State, Label = Text(id), Zone = zone };
            await server.Conflicts.RegisterPartyAsync(new() { Parent = conflict, PartyId = id, Party = party }, server.Mediator);
        }
    }

    /// <summary>A draft between north and south.</summary>
    public static async Task River(EdgeServer server, string conflict) => await server.Truces.CreateTruceAsync(Draft("river", conflict), server.Mediator);

    /// <summary>Statements of north, the second under embargo.</summary>
    /// <returns>Their names, which the server assigns: the same ones on every server of these tests.</returns>
    public static async Task<(string Statement, string Press)> Statements(EdgeServer server, string conflict)
    {
        var now = Said("We are ready to talk.", conflict);
        now.RequestId = "0b9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c11";
        var later = Said("We shall be ready to talk.", conflict);
        later.RequestId = "1c9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c22";
        later.Statement.EmbargoUntil = At("2030-01-01T00:00");
        var north = server.Of(conflict + "/parties/north");
        return ((await server.Conflicts.PublishStatementAsync(now, north)).Name, (await server.Conflicts.PublishStatementAsync(later, north)).Name);
    }

    /// <summary>Talks between north and south with a text and something in every room.</summary>
    /// <returns>The names that the server assigns: the same ones on every server of these tests.</returns>
    public static async Task<(string Session, string Message, string Note, string Relay)> TalksOf(EdgeServer server, string conflict)
    {
        var north = conflict + "/parties/north";
        var talks = (await server.Negotiations.CreateNegotiationAsync(Talks(conflict, "talks"), server.Mediator)).Name;
        var text = (await server.Negotiations.TableTextAsync(TextOf(talks, "draft"), server.Mediator)).Name;
        var powers = new FullPowers { Id = "sample", Party = north, Holder = Text("The envoy"), Issuer = Level.HeadOfState, Acts = { ConsentAct.Sign } };
        await server.Negotiations.DepositFullPowersAsync(new() { Name = text, FullPowers = powers }, server.Of(north));
        var session = await server.Sessions.ScheduleSessionAsync(
            new() { Parent = talks, Session = new() { Format = SessionFormat.Plenary }, RequestId = "2d9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c33" }, server.Mediator);
        var said = new CaucusMessage { Text = Text("We could live with two days."), Disclosure = Disclosure.Free };
        var message = await server.Caucuses.SendMessageAsync(
            new() { Parent = talks + "/caucuses/north", Message = said, RequestId = "3e9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c44" }, server.Of(north));
        var note = await server.Negotiations.AddNoteAsync(
            new() { Parent = talks, Note = new() { Text = Text("They will move.") }, RequestId = "4f9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c55" }, server.Mediator);
        var pass = new RelayMessageRequest
        {
            Name = message.Name,
            To = conflict + "/parties/south",
            Form = RelayForm.AsOwn,
            Text = Text("What about two days?"),
            RequestId = "5a9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c66",
        };
        var relay = await server.Caucuses.RelayMessageAsync(pass, server.Mediator);
        return (session.Name, message.Name, note.Name, relay.Name);
    }

    /// <summary>Talks between north and south.</summary>
    public static CreateNegotiationRequest Talks(string conflict, string id) => new()
    {
        Parent = conflict,
        NegotiationId = id,
        Negotiation = new() { Title = Text("Talks"), Members = { Member(conflict + "/parties/north"), Member(conflict + "/parties/south") } },
    };

    /// <summary>A text of one clause.</summary>
    public static TableTextRequest TextOf(string talks, string id) => new()
    {
        Parent = talks,
        TextId = id,
        Text = new() { Title = Text("A text"), Languages = { "en" }, Clauses = { new TextClause { Id = "halt", Text = Text("All fire stops.") } } },
    };

    private static Member Member(string party) => new() { Party = party, Capacity = MemberCapacity.Party };
}
