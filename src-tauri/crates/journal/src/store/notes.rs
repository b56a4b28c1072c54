//! Notes: values by key.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::columns::{Json, OwnedJson};
use crate::JournalError;

pub(crate) fn write(connection: &Connection, key: &str, value: &Value) -> Result<(), JournalError> {
    if value.is_null() {
        connection.prepare_cached("DELETE FROM notes WHERE key = ?1")?.execute([key])?;
    } else {
        let mut statement = connection.prepare_cached("INSERT INTO notes (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?;
        statement.execute((key, Json(value)))?;
    }
    Ok(())
}

/// Returns the notes whose keys begin so, in the order of their keys.
pub(crate) fn beginning(connection: &Connection, prefix: &str) -> Result<Vec<(String, Value)>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT key, value FROM notes WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key")?;
    let notes = statement.query_map([prefix], |row| Ok((row.get(0)?, row.get::<_, OwnedJson>(1)?.0)))?;
    Ok(notes.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn forget_beginning(connection: &Connection, prefix: &str) -> Result<(), JournalError> {
    connection.prepare_cached("DELETE FROM notes WHERE substr(key, 1, length(?1)) = ?1")?.execute([prefix])?;
    Ok(())
}

pub(crate) fn read(connection: &Connection, key: &str) -> Result<Option<Value>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT value FROM notes WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get::<_, OwnedJson>(0)).optional()?.map(|value| value.0))
}
