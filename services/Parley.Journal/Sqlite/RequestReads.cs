namespace Parley.Journal.Sqlite;

/// <summary>Where requests stand.</summary>
internal static class RequestReads
{
    public const string Find = """
        SELECT version, request_hash FROM event
        WHERE journal = (SELECT id FROM journal WHERE name = ?1) AND subject = ?2 AND request_id = ?3
        """;

    public static StoredRequest? Run(Statement find, string journal, RequestKey key) =>
        find.Bind(1, journal).Bind(2, key.Subject).Bind(3, key.RequestId)
            .One(static row => new StoredRequest(row.Integer(0), row.Blob(1)));

    public static StoredRequest?[] FindAll(ReadSession session, IReadOnlyList<(string Journal, RequestKey Key)> requests)
    {
        var find = session.Prepare(Find);
        var found = new StoredRequest?[requests.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = Run(find, requests[i].Journal, requests[i].Key);
        return found;
    }
}
