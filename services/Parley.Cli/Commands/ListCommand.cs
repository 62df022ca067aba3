using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Cli.Output;
using Parley.Cli.Scenarios;
using Parley.Contract;
using Parley.V1;
using Spectre.Console;

namespace Parley.Cli.Commands;

/// <summary><c>parley list</c>: the conflicts on record; <c>parley list NAME</c>: a conflict's instruments and the truces that may be read.</summary>
internal sealed class ListCommand : ParleyCommand
{
    private const int PageSize = 500;

    private readonly Argument<string?> _name = new("name") { Description = "A conflict; without one, all conflicts are listed.", Arity = ArgumentArity.ZeroOrOne };

    public ListCommand()
        : base("list", "Lists the conflicts on record, or the instruments and truces of one.") => Arguments.Add(_name);

    public override IReadOnlyList<string> Examples => ["parley list", "parley list conflicts/karabakh-2020", "parley list conflicts/karabakh-2020 --data ./data --as mediator"];

    public override async Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_name) is not { } name)
        {
            return await Conflicts(session, cancellation);
        }

        if (!ResourceName.Matches(name, ResourceName.ConflictPattern))
        {
            throw new UsageException($"'{name}' is no name of a conflict. Names look like conflicts/karabakh-2020.");
        }

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

        return ExitCode.Ok;
    }

    private static async Task<int> Conflicts(Session session, CancellationToken cancellation)
    {
        var client = new ConflictService.ConflictServiceClient(session.Reader.Invoker);
        var table = Tables.Of("Conflict", "Parties", "On record since");
        var token = "";
        do
        {
            var page = await client.ListConflictsAsync(new() { PageSize = PageSize, PageToken = token }, cancellationToken: cancellation);
            token = page.NextPageToken;
            foreach (var conflict in page.Conflicts)
            {
                if (session.Terminal.IsJson)
                {
                    session.Terminal.Json(conflict);
                }

                var glossary = session.GlossaryOf(conflict);
                table.AddRow(
                    Tables.Lines(glossary.Of(conflict.Title), conflict.Name), Tables.Lines(glossary.Parties(conflict.Parties.Select(p => p.Name))), Tables.Lines(Words.Of(conflict.CreateTime)));
            }
        }
        while (token.Length > 0);

        if (!session.Terminal.IsJson)
        {
            session.Terminal.Write(table.Rows.Count > 0 ? table : new RecordText("No conflict is on record yet. A secretariat or mediator opens one with ConflictService.CreateConflict; parley play plays a whole one."));
        }

        return ExitCode.Ok;
    }
}
