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
//! - one module for each sound system, and for each kind of players

mod audio;
mod boot;
mod keeper;
mod note;
pub mod watchdog;

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
    collections::VecDeque,
    fs::File,
    path::PathBuf,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use engine::host::{Failure, FailureCode, Quiet, QuietPowers, SoundDevice};
use tokio::sync::oneshot;
use uuid::Uuid;

use self::{
    audio::{Audio, Kind, OutOfReach, Reach},
    keeper::Keeper,
    note::{Note, NoteFile, Store},
    watchdog::Watchdog,
};

/// How often it is looked again where the system does not tell of changes, or is out of reach.
const AGAIN: Duration = Duration::from_secs(1);

/// How often where nothing is muted any more, but something could not be given back yet.
const LATER: Duration = Duration::from_secs(15);

/// What this machine can do to be quiet.
pub const POWERS: QuietPowers = QuietPowers { pauses: system::PAUSES, spares_ours: system::SPARES_OURS };

/// What keeps us told of changes for as long as it is kept.
type Watch = Box<dyn Any>;

/// The way to the thread that makes quiet.
pub struct Mute(Sender<Wake>);

/// What wakes the thread.
enum Wake {
    Hush(Quiet, oneshot::Sender<Result<(), OutOfReach>>),
    GiveBack(oneshot::Sender<()>),
    Outputs(oneshot::Sender<Vec<SoundDevice>>),
    /// Something about the outputs, or what is heard on them, has changed.
    Changed,
}

impl Mute {
    /// Starts the thread. What a note says an earlier run could not give back is given back.
    pub fn new(note: PathBuf) -> Self {
        let (wake, woken) = mpsc::channel();
        let waker = wake.clone();
        let spawned = thread::Builder::new().name("quiet".into()).spawn(move || Worker::new(NoteFile(note), waker).run(&woken));
        if let Err(error) = spawned {
            tracing::error!(%error, "the speakers can't be muted");
        }
        Self(wake)
    }

    /// Makes quiet.
    ///
    /// # Errors
    /// Fails if the sound system, or the disk, is out of reach. Then nothing is changed.
    pub async fn hush(&self, quiet: Quiet) -> Result<(), Failure> {
        let failed = |error: String| Failure::new(FailureCode::Other, error);
        let done = self.ask(|reply| Wake::Hush(quiet, reply)).await.ok_or_else(|| failed("its thread has ended".to_owned()))?;
        done.map_err(|error| failed(error.to_string()))
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
        self.0.send(wake(reply)).ok()?;
        answer.await.ok()
    }
}

/// Opens what is needed for what a keeper has to do, as far as it can be had.
fn open_for<S: Store>(keeper: &Keeper<S>, reach: &mut Reach) {
    if reach.sound.is_none() && keeper.concerns(Kind::Sound) {
        reach.sound = opened(system::sound(keeper.system()));
    }
    if reach.players.is_none() && keeper.concerns(Kind::Player) {
        reach.players = opened(system::players());
    }
}

fn opened(opened: Result<Box<dyn Audio>, OutOfReach>) -> Option<Box<dyn Audio>> {
    opened.inspect_err(|error| tracing::warn!(%error, "what should be quiet is out of reach")).ok()
}

/// What the thread owns.
struct Worker {
    file: NoteFile,
    keeper: Keeper<NoteFile>,
    reach: Reach,
    waker: Sender<Wake>,
    watch: Option<Watch>,
    watchdog: Option<Watchdog>,
    /// What says that it is us who make quiet, while we do.
    held: Option<File>,
    /// Whether the last attempt failed, so that another one is due.
    failed: bool,
}

impl Worker {
    fn new(file: NoteFile, waker: Sender<Wake>) -> Self {
        Self { keeper: Keeper::new(file.clone(), Note::default()), file, reach: Reach::default(), waker, watch: None, watchdog: None, held: None, failed: false }
    }

    fn run(&mut self, woken: &Receiver<Wake>) {
        self.recover();
        let mut waiting = VecDeque::new();
        loop {
            let wake = match waiting.pop_front() {
                Some(wake) => Ok(wake),
                None if self.looks_again() => woken.recv_timeout(if self.keeper.is_wanted() { AGAIN } else { LATER }),
                None => woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match wake {
                Ok(Wake::Hush(quiet, reply)) => drop(reply.send(self.hush(quiet))),
                Ok(Wake::GiveBack(reply)) => {
                    self.give_back();
                    // Whoever asked may have gone.
                    let _ = reply.send(());
                }
                Ok(Wake::Outputs(reply)) => drop(reply.send(outputs())),
                Ok(Wake::Changed) | Err(RecvTimeoutError::Timeout) => {
                    // Changes come in swarms: one look is enough for those that are there.
                    waiting.extend(woken.try_iter().filter(|wake| !matches!(wake, Wake::Changed)));
                    self.look_again();
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.give_back();
    }

    /// Gives back what an earlier run left.
    fn recover(&mut self) {
        if !self.file.0.exists() {
            return;
        }
        // What somebody who is alive has muted is theirs.
        let Ok(Some(_held)) = self.file.hold() else { return };
        let Ok(_turn) = self.file.lock() else { return };
        if let Some(note) = self.file.read() {
            tracing::info!(count = note.items.len(), "what an earlier run muted is given back");
            self.keeper = Keeper::new(self.file.clone(), note);
            self.keeper.let_go();
            self.settle_if_possible();
        }
        self.rest();
    }

    fn hush(&mut self, quiet: Quiet) -> Result<(), OutOfReach> {
        let held = self.keeper.is_wanted();
        self.keeper.wish(Some(quiet));
        let begun = self.begin(held);
        if begun.is_err() && !held {
            self.give_back();
        }
        begun
    }

    fn begin(&mut self, held: bool) -> Result<(), OutOfReach> {
        if !held {
            self.held = self.file.hold().map_err(OutOfReach::because)?;
            if self.held.is_none() {
                return Err(OutOfReach("another Bellhop has muted them".to_owned()));
            }
        }
        let _turn = self.file.lock().map_err(OutOfReach::because)?;
        if !held {
            let holder = Uuid::new_v4().to_string();
            self.keeper.hold(boot::id(), holder.clone())?;
            // Without one the next start still has the note.
            self.watchdog = Watchdog::start(&self.file.0, &holder).inspect_err(|error| tracing::error!(%error, "there is no watchdog for what is muted")).ok();
        }
        self.settle()
    }

    fn give_back(&mut self) {
        if !self.keeper.is_wanted() && !self.keeper.has_items() {
            return;
        }
        self.keeper.wish(None);
        if self.held.is_some()
            && let Ok(_turn) = self.file.lock()
        {
            self.settle_if_possible();
            self.keeper.let_go();
        }
        // What is left is for when it comes back; a watchdog could do no more.
        self.watchdog = None;
        self.held = None;
        self.rest();
    }

    fn look_again(&mut self) {
        if self.keeper.is_wanted() || self.keeper.has_items() {
            if let Ok(_turn) = self.file.lock() {
                self.settle_if_possible();
            }
            self.rest();
        }
    }

    fn settle(&mut self) -> Result<(), OutOfReach> {
        let settled = self.try_to_settle().inspect_err(|error| tracing::warn!(%error, "what is heard could not be changed"));
        self.failed = settled.is_err();
        settled
    }

    /// Where it is not, it is tried again later.
    fn settle_if_possible(&mut self) {
        let _ = self.settle();
    }

    fn try_to_settle(&mut self) -> Result<(), OutOfReach> {
        open_for(&self.keeper, &mut self.reach);
        if self.watch.is_none()
            && let Some(sound) = &mut self.reach.sound
        {
            // Before the first look: what comes after it is told.
            self.watch = sound.watch(&self.waker).inspect_err(|error| tracing::warn!(%error, "changes of what is heard are not told")).ok();
        }
        self.keeper.settle(&mut self.reach).inspect_err(|_| {
            // What broke is opened anew.
            self.reach = Reach::default();
            self.watch = None;
        })
    }

    /// Whether it is looked again by itself after a while.
    fn looks_again(&self) -> bool {
        let concerned = self.keeper.is_wanted() || self.keeper.has_items();
        let is_told = self.watch.is_some() && self.reach.sound.as_ref().is_some_and(|sound| sound.tells());
        concerned && (self.failed || (self.keeper.concerns(Kind::Sound) && !is_told))
    }

    /// Keeps nothing open that is not needed.
    fn rest(&mut self) {
        if !self.keeper.is_wanted() && !self.keeper.has_items() {
            (self.reach, self.watch, self.failed) = (Reach::default(), None, false);
        }
    }
}

/// Lists the outputs there are.
fn outputs() -> Vec<SoundDevice> {
    let looked = system::sound(None).and_then(|mut sound| sound.look());
    let outputs = looked.map(|scene| scene.outputs).inspect_err(|error| tracing::info!(%error, "the outputs can't be listed")).unwrap_or_default();
    outputs.into_iter().map(|(id, name)| SoundDevice { id, name }).collect()
}
