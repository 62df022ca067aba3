using Parley.Domain.Truces.Terms;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.TermsOfTruces;

public sealed class TermsCheckTests
{
    [Fact]
    public void Check_TenthOfOctober_HasNoMonitorAndAnOpenHour()
    {
        var check = TermsCheck.Check(SampleTerms.K1());

        Assert.Equal(ElementPresence.Missing, Of(check, TruceElement.Monitoring).Presence);
        Assert.Equal(ElementPresence.Partial, Of(check, TruceElement.Effect).Presence);
        Assert.Equal(ElementPresence.Missing, Of(check, TruceElement.ProhibitedActs).Presence);
        Assert.Equal(ElementPresence.Missing, Of(check, TruceElement.DisputeResolution).Presence);
        Assert.False(check.Complete);
    }

    [Fact]
    public void Check_TenthOfOctober_FindsTheParametersLeftToLaterAndTheOpenHour()
    {
        var points = TermsCheck.Check(SampleTerms.K1()).DanglingPoints;

        Assert.Contains(points, p => p is { Field: "clauses[1].text", Suspected: true });
        Assert.Contains(points, p => p is { Field: "effect.unresolved", Suspected: false });
        Assert.Equal(2, points.Count);
    }

    [Fact]
    public void Check_AnOpenPointThatIsNamed_IsSaidAndItsClauseNoLongerSuspected()
    {
        var terms = SampleTerms.K1();
        terms.OpenPoints.Add(new OpenPoint { Id = "parameters", Text = SampleTerms.Text("Parameters of the ceasefire"), Clause = "parameters" });

        var points = TermsCheck.Check(terms).DanglingPoints;

        Assert.Contains(points, p => p is { Field: "open_points[0]", Suspected: false });
        Assert.DoesNotContain(points, p => p.Suspected);
    }

    [Fact]
    public void Check_TenthOfNovember_HoldsMostElementsAndNothingDangles()
    {
        var check = TermsCheck.Check(SampleTerms.K5());
        TruceElement[] present =
        [
            TruceElement.Parties, TruceElement.Purpose, TruceElement.Effect, TruceElement.Duration, TruceElement.Geography,
            TruceElement.ProhibitedActs, TruceElement.PermittedActs, TruceElement.Positions, TruceElement.Monitoring,
        ];

        Assert.All(present, e => Assert.Equal(ElementPresence.Present, Of(check, e).Presence));
        Assert.Empty(check.DanglingPoints);

        // What the statement really left out: a scale, and how the ceasefire itself could be ended.
        Assert.Equal(
            [TruceElement.Severity, TruceElement.Termination],
            check.Elements.Where(e => e.Presence == ElementPresence.Missing).Select(e => e.Element));
    }

    [Fact]
    public void Check_EveryText_HasOneLineForEachElement() =>
        Assert.Equal(
            Enum.GetValues<TruceElement>().Except([TruceElement.Unspecified]),
            TermsCheck.Check(new()).Elements.Select(e => e.Element));

    [Fact]
    public void Check_WhatIsMissingAdded_IsComplete()
    {
        var terms = SampleTerms.K5();
        terms.SeverityScale = new() { Version = 1, Grades = { new SeverityGrade { Id = "s1-light", Text = SampleTerms.Text("Light") } } };
        terms.Denunciation = new() { NoticePeriod = "P3D" };

        Assert.True(TermsCheck.Check(terms).Complete);
    }

    [Fact]
    public void Check_APeriodWithoutAnyZone_SaysThatUtcIsUsed()
    {
        var terms = SampleTerms.K5();
        terms.Effect = SampleTerms.Anchored(AnchorEvent.Conclusion);
        terms.Term = new() { Fixed = new() { Period = "P1M" } };

        var check = TermsCheck.Check(terms);

        Assert.Equal(ElementPresence.Partial, Of(check, TruceElement.Duration).Presence);
        Assert.Contains(check.DanglingPoints, p => p.Field == "reference_zone");
    }

    [Theory]
    [InlineData("en", "The width is To Be Agreed by the commanders.", true)]
    [InlineData("en", "Crossing points: TBD", true)]
    [InlineData("en", "The hitbdx is not an abbreviation.", false)]
    [InlineData("en", "The parties agreed on a line.", false)]
    [InlineData("fr", "La ligne reste à convenir entre les parties.", true)]
    [InlineData("ru", "Параметры отдельно согласовываются.", true)]
    [InlineData("az", "Parametrlər əlavə olaraq razılaşdırılacaq.", true)]
    [InlineData("ar", "سيتم الاتفاق على التفاصيل لاحقا", true)]
    public void Check_WordsThatPutOff_AreSuspected(string language, string text, bool suspected)
    {
        var terms = SampleTerms.K5();
        terms.Clauses[0].Text = new() { Values = { [language] = text } };

        Assert.Equal(suspected, TermsCheck.Check(terms).DanglingPoints.Any(p => p.Suspected));
    }

    private static CheckedElement Of(CheckTruceResponse check, TruceElement element) => check.Elements.Single(e => e.Element == element);
}
