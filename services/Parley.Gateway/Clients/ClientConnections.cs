using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Parley.Gateway.Clients;

/// <summary>Why the gateway has refused or ended something that a client did.</summary>
internal enum CloseReason
{
    /// <summary>All connections are taken.</summary>
    Full,

    /// <summary>The address has as many connections as one may have.</summary>
    AddressFull,

    /// <summary>The place is kept for callers with a token, and none has come in time.</summary>
    NoToken,

    /// <summary>No call has come for a long time.</summary>
    Idle,

    /// <summary>A request has not arrived, or an answer was not taken, in time.</summary>
    AnswerNotTaken,

    /// <summary>An answer was not taken when its room was needed.</summary>
    CutForAnother,

    /// <summary>The client takes nothing at all from its connection.</summary>
    TakesNothing,

    /// <summary>The connection should begin with a PROXY protocol header and does not.</summary>
    NoProxyHeader,
}

/// <summary>
/// All connections of clients: how many there may be, who may have one, and when one ends. The limit follows from the number of files
/// that the process may open, so that clients cannot use up what the database and the silos need.
/// </summary>
internal sealed partial class ClientConnections : IDisposable
{
    /// <summary>The largest answer there is, in bytes: what common clients accept.</summary>
    public const long LargestAnswer = 4 * 1024 * 1024;

    /// <summary>How long a reset, or a request to close, may take to come through before the connection is aborted.</summary>
    public static readonly TimeSpan ResetPatience = TimeSpan.FromSeconds(5);

    private const int LeastConnections = 8;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CutInterval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<IPAddress, ClientShare> _shares = new();
    private readonly ConcurrentDictionary<ClientConnection, ClientConnection> _open = new();
    private readonly ConcurrentDictionary<CloseReason, int> _reports = new();
    private readonly IPNetwork[] _proxies;
    private readonly TimeProvider _time;
    private readonly ILogger<ClientConnections> _logger;
    private readonly ITimer _sweep;
    private long _lastCut;

    public ClientConnections(
        IOptions<GatewayOptions> gateway,
        IOptions<ClientOptions> options,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        ILogger<ClientConnections> logger)
    {
        (Options, _time, _logger) = (options.Value, time, logger);
        _proxies = [.. Options.ProxyNetworks];
        var files = OpenFiles.Read();
        var connections = MostConnections(gateway.Value.MaxConnections, files, Options.ReservedFiles);
        lifetime.ApplicationStarted.Register(() => LogLimit(connections, files.Limit, files.Open, Options.ReservedFiles));
        Connections = Pool(connections);
        Calls = Pool(Options.MaxCalls);
        AnswerBytes = Pool(Options.MaxAnswerBytes);
        Watches = Pool(gateway.Value.Watch.MaxInAll);
        Reflection = Pool(Options.MaxReflectionCalls);
        Work = new(Options);
        _lastCut = Now;
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    public ClientOptions Options { get; }

    public SharedPool Connections { get; }

    public SharedPool Calls { get; }

    public SharedPool AnswerBytes { get; }

    public SharedPool Watches { get; }

    public SharedPool Reflection { get; }

    public WorkMeter Work { get; }

    /// <summary>The clock's timestamp.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>The most connections: what is asked for, but not more than the files that are left.</summary>
    /// <exception cref="InvalidOperationException">Too few are left to serve anyone.</exception>
    internal static int MostConnections(int wanted, OpenFiles files, int reserved)
    {
        var left = files.Limit is { } limit ? limit - files.Open - reserved : int.MaxValue;
        return left >= LeastConnections
            ? Math.Min(wanted, left)
            : throw new InvalidOperationException(
                $"This process may open {files.Limit} files; {files.Open} are open and {reserved} are reserved ({ClientOptions.Section}:{nameof(ClientOptions.ReservedFiles)}), which leaves fewer than {LeastConnections} connections. Raise the limit of open files (ulimit -n).");
    }

    public TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    /// <summary>True when the address is that of a trusted proxy.</summary>
    public bool IsProxy(IPAddress? address)
    {
        if (_proxies.Length == 0 || address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_proxies, proxy => proxy.Contains(plain));
    }

    /// <summary>What an address holds.</summary>
    public ClientShare ShareOf(IPAddress? address) => _shares.GetOrAdd(ClientKey.Of(address), static (key, options) => new(key, options), Options);

    /// <summary>Takes up a connection; null when there is no room for it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="address">The client's address.</param>
    /// <param name="isProxy">True when it is a trusted proxy's own: then many clients share it, and the address has no limit.</param>
    public ClientConnection? TryOpen(ConnectionContext connection, IPAddress? address, bool isProxy)
    {
        var share = ShareOf(address);
        var holding = isProxy ? null : share.Connections;
        var answer = Connections.TryTake(1, holding, hasToken: false);
        var isProvisional = answer == PoolAnswer.WithoutTokenFull;
        if (isProvisional)
        {
            answer = Connections.TryTake(1, holding, hasToken: true);
        }

        if (answer != PoolAnswer.Taken)
        {
            Report(answer == PoolAnswer.AddressFull ? CloseReason.AddressFull : CloseReason.Full);
            return null;
        }

        var opened = new ClientConnection(this, connection, share, isProxy, isProvisional);
        _open[opened] = opened;
        return opened;
    }

    /// <summary>Gives up a connection that has ended.</summary>
    public void Close(ClientConnection connection)
    {
        _open.TryRemove(connection, out _);
        var withoutToken = connection.Close();
        Connections.Give(1, connection.IsProxy ? null : connection.Share.Connections, hasToken: !withoutToken);
    }

    /// <summary>
    /// Cuts the answer that has waited longest for its client, so that another has room. Of callers with a token only for callers with one.
    /// </summary>
    /// <returns>True when one was cut.</returns>
    public bool CutLongestWaiting(bool forToken)
    {
        // Looking through all connections is work, and a crowd could ask for it with every call.
        var last = Volatile.Read(ref _lastCut);
        if (Since(last) < CutInterval || Interlocked.CompareExchange(ref _lastCut, Now, last) != last)
        {
            return false;
        }

        (CallLease? Call, TimeSpan Waited) longest = (null, Options.AnswerCutAge);
        foreach (var connection in _open.Keys)
        {
            if (connection.LongestWaiting(longest.Waited, forToken) is { Call: not null } found)
            {
                longest = found;
            }
        }

        if (longest.Call?.Cut() == true)
        {
            Report(CloseReason.CutForAnother);
            return true;
        }

        return false;
    }

    /// <summary>Counts what was refused or ended; the log says it once for many.</summary>
    public void Report(CloseReason reason)
    {
        Traces.ClientsRefused.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
        _reports.AddOrUpdate(reason, 1, static (_, count) => count + 1);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        Work.Dispose();
    }

    private SharedPool Pool(long capacity) => new(capacity, Options.MaxShareOfOneAddress, Options.MaxShareWithoutToken);

    private void Sweep()
    {
        foreach (var connection in _open.Keys)
        {
            connection.Sweep(Options);
        }

        foreach (var (address, share) in _shares)
        {
            if (share.IsIdle)
            {
                _shares.TryRemove(address, out _);
            }
        }

        foreach (var reason in _reports.Keys)
        {
            if (_reports.TryRemove(reason, out var count))
            {
                LogRefused(count, reason);
            }
        }
    }

    [LoggerMessage(
        EventId = 10, Level = LogLevel.Information,
        Message = "At most {Connections} connections: the process may open {FileLimit} files, {OpenFiles} are open, {ReservedFiles} are reserved")]
    private partial void LogLimit(int connections, int? fileLimit, int openFiles, int reservedFiles);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "Clients were refused or cut {Count} times in a second: {Reason}")]
    private partial void LogRefused(int count, CloseReason reason);
}
