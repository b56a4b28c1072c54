//! What is heard of calls: begun, followed and stopped; and the sounds as they are chosen and tried.
//!
//! Which sound ought to be heard, [`ring`] decides; the machine plays it, in a task of its own.

use std::{collections::BTreeSet, path::PathBuf};

use custom_events::Rendered;
use journal::EntryKind;
use serde_json::{Value, json};
use telephony::LineId;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Controller, Done, requests::answer, waiting::Lasting};
use crate::{
    host::{Failure, FailureCode, Host, Sound, SoundDevice, SoundNews, SoundProblem, SoundSource, Volume},
    report::code_word,
    request::Reply,
    ring::{self, Ring, Ringer, Scene},
    session::Session,
    settings::SoundOf,
    view::NoticeCode,
};

/// What is heard now.
pub(super) struct Ringing {
    /// The number of the sound.
    number: u64,
    ring: Ring,
    stop: CancellationToken,
    /// Whether it was written down that nobody hears it.
    unheard: bool,
}

/// A sound that is tried.
pub(super) struct Trial {
    number: u64,
    pub(super) of: SoundOf,
    volume: Volume,
    stop: CancellationToken,
}

impl<H: Host> Controller<H> {
    /// Starts, changes or stops the sound of a waiting call, as the lines now ask for.
    pub(super) fn settle_sounds(&mut self) {
        let lines = &self.lines;
        self.hushed.retain(|ringer| ring::still_rings(lines, ringer));
        let wanted = self.rings().into_iter().next();
        match (&mut self.ringing, wanted) {
            (None, None) => return,
            // What is repeated goes on from one call to the next; what is heard once is heard once for each.
            (Some(ringing), Some(wanted)) if ringing.ring.sound.is_like(&wanted.sound) && (wanted.sound.repeat || ringing.ring.ringer == wanted.ringer) => {
                ringing.ring.sound.volume.turn(wanted.sound.volume.percent());
                ringing.ring.ringer = wanted.ringer;
                return;
            }
            _ => {}
        }
        if let Some(Ringing { ring, stop, .. }) = self.ringing.take() {
            stop.cancel();
            // It had its turn, though something cut it short.
            self.had_its_turn(ring);
        }
        // With its turn over, another may be the one.
        if let Some(ring) = self.rings().into_iter().next() {
            let stop = CancellationToken::new();
            let number = self.begin(ring.sound.clone(), stop.clone());
            self.ringing = Some(Ringing { number, ring, stop, unheard: false });
        }
    }

    /// Returns everything that rings here.
    fn rings(&self) -> Vec<Ring> {
        let Session::In(signed_in) = &self.session else { return Vec::new() };
        if self.dry_run || self.is_paused() || !self.is_hearing() {
            return Vec::new();
        }
        let colleagues: Vec<LineId> = signed_in.watched.iter().map(|watched| watched.line.clone()).collect();
        ring::all(Scene { own: &signed_in.line, colleagues: &colleagues, lines: &self.lines, settings: &self.settings, hushed: &self.hushed })
    }

    /// A call that is heard once is not heard again while it rings.
    fn had_its_turn(&mut self, Ring { ringer, sound }: Ring) {
        if !sound.repeat && ring::still_rings(&self.lines, &ringer) {
            self.hushed.insert(ringer);
        }
    }

    /// Lets what is heard now be silent: what rings, and what custom events play.
    pub(super) fn silence(&mut self) {
        for sound in self.event_sounds.drain(..) {
            sound.cancel();
        }
        let ringers: Vec<Ringer> = self.rings().into_iter().map(|ring| ring.ringer).collect();
        self.hushed.extend(ringers);
        self.settle_sounds();
    }

    /// Returns what ends something that a custom event does: the end of what it is done for, and of a sound silence as well.
    pub(super) fn end_of(&mut self, lasting: &Lasting, done: &Rendered) -> CancellationToken {
        let over = lasting.of(done);
        if !matches!(done, Rendered::Sound(_)) {
            return over;
        }
        let stop = over.child_token();
        self.event_sounds.retain(|sound| !sound.is_cancelled());
        self.event_sounds.push(stop.clone());
        stop
    }

    /// Whether a custom event is heard.
    pub(super) fn is_event_heard(&self) -> bool {
        self.event_sounds.iter().any(|sound| !sound.is_cancelled())
    }

    /// Ends whatever is heard of us.
    pub(super) fn stop_sounds(&mut self) {
        if let Some(Ringing { stop, .. }) = self.ringing.take() {
            stop.cancel();
        }
        self.stop_trying();
    }

    /// Has a sound played, and returns its number.
    fn begin(&mut self, sound: Sound, stop: CancellationToken) -> u64 {
        self.sounds += 1;
        let (number, host, news) = (self.sounds, self.host.clone(), self.sound_news.clone());
        self.tasks.spawn(async move {
            let (tell, mut told) = mpsc::unbounded_channel();
            let playing = host.play(sound, stop, tell);
            let telling = async {
                while let Some(one) = told.recv().await {
                    // It ends with the controller.
                    let _ = news.send((number, one));
                }
            };
            let (result, ()) = tokio::join!(playing, telling);
            Done::Played { number, result }
        });
        number
    }

    /// There is something to know of a sound that is played.
    pub(super) fn hear_of_sound(&mut self, number: u64, news: SoundNews) {
        let ringing = self.ringing.as_mut().filter(|ringing| ringing.number == number);
        let sound = ringing.as_ref().map(|ringing| ringing.ring.sound.clone());
        match news {
            SoundNews::StandIn(problem) => {
                let file = match sound.map(|sound| sound.source) {
                    Some(SoundSource::Chosen(_, file)) => file,
                    // What is only tried is seen by whoever tries it; what is over has nothing to say any more.
                    _ => return self.look_at_sounds(),
                };
                self.write_down_sound("Sound replaced", json!({ "code": code_word(&problem), "detail": file.display().to_string() }));
                self.sound_problems.insert(file, problem);
            }
            SoundNews::Played { on_chosen } => {
                self.device_gone = self.settings.sounds.device.is_some() && !on_chosen;
                self.no_sound_is_amiss();
            }
            SoundNews::Unheard => {
                let first = ringing.is_some_and(|ringing| !std::mem::replace(&mut ringing.unheard, true));
                if first {
                    self.write_down_sound("No sound device", Value::Null);
                }
                self.notice(NoticeCode::NoSoundDevice, String::new());
            }
        }
    }

    fn write_down_sound(&mut self, state: &str, details: Value) {
        if let Some(line) = self.own_line().cloned() {
            self.write_down(EntryKind::Connection, &line, state, details);
        }
    }

    /// A sound has ended. What kept it from being heard is said until one is heard again.
    pub(super) fn played(&mut self, number: u64, result: Result<(), Failure>) {
        if self.trying.as_ref().is_some_and(|trial| trial.number == number) {
            self.trying = None;
        }
        let rang = self.ringing.take_if(|ringing| ringing.number == number);
        match result {
            // One that made room for another says nothing of that.
            Ok(()) if number < self.sounds => {}
            Ok(()) => self.no_sound_is_amiss(),
            Err(Failure { code: FailureCode::NoSoundDevice, .. }) => {
                if rang.is_some() {
                    self.write_down_sound("No sound device", Value::Null);
                }
                self.notice(NoticeCode::NoSoundDevice, String::new());
            }
            Err(failure) => self.notice(NoticeCode::SoundNotPlayed, failure.detail),
        }
        if let Some(Ringing { ring, .. }) = rang {
            // One that could not be repeated is not tried for ever, either.
            self.hushed.insert(ring.ringer);
            self.settle_sounds();
        }
    }

    fn no_sound_is_amiss(&mut self) {
        self.notices.retain(|notice| !matches!(notice.code, NoticeCode::NoSoundDevice | NoticeCode::SoundNotPlayed));
    }

    // What is chosen

    /// Looks at a file, and chooses it if it is good.
    pub(super) fn choose_sound(&mut self, of: SoundOf, file: Option<PathBuf>, reply: Reply<Option<SoundProblem>>) {
        match file {
            Some(file) => self.look_at_sound(file, Some((of, reply))),
            None => {
                self.take_sound(&of, None);
                answer(Some(reply), None);
            }
        }
    }

    /// Looks at every file that is chosen: it may be gone, and one that is not is read before it is needed.
    pub(super) fn look_at_sounds(&mut self) {
        let settings = &self.settings;
        let of_lines = settings.sounds.lines.values().filter(|line| line.on).filter_map(|line| line.file.clone());
        let files: BTreeSet<PathBuf> = [&settings.ringing, &settings.waiting].into_iter().filter_map(|choice| choice.file.clone()).chain(of_lines).collect();
        for file in files {
            self.look_at_sound(file, None);
        }
    }

    fn look_at_sound(&mut self, file: PathBuf, choice: Option<(SoundOf, Reply<Option<SoundProblem>>)>) {
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let problem = host.check_sound(file.clone()).await;
            Done::SoundChecked { file, problem, choice }
        });
    }

    pub(super) fn sound_checked(&mut self, file: PathBuf, problem: Option<SoundProblem>, choice: Option<(SoundOf, Reply<Option<SoundProblem>>)>) {
        match (problem, choice) {
            (None, choice) => {
                self.sound_problems.remove(&file);
                if let Some((of, reply)) = choice {
                    self.take_sound(&of, Some(file));
                    answer(Some(reply), None);
                }
            }
            // What is not taken changes nothing.
            (Some(problem), Some((_, reply))) => answer(Some(reply), Some(problem)),
            (Some(problem), None) => drop(self.sound_problems.insert(file, problem)),
        }
    }

    fn take_sound(&mut self, of: &SoundOf, file: Option<PathBuf>) {
        match of {
            SoundOf::Ringing => self.settings.ringing.file = file,
            SoundOf::Waiting => self.settings.waiting.file = file,
            SoundOf::Line(user_id) => self.settings.sounds.line_mut(user_id).file = file,
        }
        self.sounds_changed();
    }

    pub(super) fn set_line_rings(&mut self, user_id: &str, on: bool) {
        self.settings.sounds.line_mut(user_id).on = on;
        self.sounds_changed();
        // A file that nobody heard for long may be gone.
        self.look_at_sounds();
    }

    pub(super) fn set_volume(&mut self, percent: u8) {
        self.settings.sounds.volume = percent.min(100);
        if let Some(trial) = &self.trying {
            trial.volume.turn(percent);
        }
        self.sounds_changed();
    }

    pub(super) fn set_sound_device(&mut self, device: Option<SoundDevice>) {
        self.settings.sounds.device = device;
        // It was listed a moment ago.
        self.device_gone = false;
        self.sounds_changed();
    }

    fn sounds_changed(&mut self) {
        self.save_settings();
        self.settle_sounds();
    }

    pub(super) fn sound_devices(&mut self, reply: Reply<Vec<SoundDevice>>) {
        let host = self.host.clone();
        self.tasks.spawn(async move { Done::SoundDevices { devices: host.sound_devices().await, reply } });
    }

    pub(super) fn found_devices(&mut self, devices: Vec<SoundDevice>, reply: Reply<Vec<SoundDevice>>) {
        self.device_gone = self.settings.sounds.device.as_ref().is_some_and(|chosen| devices.iter().all(|device| device.id != chosen.id));
        answer(Some(reply), devices);
    }

    // What is tried

    pub(super) fn try_sound(&mut self, of: SoundOf) {
        self.stop_trying();
        let stop = CancellationToken::new();
        let sound = ring::trial(&of, &self.settings);
        let volume = sound.volume.clone();
        let number = self.begin(sound, stop.clone());
        self.trying = Some(Trial { number, of, volume, stop });
    }

    pub(super) fn stop_trying(&mut self) {
        if let Some(Trial { stop, .. }) = self.trying.take() {
            stop.cancel();
        }
    }
}
