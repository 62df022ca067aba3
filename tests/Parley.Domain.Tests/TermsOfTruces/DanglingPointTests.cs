using Google.Protobuf.Collections;
using Parley.Domain.Truces.Terms;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.TermsOfTruces;

/// <summary>"Parameters to be agreed": what a text leaves open, in whatever language it does.</summary>
public sealed class DanglingPointTests
{
    [Theory]
    [InlineData("en", "The crossing is to be determined by the commanders.", "to be determined")]
    [InlineData("en", "Modalities SHALL BE AGREED within a week.", "shall be agreed")]
    [InlineData("en", "Parameters will be agreed upon.", "will be agreed")]
    [InlineData("en", "Line: TBA.", "tba")]
    [InlineData("fr", "Les modalités sont à définir.", "à définir")]
    [InlineData("fr", "Le calendrier sera convenu ultérieurement.", "sera convenu")]
    [InlineData("es", "La línea queda por determinar.", "por determinar")]
    [InlineData("es", "Los detalles se acordarán más adelante.", "se acordará")]
    [InlineData("ru", "Конкретные параметры будут согласованы дополнительно.", "согласованы дополнительно")]
    [InlineData("ru", "Порядок подлежит согласованию сторонами.", "подлежит согласованию")]
    [InlineData("az", "Konkret parametrlər əlavə razılaşdırılacaqdır.", "razılaşdırılacaq")]
    [InlineData("tr", "Ayrıntılar daha sonra kararlaştırılacaktır.", "kararlaştırılacak")]
    [InlineData("hy", "Հրադադարի կոնկրետ պարամետրերը կհամաձայնեցվեն լրացուցիչ։", "կհամաձայնեցվ")]
    [InlineData("ar", "يتم الاتفاق عليه لاحقًا بين الطرفين", "يتم الاتفاق عليه لاحق")]
    public void WordsThatPutOff_AreQuotedWithTheirLanguage(string language, string text, string words)
    {
        var point = Assert.Single(Of(language, text));
        Assert.True(point.Suspected);
        Assert.Equal("clauses[0].text", point.Field);
        Assert.Contains($"({language})", point.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{words}\"", point.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The sides agreed that the line of 27 September is meant.")]
    [InlineData("en", "The tbdelivered goods and the stba.")]
    [InlineData("ru", "Стороны согласовали линию.")]
    [InlineData("ar", "اتفق الطرفان على الخط")]
    [InlineData("hy", "Կողմերը համաձայնեցին։")]
    public void WordsThatSettle_AreNot(string language, string text) => Assert.Empty(Of(language, text));

    [Fact]
    public void AClauseInSeveralLanguages_IsTalkedOfOnce()
    {
        var terms = SampleTerms.K5();
        terms.Clauses[0].Text = new() { Values = { ["en"] = "To be agreed.", ["ru"] = "Будет согласовано.", ["az"] = "Razılaşdırılacaq." } };
        Assert.Single(TermsCheck.Check(terms).DanglingPoints);
    }

    [Fact]
    public void APhraseInOneLanguageOnly_IsFoundThere()
    {
        // Two authentic texts, of which one settles and the other does not.
        var terms = SampleTerms.K5();
        terms.Clauses[0].Text = new() { Values = { ["en"] = "The line is the line of contact.", ["ru"] = "Линия согласовывается: будет согласована." } };
        Assert.Contains("(ru)", Assert.Single(TermsCheck.Check(terms).DanglingPoints).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTextOfTheTerms_IsRead()
    {
        var terms = SampleTerms.K5();
        var later = SampleTerms.Text("To be agreed.");
        (terms.Phases[0].Text, terms.ActsNote, terms.LegalBasis, terms.Mechanisms[0].Composition) = (later, later, later, later);
        terms.Mechanisms[0].Levels.Add(later);
        terms.InterimDuties.Add(new InterimDuty { Id = "duty", Text = later });
        Assert.Equal(
            ["acts_note", "interim_duties[0].text", "legal_basis", "mechanisms[0].composition", "mechanisms[0].levels[0]", "phases[0].text"],
            TermsCheck.Check(terms).DanglingPoints.Select(p => p.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatTheTermsThemselvesSay_IsCertain()
    {
        var terms = SampleTerms.K5();
        terms.Effect = new() { ToBeDecided = new() { DecidedBy = SampleTerms.Text("the joint commission") } };
        terms.Phases[0].Start.After.Assumed = true;
        terms.Mechanisms[0].OwnTerm.Start = null;
        terms.Term = new() { Fixed = new() { UntilUnresolved = new() { AsStated = "noon", Candidates = { SampleTerms.At("2021-01-01T12:00"), SampleTerms.At("2021-01-01T13:00") } } } };
        terms.OpenPoints.Add(new OpenPoint { Id = "route", Text = SampleTerms.Text("The new route"), AgreeBy = SampleTerms.At("2023-11-10T00:00") });

        var points = TermsCheck.Check(terms).DanglingPoints;
        Assert.All(points, p => Assert.False(p.Suspected));
        Assert.Equal(
            ["effect.to_be_decided", "mechanisms[0].own_term.start", "open_points[0]", "phases[0].start.after", "term.fixed.until_unresolved"],
            points.Select(p => p.Field).Order(StringComparer.Ordinal));
        Assert.Contains("the joint commission", points.Single(p => p.Field == "effect.to_be_decided").Message, StringComparison.Ordinal);
        Assert.Contains("2023-11-10T00:00 Europe/Moscow", points.Single(p => p.Field == "open_points[0]").Message, StringComparison.Ordinal);
    }

    private static RepeatedField<DanglingPoint> Of(string language, string text)
    {
        var terms = SampleTerms.K5();
        terms.Clauses[0].Text = new() { Values = { [language] = text } };
        return TermsCheck.Check(terms).DanglingPoints;
    }
}
