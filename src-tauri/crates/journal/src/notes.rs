//! Notes: a few values the program wants to find again, by a key.

use serde_json::Value;

use crate::{Journal, JournalError, store};

impl Journal {
    /// Writes a note, instead of the one with the same key. Null deletes it.
    ///
    /// # Errors
    /// Fails if it could not be written.
    pub async fn note(&self, key: &str, value: Value) -> Result<(), JournalError> {
        let key = key.to_owned();
        self.ask(move |connection| store::notes::write(connection, &key, &value)).await
    }

    /// Returns a note.
    ///
    /// # Errors
    /// Fails if it could not be read.
    pub async fn note_of(&self, key: &str) -> Result<Option<Value>, JournalError> {
        let key = key.to_owned();
        self.ask(move |connection| store::notes::read(connection, &key)).await
    }

    /// Returns the notes whose keys begin so, in the order of their keys.
    ///
    /// # Errors
    /// Fails if they could not be read.
    pub async fn notes_beginning(&self, prefix: &str) -> Result<Vec<(String, Value)>, JournalError> {
        let prefix = prefix.to_owned();
        self.ask(move |connection| store::notes::beginning(connection, &prefix)).await
    }

    /// Deletes the notes whose keys begin so.
    ///
    /// # Errors
    /// Fails if they could not be deleted.
    pub async fn forget_notes_beginning(&self, prefix: &str) -> Result<(), JournalError> {
        let prefix = prefix.to_owned();
        self.ask(move |connection| store::notes::forget_beginning(connection, &prefix)).await
    }
}
