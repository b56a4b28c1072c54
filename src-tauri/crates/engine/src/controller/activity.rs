//! What happened: asked for, exported, cleared; what was done run again; what is owed tried again or given up.
//!
//! The journal is asked in tasks: the controller waits for no disk.

use std::{collections::HashMap, time::Instant};

use custom_events::{ConditionKind, Rendered, Traced};
use futures_util::{FutureExt, future::BoxFuture};
use jiff::Timestamp;
use journal::{EntryId, EntryKind, EntryWithRuns, Journal, JournalError, KeptRun, OwedId, OwedRow, Query, Run, RunId};
use serde_json::Value;
use telephony::{Home, LineId, PhoneNumber};

use super::{
    Controller, Done,
    requests::answer,
    runs::{GOES_ON, RunNews, UNDER_WAY_SINCE, goes_on, is_under_way},
};
use crate::{
    host::{Failure, FailureCode, Host},
    memory,
    outbox::Order,
    perform::{Success, hand_over},
    request::Reply,
    session::Session,
    view::{ActivityEntry, ActivityKind, ActivityLine, ActivityPage, ActivityQuery, NoticeCode, OwedView, RunView, Tried},
};

/// How many lines a page has.
pub(crate) const PAGE: usize = 100;

/// What is needed to say an entry in the user's terms.
#[derive(Debug, Clone)]
struct Terms {
    home: Home,
    own: Option<LineId>,
    names: HashMap<LineId, String>,
    start_of_program: String,
    /// Until when nothing of a lane of the outbox is tried, where it waits as a whole.
    stopped_lanes: HashMap<String, Timestamp>,
}

impl<H: Host> Controller<H> {
    /// Answers with a page of what happened.
    pub(super) fn activity(&mut self, query: ActivityQuery, reply: Reply<ActivityPage>) {
        let (journal, terms) = (self.journal.clone(), self.terms());
        self.tasks.spawn(async move {
            let page = match journal.search(sought(&query)).await {
                Ok(mut entries) => {
                    let more = entries.len() > PAGE;
                    entries.truncate(PAGE);
                    ActivityPage { lines: entries.iter().map(|entry| terms.line(entry)).collect(), more }
                }
                Err(error) => {
                    tracing::error!(%error, "what happened can't be read");
                    ActivityPage::default()
                }
            };
            answer(Some(reply), page);
            Done::Nothing
        });
    }

    /// Answers with one entry, opened.
    pub(super) fn activity_entry(&mut self, id: i64, reply: Reply<Option<ActivityEntry>>) {
        let (journal, terms) = (self.journal.clone(), self.terms());
        self.tasks.spawn(async move {
            let entry = journal.entry(EntryId(id)).await.inspect_err(|error| tracing::error!(%error, "what happened can't be read")).ok().flatten();
            answer(Some(reply), entry.map(|entry| terms.entry(&entry)));
            Done::Nothing
        });
    }

    /// Answers with everything that happened, newest first, to be written to a file.
    pub(super) fn all_activity(&mut self, reply: Reply<Vec<ActivityEntry>>) {
        let (journal, terms) = (self.journal.clone(), self.terms());
        self.tasks.spawn(async move {
            let mut all = Vec::new();
            let mut query = Query { limit: 1000, ..Query::default() };
            loop {
                match journal.search(query.clone()).await {
                    Ok(entries) if entries.is_empty() => break,
                    Ok(entries) => {
                        query.before = entries.last().map(|entry| entry.id);
                        all.extend(entries.iter().map(|entry| terms.entry(entry)));
                    }
                    Err(error) => {
                        tracing::error!(%error, "what happened can't be read");
                        break;
                    }
                }
            }
            answer(Some(reply), all);
            Done::Nothing
        });
    }

    /// Does again exactly what was done.
    pub(super) fn run_again(&mut self, run: i64, reply: Reply<Tried>) {
        let (host, journal, tell) = (self.host.clone(), self.journal.clone(), self.tell_of_runs.clone());
        self.tasks.spawn(async move {
            let kept = journal.run(RunId(run)).await.inspect_err(|error| tracing::error!(%error, "what was done can't be read")).ok().flatten();
            let done = kept.as_ref().and_then(|kept| done_of(&kept.run.detail));
            let started = Timestamp::now();
            let (Some(kept), Some(done)) = (kept, done) else {
                answer(Some(reply), Tried::not(Some(Failure::new(FailureCode::Other, "it is not known any more"))));
                return Done::Nothing;
            };
            let TriedOut { tried, at_last } = try_out(&*host, done).await;
            let written = journal.record_run(once_more(kept.run.clone(), started, &tried)).await.inspect_err(|error| tracing::error!(%error, "a run could not be recorded"));
            answer(Some(reply), tried);
            if let (Some(at_last), Ok(Some(written))) = (at_last, written) {
                // Not among what quitting waits for: the program outlives us.
                tokio::spawn(async move {
                    let ended = once_more(kept.run, started, &at_last.await);
                    if let Err(error) = journal.end_run(written, ended).await {
                        tracing::error!(%error, "the end of a run could not be recorded");
                    }
                    let _ = tell.send(RunNews::EndedWell);
                });
            }
            Done::Written
        });
    }

    /// Has what is owed tried again at once.
    pub(super) fn retry_owed(&mut self, id: i64) {
        self.change_owed(move |journal| async move { journal.retry(OwedId(id)).await });
    }

    /// Gives up what is owed.
    pub(super) fn delete_owed(&mut self, id: i64) {
        self.change_owed(move |journal| async move { journal.delete_owed(OwedId(id), given_up).await });
    }

    /// Gives up all that is owed.
    pub(super) fn delete_all_owed(&mut self) {
        self.notices.retain(|notice| notice.code != NoticeCode::OutboxFull);
        self.change_owed(move |journal| async move { journal.delete_all_owed(given_up).await });
    }

    fn change_owed<F: Future<Output = Result<(), JournalError>> + Send>(&mut self, change: impl FnOnce(Journal) -> F + Send + 'static) {
        let (journal, outbox) = (self.journal.clone(), self.outbox.clone());
        self.tasks.spawn(async move {
            if let Err(error) = change(journal).await {
                tracing::error!(%error, "what is owed can't be changed");
            }
            // It ends with the controller.
            let _ = outbox.send(Order::Hurry);
            Done::Written
        });
    }

    /// Forgets everything that happened, for good.
    pub(super) fn clear_activity(&mut self, reply: Reply<()>) {
        let (journal, outbox) = (self.journal.clone(), self.outbox.clone());
        self.last_runs.clear();
        self.noted_calls = memory::NotedCalls::default();
        self.tasks.spawn(async move {
            // What is noted for the next start names callers, too.
            if let Err(error) = memory::forget(&journal).await.and(journal.clear().await) {
                tracing::error!(%error, "what happened can't be forgotten");
            }
            // What was given up is gone with it.
            let _ = outbox.send(Order::Hurry);
            answer(Some(reply), ());
            Done::Written
        });
    }

    /// Keeps what happens for so many days from now on.
    pub(super) fn set_kept_days(&mut self, days: u32) {
        self.settings.kept_days = days.clamp(1, 3650);
        self.save_settings();
        self.look_at_the_past();
    }

    fn terms(&self) -> Terms {
        let mut names = HashMap::new();
        if let Session::In(signed_in) = &self.session {
            for watched in &signed_in.watched {
                names.insert(watched.line.clone(), watched.colleague.name.clone());
            }
        }
        Terms { home: self.home.clone(), own: self.own_line().cloned(), names, start_of_program: self.start_of_program.clone(), stopped_lanes: self.stopped_lanes.clone() }
    }
}

/// A run that was done again because the user wanted it.
fn once_more(run: Run, started: Timestamp, tried: &Tried) -> Run {
    let mut detail = run.detail;
    if let Some(detail) = detail.as_object_mut() {
        detail.insert("success".to_owned(), tried.success.clone().into());
        detail.remove(UNDER_WAY_SINCE);
        detail.insert("again".to_owned(), true.into());
        detail.insert(GOES_ON.to_owned(), tried.goes_on.into());
    }
    let took = std::time::Duration::from_millis(u64::try_from(tried.took).unwrap_or_default());
    Run { detail, outcome: serde_json::to_value(&tried.failure).unwrap_or_default(), started, took, ..run }
}

/// What is written down of a request that the user gave up.
fn given_up(row: OwedRow) -> Option<Run> {
    let outcome = serde_json::to_value(Failure::new(FailureCode::GivenUpByUser, "")).unwrap_or_default();
    Some(Run {
        entry: row.entry?,
        custom_event: row.custom_event,
        name: row.name,
        kind: "runWebService".to_owned(),
        detail: row.detail,
        outcome,
        started: Timestamp::now(),
        took: std::time::Duration::ZERO,
    })
}

/// What came of something that was done once.
pub(super) struct TriedOut {
    pub(super) tried: Tried,
    /// How it ends, if it is a program that was left to itself.
    pub(super) at_last: Option<BoxFuture<'static, Tried>>,
}

/// Does something once, and says what came of it.
pub(super) async fn try_out<H: Host>(host: &H, done: Rendered) -> TriedOut {
    let began = Instant::now();
    let (result, to_come) = match hand_over(host, done, tokio_util::sync::CancellationToken::new()).await {
        Ok(handed) => (Ok(handed.success), handed.to_come),
        Err(failure) => (Err(failure), None),
    };
    let at_last = to_come.map(|to_come| async move { tried(to_come.await.map(|said| Success { said, goes_on: false }), began) }.boxed());
    TriedOut { tried: tried(result, began), at_last }
}

fn tried(result: Result<Success, Failure>, began: Instant) -> Tried {
    let took = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    match result {
        Ok(Success { said, goes_on }) => Tried { failure: None, success: said, goes_on, took },
        Err(failure) => Tried { took, ..Tried::not(Some(failure)) },
    }
}

fn sought(query: &ActivityQuery) -> Query {
    let kinds = match query.kind {
        None => Vec::new(),
        Some(ActivityKind::Call) => vec![EntryKind::Call],
        Some(ActivityKind::Device) => vec![EntryKind::Device],
        Some(ActivityKind::Connection) => vec![EntryKind::Connection],
    };
    Query { text: query.text.clone(), kinds, failed: query.failed, before: query.before.map(EntryId), limit: PAGE + 1 }
}

fn done_of(detail: &Value) -> Option<Rendered> {
    serde_json::from_value(detail.get("done")?.clone()).ok()
}

/// Says which action of its custom event it was, counted from 0. Earlier versions did not write that down.
fn place_of(detail: &Value) -> u32 {
    detail.get("place").and_then(Value::as_u64).and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
}

fn failure_of(outcome: &Value) -> Option<Failure> {
    serde_json::from_value(outcome.clone()).ok()
}

impl Terms {
    fn line(&self, entry: &EntryWithRuns) -> ActivityLine {
        let EntryWithRuns { id, entry, runs, owed } = entry;
        let text = |key: &str| entry.details.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = PhoneNumber::parse(&text("number")).map(|number| number.display(&self.home)).unwrap_or_default();
        let line = LineId::new(&entry.line);
        let is_own = self.own.as_ref().is_none_or(|own| *own == line);
        let name_of_line = self.names.get(&line).filter(|name| !name.is_empty()).cloned().unwrap_or(entry.line.clone());
        let count = |is_meant: &dyn Fn(&KeptRun) -> bool| u32::try_from(runs.iter().filter(|run| is_meant(run)).count()).unwrap_or(u32::MAX);
        let held_back = |run: &KeptRun| failure_of(&run.run.outcome).is_some_and(|failure| failure.code == FailureCode::HeldBack);
        let parked = u32::try_from(owed.iter().filter(|row| row.parked).count()).unwrap_or(u32::MAX);
        // What was left out did nothing.
        let acted = runs.iter().filter(|run| !held_back(run)).map(|run| &run.run.name);
        let mut triggered: Vec<String> = acted.chain(owed.iter().map(|row| &row.name)).map(|name| shown(name)).collect();
        let mut seen = std::collections::HashSet::new();
        triggered.retain(|name| seen.insert(name.clone()));
        ActivityLine {
            id: id.0,
            at: entry.at.as_millisecond(),
            kind: match entry.kind {
                EntryKind::Call => ActivityKind::Call,
                EntryKind::Device => ActivityKind::Device,
                EntryKind::Connection => ActivityKind::Connection,
            },
            state: entry.state.clone(),
            line: if is_own { String::new() } else { name_of_line },
            name: text("name"),
            number,
            direction: text("direction"),
            outcome: in_words(&text("outcome")),
            late: entry.details.get("late").and_then(Value::as_bool).unwrap_or_default(),
            reason: if entry.kind == EntryKind::Connection { text("code") } else { String::new() },
            detail: if entry.kind == EntryKind::Connection { text("detail") } else { String::new() },
            triggered,
            done: count(&|run| run.run.outcome.is_null()),
            failed: count(&|run| !run.run.outcome.is_null() && !held_back(run) && !is_under_way(&run.run.detail, &self.start_of_program)) + parked,
            waiting: u32::try_from(owed.len()).unwrap_or(u32::MAX) - parked,
            held_back: count(&held_back),
        }
    }

    fn entry(&self, entry: &EntryWithRuns) -> ActivityEntry {
        let mut traces: Vec<Traced> = serde_json::from_str(&entry.entry.trace).unwrap_or_default();
        for traced in &mut traces {
            traced.name = shown(&traced.name);
            end_of_wait(traced, entry.entry.at);
        }
        ActivityEntry {
            line: self.line(entry),
            traces,
            runs: entry.runs.iter().map(|kept| run(kept, &self.start_of_program)).collect(),
            owed: entry.owed.iter().map(|row| owed(row, self.stopped_lanes.get(&row.lane))).collect(),
        }
    }
}

/// Returns the name of a custom event as it may be shown: one that came from a file may turn the text around it.
fn shown(name: &str) -> String {
    telephony::text::clean(name)
}

/// Writes a code as the words a variable has for it, e.g. `no answer` for `noAnswer`.
fn in_words(code: &str) -> String {
    code.chars().flat_map(|c| c.is_uppercase().then_some(' ').into_iter().chain(c.to_lowercase())).collect()
}

/// What waited when the program ended waits no more.
fn end_of_wait(traced: &mut Traced, at: Timestamp) {
    let now = Timestamp::now();
    for verdict in traced.verdicts.iter_mut().filter(|verdict| verdict.condition == ConditionKind::StillSo && verdict.was == "waiting") {
        let seconds: i64 = verdict.wanted.parse().unwrap_or_default();
        if now.duration_since(at).as_secs() > seconds + 5 {
            "ended".clone_into(&mut verdict.was);
            traced.matched = false;
        }
    }
}

fn run(kept: &KeptRun, start_of_program: &str) -> RunView {
    let KeptRun { id, run } = kept;
    RunView {
        id: id.0,
        place: place_of(&run.detail),
        event_id: run.custom_event.clone(),
        name: shown(&run.name),
        kind: run.kind.clone(),
        done: done_of(&run.detail),
        failure: failure_of(&run.outcome).filter(|_| !is_under_way(&run.detail, start_of_program)),
        goes_on: goes_on(&run.detail, start_of_program),
        success: run.detail.get("success").and_then(Value::as_str).unwrap_or_default().to_owned(),
        unknown: run.detail.get("unknown").and_then(|unknown| serde_json::from_value(unknown.clone()).ok()).unwrap_or_default(),
        again: run.detail.get("again").and_then(Value::as_bool).unwrap_or_default(),
        at: run.started.as_millisecond(),
        took: i64::try_from(run.took.as_millis()).unwrap_or(i64::MAX),
    }
}

/// A row is tried when it is due and its lane is, and not in the past.
fn owed(row: &OwedRow, lane: Option<&Timestamp>) -> OwedView {
    let next_at = lane.copied().unwrap_or(row.next_at).max(row.next_at).max(Timestamp::now());
    OwedView {
        id: row.id.0,
        place: place_of(&row.detail),
        event_id: row.custom_event.clone(),
        name: shown(&row.name),
        request: done_of(&row.detail),
        attempts: row.attempts,
        next_at: (!row.parked).then(|| next_at.as_millisecond()),
        problem: failure_of(&row.problem),
    }
}
