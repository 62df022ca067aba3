using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>Sessions: what was planned and what was held, side by side.</summary>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class SessionRows(Glossary glossary)
{
    /// <summary>Sessions in a table.</summary>
    public Table Table(IEnumerable<Session> sessions)
    {
        var table = Tables.Of("Session", "Planned", "Held", "What came of it");
        foreach (var session in sessions)
        {
            table.AddRow(
                new Rows([new RecordText(Format(session), Tables.Strong), .. About(session).Where(l => l.Length > 0).Select(l => new RecordText(l)), new RecordText(Words.Id(session.Name), Tables.Faint)]),
                Tables.Lines(Planned(session)),
                Tables.Lines(Held(session)),
                Tables.Lines(Outcome(session)));
        }

        return table;
    }

    /// <summary>One session on a page of its own.</summary>
    public IEnumerable<IRenderable> Page(Session session)
    {
        yield return Tables.Heading($"{Format(session)}{(glossary.Of(session.Subject) is { Length: > 0 } subject ? $": {subject}" : "")}");
        yield return new RecordText(session.Name, Tables.Faint);
        var table = Tables.Of("", "What the record says of it");
        Row(table, "Stands", Words.Of(session.State));
        Row(table, "About", [.. glossary.AllOf(session.Subject), session.AgendaItems.Count > 0 ? $"agenda: {string.Join(", ", session.AgendaItems)}" : ""]);
        Row(table, "Where", [.. glossary.AllOf(session.Venue), glossary.Of(session.Host) is { Length: > 0 } host ? $"hosted by {host}" : ""]);
        Row(table, "Who", [session.Participants.Count > 0 ? glossary.Parties(session.Participants) : "all for whom this journal is", session.Level == Level.Unspecified ? "" : $"level: {Words.Of(session.Level)}"]);
        Row(table, "Planned", Planned(session));
        Row(table, "Held", Held(session));
        Row(table, "What came of it", glossary.AllOf(session.Outcome));
        yield return table;
    }

    private static string Format(Session session) => Words.Sentence($"{Words.Of(session.Format)} session");

    private IEnumerable<string> About(Session session) =>
    [
        glossary.Of(session.Subject),
        glossary.Of(session.Venue),
        session.Level == Level.Unspecified ? "" : Words.Of(session.Level),
        session.Participants.Count > 0 ? $"with {glossary.Parties(session.Participants)}" : "",
    ];

    private IEnumerable<string> Planned(Session session) =>
    [
        .. TalksWords.Clocked(session.PlannedStart, glossary),
        session.PlannedEnd is null ? "" : $"to {TalksWords.Of(session.PlannedEnd)}",
        session is { PlannedStart: null, PlannedEnd: null } ? Words.Nothing : "",
    ];

    private IEnumerable<string> Held(Session session) => session.HeldFrom is null
        ? [session.State == SessionState.Cancelled ? "not held" : "not yet held"]
        : [
            .. TalksWords.Clocked(session.HeldFrom, glossary),
            session.HeldUntil is null ? "not over yet" : $"to {TalksWords.Of(session.HeldUntil)}",
            .. session.Interruptions.Select(i =>
                $"{Words.Of(i.Kind)}{(i.Party.Length > 0 ? $" of {glossary.Party(i.Party)}" : "")} {Words.Of(i.From)} to {(i.Until is null ? "now" : Words.Of(i.Until))}{glossary.Because(i.Reason)}"),
        ];

    private IEnumerable<string> Outcome(Session session) => [Words.Of(session.State), glossary.Of(session.Outcome)];

    private static void Row(Table table, string what, params IEnumerable<string> lines)
    {
        var said = lines.Where(l => l.Length > 0).ToList();
        if (said.Count > 0)
        {
            table.AddRow(new RecordText(what), Tables.Lines(said));
        }
    }
}
