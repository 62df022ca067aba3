using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.Talks;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Talks and their rooms: whoever is told that there are talks finds the rooms, unless they cannot be opened at once.</summary>
public sealed class TalksOpeningTests : SiloTest
{
    protected override (string Name, string Value)[] Settings =>
        [("Frame:CallPatience", "00:00:10"), ("Frame:CallRetryDelay", "00:00:00.010"), ("Frame:MaxCallRetryDelay", "00:00:00.050")];

    [Fact]
    public async Task The_rooms_are_there_when_the_answer_comes()
    {
        await Silo.Found();
        await Silo.Do<Negotiation>(Mediator, Create());

        // All at once: none of these waits until another has opened the room.
        await Task.WhenAll(
            Silo.Do<CaucusMessage>(ForNorth, Say(NorthRoom, "At last.")), Silo.Do<CaucusMessage>(ForSouth, Say(SouthRoom, "At last.")),
            Silo.Do<Note>(Mediator, new AddNoteRequest { Parent = Name, Note = new() { Text = In("They came.") } }),
            Silo.Do<SealReceipt>(ForNorth, new SealReadinessRequest { Parent = NorthRoom, Readiness = new() { Subject = ReadinessSubject.Meet, With = South } }));
    }
}

/// <summary>The same with little patience.</summary>
public sealed class ImpatientOpeningTests : SiloTest
{
    protected override (string Name, string Value)[] Settings =>
        [("Frame:CallPatience", "00:00:00.050"), ("Frame:CallRetryDelay", "00:00:00.010"), ("Frame:MaxCallRetryDelay", "00:00:00.050")];

    [Fact]
    public async Task The_answer_comes_although_a_room_cannot_be_opened_and_the_room_comes_later()
    {
        await Silo.Found();
        Silo.Store.Hold();
        var created = Silo.Do<Negotiation>(Mediator, Create());
        await Silo.Store.WriteWaits();

        // The talks are on disk; the first of the rooms is held.
        Silo.Store.LetPass();
        await Silo.Store.WriteWaits();
        Assert.Equal(Name, (await created).Name);
        Assert.Equal(RejectionCodeOf(await Silo.Read(ForNorth, new GetCaucusRequest { Name = NorthRoom })), Domain.Frame.RejectionCode.NotFound);

        Silo.Store.Release();
        await Eventually(() => Silo.Execute(ForNorth, Say(NorthRoom, "At last.")), o => o.Rejection is null);
        await Eventually(() => Silo.Execute(ForSouth, Say(SouthRoom, "At last.")), o => o.Rejection is null);
    }

    private static Domain.Frame.RejectionCode? RejectionCodeOf(Cluster.Outcome<Google.Protobuf.IMessage> outcome) => outcome.Rejection?.Code;
}
