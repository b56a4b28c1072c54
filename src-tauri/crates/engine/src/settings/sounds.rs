//! What is heard of calls: how, on what, and of which lines.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use telephony::LineId;
use ts_rs::TS;

use crate::host::SoundDevice;

/// How sounds are played, and which lines ring here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SoundsSettings {
    /// Whether a sound is repeated until the call is answered; else it is heard once for each call.
    pub repeat: bool,
    /// How loud, in percent.
    pub volume: u8,
    /// The output device, or the default one.
    pub device: Option<SoundDevice>,
    /// Whether the own line rings here.
    pub own_line: bool,
    /// The lines of colleagues, by their user ids in lower case. Those that are not here do not ring.
    pub lines: BTreeMap<String, LineSound>,
    /// What a later version wrote and we do not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// How the line of a colleague rings here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LineSound {
    /// Whether it does.
    pub on: bool,
    /// The file of its own sound, or the ringing sound.
    pub file: Option<PathBuf>,
    /// What a later version wrote and we do not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// Which of the sounds that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SoundOf {
    /// That of a ringing call.
    Ringing,
    /// That of a call that waits.
    Waiting,
    /// That of a colleague's line, by the user id.
    Line(String),
}

impl Default for SoundsSettings {
    fn default() -> Self {
        Self { repeat: true, volume: 100, device: None, own_line: true, lines: BTreeMap::new(), unknown: Map::new() }
    }
}

impl SoundsSettings {
    /// Returns how the line of a colleague rings, if anybody ever said.
    pub fn line(&self, line: &LineId) -> Option<&LineSound> {
        self.lines.get(line.as_str())
    }

    /// Returns how the line of a colleague rings, to change it.
    pub fn line_mut(&mut self, user_id: &str) -> &mut LineSound {
        self.lines.entry(LineId::new(user_id).as_str().to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_known_however_it_is_spelled() {
        let mut settings = SoundsSettings::default();
        settings.line_mut(" Tomasz@Example.com").on = true;
        assert_eq!(settings.line(&LineId::new("tomasz@example.com")).map(|line| line.on), Some(true));
        assert_eq!(settings.line(&LineId::new("karin@example.com")), None);
    }

    #[test]
    fn what_is_not_said_has_its_default_and_what_is_not_known_is_kept() {
        let settings: SoundsSettings = serde_json::from_str(r#"{"volume":40,"later":1,"lines":{"a@b":{"on":true,"later":2}}}"#).unwrap();
        assert_eq!((settings.repeat, settings.volume, settings.own_line, &settings.device), (true, 40, true, &None));
        let again = serde_json::to_value(&settings).unwrap();
        assert_eq!((&again["later"], &again["lines"]["a@b"]["later"]), (&1.into(), &2.into()));
    }
}
