using Parley.V1;
using static Parley.Gateway.Tests.Edge.Deeds;
using static Parley.Gateway.Tests.Edge.World;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Acts by which something is sealed, or agreed to be.</summary>
internal static class SealedDeeds
{
    /// <summary>Sets the scene, then returns acts of which each is possible in it.</summary>
    public static async Task<IReadOnlyList<Deed>> Possible(EdgeServer server)
    {
        var (mediator, north) = (server.Mediator, server.Of(North));
        var talks = await TalksDeeds.Opened(server, "deed-sealed");
        var room = talks + "/caucuses/north";
        var (opened, text) = (await TextDeeds.Tabled(server, talks, "opened"), await TextDeeds.Tabled(server, talks, "sealed"));
        await server.Negotiations.AgreeOpeningAsync(new() { Name = text, Opening = Opening("first") }, mediator);
        var cancelled = await TextDeeds.Tabled(server, talks, "cancelled");
        await server.Negotiations.AgreeOpeningAsync(new() { Name = cancelled, Opening = Opening("third") }, mediator);
        await server.Negotiations.AgreeBlindRangeAsync(new() { Name = talks, Range = TalksDeeds.Range("hour") }, mediator);
        var number = TalksDeeds.Range("days");
        number.Kind = BlindRangeKind.Number;
        await server.Negotiations.AgreeBlindRangeAsync(new() { Name = talks, Range = number }, mediator);
        var withdrawn = await server.Caucuses.SealReadinessAsync(
            new() { Parent = room, Readiness = new() { Subject = ReadinessSubject.Talk, With = South } }, north);
        return
        [
            new("AgreeOpening", new AgreeOpeningRequest { Name = opened, Opening = Opening("second") }, mediator),
            new("CancelOpening", new CancelOpeningRequest
            {
                Name = cancelled, Opening = "third", Cancellation = new() { Reason = Text("It was the wrong year."), AgreedBy = { North, South, East } },
            }, mediator),
            new("CertifyOpeningEvent", new CertifyOpeningEventRequest { Name = text, Opening = "first", Event = "quiet" }, mediator),
            new("SealConsent", new SealConsentRequest { Parent = room, Text = text, Opening = "first", Consent = Consent() }, north),
            new("SealReadiness", new SealReadinessRequest { Parent = room, Readiness = Ready() }, north),
            new("SealRange", File("hour", new() { Instant = Stated("2020-10-10T08:00") }, new() { Instant = Stated("2020-10-12T08:00") }), north),
            new("SealRange", File("days", new() { Number = 2 }, new() { Number = 5 }), north),
            new("WithdrawFiling", new WithdrawFilingRequest { Parent = room, Hash = withdrawn.Hash }, north),
        ];

        SealRangeRequest File(string range, RangeValue from, RangeValue to) => new() { Parent = room, Range = range, Filing = new() { From = from, To = to } };
    }

    private static ConsentOpening Opening(string id) => new()
    {
        Id = id,
        At = Stated("2020-10-08T12:00"),
        WhenAllFiled = true,
        Events = { new OpeningEvent { Id = "quiet", Text = "Two quiet days." } },
        AgreedBy = { North, South, East },
        Authorities = { new[] { North, South, East }.Select(p => new ConsentAuthority { Party = p, Level = Level.HeadOfState }) },
    };

    private static SealedConsent Consent() => new()
    {
        Clauses = { "halt" },
        Alternatives =
        {
            new ConsentAlternative
            {
                Conditions =
                {
                    new ConsentCondition { Member = new() { Party = South, Clauses = { "halt" } } },
                    new ConsentCondition { Event = "quiet" },
                },
            },
            new ConsentAlternative { Conditions = { new ConsentCondition { Member = new() { Party = East } } } },
        },
    };

    private static SealedReadiness Ready() => new()
    {
        Subject = ReadinessSubject.Meet,
        With = South,
        Levels = { Level.ForeignMinister },
        Venues = { "geneva" },
        NotBefore = Stated("2020-10-03T08:00"),
        NotAfter = Stated("2020-10-09T08:00"),
    };
}
