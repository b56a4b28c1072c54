//! What the phone system says, and what follows: changes, reports, sounds and custom events.

use std::time::Duration;

use custom_events::{CustomEvent, Matched, Situation, Values};
use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use jiff::Timestamp;
use journal::{Entry, EntryId, EntryKind, Journal, Run};
use telephony::{CallMoment, Change, What};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Controller, Done};
use crate::{
    host::{Failure, FailureCode, Host},
    perform::{Performed, describe, held_back, perform},
    report::{Report, call_state, connection_state, device_state},
    ring,
    session::{Session, Stream},
    settings::NumbersOfSystem,
    view::LastRun,
};

impl<H: Host> Controller<H> {
    /// Takes in one event of the session; `None` is a session whose task has ended.
    pub(super) fn hear(&mut self, event: Option<xsi::Event>) {
        let now = Timestamp::now();
        match event {
            Some(xsi::Event::Connection(notice)) => self.hear_of_connection(notice, now),
            Some(xsi::Event::Update(delivery)) => {
                self.hears_calls(&delivery.update, now);
                if !self.is_heard(delivery.update.line()) {
                    return delivery.ack.done();
                }
                let of_own = self.own_line() == Some(delivery.update.line());
                let changes = self.lines.apply(delivery.update, now);
                // What was held back of another line may be told with it.
                if !of_own || changes.iter().any(|change| Some(&change.line) != self.own_line()) {
                    self.watched = None;
                }
                for change in &changes {
                    self.act(change);
                }
                delivery.ack.done();
                self.settle_sounds();
            }
            None => {
                self.watched = None;
                self.end_session(None);
            }
        }
    }

    /// What may have turned out to be otherwise has not.
    pub(super) fn tell_what_was_held_back(&mut self) {
        for change in self.lines.tick(Timestamp::now()) {
            self.act(&change);
        }
        self.watched = None;
        self.settle_sounds();
    }

    /// Tells what would be told in a moment, while there still is somebody it is of.
    pub(super) fn tell_before_the_end(&mut self) {
        for change in self.lines.settle(Timestamp::now()) {
            self.act(&change);
        }
    }

    /// Calls of a session that is over are nobody's.
    pub(super) fn forget_calls(&mut self) {
        self.watched = None;
        self.numbers_of_system = NumbersOfSystem::default();
        self.settle_home();
        self.lines = telephony::Lines::default();
        self.clock.clear();
        self.settle_sounds();
    }

    /// One change: reported, recorded, and its custom events started.
    pub(super) fn act(&mut self, change: &Change) {
        self.keep_time(change);
        if self.reports.is_some() {
            self.report(Report::of(change, &Values::new(change, &self.home, "", &self.zone)));
        }
        let entry = self.record_change(change);
        if !self.settings.custom_events_on {
            return;
        }
        let facts = self.matcher.facts(change, Situation::of(self.own_line().and_then(|own| self.lines.get(own)), change));
        for Matched { event, .. } in self.matcher.matched(&facts) {
            // Rendering and running happen in the event's own task: a slow program delays nobody.
            let values = Values::new(change, &self.home, &event.name, &self.zone);
            let (host, journal, entry, event, dry_run) = (self.host.clone(), self.journal.clone(), entry.clone(), event.clone(), self.dry_run);
            let admitted = self.limits.admit(&event.id, event.limit, Instant::now().into_std());
            self.tasks.spawn(async move {
                let mut all = Vec::new();
                for action in &event.actions {
                    let (started, began) = (Timestamp::now(), Instant::now());
                    let performed = if !admitted && action.is_limited() { held_back(action) } else { perform(&*host, action, &values, dry_run).await };
                    if !dry_run && let Some(entry) = entry.clone().await {
                        record_run(&journal, entry, &event, &performed, started, began.elapsed()).await;
                    }
                    all.push(performed);
                }
                Done::Performed { event_id: event.id.clone(), event_name: event.name.clone(), performed: all }
            });
        }
    }

    /// Actions are done: remembered and reported.
    pub(super) fn performed(&mut self, event_id: String, event_name: &str, performed: Vec<Performed>) {
        let now = Timestamp::now();
        let failure = performed.iter().find_map(|performed| performed.result.as_ref().err().cloned());
        let last_run = LastRun { at: now.as_millisecond(), failure };
        for Performed { kind, done, result } in performed {
            let done = done.as_ref().map(describe).unwrap_or_default();
            let (outcome, detail) = match &result {
                Ok(_) if self.dry_run => ("dry-run", done),
                Ok(_) => ("ok", done),
                Err(Failure { code: FailureCode::HeldBack, detail }) => ("held back", detail.clone()),
                Err(failure) if done.is_empty() => ("failed", failure.describe()),
                Err(failure) => ("failed", format!("{done}: {}", failure.describe())),
            };
            self.report(Report::Action { time: now, event: event_name.to_owned(), kind, outcome, detail });
        }
        self.last_runs.insert(event_id, last_run);
    }

    /// Starts, changes or stops the sound of a waiting call, as the lines now ask for.
    pub(super) fn settle_sounds(&mut self) {
        let wanted = self.own_line().and_then(|own| self.lines.get(own)).filter(|_| !self.dry_run && self.is_hearing()).and_then(|line| ring::wanted(line, &self.settings));
        if self.ringing.as_ref().map(|(sound, _)| sound) == wanted.as_ref() {
            return;
        }
        if let Some((_, stop)) = self.ringing.take() {
            stop.cancel();
        }
        if let Some(sound) = wanted {
            let stop = CancellationToken::new();
            self.ringing = Some((sound.clone(), stop.clone()));
            let host = self.host.clone();
            self.tasks.spawn(async move { Done::Played { trial: None, result: host.play(sound, stop).await } });
        }
    }

    /// A stream that is down can't tell when the ringing ends, so nothing rings.
    fn is_hearing(&self) -> bool {
        matches!(&self.session, Session::In(signed_in) if matches!(signed_in.stream, Stream::Up { .. } | Stream::Opening))
    }

    fn keep_time(&mut self, change: &Change) {
        let What::Call { moment, call } = &change.what else { return };
        let key = (change.line.clone(), call.id.clone());
        if call.is_over() {
            self.clock.remove(&key);
            return;
        }
        let (_, answered) = self.clock.entry(key).or_insert((change.at, None));
        if *moment == CallMoment::Connected {
            *answered = Some(change.at);
        }
    }

    /// Writes a change down, and returns what will be its entry.
    fn record_change(&mut self, change: &Change) -> Shared<BoxFuture<'static, Option<EntryId>>> {
        let (kind, state) = match &change.what {
            What::Call { moment, .. } => (EntryKind::Call, call_state(*moment)),
            What::Device { moment } => (EntryKind::Device, device_state(*moment)),
            What::Connection { moment } => (EntryKind::Connection, connection_state(*moment)),
        };
        let entry = Entry { at: change.at, kind, line: change.line.to_string(), state: state.to_owned(), details: details(change) };
        let recorded = self.record(entry).shared();
        let recording = recorded.clone();
        self.tasks.spawn(async move {
            recording.await;
            Done::Nothing
        });
        recorded
    }

    /// Writes something down, and returns what will be its entry.
    pub(super) fn record(&self, entry: Entry) -> BoxFuture<'static, Option<EntryId>> {
        let journal = self.journal.clone();
        async move { journal.record(entry).await.inspect_err(|error| tracing::error!(%error, "what happened could not be recorded")).ok() }.boxed()
    }
}

/// Writes down what was done for an entry.
async fn record_run(journal: &Journal, entry: EntryId, event: &CustomEvent, performed: &Performed, started: Timestamp, took: Duration) {
    let run = Run {
        entry,
        custom_event: event.id.clone(),
        name: event.name.clone(),
        kind: performed.kind.to_owned(),
        detail: serde_json::to_value(&performed.done).unwrap_or_default(),
        outcome: serde_json::to_value(performed.result.as_ref().err()).unwrap_or_default(),
        started,
        took,
    };
    if let Err(error) = journal.record_run(run).await {
        tracing::error!(%error, "a run could not be recorded");
    }
}

/// What is recorded of a change beyond its state.
fn details(change: &Change) -> serde_json::Value {
    match &change.what {
        What::Device { .. } | What::Connection { .. } => serde_json::Value::Null,
        What::Call { call, .. } => serde_json::json!({
            "id": call.id,
            "direction": call.direction,
            "name": call.remote.name,
            "number": call.remote.tel(),
            "outcome": call.outcome,
            "late": change.late,
        }),
    }
}
