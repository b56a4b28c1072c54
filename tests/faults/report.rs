//! What a run of a row came to, as a line of JSON for `cargo xtask faults`.

use std::fs::OpenOptions;
use std::io::Write;
use std::time::Duration;

use serde_json::json;

/// The file the lines go to.
const FILE: &str = "BELLHOP_FAULT_REPORT";

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Calls that were made while they could be heard, and are not accounted for.
    pub lost: usize,
    /// Calls or deeds that are accounted for more than once.
    pub doubled: usize,
    /// Calls that came and went while nothing could be heard, and were not found later either.
    pub unseen: usize,
    /// The longest it took until all was well again.
    pub recovery: Duration,
    /// How long it may take.
    pub bound: Duration,
}

/// Adds a line to the report, if one is wanted.
pub fn write(row: &str, seed: u64, failed: bool, outcome: &Outcome) {
    let Some(file) = std::env::var_os(FILE) else { return };
    let line = json!({
        "row": row,
        "seed": seed,
        "failed": failed,
        "lost": outcome.lost,
        "doubled": outcome.doubled,
        "unseen": outcome.unseen,
        "recovery_ms": outcome.recovery.as_millis(),
        "bound_ms": outcome.bound.as_millis(),
    });
    let line = format!("{line}\n");
    let mut file = OpenOptions::new().create(true).append(true).open(file).expect("the report can be written");
    // One write a line: rows that run side by side share the file.
    file.write_all(line.as_bytes()).expect("the report can be written");
}
