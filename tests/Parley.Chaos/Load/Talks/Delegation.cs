using System.Collections.Concurrent;
using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>Something that was said in a room, which the mediators may pass on.</summary>
internal sealed record Said(string Room, string Message, string Words, Disclosure Disclosure);

/// <summary>
/// A member's delegation: it says and reads what it likes, each in its own room; it seals consent, seals it anew and takes it back up
/// to the opening and a moment longer; or it signs.
/// </summary>
internal sealed class Delegation(Seat seat, Venue venue, string party, Random dice, ConcurrentQueue<Said> said)
{
    private const double Withdrawals = 0.3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly Disclosure[] Disclosures = [Disclosure.MediatorOnly, Disclosure.MayConveyAsOwn, Disclosure.MayAttribute, Disclosure.Free];
    private readonly string _room = venue.Room(party);
    private string? _standing;
    private bool _isOver;

    /// <summary>Waits until its room is there.</summary>
    public Task Enter() => seat.Enter(_room);

    /// <summary>Takes part until talks end.</summary>
    public async Task Run(Accord accord, DateTimeOffset until, CancellationToken enough)
    {
        await seat.Enter(venue.Text);
        while (TimeProvider.System.GetUtcNow() < until && !enough.IsCancellationRequested)
        {
            await (dice.Next(11) switch
            {
                10 => seat.Intrude(OtherRoom()),
                < 4 => Say(),
                < 7 => File(accord),
                7 => seat.Read(_room),
                8 => seat.Look(dice.Next(2) == 0 ? _room : venue.Talks),
                _ => seat.Read(dice.Next(2) == 0 ? venue.Talks : venue.Text),
            });
            await Task.Delay(LongestPause * dice.NextDouble(), CancellationToken.None);
        }

        if (accord.Opening.Length == 0 && accord.Required.Contains(party))
        {
            await Sign();
        }

        foreach (var journal in new[] { venue.Talks, _room, venue.Text })
        {
            await seat.Read(journal);
            await seat.Look(journal);
        }
    }

    private string OtherRoom() => venue.Rooms.Where(r => r != _room).Append(venue.Desk).ElementAt(dice.Next(venue.Rooms.Count));

    private async Task Say()
    {
        var (words, disclosure) = (Words.New(), Disclosures[dice.Next(Disclosures.Length)]);
        var message = await seat.Say(_room, words, disclosure);
        said.Enqueue(new(_room, message!.Name, words, disclosure));
    }

    private async Task File(Accord accord)
    {
        if (accord.Opening.Length == 0 || _isOver)
        {
            return;
        }

        if (_standing is { } hash && dice.NextDouble() < Withdrawals)
        {
            await seat.Withdraw(_room, party, accord, hash);
            _standing = null;
            return;
        }

        var others = venue.Parties.Where(p => p != party && dice.Next(2) == 0).ToList();
        _standing = (await seat.Seal(_room, party, accord, others))?.Hash;
        _isOver = _standing is null;
    }

    private Task<NegotiatingText> Sign()
    {
        var sign = new SignTextRequest { Name = venue.Text, Party = party, Authority = new() { Level = Level.HeadOfState }, RequestId = Seat.Id() };
        return seat.Insist(
            new("sign", venue.Text, sign.RequestId, party) { Party = party },
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).SignTextAsync(sign, seat.Headers, deadline).ResponseAsync);
    }
}
