namespace Parley.Journal.Sqlite;

/// <summary>Lists of a journal's entries.</summary>
internal static class EntryList
{
    public static List<EntryColumns> Run(ReadSession session, EntryQuery query)
    {
        var page = new EntryPage(query, '?', namesIndex: true);
        var statement = session.Prepare(page.Text);
        for (var i = 0; i < page.Given.Count; i++)
        {
            _ = page.Given[i] switch
            {
                string text => statement.Bind(i + 1, text),
                long number => statement.Bind(i + 1, number),
                var limit => statement.Bind(i + 1, (int)limit),
            };
        }

        return statement.All(Read);
    }

    private static EntryColumns Read(Statement row) => new(row.Text(0), row.Text(1))
    {
        Status = row.Text(2),
        Category = row.Text(3),
        Party = row.Text(4),
        Severity = row.Text(5),
        Area = row.Text(6),
        OccurredFrom = row.InstantOrNull(7),
        OccurredTo = row.InstantOrNull(8),
        DueAt = row.InstantOrNull(9),
    };
}
