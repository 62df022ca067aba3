using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>A guest's places: at the table, and at the stream of its room.</summary>
internal sealed record GuestSeat(Seat Seat, Listener Listener);

/// <summary>
/// One guest after the other is accredited for a member beside its delegate, and its accreditation is ended a moment later: each reads,
/// says, files and deposits before that, while it happens and after it.
/// </summary>
internal sealed class Guests(Seat host, Func<string, GuestSeat> newSeat, Venue venue, string party, Random dice)
{
    private const int Acts = 9;

    // A member can deposit twenty.
    private const int MostDeposits = 15;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestStay = TimeSpan.FromSeconds(3);
    private readonly string _room = venue.Room(party);
    private int _deposits;

    /// <summary>Until talks end.</summary>
    public async Task Run(Accord accord, DateTimeOffset until, CancellationToken enough)
    {
        using var over = new CancellationTokenSource();
        var listening = new List<Task>();
        for (var n = 1; n == 1 || (TimeProvider.System.GetUtcNow() < until && !enough.IsCancellationRequested); n++)
        {
            var (id, subject) = ($"guest-{n}", $"{venue.Talks}/guest-{n}");
            var guest = newSeat(subject);
            await host.Admit(venue.Talks, id, subject, party);
            foreach (var journal in new[] { _room, venue.Talks, venue.Text })
            {
                await guest.Seat.Enter(journal);
            }

            listening.Add(guest.Listener.Run(over.Token));
            await Receive(guest.Seat, accord, SendAway(guest.Seat, id, subject));
        }

        await over.CancelAsync();
        await Task.WhenAll(listening);
    }

    /// <summary>The guest takes part until it was sent away, and does not believe it at once.</summary>
    private async Task Receive(Seat guest, Accord accord, Task sentAway)
    {
        while (!sentAway.IsCompleted)
        {
            await Do(guest, dice.Next(Acts), accord);
            await Task.Delay(LongestPause * dice.NextDouble(), CancellationToken.None);
        }

        await sentAway;
        for (var what = 0; what < Acts; what++)
        {
            await Do(guest, what, accord);
        }
    }

    private async Task SendAway(Seat guest, string id, string subject)
    {
        await Task.Delay(LongestStay * dice.NextDouble(), CancellationToken.None);
        guest.IsSentAway = true;
        var end = new EndAccreditationRequest { Name = venue.Talks, Accreditation = id, RequestId = Seat.Id() };
        await host.Insist(
            new("dismiss", venue.Talks, end.RequestId, id) { To = subject },
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).EndAccreditationAsync(end, host.Headers, deadline).ResponseAsync);
    }

    private Task Do(Seat guest, int what, Accord accord) => what switch
    {
        0 => guest.Read(venue.Talks),
        1 => guest.Look(venue.Talks),
        2 => guest.Read(_room),
        3 => guest.Look(_room),
        4 => guest.Read(venue.Text),
        5 => guest.Look(venue.Text),
        6 => guest.Say(_room, Words.New(), Disclosure.MediatorOnly),
        7 => Deposit(guest),
        _ => accord.Opening.Length == 0 ? guest.Look(venue.Talks) : guest.Seal(_room, party, accord, []),
    };

    private Task Deposit(Seat guest)
    {
        if (_deposits >= MostDeposits && !guest.IsSentAway)
        {
            return Task.CompletedTask;
        }

        var id = $"powers-{++_deposits}";
        var deposit = new DepositFullPowersRequest
        {
            Name = venue.Text,
            FullPowers = new() { Id = id, Party = party, Holder = World.In("An envoy"), Issuer = Level.HeadOfState, Acts = { ConsentAct.Initial } },
            RequestId = Seat.Id(),
        };
        return guest.Ask(
            new("deposit", venue.Text, deposit.RequestId, id) { Party = party },
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).DepositFullPowersAsync(deposit, guest.Headers, deadline).ResponseAsync,
            shown: null);
    }
}
