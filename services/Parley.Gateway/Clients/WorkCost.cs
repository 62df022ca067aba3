using System.Collections.Concurrent;

namespace Parley.Gateway.Clients;

/// <summary>
/// What a call without a token costs, in microseconds of work. It is estimated from what is known of every call alike, not measured: a
/// measured time would charge a caller for the load that others cause.
/// </summary>
internal static class WorkCost
{
    /// <summary>From this cost on a call counts as costly.</summary>
    public const int Costly = 5_000;

    private const int OfACall = 100;
    private const int BytesAMicrosecond = 100;
    private const int PastBytesAMicrosecond = 25;
    private const int OfAnEvent = 5;

    /// <summary>The least that any call costs.</summary>
    public static int Least => OfACall;

    /// <summary>The cost of a call that has been answered.</summary>
    /// <param name="answerBytes">The size of its answer.</param>
    /// <param name="eventsRead">How many events were folded for it; 0 for a read of the present.</param>
    public static int Of(long answerBytes, long eventsRead) => (int)Math.Min(
        int.MaxValue,
        OfACall + (answerBytes / (eventsRead > 0 ? PastBytesAMicrosecond : BytesAMicrosecond)) + (eventsRead * OfAnEvent));
}

/// <summary>
/// Which calls turned out to be costly, so that the next of the kind is paid for before it is done and not after. Bounded: when it is
/// full, it starts anew.
/// </summary>
internal sealed class CostlyCalls
{
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<(string Rpc, string Resource, bool IsPast), int> _costs = new();

    /// <summary>What a call is expected to cost.</summary>
    public int Expected(string rpc, string resource, bool isPast) => _costs.GetValueOrDefault((rpc, resource, isPast), WorkCost.Least);

    /// <summary>Takes note of what a call cost.</summary>
    public void Learn(string rpc, string resource, bool isPast, int cost)
    {
        if (cost < WorkCost.Costly)
        {
            return;
        }

        if (_costs.Count >= Capacity)
        {
            _costs.Clear();
        }

        _costs[(rpc, resource, isPast)] = cost;
    }
}
