//! Entries: what happened.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::{
    columns::{Json, Millis, OwnedJson, Text},
    outbox, runs, search,
};
use crate::{Entry, EntryId, EntryWithRuns, JournalError};

pub(crate) fn record(connection: &mut Connection, entry: &Entry) -> Result<EntryId, JournalError> {
    let transaction = connection.transaction()?;
    let id = insert(&transaction, None, entry)?;
    transaction.commit()?;
    Ok(id)
}

/// Writes an entry and what it is found by, with the id it had before or a new one.
pub(crate) fn insert(transaction: &Transaction<'_>, id: Option<EntryId>, entry: &Entry) -> Result<EntryId, JournalError> {
    let mut statement = transaction.prepare_cached("INSERT INTO entries (id, at, kind, line, state, details, trace) VALUES (:id, :at, :kind, :line, :state, :details, :trace)")?;
    let id = EntryId(statement.insert(named_params! {
        ":id": id,
        ":at": Millis(entry.at),
        ":kind": entry.kind,
        ":line": entry.line,
        ":state": entry.state,
        ":details": Json(&entry.details),
        ":trace": entry.trace,
    })?);
    search::add(transaction, id, entry)?;
    Ok(id)
}

pub(crate) fn set_trace(connection: &Connection, id: EntryId, trace: &str) -> Result<(), JournalError> {
    connection.prepare_cached("UPDATE entries SET trace = ?2 WHERE id = ?1")?.execute((id, trace))?;
    Ok(())
}

pub(crate) fn recent(connection: &Connection, limit: usize, before: Option<EntryId>) -> Result<Vec<EntryWithRuns>, JournalError> {
    let before = before.unwrap_or(EntryId(i64::MAX));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached("SELECT id FROM entries WHERE id < ?1 ORDER BY id DESC LIMIT ?2")?;
    let ids: Vec<EntryId> = statement.query_map((before, limit), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    all_with_runs(connection, &ids)
}

pub(crate) fn all_with_runs(connection: &Connection, ids: &[EntryId]) -> Result<Vec<EntryWithRuns>, JournalError> {
    ids.iter().filter_map(|id| with_runs(connection, *id).transpose()).collect()
}

pub(crate) fn with_runs(connection: &Connection, id: EntryId) -> Result<Option<EntryWithRuns>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT * FROM entries WHERE id = ?1")?;
    let Some(entry) = statement.query_row([id], read).optional()? else { return Ok(None) };
    Ok(Some(EntryWithRuns { id, entry, runs: runs::of(connection, id)?, owed: outbox::of(connection, id)? }))
}

pub(crate) fn newest(connection: &Connection) -> Result<Option<EntryId>, JournalError> {
    Ok(connection.prepare_cached("SELECT max(id) FROM entries")?.query_row([], |row| row.get(0))?)
}

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        at: row.get::<_, Millis>("at")?.0,
        kind: row.get("kind")?,
        line: row.get::<_, Text>("line")?.0,
        state: row.get::<_, Text>("state")?.0,
        details: row.get::<_, OwnedJson>("details")?.0,
        trace: row.get::<_, Text>("trace")?.0,
    })
}
