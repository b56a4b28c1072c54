//! The outbox: what is owed, and the keys of what was delivered lately.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};
use serde_json::Value;

use super::{
    columns::{Json, Millis, OwnedJson, Text},
    entries, notes, runs, search,
};
use crate::{
    Accepted, EntryId, Happening, JournalError, OutboxCounts, Owed, OwedId, OwedRow, Run, TakenIn,
    outbox::{MOST_OWED, MOST_OWED_BYTES},
};

/// How long the key of a delivered row is remembered, in milliseconds.
const REMEMBERED_MS: i64 = 48 * 60 * 60 * 1000;

/// Takes in what happened with what is owed for it, all of it or nothing. The rows that were added are told once they are on
/// the disk.
pub(crate) fn take_in(connection: &mut Connection, all: &[Happening], tell: impl Fn(OwedRow)) -> Result<Vec<TakenIn>, JournalError> {
    let transaction = connection.transaction()?;
    let (mut taken_in, mut added) = (Vec::with_capacity(all.len()), Vec::new());
    for Happening { entry, owed, notes } in all {
        let entry = entries::insert(&transaction, None, entry)?;
        let (Accepted { owed, known, refused }, rows) = add_all(&transaction, Some(entry), owed)?;
        write_notes(&transaction, notes)?;
        taken_in.push(TakenIn { entry, owed, known, refused });
        added.extend(rows);
    }
    transaction.commit()?;
    added.into_iter().for_each(tell);
    Ok(taken_in)
}

/// Takes in what is owed. The rows that were added are told once they are on the disk.
pub(crate) fn owe(connection: &mut Connection, entry: Option<EntryId>, owed: &[Owed], all_notes: &[(String, Value)], tell: impl Fn(OwedRow)) -> Result<Accepted, JournalError> {
    let transaction = connection.transaction()?;
    let (accepted, rows) = add_all(&transaction, entry, owed)?;
    write_notes(&transaction, all_notes)?;
    transaction.commit()?;
    rows.into_iter().for_each(tell);
    Ok(accepted)
}

fn write_notes(transaction: &Transaction<'_>, all: &[(String, Value)]) -> Result<(), JournalError> {
    all.iter().try_for_each(|(key, value)| notes::write(transaction, key, value))
}

pub(crate) fn lanes(connection: &Connection) -> Result<Vec<String>, JournalError> {
    // From one lane to the next, however many rows wait in each.
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE lanes (lane) AS (
            SELECT min(lane) FROM outbox WHERE parked = 0
            UNION ALL SELECT (SELECT min(lane) FROM outbox WHERE parked = 0 AND lane > lanes.lane) FROM lanes WHERE lanes.lane IS NOT NULL
        ) SELECT lane FROM lanes WHERE lane IS NOT NULL",
    )?;
    let lanes = statement.query_map([], |row| Ok(row.get::<_, Text>(0)?.0))?;
    Ok(lanes.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn waiting_of(connection: &Connection, lane: &str, limit: usize) -> Result<Vec<OwedRow>, JournalError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached("SELECT * FROM outbox WHERE parked = 0 AND lane = ?1 ORDER BY id LIMIT ?2")?;
    Ok(statement.query_map((lane, limit), read)?.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn parked(connection: &Connection, limit: usize) -> Result<Vec<OwedRow>, JournalError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached("SELECT * FROM outbox WHERE parked = 1 ORDER BY id LIMIT ?1")?;
    Ok(statement.query_map([limit], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Returns what is owed for an entry, in order.
pub(crate) fn of(connection: &Connection, entry: EntryId) -> Result<Vec<OwedRow>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT * FROM outbox WHERE entry = ?1 ORDER BY id")?;
    Ok(statement.query_map([entry], read)?.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn tried(connection: &Connection, id: OwedId, next_at: Timestamp, problem: &Value) -> Result<(), JournalError> {
    let mut statement = connection.prepare_cached("UPDATE outbox SET attempts = attempts + 1, next_at = ?2, problem = ?3 WHERE id = ?1")?;
    statement.execute((id, Millis(next_at), Json(problem)))?;
    Ok(())
}

pub(crate) fn delivered(connection: &mut Connection, id: OwedId, run: &Run, now: Timestamp) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    let key: Option<Text> = transaction.prepare_cached("DELETE FROM outbox WHERE id = ?1 RETURNING key")?.query_row([id], |row| row.get(0)).optional()?;
    if let Some(Text(key)) = key {
        remember(&transaction, &key, now)?;
    }
    // Also if the row was deleted while it was being sent: it was sent.
    runs::insert(&transaction, None, run)?;
    transaction.commit()?;
    Ok(())
}

pub(crate) fn park(connection: &Connection, id: OwedId, problem: &Value) -> Result<(), JournalError> {
    connection.prepare_cached("UPDATE outbox SET parked = 1, attempts = attempts + 1, problem = ?2 WHERE id = ?1")?.execute((id, Json(problem)))?;
    Ok(())
}

pub(crate) fn retry(connection: &Connection, id: OwedId, now: Timestamp) -> Result<(), JournalError> {
    connection.prepare_cached("UPDATE outbox SET parked = 0, attempts = 0, next_at = ?2 WHERE id = ?1")?.execute((id, Millis(now)))?;
    Ok(())
}

pub(crate) fn delete(connection: &mut Connection, id: OwedId, run: impl FnOnce(OwedRow) -> Option<Run>) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    let row = transaction.prepare_cached("DELETE FROM outbox WHERE id = ?1 RETURNING *")?.query_row([id], read).optional()?;
    if let Some(run) = row.and_then(run) {
        runs::insert(&transaction, None, &run)?;
    }
    transaction.commit()?;
    Ok(())
}

pub(crate) fn delete_all(connection: &mut Connection, run: impl Fn(OwedRow) -> Option<Run>) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    let rows: Vec<OwedRow> = transaction.prepare_cached("SELECT * FROM outbox WHERE entry IS NOT NULL")?.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    transaction.execute("DELETE FROM outbox", [])?;
    for run in rows.into_iter().filter_map(run) {
        runs::insert(&transaction, None, &run)?;
    }
    transaction.commit()?;
    Ok(())
}

pub(crate) fn counts(connection: &Connection) -> Result<OutboxCounts, JournalError> {
    let mut statement = connection.prepare_cached("SELECT parked, count, bytes FROM outbox_totals")?;
    let mut counts = OutboxCounts::default();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let count = usize::try_from(row.get::<_, i64>("count")?).unwrap_or_default();
        counts.bytes = counts.bytes.saturating_add_signed(row.get("bytes")?);
        match row.get("parked")? {
            true => counts.parked += count,
            false => counts.waiting += count,
        }
    }
    let full = (counts.waiting + counts.parked) as f64 / MOST_OWED as f64;
    let full = full.max(counts.bytes as f64 / MOST_OWED_BYTES as f64);
    // `as` stays within a byte.
    counts.full_percent = (full * 100.0).min(100.0) as u8;
    Ok(counts)
}

/// Returns whether the outbox holds as many rows as its totals say.
pub(crate) fn is_complete(connection: &Connection) -> Result<bool, JournalError> {
    let sql = "SELECT count(*) = 2 FROM outbox_totals
        WHERE count = CASE parked WHEN 0 THEN (SELECT count(*) FROM outbox WHERE parked = 0) ELSE (SELECT count(*) FROM outbox WHERE parked = 1) END";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Remembers the key of what was delivered.
pub(crate) fn remember(transaction: &Transaction<'_>, key: &str, at: Timestamp) -> Result<(), JournalError> {
    transaction.prepare_cached("INSERT OR REPLACE INTO delivered (key, at) VALUES (?1, ?2)")?.execute((key, Millis(at)))?;
    Ok(())
}

/// Forgets the keys of what was delivered long ago.
pub(crate) fn forget_keys(connection: &Connection, now: Timestamp) -> Result<(), JournalError> {
    connection.execute("DELETE FROM delivered WHERE at < ?1", [now.as_millisecond() - REMEMBERED_MS])?;
    Ok(())
}

fn add_all(transaction: &Transaction<'_>, entry: Option<EntryId>, owed: &[Owed]) -> Result<(Accepted, Vec<OwedRow>), JournalError> {
    let mut accepted = Accepted::default();
    let mut added = Vec::new();
    if owed.is_empty() {
        return Ok((accepted, added));
    }
    let OutboxCounts { waiting, parked, mut bytes, .. } = counts(transaction)?;
    let mut rows = waiting + parked;
    for owed in owed {
        if is_known(transaction, &owed.key)? {
            accepted.known += 1;
            continue;
        }
        let row = new_row(entry, owed);
        let text = AsText::of(&row);
        let size = text.size();
        if rows >= MOST_OWED || bytes + size > MOST_OWED_BYTES {
            accepted.refused.push(owed.key.clone());
            continue;
        }
        let id = insert_text(transaction, None, &text)?;
        accepted.owed.push(id);
        added.push(OwedRow { id, ..row });
        rows += 1;
        bytes += size;
    }
    Ok((accepted, added))
}

pub(crate) fn is_known(connection: &Connection, key: &str) -> Result<bool, JournalError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM outbox WHERE key = ?1 UNION ALL SELECT 1 FROM delivered WHERE key = ?1")?;
    Ok(statement.exists([key])?)
}

fn new_row(entry: Option<EntryId>, owed: &Owed) -> OwedRow {
    let Owed { key, lane, custom_event, name, request, detail, created } = owed.clone();
    // The database gives the id.
    OwedRow { id: OwedId(0), entry, key, lane, custom_event, name, request, detail, created, attempts: 0, next_at: created, problem: Value::Null, parked: false }
}

/// A row with its values as text: they are asked how long they are, and written.
struct AsText<'a> {
    row: &'a OwedRow,
    request: String,
    detail: String,
}

impl<'a> AsText<'a> {
    fn of(row: &'a OwedRow) -> Self {
        Self { row, request: row.request.to_string(), detail: row.detail.to_string() }
    }

    /// What it counts for in the bound of the outbox.
    fn size(&self) -> u64 {
        (self.request.len() + self.detail.len()) as u64
    }
}

/// Writes a row, with the id it had before or a new one.
pub(crate) fn insert(transaction: &Transaction<'_>, id: Option<OwedId>, row: &OwedRow) -> Result<OwedId, JournalError> {
    insert_text(transaction, id, &AsText::of(row))
}

fn insert_text(transaction: &Transaction<'_>, id: Option<OwedId>, text: &AsText<'_>) -> Result<OwedId, JournalError> {
    let AsText { row, request, detail } = text;
    // The entry may have been cleared.
    let mut statement = transaction.prepare_cached(
        "INSERT INTO outbox (id, entry, key, lane, custom_event, name, request, detail, created, attempts, next_at, problem, parked, bytes)
         VALUES (:id, (SELECT id FROM entries WHERE id = :entry), :key, :lane, :custom_event, :name, :request, :detail, :created, :attempts, :next_at, :problem,
            :parked, :bytes)",
    )?;
    let id = statement.insert(named_params! {
        ":id": id,
        ":entry": row.entry,
        ":key": row.key,
        ":lane": row.lane,
        ":custom_event": row.custom_event,
        ":name": row.name,
        ":request": request,
        ":detail": detail,
        ":created": Millis(row.created),
        ":attempts": row.attempts,
        ":next_at": Millis(row.next_at),
        ":problem": Json(&row.problem),
        ":parked": row.parked,
        ":bytes": i64::try_from(text.size()).unwrap_or(i64::MAX),
    })?;
    if let Some(entry) = row.entry {
        search::add_name(transaction, entry, &row.name)?;
    }
    Ok(OwedId(id))
}

fn read(row: &Row<'_>) -> rusqlite::Result<OwedRow> {
    Ok(OwedRow {
        id: row.get("id")?,
        entry: row.get("entry")?,
        key: row.get::<_, Text>("key")?.0,
        lane: row.get::<_, Text>("lane")?.0,
        custom_event: row.get::<_, Text>("custom_event")?.0,
        name: row.get::<_, Text>("name")?.0,
        request: row.get::<_, OwnedJson>("request")?.0,
        detail: row.get::<_, OwnedJson>("detail")?.0,
        created: row.get::<_, Millis>("created")?.0,
        attempts: row.get::<_, i64>("attempts")?.try_into().unwrap_or(u32::MAX),
        next_at: row.get::<_, Millis>("next_at")?.0,
        problem: row.get::<_, OwnedJson>("problem")?.0,
        parked: row.get::<_, i64>("parked")? != 0,
    })
}
