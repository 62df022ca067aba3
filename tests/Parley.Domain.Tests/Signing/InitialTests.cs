using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>Initials authenticate the text and bind nobody.</summary>
public sealed class InitialTests
{
    [Fact]
    public void WithTheLastParty_TheTextIsAuthenticated_AndItsClausesInitialled()
    {
        var text = TextOnTable.With().Accepted(Armenia, Initial());
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
        Assert.All(text.View.Clauses, c => Assert.Equal(ClauseStatus.Proposed, c.Status));

        text.Accepted(Azerbaijan, Initial(By(Level.SeniorOfficial)));
        Assert.Equal(NegotiatingTextState.Authenticated, text.Shown);
        Assert.All(text.View.Clauses, c => Assert.Equal(ClauseStatus.Initialled, c.Status));
        Assert.Equal([NegotiatingTextState.Authenticated], text.Reached());
        Assert.Null(text.View.ConcludeTime);
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void EachParty_Once() => TextOnTable.With().Accepted(Armenia, Initial()).Refused(Armenia, Initial(), "ALREADY_INITIALLED");

    [Fact]
    public void GuarantorsAndWitnesses_DoNotInitial()
    {
        var text = TextOnTable.With();
        text.Refused(Guarantor, Initial(), "NOT_A_PARTY");
        text.Refused(Witness, Initial(), "NOT_A_PARTY");
    }

    [Fact]
    public void FullPowersAreNotNeeded_ButWhatIsNamedMustBeThereAndCoverIt()
    {
        var text = TextOnTable.With().Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.Sign));
        text.Refused(Armenia, Initial(By(Level.Expert, "none")), "FULL_POWERS_MISSING");
        text.Refused(Armenia, Initial(By(Level.Expert, "envoy")), "FULL_POWERS_DO_NOT_COVER");
        text.Refused(Armenia, Initial(new SigningAuthority()), "LEVEL_MISSING");
        text.Accepted(Armenia, Initial(By(Level.Expert)));
    }

    [Fact]
    public void ABracket_IsInTheWay()
    {
        var text = TextOnTable.With().Accepted(Armenia, Amend("other", "stop")).Accepted(Azerbaijan, Amend("insert", "", AmendmentKind.Insert));
        Assert.Equal("2", text.Refused(Armenia, Initial(), "TEXT_NOT_CLEAN").Metadata["open_brackets"]);
        text.Accepted(Armenia, new WithdrawAmendmentRequest { Name = Name, Amendment = "other" });
        Assert.Equal("1", text.Refused(Armenia, Initial(), "TEXT_NOT_CLEAN").Metadata["open_brackets"]);
        text.Accepted(Azerbaijan, new WithdrawAmendmentRequest { Name = Name, Amendment = "insert" });
        text.Accepted(Armenia, Initial());
    }

    [Fact]
    public void AMissingTranslation_IsInTheWay()
    {
        var text = TextOnTable.With(t =>
        {
            t.Languages.Add("ru");
            t.Clauses[0].Text.Values["ru"] = "Прекращение огня";
            t.Clauses[1].Text.Values["ru"] = "Миротворцы";
        });
        var refusal = text.Refused(Armenia, Initial(), "TEXT_NOT_CLEAN");
        Assert.Equal(("0", "return/ru"), (refusal.Metadata["open_brackets"], refusal.Metadata["untranslated"]));
    }

    [Fact]
    public void ReopenedByAllWhoInitialled_TheInitialsFall_AndCanBeGivenAnew()
    {
        var text = TextOnTable.With().Accepted(Armenia, Initial()).Accepted(Azerbaijan, Initial());
        text.Accepted(Mediator, new ReopenClauseRequest { Name = Name, Clause = "stop", Reason = Words("A slip"), AgreedBy = { Parties } });
        Assert.Equal(NegotiatingTextState.Tabled, text.Shown);
        Assert.All(text.View.Signatures, s => Assert.NotNull(s.LapseTime));

        text.Accepted(Armenia, Initial()).Accepted(Azerbaijan, Initial());
        Assert.Equal(NegotiatingTextState.Authenticated, text.Shown);
        Assert.Equal(text.View, text.Replayed());
    }
}
