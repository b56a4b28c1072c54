//! What the next start needs to know if this one ends without wanting to: what was told of calls, and which of the phone
//! system's own notes are no news.
//!
//! Both are notes of the journal. They are there as long as the program has not ended as it should; then there are none, and
//! what goes on afterwards does so because nobody wanted to hear it.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use journal::{Journal, JournalError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use telephony::{LineId, Memory};

/// The note of what was told of calls. It is written together with what is owed for them.
pub(crate) const CALLS: &str = "calls";
/// The note of which of the phone system's notes are no news.
const LOG: &str = "log";
/// How long after its last word a line is worth recalling: nobody wants to hear today what went on a week ago.
const WORTH_RECALLING: SignedDuration = SignedDuration::from_hours(24);

/// What was known of the own line when the program ended last time.
#[derive(Debug, Default)]
pub(crate) struct Recalled {
    calls: Option<Memory>,
    log: Option<KnownLog>,
}

/// Which of the phone system's notes are no news.
#[derive(Debug, Serialize, Deserialize)]
struct KnownLog {
    line: LineId,
    at: Timestamp,
    ids: BTreeSet<String>,
}

impl Recalled {
    /// Reads what there is. What can't be read is not recalled.
    pub(crate) async fn read(journal: &Journal) -> Self {
        let note = async |key| journal.note_of(key).await.ok().flatten();
        let calls = note(CALLS).await.and_then(|note| serde_json::from_value(note).ok());
        let log = note(LOG).await.and_then(|note| serde_json::from_value(note).ok());
        Self { calls, log }
    }

    /// Returns what there is to go on from on a line: its calls, and what of the log is no news.
    pub(crate) fn of(self, line: &LineId, now: Timestamp) -> (Option<Memory>, Option<BTreeSet<String>>) {
        let is_worth_it = |of: &LineId, at: Timestamp| of == line && now.duration_since(at) < WORTH_RECALLING;
        let calls = self.calls.filter(|calls| is_worth_it(calls.line(), calls.at()));
        // A system may write nothing down. Then what is listed now says what became of the calls, as far as anybody can.
        let log = self.log.filter(|log| is_worth_it(&log.line, log.at));
        (calls, log.map(|log| log.ids))
    }
}

/// Writes down which of the phone system's notes are no news.
pub(crate) async fn note_log(journal: &Journal, line: LineId, ids: BTreeSet<String>) -> Result<(), JournalError> {
    let known = KnownLog { line, at: Timestamp::now(), ids };
    journal.note(LOG, serde_json::to_value(known).unwrap_or_default()).await
}

/// Forgets both.
pub(crate) async fn forget(journal: &Journal) -> Result<(), JournalError> {
    journal.note(CALLS, Value::Null).await?;
    journal.note(LOG, Value::Null).await
}
