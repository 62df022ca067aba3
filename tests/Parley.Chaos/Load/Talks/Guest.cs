using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>
/// A second one who is accredited for a member, and whose accreditation is ended in the middle of the talks: it reads, says, files and
/// deposits before, while and after that.
/// </summary>
internal sealed class Guest(Seat seat, Venue venue, string party, Random dice)
{
    private const int Sweeps = 2;

    // A member can deposit twenty.
    private const int MostDeposits = 12;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);
    private readonly string _room = venue.Room(party);
    private int _deposits;

    /// <summary>Waits until it is let in everywhere.</summary>
    public async Task Enter()
    {
        await seat.Enter(_room);
        await seat.Enter(venue.Talks);
    }

    /// <summary>Takes part until it was sent away, and does not believe it at once.</summary>
    public async Task Run(Accord accord, Task sentAway)
    {
        await seat.Enter(venue.Text);
        while (!sentAway.IsCompleted)
        {
            await Do(dice.Next(9), accord);
            await Task.Delay(LongestPause * dice.NextDouble(), CancellationToken.None);
        }

        for (var i = 0; i < Sweeps * 9; i++)
        {
            await Do(i % 9, accord);
        }
    }

    /// <summary>The accreditation is about to be ended.</summary>
    public void IsBeingSentAway() => seat.IsSentAway = true;

    private Task Do(int what, Accord accord) => what switch
    {
        0 => seat.Read(venue.Talks),
        1 => seat.Look(venue.Talks),
        2 => seat.Read(_room),
        3 => seat.Look(_room),
        4 => seat.Read(venue.Text),
        5 => seat.Look(venue.Text),
        6 => seat.Say(_room, Words.New(), Disclosure.MediatorOnly),
        7 => Deposit(),
        _ => accord.Opening.Length == 0 ? seat.Look(venue.Talks) : seat.Seal(_room, party, accord, []),
    };

    private Task Deposit()
    {
        if (++_deposits > MostDeposits && !seat.IsSentAway)
        {
            return Task.CompletedTask;
        }

        var id = $"powers-{_deposits}";
        var deposit = new DepositFullPowersRequest
        {
            Name = venue.Text,
            FullPowers = new() { Id = id, Party = party, Holder = World.In("An envoy"), Issuer = Level.HeadOfState, Acts = { ConsentAct.Initial } },
            RequestId = Seat.Id(),
        };
        return seat.Ask(
            new("deposit", venue.Text, deposit.RequestId, id) { Party = party },
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).DepositFullPowersAsync(deposit, seat.Headers, deadline).ResponseAsync,
            shown: null);
    }
}
