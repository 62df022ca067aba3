using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Clients;
using Parley.Gateway.Errors;
using Parley.Gateway.Identity;
using Parley.Gateway.Limits;
using Parley.Gateway.Reads;
using Parley.V1;

namespace Parley.Gateway.Watch;

/// <summary>
/// All watches of this gateway. However many watch a journal, the gateway hears its events once. A watch catches up by reading
/// the journal with its caller's own rights, then follows the feed: no gap, no repeat, in order of version.
/// </summary>
public sealed class WatchHub : IDisposable
{
    private readonly ConcurrentDictionary<string, JournalFeed> _feeds = new();
    private readonly IGrainFactory _grains;
    private readonly FreshReads _reads;
    private readonly TokenReader _tokens;
    private readonly TimeProvider _time;
    private readonly WatchOptions _options;
    private readonly ILogger<WatchHub> _logger;
    private readonly PrincipalLimiter _perPrincipal;
    private readonly CancellationTokenRegistration _stopping;
    private volatile bool _isStopping;
    private int _inAll;

    public WatchHub(
        IGrainFactory grains,
        FreshReads reads,
        TokenReader tokens,
        TimeProvider time,
        IOptions<GatewayOptions> options,
        IHostApplicationLifetime lifetime,
        ILogger<WatchHub> logger)
    {
        (_grains, _reads, _tokens, _time, _options, _logger) = (grains, reads, tokens, time, options.Value.Watch, logger);
        _perPrincipal = new(_options.MaxPerPrincipal);
        _stopping = lifetime.ApplicationStopping.Register(Stop);
        tokens.Changed += EndRefused;
    }

    /// <summary>Serves one watch until it ends.</summary>
    /// <param name="request">What is watched, and from where.</param>
    /// <param name="principal">Who watches.</param>
    /// <param name="stream">Where to write.</param>
    /// <param name="gone">Cancelled when the client has gone.</param>
    /// <param name="call">What the call may hold.</param>
    /// <returns>Why it ended; null when the client has gone.</returns>
    internal async Task<Rejection?> Stream(
        WatchJournalRequest request,
        Principal principal,
        IServerStreamWriter<WatchJournalResponse> stream,
        CancellationToken gone,
        CallLease? call = null)
    {
        if (!_perPrincipal.TryEnter(principal.Key))
        {
            return Refusals.TooManyWatches(_perPrincipal.Limit);
        }

        try
        {
            return Interlocked.Increment(ref _inAll) > _options.MaxInAll
                ? Refusals.TooManyWatchesInAll(_options.MaxInAll)
                : await Follow(request.Journal, new(principal, Math.Max(1, request.FromVersion), call), stream, gone);
        }
        finally
        {
            Interlocked.Decrement(ref _inAll);
            _perPrincipal.Leave(principal.Key);
        }
    }

    public void Dispose()
    {
        _tokens.Changed -= EndRefused;
        _stopping.Dispose();
    }

    private async Task<Rejection?> Follow(
        string journal, Watcher watcher, IServerStreamWriter<WatchJournalResponse> stream, CancellationToken gone)
    {
        // The first read is also where the journal says whether this caller may see it at all.
        var first = await ReadPage(journal, watcher, pageSize: 1);
        if (first.Rejection is { } closed)
        {
            return closed;
        }

        var feed = Attach(journal, watcher);
        Traces.Watchers.Add(1);
        try
        {
            if (_isStopping)
            {
                return Refusals.ShuttingDown;
            }

            if (await feed.EnsureSubscribed(watcher.Principal.Caller) is { } refused)
            {
                return refused;
            }

            // The audience may have become narrower since the first read; from here on a feed that does is told of, and ends its watchers.
            if ((await ReadPage(journal, watcher, pageSize: 1)).Rejection is { } narrowed)
            {
                return narrowed;
            }

            // A journal that says less than was shown before is being taken over by another silo; nobody is told that the version
            // he has seen is not there.
            return feed.Look(watcher).Head is var head && watcher.Next > head + 1
                ? _reads.Versions.Of(journal) > head ? Refusals.JournalBehind : Refusals.VersionAhead(journal, head)
                : await new WatchStream(feed, watcher, stream, _options, _time, _tokens, w => ReadPage(journal, w, _options.PageSize)).Run(gone);
        }
        finally
        {
            feed.Remove(watcher);
            Traces.Watchers.Add(-1);
        }
    }

    private JournalFeed Attach(string journal, Watcher watcher)
    {
        while (true)
        {
            var feed = _feeds.GetOrAdd(journal, static (name, hub) => new(name, hub._grains, hub._reads.Versions, hub._time, hub._options, hub._logger, hub.Forget), this);
            if (feed.TryAdd(watcher))
            {
                return feed;
            }

            Forget(feed);
        }
    }

    private async ValueTask<(ListEventsResponse? Page, Rejection? Rejection)> ReadPage(string journal, Watcher watcher, int pageSize)
    {
        var query = new ListEventsRequest { Journal = journal, FromVersion = watcher.Next, PageSize = pageSize };
        try
        {
            var outcome = await _reads.Read(journal, new(watcher.Principal.Caller, query));
            return ((ListEventsResponse?)outcome.Value, outcome.Rejection);
        }
        catch (TimeoutException silent)
        {
            // A stream has no deadline that could have passed: the silo has not answered in its own time and may be gone.
            throw new SiloUnavailableException("No silo answered in time.", silent);
        }
    }

    private void Forget(JournalFeed feed) => _feeds.TryRemove(new(feed.Journal, feed));

    // A watch that is not in its feed yet asks by itself when it begins.
    private void EndRefused(object? sender, EventArgs e)
    {
        foreach (var feed in _feeds.Values)
        {
            feed.EndWhere(_tokens.WhyRefused);
        }
    }

    private void Stop()
    {
        _isStopping = true;
        foreach (var feed in _feeds.Values)
        {
            feed.EndAll(Refusals.ShuttingDown);
        }
    }
}
