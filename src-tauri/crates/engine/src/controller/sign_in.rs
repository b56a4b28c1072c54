//! Signing in and out.

use jiff::Timestamp;
use secrecy::SecretString;
use telephony::{ConnectionMoment, LineId, Update};
use tokio::time::Instant;

use super::{Controller, Done, requests::answer, wall};
use crate::{
    host::{Host, NoKeyring},
    memory::{self, NotedCalls, Past, Recalled},
    numbers,
    request::{Reply, SignIn},
    session::{self, Attempt, Credentials, Session, SignedIn, Stream, Waiting, Watched},
    settings::{AccountSettings, NumbersOfSystem},
    view::{NoticeCode, Problem, ProblemCode},
};

impl<H: Host> Controller<H> {
    pub(super) fn sign_in(&mut self, sign_in: SignIn, reply: Reply<Option<Problem>>) {
        let SignIn { account, secret, remember, demo } = sign_in;
        self.leave();
        self.try_sign_in(Credentials { account: account.tidy(), secret, remember, demo }, Some(reply), 0);
    }

    /// Begins a sign-in; whatever an earlier one may still find is dropped.
    fn begin_sign_in(&mut self, account: Option<AccountSettings>) -> u64 {
        self.sign_ins += 1;
        self.session = Session::SigningIn { number: self.sign_ins, account };
        self.sign_ins
    }

    pub(super) fn try_sign_in(&mut self, credentials: Credentials, reply: Option<Reply<Option<Problem>>>, attempt: u32) {
        let number = self.begin_sign_in(reply.is_none().then(|| credentials.account.clone()));
        let (installation, journal) = (self.settings.installation.clone(), self.journal.clone());
        self.tasks.spawn(async move {
            let numbers = numbers::read_ahead();
            let result = session::ask_server(&credentials, installation).await;
            let recalled = Recalled::read(&journal).await;
            // No call is heard before it is known what the same number is.
            numbers.await;
            Done::SignIn(Box::new(Attempt { number, credentials, result, recalled, reply, attempt }))
        });
    }

    /// Tries again what waits.
    pub(super) fn sign_in_once_more(&mut self) {
        match std::mem::replace(&mut self.session, Session::out()) {
            Session::Waiting(waiting) => self.try_sign_in(waiting.credentials, None, waiting.attempt + 1),
            session => self.session = session,
        }
    }

    /// Returns whether a sign-in is still the one that is waited for.
    fn is_awaited(&self, sign_in: u64) -> bool {
        matches!(self.session, Session::SigningIn { number, .. } if number == sign_in)
    }

    pub(super) fn signed_in(&mut self, attempt: Attempt) {
        let Attempt { number, credentials, result, recalled, reply, attempt } = attempt;
        if !self.is_awaited(number) {
            answer(reply, Some(Problem::about(ProblemCode::Other, "another sign-in took its place")));
            return;
        }
        match result {
            Ok((account, profile)) => {
                self.accepted(credentials, account, profile, recalled);
                answer(reply, None);
            }
            Err(problem) => {
                let shown = Problem::from(&problem);
                match &reply {
                    None if !problem.needs_user() => self.wait_to_sign_in(credentials, attempt, &problem),
                    None => self.no_longer(shown.clone(), credentials.account),
                    // Who typed it is answered, and still has it in front of them.
                    Some(_) => self.session = Session::out(),
                }
                answer(reply, Some(shown));
            }
        }
    }

    fn wait_to_sign_in(&mut self, credentials: Credentials, attempt: u32, problem: &xsi::Problem) {
        let until = Instant::now() + session::wait_before(attempt, problem, session::random());
        let retry_at = wall(until, Timestamp::now());
        let problem = Problem::from(problem);
        self.outage_because_of(problem.clone());
        self.session = Session::Waiting(Box::new(Waiting { credentials, until, retry_at, problem, attempt }));
    }

    fn accepted(&mut self, credentials: Credentials, account: xsi::Account, profile: xsi::Profile, recalled: Recalled) {
        self.notices.retain(|notice| notice.code != NoticeCode::PasswordNotKept);
        if credentials.demo.is_none() {
            self.keep_account(&credentials);
        }
        self.numbers_of_system = NumbersOfSystem { country: profile.country.clone(), national_prefix: profile.national_prefix.clone() };
        let line = if profile.user_id.is_empty() { account.line() } else { LineId::new(&profile.user_id) };
        let owner = profile.owner();
        self.lines.apply(Update::Owner { line: line.clone(), owner: owner.clone() }, Timestamp::now());
        let watched: Vec<Watched> = if credentials.demo.is_some() { Vec::new() } else { self.settings.watched_by(&credentials.account).into_iter().map(Watched::new).collect() };
        let lines = lines_to_hear(&line, &watched, &self.extra_lines);
        self.ask_who_the_others_are(account.clone());
        // What was only tried leaves nothing behind, and finds nothing.
        let past = if credentials.demo.is_some() { Past::default() } else { recalled.of(&line, Timestamp::now()) };
        self.catches_up = past.known_log.is_some();
        if let Some(calls) = past.calls {
            self.noted_calls = NotedCalls::read(&calls);
            self.lines.recall(calls);
        }
        for done in past.once {
            self.once.recall(done.line, done.call, done.event_ids);
        }
        self.go_on_waiting(past.waits, past.given_up);
        let (client, events) = xsi::connect_after(account, lines, past.known_log);
        self.session = Session::In(Box::new(SignedIn { credentials, owner, line, client, events, stream: Stream::Opening, watched, was_connected: false }));
        self.introduce_watched_lines();
        self.settle_home();
    }

    /// Remembers the account or not, as the user wants it, and forgets the password of the one remembered before.
    fn keep_account(&mut self, credentials: &Credentials) {
        if !self.keeps_settings {
            return;
        }
        let wanted = credentials.remember.then(|| credentials.account.clone());
        let before = std::mem::replace(&mut self.settings.account, wanted);
        if before != self.settings.account {
            self.save_settings();
        }
        let key = self.settings.account.as_ref().and_then(session::key);
        let old_key = before.as_ref().and_then(session::key).filter(|old| Some(old) != key.as_ref());
        let (host, password) = (self.host.clone(), credentials.secret.clone());
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
    pub(super) fn recall(&mut self, reply: Reply<bool>) {
        let saved = self.settings.account.clone();
        let Some((account, key)) = saved.and_then(|saved| session::key(&saved).map(|key| (saved, key))) else {
            answer(Some(reply), false);
            return;
        };
        let number = self.begin_sign_in(Some(account.clone()));
        let host = self.host.clone();
        self.tasks.spawn(async move { Done::Recalled { number, reply, account, password: host.recall_password(key).await } });
    }

    pub(super) fn recalled(&mut self, number: u64, account: AccountSettings, password: Result<Option<SecretString>, NoKeyring>) -> bool {
        if self.is_awaited(number) {
            match password {
                Ok(Some(secret)) => {
                    self.try_sign_in(Credentials { account, secret, remember: true, demo: None }, None, 0);
                    return true;
                }
                missing => self.no_longer(session::no_password(&missing), account),
            }
        }
        false
    }

    pub(super) fn sign_out(&mut self, reply: Reply<()>) {
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

    /// Calls that go on unheard from now on do so because the user wants it.
    fn forget_memory(&mut self) {
        self.noted_calls = NotedCalls::default();
        let journal = self.journal.clone();
        self.tasks.spawn(async move {
            if let Err(error) = memory::forget_calls(&journal).await {
                tracing::error!(%error, "what was told of calls can't be forgotten");
            }
            Done::Nothing
        });
    }

    /// Ends the session, whatever it is, and returns the client that still has to say so to the server.
    fn leave(&mut self) -> Option<xsi::Client> {
        self.tell_before_the_end();
        let session = std::mem::replace(&mut self.session, Session::out());
        (self.outage, self.announced) = (None, None);
        self.forget_calls();
        match session {
            Session::In(signed_in) => {
                self.forget_memory();
                self.note_connection(ConnectionMoment::SignedOut, &signed_in.line, None);
                Some(signed_in.client)
            }
            Session::Out { .. } | Session::SigningIn { .. } | Session::Waiting(_) => None,
        }
    }
}

/// Returns the lines to hear, the own one first.
pub(super) fn lines_to_hear(own: &LineId, watched: &[Watched], others: &[LineId]) -> Vec<LineId> {
    let watched = watched.iter().map(|watched| watched.line.clone());
    std::iter::once(own.clone()).chain(watched).chain(others.iter().cloned()).collect()
}
