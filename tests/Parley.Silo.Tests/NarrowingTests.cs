using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Whose accreditation has ended is answered as if there were nothing, however the question is put.</summary>
public sealed class NarrowingTests : SiloTest
{
    private const string Talks = ConflictName + "/negotiations/talks";
    private const string Draft = Talks + "/texts/draft";
    private static readonly Caller Alice = new("alice", [new(Role.Party, North)]);

    [Fact]
    public async Task Who_tabled_a_text_cannot_read_on_by_tabling_it_again()
    {
        await Open(until: null);
        var request = new TableTextRequest
        {
            Parent = Talks,
            TextId = "draft",
            Text = new() { Title = In("A text"), Languages = { "en" }, PenHolder = North, Clauses = { new TextClause { Id = "halt", Text = In("All fire stops.") } } },
        };
        var id = Guid.NewGuid();
        await Silo.Do<NegotiatingText>(Alice, request, id);
        Assert.IsType<NegotiatingText>((await Silo.Execute(Alice, request, id)).Value);

        await Silo.Do<Negotiation>(Mediator, new EndAccreditationRequest { Name = Talks, Accreditation = "alice" });
        await Eventually(() => Silo.Read(Alice, new GetTextRequest { Name = Draft }), read => read.Rejection is not null);
        Assert.Equal(Rejection.NotFound(Talks), (await Silo.Execute(Alice, request, id)).Rejection);
    }

    [Fact]
    public async Task What_ends_by_the_clock_has_ended_for_the_first_command_after_it()
    {
        await Open(until: "2020-10-01T12:00");
        var request = new SuspendNegotiationRequest { Name = Talks, Party = North, Reason = In("A pause.") };
        Silo.Clock.Now = Instant.FromUtc(2020, 10, 1, 8, 0);
        Assert.Equal(Rejection.NotFound(Talks), (await Silo.Execute(Alice, request)).Rejection);
    }

    [Fact]
    public async Task What_ends_by_the_clock_has_ended_in_every_room_and_text_at_its_instant()
    {
        await Open(until: "2020-10-01T12:00");
        await Silo.Do<NegotiatingText>(Mediator, new TableTextRequest
        {
            Parent = Talks,
            TextId = "draft",
            Text = new() { Title = In("A text"), Languages = { "en" }, Clauses = { new TextClause { Id = "halt", Text = In("All fire stops.") } } },
        });
        var room = Talks + "/caucuses/north";
        IMessage[] reads = [new GetCaucusRequest { Name = room }, new GetTextRequest { Name = Draft }];
        IMessage[] acts =
        [
            new SendMessageRequest { Parent = room, Message = new() { Text = In("We are here."), Disclosure = Disclosure.Free } },
            new SealReadinessRequest { Parent = room, Readiness = new() { Subject = ReadinessSubject.Meet, With = South } },
        ];

        Silo.Clock.Now = Instant.FromUtc(2020, 10, 1, 8, 0) - Duration.FromMilliseconds(1);
        Assert.All(await All(reads, acts), Assert.Null);

        // No call has to come first: nobody rings the alarm here.
        Silo.Clock.Now = Instant.FromUtc(2020, 10, 1, 8, 0);
        Assert.All(await All(reads, acts), rejection => Assert.Equal(RejectionCode.NotFound, rejection?.Code));
    }

    private async Task<List<Rejection?>> All(IEnumerable<IMessage> reads, IEnumerable<IMessage> acts)
    {
        var rejections = new List<Rejection?>();
        foreach (var read in reads)
        {
            rejections.Add((await Silo.Read(Alice, read)).Rejection);
        }

        foreach (var act in acts)
        {
            rejections.Add((await Silo.Execute(Alice, act)).Rejection);
        }

        return rejections;
    }

    private async Task Open(string? until)
    {
        await Silo.Found();
        var talks = new Negotiation
        {
            Title = In("Talks"),
            Members = { new Member { Party = North, Capacity = MemberCapacity.Party }, new Member { Party = South, Capacity = MemberCapacity.Party } },
        };
        await Silo.Do<Negotiation>(Mediator, new CreateNegotiationRequest { Parent = ConflictName, NegotiationId = "talks", Negotiation = talks });
        var accreditation = new Accreditation
        {
            Id = "alice",
            Subject = Alice.Subject,
            Party = North,
            Function = DelegationFunction.Delegate,
            Until = until is null ? null : Baku(until),
        };
        await Silo.Do<Negotiation>(Mediator, new AdmitParticipantRequest { Name = Talks, Accreditation = accreditation });
    }
}
