//! What happened, as the window shows it: a page of lines, and one of them opened.

use custom_events::{Rendered, Traced};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::host::Failure;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ActivityQuery {
    /// Part of a name, a number or a custom event's name; empty for everything.
    pub text: String,
    /// Of which kind; without, of every one.
    pub kind: Option<ActivityKind>,
    /// Whether only what went wrong is looked for.
    pub failed: bool,
    /// The id that what is looked for is older than.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ActivityKind {
    /// A call.
    Call,
    /// A phone.
    Device,
    /// The connection, and everything else.
    Connection,
}

/// Some lines, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityPage {
    /// The lines.
    pub lines: Vec<ActivityLine>,
    /// Whether there are older ones.
    pub more: bool,
}

/// Something that happened, in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityLine {
    /// Its id.
    #[ts(type = "number")]
    pub id: i64,
    /// When, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// What it is about.
    pub kind: ActivityKind,
    /// What happened, e.g. `Ringing`, `DND on`, `Connection lost`.
    pub state: String,
    /// The name of whose line it happened on, unless it is the own one.
    pub line: String,
    /// The other party's name, or empty.
    pub name: String,
    /// The other party's number as people read it, or empty.
    pub number: String,
    /// `incoming`, `outgoing`, or empty.
    pub direction: String,
    /// What became of the call, e.g. `no answer`, or empty.
    pub outcome: String,
    /// Whether it happened earlier, while it could not be heard.
    pub late: bool,
    /// The code of what was in the way, for the connection; or empty.
    pub reason: String,
    /// What the words for the reason need.
    pub detail: String,
    /// The custom events it triggered, by name, each once.
    pub triggered: Vec<String>,
    /// How many actions were done.
    pub done: u32,
    /// How many failed, or are not tried any more.
    pub failed: u32,
    /// How many wait for their next try.
    pub waiting: u32,
    /// How many were held back.
    pub held_back: u32,
}

/// A line opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityEntry {
    /// The line.
    pub line: ActivityLine,
    /// What each custom event made of it. None if nobody was asked.
    pub traces: Vec<Traced>,
    /// What was run, in order.
    pub runs: Vec<RunView>,
    /// What is still to be sent, or is not tried any more.
    pub owed: Vec<OwedView>,
}

/// An action that was run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// Its id.
    #[ts(type = "number")]
    pub id: i64,
    /// Which action of its custom event it is of, counted from 0.
    pub place: u32,
    /// The id of its custom event.
    pub event_id: String,
    /// The name of its custom event at the time.
    pub name: String,
    /// The kind of action.
    pub kind: String,
    /// What exactly was done; none if it was not rendered, or is of an earlier version.
    pub done: Option<Rendered>,
    /// What went wrong.
    pub failure: Option<Failure>,
    /// What there is to say of a success, e.g. `HTTP 204` or `exit code 0`.
    pub success: String,
    /// Whether it is under way, or was left to itself and had not ended.
    pub goes_on: bool,
    /// What was taken for variables, and there are none of: it was sent as it stands.
    pub unknown: Vec<String>,
    /// Whether the user had it done again.
    pub again: bool,
    /// When it began, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// How long it took, in milliseconds.
    #[ts(type = "number")]
    pub took: i64,
}

/// A call of a web service that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwedView {
    /// Its id.
    #[ts(type = "number")]
    pub id: i64,
    /// Which action of its custom event it is of, counted from 0.
    pub place: u32,
    /// The id of its custom event.
    pub event_id: String,
    /// The name of its custom event at the time.
    pub name: String,
    /// What is to be sent.
    pub request: Option<Rendered>,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next, in milliseconds since 1970; none if it is not tried any more.
    #[ts(type = "number | null")]
    pub next_at: Option<i64>,
    /// What went wrong last.
    pub problem: Option<Failure>,
}

/// How much is owed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxView {
    /// How many calls of web services wait for their next try.
    pub waiting: u32,
    /// How many are not tried any more until the user says so.
    pub parked: u32,
    /// How full the outbox is, in percent.
    pub full: u8,
}
