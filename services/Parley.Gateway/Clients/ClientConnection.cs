using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Parley.Gateway.Clients;

/// <summary>One connection of a client, and the calls on it.</summary>
internal sealed class ClientConnection(ClientConnections clients, ConnectionContext connection, ClientShare share, bool isProxy, bool isProvisional)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<CallLease> _calls = new();
    private readonly long _openedAt = clients.Now;
    private long _answerBytes;
    private long _idleSince = clients.Now;
    private bool _hasToken;
    private bool _isClosed;
    private bool _isClosing;

    /// <summary>The address that it comes from; of a proxy the proxy's own.</summary>
    public ClientShare Share => share;

    /// <summary>True when it comes from a trusted proxy.</summary>
    public bool IsProxy => isProxy;

    /// <summary>True while it uses the part that is kept for callers with a token, and none has come.</summary>
    public bool IsProvisional => isProvisional && !_hasToken;

    /// <summary>True when it counts among those without a token.</summary>
    public bool CountsWithoutToken => !isProvisional && !_hasToken;

    /// <summary>The bytes of answers that it has not taken yet.</summary>
    public long AnswerBytes => Volatile.Read(ref _answerBytes);

    /// <summary>A call with a valid token has come on it.</summary>
    public void ShowToken()
    {
        if (_hasToken)
        {
            return;
        }

        lock (_gate)
        {
            if (!_hasToken && !_isClosed)
            {
                _hasToken = true;
                if (!isProvisional)
                {
                    clients.Connections.ShowToken(1);
                }
            }
        }
    }

    public void Begin(CallLease call)
    {
        lock (_gate)
        {
            _calls.AddLast(call.Node);
        }
    }

    public void End(CallLease call)
    {
        lock (_gate)
        {
            if (call.Node.List is not null)
            {
                _calls.Remove(call.Node);
                _idleSince = clients.Now;
            }
        }
    }

    public void AddAnswer(long bytes) => Interlocked.Add(ref _answerBytes, bytes);

    /// <summary>Adds an answer, unless the connection then has more than it may. One answer is always accepted.</summary>
    public bool TryAddAnswer(long bytes, long limit)
    {
        if (Interlocked.Add(ref _answerBytes, bytes) is var held && held > limit && held != bytes)
        {
            AddAnswer(-bytes);
            return false;
        }

        return true;
    }

    /// <summary>Ends what has had its time: calls, and the connection itself.</summary>
    public void Sweep(ClientOptions options)
    {
        if (IsProvisional && clients.Since(_openedAt) > options.TokenDelay)
        {
            Abort(CloseReason.NoToken);
            return;
        }

        foreach (var call in Calls())
        {
            if (call.CutAt is { } cut && clients.Since(cut) > ClientConnections.ResetPatience)
            {
                // The reset has not gone out: the client takes nothing from the whole connection.
                Abort(CloseReason.TakesNothing);
                return;
            }

            if (call.IsOverdue(options) && call.Cut())
            {
                clients.Report(CloseReason.AnswerNotTaken);
            }
        }

        var idle = IdleTime();
        if (idle > options.IdleTimeout + ClientConnections.ResetPatience)
        {
            Abort(CloseReason.Idle);
        }
        else if (idle > options.IdleTimeout && !_isClosing)
        {
            _isClosing = true;
            connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }
    }

    /// <summary>The call whose answer has waited longest, if it may be cut for another's.</summary>
    /// <param name="age">How long it must have waited.</param>
    /// <param name="alsoWithToken">True when calls with a token count too.</param>
    public (CallLease? Call, TimeSpan Waited) LongestWaiting(TimeSpan age, bool alsoWithToken)
    {
        (CallLease? Call, TimeSpan Waited) longest = (null, age);
        foreach (var call in AnswerBytes > 0 ? Calls() : [])
        {
            if ((alsoWithToken || !call.HasToken) && call.IsWaiting(out var waited) && waited > longest.Waited)
            {
                longest = (call, waited);
            }
        }

        return longest;
    }

    /// <summary>The connection has ended: so has every call on it.</summary>
    /// <returns>True when it counted among those without a token to the last.</returns>
    public bool Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        foreach (var call in Calls())
        {
            call.Complete();
        }

        return CountsWithoutToken;
    }

    private void Abort(CloseReason reason)
    {
        if (!_isClosed)
        {
            clients.Report(reason);
            connection.Abort(new ConnectionAbortedException($"Closed by the gateway: {reason}."));
        }
    }

    private CallLease[] Calls()
    {
        lock (_gate)
        {
            return [.. _calls];
        }
    }

    private TimeSpan IdleTime()
    {
        lock (_gate)
        {
            return _calls.Count > 0 ? TimeSpan.Zero : clients.Since(_idleSince);
        }
    }
}
