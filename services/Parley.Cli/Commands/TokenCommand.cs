using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Cli.Scenarios;

namespace Parley.Cli.Commands;

/// <summary><c>parley token ROLE</c>: makes a token with the signing key of a local Parley.</summary>
internal sealed class TokenCommand : ParleyCommand
{
    private readonly Argument<string> _role = new("role") { Description = "mediator, party, observer, monitor, guarantor, secretariat or operator; or a whole role such as party@conflicts/c/parties/p." };
    private readonly Option<string?> _party = new("--party") { Description = "For which party: conflicts/c/parties/p, or its id with --conflict.", HelpName = "name" };
    private readonly Option<string?> _conflict = new("--conflict") { Description = "For which conflict.", HelpName = "name" };
    private readonly Option<string?> _truce = new("--truce") { Description = "For which truce: conflicts/c/truces/t, or its id with --conflict.", HelpName = "name" };
    private readonly Option<string?> _subject = new("--subject") { Description = "Who the bearer is; otherwise the role's own word.", HelpName = "subject" };
    private readonly Option<string> _for = new("--for") { Description = "How long it holds.", DefaultValueFactory = _ => "12h", HelpName = "length" };

    public TokenCommand()
        : base("token", "Makes a token with the signing key in a local Parley's data folder.")
    {
        Arguments.Add(_role);
        foreach (var option in new Option[] { _party, _conflict, _truce, _subject, _for })
        {
            Options.Add(option);
        }
    }

    public override IReadOnlyList<string> Examples =>
    [
        "parley token mediator --data ./data",
        "parley token party --conflict karabakh-2020 --party armenia --data ./data --for 30m",
        "export PARLEY_TOKEN=$(parley token monitor --truce conflicts/karabakh-2020/truces/k5-trilateral --data ./data)",
    ];

    public override Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var role = Role(parsed);
        var length = Variables.ParseLength(parsed.GetValue(_for)!) ?? throw new UsageException("--for takes a length of time such as 30m, 12h or 7d.");
        var subject = parsed.GetValue(_subject) ?? role.Split('@')[0];
        var id = Guid.NewGuid().ToString();
        var token = session.Tokens.Mint(subject, [role], length.ToTimeSpan(), id);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(new JsonObject { ["token"] = token, ["id"] = id, ["subject"] = subject, ["roles"] = new JsonArray(role) });
        }
        else
        {
            session.Terminal.Plain(token);
        }

        return Task.FromResult(ExitCode.Ok);
    }

    private string Role(ParseResult parsed)
    {
        var role = parsed.GetValue(_role)!;
        var conflict = parsed.GetValue(_conflict) is { } c ? (c.Contains('/') ? c : "conflicts/" + c) : null;
        var scope = Inside(parsed.GetValue(_party), conflict, "parties") ?? Inside(parsed.GetValue(_truce), conflict, "truces") ?? conflict;
        return scope is null ? role
            : role.Contains('@') ? throw new UsageException("A whole role needs no --conflict, --party or --truce.")
            : $"{role}@{scope}";
    }

    private static string? Inside(string? name, string? conflict, string collection) =>
        name is null ? null
        : name.Contains('/') ? name
        : conflict is not null ? $"{conflict}/{collection}/{name}"
        : throw new UsageException($"'{name}' is an id: say of which conflict with --conflict, or give the whole name conflicts/…/{collection}/{name}.");
}
