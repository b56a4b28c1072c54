//! What can be made quiet, whatever the system: knobs, and how they stand.
//!
//! A knob is whatever can be turned by itself: what one program plays on one output where the system tells programs
//! apart, the output as a whole where it does not, or a media player. What is done with them is decided in
//! [`super::keeper`] and nowhere else.

use std::sync::mpsc::Sender;

use engine::host::Hush;
use serde::{Deserialize, Serialize};

use super::{Wake, Watch};

/// Full volume, and the unit volumes are counted in.
pub(super) const FULL: u32 = 0x1_0000;

/// How far a volume may be from what was set and still be it: hardware rounds.
const TOLERANCE: u32 = FULL / 100;

/// The sound system, or the players, of this machine.
pub(super) trait Audio {
    /// The name of what is behind it. What one has done, no other can take back.
    fn system(&self) -> &'static str;

    /// Says how everything stands.
    ///
    /// # Errors
    /// Fails if it can't be reached; then nothing is known.
    fn look(&mut self) -> Result<Scene, OutOfReach>;

    /// Turns a knob. One that is gone by now is left alone.
    ///
    /// # Errors
    /// Fails if it can't be reached.
    fn set(&mut self, knob: &str, set: &Set) -> Result<(), OutOfReach>;

    /// Turns several knobs: one after the other, where none can keep the next one waiting. One that can't be reached is no
    /// reason to leave the others as they are.
    ///
    /// # Errors
    /// Fails if one can't be reached.
    fn set_all(&mut self, sets: &[(String, Set)]) -> Result<(), OutOfReach> {
        let mut all = Ok(());
        for (knob, set) in sets {
            let one = self.set(knob, set);
            all = all.and(one);
        }
        all
    }

    /// Corrects what the system remembers of a knob that is gone: it was left as we had turned it, and would come back
    /// so. Returns whether that is settled; if not, the knob has to be waited for.
    ///
    /// # Errors
    /// Fails if it can't be reached.
    fn correct(&mut self, memory: &str, turn: &Turn) -> Result<bool, OutOfReach>;

    /// Whether our own sounds are told apart from those of others, and stay as they are.
    fn spares_ours(&self) -> bool;

    /// Whether every change is told to who watches. Else it has to be looked now and then.
    fn tells(&self) -> bool;

    /// Wakes somebody when something changes, as far as it is told, until what is returned is dropped.
    ///
    /// # Errors
    /// Fails if it can't be reached.
    fn watch(&mut self, _waker: &Sender<Wake>) -> Result<Watch, OutOfReach> {
        Ok(Box::new(()))
    }
}

/// The sound system, or a player, can't be reached.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct OutOfReach(pub(super) String);

impl OutOfReach {
    pub(super) fn because(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// How everything stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Scene {
    /// The output that is used where nothing else is chosen.
    pub(super) default: Option<String>,
    /// The outputs: their ids, the same tomorrow, and what people call them.
    pub(super) outputs: Vec<(String, String)>,
    /// The knobs.
    pub(super) knobs: Vec<Knob>,
}

/// Something that can be turned by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Knob {
    /// Its id: no other one ever has it.
    pub(super) id: String,
    /// The output it is heard on; none for what is heard wherever that may be.
    pub(super) output: Option<String>,
    /// Whether it is left alone whatever happens: it is our own, a softphone, or a screen reader.
    pub(super) spared: bool,
    /// Under which name the system remembers how it was left, if it does.
    pub(super) memory: Option<String>,
    /// Whether it may go and come back under its id, as a device does.
    pub(super) returns: bool,
    /// How it stands.
    pub(super) level: Level,
}

/// How a knob stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Level {
    /// It is heard, or not, and so loud in each channel. Without channels its volume can't be set.
    Sound {
        /// Nothing where it has no switch for that.
        muted: Option<bool>,
        /// The volume of each channel.
        volume: Vec<u32>,
    },
    /// It plays, or it does not.
    Player(Playback),
}

impl Level {
    /// Whether what stands so can be made quiet at all.
    pub(super) fn can_be(&self, how: Hush) -> bool {
        match (how, self) {
            (Hush::Mute, Self::Sound { muted, volume }) => muted.is_some() || !volume.is_empty(),
            (Hush::Lower(_), Self::Sound { volume, .. }) => !volume.is_empty(),
            (Hush::Pause, _) | (_, Self::Player(_)) => true,
        }
    }
}

/// How a player stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Playback {
    Playing,
    Paused,
    Stopped,
    /// It hangs, and does not say.
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "only on D-Bus does one ask and get no answer"))]
    Unanswered,
}

/// What a knob is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Set {
    Muted(bool),
    Volume(Vec<u32>),
    Playing(bool),
}

/// What we did to a knob, with what it takes to undo it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Turn {
    /// It was heard, and we muted it.
    Muted,
    /// We lowered its volume.
    Lowered {
        /// What it was.
        from: Vec<u32>,
        /// What we made of it.
        to: Vec<u32>,
    },
    /// It played, and we paused it.
    Paused,
}

impl Turn {
    /// Returns what is to be done to a knob so that it is quiet; nothing if it is.
    pub(super) fn needed(how: Hush, level: &Level) -> Option<Self> {
        match (how, level) {
            (Hush::Mute, Level::Sound { muted: Some(muted), .. }) => (!muted).then_some(Self::Muted),
            // What has no switch is turned down.
            (Hush::Mute, Level::Sound { muted: None, volume }) => Self::lowered(volume, 0),
            (Hush::Lower(percent), Level::Sound { volume, .. }) => Self::lowered(volume, percent),
            (Hush::Pause, Level::Player(Playback::Playing)) => Some(Self::Paused),
            _ => None,
        }
    }

    fn lowered(volume: &[u32], percent: u8) -> Option<Self> {
        let most = FULL / 100 * u32::from(percent);
        let loudest = volume.iter().copied().max()?;
        // Channels keep their balance.
        let lowered = |of: &u32| u32::try_from(u64::from(*of) * u64::from(most) / u64::from(loudest)).unwrap_or(most);
        (loudest > most + TOLERANCE).then(|| Self::Lowered { from: volume.to_vec(), to: volume.iter().map(lowered).collect() })
    }

    /// Returns whether it is what would be done now.
    pub(super) fn meets(&self, how: Hush) -> bool {
        match (self, how) {
            (Self::Muted, Hush::Mute) | (Self::Paused, Hush::Pause) => true,
            (Self::Lowered { from, .. }, Hush::Lower(percent)) => Self::lowered(from, percent).as_ref() == Some(self),
            (Self::Lowered { to, .. }, Hush::Mute) => to.iter().all(|volume| *volume == 0),
            _ => false,
        }
    }

    /// Returns whether a knob still stands as we left it. Else somebody else has turned it, and it is theirs.
    pub(super) fn holds(&self, level: &Level) -> bool {
        match (self, level) {
            (Self::Muted, Level::Sound { muted, .. }) => *muted == Some(true),
            (Self::Lowered { to, .. }, Level::Sound { volume, .. }) => to.len() == volume.len() && to.iter().zip(volume).all(|(to, is)| to.abs_diff(*is) <= TOLERANCE),
            // One that hangs can't be told to go on by anybody: what we did to it is all there is to go by.
            (Self::Paused, Level::Player(playback)) => matches!(playback, Playback::Paused | Playback::Unanswered),
            _ => false,
        }
    }

    /// Returns what does it.
    pub(super) fn done(&self) -> Set {
        match self {
            Self::Muted => Set::Muted(true),
            Self::Lowered { to, .. } => Set::Volume(to.clone()),
            Self::Paused => Set::Playing(false),
        }
    }

    /// Returns what undoes it.
    pub(super) fn undone(&self) -> Set {
        match self {
            Self::Muted => Set::Muted(false),
            Self::Lowered { from, .. } => Set::Volume(from.clone()),
            Self::Paused => Set::Playing(true),
        }
    }
}

/// Returns a volume from 0 to 1 in our unit.
#[cfg(any(windows, target_os = "macos", test))]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a volume is between 0 and 1")]
pub(super) fn to_full(volume: f32) -> u32 {
    (f64::from(volume.clamp(0.0, 1.0)) * f64::from(FULL)).round() as u32
}

/// Returns the volume from 0 to 1 of the loudest of these channels.
#[cfg(any(windows, target_os = "macos", test))]
#[expect(clippy::cast_possible_truncation, reason = "a volume is between 0 and 1")]
pub(super) fn of_full(volume: &[u32]) -> f32 {
    (f64::from(volume.iter().copied().max().unwrap_or(FULL)) / f64::from(FULL)).clamp(0.0, 1.0) as f32
}

/// Everything that can be reached, each as far as it can.
#[derive(Default)]
pub(super) struct Reach {
    pub(super) sound: Option<Box<dyn Audio>>,
    pub(super) players: Option<Box<dyn Audio>>,
}

/// The two kinds of knobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Kind {
    /// What is heard.
    Sound,
    /// What plays.
    Player,
}

impl Kind {
    /// Returns which kind is turned to be quiet so.
    pub(super) fn of(how: Hush) -> Self {
        match how {
            Hush::Mute | Hush::Lower(_) => Self::Sound,
            Hush::Pause => Self::Player,
        }
    }
}

impl Reach {
    pub(super) fn of(&mut self, kind: Kind) -> Option<&mut Box<dyn Audio>> {
        match kind {
            Kind::Sound => self.sound.as_mut(),
            Kind::Player => self.players.as_mut(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_of_a_system_is_what_is_written_back() {
        for step in 0..=1000_u16 {
            let volume = f32::from(step) / 1000.0;
            assert!((of_full(&[to_full(volume)]) - volume).abs() < 1e-4, "{volume}");
        }
        assert_eq!([to_full(-0.1), to_full(1.0), to_full(1.3), to_full(f32::NAN)], [0, FULL, FULL, 0]);
        assert!((of_full(&[0, FULL / 2]) - 0.5).abs() < 1e-6, "the loudest channel counts");
        assert!((of_full(&[]) - 1.0).abs() < 1e-6);
    }
}
