using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using Parley.Gateway.Identity;
using Parley.Testing;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>A client's end of a stream.</summary>
internal sealed class Sink : IServerStreamWriter<WatchJournalResponse>
{
    private readonly Channel<WatchJournalResponse> _messages = Channel.CreateUnbounded<WatchJournalResponse>();
    private volatile TaskCompletionSource? _blocked;
    private int _writes;

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>True when everything written has been taken.</summary>
    public bool IsWaiting => _messages.Reader.Count == 0 && Volatile.Read(ref _writes) == 0;

    public void Block() => _blocked = new();

    public void Unblock()
    {
        _blocked!.SetResult();
        _blocked = null;
    }

    public async Task WriteAsync(WatchJournalResponse message)
    {
        Interlocked.Increment(ref _writes);
        if (_blocked is { } blocked)
        {
            await blocked.Task;
        }

        _messages.Writer.TryWrite(message);
        Interlocked.Decrement(ref _writes);
    }

    Task IAsyncStreamWriter<WatchJournalResponse>.WriteAsync(WatchJournalResponse message, CancellationToken cancellationToken) => WriteAsync(message);

    public async Task<WatchJournalResponse> Next(Action? meanwhile = null)
    {
        WatchJournalResponse? message = null;
        await Eventually.Holds(() => _messages.Reader.TryRead(out message), meanwhile);
        return message!;
    }

    /// <summary>The versions of the next events, heartbeats left out.</summary>
    public async Task<List<long>> Take(int count, Action? meanwhile = null)
    {
        var versions = new List<long>();
        while (versions.Count < count)
        {
            if (await Next(meanwhile) is { Event: { } e })
            {
                versions.Add(e.Version);
            }
        }

        return versions;
    }
}

/// <summary>Keys that a test gives and takes away; none at first.</summary>
internal sealed class FakeKeys : ISigningKeys
{
    private volatile SigningKeySet _keys = new([]);

    public event EventHandler? Changed;

    public ValueTask<SigningKeySet> Get(bool renew) => new(_keys);

    public bool Counts(string thumbprint) => _keys.Holds(thumbprint);

    /// <summary>From now on these keys count.</summary>
    public void Set(params SecurityKey[] keys)
    {
        _keys = new(keys);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

/// <summary>A host that a test stops.</summary>
internal sealed class Lifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}

/// <summary>Waiting for what is to come.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = Waiting.Patience;

    /// <summary>Waits until it holds.</summary>
    public static async Task Holds(Func<bool> condition, Action? meanwhile = null)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            meanwhile?.Invoke();
            await Task.Delay(5, deadline.Token);
        }
    }
}
