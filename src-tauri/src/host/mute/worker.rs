//! The thread that makes quiet: one thing after the other.
//!
//! It asks the system, and has the keeper decide. Whatever becomes of it, what it turned is in the note, and its watchdog
//! waits for its end as for ours.

use std::{
    collections::VecDeque,
    fs::File,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    time::Duration,
};

use engine::host::{Failure, FailureCode, Quiet, QuietTeller, SoundDevice};
use uuid::Uuid;

use super::{
    OpenSound, Wake, Watch,
    audio::{Kind, OutOfReach, Reach},
    boot,
    keeper::Keeper,
    note::{Note, NoteFile},
    open_for,
    watchdog::Watchdog,
};

/// How often it is looked again where the system does not tell of changes, or is out of reach.
const AGAIN: Duration = Duration::from_secs(1);

/// How often where nothing is muted any more, but something could not be given back yet.
const LATER: Duration = Duration::from_secs(15);

/// What the thread owns.
pub(super) struct Worker {
    file: NoteFile,
    keeper: Keeper<NoteFile>,
    open: OpenSound,
    /// Whether our own sounds stay audible, as far as is known.
    spares_ours: Arc<AtomicBool>,
    reach: Reach,
    waker: Sender<Wake>,
    watch: Option<Watch>,
    watchdog: Option<Watchdog>,
    /// What says that it is us who make quiet, while we do.
    held: Option<File>,
    /// The name of what we hold, which the watchdog goes by.
    holder: String,
    /// Whether the last attempt failed, so that another one is due.
    failed: bool,
    /// Who hears whether it is quiet, and what was told last.
    told: Option<(QuietTeller, Result<(), Failure>)>,
}

impl Worker {
    pub(super) fn new(file: NoteFile, waker: Sender<Wake>, open: OpenSound, spares_ours: Arc<AtomicBool>) -> Self {
        let keeper = Keeper::new(file.clone(), Note::default());
        Self { file, keeper, open, spares_ours, reach: Reach::default(), waker, watch: None, watchdog: None, held: None, holder: String::new(), failed: false, told: None }
    }

    /// Gives back what an earlier run left, and does what it is told until nobody tells it anything any more.
    pub(super) fn run(&mut self, woken: &Receiver<Wake>) {
        self.recover();
        let mut waiting = VecDeque::new();
        loop {
            let wake = match waiting.pop_front() {
                Some(wake) => Ok(wake),
                None if self.looks_again() => woken.recv_timeout(if self.keeper.is_wanted() { AGAIN } else { LATER }),
                None => woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match wake {
                Ok(Wake::Hush(quiet, tell, reply)) => drop(reply.send(self.hush(quiet, tell))),
                Ok(Wake::GiveBack(reply)) => {
                    self.give_back();
                    // Whoever asked may have gone.
                    let _ = reply.send(());
                }
                Ok(Wake::Outputs(reply)) => drop(reply.send(self.outputs())),
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

    fn hush(&mut self, quiet: Quiet, teller: QuietTeller) -> Result<(), Failure> {
        let held = self.keeper.is_wanted();
        self.keeper.wish(Some(quiet));
        let begun = self.begin(held);
        if begun.is_err() && !held {
            self.give_back();
        }
        let result = self.standing(begun);
        // What could not even be begun is no wish any more: what is given back later is no news of it.
        self.told = self.keeper.is_wanted().then(|| (teller, result.clone()));
        result
    }

    /// Says whether it is quiet where it ought to be, after an attempt.
    fn standing(&self, settled: Result<(), OutOfReach>) -> Result<(), Failure> {
        match settled {
            Ok(()) if self.keeper.misses_the_output() => Err(Failure::new(FailureCode::NoSoundDevice, "")),
            settled => settled.map_err(|error| Failure::new(FailureCode::Other, error.to_string())),
        }
    }

    /// Tells whoever made the wish, if anything has changed for it.
    fn tell(&mut self, settled: Result<(), OutOfReach>) {
        let is = self.standing(settled);
        if let Some((teller, told)) = self.told.as_mut().filter(|(_, told)| *told != is) {
            *told = is.clone();
            // A wish that is none any more has nobody to listen.
            let _ = teller.send(is);
        }
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
            self.holder = Uuid::new_v4().to_string();
            self.keeper.hold(boot::id(), self.holder.clone())?;
            self.be_watched();
        }
        self.settle()
    }

    /// Starts a watchdog. Without one the next start still has the note.
    fn be_watched(&mut self) {
        let started = Watchdog::start(&self.file.0, &self.holder, &self.waker);
        self.watchdog = started.inspect_err(|error| tracing::error!(%error, "there is no watchdog for what is muted")).ok();
    }

    fn give_back(&mut self) {
        if !self.keeper.is_wanted() && !self.keeper.has_items() {
            return;
        }
        self.keeper.wish(None);
        self.told = None;
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
            if self.watchdog.as_ref().is_some_and(|watchdog| watchdog.was_lost() && watchdog.may_be_followed()) {
                self.be_watched();
            }
            if let Ok(_turn) = self.file.lock() {
                let settled = self.settle();
                self.tell(settled);
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
        open_for(&self.keeper, &mut self.reach, &*self.open);
        if self.watch.is_none()
            && let Some(sound) = &mut self.reach.sound
        {
            // Before the first look: what comes after it is told.
            self.watch = sound.watch(&self.waker).inspect_err(|error| tracing::warn!(%error, "changes of what is heard are not told")).ok();
        }
        let settled = self.keeper.settle(&mut self.reach);
        if let Some(sound) = &self.reach.sound {
            self.spares_ours.store(sound.spares_ours(), Ordering::Relaxed);
        }
        settled.inspect_err(|_| {
            // What broke is opened anew.
            self.reach = Reach::default();
            self.watch = None;
        })
    }

    /// Whether it is looked again by itself after a while.
    fn looks_again(&self) -> bool {
        let concerned = self.keeper.is_wanted() || self.keeper.has_items();
        let is_told = self.watch.is_some() && self.reach.sound.as_ref().is_some_and(|sound| sound.tells());
        // Players tell nothing: what a user does with one meanwhile is seen only by looking.
        let is_unwatched = self.watchdog.as_ref().is_some_and(Watchdog::was_lost);
        concerned && (self.failed || is_unwatched || self.keeper.concerns(Kind::Player) || (self.keeper.concerns(Kind::Sound) && !is_told))
    }

    /// Keeps nothing open that is not needed.
    fn rest(&mut self) {
        if !self.keeper.is_wanted() && !self.keeper.has_items() {
            (self.reach, self.watch, self.failed) = (Reach::default(), None, false);
        }
    }
    /// Lists the outputs there are.
    fn outputs(&self) -> Vec<SoundDevice> {
        let looked = (self.open)(None).and_then(|mut sound| {
            let scene = sound.look()?;
            self.spares_ours.store(sound.spares_ours(), Ordering::Relaxed);
            Ok(scene.outputs)
        });
        let outputs = looked.inspect_err(|error| tracing::info!(%error, "the outputs can't be listed")).unwrap_or_default();
        outputs.into_iter().map(|(id, name)| SoundDevice { id, name }).collect()
    }
}
