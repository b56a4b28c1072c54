//! What is written down: what happened, and what was done about it.
//!
//! What the details say is the business of whoever writes them.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use crate::OwedRow;

/// Something that happened: an event of a call, of a phone or of the connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When, to the millisecond.
    pub at: Timestamp,
    /// What it is about.
    pub kind: EntryKind,
    /// The line it happened on, or empty.
    pub line: String,
    /// What happened, e.g. `ringing`.
    pub state: String,
    /// Everything else.
    pub details: Value,
    /// What each custom event made of it, as JSON text: it is written far more often than it is read.
    pub trace: String,
}

impl Entry {
    /// The trace of what no custom event was asked about.
    pub const NOT_ASKED: &str = "null";
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A call.
    Call,
    /// A phone.
    Device,
    /// The connection to the phone system.
    Connection,
}

/// The id of an entry. Later entries have greater ones, and none is ever given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub i64);

/// The id of a run. Later ones have greater ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub i64);

/// One action of a custom event that was run for an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The entry it was run for.
    pub entry: EntryId,
    /// The id of the custom event.
    pub custom_event: String,
    /// Its name at the time.
    pub name: String,
    /// The kind of action.
    pub kind: String,
    /// What exactly was run, sent, opened, played or shown.
    pub detail: Value,
    /// How it went: null if it went well, else what went wrong.
    pub outcome: Value,
    /// When it began, to the millisecond.
    pub started: Timestamp,
    /// How long it took, to the millisecond.
    pub took: Duration,
}

/// A run as it was written down.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRun {
    /// The id of the run.
    pub id: RunId,
    /// What was run.
    pub run: Run,
}

/// An entry, what was done about it and what is still owed.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryWithRuns {
    /// The id of the entry.
    pub id: EntryId,
    /// What happened.
    pub entry: Entry,
    /// What was done about it, in the order it was done.
    pub runs: Vec<KeptRun>,
    /// What is still owed for it, parked rows too, in the order it is sent.
    pub owed: Vec<OwedRow>,
}

/// How a custom event went the last time.
#[derive(Debug, Clone, PartialEq)]
pub struct LastRun {
    /// When it ran.
    pub at: Timestamp,
    /// How it went.
    pub outcome: Value,
}
