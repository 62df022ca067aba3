using System.Text.Json.Nodes;
using Google.Protobuf;
using Parley.Cli.Output;
using Parley.Cli.Output.Talks;
using Parley.Cli.Scenarios;
using Parley.Contract;
using Parley.V1;
using Spectre.Console.Rendering;

namespace Parley.Cli.Commands;

/// <summary>What <c>parley show</c> shows of talks: for scripts the message itself, for people a page.</summary>
internal static class TalksViews
{
    public static async Task<int> Negotiation(Session session, string name, CancellationToken cancellation)
    {
        if (session.Terminal.IsJson)
        {
            return Json(session, await Negotiations(session).GetNegotiationAsync(new() { Name = name }, cancellationToken: cancellation));
        }

        var record = await TalksRecord.Read(session.Reader.Invoker, name, cancellation);
        return Page(session, new NegotiationPage(record, await session.GlossaryOf(name, cancellation), await session.Now(cancellation)).Render());
    }

    public static async Task<int> Text(Session session, string name, CancellationToken cancellation)
    {
        var text = await Negotiations(session).GetTextAsync(new() { Name = name }, cancellationToken: cancellation);
        if (session.Terminal.IsJson)
        {
            return Json(session, text);
        }

        var talks = await Negotiations(session).GetNegotiationAsync(new() { Name = ResourceName.ChildOfConflict(name) }, cancellationToken: cancellation);
        return Page(session, new TextPage(text, await session.GlossaryOf(name, cancellation), await session.Now(cancellation), talks.State).Render());
    }

    public static async Task<int> Caucus(Session session, string name, CancellationToken cancellation)
    {
        if (session.Terminal.IsJson)
        {
            return Json(session, await Caucuses(session).GetCaucusAsync(new() { Name = name }, cancellationToken: cancellation));
        }

        var record = await RoomRecord.Read(session.Reader.Invoker, name, cancellation);
        return Page(session, new CaucusPage(record, await session.GlossaryOf(name, cancellation)).Render());
    }

    public static async Task<int> Meeting(Session session, string name, CancellationToken cancellation)
    {
        var meeting = await new SessionService.SessionServiceClient(session.Reader.Invoker).GetSessionAsync(new() { Name = name }, cancellationToken: cancellation);
        return session.Terminal.IsJson ? Json(session, meeting) : Page(session, new SessionRows(await session.GlossaryOf(name, cancellation)).Page(meeting));
    }

    public static async Task<int> Message(Session session, string name, CancellationToken cancellation)
    {
        var message = await Caucuses(session).GetMessageAsync(new() { Name = name }, cancellationToken: cancellation);
        return session.Terminal.IsJson ? Json(session, message) : Page(session, [TalksTables.Messages([message], await session.GlossaryOf(name, cancellation))]);
    }

    public static async Task<int> Desk(Session session, string name, CancellationToken cancellation)
    {
        var record = await DeskRecord.Read(session.Reader.Invoker, name, cancellation);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(new JsonObject { ["notes"] = JsonText.List(record.Notes), ["relays"] = JsonText.List(record.Relays) });
            return ExitCode.Ok;
        }

        return Page(session, new DeskPage(record, await session.GlossaryOf(name, cancellation)).Render());
    }

    public static async Task<int> Note(Session session, string name, CancellationToken cancellation)
    {
        var note = await Negotiations(session).GetNoteAsync(new() { Name = name }, cancellationToken: cancellation);
        return session.Terminal.IsJson ? Json(session, note) : Page(session, [TalksTables.Notes([note], await session.GlossaryOf(name, cancellation))]);
    }

    public static async Task<int> Relay(Session session, string name, CancellationToken cancellation)
    {
        var relay = await Caucuses(session).GetRelayAsync(new() { Name = name }, cancellationToken: cancellation);
        return session.Terminal.IsJson ? Json(session, relay) : Page(session, [TalksTables.Relays([relay], await session.GlossaryOf(name, cancellation))]);
    }

    private static NegotiationService.NegotiationServiceClient Negotiations(Session session) => new(session.Reader.Invoker);

    private static CaucusService.CaucusServiceClient Caucuses(Session session) => new(session.Reader.Invoker);

    private static int Json(Session session, IMessage message)
    {
        session.Terminal.Json(message);
        return ExitCode.Ok;
    }

    private static int Page(Session session, IEnumerable<IRenderable> page)
    {
        session.Terminal.Write(page);
        return ExitCode.Ok;
    }
}
