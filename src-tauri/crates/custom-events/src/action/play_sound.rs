//! Plays a sound. No value names it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{FieldProblem, FieldProblemCode, Files, RenderError, SoundFile, Trigger, Values};

/// Plays a sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaySound {
    /// The path of a WAV file.
    pub file: String,
}

/// A sound to play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// The path of a WAV file.
    pub file: PathBuf,
}

impl PlaySound {
    /// Renders the sound to play. It takes no values.
    ///
    /// # Errors
    /// Fails if none is chosen.
    pub fn render(&self, _: &Values) -> Result<Sound, RenderError> {
        if self.is_blank() {
            return Err(RenderError::NoSound);
        }
        Ok(Sound { file: PathBuf::from(&self.file) })
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, _: &Trigger) -> Vec<FieldProblem> {
        if self.is_blank() { vec![FieldProblem::new("file", FieldProblemCode::Empty, "")] } else { Vec::new() }
    }

    pub(crate) fn check_file(&self, files: &impl Files) -> Option<FieldProblem> {
        if self.is_blank() {
            return None;
        }
        let code = match files.sound(self.file.as_ref()) {
            SoundFile::Wav => return None,
            SoundFile::Missing => FieldProblemCode::SoundMissing,
            SoundFile::NotWav => FieldProblemCode::NotWav,
        };
        Some(FieldProblem::new("file", code, &self.file))
    }

    fn is_blank(&self) -> bool {
        self.file.trim().is_empty()
    }
}
