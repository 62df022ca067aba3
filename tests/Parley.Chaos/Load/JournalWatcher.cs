using Grpc.Core;
using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load;

/// <summary>Watches a journal; whenever its stream ends it begins another one, after the last version that it saw.</summary>
internal sealed class JournalWatcher(Caller caller, string journal, Metadata headers, HistoryLog log)
{
    // Longer than the time between two heartbeats.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private long _seen;

    public string Journal => journal;

    public string Name => caller.Name;

    /// <summary>The last version that it was sent.</summary>
    public long Seen => Volatile.Read(ref _seen);

    public async Task Run(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await Follow(enough);
            if (!enough.IsCancellationRequested)
            {
                caller.GoElsewhere();
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task Follow(CancellationToken enough)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(enough);
        end.CancelAfter(Silence);
        try
        {
            using var watch = new JournalService.JournalServiceClient(caller.Channel)
                .WatchJournal(new() { Journal = journal, FromVersion = _seen + 1 }, headers, cancellationToken: end.Token);
            await foreach (var message in watch.ResponseStream.ReadAllAsync(end.Token))
            {
                end.CancelAfter(Silence);
                if (message.Event is { } e)
                {
                    log.Add(new Seen(caller.Name, journal, e.Version, Now));
                    Volatile.Write(ref _seen, e.Version);
                }
            }

            log.Add(new WatchEnded(caller.Name, journal, "OK", IsServers: true, "", Now));
        }
        catch (RpcException e)
        {
            log.Add(new WatchEnded(caller.Name, journal, e.StatusCode.ToString(), Caller.IsServers(e), Caller.Why(e), Now));
        }
        catch (OperationCanceledException)
        {
            log.Add(new WatchEnded(caller.Name, journal, nameof(StatusCode.Cancelled), IsServers: false, "silence", Now));
        }
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
