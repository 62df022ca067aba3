using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>In how many originals a text is signed, and in which order each names those who sign.</summary>
public sealed class OriginalsTests
{
    [Fact]
    public void ByDefault_ThereIsOne_InTheOrderOfTheTalks()
    {
        var text = TextOnTable.With().Accepted(Azerbaijan, Sign());
        Assert.Equal([("", [Armenia, Azerbaijan], [Azerbaijan])], text.View.Originals.Select(Shown));
    }

    [Fact]
    public void TheAlternat_NamesEachHolderFirst_AndGoesRound_AndAllSignAll()
    {
        var text = Of(OriginalsForm.Alternat, Armenia, Azerbaijan, Guarantor).Accepted(Guarantor, Sign()).Accepted(Witness, Sign());
        Assert.Equal(
            [
                (Armenia, [Armenia, Azerbaijan, Guarantor, Witness], [Guarantor, Witness]),
                (Azerbaijan, [Azerbaijan, Guarantor, Witness, Armenia], [Guarantor, Witness]),
                (Guarantor, [Guarantor, Witness, Armenia, Azerbaijan], [Guarantor, Witness]),
            ],
            text.View.Originals.Select(Shown));
    }

    [Fact]
    public void Counterparts_AreSignedByTheirHolderAlone()
    {
        var text = Of(OriginalsForm.Counterparts).Accepted(Azerbaijan, AdReferendum()).Accepted(Witness, Sign());
        Assert.Equal(
            [
                (Armenia, [Armenia, Azerbaijan, Witness], []),
                (Azerbaijan, [Azerbaijan, Witness, Armenia], [Azerbaijan]),
                (Witness, [Witness, Armenia, Azerbaijan], [Witness]),
            ],
            text.View.Originals.Select(Shown));
    }

    [Theory]
    [InlineData(OriginalsForm.Unspecified)]
    [InlineData(OriginalsForm.Single)]
    [InlineData(OriginalsForm.Alternat)]
    [InlineData(OriginalsForm.Counterparts)]
    public void InWhateverForm_TheSameSignaturesConclude(OriginalsForm form)
    {
        var text = Of(form).Accepted(Armenia, Sign());
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
        text.Accepted(Azerbaijan, Sign());
        Assert.Equal((NegotiatingTextState.Concluded, form), (text.Shown, text.View.OriginalsForm));
    }

    [Fact]
    public void WhatLapsedOrWasTakenBack_StandsOnNone()
    {
        var text = Of(OriginalsForm.Counterparts).Accepted(Armenia, Sign()).Accepted(Armenia, new WithdrawSignatureRequest { Name = Name, Reason = Words("Overtaken") });
        Assert.All(text.View.Originals, o => Assert.Empty(o.SignedBy));
    }

    private static TextOnTable Of(OriginalsForm form, params string[] required) => TextOnTable.With(t =>
    {
        t.OriginalsForm = form;
        t.RequiredSignatories.AddRange(required);
    });

    private static (string Holder, string[] Order, string[] SignedBy) Shown(Original original) => (original.Holder, [.. original.Order], [.. original.SignedBy]);
}
