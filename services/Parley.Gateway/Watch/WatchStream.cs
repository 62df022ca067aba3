using Grpc.Core;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;
using Parley.Gateway.Identity;
using Parley.V1;

namespace Parley.Gateway.Watch;

/// <summary>
/// Takes one watcher through a journal: what the feed holds from the feed, what it does not from the journal, and heartbeats
/// while there is nothing.
/// </summary>
internal sealed class WatchStream(
    JournalFeed feed,
    Watcher watcher,
    IServerStreamWriter<WatchJournalResponse> stream,
    WatchOptions options,
    TimeProvider time,
    TokenReader tokens,
    Func<Watcher, ValueTask<(ListEventsResponse? Page, Rejection? Rejection)>> readPage)
{
    // While catching up, messages are gathered in the transport and sent this many at a time.
    private const int FlushEvery = 32;

    // How often a journal may show nothing of what it has said it has, before the watch is ended: a moment of failing over.
    private const int MaxEmptyPages = 5;

    private static readonly WriteOptions Gather = new(WriteFlags.BufferHint);
    private static readonly TimeSpan EmptyPagePause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RoomPause = TimeSpan.FromMilliseconds(50);

    private ITimer? _expiry;
    private int _emptyPages;
    private Task? _awaited;
    private Task _wake = Task.CompletedTask;

    /// <summary>Runs until the watch ends.</summary>
    /// <returns>Why it ended; null when the client has gone.</returns>
    public async Task<Rejection?> Run(CancellationToken gone)
    {
        // At its instant, whatever the watch waits for: the next event, or a client that does not take the last one.
        _expiry = time.CreateTimer(_ => EndWhenRefused(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // Asked now as well: the token may have been revoked after it was read and before the hub knew of this watch.
        EndWhenRefused();
        try
        {
            return await Follow(gone);
        }
        finally
        {
            await _expiry.DisposeAsync();
        }
    }

    private async Task<Rejection?> Follow(CancellationToken gone)
    {
        while (!gone.IsCancellationRequested)
        {
            if (watcher.Ended.IsCompleted)
            {
                return await watcher.Ended;
            }

            var look = feed.Look(watcher);
            if (look.Event is { } message)
            {
                await Send(message, gone);
            }
            else if (watcher.Next <= look.Head)
            {
                if (await CatchUp(gone) is { } refused)
                {
                    return refused;
                }
            }
            else if (!await IsWoken(look.Moved, gone) && look.IsCurrent)
            {
                await Write(new() { Heartbeat = new() { Version = watcher.Next - 1 } }, gone);
            }
        }

        return null;
    }

    private void EndWhenRefused()
    {
        if (tokens.WhyRefused(watcher.Principal) is { } reason)
        {
            watcher.End(reason);
        }
        else
        {
            _expiry!.Change(tokens.TimeLeft(watcher.Principal), Timeout.InfiniteTimeSpan);
        }
    }

    private async ValueTask<Rejection?> CatchUp(CancellationToken gone)
    {
        var (page, rejection) = await readPage(watcher);
        if (page is null)
        {
            return rejection;
        }

        if (page.Events.Count == 0)
        {
            if (++_emptyPages > MaxEmptyPages)
            {
                return Refusals.SubscriptionLost;
            }

            await Task.Delay(EmptyPagePause, time, CancellationToken.None);
            return null;
        }

        _emptyPages = 0;
        if (!await HasRoom(page, gone))
        {
            return Refusals.AnswersNotTaken;
        }

        try
        {
            await SendPage(page, gone);
        }
        finally
        {
            watcher.Call?.LeaveRoom();
        }

        return null;
    }

    // The page lies here until its client has taken it, so it counts like any answer. A client that reads makes room for others soon.
    private async ValueTask<bool> HasRoom(ListEventsResponse page, CancellationToken gone)
    {
        if (watcher.Call is not { } call)
        {
            return true;
        }

        var size = page.CalculateSize();
        call.Bill?.Owe(size);
        for (var since = time.GetTimestamp(); !call.MakeRoom(size); await Task.Delay(RoomPause, time, CancellationToken.None))
        {
            if (gone.IsCancellationRequested || watcher.Ended.IsCompleted || time.GetElapsedTime(since) > options.StallTimeout)
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask SendPage(ListEventsResponse page, CancellationToken gone)
    {
        for (var i = 0; i < page.Events.Count && !watcher.Ended.IsCompleted && !gone.IsCancellationRequested; i++)
        {
            stream.WriteOptions = (i + 1) % FlushEvery == 0 || i == page.Events.Count - 1 ? null : Gather;
            await Send(new() { Event = page.Events[i] }, gone);
        }

        stream.WriteOptions = null;
    }

    private async ValueTask Send(WatchJournalResponse message, CancellationToken gone)
    {
        if (message.Event.Version != watcher.Next)
        {
            throw new InvalidOperationException($"{message.Event.Journal} gave version {message.Event.Version} where {watcher.Next} comes next.");
        }

        await Write(message, gone);
        watcher.Next++;
    }

    // Written without a token of cancellation: that would reset the stream, and a client that is too slow would never read why. The
    // wait for a write that does not go through ends when the watch does, and ends the watch when it lasts: a client that does not
    // read holds what is written to it here. The status then follows what was written.
    private async ValueTask Write(WatchJournalResponse message, CancellationToken gone)
    {
        if (gone.IsCancellationRequested)
        {
            return;
        }

        var writing = stream.WriteAsync(message, CancellationToken.None);
        if (!writing.IsCompleted)
        {
            Task wait = Task.WhenAny(writing, watcher.Ended).WaitAsync(options.StallTimeout, time, CancellationToken.None);
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!writing.IsCompleted)
            {
                watcher.End(Refusals.WatcherTooSlow);
                return;
            }
        }

        try
        {
            await writing;
        }
        catch (Exception) when (gone.IsCancellationRequested)
        {
            // The client has gone in the middle of it; the loop sees that next.
        }
    }

    private async ValueTask<bool> IsWoken(Task moved, CancellationToken gone)
    {
        // One wait for both, kept over heartbeats: an idle journal is waited for a long time.
        if (_awaited != moved)
        {
            (_awaited, _wake) = (moved, Task.WhenAny(moved, watcher.Ended));
        }

        var wait = _wake.WaitAsync(options.HeartbeatInterval, time, gone);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return wait.IsCompletedSuccessfully || gone.IsCancellationRequested;
    }
}
