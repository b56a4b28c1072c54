//! Finding entries again.

use crate::{EntryId, EntryKind, EntryWithRuns, Journal, JournalError, store};

/// What is looked for: entries for which all of it holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Part of the line, the state, a value of the details, or the name of a custom event that was run or is owed; in
    /// capitals or not. A number is found however it is grouped, and with or without the zero it begins with at home. Empty: all.
    pub text: String,
    /// What it is about. Empty: anything.
    pub kinds: Vec<EntryKind>,
    /// Only those with a run that failed or a row of the outbox that is parked.
    pub failed: bool,
    /// Only those older than this one.
    pub before: Option<EntryId>,
    /// How many at most.
    pub limit: usize,
}

impl Journal {
    /// Returns the newest entries that are looked for, newest first.
    ///
    /// # Errors
    /// Fails if they could not be read.
    pub async fn search(&self, query: Query) -> Result<Vec<EntryWithRuns>, JournalError> {
        self.ask(move |connection| store::search::search(connection, &query)).await
    }

    /// Returns one entry, unless it was cleared.
    ///
    /// # Errors
    /// Fails if it could not be read.
    pub async fn entry(&self, id: EntryId) -> Result<Option<EntryWithRuns>, JournalError> {
        self.ask(move |connection| store::entries::with_runs(connection, id)).await
    }

    /// Returns the newest entry.
    ///
    /// # Errors
    /// Fails if it could not be read.
    pub async fn newest(&self) -> Result<Option<EntryId>, JournalError> {
        self.ask(|connection| store::entries::newest(connection)).await
    }
}
