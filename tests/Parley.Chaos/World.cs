using Grpc.Core;
using Grpc.Net.Client;
using Parley.Domain.Access;
using Parley.Testing;
using Parley.V1;

namespace Parley.Chaos;

/// <summary>Who and what a run is about: conflicts of two parties each, truces between them on which incidents are reported.</summary>
public static class World
{
    /// <summary>The language of all texts.</summary>
    public const string Language = "en";

    /// <summary>The zone of all times.</summary>
    public const string Zone = "Asia/Baku";

    /// <summary>How far the zone's clocks are ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(4);

    /// <summary>The ids of the parties of every conflict.</summary>
    public static readonly IReadOnlyList<string> PartyIds = ["north", "south"];

    /// <summary>The parties of a conflict.</summary>
    public static IEnumerable<string> PartiesOf(string conflict) => PartyIds.Select(p => $"{conflict}/parties/{p}");

    /// <summary>A party that is registered.</summary>
    public static RegisterPartyRequest Party(string conflict, string id) =>
        new() { Parent = conflict, PartyId = id, Party = new() { Kind = PartyKind.State, Label = In(id), Zone = Zone } };

    /// <summary>A text.</summary>
    public static LocalizedText In(string english) => new() { Values = { [Language] = english } };

    /// <summary>Founds a conflict and concludes truces in it that take effect long after.</summary>
    /// <returns>The truces' names.</returns>
    public static async Task<string[]> Found(ParleyCluster parley, int truces, string id = "valley")
    {
        var channel = parley.Channel(0);
        var conflict = await FoundConflict(channel, parley.Mediator, id);
        return await Task.WhenAll(Enumerable.Range(1, truces).Select(i => Conclude(parley, channel, conflict, $"truce-{i}")));
    }

    /// <summary>Founds a conflict of two parties.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> FoundConflict(GrpcChannel channel, Metadata mediator, string id)
    {
        var conflicts = new ConflictService.ConflictServiceClient(channel);
        var create = new CreateConflictRequest { ConflictId = id, Conflict = new() { Title = In("The valley") }, RequestId = NewId() };
        var conflict = await Insist(() => conflicts.CreateConflictAsync(create, mediator).ResponseAsync);
        foreach (var party in PartyIds)
        {
            var register = Party(conflict.Name, party);
            register.RequestId = NewId();
            await Insist(() => conflicts.RegisterPartyAsync(register, mediator).ResponseAsync);
        }

        return conflict.Name;
    }

    /// <summary>Terms between the two parties of a conflict.</summary>
    public static TruceTerms Terms(string conflict, LegalTime effect, Term term) => Terms([.. PartiesOf(conflict)], effect, term);

    /// <summary>Terms between parties.</summary>
    public static TruceTerms Terms(IReadOnlyCollection<string> parties, LegalTime effect, Term term) => new()
    {
        Title = In("A truce"),
        TruceClass = TruceClass.CessationOfHostilities,
        Reciprocity = parties.Count == 2 ? TruceReciprocity.Bilateral : TruceReciprocity.Multilateral,
        Publicity = Publicity.Public,
        Parties = { parties.Select(p => new TruceParty { Party = p }) },
        Effect = new() { At = effect },
        Term = term,
    };

    /// <summary>An instant as a text states it, to the second.</summary>
    public static LegalTime At(DateTimeOffset instant) => new() { LocalTime = instant.ToOffset(Offset).ToString("yyyy-MM-dd'T'HH:mm:ss"), Zone = Zone };

    /// <summary>Headers of a party.</summary>
    public static Metadata As(ParleyCluster parley, string party) => parley.As(party, new Grant(Role.Party, party));

    /// <summary>An incident that is reported: a text that says which request it was.</summary>
    public static ReportObservationRequest Observation(string truce, string requestId) => new()
    {
        Parent = truce,
        RequestId = requestId,
        Observation = new() { Text = In(requestId), Occurred = new() { From = new() { LocalTime = "2020-10-10T12:05", Zone = Zone } } },
    };

    /// <summary>Reports an incident.</summary>
    public static async Task<Observation> Report(GrpcChannel channel, Metadata caller, string truce, string requestId, DateTime? deadline = null) =>
        await new IncidentService.IncidentServiceClient(channel).ReportObservationAsync(Observation(truce, requestId), caller, deadline);

    /// <summary>A page of a journal's events.</summary>
    public static async Task<IReadOnlyList<Event>> Events(GrpcChannel channel, Metadata caller, string journal, long from, DateTime? deadline = null) =>
        (await new JournalService.JournalServiceClient(channel).ListEventsAsync(new() { Journal = journal, FromVersion = from, PageSize = 500 }, caller, deadline)).Events;

    /// <summary>All of a journal's events.</summary>
    public static async Task<List<Event>> AllEvents(GrpcChannel channel, Metadata caller, string journal)
    {
        var events = new List<Event>();
        while (true)
        {
            var page = await Insist(() => Events(channel, caller, journal, events.Count + 1));
            if (page.Count == 0)
            {
                return events;
            }

            events.AddRange(page);
        }
    }

    private static async Task<string> Conclude(ParleyCluster parley, GrpcChannel channel, string conflict, string id)
    {
        var truces = new TruceService.TruceServiceClient(channel);
        var terms = Terms(conflict, new() { LocalTime = "2040-01-01T12:00", Zone = Zone }, new() { Indefinite = new() });
        var create = new CreateTruceRequest { Parent = conflict, TruceId = id, Terms = terms, RequestId = NewId() };
        var truce = await Insist(() => truces.CreateTruceAsync(create, parley.Mediator).ResponseAsync);
        foreach (var party in PartiesOf(conflict))
        {
            var accept = new AcceptTruceRequest { Name = truce.Name, RequestId = NewId() };
            await Insist(() => truces.AcceptTruceAsync(accept, As(parley, party)).ResponseAsync);
        }

        return truce.Name;
    }

    private static string NewId() => Guid.NewGuid().ToString();

    // Silos that have just come or gone may still be finding out about each other.
    private static async Task<T> Insist<T>(Func<Task<T>> call)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(Random.Shared.Next(50, 200), deadline.Token);
            }
        }
    }
}
