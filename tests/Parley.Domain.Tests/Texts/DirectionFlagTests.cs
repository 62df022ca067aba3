using Parley.Domain.Frame;
using Parley.Domain.Tests.Truces;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

/// <summary>
/// Words recorded before the rule on marks of direction, which the gateway applies to every request: they stay readable to the letter,
/// and their readers are warned.
/// </summary>
public sealed class DirectionFlagTests
{
    private const string Turned = "North pays \u202e0001\u202c euros.";

    [Fact]
    public void A_text_tabled_before_the_rule_is_read_as_it_was_and_flagged()
    {
        var text = new PlayedText();
        text.Accept(Mediator, TextCast.Table(t => t.Clauses[1].Text.Values["en"] = Turned));
        var stored = text.Replayed();

        var view = (NegotiatingText)PlayedText.Law.View(stored);
        Assert.Equal(Turned, view.Clauses[1].Text.Values["en"]);
        var flag = Assert.Single(view.DirectionFlags);
        Assert.Equal(
            ("clauses[1].text.values[\"en\"]", TextDirection.Override, 11, 0x202e), (flag.Field, flag.Reason, flag.Position, flag.CodePoint));
        Assert.Contains("U+202E at character 11", flag.Message, StringComparison.Ordinal);
        Assert.Equal(view, text.View);
    }

    [Fact]
    public void A_text_in_order_has_no_flags()
    {
        var text = new PlayedText();
        text.Accept(Mediator, TextCast.Table(t => t.Clauses[1].Text.Values["en"] = "North pays \u20671000\u2069 euros."));
        Assert.Empty(text.View.DirectionFlags);
    }

    [Fact]
    public void The_check_of_a_text_names_them_and_does_not_call_it_complete()
    {
        var check = new Bindings.Table(("ar", "\u2067هدنة")).Check();
        var flag = Assert.Single(check.DirectionFlags);
        Assert.Equal(("clauses[0].text.values[\"ar\"]", TextDirection.Unclosed, 0), (flag.Field, flag.Reason, flag.Position));
        Assert.False(check.Complete);
    }

    [Fact]
    public void A_truce_whose_terms_were_recorded_before_the_rule_runs_and_is_flagged()
    {
        var truce = TruceDriver.Concluded(Cast.Terms(t => t.Title = Cast.Text("Truce \u202eevlas")), "2020-10-10T00:00:00Z");

        var view = (Truce)World.Law.View(truce.Replayed());
        Assert.Equal("Truce \u202eevlas", view.Terms.Title.Values["en"]);
        var flag = Assert.Single(view.Flags, f => f.Reason == FlagReason.TextDirection);
        Assert.Equal("terms.title.values[\"en\"]", flag.Subject);
        Assert.Contains("U+202E at character 6", flag.Message, StringComparison.Ordinal);
        Assert.Contains(truce.Forecast().Flags, f => f.Reason == FlagReason.TextDirection);
    }
}
