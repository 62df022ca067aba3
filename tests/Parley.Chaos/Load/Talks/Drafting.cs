using Grpc.Core;
using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>
/// The one text of the talks: tabled, its words bound to the truce that they open, and either to be signed openly or with an opening of
/// sealed consents.
/// </summary>
internal sealed class Drafting(Seat seat, Venue venue, HistoryLog log, Random dice)
{
    private const string Halt = "All fire stops.";

    /// <summary>For how long consents can be filed; long enough that some openings see a whole minute go by.</summary>
    private static readonly TimeSpan Filing = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Signing = TimeSpan.FromSeconds(6);

    /// <summary>From the conclusion to the instant of effect.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Term = TimeSpan.FromSeconds(2);

    /// <summary>Puts the text on the table.</summary>
    /// <param name="isSealed">Whether consents are sealed.</param>
    /// <returns>What was agreed; null when the instant of the opening had passed before that could be recorded.</returns>
    public async Task<Accord?> Table(bool isSealed)
    {
        var required = dice.Next(3) == 0 ? venue.Parties.Take(2).ToList() : [.. venue.Parties];
        var at = Ceiling(TimeProvider.System.GetUtcNow() + (isSealed ? Filing : Signing));
        var effect = at + Ahead;
        var accord = new Accord(
            venue.Text, required, isSealed ? "opening" : "", at, isSealed && dice.Next(2) == 0, venue.Truce, effect, isSealed ? effect + Term : null);

        await Table(accord);
        await Bind(accord);
        if (isSealed && await Agree(accord) is null)
        {
            return null;
        }

        log.Add(accord);
        return accord;
    }

    private Task<NegotiatingText> Table(Accord accord)
    {
        var table = new TableTextRequest
        {
            Parent = venue.Talks,
            TextId = venue.Text[(venue.Text.LastIndexOf('/') + 1)..],
            Text = new()
            {
                Title = World.In("An accord"),
                Languages = { World.Language },
                RequiredSignatories = { accord.Required },
                Clauses = { new TextClause { Id = "halt", Text = World.In(Halt) } },
            },
            RequestId = Seat.Id(),
        };
        return seat.Insist(
            new("table", venue.Text, table.RequestId),
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).TableTextAsync(table, seat.Headers, deadline).ResponseAsync);
    }

    private Task<NegotiatingText> Bind(Accord accord)
    {
        var term = accord.Expiry is { } expiry ? new Term { Fixed = new() { Period = $"PT{(expiry - accord.Effect).TotalSeconds:0}S" } } : new() { Indefinite = new() };
        var bind = new BindClauseRequest
        {
            Name = venue.Text,
            Clause = "halt",
            Binding = new()
            {
                Id = "truce",
                Words = World.In(Halt.TrimEnd('.')),
                Truce = new() { TruceId = venue.Id, Terms = World.Terms(accord.Required, World.At(accord.Effect), term) },
            },
            RequestId = Seat.Id(),
        };
        return seat.Insist(
            new("bind", venue.Text, bind.RequestId, bind.Binding.Id),
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).BindClauseAsync(bind, seat.Headers, deadline).ResponseAsync);
    }

    private Task<NegotiatingText?> Agree(Accord accord)
    {
        var agree = new AgreeOpeningRequest
        {
            Name = venue.Text,
            Opening = new()
            {
                Id = accord.Opening,
                At = World.At(accord.At),
                WhenAllFiled = accord.WhenAllFiled,
                AgreedBy = { venue.Parties },
                Authorities = { venue.Parties.Select(p => new ConsentAuthority { Party = p, Level = Level.HeadOfState }) },
            },
            RequestId = Seat.Id(),
        };
        return seat.Ask(
            new("agree", venue.Text, agree.RequestId, accord.Opening),
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).AgreeOpeningAsync(agree, seat.Headers, deadline).ResponseAsync,
            (call, _) => call with { Stamp = accord.At },
            "OPENING_IN_PAST");
    }

    private static DateTimeOffset Ceiling(DateTimeOffset instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond) + TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
