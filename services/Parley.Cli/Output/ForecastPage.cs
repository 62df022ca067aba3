using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>What comes if nobody acts, and what a reader must know before relying on it.</summary>
/// <param name="forecast">What Parley foresees.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class ForecastPage(ForecastTruceResponse forecast, Glossary glossary)
{
    /// <summary>What a reader must know before relying on times.</summary>
    public static IEnumerable<IRenderable> Flags(IEnumerable<Flag> flags) => flags.Select(f => new RecordText($"! {f.Message}", Tables.Warning));

    public IEnumerable<IRenderable> Render()
    {
        yield return Tables.Heading("What comes if nobody acts");
        if (forecast.Items.Count == 0)
        {
            yield return new RecordText("Nothing comes by itself in the time asked about.");
        }
        else
        {
            var table = Tables.Of("When", "What", "Who can change it");
            foreach (var item in forecast.Items)
            {
                var subject = item.Subject.Length > 0 ? $" ({item.Subject})" : "";
                table.AddRow(
                    Tables.Lines([Words.Of(item.Time), .. glossary.Clocks(item.Time)]),
                    new Rows(new RecordText(Words.Of(item.Kind) + subject, Tables.Strong), new RecordText(item.Message)),
                    Tables.Lines(item.Actors.Count > 0 ? glossary.Parties(item.Actors) : "mediators"));
            }

            yield return table;
        }

        foreach (var flag in Flags(forecast.Flags))
        {
            yield return flag;
        }

        if (forecast.Truncated)
        {
            yield return new RecordText("There is more than can be told at once; ask with an earlier --until.");
        }
    }
}
