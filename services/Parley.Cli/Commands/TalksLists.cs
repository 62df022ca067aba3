using Google.Protobuf;
using Parley.Cli.Output;
using Parley.Cli.Output.Talks;
using Parley.Contract;
using Spectre.Console;

namespace Parley.Cli.Commands;

/// <summary>What <c>parley list</c> lists of talks: for scripts a message a line, for people a table.</summary>
internal static class TalksLists
{
    public static async Task<int> Negotiations(Session session, string collection, CancellationToken cancellation)
    {
        var found = await TalksRecord.NegotiationsOf(session.Reader.Invoker, Parent(collection), cancellation);
        return await Write(session, collection, found, TalksTables.Negotiations, "No negotiation is on record that you may read.", cancellation);
    }

    public static async Task<int> Texts(Session session, string collection, CancellationToken cancellation)
    {
        var found = await TalksRecord.TextsOf(session.Reader.Invoker, Parent(collection), cancellation);
        return await Write(session, collection, found, (texts, glossary) => TalksTables.Texts(texts, [], glossary), "No text is on the table.", cancellation);
    }

    public static async Task<int> Sessions(Session session, string collection, CancellationToken cancellation)
    {
        var found = await TalksRecord.SessionsOf(session.Reader.Invoker, Parent(collection), cancellation);
        return await Write(session, collection, found, (sessions, glossary) => new SessionRows(glossary).Table(sessions), "No session is on record here.", cancellation);
    }

    public static async Task<int> Messages(Session session, string collection, CancellationToken cancellation)
    {
        var found = await RoomRecord.MessagesOf(session.Reader.Invoker, Parent(collection), cancellation);
        return await Write(session, collection, found, TalksTables.Messages, "Nothing has been said here yet.", cancellation);
    }

    // Notes and relays are the desk's, and are asked for by the negotiation's name.
    public static async Task<int> Notes(Session session, string collection, CancellationToken cancellation)
    {
        var found = await DeskRecord.NotesOf(session.Reader.Invoker, ResourceName.ChildOfConflict(collection), cancellation);
        return await Write(session, collection, found, TalksTables.Notes, "The mediators have recorded no note.", cancellation);
    }

    public static async Task<int> Relays(Session session, string collection, CancellationToken cancellation)
    {
        var found = await DeskRecord.RelaysOf(session.Reader.Invoker, ResourceName.ChildOfConflict(collection), cancellation);
        return await Write(session, collection, found, TalksTables.Relays, "The mediators have conveyed nothing.", cancellation);
    }

    private static string Parent(string collection) => collection[..collection.LastIndexOf('/')];

    private static async Task<int> Write<T>(
        Session session, string collection, IReadOnlyCollection<T> found, Func<IEnumerable<T>, Glossary, Table> table, string none, CancellationToken cancellation)
        where T : IMessage
    {
        if (session.Terminal.IsJson)
        {
            foreach (var message in found)
            {
                session.Terminal.Json(message);
            }
        }
        else if (found.Count == 0)
        {
            session.Terminal.Line(none);
            if (session.HowToReadMore is { } more)
            {
                session.Terminal.Note(more);
            }
        }
        else
        {
            session.Terminal.Write(table(found, await session.GlossaryOf(collection, cancellation)));
        }

        return ExitCode.Ok;
    }
}
