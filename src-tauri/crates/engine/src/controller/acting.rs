//! What a change leads to: it is reported and recorded, and custom events are started, now or when they have waited.
//!
//! What is owed to web services is on the disk before the event is acknowledged; everything else is started at once, see
//! [`super::runs`].

use std::{sync::Arc, time::Duration};

use custom_events::{Condition, CustomEvent, Matched, Matcher, Moment, Rendered, Situation, Traced, Values};
use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use jiff::Timestamp;
use journal::{Entry, EntryId, EntryKind, Journal, JournalError, Owed};
use serde_json::Value;
use telephony::{CallMoment, Change, What};
use tokio::time::Instant;

use super::{
    Controller, Done, OnScreen,
    runs::{Starting, Step},
    trying::tells_most,
    waiting::{Begun, OpenTrace, Waiting},
    wall,
};
use crate::{
    host::{Failure, Host},
    memory::{CALLS, KeptWait, note_of_once, note_of_wait},
    outbox,
    perform::{Performed, Success, held_back, render},
    report::Report,
    view::{LastRun, NoticeCode},
};

/// How often it is tried to write down what is owed, and how long after each failure.
const TRIES: [Duration; 3] = [Duration::ZERO, Duration::from_secs(1), Duration::from_secs(3)];

/// What will be the entry of a change, once it is on the disk.
pub(super) type Recorded = Shared<BoxFuture<'static, Option<EntryId>>>;

/// What came of writing down a change and what is owed for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    entry: Option<EntryId>,
    /// In which lanes something is owed now.
    lanes: Vec<String>,
    /// How many requests the outbox had no room for.
    refused: usize,
    /// What could not be written down and is owed all the same.
    unkept: Vec<Owed>,
}

impl<H: Host> Controller<H> {
    /// One change: reported, recorded, and its custom events started. Returns what to wait for before the event may be
    /// acknowledged: nothing, where nothing is owed.
    pub(super) fn act(&mut self, change: &Change) -> Option<Recorded> {
        if self.reports.is_some() && !matches!(change.what, What::Connection { .. }) {
            self.report(Report::of(change, &Values::new(change, &self.home, "", &self.zone)));
        }
        self.act_upon(change, details(change))
    }

    /// Records a change with these details, and starts its custom events.
    pub(super) fn act_upon(&mut self, change: &Change, details: Value) -> Option<Recorded> {
        self.keep_time(change);
        if matches!(&change.what, What::Call { moment, .. } if tells_most(*moment)) {
            self.remember_call(change);
        }
        self.end_what_lasts(change);
        self.no_longer_so(change);

        let situation = Situation { already: self.once.done_for(change), ..Situation::of(self.own_line().and_then(|own| self.lines.get(own)), change) };
        let (matcher, off) = (self.matcher.clone(), self.why_off());
        let awaited = off.is_none() && matcher.is_awaited(change);
        let (facts, matched) = if awaited {
            let facts = matcher.facts(change, situation);
            let matched = matcher.matched(&facts);
            (Facts::Known(Box::new(facts)), matched)
        } else {
            (Facts::Wanted(Box::new((change.clone(), situation))), Vec::new())
        };

        let mut owed = Vec::new();
        let mut starting = Vec::new();
        let (mut waiting, mut at_once) = (Vec::new(), Vec::new());
        let mut notes: Vec<_> = self.memory_of(change).into_iter().map(|memory| (CALLS.to_owned(), memory)).collect();
        let is_recalled = !notes.is_empty();
        for Matched { event, wait } in matched {
            match wait {
                // Whether it is done at all, time will tell.
                Some(wait) => {
                    let kept = KeptWait { event_id: event.id.clone(), change: change.clone(), due: wall(Instant::now() + wait, Timestamp::now()) };
                    let note = if is_recalled { note_of_wait(&kept) } else { None };
                    let key = note.as_ref().map(|(key, _)| key.clone());
                    notes.extend(note);
                    waiting.push((event, wait, key));
                }
                None => {
                    self.once.note(&event.id, change);
                    at_once.push(event);
                }
            }
        }
        notes.extend(self.note_of_once(change, &at_once));
        let is_noted = waiting.iter().any(|(.., key)| key.is_some());
        for event in at_once {
            starting.push(self.prepare(event, change, &mut owed));
        }

        self.records += 1;
        let record = self.records;
        let is_owed = !owed.is_empty();
        let trace_kept = if waiting.is_empty() { None } else { Some(facts.trace(&matcher, off)) };
        let acts = is_owed || !starting.is_empty();
        let asked = Asked { matcher, facts, off, later: acts && waiting.is_empty() };
        let recorded = self.record_change(change, details, asked, owed, notes);
        if let Some(traces) = trace_kept {
            self.open_traces.insert(record, OpenTrace { recorded: recorded.clone(), traces, waiting: waiting.len() });
        }
        for (event, wait, note) in waiting {
            let due = Instant::now() + wait;
            let begun = Begun { event_id: event.id.clone(), record, note };
            self.waits.push(change.clone(), due.into_std(), Waiting { event, change: change.clone(), recorded: recorded.clone(), begun });
        }
        for start in starting {
            self.start(start, change, &recorded);
        }
        (is_owed || is_noted).then_some(recorded)
    }

    /// Returns the note of what is done once for the call of a change, if any of this is.
    pub(super) fn note_of_once(&mut self, change: &Change, events: &[Arc<CustomEvent>]) -> Option<(String, Value)> {
        let What::Call { call, .. } = &change.what else { return None };
        let is_once = |event: &CustomEvent| event.conditions.contains(&Condition::OncePerCall);
        let is_wanted = if call.is_over() { self.settings.custom_events.iter().any(is_once) } else { events.iter().any(|event| is_once(event)) };
        (is_wanted && !self.dry_run).then(|| note_of_once(&change.line, call, self.once.done_for(change), Timestamp::now()))
    }

    /// Sorts out what a custom event does now: what is owed goes to the outbox, the rest is started by [`Self::start`].
    pub(super) fn prepare(&mut self, event: Arc<CustomEvent>, change: &Change, owed: &mut Vec<Owed>) -> Starting {
        self.show_that_it_acts(&event, change);
        let values = Values::new(change, &self.home, &event.name, &self.zone);
        let admitted = self.limits.admit(&event.id, event.limit, Instant::now().into_std());
        let mut steps = Vec::new();
        for (index, action) in event.actions.iter().enumerate() {
            let step = match render(action, &values) {
                rendered if !admitted && action.is_limited() => Step::Over(held_back(action, rendered.ok(), event.limit)),
                Err(failure) => Step::Over(Performed::nothing(action, failure)),
                Ok(done) if self.dry_run => Step::Over(Performed { kind: action.kind(), done: Some(done), unknown: Vec::new(), result: Ok(Success::default()) }),
                Ok(Rendered::Request(request)) => {
                    let key = outbox::key(&self.settings.installation, change, &event.id, index);
                    owed.push(outbox::owed(key, &event, index, &request, Timestamp::now()));
                    continue;
                }
                Ok(done) => Step::Do(index, done),
            };
            steps.push(step);
        }
        Starting { event, steps }
    }

    /// What the sending task tells.
    pub(super) fn hear_of_outbox(&mut self, news: outbox::News) {
        match news {
            outbox::News::Counts(counts) => {
                if self.outbox_view != counts {
                    self.outbox_view = counts;
                    self.activity += 1;
                }
            }
            outbox::News::Tried { event_id, event_name, done, result, is_final, is_first } => {
                // What is tried again for a day is told of when it first fails, and when it is over.
                if is_final {
                    self.tell_of_action(&event_name, "runWebService", done.as_deref(), result.as_ref().err());
                } else if let Err(failure) = &result
                    && is_first
                {
                    let failure = Failure { detail: format!("{}; tried again", failure.detail), ..failure.clone() };
                    self.tell_of_action(&event_name, "runWebService", done.as_deref(), Some(&failure));
                }
                self.runs += 1;
                self.last_runs.insert(event_id, (self.runs, LastRun { at: Timestamp::now().as_millisecond(), failure: result.err() }));
                self.activity += 1;
            }
        }
    }

    fn keep_time(&mut self, change: &Change) {
        let What::Call { moment, call } = &change.what else { return };
        let key = (change.line.clone(), call.id.clone());
        if call.is_over() {
            self.on_screen.remove(&key);
            return;
        }
        let seen = self.on_screen.entry(key).or_insert(OnScreen { began: change.at, answered: None, ran: Vec::new() });
        if *moment == CallMoment::Connected {
            seen.answered = Some(change.at);
        }
    }

    /// Notes which custom event acts, for who looks at the call.
    fn show_that_it_acts(&mut self, event: &CustomEvent, change: &Change) {
        let What::Call { call, .. } = &change.what else { return };
        if let Some(seen) = self.on_screen.get_mut(&(change.line.clone(), call.id.clone()))
            && !seen.ran.contains(&event.id)
        {
            seen.ran.push(event.id.clone());
        }
    }

    // What is written down

    /// Writes a change down, with what is owed for it, and returns what will be its entry.
    fn record_change(&mut self, change: &Change, details: Value, asked: Asked, owed: Vec<Owed>, notes: Vec<(String, Value)>) -> Recorded {
        let kind = match &change.what {
            What::Call { .. } => EntryKind::Call,
            What::Device { .. } => EntryKind::Device,
            What::Connection { .. } => EntryKind::Connection,
        };
        let state = Moment::of(change).name();
        let entry = Entry { at: change.at, kind, line: change.line.to_string(), state: state.to_owned(), details, trace: Value::Null };
        let journal = self.journal.clone();
        let (now, later) = if asked.later { (None, Some(asked)) } else { (Some(asked), None) };
        let keeping = async move {
            let trace = now.map(|asked| asked.trace()).unwrap_or_default();
            keep(&journal, Some(Entry { trace, ..entry }), None, owed, notes).await
        };
        let keeping: Shared<BoxFuture<'static, Kept>> = keeping.boxed().shared();
        let driven = keeping.clone();
        self.tasks.spawn(async move { Done::Kept(driven.await) });
        let recorded = async move { keeping.await.entry }.boxed().shared();
        if let Some(asked) = later {
            let (journal, recorded) = (self.journal.clone(), recorded.clone());
            self.tasks.spawn(async move {
                if let Some(entry) = recorded.await
                    && let Err(error) = journal.set_trace(entry, asked.trace()).await
                {
                    tracing::error!(%error, "why custom events did or did not could not be recorded");
                }
                Done::Written
            });
        }
        recorded
    }

    /// Returns what is worth keeping of the own line's calls, where a restart without it would lose what is owed.
    fn memory_of(&self, change: &Change) -> Option<Value> {
        let own = self.own_line().filter(|own| **own == change.line && !self.dry_run && matches!(change.what, What::Call { .. }))?;
        let is_owing = self.settings.custom_events.iter().any(|event| event.enabled && event.actions.iter().any(|action| !action.is_limited()));
        let memory = self.lines.memory(own, change.at).filter(|_| is_owing)?;
        serde_json::to_value(memory).ok()
    }

    /// Something was written down, or could not be.
    pub(super) fn kept(&mut self, kept: Kept) {
        self.activity += 1;
        let Kept { lanes, refused, unkept, .. } = kept;
        if !lanes.is_empty() {
            self.order_outbox(outbox::Order::Owed(lanes));
        }
        if refused > 0 {
            self.notice(NoticeCode::OutboxFull, refused.to_string());
        }
        if unkept.is_empty() {
            self.notices.retain(|notice| notice.code != NoticeCode::OutboxNotKept);
            return;
        }
        self.notice(NoticeCode::OutboxNotKept, unkept.len().to_string());
        for owed in unkept {
            self.send_unkept(owed);
        }
    }

    /// What can't be written down is sent all the same, once.
    fn send_unkept(&mut self, owed: Owed) {
        let Ok(request) = serde_json::from_value(owed.request) else { return };
        let (host, news) = (self.host.clone(), self.outbox_news.clone());
        self.tasks.spawn(async move {
            let done = Rendered::Request(request);
            let Rendered::Request(request) = done.clone() else { return Done::Nothing };
            let result = host.fetch(request, owed.key).await.map(|status| format!("HTTP {status}")).map_err(|unsent| unsent.failure);
            let _ = news.send(outbox::News::Tried { event_id: owed.custom_event, event_name: owed.name, done: Some(Box::new(done)), result, is_final: true, is_first: true });
            Done::Nothing
        });
    }

    pub(super) fn order_outbox(&self, order: outbox::Order) {
        // It ends with us.
        let _ = self.outbox.send(order);
    }

    /// Writes something down that no custom event is asked about, and returns what will be its entry.
    pub(super) fn record(&self, entry: Entry) -> BoxFuture<'static, Option<EntryId>> {
        let journal = self.journal.clone();
        async move { journal.record(entry).await.inspect_err(|error| tracing::error!(%error, "what happened could not be recorded")).ok() }.boxed()
    }
}

/// What custom events are asked about a change.
struct Asked {
    matcher: Arc<Matcher>,
    facts: Facts,
    /// Why all of them are off, if they are.
    off: Option<&'static str>,
    /// Whether what acts now goes first: it needs the processor and the disk, and the answers are as many as custom events.
    later: bool,
}

impl Asked {
    fn trace(&self) -> Value {
        serde_json::to_value(self.facts.trace(&self.matcher, self.off)).unwrap_or_default()
    }
}

/// What conditions ask of a change: looked up, or yet to be where nobody waits for it.
enum Facts {
    Known(Box<custom_events::Facts>),
    Wanted(Box<(Change, Situation)>),
}

impl Facts {
    fn trace(&self, matcher: &Matcher, off: Option<&str>) -> Vec<Traced> {
        let mut traces = match self {
            Self::Known(facts) => matcher.trace(facts),
            Self::Wanted(asked) => matcher.trace(&matcher.facts(&asked.0, asked.1.clone())),
        };
        if let Some(off) = off {
            all_are_off(&mut traces, off);
        }
        traces
    }
}

/// Says of every custom event that all of them are off, or paused.
pub(super) fn all_are_off(traces: &mut [Traced], was: &str) {
    for traced in traces {
        traced.matched = false;
        let verdict = custom_events::Verdict { condition: custom_events::ConditionKind::AllOn, met: false, wanted: "on".to_owned(), was: was.to_owned() };
        traced.verdicts.insert(0, verdict);
    }
}

/// Writes down what happened and what is owed for it. What is owed is tried again, for nothing of it may be lost.
pub(super) async fn keep(journal: &Journal, entry: Option<Entry>, of: Option<EntryId>, owed: Vec<Owed>, notes: Vec<(String, Value)>) -> Kept {
    let lanes: Vec<String> = owed.iter().map(|owed| owed.lane.clone()).collect();
    let tries = if owed.is_empty() { &TRIES[..1] } else { &TRIES[..] };
    for wait in tries {
        // The first try is at once: even a wait of no length lasts until the next tick.
        if !wait.is_zero() {
            tokio::time::sleep(*wait).await;
        }
        let kept = match entry.clone() {
            Some(entry) => journal.take_in(entry, owed.clone(), notes.clone()).await.map(|taken| (Some(taken.entry), taken.refused)),
            None => journal.owe(of, owed.clone(), notes.clone()).await.map(|accepted| (of, accepted.refused)),
        };
        match kept {
            Ok((entry, refused)) => return Kept { entry, lanes, refused, unkept: Vec::new() },
            Err(JournalError::Closed) => break,
            Err(error) => tracing::error!(%error, "what happened could not be recorded"),
        }
    }
    Kept { unkept: owed, ..Kept::default() }
}

/// What is recorded of a change beyond its state.
fn details(change: &Change) -> Value {
    match &change.what {
        What::Device { .. } | What::Connection { .. } => Value::Null,
        What::Call { call, .. } => serde_json::json!({
            "id": call.id,
            "direction": call.direction,
            "name": call.remote.name,
            "number": call.remote.tel(),
            "withheld": call.remote.withheld,
            "scope": call.scope(),
            "outcome": call.outcome,
            "seconds": call.duration().map(|duration| duration.as_secs()),
            "late": change.late,
        }),
    }
}
