//! The note of what was made quiet, on the disk before anything is.
//!
//! Whoever finds it (this program, its watchdog, its next start) can give back what was taken. It is written beside the
//! old one and put in its place, and it is on the disk before the call returns.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::PathBuf,
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{
    NOTE_BEGINS,
    audio::{Kind, Turn},
    boot,
};
use crate::host::whole_file;

/// How often it is tried to be the one that makes quiet, and how long it is waited between: a quarter of a second in all.
const ATTEMPTS: u32 = 10;
const BETWEEN: Duration = Duration::from_millis(25);

/// What was made quiet, and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Note {
    /// Since when the computer runs: what is told apart by numbers is told apart only so long.
    pub(super) boot: String,
    /// Who holds it, or nobody any more.
    pub(super) holder: String,
    /// What was turned.
    pub(super) items: Vec<Item>,
}

/// One knob that was turned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    /// What it is.
    pub(super) kind: Kind,
    /// The sound system it is of.
    pub(super) system: String,
    /// Its id.
    pub(super) knob: String,
    /// Under which name the system remembers how it was left.
    pub(super) memory: Option<String>,
    /// Whether it may go and come back under its id.
    pub(super) returns: bool,
    /// What was done to it.
    pub(super) turn: Turn,
    /// Whether the user has turned it since: then it is no business of ours.
    pub(super) users: bool,
}

/// Where notes are kept.
pub(super) trait Store {
    /// Puts a note on the disk, or takes it away if there is nothing in it.
    ///
    /// # Errors
    /// Fails if it is not on the disk. Then nothing must be turned.
    fn keep(&mut self, note: &Note) -> io::Result<()>;
}

/// The file of the note.
#[derive(Debug, Clone)]
pub(super) struct NoteFile(pub(super) PathBuf);

impl NoteFile {
    /// Reads the note that is there. One that can't be read says nothing, and players of before the computer was started
    /// are no players any more.
    pub(super) fn read(&self) -> Option<Note> {
        let text = fs::read(&self.0).ok()?;
        let mut note: Note = serde_json::from_slice(&text).inspect_err(|error| tracing::error!(%error, "the note of what was muted can't be read")).ok()?;
        if !boot::is_same(&note.boot, &boot::id()) {
            note.items.retain(|item| item.kind != Kind::Player);
        }
        Some(note)
    }

    /// Waits until nobody else works with the note: this program, its watchdog and its next start take turns.
    ///
    /// # Errors
    /// Fails if the folder can't be written to.
    pub(super) fn lock(&self) -> io::Result<File> {
        let file = File::create(self.0.with_extension("lock"))?;
        file.lock()?;
        Ok(file)
    }

    /// Says that this program is the one that makes quiet, for as long as what is returned is kept; the system takes it
    /// back however we end. Returns nothing where another program is the one, on a second desktop for example.
    ///
    /// # Errors
    /// Fails if the folder can't be written to.
    pub(super) fn hold(&self) -> io::Result<Option<File>> {
        let file = File::create(self.0.with_extension("held"))?;
        for _ in 0..ATTEMPTS {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                // A program that is being started has all our files for a moment, what we have just let go as well.
                Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }
}

impl Store for NoteFile {
    fn keep(&mut self, note: &Note) -> io::Result<()> {
        if note.items.is_empty() && note.holder.is_empty() {
            match fs::remove_file(&self.0) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Err(_) | Ok(()) => return Ok(()),
            }
        }
        whole_file::replace(&self.0, NOTE_BEGINS, &serde_json::to_vec(note)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_program_at_a_time_makes_quiet() {
        let folder = tempfile::tempdir().unwrap();
        let file = NoteFile(folder.path().join("quiet.json"));
        let held = file.hold().unwrap();
        assert!(held.is_some());
        assert!(file.hold().unwrap().is_none(), "what somebody who is alive has muted is theirs");
        drop(held);
        assert!(file.hold().unwrap().is_some());
        assert!(NoteFile(folder.path().join("nowhere/quiet.json")).hold().is_err());
    }
}
