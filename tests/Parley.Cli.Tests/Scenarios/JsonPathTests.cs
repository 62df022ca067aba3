using System.Text.Json.Nodes;
using Parley.Cli.Scenarios;
using Parley.V1;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>Paths into what came back.</summary>
public sealed class JsonPathTests
{
    private static readonly JsonNode Root = JsonNode.Parse("""
        {
          "state": "X", "title": { "values": { "az-Latn": "Başlıq", "en": "Title" } },
          "consents": [ { "party": "p/a", "state": "S1", "time": {} }, { "party": "p/b", "state": "S2" }, { "party": "p/b", "state": "S3" } ]
        }
        """)!;

    [Theory]
    [InlineData("state", "\"X\"")]
    [InlineData("title.values.en", "\"Title\"")]
    [InlineData("title.values[\"az-Latn\"]", "\"Başlıq\"")]
    [InlineData("title.values.az-Latn", "\"Başlıq\"")]
    [InlineData("consents[0].state", "\"S1\"")]
    [InlineData("consents[-1].state", "\"S3\"")]
    [InlineData("consents[?party=p/b].state", "\"S2\"")]
    [InlineData("consents[?time].state", "\"S1\"")]
    [InlineData("consents[??party=p/b].#", "2")]
    [InlineData("consents[??time].#", "1")]
    [InlineData("consents[??party=p/b][1].state", "\"S3\"")]
    [InlineData("consents.#", "3")]
    [InlineData("title.values.#", "2")]
    [InlineData("nothing.#", "0")]
    [InlineData("consents[?party=p/c]", null)]
    [InlineData("consents[3]", null)]
    [InlineData("consents[-4]", null)]
    [InlineData("state.deeper", null)]
    [InlineData("nothing", null)]
    public void A_path_finds_what_stands_there(string path, string? found)
    {
        Assert.True(JsonPath.TryParse(path, out var parsed));
        Assert.Equal(found, parsed.Find(Root) is { } node ? JsonText.Of(node) : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a[?]")]
    [InlineData("a[1.5]")]
    [InlineData("a.#.b")]
    [InlineData("1a")]
    public void What_is_no_path_is_refused(string path) => Assert.False(JsonPath.TryParse(path, out _));

    [Fact]
    public void Variables_are_filled_in_where_a_path_compares()
    {
        Assert.True(JsonPath.TryParse("consents[?party=${p}].state", out var path));
        Assert.Equal("S2", path.Fill(t => t.Replace("${p}", "p/b", StringComparison.Ordinal)).Find(Root)!.ToString());
    }

    [Theory]
    [InlineData("effect.time.renderings[?party=p].localTime", null)]
    [InlineData("terms.title.values.hy", null)]
    [InlineData("terms.title.values.#", null)]
    [InlineData("consents.#", null)]
    [InlineData("inForceFrom", null)]
    [InlineData("inforceFrom", "Truce has no field 'inforceFrom'. It has name, terms")]
    [InlineData("consents.state", "'state' cannot stand there, since what is before it is a list.")]
    [InlineData("state.word", "'word' cannot stand there")]
    [InlineData("inForceFrom.seconds", "'seconds' cannot stand there")]
    [InlineData("state.#", "only lists and maps are counted")]
    [InlineData("state[0]", "needs a list before it")]
    [InlineData("consents[?partie=p].state", "Consent has no field 'partie'")]
    [InlineData("terms.title.values[0]", "needs a list before it")]
    public void A_path_that_leads_nowhere_in_a_message_is_found_before_anything_is_called(string path, string? error)
    {
        Assert.True(JsonPath.TryParse(path, out var parsed));
        var found = PathShape.Error(parsed, Truce.Descriptor);
        if (error is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(error, found, StringComparison.Ordinal);
        }
    }
}
