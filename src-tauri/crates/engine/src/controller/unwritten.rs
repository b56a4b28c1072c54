//! What could not be written down: kept in memory, and written when the disk has room again.
//!
//! What a web service is owed is sent meanwhile, once; what of it did not arrive goes to the outbox with the rest.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use journal::{Entry, EntryId, Journal, JournalError, Owed, Run};
use serde_json::Value;
use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};
use tokio_util::task::TaskTracker;

use super::{
    Controller, Done,
    recording::{Recorded, run_of},
};
use crate::{
    host::{Failure, FailureCode, Host},
    memory::is_of_calls,
    outbox,
    view::NoticeCode,
};

/// How long after it could not be written it is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// How long at most.
const AGAIN_AT_LAST: Duration = Duration::from_secs(5 * 60);

/// How many changes with nothing owed are kept for that at most, and how many runs: those that come later are lost.
const MOST: usize = 2000;

/// How long is waited for the runs of what was written late: that takes no time, if there is room.
const RUNS_TOO: Duration = Duration::from_millis(500);

/// A change that is to be written down.
#[derive(Debug, Clone)]
pub(super) struct Unwritten {
    /// The number of its record; none has the number 0.
    pub(super) record: u64,
    /// What happened; none where it is written down already.
    pub(super) entry: Option<Entry>,
    /// The entry of what happened, where that is written down already or will have been before this is.
    pub(super) of: watch::Receiver<Option<EntryId>>,
    pub(super) owed: Vec<Owed>,
    pub(super) notes: Vec<(String, Value)>,
    /// Where it is told which entry it became, if it is written late.
    pub(super) became: watch::Sender<Option<EntryId>>,
}

impl Unwritten {
    /// Says whether it belongs to an entry that is still to be written.
    pub(super) fn waits_for_its_entry(&self) -> bool {
        // Where nobody is left to tell which it became, there will be none.
        self.of.borrow().is_none() && self.of.has_changed().is_ok()
    }

    /// Writes it down, all of it or nothing. Returns its entry, and the keys for which there was no room.
    pub(super) async fn write(&self, journal: &Journal) -> Result<(Option<EntryId>, Vec<String>), JournalError> {
        let Self { entry, owed, notes, .. } = self.clone();
        match entry {
            Some(entry) => journal.take_in(entry, owed, notes).await.map(|taken_in| (Some(taken_in.entry), taken_in.refused)),
            None => {
                let of = *self.of.borrow();
                journal.owe(of, owed, notes).await.map(|accepted| (of, accepted.refused))
            }
        }
    }

    /// Writes it down without the requests that have arrived, and what came of those.
    async fn write_late(mut self, journal: &Journal, arrived: &HashMap<String, String>) -> Result<(), Self> {
        let (sent, owed): (Vec<Owed>, Vec<Owed>) = self.owed.iter().cloned().partition(|owed| arrived.contains_key(&owed.key));
        let change = Self { owed, ..self.clone() };
        let Ok((entry, refused)) = change.write(journal).await else { return Err(self) };
        self.became.send_replace(entry);
        let full = Failure::new(FailureCode::OutboxFull, "");
        self.owed.retain(|owed| refused.contains(&owed.key));
        let said = |owed: &Owed| arrived.get(&owed.key).map(String::as_str).ok_or(&full);
        for owed in sent.into_iter().chain(self.owed) {
            let result = said(&owed);
            if let Some(entry) = entry
                && let Err(error) = journal.record_run(run_of(owed, entry, result)).await
            {
                tracing::error!(%error, "what came of a request could not be recorded");
            }
        }
        Ok(())
    }
}

/// What there is to be written.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    changes: VecDeque<Unwritten>,
    /// What was sent meanwhile and has arrived: its key, and what was answered.
    arrived: HashMap<String, String>,
    due: Option<Instant>,
    /// What the disk said last.
    reason: String,
    /// How many of the changes are being written, from the first one on.
    under_way: usize,
}

impl Backlog {
    /// When it is to be tried again.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    fn owed(&self) -> usize {
        self.changes.iter().flat_map(|change| &change.owed).filter(|owed| !self.arrived.contains_key(&owed.key)).count()
    }
}

/// What was done and could not be written down: each waits for its entry, and for room.
#[derive(Debug, Clone, Default)]
pub(super) struct LateRuns(TaskTracker);

impl LateRuns {
    /// Writes it down once there is room.
    pub(super) fn write(&self, journal: Journal, recorded: Recorded, run: Run) {
        if self.0.len() >= MOST {
            tracing::error!("too much could not be recorded: this run is not remembered");
            return;
        }
        self.0.spawn(async move {
            let Some(entry) = recorded.at_last().await else { return };
            let run = Run { entry, ..run };
            let mut wait = AGAIN;
            while let Err(error) = journal.record_run(run.clone()).await {
                // Nobody writes anything any more.
                if matches!(error, JournalError::Closed) {
                    return;
                }
                sleep(wait).await;
                wait = (wait * 2).min(AGAIN_AT_LAST);
            }
        });
    }

    /// Waits until all of them are.
    async fn all_written(&self) {
        self.0.close();
        self.0.wait().await;
    }
}

impl<H: Host> Controller<H> {
    /// Something could not be written down.
    pub(super) fn could_not_write(&mut self, change: Unwritten, reason: String) {
        // What is known of calls is written anew with the next change: by the time there is room it is otherwise.
        self.noted_calls.could_not_write(&change.notes);
        if change.owed.is_empty() && self.backlog.changes.len() >= MOST {
            tracing::error!("too much could not be recorded: this is not remembered");
            return;
        }
        for owed in &change.owed {
            self.send_unkept(owed.clone());
        }
        let notes = change.notes.into_iter().filter(|(key, _)| !is_of_calls(key)).collect();
        self.backlog.changes.push_back(Unwritten { notes, ..change });
        self.backlog.due.get_or_insert(Instant::now() + AGAIN);
        if !reason.is_empty() {
            self.backlog.reason = reason;
        }
        self.say_what_is_unwritten();
    }

    fn say_what_is_unwritten(&mut self) {
        let codes = [NoticeCode::OutboxNotKept, NoticeCode::JournalNotKept];
        let code = codes[usize::from(self.backlog.owed() == 0)];
        self.notices.retain(|notice| !codes.contains(&notice.code));
        self.notice(code, self.backlog.reason.clone());
    }

    /// Why custom events did or did not, of a change that could not be written down.
    pub(super) fn untraced(&mut self, record: u64, trace: String) {
        if let Some(entry) = self.backlog.changes.iter_mut().find(|change| change.record == record).and_then(|change| change.entry.as_mut()) {
            entry.trace = trace;
        }
    }

    /// Tries once more to write what could not be written.
    pub(super) fn write_late(&mut self) {
        self.backlog.due = None;
        // What has come since is tried when those are through: nothing is to be written twice.
        if self.backlog.under_way > 0 {
            return;
        }
        self.backlog.under_way = self.backlog.changes.len();
        let (changes, arrived, journal) = (self.backlog.changes.clone(), self.backlog.arrived.clone(), self.journal.clone());
        self.tasks.spawn(async move {
            let mut written = 0;
            for change in changes {
                if change.write_late(&journal, &arrived).await.is_err() {
                    break;
                }
                written += 1;
            }
            Done::WrittenLate(written)
        });
    }

    /// Tries a last time.
    pub(super) async fn write_before_the_end(&mut self) {
        let backlog = std::mem::take(&mut self.backlog);
        for change in backlog.changes {
            if change.write_late(&self.journal, &backlog.arrived).await.is_err() {
                tracing::error!("what could not be recorded is lost");
                return;
            }
        }
        let _ = timeout(RUNS_TOO, self.late_runs.all_written()).await;
    }

    /// So many of those that could not be written have been.
    pub(super) fn written_late(&mut self, written: usize) {
        self.activity += 1;
        let all = std::mem::take(&mut self.backlog.under_way);
        for owed in self.backlog.changes.drain(..written).flat_map(|change| change.owed) {
            self.backlog.arrived.remove(&owed.key);
        }
        if !self.backlog.changes.is_empty() {
            // Where all went well, what has come meanwhile does not wait.
            self.backlog.due = Some(Instant::now() + if written == all { Duration::ZERO } else { AGAIN });
            return;
        }
        self.notices.retain(|notice| !matches!(notice.code, NoticeCode::OutboxNotKept | NoticeCode::JournalNotKept));
        let late_runs = self.late_runs.clone();
        self.tasks.spawn(async move {
            let _ = timeout(RUNS_TOO, late_runs.all_written()).await;
            Done::Written
        });
    }

    /// Sends what can't be written down, once. What does not arrive is sent again once it is written.
    fn send_unkept(&mut self, owed: Owed) {
        let Ok(request) = serde_json::from_value::<custom_events::HttpRequest>(owed.request) else { return };
        let (host, news) = (self.host.clone(), self.outbox_news.clone());
        self.tasks.spawn(async move {
            let done = custom_events::Rendered::Request(request.clone());
            let result = host.fetch(request, owed.key.clone()).await.map(outbox::success).map_err(|unsent| unsent.failure);
            let arrived = result.clone().ok();
            let tried = outbox::News::Tried { event_id: owed.custom_event, event_name: owed.name, done: Some(Box::new(done)), is_final: arrived.is_some(), result, is_first: true };
            // It is ours to hear it.
            let _ = news.send(tried);
            match arrived {
                Some(said) => Done::Arrived { key: owed.key, said },
                None => Done::Nothing,
            }
        });
    }

    /// A request that could not be written down has arrived.
    pub(super) fn arrived(&mut self, key: String, said: String) {
        if self.backlog.changes.iter().flat_map(|change| &change.owed).any(|owed| owed.key == key) {
            self.backlog.arrived.insert(key, said);
            self.say_what_is_unwritten();
        }
    }
}
