//! The sound files: looked at before they are needed, and kept ready.
//!
//! A file is read once and kept as it was decoded, so that a call that rings waits for no disk but to hear that the file
//! is still the same. Looking at a file may hang, if it is on a drive of the network; nobody waits for that for long.

use std::{
    collections::HashMap,
    fs::{self, File, Metadata},
    io::{self, ErrorKind, Read},
    panic::catch_unwind,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant, SystemTime},
};

use engine::{host::SoundProblem, settings::Which};
use tokio::{sync::oneshot, time::timeout};

use super::wav::{self, Clip};

/// The longest file that is taken for a sound, in bytes.
const LARGEST: u64 = 20 * 1024 * 1024;

/// How many samples are kept, of all files together: 64 MiB of them. What was not played for longest goes first.
const ROOM: usize = 32 * 1024 * 1024;

/// What is known of a file that is the same as long as this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
}

#[derive(Debug)]
struct Kept {
    stamp: Stamp,
    clip: Arc<Clip>,
    used: Instant,
}

/// The sounds that are ready to be played.
#[derive(Debug, Default)]
pub(super) struct Library {
    kept: Mutex<HashMap<PathBuf, Kept>>,
}

impl Library {
    /// Returns the sound of a file. One whose drive does not answer in time is played as it was, if it was read before.
    ///
    /// # Errors
    /// Fails with what is wrong with the file.
    pub(super) async fn clip(self: &Arc<Self>, file: &Path, patience: Duration) -> Result<Arc<Clip>, SoundProblem> {
        let (reply, answer) = oneshot::channel();
        let (library, path) = (self.clone(), file.to_owned());
        // A thread of its own, which may hang for ever: the runtime would wait for one of its own when it ends.
        let started = thread::Builder::new().name("sound file".into()).spawn(move || {
            // Whoever asked may have gone.
            let _ = reply.send(library.look(&path));
        });
        let looked = async { if started.is_ok() { answer.await.ok() } else { None } };
        match timeout(patience, looked).await {
            Ok(Some(looked)) => looked,
            Ok(None) | Err(_) => self.kept(file, None).ok_or(SoundProblem::Unreadable),
        }
    }

    /// Reads a file, unless it is the same as it was.
    fn look(&self, file: &Path) -> Result<Arc<Clip>, SoundProblem> {
        let looked = stamp(fs::metadata(file)).and_then(|stamp| match self.kept(file, Some(stamp)) {
            Some(clip) => Ok(clip),
            None => read(file).map(|clip| self.keep(file, stamp, clip)),
        });
        if looked.is_err() {
            // What is gone or broken now is not to be heard later.
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(file);
        }
        looked
    }

    fn kept(&self, file: &Path, stamp: Option<Stamp>) -> Option<Arc<Clip>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.get_mut(file).filter(|kept| stamp.is_none_or(|stamp| kept.stamp == stamp))?;
        kept.used = Instant::now();
        Some(kept.clip.clone())
    }

    fn keep(&self, file: &Path, stamp: Stamp, clip: Clip) -> Arc<Clip> {
        let clip = Arc::new(clip);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(file.to_owned(), Kept { stamp, clip: clip.clone(), used: Instant::now() });
        while kept.len() > 1 && kept.values().map(|kept| kept.clip.samples.len()).sum::<usize>() > ROOM {
            let oldest = kept.iter().min_by_key(|(_, kept)| kept.used).map(|(file, _)| file.clone());
            oldest.and_then(|file| kept.remove(&file));
        }
        clip
    }
}

/// Says what is wrong with a sound file, by its content and not by its name. It may hang where the file's drive does.
pub fn check(file: &Path) -> Option<SoundProblem> {
    read(file).err()
}

/// Returns one of the two sounds that are shipped with the program.
///
/// # Errors
/// Fails if it was not shipped as it should be.
pub(super) fn built_in(which: Which) -> Result<Clip, SoundProblem> {
    wav::decode(match which {
        Which::Ringing => include_bytes!("../../../sounds/ringing.wav"),
        Which::Waiting => include_bytes!("../../../sounds/waiting.wav"),
    })
}

/// Reads a file that is a WAV sound.
fn read(file: &Path) -> Result<Clip, SoundProblem> {
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    stamp(fs::metadata(file))?;
    let mut opened = File::open(file).map_err(|error| problem(&error))?;
    stamp(opened.metadata())?;
    let mut bytes = Vec::new();
    // It may be growing.
    let read = opened.by_ref().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| problem(&error))?;
    if read as u64 > LARGEST {
        return Err(SoundProblem::TooLarge);
    }
    decode(&bytes)
}

/// A mistake of ours in reading what strangers wrote is no reason to be silent for ever.
fn decode(bytes: &[u8]) -> Result<Clip, SoundProblem> {
    catch_unwind(|| wav::decode(bytes)).unwrap_or(Err(SoundProblem::Damaged))
}

/// Says how to tell whether a file changes, if it is one that may be read.
fn stamp(asked: io::Result<Metadata>) -> Result<Stamp, SoundProblem> {
    let metadata = asked.map_err(|error| problem(&error))?;
    match metadata.len() {
        _ if !metadata.is_file() => Err(SoundProblem::NotWav),
        size if size > LARGEST => Err(SoundProblem::TooLarge),
        size => Ok(Stamp { size, modified: metadata.modified().ok() }),
    }
}

fn problem(error: &io::Error) -> SoundProblem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => SoundProblem::Missing,
        _ => SoundProblem::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::corpus, *};

    const AT_ONCE: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_file_is_read_once_and_again_when_it_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, library) = (folder.path().join("a.wav"), Arc::new(Library::default()));
        fs::write(&file, corpus::plain(8_000, 800)).unwrap();
        let first = library.clip(&file, AT_ONCE).await.unwrap();
        assert!(Arc::ptr_eq(&first, &library.clip(&file, AT_ONCE).await.unwrap()), "it was kept");
        fs::write(&file, corpus::plain(8_000, 1_600)).unwrap();
        assert_eq!(library.clip(&file, AT_ONCE).await.unwrap().samples.len(), 1_600);
        fs::remove_file(&file).unwrap();
        assert_eq!(library.clip(&file, AT_ONCE).await, Err(SoundProblem::Missing));
        assert!(library.clip(&file, Duration::ZERO).await.is_err(), "nor is it kept any more");
    }

    #[tokio::test]
    async fn a_drive_that_does_not_answer_keeps_no_call_from_ringing() {
        let folder = tempfile::tempdir().unwrap();
        let (file, library) = (folder.path().join("a.wav"), Arc::new(Library::default()));
        fs::write(&file, corpus::plain(8_000, 800)).unwrap();
        assert!(library.clip(&file, AT_ONCE).await.is_ok());
        // Whoever has no time gets what was read before.
        assert!(library.clip(&file, Duration::ZERO).await.is_ok());
    }

    #[test]
    fn what_was_not_played_for_longest_makes_room() {
        let library = Library::default();
        let stamp = Stamp { size: 0, modified: None };
        let clip = || Clip { rate: 8_000, channels: 1, samples: vec![0; ROOM / 2].into() };
        for name in ["a", "b"] {
            library.keep(name.as_ref(), stamp, clip());
        }
        assert!(library.kept("a".as_ref(), None).is_some(), "it is played");
        library.keep("c".as_ref(), stamp, clip());
        let is_kept = |name: &str| library.kept(name.as_ref(), None).is_some();
        assert_eq!((is_kept("a"), is_kept("b"), is_kept("c")), (true, false, true));
    }

    #[test]
    fn both_built_in_sounds_can_be_played() {
        for which in [Which::Ringing, Which::Waiting] {
            assert!(built_in(which).is_ok(), "{which:?}");
        }
    }
}
