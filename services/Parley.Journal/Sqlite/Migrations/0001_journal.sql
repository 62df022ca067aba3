-- One row a journal. Instants are microseconds since 1970-01-01T00:00:00Z.
CREATE TABLE journal (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    kind       TEXT    NOT NULL,
    conflict   TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    audience   TEXT    NOT NULL, -- every key followed by a line feed, in the order written
    version    INTEGER NOT NULL,
    writer     BLOB    NOT NULL, -- UUID, big-endian
    due_at     INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX journal_due ON journal (due_at, name) WHERE due_at IS NOT NULL;
CREATE INDEX journal_conflict ON journal (kind, conflict, name);

-- The audience once more, a row a key, so that a list reads only what its reader may see. It repeats kind and name
-- so that the rows of one key come in the order of the list.
CREATE TABLE audience (
    key     TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    journal INTEGER NOT NULL REFERENCES journal (id),
    PRIMARY KEY (key, kind, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX audience_journal ON audience (journal, key);

-- There is one writer, so the order of positions is the order of commits and no transaction id is kept.
CREATE TABLE event (
    position     INTEGER PRIMARY KEY,
    journal      INTEGER NOT NULL REFERENCES journal (id),
    version      INTEGER NOT NULL,
    entry_id     TEXT,
    subject      TEXT,
    request_id   BLOB,
    request_hash BLOB,
    payload      BLOB    NOT NULL,
    recorded_at  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX event_version ON event (journal, version);
CREATE UNIQUE INDEX event_request ON event (journal, subject, request_id) WHERE request_id IS NOT NULL;
CREATE INDEX event_head ON event (journal, version) WHERE entry_id IS NULL;
CREATE INDEX event_entry ON event (journal, entry_id, version) WHERE entry_id IS NOT NULL;

CREATE TABLE entry (
    journal       INTEGER NOT NULL REFERENCES journal (id),
    kind          TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    category      TEXT    NOT NULL,
    party         TEXT    NOT NULL,
    severity      TEXT    NOT NULL,
    area          TEXT    NOT NULL,
    occurred_from INTEGER,
    occurred_to   INTEGER,
    due_at        INTEGER,
    last_version  INTEGER NOT NULL,
    -- An entry without an instant stands after all that have one (before the year 1), so one key orders them all.
    occurred_sort INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(occurred_from, -100000000000000000)) VIRTUAL,
    PRIMARY KEY (journal, kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_occurred ON entry (journal, kind, occurred_sort, id);
CREATE INDEX entry_due ON entry (due_at, journal) WHERE due_at IS NOT NULL;
