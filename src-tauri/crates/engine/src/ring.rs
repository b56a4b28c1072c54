//! Which sound ought to be heard now, as a function of the line and the settings.

use std::path::PathBuf;

use telephony::{CallState, Direction, Line};

use crate::{
    host::{Sound, SoundSource},
    settings::{Settings, Which},
};

/// Returns the sound that ought to repeat now: the waiting sound if a call rings while another is up, the ringing
/// sound if one just rings, none on a phone that is not to be disturbed.
pub fn wanted(line: &Line, settings: &Settings) -> Option<Sound> {
    if !settings.sounds_on || line.device.dnd == Some(true) {
        return None;
    }
    let rings = line.calls().any(|call| call.direction == Direction::Incoming && call.state == CallState::Ringing);
    let talks = line.calls().any(|call| matches!(call.state, CallState::Connected | CallState::Held));
    let which = match (rings, talks) {
        (false, _) => return None,
        (true, true) => Which::Waiting,
        (true, false) => Which::Ringing,
    };
    let choice = settings.sound(which);
    choice.on.then(|| sound(which, choice.file.clone(), true))
}

/// Returns one of the two sounds as it is chosen.
pub fn sound(which: Which, file: Option<PathBuf>, repeat: bool) -> Sound {
    let source = match file {
        Some(file) => SoundSource::Chosen(which, file),
        None => SoundSource::BuiltIn(which),
    };
    Sound { source, repeat, volume: 100, device: None }
}
