//! What becomes of the speakers while a call goes on.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::host::SoundDevice;

/// How loud speakers that are lowered may be where the user does not say, in percent.
const LOWERED_TO: u8 = 20;

/// What the user chose for the speakers while a call of the own line goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MuteInCall {
    /// Whether anything is done at all. A softphone may use the same speakers, so it is for the user to say.
    pub on: bool,
    /// What is done.
    pub how: HushKind,
    /// How loud they may be where they are lowered, in percent.
    pub percent: u8,
    /// When it begins.
    pub from: HushedFrom,
    /// The output it is done to, or the default one.
    pub device: Option<SoundDevice>,
    /// What a later version wrote and we do not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Default for MuteInCall {
    fn default() -> Self {
        Self { on: false, how: HushKind::Mute, percent: LOWERED_TO, from: HushedFrom::Answered, device: None, unknown: Map::new() }
    }
}

/// What is done to be quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum HushKind {
    /// The speakers are muted.
    Mute,
    /// They are lowered.
    Lower,
    /// Media players are paused.
    Pause,
}

/// When it begins to be quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum HushedFrom {
    /// Once a call is answered.
    Answered,
    /// Once one rings, or is dialled.
    Ringing,
}
