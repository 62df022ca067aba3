using Google.Protobuf;
using NodaTime;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Testing;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Nobody learns of a room or of the vault by how long an answer takes: each is asked while the store stands still.</summary>
public sealed class WaitingTellsTests : SiloTest
{
    private const string Vault = Talks.Name + "/vault";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_is_not_in_a_room_is_answered_as_fast_when_something_is_being_said_there(bool isSaid)
    {
        await Settled();
        Silo.Store.Hold();
        var said = isSaid ? Silo.Execute(ForNorth, Talks.Say(Talks.NorthRoom, "We would sign.")).AsTask() : Task.CompletedTask;
        await (isSaid ? Silo.Store.WriteWaits() : Task.CompletedTask);
        await Answered(Silo.Execute(ForSouth, Talks.Say(Talks.NorthRoom, "Is anybody there?")), "NOT_FOUND");
        Silo.Store.Release();
        await said;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_to_one_member_is_as_fast_when_the_other_files(bool files)
    {
        await Settled();
        Silo.Store.Hold();
        var filed = files ? Silo.Execute(ForNorth, Talks.Consent(Talks.NorthRoom, South)).AsTask() : Task.CompletedTask;
        await (files ? Silo.Store.WriteWaits() : Task.CompletedTask);
        await Answered(Silo.Execute(ForSouth, new WithdrawFilingRequest { Parent = Talks.SouthRoom, Hash = new('0', 64) }), "NOT_FOUND");
        Silo.Store.Release();
        await filed;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_read_of_the_vault_is_as_fast_when_two_filings_miss_each_other_in_that_minute(bool otherFiled)
    {
        await HeldAtTheMinute(otherFiled);
        await Answered(Silo.Read(ForSouth, new ListEventsRequest { Journal = Vault }), "NOT_FOUND");
        Silo.Store.Release();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_public_list_of_instruments_is_as_fast_when_two_filings_miss_each_other_in_that_minute(bool otherFiled)
    {
        await HeldAtTheMinute(otherFiled);
        await Answered(Silo.List(Caller.Anonymous, new ListInstrumentsRequest { Parent = ConflictName }), "");
        Silo.Store.Release();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_public_list_of_instruments_is_as_fast_when_somebody_files(bool files)
    {
        await Settled();
        Silo.Store.Hold();
        var filed = files ? Silo.Execute(ForNorth, Ready(Talks.NorthRoom, South, Level.ForeignMinister)).AsTask() : Task.CompletedTask;
        if (files)
        {
            // The filing is on disk; its receipt is on its way to the room.
            await Silo.Store.WriteWaits();
            Silo.Store.LetPass();
            await Silo.Store.WriteWaits();
        }

        await Answered(Silo.List(Caller.Anonymous, new ListInstrumentsRequest { Parent = ConflictName }), "");
        Silo.Store.Release();
        await filed;
    }

    private static async Task Answered(ValueTask<Outcome<IMessage>> asked, string reason) =>
        Assert.Equal(reason, (await asked.AsTask().WaitAsync(Waiting.Patience)).Rejection?.Reason ?? "");

    /// <summary>The minute at which readiness is compared, where there is something to compare; it comes to nothing. The store stands still.</summary>
    private async Task HeldAtTheMinute(bool otherFiled)
    {
        await Settled();
        await Silo.Do<SealReceipt>(ForSouth, Ready(Talks.SouthRoom, North, Level.HeadOfState));
        if (otherFiled)
        {
            await Silo.Do<SealReceipt>(ForNorth, Ready(Talks.NorthRoom, South, Level.ForeignMinister));
        }

        Silo.Clock.Now += Duration.FromMinutes(1);
        Silo.Store.Hold();
    }

    private static SealReadinessRequest Ready(string room, string with, Level level) => new()
    {
        Parent = room,
        Readiness = new() { Subject = ReadinessSubject.Meet, With = with, Levels = { level } },
    };

    /// <summary>Everybody is at home, and nothing is due any more.</summary>
    private async Task Settled()
    {
        await Silo.FoundTalks();
        await Eventually(() => new ValueTask<int>(Silo.Alarm.Ring(TestContext.Current.CancellationToken)), woken => woken == 0);
        await Silo.Read(ForSouth, new ListEventsRequest { Journal = Vault });
        await Silo.Read(ForNorth, new GetCaucusRequest { Name = Talks.NorthRoom });
        await Silo.List(Caller.Anonymous, new ListInstrumentsRequest { Parent = ConflictName });
    }
}
