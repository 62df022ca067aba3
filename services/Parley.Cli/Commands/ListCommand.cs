using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Cli.Calls;
using Parley.Cli.Output;
using Parley.Cli.Scenarios;
using Parley.Contract;
using Parley.V1;
using Spectre.Console;

namespace Parley.Cli.Commands;

/// <summary>
/// <c>parley list</c>: the conflicts on record; <c>parley list NAME</c>: a conflict's instruments, and the truces and talks that may be read, or a collection.
/// </summary>
internal sealed class ListCommand : ParleyCommand
{
    private static readonly (string Pattern, Func<Session, string, CancellationToken, Task<int>> List)[] Collections =
    [
        (ResourceName.ConflictPattern, Conflict),
        (ResourceName.ConflictPattern + "/negotiations", TalksLists.Negotiations),
        (ResourceName.NegotiationPattern + "/texts", TalksLists.Texts),
        (ResourceName.NegotiationPattern + "/sessions", TalksLists.Sessions),
        (ResourceName.CaucusPattern + "/sessions", TalksLists.Sessions),
        (ResourceName.CaucusPattern + "/messages", TalksLists.Messages),
        (ResourceName.DeskPattern + "/notes", TalksLists.Notes),
        (ResourceName.DeskPattern + "/relays", TalksLists.Relays),
    ];

    private readonly Argument<string?> _name = new("name")
    {
        Description = "A conflict: its truces and talks; conflicts/{conflict}/negotiations; of a negotiation …/texts, …/sessions, …/desk/notes, …/desk/relays; of a caucus …/messages, …/sessions. Without a name, all conflicts are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public ListCommand()
        : base("list", "Lists the conflicts on record, the instruments, truces and talks of one, or what there is of negotiations, texts, sessions and messages.") => Arguments.Add(_name);

    public override IReadOnlyList<string> Examples =>
    [
        "parley list",
        "parley list conflicts/karabakh-2020 --data ./data --as mediator",
        "parley list conflicts/valley/negotiations --data ./data --as mediator",
        "parley list conflicts/valley/negotiations/geneva/caucuses/north/messages --data ./data --as party@conflicts/valley/parties/north",
    ];

    public override Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation) =>
        parsed.GetValue(_name) is not { } name ? Conflicts(session, cancellation)
        : Collections.FirstOrDefault(c => ResourceName.Matches(name, c.Pattern)).List is { } list ? list(session, name, cancellation)
        : Views.Of(name) is not null ? throw new UsageException($"'{name}' is no collection. To show it: parley show {name}.")
        : throw new UsageException(
            $"'{name}' is no name of a conflict, and of nothing that can be listed. Names look like conflicts/karabakh-2020, of which truces and talks are listed, or conflicts/valley/negotiations/geneva/texts.");

    /// <summary>True for the name of something that can be listed.</summary>
    public static bool Lists(string name) => Array.Exists(Collections, c => ResourceName.Matches(name, c.Pattern));

    private static async Task<int> Conflict(Session session, string name, CancellationToken cancellation)
    {
        var record = await Record.Read(session.Reader.Invoker, name, cancellation);
        if (session.Terminal.IsJson)
        {
            foreach (var instrument in record.Instruments)
            {
                session.Terminal.Json(new JsonObject { ["instrument"] = JsonText.Of(instrument) });
            }

            foreach (var truce in record.Truces.Values)
            {
                session.Terminal.Json(new JsonObject { ["truce"] = JsonText.Of(truce) });
            }

            foreach (var talks in record.Negotiations)
            {
                session.Terminal.Json(new JsonObject { ["negotiation"] = JsonText.Of(talks) });
            }

            return ExitCode.Ok;
        }

        var glossary = session.GlossaryOf(record.Conflict);
        session.Terminal.Write(new TruceTable(record, glossary).Render());
        var others = record.Truces.Values.Where(t => record.Instruments.All(i => i.Truce != t.Name)).ToList();
        if (others.Count > 0)
        {
            var table = Tables.Of("Truce", "Title", "Stands");
            foreach (var truce in others)
            {
                table.AddRow(Tables.Lines(truce.Name), Tables.Lines(glossary.Of(truce.Terms.Title)), Tables.Lines(Words.Of(truce.State)));
            }

            session.Terminal.Write(Tables.Heading("Not announced to the public"), table);
        }

        session.Terminal.Write(ConflictPage.Negotiations(record, glossary));
        return ExitCode.Ok;
    }

    private static async Task<int> Conflicts(Session session, CancellationToken cancellation)
    {
        var client = new ConflictService.ConflictServiceClient(session.Reader.Invoker);
        var table = Tables.Of("Conflict", "Parties", "On record since");
        var conflicts = await Pages.All(
            token => client.ListConflictsAsync(new() { PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Conflicts, page.NextPageToken));
        foreach (var conflict in conflicts)
        {
            if (session.Terminal.IsJson)
            {
                session.Terminal.Json(conflict);
            }

            var glossary = session.GlossaryOf(conflict);
            table.AddRow(
                Tables.Lines(glossary.Of(conflict.Title), conflict.Name), Tables.Lines(glossary.Parties(conflict.Parties.Select(p => p.Name))), Tables.Lines(Words.Of(conflict.CreateTime)));
        }

        if (!session.Terminal.IsJson)
        {
            session.Terminal.Write(table.Rows.Count > 0 ? table : new RecordText("No conflict is on record yet. A secretariat or mediator opens one with ConflictService.CreateConflict; parley play plays a whole one."));
        }

        return ExitCode.Ok;
    }
}
