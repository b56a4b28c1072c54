//! Runs: what was done about an entry.

use std::{collections::HashMap, time::Duration};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::{
    columns::{Json, Millis, OwnedJson, Text},
    search,
};
use crate::{EntryId, JournalError, KeptRun, LastRun, Run, RunId};

pub(crate) fn record(connection: &mut Connection, run: &Run) -> Result<Option<RunId>, JournalError> {
    let transaction = connection.transaction()?;
    let id = insert(&transaction, None, run)?;
    transaction.commit()?;
    Ok(id)
}

pub(crate) fn end(connection: &Connection, id: RunId, run: &Run) -> Result<(), JournalError> {
    let mut statement = connection.prepare_cached("UPDATE runs SET detail = :detail, outcome = :outcome, took = :took WHERE id = :id")?;
    statement.execute(named_params! { ":id": id, ":detail": Json(&run.detail), ":outcome": Json(&run.outcome), ":took": milliseconds(run.took) })?;
    Ok(())
}

fn milliseconds(took: Duration) -> i64 {
    i64::try_from(took.as_millis()).unwrap_or(i64::MAX)
}

/// Writes a run, if its entry is there, with the id it had before or a new one, which is returned.
pub(crate) fn insert(transaction: &Transaction<'_>, id: Option<RunId>, run: &Run) -> Result<Option<RunId>, JournalError> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO runs (id, entry, custom_event, name, kind, detail, outcome, started, took)
         SELECT :id, :entry, :custom_event, :name, :kind, :detail, :outcome, :started, :took WHERE EXISTS (SELECT 1 FROM entries WHERE id = :entry)",
    )?;
    let written = statement.execute(named_params! {
        ":id": id,
        ":entry": run.entry,
        ":custom_event": run.custom_event,
        ":name": run.name,
        ":kind": run.kind,
        ":detail": Json(&run.detail),
        ":outcome": Json(&run.outcome),
        ":started": Millis(run.started),
        ":took": milliseconds(run.took),
    })?;
    let id = (written > 0).then(|| RunId(transaction.last_insert_rowid()));
    search::add_name(transaction, run.entry, &run.name)?;
    Ok(id)
}

pub(crate) fn last_runs(connection: &Connection, but: &str) -> Result<HashMap<String, LastRun>, JournalError> {
    // Of runs that began together the one written down last is the later one.
    let mut statement = connection.prepare_cached(
        "SELECT custom_event, started, outcome FROM runs AS run
         WHERE id = (SELECT id FROM runs WHERE custom_event = run.custom_event AND instr(outcome, json_quote(?1)) = 0 ORDER BY started DESC, id DESC LIMIT 1)",
    )?;
    let runs = statement.query_map([but], |row| {
        let at = row.get::<_, Millis>("started")?.0;
        Ok((row.get::<_, Text>("custom_event")?.0, LastRun { at, outcome: row.get::<_, OwnedJson>("outcome")?.0 }))
    })?;
    Ok(runs.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn one(connection: &Connection, id: RunId) -> Result<Option<KeptRun>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT * FROM runs WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| Ok(KeptRun { id, run: read(row)? })).optional()?)
}

/// Returns the runs of an entry, in the order they were written down.
pub(crate) fn of(connection: &Connection, entry: EntryId) -> Result<Vec<KeptRun>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT * FROM runs WHERE entry = ?1 ORDER BY id")?;
    let runs = statement.query_map([entry], |row| Ok(KeptRun { id: row.get("id")?, run: read(row)? }))?;
    Ok(runs.collect::<rusqlite::Result<_>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        entry: row.get("entry")?,
        custom_event: row.get::<_, Text>("custom_event")?.0,
        name: row.get::<_, Text>("name")?.0,
        kind: row.get::<_, Text>("kind")?.0,
        detail: row.get::<_, OwnedJson>("detail")?.0,
        outcome: row.get::<_, OwnedJson>("outcome")?.0,
        started: row.get::<_, Millis>("started")?.0,
        took: Duration::from_millis(row.get::<_, i64>("took")?.try_into().unwrap_or_default()),
    })
}
