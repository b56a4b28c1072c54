//! What is asked of the tables.
//!
//! - `entries`, `runs`, `outbox`, `notes`: what is kept
//! - `search`: the words by which an entry is found again
//! - `columns`: how values are kept in a column

pub(crate) mod columns;
pub(crate) mod entries;
pub(crate) mod notes;
pub(crate) mod outbox;
pub(crate) mod runs;
pub(crate) mod search;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use self::columns::Millis;
use crate::{EntryId, JournalError};

/// Deletes the entries and runs, and what is parked. What waits in the outbox is still owed.
pub(crate) fn clear(connection: &mut Connection) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    transaction.execute("DELETE FROM outbox WHERE parked", [])?;
    transaction.execute("DELETE FROM runs", [])?;
    // What is still owed stays where it can be seen, retried and given up.
    let mut forgotten: Vec<EntryId> = {
        let mut statement = transaction.prepare_cached("DELETE FROM entries WHERE id NOT IN (SELECT entry FROM outbox WHERE entry IS NOT NULL) RETURNING id")?;
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    forgotten.sort_unstable();
    search::remove(&transaction, &forgotten)?;
    transaction.commit()?;
    // Gives the space back.
    connection.execute_batch("VACUUM")?;
    forget_for_good(connection)
}

/// Deletes the entries of before a time with their runs, and what was parked of before it. What waits in the outbox is
/// still owed.
pub(crate) fn forget_before(connection: &mut Connection, time: Timestamp, now: Timestamp) -> Result<usize, JournalError> {
    let transaction = connection.transaction()?;
    transaction.execute("DELETE FROM outbox WHERE parked AND created < ?1", [Millis(time)])?;
    let mut forgotten: Vec<EntryId> = {
        let mut statement = transaction.prepare_cached("DELETE FROM entries WHERE at < ?1 AND id NOT IN (SELECT entry FROM outbox WHERE entry IS NOT NULL) RETURNING id")?;
        statement.query_map([Millis(time)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    forgotten.sort_unstable();
    search::remove(&transaction, &forgotten)?;
    outbox::forget_keys(&transaction, now)?;
    transaction.commit()?;
    // Also if nothing was deleted now: last time another program may have been in the way.
    forget_for_good(connection)?;
    Ok(forgotten.len())
}

/// Writes the tables as they are now over the file, and empties the log that remembers how they were.
fn forget_for_good(connection: &Connection) -> Result<(), JournalError> {
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0)).optional()?;
    if busy == Some(true) { Err(JournalError::Busy) } else { Ok(()) }
}
