using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace Parley.Journal.Postgres;

/// <summary>A round as the columns that <see cref="BatchSql"/> unnests: those of chains, of appends, of events, of entries.</summary>
internal static class BatchParameters
{
    // In the order of the numbers in the statement.
    private static readonly NpgsqlDbType[] Types =
    [
        // Chains: name, expected, writer, takes_row, created_at, tail.
        NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.Boolean, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint,

        // Appends: chain, last, kind, conflict, status, audience, due_at, updated_at, subject, request_id, request_hash.
        NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Bytea,

        // Events: n, version, is_first, entry_id, payload, recorded_at.
        NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Boolean, NpgsqlDbType.Text, NpgsqlDbType.Bytea, NpgsqlDbType.Bigint,

        // Entries: n, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version.
        NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint,

        // Of appends again: trace.
        NpgsqlDbType.Bytea,

        // Of entries again: is_new.
        NpgsqlDbType.Boolean,
    ];

    /// <summary>Declares the parameters, for the statement to be prepared with.</summary>
    public static void Declare(NpgsqlCommand command)
    {
        foreach (var type in Types)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    /// <summary>Fills in a round.</summary>
    public static void Fill(NpgsqlCommand command, BatchRound round)
    {
        var entries = Entries(round.Appends);
        var columns = Chains(round).Concat(Appends(round.Appends)).Concat(Events(round.Appends)).Concat(Columns(entries))
            .Append(Column(round.Appends, a => a.Append.Trace.IsEmpty ? null : Bytes(a.Append.Trace)))
            .Append(AreNew(entries));
        foreach (var (parameter, column) in command.Parameters.Zip(columns))
            parameter.Value = column;
    }

    private static object[] Chains(BatchRound round)
    {
        var chains = round.Chains;
        return
        [
            Column(chains, c => c.First.Journal), Column(chains, c => c.First.ExpectedVersion), Column(chains, c => c.First.Writer),
            Column(chains, c => c.First.TakesRow), Column(chains, c => Instants.Floor(c.First.Events[0].RecordedAt)),
            Column(chains, c => (long)c.Tail),
        ];
    }

    private static object[] Appends(List<ChainedAppend> appends) =>
    [
        Column(appends, a => (long)a.Chain), Column(appends, a => a.Append.ExpectedVersion + a.Append.Events.Count),
        Column(appends, a => a.Append.Head.Kind), Column(appends, a => a.Append.Head.Conflict), Column(appends, a => a.Append.Head.Status),
        Column(appends, a => string.Join('\n', a.Append.Head.Audience)), Column(appends, a => Number(a.Append.DueAt)),
        Column(appends, a => Instants.Floor(a.Append.Events[^1].RecordedAt)), Column(appends, a => a.Append.Request?.Subject),
        Column(appends, a => a.Append.Request?.RequestId), Column(appends, a => a.Append.Request is null ? null : Bytes(a.Append.RequestHash)),
    ];

    private static object[] Events(List<ChainedAppend> appends)
    {
        var events = new List<(long N, long Version, bool IsFirst, NewEvent Event)>(appends.Count);
        for (var n = 0; n < appends.Count; n++)
        {
            var append = appends[n].Append;
            for (var i = 0; i < append.Events.Count; i++)
                events.Add((n + 1, append.ExpectedVersion + i + 1, i == 0, append.Events[i]));
        }

        return
        [
            Column(events, e => e.N), Column(events, e => e.Version), Column(events, e => e.IsFirst), Column(events, e => e.Event.EntryId),
            Column(events, e => Bytes(e.Event.Payload)), Column(events, e => Instants.Floor(e.Event.RecordedAt)),
        ];
    }

    private static List<EntryRow> Entries(List<ChainedAppend> appends)
    {
        var entries = new List<EntryRow>(appends.Count);
        for (var n = 0; n < appends.Count; n++)
        {
            foreach (var row in appends[n].Append.Entries)
                entries.Add(new(n + 1, appends[n].Chain, row, appends[n].Append.LastVersionOf(row.Id)));
        }

        return entries;
    }

    private static object[] Columns(List<EntryRow> entries) =>
    [
        Column(entries, e => e.N), Column(entries, e => e.Row.Kind), Column(entries, e => e.Row.Id), Column(entries, e => e.Row.Status),
        Column(entries, e => e.Row.Category), Column(entries, e => e.Row.Party), Column(entries, e => e.Row.Severity),
        Column(entries, e => e.Row.Area), Column(entries, e => Number(e.Row.OccurredFrom)), Column(entries, e => Number(e.Row.OccurredTo)),
        Column(entries, e => Number(e.Row.DueAt)), Column(entries, e => e.LastVersion),
    ];

    // One that is made and changed in the same round has two rows here, of which the later is to stand.
    private static bool[] AreNew(List<EntryRow> entries)
    {
        HashSet<(int Chain, string Kind, string Id)> changed = [.. entries.Where(e => !e.Row.IsNew).Select(e => e.Key)];
        return Column(entries, e => e.Row.IsNew && !changed.Contains(e.Key));
    }

    private static TColumn[] Column<TRow, TColumn>(List<TRow> rows, Func<TRow, TColumn> column)
    {
        var values = new TColumn[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(rows[i]);
        return values;
    }

    private readonly record struct EntryRow(long N, int Chain, EntryColumns Row, long LastVersion)
    {
        public (int Chain, string Kind, string Id) Key => (Chain, Row.Kind, Row.Id);
    }

    private static long? Number(DateTimeOffset? instant) => instant is { } known ? Instants.Floor(known) : null;

    // Events are handed over as whole arrays; anything else is copied.
    private static byte[] Bytes(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToArray();
}
