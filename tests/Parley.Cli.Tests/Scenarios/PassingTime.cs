using Microsoft.Extensions.Time.Testing;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>Time that passes by being waited for, and by a little whenever somebody looks at it.</summary>
internal sealed class PassingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            _ = Task.Run(() => Advance(dueTime)); // Not before whoever waits has the timer.
        }

        return timer;
    }
}
