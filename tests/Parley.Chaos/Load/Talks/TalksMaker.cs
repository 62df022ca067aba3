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
    private readonly Caller _host = newCaller("host");
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
        var (narrowed, grant) = (venue.Parties[0], new Grant(Role.Party, venue.Parties[0]));
        var delegateSubject = $"{narrowed}/delegate";
        var said = new ConcurrentQueue<Said>();
        var mediators = new Seat(_mediator, parley.Mediator);
        var mediation = new Mediation(mediators, venue, new(dice.Next()), said);
        var delegations = venue.Parties.Select((party, i) => new Delegation(
            new(_parties[i], i == 0 ? parley.As(delegateSubject, grant) : World.As(parley, party)), venue, party, new(dice.Next()), said)).ToList();
        var guests = new Guests(new(_host, parley.Mediator), NewGuest, venue, narrowed, new(dice.Next()));

        GuestSeat NewGuest(string subject)
        {
            var headers = parley.As(subject, grant);
            return new(new(_guest, headers, subject), new(_guest, headers, subject, venue.Room(narrowed), log));
        }

        await mediation.Open(narrowed, delegateSubject);
        await Task.WhenAll(delegations.Select(d => d.Enter()));
        if (await new Drafting(mediators, venue, log, new(dice.Next())).Table(isSealed) is not { } accord)
        {
            return;
        }

        LastDue = accord.Expiry ?? accord.Effect;
        var until = accord.At + (isSealed ? AfterOpening : TimeSpan.Zero);
        await Task.WhenAll(
        [
            mediation.Run(until, enough),
            guests.Run(accord, until, enough),
            .. delegations.Select(d => d.Run(accord, until, enough)),
        ]);
    }
}
