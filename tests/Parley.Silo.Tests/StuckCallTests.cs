using NodaTime;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>A call that cannot be made is tried again when its time has come, and keeps nobody busy until then.</summary>
public sealed class StuckCallTests : SiloTest
{
    private static readonly Instant Effect = Instant.FromUtc(2020, 10, 10, 8, 0);

    // Longer than any test runs.
    protected override (string Name, string Value)[] Settings => [("Frame:CallRetryDelay", "00:10:00"), ("Frame:MaxCallRetryDelay", "00:10:00")];

    [Fact]
    public async Task The_alarm_lets_it_rest_until_its_next_attempt()
    {
        await Stuck();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(0, await Silo.Alarm.Ring(CancellationToken.None));
        }

        Assert.Equal(TruceName, Assert.Single(await Silo.Store.ReadDue(Silo.Clock.Now.ToDateTimeOffset(), 10, CancellationToken.None)).Name);
    }

    [Fact]
    public async Task What_is_due_beside_it_is_not_kept_waiting()
    {
        await Stuck();
        Silo.Clock.Now = Effect;
        Assert.Equal(1, await Silo.Alarm.Ring(CancellationToken.None));
        Assert.Contains(Silo.Store.Committed, a => a.Events.Any(e => Event.Parser.ParseFrom(e.Payload.Span).BodyCase == Event.BodyOneofCase.TruceEnteredIntoForce));
        Assert.Equal(0, await Silo.Alarm.Ring(CancellationToken.None));
    }

    [Fact]
    public async Task A_silo_that_starts_tries_it_at_once()
    {
        await Stuck();
        await Restart();
        Assert.Equal(1, await Silo.Alarm.Ring(CancellationToken.None));
        Assert.Contains(await Silo.Events(ConflictName), e => e.BodyCase == Event.BodyOneofCase.InstrumentAnnounced);
        Assert.Equal(0, await Silo.Alarm.Ring(CancellationToken.None));
    }

    /// <summary>A truce whose announcement to its conflict has failed once, and the alarm has found out.</summary>
    private async Task Stuck()
    {
        await Silo.Found();
        Silo.Store.Lose(Event.BodyOneofCase.InstrumentAnnounced);
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        await Eventually(() => new ValueTask<bool>(Silo.Store.Asked(Event.BodyOneofCase.InstrumentAnnounced)), asked => asked);
        await Eventually(async () => await Silo.Alarm.Ring(CancellationToken.None), woken => woken == 0);
    }
}
