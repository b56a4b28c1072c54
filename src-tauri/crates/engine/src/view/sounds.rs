//! How sounds are played, as the window shows it.

use serde::Serialize;
use ts_rs::TS;

use super::SoundView;
use crate::host::SoundDevice;

/// How sounds are played, and which lines ring here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SoundsView {
    /// Whether a sound is repeated until the call is answered.
    pub repeat: bool,
    /// How loud, in percent.
    pub volume: u8,
    /// The chosen output device; without, it is the default one.
    pub device: Option<SoundDevice>,
    /// Whether the chosen device was not there when it was needed or looked for last.
    pub device_gone: bool,
    /// Whether the own line rings here.
    pub own_line: bool,
    /// How the lines of colleagues ring, those of whom it was ever said.
    pub lines: Vec<LineSoundView>,
}

/// How the line of a colleague rings here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LineSoundView {
    /// The user id of the colleague, in lower case.
    pub user_id: String,
    /// Its sound. Without a file of its own it is the ringing sound.
    pub sound: SoundView,
}
