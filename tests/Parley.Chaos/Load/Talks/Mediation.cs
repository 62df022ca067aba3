using System.Collections.Concurrent;
using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>
/// The mediators: they open the talks, are in every room, make notes, and pass on what they may, as theirs or as the sender's.
/// </summary>
internal sealed class Mediation(Seat seat, Venue venue, Random dice, ConcurrentQueue<Said> said)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>Opens the talks, admits a delegate for one member, and waits until every room is there.</summary>
    public async Task Open(string narrowed, string delegateSubject)
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
        await seat.Admit(venue.Talks, "delegate", delegateSubject, narrowed);
        foreach (var room in venue.Rooms)
        {
            await seat.Enter(room);
        }
    }

    /// <summary>Mediates until talks end.</summary>
    public async Task Run(DateTimeOffset until, CancellationToken enough)
    {
        while (TimeProvider.System.GetUtcNow() < until && !enough.IsCancellationRequested)
        {
            await (dice.Next(6) switch
            {
                0 => Speak(),
                1 => Note(),
                2 => seat.Read(venue.Desk),
                _ => Relay(),
            });
            await Task.Delay(LongestPause * dice.NextDouble(), CancellationToken.None);
        }
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
