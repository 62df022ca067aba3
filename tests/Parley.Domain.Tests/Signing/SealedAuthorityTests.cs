using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>On what authority sealed consents sign: agreed in the open with the opening, and still there when it is held.</summary>
public sealed class SealedAuthorityTests
{
    private const string Instant = "2020-11-09T18:00:00Z";

    [Fact]
    public void WhoMustSign_HasOneAgreed()
    {
        var request = Opening("one", "2020-11-09T18:00");
        request.Opening.Authorities.RemoveAt(1);
        Assert.Equal(Azerbaijan, TextOnTable.With().Refused(Mediator, request, "OPENING_AUTHORITY_MISSING").Metadata["missing"]);
        request = Opening("one", "2020-11-09T18:00");
        request.Opening.Authorities.RemoveAt(2);
        TextOnTable.With().Accepted(Mediator, request);
        TextOnTable.With(t => t.RequiredSignatories.Add([Armenia, Azerbaijan, Guarantor])).Refused(Mediator, request, "OPENING_AUTHORITY_MISSING");
    }

    [Fact]
    public void ItIsMeasured_AsThatOfWhoSignsOpenly()
    {
        var text = TextOnTable.With().Accepted(Armenia, Deposit("sign", Armenia, ConsentAct.Sign)).Accepted(Azerbaijan, Deposit("other", Azerbaijan, ConsentAct.SealedConsent));
        text.Refused(Mediator, By(Level.SpecialEnvoy, ""), "FULL_POWERS_MISSING");
        text.Refused(Mediator, By(Level.SpecialEnvoy, "other"), "FULL_POWERS_MISSING");
        Assert.Equal("SEALED_CONSENT", text.Refused(Mediator, By(Level.SpecialEnvoy, "sign"), "FULL_POWERS_DO_NOT_COVER").Metadata["act"]);
        Assert.Equal("opening.authorities[0].level", text.Refused(Mediator, By(Level.Unspecified, ""), "LEVEL_MISSING").Fields[0].Field);
        text.Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.SealedConsent)).Accepted(Mediator, By(Level.SpecialEnvoy, "envoy"));
        Assert.Equal(("envoy", Level.SpecialEnvoy), (text.View.Openings[0].Authorities[0].FullPowers, text.View.Openings[0].Authorities[0].Level));
    }

    [Fact]
    public void RevokedFullPowers_AreNoneToAgreeOn() => TextOnTable.With()
        .Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.SealedConsent))
        .Accepted(Armenia, Revoke())
        .Refused(Mediator, By(Level.SpecialEnvoy, "envoy"), "FULL_POWERS_REVOKED");

    [Fact]
    public void TheList_NamesEachOnce_AndNobodyElse()
    {
        var text = TextOnTable.With();
        foreach (var (party, reason) in new[] { (Armenia, "DUPLICATE_PARTY"), (Witness, "WITNESS_DOES_NOT_CONSENT"), (Outside, "UNKNOWN_MEMBER"), ("conflicts/other/parties/x", "FOREIGN_NAME") })
        {
            var request = Opening("one", "2020-11-09T18:00");
            request.Opening.Authorities.Add(ConsentOf(party, Level.HeadOfState));
            Assert.Equal("opening.authorities[3].party", text.Refused(Mediator, request, reason).Fields[0].Field);
        }
    }

    [Fact]
    public void ASealedConsent_SignsOnIt()
    {
        var text = WithEnvoy().Until(Instant).Accepted(Caller.Parley, Conclude("one", Instant, Armenia, Azerbaijan, Guarantor));
        Assert.Equal(Talks.By(Level.SpecialEnvoy, "envoy"), text.SignatureOf(Armenia).Authority);
        Assert.Equal(ExOfficio, text.SignatureOf(Guarantor).Authority);
    }

    [Theory]
    [InlineData("2020-11-09T17:59:59.999999Z", false)]
    [InlineData(Instant, true)]
    [InlineData("2020-11-09T18:00:02Z", true)]
    public void FullPowersRevokedBeforeTheInstant_BindNobody_AndNothingIsRecorded(string revoked, bool stands)
    {
        var text = WithEnvoy().Until(revoked).Accepted(Armenia, Revoke()).Until("2020-11-09T18:00:03Z");
        if (stands)
        {
            text.Accepted(Caller.Parley, Conclude("one", Instant));
            Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
            return;
        }

        Assert.Equal(RejectionCode.FailedPrecondition, text.Refused(Caller.Parley, Conclude("one", Instant), "FULL_POWERS_REVOKED").Code);
        Assert.False(text.View.Openings[0].Over);
        text.Accepted(Caller.Parley, Missed("one", Instant));
        Assert.Equal((NegotiatingTextState.Tabled, 0, true), (text.Shown, text.View.Signatures.Count, text.View.Openings[0].Over));
    }

    [Fact]
    public void WhoDidNotConsent_MayHaveRevoked() =>
        WithEnvoy(t => t.RequiredSignatories.Add(Azerbaijan)).Accepted(Armenia, Revoke()).Until(Instant).Accepted(Caller.Parley, Conclude("one", Instant, Azerbaijan, Guarantor));

    [Fact]
    public void WhoHasNoneAgreed_DoesNotSign()
    {
        var request = Opening("one", "2020-11-09T18:00");
        request.Opening.Authorities.RemoveAt(2);
        TextOnTable.With().Accepted(Mediator, request).Until(Instant)
            .Refused(Caller.Parley, Conclude("one", Instant, Armenia, Azerbaijan, Guarantor), "FULL_POWERS_REVOKED");
    }

    [Fact]
    public void AnOpeningAgreedBeforeThisWasAskedFor_ConcludesAsItWasAgreed()
    {
        var opening = new ConsentOpening { Id = "old", At = Resolved("2020-11-09T18:00") };
        var text = TextOnTable.With().Happened(new Event { ConsentOpeningAgreed = new() { Opening = opening } }).Until(Instant).Accepted(Caller.Parley, Conclude("old", Instant));
        Assert.Equal((NegotiatingTextState.Concluded, null), (text.Shown, text.SignatureOf(Armenia).Authority));
    }

    private static RevokeFullPowersRequest Revoke() => new() { Name = Name, FullPowers = "envoy" };

    /// <summary>An opening for which an envoy consents in the name of Armenia.</summary>
    private static AgreeOpeningRequest By(Level level, string fullPowers)
    {
        var request = Opening("one", "2020-11-09T18:00");
        request.Opening.Authorities[0] = ConsentOf(Armenia, level, fullPowers);
        return request;
    }

    private static TextOnTable WithEnvoy(Action<NegotiatingText>? change = null) => TextOnTable.With(change)
        .Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.SealedConsent))
        .Accepted(Mediator, By(Level.SpecialEnvoy, "envoy"));
}
