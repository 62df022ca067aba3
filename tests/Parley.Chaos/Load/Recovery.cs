using System.Collections.Concurrent;

namespace Parley.Chaos.Load;

/// <summary>Until when has every client had an answer to a command and to a read that it began after an instant?</summary>
internal sealed class Recovery(IEnumerable<string> clients, DateTimeOffset since)
{
    private readonly ConcurrentDictionary<(string Client, bool IsRead), byte> _awaited =
        new(clients.SelectMany(c => new[] { (c, true), (c, false) }).Select(k => KeyValuePair.Create(k, (byte)0)));

    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when all have.</summary>
    public Task All => _all.Task;

    /// <summary>Who has not.</summary>
    public IEnumerable<string> Missing => _awaited.Keys.Select(k => $"{k.Client} ({(k.IsRead ? "read" : "command")})");

    /// <summary>A client has had an answer.</summary>
    public void Answered(string client, bool isRead, DateTimeOffset begun)
    {
        if (begun >= since && _awaited.TryRemove((client, isRead), out _) && _awaited.IsEmpty)
        {
            _all.TrySetResult();
        }
    }
}
