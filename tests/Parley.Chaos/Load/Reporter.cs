using Grpc.Core;
using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load;

/// <summary>
/// Reports incidents on one truce with short pauses and reads the journal after each; now and then it sends again what was
/// acknowledged, as one does whose answer got lost.
/// </summary>
internal sealed class Reporter(Caller caller, string truce, Metadata headers, Random dice, TimeSpan longestPause, Action<string, bool, DateTimeOffset> answered)
{
    private const double Repeats = 0.05;
    private long _seen;

    public string Name => caller.Name;

    public string Truce => truce;

    /// <summary>The highest version that it has read.</summary>
    public long Seen => Volatile.Read(ref _seen);

    public async Task Run(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var id = Guid.NewGuid().ToString();
            var begun = TimeProvider.System.GetUtcNow();
            await Report(id);
            answered(caller.Name, false, begun);
            if (dice.NextDouble() < Repeats)
            {
                await Report(id);
            }

            begun = TimeProvider.System.GetUtcNow();
            await Read();
            answered(caller.Name, true, begun);
            await Task.Delay(longestPause * dice.NextDouble(), CancellationToken.None);
        }
    }

    private Task<Observation> Report(string id) => caller.Insist(
        new("report", truce, id, id),
        (channel, deadline) => World.Report(channel, headers, truce, id, deadline),
        (call, observation) => call with { Answer = observation.Name });

    private async Task Read()
    {
        var events = await caller.Insist(
            new("read", truce),
            (channel, deadline) => World.Events(channel, headers, truce, Math.Max(1, _seen), deadline),
            (call, events) => call with { Version = events.Count == 0 ? 0 : events[^1].Version });
        if (events.Count > 0)
        {
            Volatile.Write(ref _seen, events[^1].Version);
        }
    }
}
