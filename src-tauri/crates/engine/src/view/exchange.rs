//! Custom events that come from a file: shown before any of them is taken.

use custom_events::CustomEvent;
use serde::Serialize;
use ts_rs::TS;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReview {
    /// The name of the file.
    pub file: String,
    /// Its custom events.
    pub items: Vec<ImportItem>,
    /// Why it can't be taken.
    pub problem: Option<ImportProblem>,
}

/// Why a file can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ImportProblem {
    /// It can't be read.
    Unreadable,
    /// It holds no custom events of ours.
    NotOurs,
    /// A later version wrote it.
    TooNew,
    /// It is larger than a megabyte, or holds more than 500.
    TooLarge,
}

/// A custom event of a file, and everything it would reach for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportItem {
    /// The custom event. It arrives switched off.
    pub event: CustomEvent,
    /// Whether there is one of the same id, which it would replace.
    pub replaces: bool,
    /// Whether the one that is there is just the same.
    pub same: bool,
    /// The programs it runs: each with its parameters, as written.
    pub programs: Vec<ImportedProgram>,
    /// The servers it asks, the pages it opens: scheme and host.
    pub hosts: Vec<String>,
    /// The headers it sends, as written: name and value.
    pub headers: Vec<String>,
    /// The sound files it plays.
    pub sounds: Vec<String>,
    /// The names of the secrets it sends.
    pub secrets: Vec<String>,
    /// Whether something in it shows otherwise than it is: control characters, or such that turn the direction of writing.
    pub disguised: bool,
}

/// A program a custom event of a file runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedProgram {
    /// Its path.
    pub program: String,
    /// Its parameters as written.
    pub parameters: String,
}
