using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Clients;

/// <summary>
/// Bounds the work that callers without a token can ask for: each address by itself, and all of them together by calls that are known
/// to be costly. So a crowd of addresses leaves processor time for cheap reads and for callers with a token.
/// </summary>
internal sealed class WorkMeter(ClientOptions options) : IDisposable
{
    private const int MicrosecondsAMillisecond = 1000;

    private readonly CostlyCalls _costly = new();
    private readonly WorkBudget _together = new(
        options.CostlyWorkPerSecond * MicrosecondsAMillisecond, options.CostlyWorkPerSecond * MicrosecondsAMillisecond * 3 / 2);

    /// <summary>Takes what a call is expected to cost.</summary>
    /// <param name="ofAddress">What its address may ask for.</param>
    /// <param name="rpc">The rpc.</param>
    /// <param name="resource">What it reads.</param>
    /// <param name="isPast">True when it reads a past state, for which the events are folded.</param>
    /// <returns>The bill; or why the call is refused, and when to try again.</returns>
    public (WorkBill? Bill, Rejection? Rejection, TimeSpan RetryAfter) Open(WorkBudget ofAddress, string rpc, string resource, bool isPast)
    {
        var expected = _costly.Expected(rpc, resource, isPast);
        if (!ofAddress.TryTake(expected, out var retryAfter))
        {
            return (null, Refusals.TooMuchWork(options.WorkPerSecond, retryAfter), retryAfter);
        }

        return expected >= WorkCost.Costly && !_together.TryTake(expected, out retryAfter)
            ? (null, Refusals.TooMuchCostlyWork(options.CostlyWorkPerSecond, retryAfter), retryAfter)
            : (new(this, ofAddress, rpc, resource, isPast, expected), null, default);
    }

    public void Dispose() => _together.Dispose();

    internal void Close(WorkBill bill, WorkBudget ofAddress, int expected, int cost)
    {
        ofAddress.Owe(cost - expected);
        if (cost >= WorkCost.Costly)
        {
            _together.Owe(expected >= WorkCost.Costly ? cost - expected : cost);
            _costly.Learn(bill.Rpc, bill.Resource, bill.IsPast, cost);
        }
    }
}

/// <summary>What one call costs.</summary>
internal sealed class WorkBill(WorkMeter meter, WorkBudget ofAddress, string rpc, string resource, bool isPast, int expected)
{
    private long _eventsRead;

    public string Rpc => rpc;

    public string Resource => resource;

    public bool IsPast => isPast;

    /// <summary>The answer shows a journal at a version: a past state was folded from so many events.</summary>
    public void Read(long version) => _eventsRead = isPast ? version : 0;

    /// <summary>The answer is there: what the call cost beyond what was expected is owed.</summary>
    public void Pay(long answerBytes) => meter.Close(this, ofAddress, expected, WorkCost.Of(answerBytes, _eventsRead));

    /// <summary>A part of a longer answer is sent.</summary>
    public void Owe(long answerBytes) => ofAddress.Owe(WorkCost.Of(answerBytes, 0));
}
