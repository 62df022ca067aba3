using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

public sealed class ReopeningTests
{
    [Fact]
    public void What_nobody_has_initialled_any_party_opens_again_and_so_does_a_mediator()
    {
        var text = Agreed();
        text.Refuse("CLAUSE_AGREED", Mediator, Revise(Clause("fire", "Fire goes on.")));
        text.Accept(NorthEnvoy, Reopen("fire"));
        AssertOpen(text);
        Assert.Equal([North], text.Events[^1].ClauseReopened.AgreedBy);

        var other = Agreed();
        other.Accept(Mediator, Reopen("fire"));
        AssertOpen(other);
    }

    [Fact]
    public void What_is_initialled_is_open_with_the_call_of_the_last_who_initialled()
    {
        var text = Authenticated();
        text.Accept(NorthEnvoy, Reopen("fire"));
        Assert.Equal((ClauseStatus.Initialled, NegotiatingTextState.Authenticated), (text.Status("fire"), text.View.State));
        Assert.Equal(new ReopeningCall { Party = North, Time = text.Now.ToTimestamp() }, Assert.Single(text.View.Clauses[0].ReopeningCalls));

        text.Accept(SouthEnvoy, Reopen("fire"));
        AssertOpen(text);
        Assert.Equal([North, South], text.Events[^1].ClauseReopened.AgreedBy);
    }

    [Fact]
    public void A_mediator_records_that_all_who_have_not_called_agree_to_it()
    {
        var text = Authenticated();
        Assert.Equal($"{North},{South}", text.Refuse("REOPENING_NEEDS_ALL", Mediator, Reopen("fire")).Metadata["missing"]);
        Assert.Equal(South, text.Refuse("REOPENING_NEEDS_ALL", Mediator, Reopen("fire", North)).Metadata["missing"]);
        text.Accept(Mediator, Reopen("fire", North, South));
        AssertOpen(text);

        var called = Authenticated();
        called.Accept(NorthEnvoy, Reopen("fire"));
        called.Accept(Mediator, Reopen("fire", South));
        AssertOpen(called);
        Assert.Equal([North, South], called.Events[^1].ClauseReopened.AgreedBy);
    }

    [Fact]
    public void A_party_vouches_for_nobody_else()
    {
        var text = Authenticated();
        Assert.Equal("agreed_by[1]", text.Refuse("VOUCHES_FOR_ANOTHER", NorthEnvoy, Reopen("fire", North, South)).Fields[0].Field);
        text.Accept(NorthEnvoy, Reopen("fire", North));
        Assert.NotEqual(ClauseStatus.Reopened, text.Status("fire"));
        Assert.Equal(South, text.Refuse("REOPENING_CALLED", NorthEnvoy, Reopen("fire")).Metadata["missing"]);
        Agreed().Refuse("VOUCHES_FOR_ANOTHER", NorthEnvoy, Reopen("fire", South));
    }

    [Fact]
    public void A_call_counts_for_the_clause_that_it_names()
    {
        var text = Authenticated();
        text.Accept(NorthEnvoy, Reopen("fire"));
        text.Accept(SouthEnvoy, Reopen("line"));
        Assert.All(text.View.Clauses, c => Assert.Equal((ClauseStatus.Initialled, 1), (c.Status, c.ReopeningCalls.Count)));
    }

    [Fact]
    public void Whoever_puts_its_name_to_the_text_no_longer_calls()
    {
        var initial = new InitialTextRequest { Name = Name, Authority = new() { Level = Level.SpecialEnvoy } };
        var text = Agreed();
        text.Accept(SouthEnvoy, initial);
        text.Accept(NorthEnvoy, Reopen("fire"));
        Assert.Equal(North, Assert.Single(text.View.Clauses[0].ReopeningCalls).Party);

        text.Accept(NorthEnvoy, initial);
        Assert.Empty(text.View.Clauses[0].ReopeningCalls);
        text.Accept(SouthEnvoy, Reopen("fire"));
        Assert.NotEqual(ClauseStatus.Reopened, text.Status("fire"));
    }

    [Fact]
    public void A_concluded_text_is_opened_no_more_and_shows_no_calls()
    {
        var text = Agreed();
        text.Accept(SouthEnvoy, new InitialTextRequest { Name = Name, Authority = new() { Level = Level.SpecialEnvoy } });
        text.Accept(NorthEnvoy, Reopen("fire"));
        Assert.NotEmpty(text.View.Clauses[0].ReopeningCalls);
        text.Happen(new() { TextStateReached = new() { State = NegotiatingTextState.Concluded } });
        Assert.Empty(text.View.Clauses[0].ReopeningCalls);
        Assert.Equal(text.View, PlayedText.Law.View(text.Replayed()));
    }

    [Fact]
    public void Whoever_calls_is_not_silent_on_the_clause()
    {
        var text = Agreed();
        var procedure = new SilenceProcedure { Id = "s", Effect = SilenceEffect.AdoptText, Expiry = At("2020-10-11T09:00") };
        text.Accept(Mediator, new OpenSilenceProcedureRequest { Name = Name, Procedure = procedure });
        text.Accept(NorthEnvoy, Reopen("fire"));
        Assert.Equal((SilenceState.Broken, North), (text.View.SilenceProcedures[0].State, text.View.SilenceProcedures[0].BrokenBy));
    }

    [Fact]
    public void A_reopened_clause_is_agreed_anew()
    {
        var text = Agreed();
        text.Accept(Mediator, Reopen("fire", North, South));
        text.Accept(Mediator, Revise(Clause("fire", "Fire ceases at noon.")));
        Assert.Equal(ClauseStatus.Reopened, text.Status("fire"));
        text.Accept(NorthEnvoy, Agree("fire"));
        text.Accept(SouthEnvoy, Agree("fire"));
        Assert.Equal(NegotiatingTextState.Agreed, text.View.State);
        Assert.Empty(text.State.Reopened);
    }

    [Fact]
    public void Who_is_no_party_opens_nothing_again_and_what_is_open_is_not_reopened()
    {
        var text = Agreed();
        text.Refuse("NOT_A_PARTY", EastEnvoy, Reopen("fire"));
        text.Refuse("WITNESS_NEVER_BINDS", WestEnvoy, Reopen("fire"));
        text.Refuse("PERMISSION_DENIED", Observer, Reopen("fire"));
        text.Refuse("UNKNOWN_CLAUSE", NorthEnvoy, Reopen("nowhere"));
        text.Refuse("FOREIGN_NAME", NorthEnvoy, Reopen("fire", "conflicts/other/parties/north"));
        text.Accept(Mediator, Reopen("fire", North, South));
        text.Refuse("CLAUSE_NOT_AGREED", NorthEnvoy, Reopen("fire"));
    }

    [Fact]
    public void With_the_last_initial_every_clause_is_initialled()
    {
        var text = Authenticated();
        Assert.All(text.View.Clauses, c => Assert.Equal(ClauseStatus.Initialled, c.Status));
        Assert.Equal(NegotiatingTextState.Authenticated, text.View.State);
    }

    [Fact]
    public void What_is_initialled_is_opened_again_by_all_who_initialled_and_all_initials_fall()
    {
        var text = Authenticated();
        text.Accept(NorthEnvoy, Reopen("fire"));
        Assert.All(text.View.Signatures, s => Assert.Null(s.LapseTime));
        text.Accept(SouthEnvoy, Reopen("fire"));
        Assert.Equal((ClauseStatus.Reopened, ClauseStatus.Agreed), (text.Status("fire"), text.Status("line")));
        Assert.Equal(NegotiatingTextState.Tabled, text.View.State);
        Assert.All(text.View.Signatures, s => Assert.NotNull(s.LapseTime));
        Assert.Equal(2, text.View.Signatures.Count);
    }

    [Fact]
    public void What_silence_has_adopted_is_opened_again_by_every_party()
    {
        var text = Tabled();
        text.Happen(new() { TextStateReached = new() { State = NegotiatingTextState.Authenticated } });
        text.Accept(NorthEnvoy, Reopen("fire"));
        Assert.Equal(NegotiatingTextState.Authenticated, text.View.State);
        text.Accept(SouthEnvoy, Reopen("fire"));
        Assert.Equal(NegotiatingTextState.Tabled, text.View.State);
    }

    [Fact]
    public void Nothing_is_opened_again_after_somebody_has_signed()
    {
        var text = Agreed();
        text.Given(t => t with { Signatures = [Signed(South, ConsentAct.Sign)] });
        text.Refuse("TEXT_SIGNED", NorthEnvoy, Reopen("fire"));
    }

    private static void AssertOpen(PlayedText text)
    {
        Assert.Equal(ClauseStatus.Reopened, text.Status("fire"));
        Assert.Empty(text.State.Clause("fire")!.Agreements);
        Assert.Empty(text.State.Clause("fire")!.ReopeningCalls);
        Assert.Equal(ClauseStatus.Agreed, text.Status("line"));
        Assert.Equal(NegotiatingTextState.Tabled, text.View.State);
        Assert.Equal("We erred", text.Events[^1].ClauseReopened.Reason.Values["en"]);
    }
}
