using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>What the texts of talks tell them, and what it makes of them.</summary>
public sealed class TextProgressTests
{
    private const string Other = Talks.Name + "/texts/other";

    [Theory]
    [InlineData(NegotiatingTextState.Tabled, NegotiationState.Open)]
    [InlineData(NegotiatingTextState.AgreedAdReferendum, NegotiationState.TextAgreedAdReferendum)]
    [InlineData(NegotiatingTextState.Agreed, NegotiationState.Open)]
    [InlineData(NegotiatingTextState.Authenticated, NegotiationState.TextAuthenticated)]
    [InlineData(NegotiatingTextState.Concluded, NegotiationState.Concluded)]
    [InlineData(NegotiatingTextState.Withdrawn, NegotiationState.Proposed)]
    public void Talks_AreAsFarAsTheirText(NegotiatingTextState text, NegotiationState expected)
    {
        var talks = Talks.Opened();
        talks.TextIs(NegotiatingTextState.Tabled, 1);
        talks.TextIs(text, 2);
        Assert.Equal(expected, talks.Shown().State);
        Assert.Equal((Talks.Draft, text), (talks.Shown().Texts[0].Name, talks.Shown().Texts[0].State));
    }

    [Fact]
    public void AConcludedText_EndsTheTalks_OnceNoOtherIsOnTheTable()
    {
        var talks = Talks.Opened();
        talks.TextIs(NegotiatingTextState.Tabled, 1, Other);
        talks.TextIs(NegotiatingTextState.Concluded, 1);
        Assert.Equal(NegotiationState.Open, talks.Shown().State);
        talks.TextIs(NegotiatingTextState.Withdrawn, 2, Other);
        Assert.Equal(NegotiationState.Concluded, talks.Shown().State);
        Assert.Null(talks.Shown().Judgement);
    }

    [Fact]
    public void TextsThatWereOnlyTakenOffTheTable_EndNothing()
    {
        var talks = Talks.Opened();
        talks.TextIs(NegotiatingTextState.Withdrawn, 1);
        talks.TextIs(NegotiatingTextState.Withdrawn, 1, Other);
        Assert.Equal(NegotiationState.Proposed, talks.Shown().State);
    }

    [Fact]
    public void WhatATextSaidBefore_NeverReplacesWhatItHasSaidSince()
    {
        var talks = Talks.Opened();
        talks.TextIs(NegotiatingTextState.Agreed, 5);
        talks.Refuse("STALE_TEXT", Caller.Parley, Talks.Progress(NegotiatingTextState.Tabled, 5));
        talks.Refuse("STALE_TEXT", Caller.Parley, Talks.Progress(NegotiatingTextState.Tabled, 4));
        talks.TextIs(NegotiatingTextState.Authenticated, 6);
        Assert.Equal(NegotiatingTextState.Authenticated, Assert.Single(talks.Shown().Texts).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("conflicts/valley/negotiations/round-two/texts/draft")]
    [InlineData("conflicts/valley/negotiations/round-one/caucuses/north")]
    public void WhatIsNoTextOfTheseTalks_IsRefused(string text) =>
        Talks.Opened().Refuse("FOREIGN_NAME", Caller.Parley, Talks.Progress(NegotiatingTextState.Tabled, 1, text));

    [Fact]
    public void OnlyATextItself_SaysHowFarItIs() =>
        Talks.Opened().Refuse("PERMISSION_DENIED", Talks.Mediator, Talks.Progress(NegotiatingTextState.Concluded, 1));

    [Fact]
    public void ATextThatGoesByOlderAccreditations_IsToldOfThem_AndOneThatIsNewLearnsThemFromTheAnswer()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North));
        var before = talks.CallsOf().Count();

        talks.TextIs(NegotiatingTextState.Tabled, 1, knows: 0);
        Assert.Equal(before, talks.CallsOf().Count());

        talks.TextIs(NegotiatingTextState.Tabled, 2, knows: 0);
        var call = Assert.Single(talks.CallsOf().Skip(before));
        Assert.Equal((Talks.Draft, 1), (call.Target, call.ChangeAccreditation.AccreditationVersion));
        Assert.Equal(["nora"], call.ChangeAccreditation.Members[0].Accredited);

        talks.TextIs(NegotiatingTextState.Agreed, 3, knows: 1);
        talks.Accept(Talks.Mediator, new SetAgendaRequest { Name = Talks.Name });
        Assert.Equal(before + 1, talks.CallsOf().Count());
    }

    [Fact]
    public void Texts_BeyondTheLimit_AreTaken_AndHearOfAccreditationsLikeAllOthers()
    {
        // Two can be tabled at once where there was room for one.
        var talks = Talks.Opened();
        for (var i = 0; i <= NegotiationLimits.Texts; i++)
        {
            talks.TextIs(NegotiatingTextState.Tabled, 1, $"{Talks.Name}/texts/t{i}");
        }

        Assert.Equal(NegotiationLimits.Texts + 1, talks.Shown().Texts.Count);
        talks.Accept(Talks.Mediator, Talks.Admit("a1", Talks.North, Cast.North));
        var last = $"{Talks.Name}/texts/t{NegotiationLimits.Texts}";
        Assert.Equal(["nora"], talks.CallsOf().Last(c => c.Target == last).ChangeAccreditation.Members[0].Accredited);
    }

    [Fact]
    public void WhoTabledAText_IsShown()
    {
        var talks = Talks.Opened();
        var progress = Talks.Progress(NegotiatingTextState.Tabled, 1);
        progress.Progress.TabledBy = Cast.North;
        talks.Accept(Caller.Parley, progress);
        Assert.Equal(Cast.North, talks.Shown().Texts.Single().TabledBy);
    }
}
