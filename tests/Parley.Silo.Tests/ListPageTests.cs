using Google.Protobuf;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.Talks;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>A page of a list ends before it is larger than a client takes, and what follows is on the next.</summary>
public sealed class ListPageTests : SiloTest
{
    private const int MaxBytes = 1000;

    /// <inheritdoc/>
    protected override (string Name, string Value)[] Settings => [("Frame:MaxListPageBytes", MaxBytes.ToString())];

    [Fact]
    public async Task Pages_of_entries_end_early_and_lose_nothing()
    {
        await Silo.FoundTalks();
        var said = Enumerable.Range(1, 7).Select(i => $"Point {i} {new string('.', i == 4 ? 2 * MaxBytes : MaxBytes / 4)}").ToList();
        foreach (var words in said)
        {
            await Silo.Do<CaucusMessage>(ForNorth, Say(NorthRoom, words));
        }

        var heard = new List<string>();
        var token = "";
        do
        {
            var page = (ListMessagesResponse)(await Silo.List(ForNorth, new ListMessagesRequest { Parent = NorthRoom, PageToken = token })).Value!;
            Assert.True(page.Messages.Count == 1 || page.Messages.Sum(m => m.CalculateSize()) <= MaxBytes, $"{page.Messages.Count} messages are too many.");
            heard.AddRange(page.Messages.Select(m => m.Text.Values["en"]));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(said, heard);
    }

    [Fact]
    public async Task Pages_of_journals_too()
    {
        await Silo.FoundTalks();
        string[] ids = ["alpha", "beta", "gamma"];
        foreach (var id in ids)
        {
            var text = new NegotiatingText { Title = In(id), Languages = { "en" }, Clauses = { new TextClause { Id = "halt", Text = In(new string('.', MaxBytes / 4)) } } };
            await Silo.Do<NegotiatingText>(Mediator, new TableTextRequest { Parent = Name, TextId = id, Text = text });
        }

        var seen = new List<string>();
        var token = "";
        do
        {
            var page = (ListTextsResponse)(await Silo.List(Mediator, new ListTextsRequest { Parent = Name, PageToken = token })).Value!;
            Assert.True(page.Texts.Count == 1 || page.Texts.Sum(t => t.CalculateSize()) <= MaxBytes);
            seen.AddRange(page.Texts.Select(t => t.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(ids.Append("draft").Order(StringComparer.Ordinal).Select(id => $"{Name}/texts/{id}"), seen);
    }
}
