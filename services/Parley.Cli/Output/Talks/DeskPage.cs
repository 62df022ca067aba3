using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>The mediators' desk on one page. For whom it is stands above everything else.</summary>
/// <param name="record">What is shown.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class DeskPage(DeskRecord record, Glossary glossary)
{
    public IEnumerable<IRenderable> Render()
    {
        yield return new RecordText("For the mediators only. No member can read this, or tell whether it is used.", Tables.Warning);
        yield return Tables.Heading("The mediators' desk");
        yield return new RecordText(record.Name, Tables.Faint);

        yield return Tables.Heading(record.Notes.IsEmpty ? "The mediators have recorded no note." : "What they have noted, the earliest first");
        if (!record.Notes.IsEmpty)
        {
            yield return TalksTables.Notes(record.Notes, glossary);
        }

        yield return Tables.Heading(record.Relays.IsEmpty ? "They have conveyed nothing." : "What they have conveyed from room to room, the earliest first");
        if (!record.Relays.IsEmpty)
        {
            yield return TalksTables.Relays(record.Relays, glossary);
        }
    }
}
