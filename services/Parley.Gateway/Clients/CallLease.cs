using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Parley.Gateway.Identity;
using Parley.Gateway.Limits;

namespace Parley.Gateway.Clients;

/// <summary>
/// What one call holds: its place among the calls of its address and of its caller, and the bytes of its answer. All of it is given back
/// when the last byte has been written, or when the stream has been reset.
/// </summary>
internal sealed class CallLease
{
    private const int EnhanceYourCalm = 0xb;

    private readonly ClientConnections _clients;
    private readonly ClientConnection _connection;
    private readonly IHttpResetFeature? _stream;
    private readonly Lock _gate = new();
    private readonly long _startedAt;
    private SharedPool? _places;
    private bool _isReserve;
    private PrincipalLimiter? _limiter;
    private PrincipalKey _principal;
    private long _answerBytes;
    private long _answeredAt = long.MaxValue;
    private bool _hasToken;
    private bool _isOver;

    public CallLease(ClientConnections clients, ClientConnection connection, ClientShare share, IHttpResetFeature? stream)
    {
        (_clients, _connection, Share, _stream) = (clients, connection, share, stream);
        _startedAt = clients.Now;
        Node = new(this);
    }

    /// <summary>Whose call it is, by address.</summary>
    public ClientShare Share { get; }

    /// <summary>What all calls share.</summary>
    public ClientConnections Clients => _clients;

    /// <summary>True when the request has arrived in full.</summary>
    public bool HasRequest { get; set; }

    /// <summary>What the call costs, of a caller without a token.</summary>
    public WorkBill? Bill { get; set; }

    /// <summary>True when it has become a watch.</summary>
    public bool IsWatch => _places == _clients.Watches;

    /// <summary>When the stream was reset, as a timestamp of the clock; null while it has not been.</summary>
    public long? CutAt { get; private set; }

    /// <summary>True when its caller has shown a valid token.</summary>
    public bool HasToken => _hasToken;

    /// <summary>
    /// True when there is room for an answer of any size, so that its size need not be known. Another may take it before; what is then
    /// there beyond the limit is no more than an answer for each thread that serves calls.
    /// </summary>
    public bool HasRoomForAnyAnswer =>
        _connection.AnswerBytes + ClientConnections.LargestAnswer <= _clients.Options.MaxAnswerBytesPerConnection
        && _clients.AnswerBytes.HasRoom(ClientConnections.LargestAnswer, HoldingOf(Share.AnswerBytes), _hasToken);

    internal LinkedListNode<CallLease> Node { get; }

    /// <summary>The lease of a call.</summary>
    public static CallLease Of(ServerCallContext context) => Of(context.GetHttpContext());

    /// <summary>The lease of a call.</summary>
    public static CallLease Of(HttpContext http) =>
        http.Features.Get<CallLease>() ?? throw new InvalidOperationException("The call has not come through the gate.");

    /// <summary>Takes a place for the call.</summary>
    /// <param name="places">Where.</param>
    /// <param name="mayUseReserve">True when a token may still be shown, for which a part of the places is kept.</param>
    public PoolAnswer TryEnter(SharedPool places, bool mayUseReserve)
    {
        var holding = PlacesOf(places);
        var answer = places.TryTake(1, holding, hasToken: false);
        if (answer == PoolAnswer.WithoutTokenFull && mayUseReserve)
        {
            answer = places.TryTake(1, holding, hasToken: true);
            _isReserve = answer == PoolAnswer.Taken;
        }

        _places = answer == PoolAnswer.Taken ? places : null;
        return answer;
    }

    /// <summary>The caller has shown a valid token: the call, and its connection, count among those that have.</summary>
    public void ShowToken()
    {
        lock (_gate)
        {
            if (!_hasToken && !_isOver)
            {
                _hasToken = true;
                if (!_isReserve)
                {
                    _isReserve = true;
                    _places?.ShowToken(1);
                }
            }
        }

        _connection.ShowToken();
    }

    /// <summary>True when the call holds a place that is kept for callers with a token, and has not shown one.</summary>
    public bool IsOutOfPlace => _isReserve && !_hasToken;

    /// <summary>Holds a place that the caller was given until the call is over.</summary>
    public void Hold(PrincipalLimiter limiter, in PrincipalKey principal)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                (_limiter, _principal) = (limiter, principal);
                return;
            }
        }

        limiter.Leave(principal);
    }

    /// <summary>Gives the place among the calls up for one among the watches.</summary>
    public PoolAnswer BecomeWatch()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return PoolAnswer.Taken;
            }

            var (calls, wasReserve) = (_places, _isReserve);
            var answer = _clients.Watches.TryTake(1, HoldingOf(Share.Watches), _hasToken);
            if (answer == PoolAnswer.Taken)
            {
                calls?.Give(1, PlacesOf(calls), wasReserve);
                (_places, _isReserve) = (_clients.Watches, _hasToken);
            }

            return answer;
        }
    }

    /// <summary>Takes room for an answer; where there is none, an answer that was not taken for long is cut for it.</summary>
    /// <param name="bytes">Its size.</param>
    public bool MakeRoom(long bytes) => TryTakeRoom(bytes) || (_clients.CutLongestWaiting(_hasToken) && TryTakeRoom(bytes));

    /// <summary>Gives up the room of an answer that has been taken, where more will follow.</summary>
    public void LeaveRoom()
    {
        lock (_gate)
        {
            GiveAnswerBack();
        }
    }

    private bool TryTakeRoom(long bytes)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return true;
            }

            if (!_connection.TryAddAnswer(bytes, _clients.Options.MaxAnswerBytesPerConnection))
            {
                return false;
            }

            if (_clients.AnswerBytes.TryTake(bytes, HoldingOf(Share.AnswerBytes), _hasToken) != PoolAnswer.Taken)
            {
                _connection.AddAnswer(-bytes);
                return false;
            }

            _answerBytes = bytes;
            return true;
        }
    }

    /// <summary>The answer lies in the server's buffers; from now on the client must take it.</summary>
    /// <param name="bytes">How much of it.</param>
    public void Answered(long bytes)
    {
        Bill?.Pay(bytes);
        lock (_gate)
        {
            if (_isOver || CutAt is not null)
            {
                return;
            }

            var more = bytes - _answerBytes;
            _connection.AddAnswer(more);
            _clients.AnswerBytes.Take(more, HoldingOf(Share.AnswerBytes), _hasToken);
            _answerBytes = bytes;
            _answeredAt = _clients.Now;
        }
    }

    /// <summary>Everything is written, or nothing more can be. Gives all back, once.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
            GiveAnswerBack();
            _places?.Give(1, PlacesOf(_places), _isReserve);
            _limiter?.Leave(_principal);
        }

        _connection.End(this);
    }

    /// <summary>True when the client has taken too long to send its request or to take its answer.</summary>
    public bool IsOverdue(ClientOptions options) =>
        (!HasRequest && _clients.Since(_startedAt) > options.RequestTimeout)
        || (IsWaiting(out var waited) && waited > options.AnswerTimeout + TimeSpan.FromSeconds((double)_answerBytes / options.MinAnswerBytesPerSecond));

    /// <summary>True when an answer lies in the server's buffers.</summary>
    /// <param name="waited">For how long.</param>
    public bool IsWaiting(out TimeSpan waited)
    {
        var answeredAt = Volatile.Read(ref _answeredAt);
        waited = answeredAt == long.MaxValue ? TimeSpan.Zero : _clients.Since(answeredAt);
        return answeredAt != long.MaxValue && CutAt is null;
    }

    /// <summary>
    /// Resets the stream with ENHANCE_YOUR_CALM, which gRPC clients show as RESOURCE_EXHAUSTED: nothing else reaches a client that does not
    /// read. The room is free at once, since the server lets the buffers go.
    /// </summary>
    /// <returns>True when it was cut now.</returns>
    public bool Cut()
    {
        // Under the lock, so that the stream is not another call's by then: the server uses it again after Complete.
        lock (_gate)
        {
            if (_isOver || CutAt is not null)
            {
                return false;
            }

            CutAt = _clients.Now;
            GiveAnswerBack();
            _stream?.Reset(EnhanceYourCalm);
            return true;
        }
    }

    private void GiveAnswerBack()
    {
        _connection.AddAnswer(-_answerBytes);
        _clients.AnswerBytes.Give(_answerBytes, HoldingOf(Share.AnswerBytes), _hasToken);
        _answerBytes = 0;
    }

    private Holding? PlacesOf(SharedPool places) => HoldingOf(places == _clients.Watches ? Share.Watches : Share.Calls);

    // A proxy's own address has no limit; the addresses that it names have.
    private Holding? HoldingOf(Holding holding) => _connection.IsProxy && ReferenceEquals(Share, _connection.Share) ? null : holding;
}
