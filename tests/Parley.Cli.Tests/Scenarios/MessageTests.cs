using System.Text.Json.Nodes;
using Parley.Cli.Scenarios;
using Parley.V1;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>What can be said of a message before a server sees it.</summary>
public sealed class MessageTests
{
    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{"name":"conflicts/cc/truces/tt"}""", [] },
        { """{"name":"${x}"}""", ["name: '${x}' is no name like conflicts/*/truces/*."] },
        { "{}", ["name: must be given."] },
        { """{"name":7}""", ["name: must be a text: put 7 into quotes."] },
        { """{"name":["a"]}""", ["name: must be a text."] },
        { """{"name":"conflicts/cc/truces/tt","readTime":"yesterday"}""", ["readTime: Invalid Timestamp value: yesterday"] },
        { """{"mane":"x","read_time":"2020-10-10T08:00:00Z"}""", ["mane: GetTruceRequest has no field 'mane'. It has name, readTime.", "name: must be given."] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Every_fault_of_a_request_is_found(string json, string[] faults) =>
        Assert.Equal(faults, JsonShape.AllFaults((JsonObject)JsonNode.Parse(json)!, GetTruceRequest.Descriptor).Select(f => f.ToString()));

    [Fact]
    public void Faults_deep_in_a_message_do_not_hide_each_other()
    {
        var json = (JsonObject)JsonNode.Parse("""
            {
              "parent": "valley", "truceId": "A",
              "terms": {
                "title": { "values": { "en": 12, "hy": "x" } }, "truceClass": "TRUCE_CLASS_ANY", "reciprocity": 3,
                "parties": [ { "party": "conflicts/valley/parties/north" }, 5, { "name": "x" } ], "clauses": { "id": "x" }, "term": "PT1H"
              }
            }
            """)!;
        var paths = JsonShape.AllFaults(json, CreateTruceRequest.Descriptor).Select(f => f.Path).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["parent", "terms.clauses", "terms.parties[1]", "terms.parties[2].name", "terms.publicity", "terms.term", "terms.title.values.en", "terms.truceClass", "truceId"],
            paths);
    }

    [Fact]
    public void Two_of_a_oneof_are_refused()
    {
        var json = (JsonObject)JsonNode.Parse("""{"term":{"fixed":{"period":"P1D"},"indefinite":{}}}""")!;
        Assert.Contains(JsonShape.Read(json, TruceTerms.Descriptor).Faults, f => f.Message.StartsWith("This is no TruceTerms", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_step_of_the_same_run_has_the_same_request_id_and_no_other_has_it()
    {
        Assert.Equal(Id("s", "1", 1), Id("s", "1", 1));
        Assert.Equal(4, new[] { Id("s", "1", 1), Id("s", "1", 2), Id("s", "2", 1), Id("t", "1", 1) }.Distinct(StringComparer.Ordinal).Count());
        Assert.True(Guid.TryParse(Id("s", "1", 1), out _));
    }

    [Fact]
    public void A_request_id_that_the_scenario_gives_is_kept()
    {
        var request = new AcceptTruceRequest { RequestId = "mine" };
        RequestIds.Assign(request, "s", "1", 1);
        Assert.Equal("mine", request.RequestId);
    }

    [Theory]
    [InlineData("terms.parties[1].party", 5)]
    [InlineData("terms.parties[2]", 3)]
    [InlineData("terms.title", 2)]
    [InlineData("", 1)]
    [InlineData("nothing.at.all", 1)]
    public void A_path_of_a_message_has_a_line_in_its_file(string path, int line) =>
        Assert.Equal(line, YamlTree.LineAt(YamlTree.Read("f", "a: 1\nterms:\n  parties:\n    - party: x\n    - party: y\n"), path));

    private static string Id(string scenario, string run, int step)
    {
        var request = new AcceptTruceRequest();
        RequestIds.Assign(request, scenario, run, step);
        return request.RequestId;
    }
}
