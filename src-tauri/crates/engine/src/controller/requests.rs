//! What is asked of the engine, and what its tasks bring back.

use std::{path::PathBuf, time::Duration};

use custom_events::{CustomEvent, FieldProblem};
use jiff::Timestamp;
use telephony::{Home, LineId, Owner, Update};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Controller, Done, wall};
use crate::{
    host::{Host, SoundProblem},
    request::{Reply, Request, SignIn},
    ring,
    session::{self, Attempt, Credentials, Session, SignedIn, Stream},
    settings::{SavedAccount, Which},
    view::{LastRun, NoticeCode, Problem, Switch},
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
            Done::Recalled { reply, server, user_id, password } => self.recalled(reply, server, user_id, password),
            Done::Performed { event_id, event_name, performed } => self.performed(event_id, &event_name, performed),
            Done::Tried(number) => {
                if self.trying.as_ref().is_some_and(|(current, ..)| *current == number) {
                    self.trying = None;
                }
            }
            Done::SoundChecked { which, file, problem, reply } => self.sound_checked(which, file, problem, reply),
            Done::Checked { draft, problems, save, reply } => self.checked(*draft, problems, save, reply),
            Done::LastRuns(runs) => {
                for (id, run) in runs {
                    self.last_runs.entry(id).or_insert(run);
                }
            }
            Done::NotSaved(reason) => self.notice(NoticeCode::SettingsNotSaved, reason),
            Done::Nothing => {}
        }
    }

    // Signing in and out

    fn sign_in(&mut self, sign_in: SignIn, reply: Reply<Option<Problem>>) {
        let SignIn { server, user_id, password, remember, demo } = sign_in;
        self.leave();
        self.try_sign_in(Credentials { server, user_id, password, remember, demo }, Some(reply), 0);
    }

    fn try_sign_in(&mut self, credentials: Credentials, reply: Option<Reply<Option<Problem>>>, attempt: u32) {
        self.session = Session::SigningIn;
        let (host, installation) = (self.host.clone(), self.settings.installation.clone());
        self.tasks.spawn(async move { Done::SignIn(Box::new(session::sign_in(host, credentials, installation, reply, attempt).await)) });
    }

    pub(super) fn sign_in_once_more(&mut self) {
        let session = std::mem::replace(&mut self.session, Session::SigningIn);
        if let Session::Waiting { credentials, attempt, .. } = session {
            self.try_sign_in(*credentials, None, attempt + 1);
        } else {
            self.session = session;
        }
    }

    fn retry_now(&mut self) {
        match &self.session {
            Session::Waiting { .. } => self.sign_in_once_more(),
            Session::In(signed_in) => signed_in.client.retry_now(),
            Session::Out { .. } | Session::SigningIn => {}
        }
    }

    fn signed_in(&mut self, attempt: Attempt) {
        let Attempt { credentials, result, not_kept, reply, attempt } = attempt;
        if !matches!(self.session, Session::SigningIn) {
            // The user signed out meanwhile: an answer that nobody waits for any more.
            answer(reply, None);
            return;
        }
        let (account, profile) = match result {
            Ok(found) => found,
            Err(problem) => {
                let shown = Problem::from(&problem);
                let by_itself = reply.is_none();
                answer(reply, Some(shown.clone()));
                self.session = if by_itself && !problem.needs_user() {
                    let until = Instant::now() + session::wait_before(attempt);
                    Session::Waiting { credentials: Box::new(credentials), until, retry_at: wall(until, Timestamp::now()), problem: shown, attempt }
                } else {
                    // Who typed it has been answered, and still has it in front of them.
                    Session::Out { account: by_itself.then_some((credentials.server, credentials.user_id)), problem: by_itself.then_some(shown) }
                };
                return;
            }
        };
        self.notices.retain(|notice| notice.code != NoticeCode::PasswordNotKept);
        if let Some(reason) = not_kept {
            self.notice(NoticeCode::PasswordNotKept, reason.0);
        }
        if credentials.demo.is_none() {
            let saved = credentials.remember.then(|| SavedAccount { server: credentials.server.clone(), user_id: credentials.user_id.clone() });
            if self.settings.account != saved {
                self.settings.account = saved;
                self.save_settings();
            }
        }
        self.home = Home::of(&profile.country);
        let line = LineId::new(&profile.user_id);
        let owner = Owner { name: profile.name, extension: profile.extension, number: profile.number };
        self.lines.apply(Update::Owner { line: line.clone(), owner: owner.clone() }, Timestamp::now());
        let lines = std::iter::once(line.clone()).chain(self.extra_lines.iter().map(|user_id| LineId::new(user_id))).collect();
        let (client, events) = xsi::connect(account, lines);
        self.session = Session::In(Box::new(SignedIn { credentials, owner, line, client, events, stream: Stream::Opening, was_connected: false }));
        self.prepare_custom_events();
        answer(reply, None);
    }

    /// Signs in by itself with what is remembered.
    fn recall(&mut self, reply: Reply<bool>) {
        let saved = self.settings.account.clone();
        let Some((account, key)) = saved.and_then(|saved| session::key_as_typed(&saved.server, &saved.user_id).map(|key| (saved, key))) else {
            let _ = reply.send(false);
            return;
        };
        self.session = Session::SigningIn;
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let password = host.recall_password(key).await;
            Done::Recalled { reply: Some(reply), server: account.server, user_id: account.user_id, password }
        });
    }

    fn recalled(&mut self, reply: Option<Reply<bool>>, server: String, user_id: String, password: Result<Option<secrecy::SecretString>, crate::host::NoKeyring>) {
        let found = matches!(password, Ok(Some(_)));
        if matches!(self.session, Session::SigningIn) {
            if let Ok(Some(password)) = password {
                self.try_sign_in(Credentials { server, user_id, password, remember: true, demo: None }, None, 0);
            } else {
                self.session = Session::Out { problem: Some(session::no_password(&password)), account: Some((server, user_id)) };
            }
        }
        if let Some(reply) = reply {
            let _ = reply.send(found);
        }
    }

    fn sign_out(&mut self, reply: Reply<()>) {
        let saved = self.settings.account.take();
        if saved.is_some() {
            self.save_settings();
        }
        let disconnecting = self.leave();
        let host = self.host.clone();
        let key = saved.and_then(|saved| session::key_as_typed(&saved.server, &saved.user_id));
        self.tasks.spawn(async move {
            if let Some(key) = key
                && let Err(error) = host.forget_password(key).await
            {
                tracing::warn!(%error, "the password could not be removed");
            }
            if let Some(client) = disconnecting {
                client.disconnect().await;
            }
            let _ = reply.send(());
            Done::Nothing
        });
    }

    /// Ends the session, whatever it is, and returns the client that still has to say so to the server.
    fn leave(&mut self) -> Option<xsi::Client> {
        let session = std::mem::replace(&mut self.session, Session::Out { problem: None, account: None });
        self.forget_calls();
        match session {
            Session::In(signed_in) => {
                self.report_connection("Signed out", String::new());
                Some(signed_in.client)
            }
            Session::Out { .. } | Session::SigningIn | Session::Waiting { .. } => None,
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
        self.tasks.spawn(async move {
            if let Err(failure) = host.play(sound, stop).await {
                tracing::warn!(reason = failure.describe(), "the sound could not be tried");
            }
            Done::Tried(number)
        });
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
