using System.CommandLine;

namespace Parley.Cli.Commands;

/// <summary><c>parley show NAME</c>: whatever has a name, on one page.</summary>
internal sealed class ShowCommand : ParleyCommand
{
    private readonly Argument<string> _name = new("name")
    {
        Description = "conflicts/{conflict} and in it truces/{truce}, statements/{statement} or negotiations/{negotiation}; in a negotiation texts/{text}, sessions/{session}, caucuses/{party} or the mediators' desk.",
    };

    public ShowCommand()
        : base("show", "Shows a conflict with its timeline, truces and talks, one truce, one statement, talks with all that is open to their members, a text with its brackets, a caucus, a session or the mediators' desk.") => Arguments.Add(_name);

    public override IReadOnlyList<string> Examples =>
    [
        "parley show conflicts/karabakh-2020",
        "parley show conflicts/karabakh-2020 --lang ar",
        "parley show conflicts/karabakh-2020/truces/k5-trilateral --data ./data --as mediator",
        "parley show conflicts/valley/negotiations/geneva/texts/draft --data ./data --as mediator",
        "parley show conflicts/valley/negotiations/geneva/desk --data ./data --as mediator",
    ];

    public override Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var name = parsed.GetValue(_name)!;
        return Views.Of(name) is { } view
            ? view(session, name, cancellation)
            : ListCommand.Lists(name) ? throw new UsageException($"'{name}' is a collection. To list what is in it: parley list {name}.")
            : throw new UsageException($"'{name}' is no name of anything that can be shown. {Views.Names}");
    }
}
