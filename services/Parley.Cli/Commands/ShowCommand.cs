using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Cli.Output;
using Parley.Cli.Scenarios;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Commands;

/// <summary><c>parley show NAME</c>: whatever has a name, on one page.</summary>
internal sealed class ShowCommand : ParleyCommand
{
    private static readonly (string Pattern, Func<Session, string, CancellationToken, Task<int>> Show)[] Views =
    [
        (ResourceName.ConflictPattern, ShowConflict),
        (ResourceName.TrucePattern, ShowTruce),
        (ResourceName.StatementPattern, ShowStatement),
        (ResourceName.PressPattern, ShowStatement),
        (ResourceName.NegotiationPattern, TalksViews.Negotiation),
        (ResourceName.TextPattern, TalksViews.Text),
        (ResourceName.SessionPattern, TalksViews.Meeting),
        (ResourceName.CaucusPattern, TalksViews.Caucus),
        (ResourceName.CaucusSessionPattern, TalksViews.Meeting),
        (ResourceName.MessagePattern, TalksViews.Message),
        (ResourceName.DeskPattern, TalksViews.Desk),
        (ResourceName.NotePattern, TalksViews.Note),
        (ResourceName.RelayPattern, TalksViews.Relay),
    ];

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
        return Views.FirstOrDefault(v => ResourceName.Matches(name, v.Pattern)).Show is { } show
            ? show(session, name, cancellation)
            : ListCommand.Lists(name) ? throw new UsageException($"'{name}' is a collection. To list what is in it: parley list {name}.")
            : throw new UsageException($"'{name}' is no name of anything that can be shown. Names look like conflicts/karabakh-2020/truces/k1-moscow or conflicts/valley/negotiations/geneva.");
    }

    /// <summary>True for the name of something that can be shown.</summary>
    public static bool Shows(string name) => Array.Exists(Views, v => ResourceName.Matches(name, v.Pattern));

    private static async Task<int> ShowConflict(Session session, string name, CancellationToken cancellation)
    {
        var record = await Record.Read(session.Reader.Invoker, name, cancellation);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(new JsonObject
            {
                ["conflict"] = JsonText.Of(record.Conflict),
                ["statements"] = JsonText.List(record.Statements),
                ["instruments"] = JsonText.List(record.Instruments),
                ["truces"] = JsonText.List(record.Truces.Values),
                ["events"] = JsonText.List(record.Events),
                ["truceEvents"] = JsonText.List(record.TruceEvents),
                ["negotiations"] = JsonText.List(record.Negotiations),
            });
            return ExitCode.Ok;
        }

        session.Terminal.Write(new ConflictPage(record, session.GlossaryOf(record.Conflict)).Render());
        return ExitCode.Ok;
    }

    private static async Task<int> ShowTruce(Session session, string name, CancellationToken cancellation)
    {
        var client = new TruceService.TruceServiceClient(session.Reader.Invoker);
        var truce = await client.GetTruceAsync(new() { Name = name }, cancellationToken: cancellation);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(truce);
            return ExitCode.Ok;
        }

        var forecast = await client.ForecastTruceAsync(new() { Name = name }, cancellationToken: cancellation);
        session.Terminal.Write(new TrucePage(truce, forecast, await session.GlossaryOf(name, cancellation)).Render());
        return ExitCode.Ok;
    }

    private static async Task<int> ShowStatement(Session session, string name, CancellationToken cancellation)
    {
        var client = new ConflictService.ConflictServiceClient(session.Reader.Invoker);
        var statement = await client.GetStatementAsync(new() { Name = name }, cancellationToken: cancellation);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(statement);
            return ExitCode.Ok;
        }

        session.Terminal.Write(new StatementPage(statement, await session.GlossaryOf(name, cancellation)).Render());
        return ExitCode.Ok;
    }
}
