//! How the connection is, what is said about it, and what the user does about it.

use std::{collections::BTreeSet, time::Duration};

use custom_events::Moment;
use jiff::Timestamp;
use journal::{Entry, EntryKind};
use serde_json::{Value, json};
use telephony::{Change, ConnectionMoment, Line, LineId, Update, What};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Controller, Done, outage::Outage, sign_in::lines_to_hear, wall};
use crate::{
    host::{Announcement, Host},
    memory,
    outbox::Order,
    report::{Report, code_word},
    session::{Session, SignedIn, Stream},
    settings::{AccountSettings, PinnedCertificate},
    view::{Permission, Problem, ProblemCode},
};

/// How long a network that is new gets to settle before it is tried.
const SETTLES: Duration = Duration::from_secs(1);
/// What goes wrong again and again is written down so often.
const WRITTEN_DOWN_EVERY: Duration = Duration::from_secs(60);

impl<H: Host> Controller<H> {
    /// Takes in how the connection is.
    pub(super) fn hear_of_connection(&mut self, notice: xsi::Notice, now: Timestamp) {
        if notice != xsi::Notice::Heard {
            self.watched = None;
        }
        let Session::In(signed_in) = &mut self.session else { return };
        match notice {
            xsi::Notice::Connected => self.connected(now),
            xsi::Notice::Heard => signed_in.stream.heard(now),
            xsi::Notice::Lost { problem, retry_at } => self.lost(Problem::from(&problem), wall(retry_at.into(), now)),
            xsi::Notice::Ended { problem } => self.end_session(Some(Problem::from(&problem))),
            xsi::Notice::NotPermitted { line, package: xsi::Package::AdvancedCall, problem } => self.not_permitted(&line, Problem::from(&problem)),
            // Who may not hear that has no such service, and misses nothing.
            xsi::Notice::NotPermitted { line, package: xsi::Package::DoNotDisturb, problem } => tracing::debug!(%line, %problem, "do-not-disturb is not to be heard"),
            xsi::Notice::Granted { line, package: xsi::Package::AdvancedCall } => self.note_permission(&line, Permission::Granted),
            xsi::Notice::Granted { .. } => {}
            xsi::Notice::LogRead { known } => {
                let line = signed_in.line.clone();
                self.log_read(line, known);
            }
            xsi::Notice::Recovered { line } => self.write_down_now_and_then("Recovered", &line, Value::Null),
            xsi::Notice::Unreadable { reason } => {
                let line = signed_in.line.clone();
                self.write_down_now_and_then("Unreadable", &line, json!({ "reason": reason }));
            }
        }
    }

    /// What the phone system wrote down has been told as far as it is news: the next start can go on from here.
    fn log_read(&mut self, line: LineId, known: BTreeSet<String>) {
        self.catches_up = false;
        let is_demo = matches!(&self.session, Session::In(signed_in) if signed_in.credentials.demo.is_some());
        if self.dry_run || is_demo {
            return;
        }
        let journal = self.journal.clone();
        self.tasks.spawn(async move {
            if let Err(error) = memory::note_log(&journal, line, known).await {
                tracing::error!(%error, "what is no news can't be written down");
            }
            Done::Nothing
        });
    }

    fn connected(&mut self, now: Timestamp) {
        let Session::In(signed_in) = &mut self.session else { return };
        let was_up = matches!(signed_in.stream, Stream::Up { .. });
        signed_in.stream = Stream::Up { last_heard: now };
        let first = !std::mem::replace(&mut signed_in.was_connected, true);
        let line = signed_in.line.clone();
        (self.outage, self.announced) = (None, None);
        // Web services that could not be reached may be reachable again, too.
        self.order_outbox(Order::Hurry);
        if first || !was_up {
            self.note_connection(if first { ConnectionMoment::SignedIn } else { ConnectionMoment::Restored }, &line, None);
        }
        // What the snapshot told before this may be ringing.
        self.settle_sounds();
    }

    fn lost(&mut self, problem: Problem, retry_at: Timestamp) {
        let Session::In(signed_in) = &mut self.session else { return };
        let (is_news, last_heard) = match &signed_in.stream {
            Stream::Up { last_heard } => (true, Some(*last_heard)),
            Stream::Lost { last_heard, .. } => (false, *last_heard),
            // That calls are not heard was said before.
            Stream::Denied { .. } => (!signed_in.was_connected, None),
            Stream::Opening => (true, None),
        };
        signed_in.stream = Stream::Lost { problem: problem.clone(), retry_at, last_heard };
        // Each line is asked for again, and until then nobody knows.
        for watched in &mut signed_in.watched {
            watched.permission = Permission::Asked;
        }
        let line = signed_in.line.clone();
        if is_news {
            self.note_connection(ConnectionMoment::Lost, &line, Some(&problem));
        }
        self.outage_because_of(problem);
        self.settle_sounds();
    }

    /// The server does not let us hear a line. Without the user's own one, there is nothing to hear.
    fn not_permitted(&mut self, line: &LineId, problem: Problem) {
        self.write_down(EntryKind::Connection, line, "Not permitted", said(&problem));
        self.report(Report::NotPermitted { time: Timestamp::now(), line: line.to_string(), right: problem.detail.clone() });
        self.note_permission(line, Permission::Denied { detail: problem.detail.clone() });
        let Session::In(signed_in) = &mut self.session else { return };
        if *line != signed_in.line {
            return;
        }
        let was_up = matches!(signed_in.stream, Stream::Up { .. });
        signed_in.stream = Stream::Denied { problem: problem.clone() };
        if was_up {
            self.note_connection(ConnectionMoment::Lost, line, Some(&problem));
        }
        self.outage_because_of(problem);
        self.settle_sounds();
    }

    /// Takes in that calls of a line are told: whoever tells them lets us hear them.
    pub(super) fn hears_calls(&mut self, update: &Update, now: Timestamp) {
        let Session::In(signed_in) = &mut self.session else { return };
        signed_in.stream.heard(now);
        let (Update::Snapshot { line, .. } | Update::Call { line, .. }) = update else { return };
        if signed_in.was_connected && *line == signed_in.line && matches!(signed_in.stream, Stream::Denied { .. }) {
            self.connected(now);
        }
    }

    /// The server, or another program, put an end to it: only the user can help.
    pub(super) fn end_session(&mut self, problem: Option<Problem>) {
        self.tell_before_the_end();
        self.announced = None;
        let session = std::mem::replace(&mut self.session, Session::out());
        if let Session::In(signed_in) = session {
            let SignedIn { credentials, line, .. } = *signed_in;
            self.note_connection(ConnectionMoment::SignedOut, &line, problem.as_ref());
            match problem {
                Some(problem) => {
                    // Nothing is wrong with these: it is for the user to say which of the two computers is to hear.
                    let again = (problem.code == ProblemCode::SignedInElsewhere).then(|| Box::new(credentials.clone()));
                    self.no_longer(problem, credentials.account);
                    if let Session::Out { credentials, .. } = &mut self.session {
                        *credentials = again;
                    }
                }
                None => self.session = Session::Out { problem: None, account: Some(credentials.account), credentials: None },
            }
        }
        self.outage = None;
        self.forget_calls();
    }

    /// An account that is signed in to by itself works no longer. It is said even if nobody looks.
    pub(super) fn no_longer(&mut self, problem: Problem, account: AccountSettings) {
        self.outage = None;
        self.announce(Announcement::SignedOut(problem.clone()));
        self.session = Session::ended(problem, account);
    }

    // What the user, or the computer, does about it

    pub(super) fn retry_now(&mut self) {
        match &mut self.session {
            Session::Waiting(_) => self.sign_in_once_more(),
            Session::In(signed_in) => signed_in.client.retry_now(),
            Session::Out { credentials, .. } => {
                if let Some(credentials) = credentials.take() {
                    self.try_sign_in(*credentials, None, 0);
                }
            }
            Session::SigningIn { .. } => {}
        }
    }

    /// Connections rarely survive a sleep, and nothing that was waited for before it counts.
    pub(super) fn woke(&mut self) {
        self.order_outbox(Order::Hurry);
        match &self.session {
            Session::Waiting(_) => self.sign_in_once_more(),
            Session::In(signed_in) => signed_in.client.woke(),
            Session::Out { .. } | Session::SigningIn { .. } => {}
        }
    }

    pub(super) fn network_changed(&mut self) {
        self.order_outbox(Order::Hurry);
        match &mut self.session {
            // What the server wants, it wants on every network.
            Session::Waiting(waiting) if !waiting.is_asked_to_wait() => {
                waiting.until = waiting.until.min(Instant::now() + SETTLES);
                waiting.retry_at = wall(waiting.until, Timestamp::now());
            }
            Session::In(signed_in) => signed_in.client.network_changed(),
            Session::Waiting(_) | Session::Out { .. } | Session::SigningIn { .. } => {}
        }
    }

    /// Trusts the certificate that is in the way, and no other, for the host that showed it.
    pub(super) fn trust(&mut self, sha256: &str) {
        let host = self.problem().filter(|problem| problem.certificate.as_ref().is_some_and(|shown| shown.sha256 == sha256)).map(|problem| problem.detail.clone());
        if let Some(host) = host {
            self.change_account(|account| account.trust(PinnedCertificate { host, sha256: sha256.to_owned() }));
            match &self.session {
                Session::In(signed_in) => {
                    if let Ok(account) = signed_in.credentials.to_account(&self.settings.installation) {
                        signed_in.client.allow(account);
                    }
                }
                _ => self.sign_in_once_more(),
            }
        }
    }

    pub(super) fn stop_trusting(&mut self, pin: &PinnedCertificate) {
        self.change_account(|account| account.pins.retain(|trusted| trusted != pin));
        match &self.session {
            // What is open was trusted: it has to go.
            Session::In(_) => self.connect_anew(),
            _ => self.sign_in_once_more(),
        }
    }

    /// Goes where the server sends us. The password goes with us, so it is for the user to say, and never unencrypted.
    pub(super) fn use_server(&mut self, server: String) {
        let moved = self.problem().is_some_and(|problem| problem.code == ProblemCode::Moved && problem.more == server);
        if !moved || !server.starts_with("https://") {
            return;
        }
        let credentials = match std::mem::replace(&mut self.session, Session::out()) {
            Session::Waiting(waiting) => waiting.credentials,
            Session::In(signed_in) => {
                self.forget_calls();
                signed_in.credentials
            }
            session @ (Session::Out { .. } | Session::SigningIn { .. }) => {
                self.session = session;
                return;
            }
        };
        let watched = self.settings.watched_by(&credentials.account);
        let account = AccountSettings { server, ..credentials.account };
        if self.settings.watched_by(&account).is_empty() {
            self.settings.watch(&account, watched, credentials.remember);
        }
        self.try_sign_in(crate::session::Credentials { account, ..credentials }, None, 0);
    }

    /// Returns what is in the way now, where something is tried again.
    fn problem(&self) -> Option<&Problem> {
        match &self.session {
            Session::Waiting(waiting) => Some(&waiting.problem),
            Session::In(signed_in) => match &signed_in.stream {
                Stream::Lost { problem, .. } | Stream::Denied { problem } => Some(problem),
                Stream::Opening | Stream::Up { .. } => None,
            },
            Session::Out { .. } | Session::SigningIn { .. } => None,
        }
    }

    /// Changes what the user allows at the server that is signed in to.
    fn change_account(&mut self, change: impl FnOnce(&mut AccountSettings)) {
        let credentials = match &mut self.session {
            Session::Waiting(waiting) => &mut waiting.credentials,
            Session::In(signed_in) => &mut signed_in.credentials,
            Session::Out { .. } | Session::SigningIn { .. } => return,
        };
        change(&mut credentials.account);
        let credentials = credentials.clone();
        if credentials.remember && self.keeps_settings {
            self.settings.account = Some(credentials.account.clone());
            self.save_settings();
        }
    }

    /// Begins a new connection in the place of the one there is; what is known of calls stays.
    fn connect_anew(&mut self) {
        let Session::In(signed_in) = &mut self.session else { return };
        match signed_in.credentials.to_account(&self.settings.installation) {
            Ok(account) => {
                (signed_in.client, signed_in.events) = xsi::connect(account, lines_to_hear(&signed_in.line, &signed_in.watched, &self.extra_lines));
                signed_in.stream = Stream::Opening;
                // What the connection before was to tell of calls that ended unheard, it tells no more.
                let untold = Update::Logged { line: signed_in.line.clone(), calls: Vec::new() };
                let changes = self.lines.apply(untold, Timestamp::now());
                self.act(&changes);
            }
            Err(problem) => self.end_session(Some(Problem::from(&problem))),
        }
    }

    // What is said about it

    /// Tells what became of the connection: it is reported, recorded, and custom events may be about it.
    pub(super) fn note_connection(&mut self, moment: ConnectionMoment, line: &LineId, problem: Option<&Problem>) {
        let now = Timestamp::now();
        let reason = problem.map(|problem| code_word(&problem.code)).unwrap_or_default();
        self.report(Report::Connection { time: now, state: Moment::Connection(moment).name(), reason });
        let known = self.lines.get(line);
        let (owner, device) = (known.map(|line| line.owner.clone()).unwrap_or_default(), known.map(Line::device).unwrap_or_default());
        let change = Change { line: line.clone(), at: now, late: false, owner, device, what: What::Connection { moment } };
        self.act_upon(&change, problem.map_or(Value::Null, said), false);
    }

    pub(super) fn write_down(&mut self, kind: EntryKind, line: &LineId, state: &str, details: Value) {
        let entry = self.record(Entry { at: Timestamp::now(), kind, line: line.to_string(), state: state.to_owned(), details, trace: Entry::NOT_ASKED.to_owned() });
        self.tasks.spawn(async move {
            entry.await;
            Done::Written
        });
    }

    fn write_down_now_and_then(&mut self, state: &'static str, line: &LineId, details: Value) {
        let now = Instant::now();
        if self.written_down.get(state).is_none_or(|at| *at + WRITTEN_DOWN_EVERY <= now) {
            self.written_down.insert(state, now);
            self.write_down(EntryKind::Connection, line, state, details);
        }
    }

    /// Calls are not heard, for this reason.
    pub(super) fn outage_because_of(&mut self, problem: Problem) {
        match &mut self.outage {
            Some(outage) => outage.because_of(problem),
            None => self.outage = Some(Outage::new(problem, Instant::now())),
        }
    }

    pub(super) fn outage_goes_on(&mut self) {
        let to_say = self.outage.as_mut().and_then(|outage| outage.goes_on(Instant::now()).cloned());
        // Who pauses everything wants to be left alone; what has ended for good is said all the same.
        if let Some(problem) = to_say.filter(|_| !self.is_paused()) {
            self.announce(Announcement::NotConnected(problem));
        }
    }

    fn announce(&mut self, announcement: Announcement) {
        if !self.settings.notifications {
            return;
        }
        let (host, over) = (self.host.clone(), CancellationToken::new());
        // What was said before it is true no longer.
        self.announced = Some(over.clone().drop_guard());
        self.tasks.spawn(async move {
            host.announce(announcement, over).await;
            Done::Nothing
        });
    }
}

impl Stream {
    fn heard(&mut self, now: Timestamp) {
        if let Self::Up { last_heard } = self {
            *last_heard = now;
        }
    }
}

/// What is recorded of a problem.
fn said(problem: &Problem) -> Value {
    json!({ "code": problem.code, "detail": problem.detail, "more": problem.more })
}
