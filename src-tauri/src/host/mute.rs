//! Quiet while a call goes on: other programs muted or lowered, or media players paused, and given back as they were.
//!
//! One thread does it, one thing after the other, and is told by the system when a program starts to play, or another
//! output becomes the default one. Nothing is touched before it is in a note on the disk, and while anything is, a
//! watchdog waits for our end.
//!
//! - [`keeper`]: what is turned, and what is given back: the policy
//! - [`audio`]: what can be turned, whatever the system
//! - [`note`]: what was turned, on the disk
//! - [`watchdog`]: who restores it should we be killed
//! - [`worker`]: the thread
//! - one module for each sound system, and for each kind of players

mod audio;
mod boot;
mod keeper;
mod note;
pub mod watchdog;
mod worker;

#[cfg(target_os = "linux")]
mod alsa;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "linux")]
mod mpris;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use self::linux as system;
#[cfg(target_os = "macos")]
use self::macos as system;
#[cfg(windows)]
use self::windows as system;

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender},
    },
    thread,
};

use engine::host::{Failure, FailureCode, Quiet, QuietPowers, QuietTeller, SoundDevice};
use tokio::sync::oneshot;

use self::{
    audio::{Audio, Kind, OutOfReach, Reach},
    keeper::Keeper,
    note::{NoteFile, Store},
    worker::Worker,
};

/// What this machine can do to be quiet, as far as is known before it is tried.
pub const POWERS: QuietPowers = QuietPowers { pauses: system::PAUSES, spares_ours: system::SPARES_OURS };

/// How the names begin of files that are to take the place of the note. They lie beside the settings.
pub(super) const NOTE_BEGINS: &str = ".quiet-";

/// How often the thread may come to a bad end before nothing is muted any more.
const LIVES: u32 = 3;

/// What keeps us told of changes for as long as it is kept.
type Watch = Box<dyn Any>;

/// A sound system that was opened, or why it was not.
type Opened = Result<Box<dyn Audio>, OutOfReach>;

/// Opens a sound system: that of a name, or the best there is.
type OpenSound = Arc<dyn Fn(Option<&str>) -> Opened + Send + Sync>;

/// The way to the thread that makes quiet.
pub struct Mute {
    wake: Sender<Wake>,
    /// Whether our own sounds stay audible, as far as is known.
    spares_ours: Arc<AtomicBool>,
}

/// What wakes the thread.
enum Wake {
    Hush(Quiet, QuietTeller, oneshot::Sender<Result<(), Failure>>),
    GiveBack(oneshot::Sender<()>),
    Outputs(oneshot::Sender<Vec<SoundDevice>>),
    /// Something about the outputs, or what is heard on them, has changed.
    Changed,
}

impl Mute {
    /// Starts the thread. What a note says an earlier run could not give back is given back.
    pub fn new(note: PathBuf) -> Self {
        Self::with(NoteFile(note), Arc::new(system::sound))
    }

    /// Starts the thread with a way to the sound system.
    fn with(note: NoteFile, open: OpenSound) -> Self {
        let (wake, woken) = mpsc::channel();
        let (waker, spares_ours) = (wake.clone(), Arc::new(AtomicBool::new(POWERS.spares_ours)));
        let spares = spares_ours.clone();
        let live = move || {
            for _ in 0..LIVES {
                let mut worker = Worker::new(note.clone(), waker.clone(), open.clone(), spares.clone());
                if catch_unwind(AssertUnwindSafe(|| worker.run(&woken))).is_ok() {
                    break;
                }
                // With it ends what its watchdog waits for. What that leaves, the next one finds in the note.
                tracing::error!("what mutes the speakers came to a bad end, and begins anew");
            }
        };
        if let Err(error) = thread::Builder::new().name("quiet".into()).spawn(live) {
            tracing::error!(%error, "the speakers can't be muted");
        }
        Self { wake, spares_ours }
    }

    /// Says what this machine can do to be quiet, as far as is known.
    pub fn powers(&self) -> QuietPowers {
        QuietPowers { spares_ours: self.spares_ours.load(Ordering::Relaxed), ..POWERS }
    }

    /// Makes quiet, and tells when that is no longer so, and when it is again.
    ///
    /// # Errors
    /// Fails if the sound system, or the disk, is out of reach, or the output is not there. Then nothing is changed.
    pub async fn hush(&self, quiet: Quiet, tell: QuietTeller) -> Result<(), Failure> {
        let done = self.ask(|reply| Wake::Hush(quiet, tell, reply)).await;
        done.unwrap_or_else(|| Err(Failure::new(FailureCode::Other, "its thread has ended")))
    }

    /// Gives back what was taken.
    pub async fn give_back(&self) {
        if self.ask(Wake::GiveBack).await.is_none() {
            tracing::error!("the thread that muted the speakers has ended");
        }
    }

    /// Lists the outputs.
    pub async fn outputs(&self) -> Vec<SoundDevice> {
        self.ask(Wake::Outputs).await.unwrap_or_default()
    }

    async fn ask<T>(&self, wake: impl FnOnce(oneshot::Sender<T>) -> Wake) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.wake.send(wake(reply)).ok()?;
        answer.await.ok()
    }
}

/// Opens what is needed for what a keeper has to do, as far as it can be had.
fn open_for<S: Store>(keeper: &Keeper<S>, reach: &mut Reach, open: &dyn Fn(Option<&str>) -> Opened) {
    if reach.sound.is_none() && keeper.concerns(Kind::Sound) {
        reach.sound = opened(open(keeper.system()));
    }
    if reach.players.is_none() && keeper.concerns(Kind::Player) {
        reach.players = opened(system::players());
    }
}

fn opened(opened: Opened) -> Option<Box<dyn Audio>> {
    opened.inspect_err(|error| tracing::warn!(%error, "what should be quiet is out of reach")).ok()
}

#[cfg(test)]
mod tests {
    use std::{sync::Mutex, time::Duration};

    use engine::host::Hush;
    use tokio::sync::mpsc::unbounded_channel;

    use super::{
        audio::{FULL, Knob, Level, Scene, Set, Turn},
        *,
    };

    /// One program that plays.
    #[derive(Default)]
    struct World {
        muted: bool,
        /// Whether whoever looks next comes to a bad end.
        breaks: bool,
        spares_ours: bool,
        /// Whether the screen, that can be heard as well, is there.
        has_screen: bool,
    }

    struct Fake(Arc<Mutex<World>>);

    impl Audio for Fake {
        fn system(&self) -> &'static str {
            "fake"
        }

        fn look(&mut self) -> Result<Scene, OutOfReach> {
            let (muted, breaks, has_screen) = {
                let mut world = self.0.lock().unwrap();
                (world.muted, std::mem::take(&mut world.breaks), world.has_screen)
            };
            assert!(!breaks, "this is the bad end that was asked for");
            let level = Level::Sound { muted: Some(muted), volume: vec![FULL] };
            let knob = Knob { id: "radio".into(), output: Some("speakers".into()), spared: false, memory: None, returns: false, level };
            let outputs = [Some("speakers"), has_screen.then_some("screen")].into_iter().flatten().map(|id| (id.to_owned(), id.to_owned())).collect();
            Ok(Scene { default: Some("speakers".into()), outputs, knobs: vec![knob] })
        }

        fn set(&mut self, _: &str, set: &Set) -> Result<(), OutOfReach> {
            if let Set::Muted(muted) = set {
                self.0.lock().unwrap().muted = *muted;
            }
            Ok(())
        }

        fn correct(&mut self, _: &str, _: &Turn) -> Result<bool, OutOfReach> {
            Ok(true)
        }

        fn spares_ours(&self) -> bool {
            self.0.lock().unwrap().spares_ours
        }

        fn tells(&self) -> bool {
            true
        }
    }

    fn mute(folder: &tempfile::TempDir) -> (Mute, Arc<Mutex<World>>, PathBuf) {
        let (world, note) = (Arc::new(Mutex::new(World::default())), folder.path().join("quiet.json"));
        let fake = world.clone();
        let mute = Mute::with(NoteFile(note.clone()), Arc::new(move |_| Ok(Box::new(Fake(fake.clone())) as Box<dyn Audio>)));
        (mute, world, note)
    }

    #[tokio::test]
    async fn d14_what_mutes_and_comes_to_a_bad_end_has_given_back_what_it_muted_and_mutes_again() {
        let folder = tempfile::tempdir().unwrap();
        let (mute, world, note) = mute(&folder);
        let quiet = Quiet { how: Hush::Mute, device: None };
        for again in 0..LIVES - 1 {
            let (tell, _told) = unbounded_channel();
            mute.hush(quiet.clone(), tell).await.unwrap();
            assert!(world.lock().unwrap().muted && note.exists(), "{again}");
            world.lock().unwrap().breaks = true;
            mute.wake.send(Wake::Changed).unwrap();
            // Whoever answers has begun anew, and looked into the note first. What was asked of the one before is lost.
            let answered = async { while mute.outputs().await.is_empty() {} };
            tokio::time::timeout(Duration::from_secs(20), answered).await.expect("somebody who answers");
            assert!(!world.lock().unwrap().muted && !note.exists(), "{again}");
        }
    }

    #[tokio::test]
    async fn an_output_that_goes_and_comes_back_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (mute, world, _) = mute(&folder);
        world.lock().unwrap().has_screen = true;
        let (tell, mut told) = unbounded_channel();
        mute.hush(Quiet { how: Hush::Mute, device: Some("screen".into()) }, tell).await.unwrap();
        for is_there in [false, true] {
            world.lock().unwrap().has_screen = is_there;
            // More than one change is news once.
            mute.wake.send(Wake::Changed).unwrap();
            mute.outputs().await;
            mute.wake.send(Wake::Changed).unwrap();
            let news = tokio::time::timeout(Duration::from_secs(20), told.recv()).await.expect("news");
            assert_eq!(news.map(|news| news.map_err(|failure| failure.code)), Some(if is_there { Ok(()) } else { Err(FailureCode::NoSoundDevice) }));
        }
        mute.give_back().await;
        assert_eq!(told.recv().await, None, "nobody is told after the wish is none any more");
    }

    #[tokio::test]
    async fn what_this_machine_can_do_is_known_once_its_outputs_were_listed() {
        let folder = tempfile::tempdir().unwrap();
        let (mute, world, _) = mute(&folder);
        assert_eq!(mute.powers(), POWERS, "nothing was tried");
        for spares_ours in [false, true] {
            world.lock().unwrap().spares_ours = spares_ours;
            mute.outputs().await;
            assert_eq!(mute.powers(), QuietPowers { spares_ours, ..POWERS });
        }
    }
}
