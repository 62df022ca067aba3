using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>A truce that a body imposes binds those it names without their acceptance, and is not theirs to end.</summary>
public sealed class ImposedTruceTests
{
    [Fact]
    public void PartiesNamed_AreBoundAtOnce()
    {
        var truce = Imposed();
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal([Armenia, Azerbaijan], truce.State.Bound);
        Assert.Empty(truce.View.Consents);
    }

    [Fact]
    public void TheBodyDisposesOfIt_WithoutTheParties()
    {
        var truce = Imposed();
        truce.Accepted(Mediator, new AmendTruceRequest
        {
            Name = truce.Name,
            Terms = new() { LegalBasis = Text("A later resolution") },
            UpdateMask = new() { Paths = { "legal_basis" } },
        });
        Assert.Equal("A later resolution", truce.View.Terms.LegalBasis.Values["en"]);
    }

    [Fact]
    public void APartyCannotEndIt_OnlyKnowinglyLeaveIt()
    {
        var truce = Imposed();
        truce.Refused(For(Armenia), new DenounceTruceRequest { Name = truce.Name, Reason = Text("No") }, "DENUNCIATION_EXCLUDED");
        truce.Refused(For(Armenia), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.Denunciation }, "DENUNCIATION_EXCLUDED");
        truce.Accepted(For(Armenia), new DenounceTruceRequest { Name = truce.Name, Reason = Text("No"), DespiteText = true });
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal([Azerbaijan], truce.State.Bound);
    }

    private static TruceDriver Imposed() =>
        TruceDriver.Create(Terms(t => t.Reciprocity = TruceReciprocity.Imposed), "1973-10-22T04:52:00Z");
}
