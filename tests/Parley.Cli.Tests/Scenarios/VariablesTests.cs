using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using Parley.Cli.Scenarios;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>What stands between <c>${</c> and <c>}</c>.</summary>
public sealed class VariablesTests
{
    private static readonly Instant Start = Instant.FromUtc(2020, 10, 25, 0, 0);
    private static readonly ImmutableDictionary<string, string> Values = ImmutableDictionary<string, string>.Empty.Add("c", "conflicts/valley");
    private static readonly Variables Some = new(Values, Start, Start + Duration.FromHours(1));

    [Theory]
    [InlineData("${c}/truces/t", "conflicts/valley/truces/t")]
    [InlineData("${start}", "2020-10-25T00:00:00Z")]
    [InlineData("${start+1d2h3m4s500ms}", "2020-10-26T02:03:04.5Z")]
    [InlineData("${start-1s}", "2020-10-24T23:59:59Z")]
    [InlineData("${now}", "2020-10-25T01:00:00Z")]
    [InlineData("${local:Asia/Baku:start}", "2020-10-25T04:00:00")]
    [InlineData("${local:Europe/Paris:start+1h}", "2020-10-25T02:00:00")]
    [InlineData("$${c}", "${c}")]
    [InlineData("هدنة ${c}", "هدنة conflicts/valley")]
    [InlineData("$c {c} $", "$c {c} $")]
    public void It_is_filled_in(string text, string filled) => Assert.Equal(filled, Some.Fill(text));

    [Theory]
    [InlineData("${d}")]
    [InlineData("${}")]
    [InlineData("${start+5}")]
    [InlineData("${later}")]
    public void What_is_unknown_is_refused_with_what_is_known(string text) =>
        Assert.EndsWith("is not known here. Known are c, start, now.", Assert.Throws<UsageException>(() => Some.Fill(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_tree_is_copied_with_every_text_filled_in_and_all_else_as_it_is()
    {
        var tree = JsonNode.Parse("""{"a":["${c}",1,true,null],"b":{"c":"${c}"}}""");
        Assert.Equal("""{"a":["conflicts/valley",1,true,null],"b":{"c":"conflicts/valley"}}""", JsonText.Of(Some.Fill(tree)!));
        Assert.Equal("${c}", tree!["a"]![0]!.ToString());
    }

    [Fact]
    public void Variables_may_name_each_other_but_not_in_a_circle()
    {
        var settled = Variables.Settled(Values.Add("t", "${c}/truces/${id}").Add("id", "x"), Start);
        Assert.Equal("conflicts/valley/truces/x", settled["t"]);
        Assert.Equal("${c}", Variables.Settled(Values.Add("raw", "$${c}"), Start)["raw"]);
        Assert.Throws<UsageException>(() => Variables.Settled(Values.Add("a", "${b}").Add("b", "${a}"), Start));
        Assert.Throws<UsageException>(() => Variables.Settled(Values.Add("a", "${a}"), Start));
    }

    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("250ms", 250)]
    [InlineData("2d", 172_800_000)]
    public void A_length_of_time_is_read(string text, long milliseconds) => Assert.Equal(Duration.FromMilliseconds(milliseconds), Variables.ParseLength(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("1.5s")]
    public void What_is_no_length_of_time_is_none(string text) => Assert.Null(Variables.ParseLength(text));
}
