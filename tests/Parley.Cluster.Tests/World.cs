using Grpc.Core;
using Grpc.Net.Client;
using Parley.Domain.Access;
using Parley.Testing;
using Parley.V1;

namespace Parley.Cluster.Tests;

/// <summary>Who and what the tests are about: two parties, one conflict, truces between them on which incidents are reported.</summary>
internal static class World
{
    public const string Conflict = "conflicts/valley";
    private const string North = Conflict + "/parties/north";
    private const string South = Conflict + "/parties/south";

    /// <summary>Founds the conflict and concludes truces in it.</summary>
    /// <returns>The truces' names.</returns>
    public static async Task<string[]> Found(ParleyCluster parley, int truces)
    {
        var channel = parley.Channel(0);
        var conflicts = new ConflictService.ConflictServiceClient(channel);
        await conflicts.CreateConflictAsync(new() { ConflictId = "valley", Conflict = new() { Title = In("The valley") } }, parley.Mediator);
        foreach (var party in new[] { "north", "south" })
        {
            await conflicts.RegisterPartyAsync(
                new() { Parent = Conflict, PartyId = party, Party = new() { Kind = PartyKind.State, Label = In(party), Zone = "Asia/Baku" } }, parley.Mediator);
        }

        return await Task.WhenAll(Enumerable.Range(1, truces).Select(i => Conclude(parley, channel, $"truce-{i}")));
    }

    /// <summary>Reports an incident.</summary>
    public static async Task<Observation> Report(GrpcChannel channel, Metadata caller, string truce, string requestId, TimeSpan? deadline = null) =>
        await new IncidentService.IncidentServiceClient(channel).ReportObservationAsync(
            new()
            {
                Parent = truce,
                RequestId = requestId,
                Observation = new() { Text = In("shots"), Occurred = new() { From = new() { LocalTime = "2020-10-10T12:05", Zone = "Asia/Baku" } } },
            },
            caller,
            deadline is { } time ? TimeProvider.System.GetUtcNow().UtcDateTime + time : null);

    /// <summary>A page of a journal's events.</summary>
    public static async Task<IReadOnlyList<Event>> Events(GrpcChannel channel, Metadata caller, string journal, long from) =>
        (await new JournalService.JournalServiceClient(channel).ListEventsAsync(new() { Journal = journal, FromVersion = from, PageSize = 500 }, caller)).Events;

    /// <summary>All of a journal's events.</summary>
    public static async Task<List<Event>> AllEvents(GrpcChannel channel, Metadata caller, string journal)
    {
        var events = new List<Event>();
        while (true)
        {
            var page = await Events(channel, caller, journal, events.Count + 1);
            if (page.Count == 0)
            {
                return events;
            }

            events.AddRange(page);
        }
    }

    private static async Task<string> Conclude(ParleyCluster parley, GrpcChannel channel, string id)
    {
        var truces = new TruceService.TruceServiceClient(channel);
        var truce = await truces.CreateTruceAsync(
            new()
            {
                Parent = Conflict,
                TruceId = id,
                Terms = new()
                {
                    Title = In("A truce"),
                    TruceClass = TruceClass.CessationOfHostilities,
                    Reciprocity = TruceReciprocity.Bilateral,
                    Publicity = Publicity.Public,
                    Parties = { new TruceParty { Party = North }, new TruceParty { Party = South } },
                    Effect = new() { At = new() { LocalTime = "2040-01-01T12:00", Zone = "Asia/Baku" } },
                    Term = new() { Indefinite = new() },
                },
            },
            parley.Mediator);
        foreach (var party in new[] { North, South })
        {
            await truces.AcceptTruceAsync(new() { Name = truce.Name }, parley.As(party, new Grant(Role.Party, party)));
        }

        return truce.Name;
    }

    private static LocalizedText In(string english) => new() { Values = { ["en"] = english } };
}
