using Grpc.Core;
using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>
/// The guest's ear in its room: a stream that it opens again and again, whatever it is told. What it is sent is written down as a call
/// that began when the event was recorded: one that was on its way when the guest was sent away is none that it should not have.
/// </summary>
internal sealed class Listener(Caller caller, Metadata headers, string subject, string journal, HistoryLog log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private long _next = 1;

    public async Task Run(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await Listen(enough);
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException)
            {
                // Sent away, or the gateway is.
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task Listen(CancellationToken enough)
    {
        using var watch = new JournalService.JournalServiceClient(caller.Channel).WatchJournal(new() { Journal = journal, FromVersion = _next }, headers, cancellationToken: enough);
        await foreach (var message in watch.ResponseStream.ReadAllAsync(enough))
        {
            if (message.Event is not { } heard)
            {
                continue;
            }

            log.Add(new Call
            {
                Client = caller.Name,
                Connection = caller.Connection,
                Act = "watch",
                Journal = journal,
                Subject = subject,
                Key = $"{heard.Version}",
                Begin = heard.RecordedAt.ToDateTimeOffset(),
                End = TimeProvider.System.GetUtcNow(),
                Status = nameof(StatusCode.OK),
                Shown = Words.In(heard.ToString()),
            });
            _next = heard.Version + 1;
        }
    }
}
