//! The tables, version by version.
//!
//! The version is kept in SQLite's `user_version`. A change of the tables is a new line at the end of [`MIGRATIONS`];
//! lines that were released are never changed.

use rusqlite::Connection;

use crate::JournalError;

/// What leads from each version to the next, beginning with an empty file.
const MIGRATIONS: &[&str] = &[
    // AUTOINCREMENT: an id is not given again after its entry was cleared, so that a run that ends late finds no stranger.
    "CREATE TABLE entries (
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
    CREATE INDEX runs_custom_event ON runs (custom_event, started);",
];

/// The columns the program reads and writes: preparing this fails on tables that are not what their version says.
const PROBE: &str = "SELECT e.id, e.at, e.kind, e.line, e.state, e.details, r.id, r.entry, r.custom_event, r.name, r.kind, r.detail, r.outcome, r.started, r.took
    FROM entries e LEFT JOIN runs r ON r.entry = e.id LIMIT 0";

/// Brings the tables to the version of this program.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), JournalError> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(version).ok().filter(|done| *done <= MIGRATIONS.len()).ok_or(JournalError::Newer { version })?;
    for (migration, version) in MIGRATIONS.iter().zip(1_i64..).skip(done) {
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", version)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Returns whether the tables are what their version says.
pub(crate) fn is_whole(connection: &Connection) -> bool {
    connection.prepare(PROBE).is_ok()
}
