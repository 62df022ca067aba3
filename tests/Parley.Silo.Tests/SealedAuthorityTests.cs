using NodaTime;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.Talks;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Consents that were sealed on full powers sign at the opening, unless these are revoked by then; text and vault agree on it.</summary>
public sealed class SealedAuthorityTests : SiloTest
{
    private const string Pact = Name + "/texts/pact";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_sealed_on_full_powers_concludes_the_text_exactly_while_they_hold(bool revoked)
    {
        await Silo.FoundTalks();
        var pact = new NegotiatingText { Title = In("A pact"), Languages = { "en" }, Clauses = { new TextClause { Id = "halt", Text = In("All fire stops.") } } };
        await Silo.Do<NegotiatingText>(Mediator, new TableTextRequest { Parent = Name, TextId = "pact", Text = pact });
        var powers = new FullPowers { Id = "envoy", Party = North, Holder = In("The envoy"), Issuer = Level.HeadOfState, Acts = { ConsentAct.SealedConsent } };
        await Silo.Do<NegotiatingText>(ForNorth, new DepositFullPowersRequest { Name = Pact, FullPowers = powers });
        var opening = new ConsentOpening
        {
            Id = "noon",
            At = Baku("2020-10-10T12:00"),
            AgreedBy = { North, South },
            Authorities =
            {
                new ConsentAuthority { Party = North, Level = Level.SpecialEnvoy, FullPowers = "envoy" },
                new ConsentAuthority { Party = South, Level = Level.HeadOfState },
            },
        };
        await Silo.Do<NegotiatingText>(Mediator, new AgreeOpeningRequest { Name = Pact, Opening = opening });
        foreach (var (caller, room) in new[] { (ForNorth, NorthRoom), (ForSouth, SouthRoom) })
        {
            var seal = new SealConsentRequest { Parent = room, Text = Pact, Opening = "noon", Consent = new() };
            var id = Guid.NewGuid();
            await Eventually(() => Silo.Execute(caller, seal, id), o => o.Rejection is null);
        }

        if (revoked)
        {
            await Silo.Do<NegotiatingText>(ForNorth, new RevokeFullPowersRequest { Name = Pact, FullPowers = "envoy" });
        }

        Silo.Clock.Now = Instant.FromUtc(2020, 10, 10, 8, 0, 1);
        var text = await Eventually(
            async () =>
            {
                await Silo.Alarm.Ring(CancellationToken.None);
                return (NegotiatingText)(await Silo.Read(ForSouth, new GetTextRequest { Name = Pact })).Value!;
            },
            t => t.Openings[0].Over);
        Assert.Equal(revoked ? NegotiatingTextState.Tabled : NegotiatingTextState.Concluded, text.State);
        Assert.Equal(revoked ? [] : ["", "envoy"], text.Signatures.Select(s => s.Authority.FullPowers).Order());
    }
}
