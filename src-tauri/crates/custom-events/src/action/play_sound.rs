//! Plays a sound. No value names it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::is_elsewhere;
use crate::{FieldProblem, FieldProblemCode, Files, RenderError, SoundProblem, Trigger, Values};

/// Plays a sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaySound {
    /// The path of a WAV file.
    pub file: String,
    /// Whether it is played again and again until the call moves on; a minute at most.
    #[serde(default, skip_serializing_if = "super::run_program::is_false")]
    #[ts(as = "Option<bool>", optional)]
    pub repeat: bool,
    /// How loud, in percent of the file. Without, as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub volume: Option<u8>,
    /// The output device, by the id the system gave it. Without, the one the system has for everything.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub device: String,
}

/// A sound to play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sound {
    /// The path of a WAV file.
    pub file: PathBuf,
    /// Whether it is played again and again.
    pub repeat: bool,
    /// How loud, in percent.
    pub volume: u8,
    /// The output device, by its id, or the default one.
    pub device: Option<String>,
}

impl PlaySound {
    /// Renders the sound to play. It takes no values.
    ///
    /// # Errors
    /// Fails if none is chosen, or one of another machine.
    pub fn render(&self, _: &Values) -> Result<Sound, RenderError> {
        if self.is_blank() || is_elsewhere(&self.file) {
            return Err(RenderError::NoSound);
        }
        let device = Some(self.device.clone()).filter(|device| !device.is_empty());
        Ok(Sound { file: PathBuf::from(&self.file), repeat: self.repeat, volume: self.volume.unwrap_or(100).min(100), device })
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, _: &Trigger) -> Vec<FieldProblem> {
        if self.is_blank() {
            vec![FieldProblem::new("file", FieldProblemCode::Empty, "")]
        } else if is_elsewhere(&self.file) {
            vec![FieldProblem::new("file", FieldProblemCode::SoundMissing, &self.file)]
        } else {
            Vec::new()
        }
    }

    pub(crate) fn check_file(&self, files: &impl Files) -> Option<FieldProblem> {
        if self.is_blank() || is_elsewhere(&self.file) {
            return None;
        }
        let code = match files.sound(self.file.as_ref())? {
            SoundProblem::Missing => FieldProblemCode::SoundMissing,
            SoundProblem::NotWav => FieldProblemCode::SoundNotWav,
            SoundProblem::Unreadable => FieldProblemCode::SoundUnreadable,
            SoundProblem::TooLarge => FieldProblemCode::SoundTooLarge,
            SoundProblem::UnknownFormat => FieldProblemCode::SoundUnknownFormat,
            SoundProblem::Damaged => FieldProblemCode::SoundDamaged,
            SoundProblem::Empty => FieldProblemCode::SoundEmpty,
        };
        Some(FieldProblem::new("file", code, &self.file))
    }

    fn is_blank(&self) -> bool {
        self.file.trim().is_empty()
    }
}
