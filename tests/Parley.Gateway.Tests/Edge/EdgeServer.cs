using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Standalone;
using Parley.Testing;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>One Standalone for tests of the edge, with a small world in it.</summary>
public class EdgeServer : IAsyncLifetime
{
    public const string Start = "2020-10-01T00:00:00Z";

    private const int DeploymentKeyLength = 32;

    /// <summary>The world has more journals than one caller may ask for at a time.</summary>
    private const int ReadersAtOnce = 32;

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(b => b, b => b);
    private readonly string? _start;
    private readonly IReadOnlyDictionary<string, string>? _environment;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-edge-");
    private StandaloneProcess _parley = null!;

    /// <summary>In exercise mode.</summary>
    public EdgeServer()
        : this(Start)
    {
    }

    protected EdgeServer(string? start, IReadOnlyDictionary<string, string>? environment = null) => (_start, _environment) = (start, environment);

    /// <summary>The data folder.</summary>
    public string Folder => Path.Combine(_folder.FullName, "data");

    public ServerProcess Process => _parley.Process;

    public ChannelBase Channel => _parley.Channel;

    /// <summary>Somebody who may do everything that one person can be granted, so that nothing but the request is at fault.</summary>
    public Metadata Keeper { get; private set; } = null!;

    /// <summary>Somebody with a token that grants nothing: whatever passes the edge stops at the first journal.</summary>
    public Metadata Stranger { get; private set; } = null!;

    public Metadata Mediator { get; private set; } = null!;

    /// <summary>How long the first answer of a stream is waited for.</summary>
    protected virtual TimeSpan StreamPatience => Waiting.Patience;

    internal TruceService.TruceServiceClient Truces => new(Channel);

    internal ConflictService.ConflictServiceClient Conflicts => new(Channel);

    internal IncidentService.IncidentServiceClient Incidents => new(Channel);

    internal NegotiationService.NegotiationServiceClient Negotiations => new(Channel);

    internal SessionService.SessionServiceClient Sessions => new(Channel);

    internal CaucusService.CaucusServiceClient Caucuses => new(Channel);

    internal JournalService.JournalServiceClient Journals => new(Channel);

    public async ValueTask InitializeAsync()
    {
        // With the same key, the same request gives the same assigned id on every server of these tests.
        Directory.CreateDirectory(Folder);
        await File.WriteAllBytesAsync(Path.Combine(Folder, "deployment-key"), new byte[DeploymentKeyLength]);
        _parley = await StandaloneProcess.Start(typeof(ExerciseClock).Assembly.Location, Folder, _start, _environment);
        Keeper = As(
            "keeper", new(Role.Mediator, ""), new(Role.Secretariat, ""), new(Role.Operator, ""), new(Role.Party, World.North),
            new(Role.Monitor, World.Valley), new(Role.Guarantor, World.Valley), new(Role.Observer, World.Valley));
        Stranger = As("stranger");
        Mediator = _parley.Mediator;
        await World.Found(this);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _parley.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Headers with a token for a subject and what it may be.</summary>
    public Metadata As(string subject, params Grant[] grants) => _parley.As(subject, grants);

    /// <summary>Sends a message; of a stream the first answer counts.</summary>
    internal Task<Answer> Call(MethodDescriptor rpc, IMessage request, Metadata? headers) => Call(rpc, request.ToByteArray(), headers);

    /// <summary>Sends bytes that may be no message at all.</summary>
    internal async Task<Answer> Call(MethodDescriptor rpc, byte[] request, Metadata? headers)
    {
        var type = rpc.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        var method = new Method<byte[], byte[]>(type, rpc.Service.FullName, rpc.Name, Bytes, Bytes);
        var options = new CallOptions(headers ?? [], cancellationToken: TestContext.Current.CancellationToken);
        try
        {
            if (type == MethodType.Unary)
            {
                return new(StatusCode.OK, null, await Channel.CreateCallInvoker().AsyncUnaryCall(method, null, options, request));
            }

            // A stream that waits for what is to come is cut, which shows as DEADLINE_EXCEEDED.
            var patient = options.WithDeadline(TimeProvider.System.GetUtcNow().UtcDateTime + StreamPatience);
            using var stream = Channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, patient, request);
            Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            return new(StatusCode.OK, null, stream.ResponseStream.Current);
        }
        catch (RpcException refusal)
        {
            return Answer.Of(refusal);
        }
    }

    /// <summary>The last version of every journal of the world, the names that lists show, and the clock: what nothing refused may change.</summary>
    internal async Task<string> Everything()
    {
        var seen = new List<string> { (await new ExerciseService.ExerciseServiceClient(Channel).GetClockAsync(new())).Now.ToString() };
        var conflicts = (await Conflicts.ListConflictsAsync(new() { PageSize = 500 }, Keeper)).Conflicts.Select(c => c.Name).ToList();
        var journals = new List<string>(conflicts);
        foreach (var conflict in conflicts)
        {
            journals.AddRange((await Truces.ListTrucesAsync(new() { Parent = conflict, PageSize = 500 }, Keeper)).Truces.Select(t => t.Name));
            foreach (var talks in (await Negotiations.ListNegotiationsAsync(new() { Parent = conflict, PageSize = 500 }, Keeper)).Negotiations)
            {
                journals.AddRange([talks.Name, talks.Name + "/desk"]);
                journals.AddRange((await Negotiations.ListTextsAsync(new() { Parent = talks.Name, PageSize = 500 }, Keeper)).Texts.Select(t => t.Name));
                journals.AddRange(talks.Members.Select(m => $"{talks.Name}/caucuses/{ResourceName.IdOf(m.Party)}"));
            }
        }

        var versions = new long[journals.Count];
        await Parallel.ForAsync(
            0,
            journals.Count,
            new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (i, _) => versions[i] = await VersionOf(journals[i]));
        seen.AddRange(journals.Zip(versions, (journal, version) => $"{journal} {version}"));
        return string.Join('\n', seen);
    }

    private async Task<long> VersionOf(string journal)
    {
        var (version, token) = (0L, "");
        do
        {
            var page = await Journals.ListEventsAsync(new() { Journal = journal, PageSize = 500, PageToken = token }, Keeper);
            version = page.Events is [.., var last] ? last.Version : version;
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return version;
    }
}

/// <summary>One in real time. What it is asked may be a stream on which nothing comes; that is not waited for long.</summary>
public sealed class RealTimeServer() : EdgeServer(start: null)
{
    protected override TimeSpan StreamPatience => TimeSpan.FromSeconds(2);
}

/// <summary>The tests that share the server; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class EdgeTests : ICollectionFixture<EdgeServer>
{
    public const string Name = "edge";
}
