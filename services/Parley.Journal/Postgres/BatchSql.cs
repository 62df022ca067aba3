namespace Parley.Journal.Postgres;

/// <summary>
/// The one statement that writes a round of a batch: a transaction and a round trip by itself. Its parts in order: what was
/// given; the heads, locked; new heads; who passes the fence; which appends stand before the first repeat; then the rows.
/// </summary>
internal static class BatchSql
{
    public const string Text = """
        WITH chain AS MATERIALIZED (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY
                AS c (name, expected, writer, takes_row, created_at, tail, chain)
        ), append AS MATERIALIZED (
            SELECT * FROM unnest($7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $36) WITH ORDINALITY
                AS a (chain, last, kind, conflict, status, audience, due_at, updated_at, subject, request_id, request_hash, trace, n)
        ), locked AS MATERIALIZED (
            -- In one order, and nobody waits: a row that another statement holds is missing here, and its chain fails.
            SELECT id, name, version, writer, kind, audience FROM journal
            WHERE name = ANY ($1) ORDER BY name FOR UPDATE SKIP LOCKED
        ), made AS (
            INSERT INTO journal (name, kind, conflict, status, audience, version, writer, due_at, created_at, updated_at, trace)
            SELECT c.name, a.kind, a.conflict, a.status, string_to_array(a.audience, E'\n'), a.last, c.writer, a.due_at, c.created_at, a.updated_at, a.trace
            FROM chain c JOIN append a ON a.n = c.tail
            WHERE c.expected = 0 AND c.takes_row AND NOT EXISTS (SELECT FROM locked l WHERE l.name = c.name)
            ORDER BY c.name COLLATE "C"
            ON CONFLICT (name) DO NOTHING
            RETURNING id, name
        ), admitted AS MATERIALIZED (
            SELECT c.chain, c.writer, c.name, l.id, l.kind AS old_kind, l.audience AS old_audience
            FROM chain c JOIN locked l ON l.name = c.name
            WHERE l.version = c.expected AND (c.takes_row OR l.writer = c.writer)
            UNION ALL
            SELECT c.chain, c.writer, c.name, m.id, NULL, NULL FROM chain c JOIN made m ON m.name = c.name
        ), tried AS MATERIALIZED (
            -- An append stands when neither it nor one before it in its chain repeats a request.
            SELECT a.*, h.id, h.writer, h.name, h.old_kind, h.old_audience, r.version AS repeated, r.request_hash AS repeated_hash,
                count(r.version) OVER (PARTITION BY a.chain ORDER BY a.n) = 0 AS stands
            FROM append a JOIN admitted h ON h.chain = a.chain
            LEFT JOIN LATERAL (
                SELECT e.version, e.request_hash FROM event e
                WHERE e.journal = h.id AND e.subject = a.subject AND e.request_id = a.request_id LIMIT 1) r ON true
        ), final AS MATERIALIZED (
            SELECT DISTINCT ON (id) *, string_to_array(audience, E'\n') AS keys FROM tried WHERE stands ORDER BY id, n DESC
        ), moved AS (
            UPDATE journal j
            SET version = f.last, writer = f.writer, kind = f.kind, conflict = f.conflict, status = f.status, audience = f.keys,
                due_at = f.due_at, updated_at = f.updated_at, trace = f.trace
            FROM final f
            WHERE j.id = f.id AND f.old_kind IS NOT NULL
        ), recorded AS (
            INSERT INTO event (journal, version, entry_id, subject, request_id, request_hash, payload, recorded_at)
            SELECT t.id, e.version, e.entry_id,
                CASE WHEN e.is_first THEN t.subject END, CASE WHEN e.is_first THEN t.request_id END,
                CASE WHEN e.is_first AND t.request_id IS NOT NULL THEN t.request_hash END, e.payload, e.recorded_at
            FROM unnest($18, $19, $20, $21, $22, $23) WITH ORDINALITY AS e (n, version, is_first, entry_id, payload, recorded_at, place)
            JOIN tried t ON t.n = e.n AND t.stands
            ORDER BY e.place
        ), row AS MATERIALIZED (
            SELECT t.id AS journal, e.* FROM unnest($24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $37)
                AS e (n, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version, is_new)
            JOIN tried t ON t.n = e.n AND t.stands
        ), added AS (
            -- Most rows, and by a third cheaper than one that an older row could stand in the way of.
            INSERT INTO entry (journal, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version)
            SELECT journal, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version
            FROM row WHERE is_new
        ), listed AS (
            INSERT INTO entry (journal, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version)
            SELECT DISTINCT ON (journal, kind, id)
                journal, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version
            FROM row WHERE NOT is_new
            ORDER BY journal, kind, id, n DESC
            ON CONFLICT (journal, kind, id) DO UPDATE SET
                status = excluded.status, category = excluded.category, party = excluded.party, severity = excluded.severity,
                area = excluded.area, occurred_from = excluded.occurred_from, occurred_to = excluded.occurred_to,
                due_at = excluded.due_at, last_version = excluded.last_version
        ), heard AS MATERIALIZED (
            SELECT id, name, kind, keys FROM final WHERE (kind, keys) IS DISTINCT FROM (old_kind, old_audience)
        ), left_out AS (
            DELETE FROM audience a USING heard h WHERE a.journal = h.id AND NOT (a.kind = h.kind AND a.key = ANY (h.keys))
        ), let_in AS (
            INSERT INTO audience (key, kind, name, journal)
            SELECT k.key, h.kind, h.name, h.id FROM heard h CROSS JOIN LATERAL unnest(h.keys) AS k (key)
            ON CONFLICT (key, kind, name) DO NOTHING
        )
        SELECT n, stands, repeated, repeated_hash FROM tried ORDER BY n
        """;
}
