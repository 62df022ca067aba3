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

    /// <summary>
    /// What both have sealed is looked at, at the whole minute, by the very act that comes then: what is refused anyhow is refused alike, and what
    /// would be accepted waits until the text has answered.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_withdraws_just_when_it_is_concluded_is_too_late_and_learns_nothing_where_it_is_not(bool revoked)
    {
        var receipts = await Sealed(whenAllFiled: true);
        if (revoked)
        {
            await Silo.Do<NegotiatingText>(ForNorth, new RevokeFullPowersRequest { Name = Pact, FullPowers = "envoy" });
        }

        Silo.Clock.Now += Duration.FromMinutes(1);
        var nonsense = new SealConsentRequest { Parent = NorthRoom, Text = Pact, Opening = "noon", Consent = new() { Clauses = { "none" } } };
        var probed = Silo.Execute(ForNorth, nonsense).AsTask();
        var withdrawn = Silo.Execute(ForNorth, new WithdrawFilingRequest { Parent = NorthRoom, Hash = receipts[0].Hash }).AsTask();
        Assert.Equal("UNKNOWN_CLAUSE", (await probed).Rejection?.Reason);
        Assert.Equal(revoked ? null : "OPENING_OVER", (await withdrawn).Rejection?.Reason);
        var text = (NegotiatingText)(await Silo.Read(ForSouth, new GetTextRequest { Name = Pact })).Value!;
        Assert.Equal(revoked ? NegotiatingTextState.Tabled : NegotiatingTextState.Concluded, text.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_sealed_on_full_powers_concludes_the_text_exactly_while_they_hold(bool revoked)
    {
        await Sealed(whenAllFiled: false);
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

    /// <summary>A text whose opening both have sealed their consents for, North on full powers.</summary>
    private async Task<List<SealReceipt>> Sealed(bool whenAllFiled)
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
            WhenAllFiled = whenAllFiled,
            AgreedBy = { North, South },
            Authorities =
            {
                new ConsentAuthority { Party = North, Level = Level.SpecialEnvoy, FullPowers = "envoy" },
                new ConsentAuthority { Party = South, Level = Level.HeadOfState },
            },
        };
        await Silo.Do<NegotiatingText>(Mediator, new AgreeOpeningRequest { Name = Pact, Opening = opening });
        var receipts = new List<SealReceipt>();
        foreach (var (caller, room) in new[] { (ForNorth, NorthRoom), (ForSouth, SouthRoom) })
        {
            var seal = new SealConsentRequest { Parent = room, Text = Pact, Opening = "noon", Consent = new() };
            var id = Guid.NewGuid();
            receipts.Add((SealReceipt)(await Eventually(() => Silo.Execute(caller, seal, id), o => o.Rejection is null)).Value!);
        }

        return receipts;
    }
}
