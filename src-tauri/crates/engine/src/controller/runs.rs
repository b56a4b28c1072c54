//! Runs: what a custom event does on this machine, begun in its turn, and written down when it is over, when it takes its
//! time, and when a program that was left to itself ends after all.

use std::{sync::Arc, time::Duration};

use custom_events::{CustomEvent, Rendered};
use futures_util::{StreamExt, stream::FuturesUnordered};
use jiff::Timestamp;
use journal::{EntryId, Journal, Run, RunId};
use serde_json::Value;
use telephony::Change;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{Controller, Done, recording::Recorded, unwritten::LateRuns};
use crate::{
    host::{Failure, FailureCode, Host},
    outbox::run_detail,
    perform::{Performed, Success, ToCome, describe, hand_over},
    report::Report,
    view::LastRun,
};

/// How long an action goes before the next one of its custom event, if it has not ended by then. By then it is written
/// down, too.
const HEAD_START: Duration = Duration::from_millis(300);

/// What is done now, of one custom event.
pub(super) struct Starting {
    pub(super) event: Arc<CustomEvent>,
    pub(super) steps: Vec<Step>,
}

/// One action of it.
pub(super) enum Step {
    /// This, by the action of that number.
    Do(usize, Rendered),
    /// Nothing is to be done, or can be.
    Over(Performed),
}

/// What runs tell.
pub(super) enum RunNews {
    /// An action is done, in the run of that number.
    Performed(u64, Arc<CustomEvent>, Box<Performed>),
    /// A program that was left to itself has ended as everybody expected, and that is written down.
    EndedWell,
}

/// Where runs tell it.
pub(super) type RunTeller = mpsc::UnboundedSender<RunNews>;

impl<H: Host> Controller<H> {
    /// Starts what a custom event does on this machine, each action in its turn, and none waits for another to end.
    pub(super) fn start(&mut self, starting: Starting, change: &Change, recorded: &Recorded) {
        let Starting { event, steps } = starting;
        if steps.is_empty() {
            return;
        }
        self.runs += 1;
        let lasting = self.lasting_of(change);
        let run = RunUnderWay {
            number: self.runs,
            host: self.host.clone(),
            record: Record {
                journal: if self.dry_run { None } else { Some(self.journal.clone()) },
                recorded: recorded.clone(),
                late: self.late_runs.clone(),
                event: event.clone(),
                start_of_program: self.start_of_program.clone(),
            },
            tell: self.tell_of_runs.clone(),
        };
        let with_end = |step| {
            let over = if let Step::Do(_, done) = &step { self.end_of(&lasting, done) } else { CancellationToken::new() };
            (step, over)
        };
        let steps: Vec<(Step, CancellationToken)> = steps.into_iter().map(with_end).collect();
        self.tasks.spawn(async move {
            // Each begins after the one before it, but none waits long for another to end.
            let mut steps = steps.into_iter();
            let mut under_way = FuturesUnordered::new();
            // A timer that is due at once goes off with the next tick only, which takes longer than all the rest.
            let mut not_before = None;
            loop {
                tokio::select! {
                    biased;
                    Some(done) = under_way.next() => {
                        // A controller that is gone has nobody left to tell.
                        let _ = run.tell.send(RunNews::Performed(run.number, event.clone(), Box::new(done)));
                        not_before = None;
                    }
                    () = not_before_then(not_before), if steps.len() > 0 => {
                        under_way.extend(steps.next().map(|(step, over)| run.one(step, over)));
                        not_before = Some(Instant::now() + HEAD_START);
                    }
                    else => break Done::Nothing,
                }
            }
        });
    }

    /// What a run tells.
    pub(super) fn hear_of_run(&mut self, news: RunNews) {
        self.activity += 1;
        if let RunNews::Performed(run, event, performed) = news {
            self.performed(run, &event, *performed);
        }
    }

    /// An action is done: remembered and reported.
    fn performed(&mut self, run: u64, event: &CustomEvent, performed: Performed) {
        let Performed { kind, done, result, .. } = performed;
        let failure = result.err();
        self.tell_of_action(&event.name, kind, done.as_ref(), failure.as_ref());
        // What was left out is no run: how the last one went is still what there is to say.
        if failure.as_ref().is_some_and(|failure| failure.code == FailureCode::HeldBack) {
            return;
        }
        let last = (run, LastRun { at: Timestamp::now().as_millisecond(), failure, tried_again: false });
        match self.last_runs.get_mut(&event.id) {
            // Of several actions, what failed is what there is to say; and what has run since says more than what ends late.
            Some((of, known)) if *of > run || (*of == run && (known.failure.is_some() || last.1.failure.is_none())) => {}
            _ => drop(self.last_runs.insert(event.id.clone(), last)),
        }
    }

    /// Reports what came of an action.
    pub(super) fn tell_of_action(&self, event: &str, kind: &'static str, done: Option<&Rendered>, failure: Option<&Failure>) {
        let done = done.map(describe).unwrap_or_default();
        let (outcome, detail) = match failure {
            None if self.dry_run => ("dry-run", done),
            None => ("ok", done),
            Some(Failure { code: FailureCode::HeldBack, detail }) => ("held back", detail.clone()),
            Some(failure) if done.is_empty() => ("failed", failure.describe()),
            Some(failure) => ("failed", format!("{done}: {}", failure.describe())),
        };
        self.report(Report::Action { time: Timestamp::now(), event: event.to_owned(), kind, outcome, detail });
    }
}

/// Waits for a moment; for none, not at all.
async fn not_before_then(then: Option<Instant>) {
    if let Some(then) = then {
        sleep_until(then).await;
    }
}

/// A custom event under way.
struct RunUnderWay<H> {
    number: u64,
    host: Arc<H>,
    record: Record,
    tell: RunTeller,
}

impl<H: Host> RunUnderWay<H> {
    /// Does one action and writes it down. What goes on after it is told when it ends.
    fn one(&self, step: Step, over: CancellationToken) -> impl Future<Output = Performed> + use<H> {
        let (number, host, record, tell) = (self.number, self.host.clone(), self.record.clone(), self.tell.clone());
        async move {
            let (started, began) = (Timestamp::now(), Instant::now());
            let (index, done) = match step {
                Step::Over(over) => {
                    record.over(None, &over, started, began.elapsed()).await;
                    return over;
                }
                Step::Do(index, done) => (index, done),
            };
            let action = &record.event.actions[index];
            let as_of = |result| Performed { place: index, kind: action.kind(), done: Some(done.clone()), unknown: action.unknown_variables(&record.event.trigger), result };
            let handing = hand_over(&*host, done.clone(), over.clone());
            tokio::pin!(handing);
            let (begun, handed) = match timeout(HEAD_START, &mut handing).await {
                Ok(handed) => (None, handed),
                // If we end before it does, there is a word of it.
                Err(_takes_its_time) => tokio::join!(record.begun(as_of(Err(Failure::new(FailureCode::Interrupted, ""))), started), handing),
            };
            if matches!(done, Rendered::Sound(_)) {
                // There is nothing left to silence.
                over.cancel();
            }
            let (result, to_come) = match handed {
                Ok(handed) => (Ok(handed.success), handed.to_come),
                Err(failure) => (Err(failure), None),
            };
            let all = as_of(result);
            let written = record.over(begun, &all, started, began.elapsed()).await;
            if let Some(to_come) = to_come {
                let (all, record) = (all.clone(), record.clone());
                // Not among what quitting waits for: the program outlives us.
                tokio::spawn(async move {
                    let ended = at_last(to_come, all, &record, written, started, began).await;
                    let news = if ended.result.is_ok() { RunNews::EndedWell } else { RunNews::Performed(number, record.event, Box::new(ended)) };
                    let _ = tell.send(news);
                });
            }
            all
        }
    }
}

/// Waits for the end of a program that was left to itself, and writes it down.
async fn at_last(to_come: ToCome, all: Performed, record: &Record, written: Option<RunId>, started: Timestamp, began: Instant) -> Performed {
    let result = to_come.await.map(|said| Success { said, goes_on: false });
    let ended = Performed { result, ..all };
    record.over(written, &ended, started, began.elapsed()).await;
    ended
}

/// Where the actions of a custom event are written down. Of a dry run nothing is.
#[derive(Clone)]
struct Record {
    journal: Option<Journal>,
    recorded: Recorded,
    late: LateRuns,
    event: Arc<CustomEvent>,
    start_of_program: String,
}

impl Record {
    /// Writes down what has begun, as what it is if nobody ever writes down how it ended.
    async fn begun(&self, all: Performed, started: Timestamp) -> Option<RunId> {
        let mut run = self.run(&all, started, Duration::ZERO);
        if let Some(detail) = run.detail.as_object_mut() {
            detail.insert(UNDER_WAY_SINCE.to_owned(), self.start_of_program.clone().into());
        }
        self.write(&run).await?
    }

    /// Writes down what came of an action, in place of what was written when it began.
    async fn over(&self, begun: Option<RunId>, all: &Performed, started: Timestamp, took: Duration) -> Option<RunId> {
        let run = self.run(all, started, took);
        let Some(id) = begun else {
            let written = self.write(&run).await;
            let goes_on = all.result.as_ref().is_ok_and(|success| success.goes_on);
            // What goes on is written down whole when it ends.
            if written.is_none() && !goes_on {
                self.late.write(self.journal.clone()?, self.recorded.clone(), run);
            }
            return written?;
        };
        let written = self.journal.as_ref()?.end_run(id, run).await;
        written.inspect_err(|error| tracing::error!(%error, "the end of a run could not be recorded")).ok()?;
        Some(id)
    }

    /// Writes it down, if there is room for it now. What belongs to an entry that was deleted is nowhere.
    async fn write(&self, run: &Run) -> Option<Option<RunId>> {
        let journal = self.journal.as_ref()?;
        let run = Run { entry: self.recorded.in_time().await?, ..run.clone() };
        journal.record_run(run).await.inspect_err(|error| tracing::error!(%error, "a run could not be recorded")).ok()
    }

    fn run(&self, all: &Performed, started: Timestamp, took: Duration) -> Run {
        let success = all.result.clone().unwrap_or_default();
        let mut detail = run_detail(all.place, all.done.as_ref(), &success.said, &all.unknown);
        if success.goes_on
            && let Some(detail) = detail.as_object_mut()
        {
            detail.insert(GOES_ON.to_owned(), true.into());
        }
        Run {
            // Said when it is known.
            entry: EntryId(0),
            custom_event: self.event.id.clone(),
            name: self.event.name.clone(),
            kind: all.kind.to_owned(),
            detail,
            outcome: serde_json::to_value(all.result.as_ref().err()).unwrap_or_default(),
            started,
            took,
        }
    }
}

/// The key of a run's details that names the start of the program in which it is under way.
pub(super) const UNDER_WAY_SINCE: &str = "underWaySince";
/// The key of a run's details that says that it was left to itself and had not ended.
pub(super) const GOES_ON: &str = "goesOn";

/// Says whether a run goes on, for all that is known: it is under way since this start of the program, or was left to
/// itself.
pub(super) fn goes_on(detail: &Value, start_of_program: &str) -> bool {
    is_under_way(detail, start_of_program) || detail.get(GOES_ON).and_then(Value::as_bool).unwrap_or_default()
}

/// Says whether a run is under way since this start of the program.
pub(super) fn is_under_way(detail: &Value, start_of_program: &str) -> bool {
    detail.get(UNDER_WAY_SINCE).and_then(Value::as_str) == Some(start_of_program)
}
