using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Parley.Chaos.Checks;
using Parley.Chaos.History;

namespace Parley.Chaos.Load;

/// <summary>
/// A client as clients should be: it sends again, with the same request id, what got no answer, after a pause that grows and is
/// never the same; and it goes to the other gateway when one does not answer. Every try is written down.
/// </summary>
internal sealed class Caller : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private readonly HistoryLog _log;
    private readonly Random _dice;
    private readonly int _home;
    private readonly GrpcChannel[] _channels;
    private readonly int[] _connections;
    private int _gateway;

    public Caller(string name, int home, IReadOnlyList<Uri> gateways, HistoryLog log, Random dice)
    {
        (Name, _home, _gateway, _log, _dice) = (name, home, home, log, dice);
        _connections = new int[gateways.Count];
        _channels = [.. gateways.Select(Open)];
    }

    public string Name { get; }

    /// <summary>The channel to the gateway that it goes to now.</summary>
    public GrpcChannel Channel => _channels[_gateway];

    /// <summary>What its connection is called now.</summary>
    public string Connection => $"{Name}>gateway-{_gateway + 1}#{Volatile.Read(ref _connections[_gateway])}";

    /// <summary>Goes to the other gateway.</summary>
    public void GoElsewhere() => _gateway = (_gateway + 1) % _channels.Length;

    /// <summary>Goes back to its own gateway, which serves again.</summary>
    public void GoHome() => _gateway = _home;

    /// <summary>Asks until it is answered.</summary>
    /// <param name="what">What is asked; the rest is filled in.</param>
    /// <param name="ask">Asks, with a deadline.</param>
    /// <param name="shown">Fills in what the answer shows.</param>
    /// <exception cref="TimeoutException">It was not answered for longer than anybody would wait.</exception>
    public async Task<T> Insist<T>(Asked what, Func<GrpcChannel, DateTime, Task<T>> ask, Func<Call, T, Call>? shown = null)
        where T : class => (await Ask(what, ask, shown, _ => false))!;

    /// <summary>Asks until it is answered; some refusals are answers too.</summary>
    /// <param name="what">What is asked; the rest is filled in.</param>
    /// <param name="ask">Asks, with a deadline.</param>
    /// <param name="shown">Fills in what the answer shows.</param>
    /// <param name="isAnswer">Whether nothing else can come, by the reason of a refusal.</param>
    /// <returns>The answer; null for such a refusal.</returns>
    /// <exception cref="TimeoutException">It was not answered for longer than anybody would wait.</exception>
    public async Task<T?> Ask<T>(Asked what, Func<GrpcChannel, DateTime, Task<T>> ask, Func<Call, T, Call>? shown, Func<string, bool> isAnswer)
        where T : class
    {
        var giveUp = Now + Patience;
        var pause = FirstPause;
        while (true)
        {
            var begin = Now;
            Call Tried(string status) => new()
            {
                Client = Name,
                Connection = Connection,
                Act = what.Act,
                Journal = what.Journal,
                RequestId = what.RequestId,
                Key = what.Key,
                Subject = what.Subject,
                Party = what.Party,
                From = what.From,
                To = what.To,
                On = what.On,
                Begin = begin,
                End = Now,
                Status = status,
            };

            try
            {
                var answer = await ask(Channel, (begin + Statuses.Deadline).UtcDateTime);
                var call = Tried("OK");
                _log.Add(shown?.Invoke(call, answer) ?? call);
                return answer;
            }
            catch (RpcException e)
            {
                _log.Add(Tried(e.StatusCode.ToString()) with { IsServers = IsServers(e), Why = Why(e) });
                if (IsServers(e) && isAnswer(Why(e)))
                {
                    return null;
                }

                if (Now > giveUp)
                {
                    throw new TimeoutException($"{Name}: {what.Act} of {what.Journal} was not answered for {Patience.TotalSeconds} s; the last: {e.Status}", e);
                }
            }

            GoElsewhere();
            await Task.Delay(pause * (0.5 + _dice.NextDouble()));
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>True when the server has sent the status; else the library has made it for want of one.</summary>
    public static bool IsServers(RpcException e) => e.Status.DebugException is null && e.Trailers.Count > 0;

    /// <summary>The reason that the server gives, or the library's words.</summary>
    public static string Why(RpcException e) =>
        e.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? e.Status.Detail;

    public void Dispose() => Array.ForEach(_channels, c => c.Dispose());

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private GrpcChannel Open(Uri gateway, int number) => GrpcChannel.ForAddress(gateway, new GrpcChannelOptions
    {
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            // What stands still does not close its connections.
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                    Interlocked.Increment(ref _connections[number]);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        },
    });
}

/// <summary>What is asked.</summary>
/// <param name="Act">The command or read.</param>
/// <param name="Journal">The journal that is asked.</param>
/// <param name="RequestId">The request id of a command.</param>
/// <param name="Key">What tells the command's event from others of its kind.</param>
internal sealed record Asked(string Act, string Journal, string RequestId = "", string Key = "")
{
    /// <summary>The subject, where only some may act for a member.</summary>
    public string Subject { get; init; } = "";

    /// <summary>For which party something is filed, withdrawn or signed.</summary>
    public string Party { get; init; } = "";

    /// <summary>What is relayed.</summary>
    public string From { get; init; } = "";

    /// <summary>Where it is relayed to, the opening that something is filed for, or who is dismissed.</summary>
    public string To { get; init; } = "";

    /// <summary>The parties on whose consent a sealed one depends.</summary>
    public IReadOnlyList<string> On { get; init; } = [];
}
