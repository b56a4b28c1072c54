//! What is asked of the engine, and what its tasks bring back.

use std::{path::PathBuf, time::Duration};

use custom_events::{CustomEvent, FieldProblem};
use jiff::Timestamp;
use secrecy::SecretString;
use telephony::{Home, LineId, Update};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Controller, Done, wall};
use crate::{
    host::{Failure, FailureCode, Host, NoKeyring, SoundProblem},
    request::{Reply, Request, SignIn},
    ring,
    session::{self, Attempt, Credentials, Session, SignedIn, Stream},
    settings::{SavedAccount, Which},
    view::{LastRun, NoticeCode, Problem, ProblemCode, Switch},
};

/// How long what happened is remembered: 30 days.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl<H: Host> Controller<H> {
    pub(super) fn ask(&mut self, request: Request) {
        match request {
            Request::SignIn { sign_in, reply } => self.sign_in(sign_in, reply),
            Request::SignInAgain { reply } => self.recall(reply),
            Request::SignOut { reply } => self.sign_out(reply),
            Request::RetryNow => self.retry_now(),
            Request::SetSwitch { switch, on } => self.set_switch(switch, on),
            Request::SetTheme(theme) => {
                self.settings.theme = theme;
                self.save_settings();
            }
            Request::SetSound { which, file, reply } => self.check_sound(which, file, Some(reply)),
            Request::PlaySound(which) => self.try_sound(which),
            Request::StopSound => self.stop_trying(),
            Request::CheckCustomEvent { draft, reply } => self.check(draft, false, reply),
            Request::SaveCustomEvent { draft, reply } => self.check(draft, true, reply),
            Request::RemoveCustomEvent(id) => self.remove(&id),
            Request::RestoreCustomEvent => self.restore(),
            Request::SetCustomEventEnabled { id, on } => {
                if let Some(event) = self.settings.custom_events.iter_mut().find(|event| event.id == id) {
                    event.enabled = on;
                    self.custom_events_changed();
                }
            }
            Request::Quit { reply } => self.quit = Some(reply),
        }
    }

    pub(super) fn finish(&mut self, done: Done) {
        match done {
            Done::SignIn(attempt) => self.signed_in(*attempt),
            Done::Recalled { number, reply, account, password } => {
                let found = self.recalled(number, account, password);
                answer(Some(reply), found);
            }
            Done::Keyring(code, reason) => {
                tracing::warn!(reason, "the keyring did not do what it should");
                if let (NoticeCode::PasswordNotKept, Session::In(signed_in)) = (code, &mut self.session) {
                    signed_in.credentials.remember = false;
                }
                self.notice(code, String::new());
            }
            Done::Performed { event_id, event_name, performed } => self.performed(event_id, &event_name, performed),
            Done::Played { trial, result } => self.played(trial, result),
            Done::SoundChecked { which, file, problem, reply } => self.sound_checked(which, file, problem, reply),
            Done::Checked { draft, problems, save, reply } => self.checked(*draft, problems, save, reply),
            Done::LastRuns(runs) => {
                for (id, run) in runs {
                    self.last_runs.entry(id).or_insert(run);
                }
            }
            Done::Saved(Ok(())) => self.notices.retain(|notice| notice.code != NoticeCode::SettingsNotSaved),
            Done::Saved(Err(reason)) => self.notice(NoticeCode::SettingsNotSaved, reason),
            Done::Nothing => {}
        }
    }

    // Signing in and out

    fn sign_in(&mut self, sign_in: SignIn, reply: Reply<Option<Problem>>) {
        let SignIn { server, user_id, password, remember, demo } = sign_in;
        self.leave();
        self.try_sign_in(Credentials { server, user_id, password, remember, demo }, Some(reply), 0);
    }

    /// Begins a sign-in; whatever an earlier one may still find is dropped.
    fn begin_sign_in(&mut self, account: Option<SavedAccount>) -> u64 {
        self.sign_ins += 1;
        self.session = Session::SigningIn { number: self.sign_ins, account };
        self.sign_ins
    }

    fn try_sign_in(&mut self, credentials: Credentials, reply: Option<Reply<Option<Problem>>>, attempt: u32) {
        let number = self.begin_sign_in(reply.is_none().then(|| credentials.account()));
        let installation = self.settings.installation.clone();
        self.tasks.spawn(async move {
            let result = session::ask_server(&credentials, installation).await;
            Done::SignIn(Box::new(Attempt { number, credentials, result, reply, attempt }))
        });
    }

    pub(super) fn sign_in_once_more(&mut self) {
        match std::mem::replace(&mut self.session, Session::out()) {
            Session::Waiting { credentials, attempt, .. } => self.try_sign_in(*credentials, None, attempt + 1),
            session => self.session = session,
        }
    }

    fn retry_now(&mut self) {
        match &self.session {
            Session::Waiting { .. } => self.sign_in_once_more(),
            Session::In(signed_in) => signed_in.client.retry_now(),
            Session::Out { .. } | Session::SigningIn { .. } => {}
        }
    }

    /// Returns whether a sign-in is still the one that is waited for.
    fn is_awaited(&self, sign_in: u64) -> bool {
        matches!(self.session, Session::SigningIn { number, .. } if number == sign_in)
    }

    fn signed_in(&mut self, attempt: Attempt) {
        let Attempt { number, credentials, result, reply, attempt } = attempt;
        if !self.is_awaited(number) {
            answer(reply, Some(Problem { code: ProblemCode::Other, detail: "another sign-in took its place".into() }));
            return;
        }
        match result {
            Ok((account, profile)) => {
                self.accepted(credentials, account, profile);
                answer(reply, None);
            }
            Err(problem) => {
                let shown = Problem::from(&problem);
                self.session = match &reply {
                    None if !problem.needs_user() => {
                        let until = Instant::now() + session::wait_before(attempt);
                        let retry_at = wall(until, Timestamp::now());
                        Session::Waiting { credentials: Box::new(credentials), until, retry_at, problem: shown.clone(), attempt }
                    }
                    None => Session::Out { problem: Some(shown.clone()), account: Some(credentials.account()) },
                    // Who typed it is answered, and still has it in front of them.
                    Some(_) => Session::out(),
                };
                answer(reply, Some(shown));
            }
        }
    }

    fn accepted(&mut self, credentials: Credentials, account: xsi::Account, profile: xsi::Profile) {
        self.notices.retain(|notice| notice.code != NoticeCode::PasswordNotKept);
        if credentials.demo.is_none() {
            self.keep_account(&credentials);
        }
        self.home = Home::of(&profile.country);
        let line = if profile.user_id.is_empty() { account.line() } else { LineId::new(&profile.user_id) };
        let owner = profile.owner();
        self.lines.apply(Update::Owner { line: line.clone(), owner: owner.clone() }, Timestamp::now());
        let lines = std::iter::once(line.clone()).chain(self.extra_lines.iter().map(|user_id| LineId::new(user_id))).collect();
        let (client, events) = xsi::connect(account, lines);
        self.session = Session::In(Box::new(SignedIn { credentials, owner, line, client, events, stream: Stream::Opening, was_connected: false }));
        self.prepare_custom_events();
    }

    /// Remembers the account or not, as the user wants it, and forgets the password of the one remembered before.
    fn keep_account(&mut self, credentials: &Credentials) {
        if !self.keeps_settings {
            return;
        }
        let wanted = credentials.remember.then(|| credentials.account());
        let before = std::mem::replace(&mut self.settings.account, wanted);
        if before != self.settings.account {
            self.save_settings();
        }
        let key = self.settings.account.as_ref().and_then(session::key);
        let old_key = before.as_ref().and_then(session::key).filter(|old| Some(old) != key.as_ref());
        let (host, password) = (self.host.clone(), credentials.password.clone());
        self.tasks.spawn(async move {
            let forgotten = match old_key {
                Some(key) => host.forget_password(key).await,
                None => Ok(()),
            };
            let kept = match key {
                Some(key) => host.remember_password(key, password).await,
                None => Ok(()),
            };
            match (kept, forgotten) {
                (Err(reason), _) => Done::Keyring(NoticeCode::PasswordNotKept, reason.0),
                (_, Err(reason)) => Done::Keyring(NoticeCode::PasswordNotForgotten, reason.0),
                (Ok(()), Ok(())) => Done::Nothing,
            }
        });
    }

    /// Signs in by itself with what is remembered.
    fn recall(&mut self, reply: Reply<bool>) {
        let saved = self.settings.account.clone();
        let Some((account, key)) = saved.and_then(|saved| session::key(&saved).map(|key| (saved, key))) else {
            answer(Some(reply), false);
            return;
        };
        let number = self.begin_sign_in(Some(account.clone()));
        let host = self.host.clone();
        self.tasks.spawn(async move { Done::Recalled { number, reply, account, password: host.recall_password(key).await } });
    }

    pub(super) fn recalled(&mut self, number: u64, account: SavedAccount, password: Result<Option<SecretString>, NoKeyring>) -> bool {
        if self.is_awaited(number) {
            match password {
                Ok(Some(password)) => {
                    let SavedAccount { server, user_id } = account;
                    self.try_sign_in(Credentials { server, user_id, password, remember: true, demo: None }, None, 0);
                    return true;
                }
                missing => self.session = Session::Out { problem: Some(session::no_password(&missing)), account: Some(account) },
            }
        }
        false
    }

    fn sign_out(&mut self, reply: Reply<()>) {
        // Leaving the demo is no reason to forget the account of a real phone system.
        let demo = matches!(&self.session, Session::In(signed_in) if signed_in.credentials.demo.is_some());
        let saved = if demo { None } else { self.settings.account.take() };
        if saved.is_some() {
            self.save_settings();
        }
        let key = saved.as_ref().and_then(session::key);
        let disconnecting = self.leave();
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let forgotten = match key {
                Some(key) => host.forget_password(key).await,
                None => Ok(()),
            };
            if let Some(client) = disconnecting {
                client.disconnect().await;
            }
            answer(Some(reply), ());
            match forgotten {
                Ok(()) => Done::Nothing,
                Err(reason) => Done::Keyring(NoticeCode::PasswordNotForgotten, reason.0),
            }
        });
    }

    /// Ends the session, whatever it is, and returns the client that still has to say so to the server.
    fn leave(&mut self) -> Option<xsi::Client> {
        let session = std::mem::replace(&mut self.session, Session::out());
        self.forget_calls();
        match session {
            Session::In(signed_in) => {
                self.report_connection("Signed out", String::new());
                Some(signed_in.client)
            }
            Session::Out { .. } | Session::SigningIn { .. } | Session::Waiting { .. } => None,
        }
    }

    // Switches and sounds

    fn set_switch(&mut self, switch: Switch, on: bool) {
        match switch {
            Switch::CustomEvents => self.settings.custom_events_on = on,
            Switch::Sounds => self.settings.sounds_on = on,
            Switch::Ringing => self.settings.ringing.on = on,
            Switch::Waiting => self.settings.waiting.on = on,
        }
        self.save_settings();
        self.settle_sounds();
    }

    pub(super) fn check_sound(&mut self, which: Which, file: Option<PathBuf>, reply: Option<Reply<Option<SoundProblem>>>) {
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let problem = match file.clone() {
                Some(file) => host.check_sound(file).await,
                None => None,
            };
            Done::SoundChecked { which, file, problem, reply }
        });
    }

    fn sound_checked(&mut self, which: Which, file: Option<PathBuf>, problem: Option<SoundProblem>, reply: Option<Reply<Option<SoundProblem>>>) {
        let chosen = reply.is_some();
        answer(reply, problem);
        if chosen && problem.is_none() {
            self.settings.sound_mut(which).file = file;
            self.sound_problems.remove(&which);
            self.save_settings();
            self.settle_sounds();
        } else if !chosen && self.settings.sound(which).file == file {
            match problem {
                Some(problem) => self.sound_problems.insert(which, problem),
                None => self.sound_problems.remove(&which),
            };
        }
    }

    fn try_sound(&mut self, which: Which) {
        self.stop_trying();
        self.tries += 1;
        let (number, stop) = (self.tries, CancellationToken::new());
        self.trying = Some((number, which, stop.clone()));
        let sound = ring::sound(which, self.settings.sound(which).file.clone(), false);
        let host = self.host.clone();
        self.tasks.spawn(async move { Done::Played { trial: Some(number), result: host.play(sound, stop).await } });
    }

    /// A sound has ended. What kept it from being heard is said until one is heard again.
    fn played(&mut self, trial: Option<u64>, result: Result<(), Failure>) {
        if trial.is_some() && self.trying.as_ref().map(|(number, ..)| *number) == trial {
            self.trying = None;
        }
        self.notices.retain(|notice| !matches!(notice.code, NoticeCode::NoSoundDevice | NoticeCode::SoundNotPlayed));
        match result {
            Ok(()) => {}
            Err(Failure { code: FailureCode::NoSoundDevice, .. }) => self.notice(NoticeCode::NoSoundDevice, String::new()),
            Err(failure) => self.notice(NoticeCode::SoundNotPlayed, failure.detail),
        }
    }

    fn stop_trying(&mut self) {
        if let Some((.., stop)) = self.trying.take() {
            stop.cancel();
        }
    }

    // Custom events

    fn check(&mut self, draft: Box<CustomEvent>, save: bool, reply: Reply<Vec<FieldProblem>>) {
        let host = self.host.clone();
        // Looking at files may hang where they are on a network drive.
        self.tasks.spawn_blocking(move || {
            let problems = draft.check(&*host);
            Done::Checked { draft, problems, save, reply }
        });
    }

    fn checked(&mut self, mut draft: CustomEvent, problems: Vec<FieldProblem>, save: bool, reply: Reply<Vec<FieldProblem>>) {
        if save && !problems.iter().any(FieldProblem::is_error) {
            match self.settings.custom_events.iter_mut().find(|event| event.id == draft.id) {
                Some(event) => *event = draft,
                None => {
                    draft.id = CustomEvent::new_id();
                    self.settings.custom_events.push(draft);
                }
            }
            self.custom_events_changed();
        }
        let _ = reply.send(problems);
    }

    fn remove(&mut self, id: &str) {
        if let Some(index) = self.settings.custom_events.iter().position(|event| event.id == id) {
            self.removed = Some((index, self.settings.custom_events.remove(index)));
            self.custom_events_changed();
        }
    }

    fn restore(&mut self) {
        if let Some((index, event)) = self.removed.take() {
            let index = index.min(self.settings.custom_events.len());
            self.settings.custom_events.insert(index, event);
            self.custom_events_changed();
        }
    }

    fn custom_events_changed(&mut self) {
        self.prepare_custom_events();
        self.save_settings();
    }

    /// Finds out how each custom event went last time, and forgets what is too long ago.
    pub(super) fn look_at_the_past(&mut self) {
        let journal = self.journal.clone();
        self.tasks.spawn(async move {
            let long_ago = Timestamp::now().checked_sub(KEPT).unwrap_or(Timestamp::UNIX_EPOCH);
            if let Err(error) = journal.forget_before(long_ago).await {
                tracing::error!(%error, "what happened long ago can't be forgotten");
            }
            match journal.last_runs().await {
                Ok(runs) => Done::LastRuns(
                    runs.into_iter().filter_map(|(id, run)| Some((id, LastRun { at: run.at.as_millisecond(), failure: serde_json::from_value(run.outcome).ok()? }))).collect(),
                ),
                Err(error) => {
                    tracing::error!(%error, "what happened before can't be read");
                    Done::Nothing
                }
            }
        });
    }
}

fn answer<T>(reply: Option<Reply<T>>, with: T) {
    if let Some(reply) = reply {
        // Whoever asked may have gone.
        let _ = reply.send(with);
    }
}
