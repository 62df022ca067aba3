using Parley.V1;
using Spectre.Console;

namespace Parley.Cli.Output.Talks;

/// <summary>What can be listed of talks, in tables.</summary>
internal static class TalksTables
{
    /// <summary>Negotiations.</summary>
    public static Table Negotiations(IEnumerable<Negotiation> negotiations, Glossary glossary)
    {
        var table = Tables.Of("Negotiation", "Who takes part", "Stand");
        foreach (var talks in negotiations)
        {
            table.AddRow(
                Tables.Lines(glossary.Of(talks.Title), talks.Name),
                Tables.Lines(talks.Members.Select(m => $"{glossary.Party(m.Party)}{(m.Capacity == MemberCapacity.Party ? "" : $" ({Words.Of(m.Capacity)})")}")),
                Tables.Lines(Words.Of(talks.State), $"on record since {Words.Of(talks.CreateTime)}"));
        }

        return table;
    }

    /// <summary>Texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="standings">When each came into its state, where the negotiation tells.</param>
    /// <param name="glossary">The reader's language and names.</param>
    public static Table Texts(IEnumerable<NegotiatingText> texts, IReadOnlyCollection<TextStanding> standings, Glossary glossary)
    {
        var table = Tables.Of("Text", "Stands", "Brackets");
        var all = texts.ToList();
        foreach (var text in all)
        {
            var since = standings.FirstOrDefault(s => s.Name == text.Name && s.State == text.State)?.Time;
            table.AddRow(
                Tables.Lines(glossary.Of(text.Title), text.Name),
                Tables.Lines($"{Words.Of(text.State)}{(since is null ? "" : $" {Since(text.State)}{Words.Of(since)}")}", $"{Words.Count(text.Clauses.Count, "clause", "clauses")} in {string.Join(", ", text.Languages)}"),
                Tables.Lines(TextPage.Brackets(text)));
        }

        foreach (var standing in standings.Where(s => all.All(t => t.Name != s.Name)))
        {
            table.AddRow(Tables.Lines(standing.Name), Tables.Lines($"{Words.Of(standing.State)} {Since(standing.State)}{Words.Of(standing.Time)}"), Tables.Lines(Words.Nothing));
        }

        return table;
    }

    /// <summary>What was said in a caucus, with what the mediators may do with it.</summary>
    public static Table Messages(IEnumerable<CaucusMessage> messages, Glossary glossary)
    {
        var table = Tables.Of("When, and who", "What", "What the mediators may do with it");
        foreach (var message in messages)
        {
            table.AddRow(
                Tables.Lines(Words.Of(message.CreateTime), Sender(message, glossary), Words.Id(message.Name)),
                Tables.Lines([message.Kind == PositionKind.Unspecified ? "" : $"{Words.Sentence(Words.Of(message.Kind))}:", .. glossary.AllOf(message.Text)]),
                Tables.Lines(TalksWords.Disclosed(message)));
        }

        return table;
    }

    /// <summary>The mediators' notes.</summary>
    public static Table Notes(IEnumerable<Note> notes, Glossary glossary)
    {
        var table = Tables.Of("When", "Note of the mediators for themselves");
        foreach (var note in notes)
        {
            table.AddRow(Tables.Lines(Words.Of(note.CreateTime), Words.Id(note.Name)), Tables.Lines(glossary.AllOf(note.Text)));
        }

        return table;
    }

    /// <summary>What the mediators have conveyed.</summary>
    public static Table Relays(IEnumerable<Relay> relays, Glossary glossary)
    {
        var table = Tables.Of("When", "From, to and how", "In which words");
        foreach (var relay in relays)
        {
            table.AddRow(
                Tables.Lines(Words.Of(relay.CreateTime), Words.Id(relay.Name)),
                Tables.Lines(
                    $"from {(TalksWords.IsNote(relay.Message) ? "the desk" : TalksWords.Room(relay.Message, glossary))} to {TalksWords.Room(relay.To, glossary)}",
                    Words.Of(relay.Form),
                    $"{(TalksWords.IsNote(relay.Message) ? "note" : "message")} {Words.Id(relay.Message)}"),
                Tables.Lines(glossary.AllOf(relay.Text)));
        }

        return table;
    }

    // What a text can come out of again lasts; the rest happened once.
    private static string Since(NegotiatingTextState state) => state is NegotiatingTextState.Concluded or NegotiatingTextState.Withdrawn ? "" : "since ";

    private static string Sender(CaucusMessage message, Glossary glossary) => message.AttributedTo.Length > 0
        ? $"{glossary.Party(message.AttributedTo)}, conveyed by the mediators"
        : Words.Sentence(glossary.Who(message.Sender));
}
