//! What a change leads to: it is reported and recorded, and custom events are started, now or when they have waited.
//!
//! What is owed to web services is on the disk before the event is acknowledged; everything else is started at once, see
//! [`super::runs`].

use std::sync::Arc;

use custom_events::{Condition, CustomEvent, Matched, Rendered, Situation, Values};
use jiff::Timestamp;
use journal::{Entry, Owed};
use serde_json::Value;
use telephony::{CallMoment, Change, What};
use tokio::time::Instant;

use super::{
    Controller, OnScreen,
    recording::{Asked, Facts, Recorded},
    runs::{Starting, Step},
    waiting::{Begun, OpenTrace, Waiting},
    wall,
};
use crate::{
    host::{Failure, Host},
    memory::{KeptWait, note_of_once, note_of_wait},
    outbox,
    perform::{Performed, Success, held_back, render},
    report::Report,
    view::LastRun,
};

impl<H: Host> Controller<H> {
    /// The changes an update has led to: reported, recorded, and their custom events started. Returns what to wait for before
    /// the event may be acknowledged: nothing, where nothing is owed.
    pub(super) fn act(&mut self, changes: &[Change]) -> Vec<Recorded> {
        // The table of calls knows all of them already. It is kept when the last of them is: who is killed between two of
        // them is told of both again, with their keys.
        let last = changes.iter().rposition(|change| self.is_kept(change));
        changes.iter().enumerate().filter_map(|(index, change)| self.act_on(change, last == Some(index))).collect()
    }

    fn act_on(&mut self, change: &Change, keeps_calls: bool) -> Option<Recorded> {
        if self.reports.is_some() && !matches!(change.what, What::Connection { .. }) {
            self.report(Report::of(change, &Values::new(change, &self.home, "", &self.zone)));
        }
        self.act_upon(change, details(change), keeps_calls)
    }

    /// Records a change with these details and, if wanted, what is known of the calls of its line, and starts its custom
    /// events.
    pub(super) fn act_upon(&mut self, change: &Change, details: Value, keeps_calls: bool) -> Option<Recorded> {
        self.keep_time(change);
        self.end_what_lasts(change);
        self.no_longer_so(change);

        let situation = Situation { already: self.once.done_for(change), ..Situation::of(self.own_line().and_then(|own| self.lines.get(own)), change) };
        self.remember_call(change, &situation);
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
        let mut notes = if keeps_calls { self.notes_of_calls(&change.line, change.at) } else { Vec::new() };
        let is_recalled = self.is_kept(change);
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
        let (asked, traces) = match facts {
            // Whatever waits adds to it when it has waited.
            Facts::Known(facts) if !waiting.is_empty() => {
                let traces = matcher.trace(&facts);
                (Asked::Answered(serde_json::to_string(&traces).unwrap_or_else(|_| Entry::NOT_ASKED.to_owned())), Some(traces))
            }
            facts => (Asked::Of { matcher, facts, off }, None),
        };
        let recorded = self.record_change(change, details, asked, owed, notes);
        if let Some(traces) = traces {
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
        let values = Values::new(change, &self.home, &event.name, &self.zone);
        let admitted = self.limits.admit(&event.id, event.limit, Instant::now().into_std());
        // What is limited away does nothing, whatever it was asked for.
        if admitted || event.actions.iter().any(|action| !action.is_limited()) {
            self.show_that_it_acts(&event, change);
        }
        let mut steps = Vec::new();
        for (index, action) in event.actions.iter().enumerate() {
            let step = match render(action, &values) {
                rendered if !admitted && action.is_limited() => Step::Over(held_back(index, action, rendered.ok(), event.limit)),
                Err(failure) => Step::Over(Performed::nothing(index, action, failure)),
                Ok(done) if self.dry_run => Step::Over(Performed { place: index, kind: action.kind(), done: Some(done), unknown: Vec::new(), result: Ok(Success::default()) }),
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
            outbox::News::Stopped { lane, until: Some(until) } => drop(self.stopped_lanes.insert(lane, until)),
            outbox::News::Stopped { lane, until: None } => drop(self.stopped_lanes.remove(&lane)),
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
                self.last_runs.insert(event_id, (self.runs, LastRun { at: Timestamp::now().as_millisecond(), failure: result.err(), tried_again: !is_final }));
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

    pub(super) fn order_outbox(&self, order: outbox::Order) {
        // It ends with us.
        let _ = self.outbox.send(order);
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
