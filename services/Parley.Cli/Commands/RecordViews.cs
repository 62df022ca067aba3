using System.Text.Json.Nodes;
using Parley.Cli.Output;
using Parley.Cli.Scenarios;
using Parley.V1;

namespace Parley.Cli.Commands;

/// <summary>What is shown of the public record and of truces: for scripts the message itself, for people a page.</summary>
internal static class RecordViews
{
    public static async Task<int> Conflict(Session session, string name, CancellationToken cancellation)
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

    public static async Task<int> Truce(Session session, string name, CancellationToken cancellation)
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

    public static async Task<int> Statement(Session session, string name, CancellationToken cancellation)
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
