using Parley.Cli.Scenarios;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>What holds of what came back, and how it is said when it does not.</summary>
public sealed class ExpectationTests
{
    [Theory]
    [InlineData("a: x", """{"a":"x"}""")]
    [InlineData("a: 5", """{"a":"5"}""")]
    [InlineData("a: \"5\"", """{"a":5}""")]
    [InlineData("a: true", """{"a":true}""")]
    [InlineData("a: false", "{}")]
    [InlineData("a: 0", "{}")]
    [InlineData("a: \"\"", "{}")]
    [InlineData("a: null", "{}")]
    [InlineData("a: []", "{}")]
    [InlineData("a: [x, y]", """{"a":["x","y"]}""")]
    [InlineData("a: [{ b: 1 }]", """{"a":[{"b":1,"c":2}]}""")]
    [InlineData("a: { b: 1, c: { d: 2 } }", """{"a":{"b":1,"c":{"d":2,"e":3}}}""")]
    [InlineData("a: 2020-10-10T08:00:00Z", """{"a":"2020-10-10T08:00:00.000Z"}""")]
    [InlineData("a: { not: x }", """{"a":"y"}""")]
    [InlineData("a: { not: x }", "{}")]
    [InlineData("a: { exists: true }", """{"a":{}}""")]
    [InlineData("a: { exists: false }", "{}")]
    [InlineData("a: { contains: هدنة }", """{"a":"هدنة قصيرة"}""")]
    [InlineData("a: { contains: x }", """{"a":["y","x"]}""")]
    [InlineData("a: { matches: '^20\\d\\d-' }", """{"a":"2020-10"}""")]
    [InlineData("a: { atLeast: 5, atMost: 5 }", """{"a":5}""")]
    [InlineData("a: { atLeast: 90s }", """{"a":"100s"}""")]
    [InlineData("a: { atMost: 0 }", "{}")]
    [InlineData("a: { atLeast: \"2020-10-10T08:00:00Z\" }", """{"a":"2020-10-10T08:00:00.5Z"}""")]
    public void It_holds(string expectation, string json) => Assert.Empty(Check(expectation, json));

    [Theory]
    [InlineData("a: x", """{"a":"y"}""", "a", "\"x\"", "\"y\"")]
    [InlineData("a: x", "{}", "a", "\"x\"", "nothing")]
    [InlineData("a: null", """{"a":"x"}""", "a", "nothing", "\"x\"")]
    [InlineData("a: [x]", """{"a":["x","y"]}""", "a", "[\"x\"]", "[\"x\",\"y\"]")]
    [InlineData("a: [{ b: 1 }]", """{"a":[{"b":2}]}""", "a", "[{\"b\":1}]", "[{\"b\":2}]")]
    [InlineData("a: { b: 1 }", """{"a":{"b":2}}""", "a.b", "1", "2")]
    [InlineData("a: { not: x }", """{"a":"x"}""", "a", "not \"x\"", "\"x\"")]
    [InlineData("a: { exists: true }", "{}", "a", "something", "nothing")]
    [InlineData("a: { exists: false }", """{"a":{}}""", "a", "nothing", "{}")]
    [InlineData("a: { contains: x }", """{"a":"y"}""", "a", "contains \"x\"", "\"y\"")]
    [InlineData("a: { contains: x }", """{"a":["xx"]}""", "a", "contains \"x\"", "[\"xx\"]")]
    [InlineData("a: { matches: '^x$' }", """{"a":"xx"}""", "a", "matches \"^x$\"", "\"xx\"")]
    [InlineData("a: { atLeast: 6 }", """{"a":5}""", "a", "at least 6", "5")]
    [InlineData("a: { atMost: 9s }", """{"a":"10s"}""", "a", "at most \"9s\"", "\"10s\"")]
    public void It_does_not_hold_and_says_what_was_expected_and_what_came(string expectation, string json, string path, string expected, string actual) =>
        Assert.Equal(new Mismatch(path, expected, actual, 1), Assert.Single(Check(expectation, json)));

    [Fact]
    public void A_pattern_that_takes_for_ever_does_not_hold() =>
        Assert.Single(Check("a: { matches: '^(x+x+)+y$' }", $$"""{"a":"{{new string('x', 60)}}"}"""));

    private static IEnumerable<Mismatch> Check(string expectation, string json)
    {
        var errors = new List<FileError>();
        var read = new ExpectationReader(errors).Read(YamlTree.Read("s.yaml", expectation)).ToList();
        Assert.Empty(errors);
        Assert.NotEmpty(read);
        return read.Select(e => e.Check(System.Text.Json.Nodes.JsonNode.Parse(json))).OfType<Mismatch>();
    }
}
