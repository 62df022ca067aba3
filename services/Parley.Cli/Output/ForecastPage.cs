using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>What comes if nobody acts.</summary>
internal sealed class ForecastPage(ForecastTruceResponse forecast)
{
    public IEnumerable<IRenderable> Render()
    {
        if (forecast.Items.Count == 0)
        {
            yield return new Rows(new RecordText("If nobody acts, nothing comes by itself in the time asked about."));
        }
        else
        {
            var table = Tables.Of("What comes if nobody acts", "When (UTC)", "On the parties' clocks", "What", "Who can change it");
            foreach (var item in forecast.Items)
            {
                var subject = item.Subject.Length > 0 ? $" ({item.Subject})" : "";
                table.AddRow(
                    new RecordText(Words.Of(item.Time)),
                    new Rows(Words.Clocks(item.Time).Select(c => new RecordText(c))),
                    new Rows(new RecordText(Words.Of(item.Kind) + subject, new Style(decoration: Decoration.Bold)), new RecordText(item.Message)),
                    new RecordText(item.Actors.Count > 0 ? string.Join(", ", item.Actors.Select(Words.Id)) : "mediators"));
            }

            yield return table;
        }

        foreach (var flag in TrucePage.Flags(forecast.Flags))
        {
            yield return flag;
        }

        if (forecast.Truncated)
        {
            yield return new Rows(new RecordText("There is more than can be told at once; ask with an earlier --until."));
        }
    }
}
