using Parley.Gateway.Tests.Edge;
using Xunit;

namespace Parley.Gateway.Tests.Leaks;

/// <summary>No rpc that reads is forgotten where it is asked what one side can learn of the other.</summary>
public sealed class ProbeTests
{
    /// <summary>Reads that the histories cannot compare, each with the reason.</summary>
    private static readonly Dictionary<string, string> NotAsked = new()
    {
        ["ListConflicts"] = "shows all conflicts, and so the other stories that are being told meanwhile; each is asked for by GetConflict",
        ["GetClock"] = "is the server's clock",
    };

    [Fact]
    public void Every_rpc_that_reads_is_asked()
    {
        var room = new Room(0);
        string[] guessed =
        [
            $"{room.Caucus(Room.South)}/messages/m", $"{room.Talks}/desk/notes/n", $"{room.Talks}/desk/relays/r", $"{room.Caucus(Room.South)}/sessions/s",
            $"{room.Conflict}/press/p", $"{room.Conflict}/truces/t",
        ];
        var asked = Probes.Reads(room, guessed).Select(act => act.Rpc).ToHashSet();
        Assert.Equal([], Rpcs.All.Where(rpc => !Rpcs.IsMutation(rpc)).Select(rpc => rpc.Name).Except(asked).Except(NotAsked.Keys));
        Assert.Equal([], asked.Intersect(NotAsked.Keys));
    }
}
