//! A custom event tried out: on a call that is made up, or on the last real one.

use std::collections::BTreeMap;

use custom_events::{CustomEvent, Rendered, Traced};
use serde::{Deserialize, Serialize};
use telephony::Direction;
use ts_rs::TS;

use crate::host::Failure;

/// A call to try on, as the user may change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SampleCall {
    /// The other party's name.
    pub name: String,
    /// The other party's number.
    pub tel: String,
    /// Whether the other party hides it.
    pub withheld: bool,
    /// Whether it is a colleague.
    pub internal: bool,
    /// How long they talk, in seconds.
    pub seconds: u32,
    /// Which way it goes.
    #[ts(type = "\"incoming\" | \"outgoing\"")]
    pub direction: Direction,
}

/// The calls to try on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Samples {
    /// One that is made up.
    pub example: SampleCall,
    /// The last real one.
    pub last: Option<SampleCall>,
}

/// A custom event as it would be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// Each of its actions, in order.
    pub actions: Vec<ActionPreview>,
    /// Whether its conditions are met by the call.
    pub trace: Traced,
    /// What each variable is for it, by name.
    pub values: BTreeMap<String, String>,
}

/// An action as it would be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionPreview {
    /// What would be done, exactly.
    pub rendered: Option<Rendered>,
    /// Why nothing would be done.
    pub failure: Option<Failure>,
    /// Of a program, each argument in pieces, so that what came from the call can be marked.
    pub arguments: Vec<Vec<ArgumentPiece>>,
}

/// A piece of an argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ArgumentPiece {
    /// Its text.
    pub text: String,
    /// Whether it came from the call.
    pub from_call: bool,
}

/// An action that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// What went wrong.
    pub failure: Option<Failure>,
    /// What there is to say of a success, e.g. `HTTP 204`.
    pub success: String,
    /// Whether it is a program that was left to itself and had not ended.
    pub goes_on: bool,
    /// How long it took, in milliseconds.
    #[ts(type = "number")]
    pub took: i64,
}

impl Tried {
    /// What is said where nothing could be done.
    pub(crate) fn not(failure: Option<Failure>) -> Self {
        Self { failure, success: String::new(), goes_on: false, took: 0 }
    }
}

/// A call to simulate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SimulatedCall {
    /// Who calls, or is called.
    pub sample: SampleCall,
    /// The user id of the line it is on; empty for the own one.
    pub line: String,
    /// Whether it is answered.
    pub answered: bool,
    /// Whether it is put on hold and taken back.
    pub held: bool,
    /// Whether what custom events do is done for real.
    pub for_real: bool,
}

/// What a simulated call did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// Its states, in order.
    pub steps: Vec<SimulatedStep>,
}

/// One state of a simulated call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SimulatedStep {
    /// The state, e.g. `Ringing`.
    pub state: String,
    /// What each custom event made of it.
    pub traces: Vec<Traced>,
    /// What those that were triggered do.
    pub runs: Vec<SimulatedRun>,
}

/// A custom event that a simulated call triggered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SimulatedRun {
    /// Its id.
    pub event_id: String,
    /// Its name.
    pub name: String,
    /// How long it would have to be still so first, in seconds.
    pub wait: Option<u32>,
    /// What its actions do.
    pub actions: Vec<ActionPreview>,
    /// What came of each, where it was done for real.
    pub tried: Vec<Option<Tried>>,
}

/// Custom events to start from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StartingPoint {
    /// Which, for its words.
    pub key: String,
    /// The drafts, without ids and names. Most are one; a light that goes on and off is two.
    pub drafts: Vec<CustomEvent>,
}
