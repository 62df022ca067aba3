-- One row a journal. Instants are microseconds since 1970-01-01T00:00:00Z, exact over the whole range that .NET has;
-- to read one: to_timestamp(due_at / 1e6). Texts are compared byte by byte, so that every store lists in the same order.
CREATE TABLE journal (
    id         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text    COLLATE "C" NOT NULL UNIQUE,
    kind       text    COLLATE "C" NOT NULL,
    conflict   text    COLLATE "C" NOT NULL,
    status     text    COLLATE "C" NOT NULL,
    audience   text[]  NOT NULL,
    version    bigint  NOT NULL,
    writer     uuid    NOT NULL,
    due_at     bigint,
    created_at bigint  NOT NULL,
    updated_at bigint  NOT NULL
-- A head moves with every append: room on its page lets it move without touching an index.
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE INDEX journal_due ON journal (due_at, name) WHERE due_at IS NOT NULL;
CREATE INDEX journal_conflict ON journal (kind, conflict, name);

-- The audience once more, a row a key, so that a list reads only what its reader may see. It repeats kind and name so
-- that the rows of one key come in the order of the list.
CREATE TABLE audience (
    key     text   COLLATE "C" NOT NULL,
    kind    text   COLLATE "C" NOT NULL,
    name    text   COLLATE "C" NOT NULL,
    journal bigint NOT NULL,
    PRIMARY KEY (key, kind, name)
);

CREATE INDEX audience_journal ON audience (journal, key);

-- No foreign keys: nothing is ever deleted, rows are written by one statement alone, and each key would cost a lock an event.
-- position is handed out before the commit, so it does not tell the order of commits; xid is kept for a reader that must know.
CREATE TABLE event (
    position     bigint GENERATED ALWAYS AS IDENTITY,
    xid          xid8   NOT NULL DEFAULT pg_current_xact_id(),
    journal      bigint NOT NULL,
    version      bigint NOT NULL,
    entry_id     text   COLLATE "C",
    subject      text   COLLATE "C",
    request_id   uuid,
    request_hash bytea,
    payload      bytea  NOT NULL,
    recorded_at  bigint NOT NULL,
    PRIMARY KEY (journal, version)
);

CREATE UNIQUE INDEX event_request ON event (journal, subject, request_id) WHERE request_id IS NOT NULL;
CREATE INDEX event_head ON event (journal, version) WHERE entry_id IS NULL;
CREATE INDEX event_entry ON event (journal, entry_id, version) WHERE entry_id IS NOT NULL;

CREATE TABLE entry (
    journal       bigint NOT NULL,
    kind          text   COLLATE "C" NOT NULL,
    id            text   COLLATE "C" NOT NULL,
    status        text   COLLATE "C" NOT NULL,
    category      text   COLLATE "C" NOT NULL,
    party         text   COLLATE "C" NOT NULL,
    severity      text   COLLATE "C" NOT NULL,
    area          text   COLLATE "C" NOT NULL,
    occurred_from bigint,
    occurred_to   bigint,
    due_at        bigint,
    last_version  bigint NOT NULL,
    -- An entry without an instant stands after all that have one (before the year 1), so one key orders them all.
    occurred_sort bigint NOT NULL GENERATED ALWAYS AS (coalesce(occurred_from, -100000000000000000)) STORED,
    PRIMARY KEY (journal, kind, id)
);

CREATE INDEX entry_occurred ON entry (journal, kind, occurred_sort, id);
CREATE INDEX entry_due ON entry (due_at, journal) WHERE due_at IS NOT NULL;
