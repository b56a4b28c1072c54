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
}
