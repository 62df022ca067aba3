using Parley.V1;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>A statement on one page, in all its languages.</summary>
/// <param name="statement">The statement.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class StatementPage(Statement statement, Glossary glossary)
{
    public IEnumerable<IRenderable> Render()
    {
        yield return Tables.Heading($"{Words.Sentence(Words.Of(statement.Kind))} by {glossary.Of(statement.Speaker)}");
        yield return Tables.Lines(glossary.Of(statement.Capacity), statement.Party.Length > 0 ? $"for {glossary.Party(statement.Party)}" : "");
        yield return Tables.Lines(
        [
            Words.Sentence(Words.Of(statement.State)),
            .. Time("made", statement.MadeAt?.Resolved),
            .. Time("under embargo until", statement.EmbargoUntil?.Resolved),
            statement.PublishTime is null ? "" : $"public since {Words.Of(statement.PublishTime)}",
            $"original in {statement.OriginalLanguage}",
        ]);
        yield return Tables.Lines(glossary.AllOf(statement.Text));
        foreach (var flag in Tables.Flags(statement.DirectionFlags))
        {
            yield return flag;
        }

        foreach (var correction in statement.Corrections)
        {
            yield return Tables.Heading($"Corrected {Words.Of(correction.RecordTime)} {glossary.Of(correction.Reason)}".TrimEnd());
            yield return Tables.Lines(glossary.AllOf(correction.Text));
        }

        if (statement.Retraction is { } retraction)
        {
            yield return Tables.Heading($"Taken back: {glossary.Of(retraction)}");
        }
    }

    private IEnumerable<string> Time(string what, ResolvedTime? time) => time is null ? [] : [$"{what} {Words.Of(time)}", .. glossary.Clocks(time)];
}
