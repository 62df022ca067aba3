using System.Runtime.InteropServices;
using Parley.Gateway.Identity;

namespace Parley.Gateway.Limits;

/// <summary>How much of something each principal has under way. Nothing is kept of those who have nothing under way.</summary>
/// <param name="limit">The most at a time.</param>
public sealed class PrincipalLimiter(int limit)
{
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 16).Select(_ => new Shard())];

    /// <summary>The most at a time.</summary>
    public int Limit => limit;

    /// <summary>Takes a place; false when the principal has as many as it may.</summary>
    public bool TryEnter(in PrincipalKey key)
    {
        var shard = ShardOf(key);
        lock (shard.Gate)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(shard.Counts, key, out _);
            if (count >= limit)
            {
                return false;
            }

            count++;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(in PrincipalKey key)
    {
        var shard = ShardOf(key);
        lock (shard.Gate)
        {
            if (--CollectionsMarshal.GetValueRefOrNullRef(shard.Counts, key) == 0)
            {
                shard.Counts.Remove(key);
            }
        }
    }

    private Shard ShardOf(in PrincipalKey key) => _shards[(uint)key.GetHashCode() % (uint)_shards.Length];

    private sealed class Shard
    {
        public Lock Gate { get; } = new();

        public Dictionary<PrincipalKey, int> Counts { get; } = [];
    }
}
