using Microsoft.Extensions.Options;
using Parley.Gateway.Pages;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

public class PageTokensTests
{
    private const string Rpc = "/parley.v1.ConflictService/ListStatements";

    private readonly PageTokens _tokens = With(KeyOf(1));
    private readonly ListStatementsRequest _list = new() { Parent = "conflicts/xx" };

    [Fact]
    public void Open_ATokenOfTheSameList_GivesTheCursor() =>
        Assert.Equal("2020|ñ", _tokens.Open(_tokens.Seal("2020|ñ", Rpc, "anna", _list), Rpc, "anna", _list));

    [Fact]
    public void Open_ATokenOfAnotherList_GivesNothing()
    {
        var token = _tokens.Seal("c", Rpc, "anna", _list);

        Assert.Null(_tokens.Open(token, Rpc, "bob", _list));
        Assert.Null(_tokens.Open(token, "/parley.v1.ConflictService/ListInstruments", "anna", _list));
        Assert.Null(_tokens.Open(token, Rpc, "anna", new ListStatementsRequest(_list) { Kind = DocumentKind.Letter }));
        Assert.Null(With(KeyOf(2)).Open(token, Rpc, "anna", _list));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AA")]
    [InlineData("not base64!")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAAAAABj")]
    public void Open_SomethingMadeUp_GivesNothing(string token) => Assert.Null(_tokens.Open(token, Rpc, "anna", _list));

    [Fact]
    public void Open_WithAnyCharacterChanged_GivesNothing()
    {
        var token = _tokens.Seal("cursor-", Rpc, "anna", _list);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = string.Concat(token.AsSpan(0, i), token[i] == 'A' ? "B" : "A", token.AsSpan(i + 1));
            Assert.Null(_tokens.Open(changed, Rpc, "anna", _list));
        }
    }

    [Fact]
    public void Open_AfterTheKeyWasReplaced_StillOpensWhatTheOldOneSealed()
    {
        var token = _tokens.Seal("c", Rpc, "anna", _list);
        Assert.Equal("c", With(KeyOf(2), KeyOf(1)).Open(token, Rpc, "anna", _list));
    }

    internal static string KeyOf(byte fill) => Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray());

    private static PageTokens With(params string[] keys) => new(Options.Create(new GatewayOptions { PageTokenKeys = keys }));
}
