using System.Collections.Concurrent;
using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>
/// The mediators: they open the talks, are in every room, make notes, pass on what they may, as theirs or as the sender's, and end an
/// accreditation in the middle of it.
/// </summary>
internal sealed class Mediation(Seat seat, Venue venue, Random dice, ConcurrentQueue<Said> said)
{
    private const string GuestsAccreditation = "guest";
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);
    private readonly TaskCompletionSource _sentAway = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once the guest's accreditation has ended, and that was answered.</summary>
    public Task SentAway => _sentAway.Task;

    /// <summary>Opens the talks, admits two for one member, and waits until every room is there.</summary>
    public async Task Open(string narrowed, string delegateSubject, string guestSubject)
    {
        var create = new CreateNegotiationRequest
        {
            Parent = venue.Conflict,
            NegotiationId = venue.Id,
            Negotiation = new()
            {
                Title = World.In("Talks"),
                Members = { venue.Parties.Select(p => new Member { Party = p, Capacity = MemberCapacity.Party }) },
            },
            RequestId = Seat.Id(),
        };
        await seat.Insist(
            new("open", venue.Talks, create.RequestId),
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).CreateNegotiationAsync(create, seat.Headers, deadline).ResponseAsync);
        await Admit("delegate", delegateSubject, narrowed);
        await Admit(GuestsAccreditation, guestSubject, narrowed);
        foreach (var room in venue.Rooms)
        {
            await seat.Enter(room);
        }
    }

    /// <summary>Mediates until talks end. The guest is sent away in the middle.</summary>
    public async Task Run(Guest guest, string guestSubject, DateTimeOffset until, CancellationToken enough)
    {
        try
        {
            var begun = TimeProvider.System.GetUtcNow();
            var away = begun + ((until - begun) * (0.2 + (0.6 * dice.NextDouble())));
            while (TimeProvider.System.GetUtcNow() is var now && now < until && !enough.IsCancellationRequested)
            {
                if (now >= away && !SentAway.IsCompleted)
                {
                    await SendAway(guest, guestSubject);
                }

                await (dice.Next(6) switch
                {
                    0 => Speak(),
                    1 => Note(),
                    2 => seat.Read(venue.Desk),
                    _ => Relay(),
                });
                await Task.Delay(LongestPause * dice.NextDouble(), CancellationToken.None);
            }

            if (!SentAway.IsCompleted)
            {
                await SendAway(guest, guestSubject);
            }
        }
        finally
        {
            _sentAway.TrySetResult(); // Or the guest would wait for it.
        }
    }

    private Task<Negotiation> Admit(string id, string subject, string party)
    {
        var admit = new AdmitParticipantRequest
        {
            Name = venue.Talks,
            Accreditation = new() { Id = id, Subject = subject, Party = party, Function = DelegationFunction.Delegate },
            RequestId = Seat.Id(),
        };
        return seat.Insist(
            new("admit", venue.Talks, admit.RequestId, id),
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).AdmitParticipantAsync(admit, seat.Headers, deadline).ResponseAsync);
    }

    private async Task SendAway(Guest guest, string subject)
    {
        guest.IsBeingSentAway();
        var end = new EndAccreditationRequest { Name = venue.Talks, Accreditation = GuestsAccreditation, RequestId = Seat.Id() };
        await seat.Insist(
            new("dismiss", venue.Talks, end.RequestId, GuestsAccreditation) { To = subject },
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).EndAccreditationAsync(end, seat.Headers, deadline).ResponseAsync);
        _sentAway.TrySetResult();
    }

    private async Task Speak() => await seat.Say(venue.Rooms[dice.Next(venue.Rooms.Count)], Words.New(), Disclosure.MediatorOnly);

    private Task<Note> Note()
    {
        var add = new AddNoteRequest { Parent = venue.Talks, Note = new() { Text = World.In(Words.New()) }, RequestId = Seat.Id() };
        return seat.Insist(
            new("note", venue.Desk, add.RequestId, add.Note.Text.Values[World.Language]),
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).AddNoteAsync(add, seat.Headers, deadline).ResponseAsync,
            (call, note) => call with { Answer = note.Name });
    }

    /// <summary>Passes on what was said, once; to whom is drawn.</summary>
    private async Task Relay()
    {
        if (!said.TryDequeue(out var one) || one.Disclosure == Disclosure.MediatorOnly)
        {
            return;
        }

        var isOwn = one.Disclosure == Disclosure.MayConveyAsOwn || (one.Disclosure == Disclosure.Free && dice.Next(2) == 0);
        var others = venue.Parties.Where(p => venue.Room(p) != one.Room).ToList();
        var to = others[dice.Next(others.Count)];
        var words = isOwn ? Words.New() : one.Words;
        var relay = new RelayMessageRequest
        {
            Name = one.Message,
            To = to,
            Form = isOwn ? RelayForm.AsOwn : RelayForm.Attributed,
            Text = isOwn ? World.In(words) : null,
            RequestId = Seat.Id(),
        };
        await seat.Insist(
            new("relay", venue.Desk, relay.RequestId, words) { From = one.Message, To = venue.Room(to) },
            (channel, deadline) => new CaucusService.CaucusServiceClient(channel).RelayMessageAsync(relay, seat.Headers, deadline).ResponseAsync,
            (call, made) => call with { Answer = made.Name });
    }
}
