//! What is asked of the tables.

use std::{collections::HashMap, time::Duration};

use jiff::Timestamp;
use rusqlite::{
    Connection, OptionalExtension, Row, named_params,
    types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
};
use serde_json::Value;

use crate::{Entry, EntryId, EntryKind, EntryWithRuns, JournalError, LastRun, Run};

pub(crate) fn record(connection: &mut Connection, entry: &Entry) -> Result<EntryId, JournalError> {
    let mut statement = connection.prepare_cached("INSERT INTO entries (at, kind, line, state, details) VALUES (:at, :kind, :line, :state, :details)")?;
    let id = statement.insert(named_params! {
        ":at": Millis(entry.at),
        ":kind": entry.kind,
        ":line": entry.line,
        ":state": entry.state,
        ":details": Json(&entry.details),
    })?;
    Ok(EntryId(id))
}

pub(crate) fn record_run(connection: &mut Connection, run: &Run) -> Result<(), JournalError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO runs (entry, custom_event, name, kind, detail, outcome, started, took)
         SELECT :entry, :custom_event, :name, :kind, :detail, :outcome, :started, :took WHERE EXISTS (SELECT 1 FROM entries WHERE id = :entry)",
    )?;
    statement.execute(named_params! {
        ":entry": run.entry,
        ":custom_event": run.custom_event,
        ":name": run.name,
        ":kind": run.kind,
        ":detail": Json(&run.detail),
        ":outcome": Json(&run.outcome),
        ":started": Millis(run.started),
        ":took": i64::try_from(run.took.as_millis()).unwrap_or(i64::MAX),
    })?;
    Ok(())
}

pub(crate) fn last_runs(connection: &Connection) -> Result<HashMap<String, LastRun>, JournalError> {
    // Of runs that began together the one written down last is the later one.
    let mut statement = connection.prepare_cached(
        "SELECT custom_event, started, outcome FROM runs AS run
         WHERE id = (SELECT id FROM runs WHERE custom_event = run.custom_event ORDER BY started DESC, id DESC LIMIT 1)",
    )?;
    let runs = statement.query_map([], |row| {
        let at = row.get::<_, Millis>("started")?.0;
        Ok((row.get("custom_event")?, LastRun { at, outcome: row.get::<_, OwnedJson>("outcome")?.0 }))
    })?;
    Ok(runs.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn recent(connection: &Connection, limit: usize, before: Option<EntryId>) -> Result<Vec<EntryWithRuns>, JournalError> {
    let before = before.unwrap_or(EntryId(i64::MAX));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached("SELECT * FROM entries WHERE id < ?1 ORDER BY id DESC LIMIT ?2")?;
    let entries = statement.query_map((before, limit), |row| Ok(EntryWithRuns { id: row.get("id")?, entry: read_entry(row)?, runs: Vec::new() }))?;
    let mut entries: Vec<EntryWithRuns> = entries.collect::<rusqlite::Result<_>>()?;
    let (Some(newest), Some(oldest)) = (entries.first(), entries.last()) else { return Ok(entries) };

    let mut statement = connection.prepare_cached("SELECT * FROM runs WHERE entry BETWEEN ?1 AND ?2 ORDER BY id")?;
    let mut runs: HashMap<EntryId, Vec<Run>> = HashMap::new();
    for run in statement.query_map((oldest.id, newest.id), read_run)? {
        let run = run?;
        runs.entry(run.entry).or_default().push(run);
    }
    for entry in &mut entries {
        entry.runs = runs.remove(&entry.id).unwrap_or_default();
    }
    Ok(entries)
}

pub(crate) fn clear(connection: &mut Connection) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    transaction.execute("DELETE FROM runs", [])?;
    transaction.execute("DELETE FROM entries", [])?;
    transaction.commit()?;
    // Gives the space back.
    connection.execute_batch("VACUUM")?;
    forget_for_good(connection)
}

pub(crate) fn forget_before(connection: &mut Connection, time: Timestamp) -> Result<usize, JournalError> {
    let forgotten = connection.execute("DELETE FROM entries WHERE at < ?1", [Millis(time)])?;
    // Also if nothing was deleted now: last time another program may have been in the way.
    forget_for_good(connection)?;
    Ok(forgotten)
}

/// Writes the tables as they are now over the file, and empties the log that remembers how they were.
fn forget_for_good(connection: &Connection) -> Result<(), JournalError> {
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0)).optional()?;
    if busy == Some(true) { Err(JournalError::Busy) } else { Ok(()) }
}

fn read_entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry { at: row.get::<_, Millis>("at")?.0, kind: row.get("kind")?, line: row.get("line")?, state: row.get("state")?, details: row.get::<_, OwnedJson>("details")?.0 })
}

fn read_run(row: &Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        entry: row.get("entry")?,
        custom_event: row.get("custom_event")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        detail: row.get::<_, OwnedJson>("detail")?.0,
        outcome: row.get::<_, OwnedJson>("outcome")?.0,
        started: row.get::<_, Millis>("started")?.0,
        took: Duration::from_millis(row.get::<_, i64>("took")?.try_into().unwrap_or_default()),
    })
}

/// A time in milliseconds since 1970.
struct Millis(Timestamp);

struct Json<'a>(&'a Value);

struct OwnedJson(Value);

impl ToSql for Millis {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_millisecond().into())
    }
}

impl FromSql for Millis {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Timestamp::from_millisecond(value.as_i64()?).map(Self).map_err(FromSqlError::other)
    }
}

impl ToSql for Json<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for OwnedJson {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Self).map_err(FromSqlError::other)
    }
}

impl ToSql for EntryId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for EntryId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl ToSql for EntryKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Call => "call",
            Self::Device => "device",
            Self::Connection => "connection",
        }
        .into())
    }
}

impl FromSql for EntryKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "call" => Ok(Self::Call),
            "device" => Ok(Self::Device),
            "connection" => Ok(Self::Connection),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}
