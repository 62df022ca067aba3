using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.Data.Sqlite;
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

    public virtual async ValueTask InitializeAsync()
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

    /// <summary>
    /// The clock and the last version of every journal, also of those that no rpc shows: what nothing refused may change. Read from the data
    /// file at one moment, once everything that follows from earlier acts has happened. What tests do in worlds of their own is left out.
    /// </summary>
    internal async Task<string> Everything()
    {
        var clock = (await new ExerciseService.ExerciseServiceClient(Channel).GetClockAsync(new())).Now;
        await using var file = new SqliteConnection($"Data Source={Path.Combine(Folder, "journal.db")};Mode=ReadOnly;Pooling=False");
        await file.OpenAsync(TestContext.Current.CancellationToken);
        var due = (clock.ToDateTime() - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while ((await Rows(file, $"SELECT 'due' FROM journal WHERE due_at <= {due} UNION ALL SELECT 'due' FROM entry WHERE due_at <= {due}")).Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
        }

        const string Versions = $"SELECT name || ' ' || version FROM journal WHERE name NOT LIKE '{OwnWorld.Prefix}%' ORDER BY name";
        return $"{clock}\n{string.Join('\n', await Rows(file, Versions))}";
    }

    private static async Task<List<string>> Rows(SqliteConnection file, string sql)
    {
        await using var command = file.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            all.Add(rows.GetString(0));
        }

        return all;
    }
}

/// <summary>One in real time. What it is asked may be a stream on which nothing comes; that is not waited for long.</summary>
public sealed class RealTimeServer() : EdgeServer(start: null)
{
    protected override TimeSpan StreamPatience => TimeSpan.FromSeconds(2);
}

/// <summary>The tests that share the server, one after the other. They only read its world: a test that changes something has an <see cref="OwnWorld"/>.</summary>
[CollectionDefinition(Name)]
public sealed class EdgeTests : ICollectionFixture<EdgeServer>
{
    public const string Name = "edge";
}
