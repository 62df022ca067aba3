using System.Collections.Concurrent;
using Grpc.Core;
using Parley.Chaos.History;
using Parley.Domain.Access;
using Parley.Testing;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>
/// Holds one negotiation after the other, each of three parties, some seconds long: everybody speaks, reads and files at once, each on
/// a connection of its own. Of three texts one is signed openly, the others are concluded by sealed consents, or not.
/// </summary>
internal sealed class TalksMaker(Func<string, Caller> newCaller, ParleyCluster parley, string name, HistoryLog log, Random dice)
{
    // A conflict's record has room for a thousand truces.
    private const int TalksInAConflict = 400;
    private static readonly TimeSpan AfterOpening = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Caller _mediator = newCaller("mediator");
    private readonly Caller[] _parties = [.. Venue.PartyIds.Select(newCaller)];
    private readonly Caller _guest = newCaller("guest");
    private readonly List<string> _journals = [];
    private string _conflict = "";

    /// <summary>The conflicts, and what belongs to the talks in them.</summary>
    public IReadOnlyList<string> Journals => _journals;

    /// <summary>When the last thing happens that may happen by itself.</summary>
    public DateTimeOffset LastDue { get; private set; }

    public async Task Run(CancellationToken enough)
    {
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            if (n % TalksInAConflict == 0)
            {
                await Found($"{name}-{(n / TalksInAConflict) + 1}");
            }

            await Hold(new(_conflict, $"talks-{n}"), isSealed: n % 3 != 2, enough);
            await Task.Delay(Pause * dice.NextDouble(), CancellationToken.None);
        }
    }

    private async Task Found(string id)
    {
        _conflict = $"conflicts/{id}";
        _journals.Add(_conflict);
        var seat = new Seat(_mediator, parley.Mediator);
        var found = new CreateConflictRequest { ConflictId = id, Conflict = new() { Title = World.In(id) }, RequestId = Seat.Id() };
        await seat.Insist(
            new("found", _conflict, found.RequestId),
            (channel, deadline) => new ConflictService.ConflictServiceClient(channel).CreateConflictAsync(found, seat.Headers, deadline).ResponseAsync);
        foreach (var party in Venue.PartyIds)
        {
            var register = World.Party(_conflict, party);
            register.RequestId = Seat.Id();
            await seat.Insist(
                new("register", _conflict, register.RequestId),
                (channel, deadline) => new ConflictService.ConflictServiceClient(channel).RegisterPartyAsync(register, seat.Headers, deadline).ResponseAsync);
        }
    }

    private async Task Hold(Venue venue, bool isSealed, CancellationToken enough)
    {
        _journals.AddRange(venue.Journals);
        var narrowed = venue.Parties[0];
        var (delegateSubject, guestSubject) = ($"{narrowed}/delegate", $"{venue.Talks}/guest");
        var said = new ConcurrentQueue<Said>();
        var mediators = new Seat(_mediator, parley.Mediator);
        var mediation = new Mediation(mediators, venue, new(dice.Next()), said);
        var guests = parley.As(guestSubject, new Grant(Role.Party, narrowed));
        var guest = new Guest(new(_guest, guests, guestSubject), venue, narrowed, new(dice.Next()));
        var delegations = venue.Parties.Select((party, i) => new Delegation(
            new(_parties[i], i == 0 ? parley.As(delegateSubject, new Grant(Role.Party, party)) : World.As(parley, party)), venue, party, new(dice.Next()), said)).ToList();

        await mediation.Open(narrowed, delegateSubject, guestSubject);
        await Task.WhenAll([guest.Enter(), .. delegations.Select(d => d.Enter())]);
        if (await new Drafting(mediators, venue, log, new(dice.Next())).Table(isSealed) is not { } accord)
        {
            return;
        }

        LastDue = accord.Expiry ?? accord.Effect;
        var until = accord.At + (isSealed ? AfterOpening : TimeSpan.Zero);
        using var over = new CancellationTokenSource();
        var listening = new Listener(_guest, guests, guestSubject, venue.Room(narrowed), log).Run(over.Token);
        await Task.WhenAll(
        [
            mediation.Run(guest, guestSubject, until, enough),
            guest.Run(accord, mediation.SentAway),
            .. delegations.Select(d => d.Run(accord, until, enough)),
        ]);
        await over.CancelAsync();
        await listening;
    }
}
