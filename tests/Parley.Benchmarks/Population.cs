using Grpc.Core;
using Grpc.Net.Client;
using Parley.V1;

namespace Parley.Benchmarks;

/// <summary>What the benchmarks' commands are about: one conflict of two parties, and truces between them.</summary>
internal static class Population
{
    private const string Conflict = "conflicts/benchmark";
    private const int MaxTries = 30;

    /// <summary>The truces whose number tells them apart.</summary>
    public static string Truce(int number) => Truce(Id(number));

    /// <summary>A truce that is called something of its own.</summary>
    public static string Truce(string id) => $"{Conflict}/truces/{id}";

    /// <summary>Founds the conflict and drafts truces: so many by number, and some by a name of their own.</summary>
    public static async Task Found(GrpcChannel channel, Metadata headers, int truces, CancellationToken cancellation, params string[] others)
    {
        var conflicts = new ConflictService.ConflictServiceClient(channel);
        var found = new CreateConflictRequest { ConflictId = "benchmark", Conflict = new() { Title = In("Benchmark") }, RequestId = Guid.NewGuid().ToString() };
        await Insist(() => conflicts.CreateConflictAsync(found, headers, cancellationToken: cancellation).ResponseAsync, cancellation);
        foreach (var party in new[] { "north", "south" })
        {
            await conflicts.RegisterPartyAsync(
                new() { Parent = Conflict, PartyId = party, Party = new() { Kind = PartyKind.State, Label = In(party), Zone = "UTC" } },
                headers, cancellationToken: cancellation);
        }

        var client = new TruceService.TruceServiceClient(channel);
        foreach (var batch in Enumerable.Range(0, truces).Select(Id).Concat(others).Chunk(50))
        {
            await Task.WhenAll(batch.Select(id => client.CreateTruceAsync(Draft(id), headers, cancellationToken: cancellation).ResponseAsync));
        }
    }

    /// <summary>Drafts one more truce.</summary>
    public static async Task Add(GrpcChannel channel, Metadata headers, string id) =>
        await new TruceService.TruceServiceClient(channel).CreateTruceAsync(Draft(id), headers);

    /// <summary>The id of a truce whose number tells it apart.</summary>
    public static string Id(int number) => $"t{number}x";

    /// <summary>The request that drafts a truce.</summary>
    public static CreateTruceRequest Draft(string id) => new() { Parent = Conflict, TruceId = id, Terms = Terms() };

    /// <summary>Sends a request again while the services, which have just begun, have still to find each other.</summary>
    private static async Task Insist(Func<Task> send, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await send();
                return;
            }
            catch (RpcException notYet) when (notYet.StatusCode == StatusCode.Unavailable && tries < MaxTries)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            }
        }
    }

    private static TruceTerms Terms() => new()
    {
        Title = In("Truce"),
        TruceClass = TruceClass.CessationOfHostilities,
        Reciprocity = TruceReciprocity.Bilateral,
        Publicity = Publicity.Public,
        Parties = { new TruceParty { Party = Conflict + "/parties/north" }, new TruceParty { Party = Conflict + "/parties/south" } },
        Effect = new() { After = new() { Event = AnchorEvent.Conclusion } },
        Term = new() { Indefinite = new() },
    };

    private static LocalizedText In(string text) => new() { Values = { ["en"] = text } };
}
