using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Silo.Tests;

/// <summary>Who and what the tests are about: two parties, one mediator, one conflict, a truce between them.</summary>
internal static class World
{
    public const string ConflictName = "conflicts/valley";
    public const string North = ConflictName + "/parties/north";
    public const string South = ConflictName + "/parties/south";
    public const string TruceName = ConflictName + "/truces/first";

    public static readonly Caller Mediator = new("mediator-1", [new(Role.Mediator, "")]);
    public static readonly Caller ForNorth = new("north-1", [new(Role.Party, North)]);
    public static readonly Caller ForSouth = new("south-1", [new(Role.Party, South)]);
    public static readonly Caller Outsider = new("outsider-1", [new(Role.Party, "conflicts/other/parties/x1")]);

    public static async Task Found(this TestSilo silo)
    {
        await silo.Do<Conflict>(Mediator, new CreateConflictRequest { ConflictId = "valley", Conflict = new() { Title = In("The valley") } });
        await silo.Do<Conflict>(Mediator, Register("north"));
        await silo.Do<Conflict>(Mediator, Register("south"));
    }

    public static RegisterPartyRequest Register(string id) => new()
    {
        Parent = ConflictName,
        PartyId = id,
        Party = new() { Kind = PartyKind.State, Label = In(id), Zone = "Asia/Baku" },
    };

    /// <summary>A draft that takes effect at a local time of Baku (UTC+4) and lasts for a period.</summary>
    public static CreateTruceRequest Draft(string effect, string period, string id = "first") => new()
    {
        Parent = ConflictName,
        TruceId = id,
        Terms = new()
        {
            Title = In("A truce"),
            TruceClass = TruceClass.CessationOfHostilities,
            Reciprocity = TruceReciprocity.Bilateral,
            Publicity = Publicity.Public,
            Parties = { new TruceParty { Party = North }, new TruceParty { Party = South } },
            Effect = new() { At = Baku(effect) },
            Term = new() { Fixed = new() { Period = period, Renewable = true } },
        },
    };

    public static async Task<Truce> Conclude(this TestSilo silo, CreateTruceRequest draft)
    {
        await silo.Do<Truce>(Mediator, draft);
        var name = $"{draft.Parent}/truces/{draft.TruceId}";
        await silo.Do<Truce>(ForNorth, new AcceptTruceRequest { Name = name });
        return await silo.Do<Truce>(ForSouth, new AcceptTruceRequest { Name = name });
    }

    public static ReportObservationRequest Observe(string text, string local = "2020-09-30T12:00") => new()
    {
        Parent = TruceName,
        Observation = new() { Text = In(text), Occurred = new() { From = Baku(local) } },
    };

    public static PublishStatementRequest Say(string text, LegalTime? embargoUntil = null) => new()
    {
        Parent = ConflictName,
        Statement = new()
        {
            Speaker = In("north"),
            Kind = DocumentKind.PressStatement,
            OriginalLanguage = "en",
            Text = In(text),
            Party = North,
            EmbargoUntil = embargoUntil,
        },
    };

    public static LegalTime Baku(string local) => new() { LocalTime = local, Zone = "Asia/Baku" };

    public static LocalizedText In(string english) => new() { Values = { ["en"] = english } };

    public static async Task<IReadOnlyList<Event>> Events(this TestSilo silo, string journal)
    {
        var outcome = await silo.Read(Mediator, new ListEventsRequest { Journal = journal, PageSize = 500 });
        return ((ListEventsResponse)outcome.Value!).Events;
    }
}
