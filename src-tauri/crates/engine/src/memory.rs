//! What the next start needs to know if this one ends without wanting to: what was told of calls, which of the phone
//! system's own notes are no news, and which custom events wait to see whether it is still so; and what is done once per call.
//!
//! All are notes of the journal. But for the last, they are there as long as the program has not ended as it should; then
//! there are none, and what goes on afterwards does so because nobody wanted to hear it.

use std::collections::{BTreeSet, HashSet};

use custom_events::{Moment, Traced};
use jiff::{SignedDuration, Timestamp};
use journal::{EntryId, Journal, JournalError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use telephony::{Call, CallId, Change, LineId, Memory};
use uuid::Uuid;

/// The note of what was told of calls. It is written together with what is owed for them.
pub(crate) const CALLS: &str = "calls";
/// The note of which of the phone system's notes are no news.
const LOG: &str = "log";
/// What begins the key of the note of a custom event that waits.
const WAIT: &str = "wait/";
/// What begins the key of the note of what was done once for a call.
const ONCE: &str = "once/";
/// How many entries are looked through for the one a wait began with.
const LOOKED_THROUGH: usize = 1000;
/// How long after its last word a line is worth recalling: nobody wants to hear today what went on a week ago.
const WORTH_RECALLING: SignedDuration = SignedDuration::from_hours(24);

/// What was known of the own line when the program ended last time.
#[derive(Debug, Default)]
pub(crate) struct Recalled {
    calls: Option<Memory>,
    log: Option<KnownLog>,
    once: Vec<DoneOnce>,
    waits: Vec<RecalledWait>,
}

/// What there is to go on from on a line.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// Its calls, with what was told of them.
    pub(crate) calls: Option<Memory>,
    /// What of the log is no news.
    pub(crate) known_log: Option<BTreeSet<String>>,
    /// What was done once for which call.
    pub(crate) once: Vec<DoneOnce>,
    /// What waited to see whether it is still so, and may go on waiting.
    pub(crate) waits: Vec<RecalledWait>,
    /// What waited, and can't be known to be still so.
    pub(crate) given_up: Vec<RecalledWait>,
}

/// A custom event that waits to see whether it is still so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptWait {
    /// Which custom event.
    pub(crate) event_id: String,
    /// What is to be still so.
    pub(crate) change: Change,
    /// Until when it waits.
    pub(crate) due: Timestamp,
}

/// One that was found at the start.
#[derive(Debug)]
pub(crate) struct RecalledWait {
    pub(crate) key: String,
    pub(crate) wait: KeptWait,
    /// The record of the change, and what the custom events made of it.
    pub(crate) recorded: Option<(EntryId, Vec<Traced>)>,
}

/// What was done once for a call.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DoneOnce {
    pub(crate) line: LineId,
    pub(crate) call: CallId,
    pub(crate) event_ids: HashSet<String>,
    at: Timestamp,
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
        let notes = async |prefix| journal.notes_beginning(prefix).await.unwrap_or_default();
        let once = notes(ONCE).await.into_iter().filter_map(|(_, note)| serde_json::from_value(note).ok()).collect();
        let waits: Vec<_> = notes(WAIT).await.into_iter().filter_map(|(key, note)| Some((key, serde_json::from_value(note).ok()?))).collect();
        let waits = if waits.is_empty() { Vec::new() } else { with_records(journal, waits).await };
        Self { calls, log, once, waits }
    }

    /// Returns what there is to go on from on a line.
    pub(crate) fn of(self, line: &LineId, now: Timestamp) -> Past {
        let is_worth_it = |of: &LineId, at: Timestamp| of == line && now.duration_since(at) < WORTH_RECALLING;
        let calls = self.calls.filter(|calls| is_worth_it(calls.line(), calls.at()));
        // A system may write nothing down. Then what is listed now says what became of the calls, as far as anybody can.
        let log = self.log.filter(|log| is_worth_it(&log.line, log.at));
        // Without what was told of its call, nobody can say whether it is still so.
        let goes_on = |wait: &RecalledWait| matches!(&calls, Some(calls) if is_worth_it(&wait.wait.change.line, calls.at()));
        let (waits, given_up) = self.waits.into_iter().partition(goes_on);
        let once = self.once.into_iter().filter(|done| now.duration_since(done.at) < WORTH_RECALLING).collect();
        Past { calls, known_log: log.map(|log| log.ids), once, waits, given_up }
    }
}

/// Finds the records of the changes that were waited for.
async fn with_records(journal: &Journal, waits: Vec<(String, KeptWait)>) -> Vec<RecalledWait> {
    let entries = journal.recent(LOOKED_THROUGH, None).await.unwrap_or_default();
    let with_record = |(key, wait): (String, KeptWait)| {
        let (line, state) = (wait.change.line.to_string(), Moment::of(&wait.change).name());
        let is_it = |kept: &&journal::EntryWithRuns| {
            let entry = &kept.entry;
            entry.at.as_millisecond() == wait.change.at.as_millisecond() && entry.line == line && entry.state == state
        };
        let recorded = entries.iter().find(is_it).map(|kept| (kept.id, serde_json::from_str(&kept.entry.trace).unwrap_or_default()));
        RecalledWait { key, wait, recorded }
    };
    waits.into_iter().map(with_record).collect()
}

/// Returns the note of a custom event that waits. Each has its own, so that none can be written over by another.
pub(crate) fn note_of_wait(wait: &KeptWait) -> Option<(String, Value)> {
    Some((format!("{WAIT}{}", Uuid::new_v4()), serde_json::to_value(wait).ok()?))
}

/// Returns the note of what was done once for a call, by the ids of the custom events; a call that is over needs none.
pub(crate) fn note_of_once(line: &LineId, call: &Call, event_ids: HashSet<String>, now: Timestamp) -> (String, Value) {
    let done = DoneOnce { line: line.clone(), call: call.id.clone(), event_ids, at: now };
    let value = if call.is_over() { Value::Null } else { serde_json::to_value(done).unwrap_or_default() };
    (format!("{ONCE}{line}/{}", call.id), value)
}

/// Writes down which of the phone system's notes are no news.
pub(crate) async fn note_log(journal: &Journal, line: LineId, ids: BTreeSet<String>) -> Result<(), JournalError> {
    let known = KnownLog { line, at: Timestamp::now(), ids };
    journal.note(LOG, serde_json::to_value(known).unwrap_or_default()).await
}

/// Forgets what went on.
pub(crate) async fn forget_calls(journal: &Journal) -> Result<(), JournalError> {
    journal.note(CALLS, Value::Null).await?;
    journal.note(LOG, Value::Null).await?;
    journal.forget_notes_beginning(WAIT).await
}

/// Forgets everything.
pub(crate) async fn forget(journal: &Journal) -> Result<(), JournalError> {
    forget_calls(journal).await?;
    journal.forget_notes_beginning(ONCE).await
}
