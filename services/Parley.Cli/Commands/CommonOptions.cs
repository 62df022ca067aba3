using System.CommandLine;
using Parley.Cli.Output;

namespace Parley.Cli.Commands;

/// <summary>Options that every command has.</summary>
internal sealed class CommonOptions
{
    private const string DefaultServer = "http://127.0.0.1:8080";

    private readonly Option<string?> _server = new("--server", "-s") { Description = $"The server's address [PARLEY_SERVER; otherwise {DefaultServer}].", Recursive = true, HelpName = "url" };
    private readonly Option<string?> _token = new("--token") { Description = "The bearer token [PARLEY_TOKEN].", Recursive = true, HelpName = "jwt" };
    private readonly Option<string?> _data = new("--data", "-d") { Description = "The data folder of a local Parley; tokens are made with its signing key [PARLEY_DATA].", Recursive = true, HelpName = "folder" };
    private readonly Option<string?> _as = new("--as") { Description = "Read in this role, with a token made from --data: mediator, party@conflicts/c/parties/p, …; as somebody who is accredited: anna:party@conflicts/c/parties/p.", Recursive = true, HelpName = "role" };
    private readonly Option<string> _language = new("--lang") { Description = "The language to read texts in, where there is a choice.", Recursive = true, DefaultValueFactory = _ => "en", HelpName = "tag" };
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON for scripts, texts exactly as they are.", Recursive = true };

    /// <summary>Adds them to the root.</summary>
    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { _server, _token, _data, _as, _language, _json })
        {
            root.Options.Add(option);
        }
    }

    /// <summary>True where scripts read.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The session that the options ask for.</summary>
    /// <exception cref="UsageException">The server's address is none, or the reader is to be two at once.</exception>
    public Session Open(ParseResult parsed, Terminal terminal, Shell shell)
    {
        string? Given(Option<string?> option, string variable) => parsed.GetValue(option) ?? (shell.Environment(variable) is { Length: > 0 } text ? text : null);

        var address = Given(_server, "PARLEY_SERVER") ?? DefaultServer;
        return Uri.TryCreate(address, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? new(server, Reader(parsed, Given(_token, "PARLEY_TOKEN")), Given(_data, "PARLEY_DATA"), parsed.GetValue(_language)!, terminal, shell)
            : throw new UsageException($"'{address}' is no address of a server. It looks like {DefaultServer}.");
    }

    // A role asked for goes before a token that only stands in the environment.
    private ReaderIdentity Reader(ParseResult parsed, string? token) =>
        parsed.GetValue(_as) is not { } role ? new(token, null)
        : parsed.GetValue(_token) is null ? ReaderIdentity.In(role)
        : throw new UsageException("--as makes a token and --token gives one: leave one of them away.");
}
