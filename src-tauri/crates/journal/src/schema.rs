//! The tables, version by version.
//!
//! The version is kept in SQLite's `user_version`. A change of the tables is a new line at the end of [`MIGRATIONS`];
//! lines that were released are never changed.

use rusqlite::{Connection, Transaction};

use crate::{JournalError, store};

/// What leads from one version to the next.
struct Migration {
    sql: &'static str,
    /// What is left to do when that is done.
    then: fn(&Transaction<'_>) -> Result<(), JournalError>,
}

/// What leads from each version to the next, beginning with an empty file.
const MIGRATIONS: &[Migration] = &[Migration { sql: ENTRIES_AND_RUNS, then: |_| Ok(()) }, Migration { sql: OUTBOX_NOTES_AND_SEARCH, then: store::search::add_all }];

// AUTOINCREMENT: an id is not given again after its entry was cleared, so that a run that ends late finds no stranger.
const ENTRIES_AND_RUNS: &str = "
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        line TEXT NOT NULL,
        state TEXT NOT NULL,
        details TEXT NOT NULL
    ) STRICT;
    CREATE INDEX entries_at ON entries (at);
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        custom_event TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        detail TEXT NOT NULL,
        outcome TEXT NOT NULL,
        started INTEGER NOT NULL,
        took INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX runs_entry ON runs (entry);
    CREATE INDEX runs_custom_event ON runs (custom_event, started);
";

// The totals are kept by triggers: they are right whatever the transaction, and take no time to read.
//
// No two tables have columns of the same number and types, nor has any other index those of `runs_custom_event`: by them,
// the rows of a broken file are known (see `salvage`).
const OUTBOX_NOTES_AND_SEARCH: &str = "
    ALTER TABLE entries ADD COLUMN trace TEXT NOT NULL DEFAULT 'null';
    CREATE INDEX runs_failed ON runs (entry) WHERE outcome <> 'null';
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        entry INTEGER REFERENCES entries (id) ON DELETE SET NULL,
        key TEXT NOT NULL UNIQUE,
        lane TEXT NOT NULL,
        custom_event TEXT NOT NULL,
        name TEXT NOT NULL,
        request TEXT NOT NULL,
        detail TEXT NOT NULL,
        created INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        next_at INTEGER NOT NULL,
        problem TEXT NOT NULL,
        parked INTEGER NOT NULL,
        bytes INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX outbox_entry ON outbox (entry);
    CREATE INDEX outbox_waiting ON outbox (lane) WHERE parked = 0;
    CREATE INDEX outbox_parked ON outbox (entry) WHERE parked = 1;
    CREATE TABLE outbox_totals (
        parked INTEGER PRIMARY KEY,
        count INTEGER NOT NULL,
        bytes INTEGER NOT NULL
    ) STRICT;
    INSERT INTO outbox_totals VALUES (0, 0, 0), (1, 0, 0);
    CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
        UPDATE outbox_totals SET count = count + 1, bytes = bytes + new.bytes WHERE parked = new.parked;
    END;
    CREATE TRIGGER outbox_removed AFTER DELETE ON outbox BEGIN
        UPDATE outbox_totals SET count = count - 1, bytes = bytes - old.bytes WHERE parked = old.parked;
    END;
    CREATE TRIGGER outbox_moved AFTER UPDATE OF parked ON outbox WHEN old.parked <> new.parked BEGIN
        UPDATE outbox_totals SET count = count - 1, bytes = bytes - old.bytes WHERE parked = old.parked;
        UPDATE outbox_totals SET count = count + 1, bytes = bytes + new.bytes WHERE parked = new.parked;
    END;
    CREATE TABLE delivered (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX delivered_at ON delivered (at);
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL
    ) STRICT;
    CREATE TABLE found_by (
        block INTEGER PRIMARY KEY,
        lines TEXT NOT NULL
    ) STRICT;
";

/// The columns the program reads and writes: preparing these fails on tables that are not what their version says.
const PROBES: &[&str] = &[
    "SELECT id, at, kind, line, state, details, trace FROM entries",
    "SELECT id, entry, custom_event, name, kind, detail, outcome, started, took FROM runs",
    "SELECT id, entry, key, lane, custom_event, name, request, detail, created, attempts, next_at, problem, parked, bytes FROM outbox",
    "SELECT parked, count, bytes FROM outbox_totals",
    "SELECT id, key, at FROM delivered",
    "SELECT id, key, value FROM notes",
    "SELECT block, lines FROM found_by",
];

/// Brings the tables to the version of this program.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), JournalError> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(version).ok().filter(|done| *done <= MIGRATIONS.len()).ok_or(JournalError::Newer { version })?;
    for (migration, version) in MIGRATIONS.iter().zip(1_i64..).skip(done) {
        transaction.execute_batch(migration.sql)?;
        (migration.then)(&transaction)?;
        transaction.pragma_update(None, "user_version", version)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Returns whether the tables are what their version says.
pub(crate) fn is_whole(connection: &Connection) -> bool {
    PROBES.iter().all(|probe| connection.prepare(probe).is_ok())
}
