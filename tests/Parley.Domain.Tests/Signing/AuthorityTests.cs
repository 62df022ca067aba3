using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>Who may express a member's consent (Vienna Convention on the Law of Treaties, article 7).</summary>
public sealed class AuthorityTests
{
    [Theory]
    [InlineData(Level.HeadOfState)]
    [InlineData(Level.HeadOfGovernment)]
    [InlineData(Level.ForeignMinister)]
    public void ByVirtueOfTheirOffice_TheseSignWithoutFullPowers(Level level)
    {
        var text = TextOnTable.With().Accepted(Armenia, Sign(By(level)));
        Assert.Equal(level, text.SignatureOf(Armenia).Authority.Level);
    }

    [Theory]
    [InlineData(Level.DefenceMinister)]
    [InlineData(Level.SpecialEnvoy)]
    [InlineData(Level.SeniorOfficial)]
    [InlineData(Level.Expert)]
    [InlineData(Level.MilitaryCommander)]
    [InlineData(Level.Local)]
    public void EverybodyElse_NeedsFullPowers_AndSignsWithThem(Level level)
    {
        var text = TextOnTable.With();
        var refusal = text.Refused(Armenia, Sign(By(level)), "FULL_POWERS_MISSING");
        Assert.Equal(RejectionCode.FailedPrecondition, refusal.Code);

        text.Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.Sign));
        Assert.Equal("envoy", text.Refused(Armenia, Sign(By(level)), "FULL_POWERS_MISSING").Metadata["held"]);
        text.Accepted(Armenia, Sign(By(level, "envoy")));
    }

    [Fact]
    public void AnOffice_IsNotClaimedAgainstOnesOwnAccreditation()
    {
        var text = Accredited(Level.SpecialEnvoy).Accepted(Armenia, Initial());
        var refusal = text.Refused(Armenia, Sign(By(Level.HeadOfState)), "LEVEL_NOT_ACCREDITED");
        Assert.Equal((RejectionCode.FailedPrecondition, "SPECIAL_ENVOY"), (refusal.Code, refusal.Metadata["accredited"]));
        text.Refused(Armenia, AdReferendum(), "LEVEL_NOT_ACCREDITED");
        text.Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.Sign)).Accepted(Armenia, Sign(By(Level.SpecialEnvoy, "envoy")));
    }

    [Theory]
    [InlineData(Level.ForeignMinister)]
    [InlineData(Level.SpecialEnvoy, Level.ForeignMinister)]
    [InlineData(Level.SpecialEnvoy, Level.Unspecified)]
    public void WhoIsAccreditedInIt_OrInNoRankInParticular_ClaimsIt(params Level[] levels) =>
        Accredited(levels).Accepted(Armenia, Sign(By(Level.ForeignMinister)));

    [Fact]
    public void NoRank_IsRefused() =>
        Assert.Equal("authority.level", Assert.Single(TextOnTable.With().Refused(Armenia, Sign(new SigningAuthority()), "LEVEL_MISSING").Fields).Field);

    [Fact]
    public void FullPowersOfAnother_AreNone() => TextOnTable.With()
        .Accepted(Mediator, Deposit("envoy", Azerbaijan, ConsentAct.Sign))
        .Refused(Armenia, Sign(By(Level.SpecialEnvoy, "envoy")), "FULL_POWERS_MISSING");

    [Fact]
    public void NamedFullPowersMustBeThere_EvenWhereTheOfficeSuffices() =>
        TextOnTable.With().Refused(Armenia, Sign(By(Level.HeadOfState, "envoy")), "FULL_POWERS_MISSING");

    [Fact]
    public void FullPowersForAnotherAct_DoNotCoverIt()
    {
        var text = TextOnTable.With().Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.SignAdReferendum));
        var refusal = text.Refused(Armenia, Sign(By(Level.SpecialEnvoy, "envoy")), "FULL_POWERS_DO_NOT_COVER");
        Assert.Equal("SIGN", refusal.Metadata["act"]);
        text.Accepted(Armenia, AdReferendum(By(Level.SpecialEnvoy, "envoy")));
    }

    [Fact]
    public void WhoMaySignAdReferendumOnly_CannotConfirm()
    {
        var text = TextOnTable.With()
            .Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.SignAdReferendum))
            .Accepted(Armenia, AdReferendum(By(Level.SpecialEnvoy, "envoy")));
        text.Refused(Armenia, Confirm(By(Level.SpecialEnvoy, "envoy")), "FULL_POWERS_DO_NOT_COVER");
        text.Refused(Armenia, Confirm(By(Level.SpecialEnvoy)), "FULL_POWERS_MISSING");
        text.Accepted(Armenia, Confirm(By(Level.ForeignMinister)));
    }

    [Fact]
    public void RevokedFullPowers_AreNoneAnyMore_ButWhatWasSignedWithThemStands()
    {
        var text = TextOnTable.With()
            .Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.Sign))
            .Accepted(Armenia, Sign(By(Level.SpecialEnvoy, "envoy")))
            .Accepted(Azerbaijan, Deposit("other", Azerbaijan, ConsentAct.Sign))
            .SleepUntil("2020-11-01T10:00:00Z")
            .Accepted(Armenia, new RevokeFullPowersRequest { Name = Name, FullPowers = "envoy" })
            .Accepted(Azerbaijan, new RevokeFullPowersRequest { Name = Name, FullPowers = "other" });
        Assert.Equal("2020-11-01T10:00:00Z", text.View.FullPowers[0].RevokeTime.ToInstant().ToString());

        text.Refused(Azerbaijan, Sign(By(Level.SpecialEnvoy, "other")), "FULL_POWERS_REVOKED");
        text.Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
    }

    [Fact]
    public void Deposit_IsForTheMemberAndForMediators()
    {
        var text = TextOnTable.With();
        text.Refused(Azerbaijan, Deposit("envoy", Armenia, ConsentAct.Sign), "PERMISSION_DENIED");
        text.Refused(Mediator, Deposit("envoy", Outside, ConsentAct.Sign), "NOT_A_MEMBER");
        text.Refused(Mediator, Deposit("envoy", "conflicts/other/parties/armenia", ConsentAct.Sign), "FOREIGN_NAME");
        text.Refused(Mediator, Deposit("envoy", Armenia), "ACT_MISSING");
        text.Accepted(Mediator, Deposit("envoy", Armenia, ConsentAct.Sign));
        text.Refused(Armenia, Deposit("envoy", Armenia, ConsentAct.Sign), "ALREADY_EXISTS");
        Assert.Null(Assert.Single(text.View.FullPowers).RevokeTime);
    }

    [Fact]
    public void Revoking_IsForTheMemberAndForMediators_AndOnce()
    {
        var text = TextOnTable.With().Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.Sign));
        var revoke = new RevokeFullPowersRequest { Name = Name, FullPowers = "envoy" };
        text.Refused(Azerbaijan, revoke, "PERMISSION_DENIED");
        text.Refused(Armenia, new RevokeFullPowersRequest { Name = Name, FullPowers = "nobody" }, "UNKNOWN_FULL_POWERS");
        text.Accepted(Armenia, revoke);
        text.Refused(Armenia, revoke, "FULL_POWERS_REVOKED");

        // Of a party that takes no part the note comes to the mediators.
        var open = TextOnTable.With(t => t.Accession = new()).Accepted(Mediator, Deposit("envoy", Outside, ConsentAct.Accede)).Accepted(Mediator, revoke);
        Assert.NotNull(Assert.Single(open.View.FullPowers).RevokeTime);
    }

    [Fact]
    public void WhoIsNotAccredited_DoesNotSign()
    {
        var text = TextOnTable.With(tabling: t =>
        {
            t.Members[0].Narrowed = true;
            t.Members[0].Accredited.Add("somebody-else");
        });
        text.Refused(new Caller("both", [new(Role.Party, Armenia), new(Role.Party, Azerbaijan)]), new SignTextRequest { Name = Name, Party = Armenia, Authority = ExOfficio }, "PERMISSION_DENIED");
    }

    private static TextOnTable Accredited(params Level[] levels) => TextOnTable.With(tabling: t =>
    {
        var armenia = t.Members.First(m => m.Party == Armenia);
        armenia.Narrowed = true;
        armenia.Accredited.Add("for-" + Armenia);
        armenia.Periods.AddRange(levels.Select(level => new AccreditationPeriod { Subject = "for-" + Armenia, Level = level }));
    });
}
