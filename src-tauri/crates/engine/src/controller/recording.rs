//! What is written down: in its order, and after what acts.
//!
//! Only what is owed to web services is waited for, and goes at once. All the rest has a moment: the processor and the
//! disk belong to what acts first, and there are as many answers to "why not" as there are custom events.

use std::{future::ready, sync::Arc, time::Duration};

use custom_events::{Matcher, Moment, Situation};
use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use jiff::Timestamp;
use journal::{Entry, EntryId, EntryKind, Happening, Journal, JournalError, Owed, Run, TakenIn};
use serde_json::Value;
use telephony::{Change, LineId, What};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::sleep,
};

use super::{Controller, Done, unwritten::Unwritten};
use crate::{
    host::{Failure, FailureCode, Host},
    outbox::with_success,
    view::{LastRun, NoticeCode},
};

/// How long what nobody waits for is kept back, at most.
const A_MOMENT: Duration = Duration::from_millis(5);

/// How long after each failure it is tried again to write down what is owed.
const AGAIN: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// How many changes are written together at most: whoever asks the journal meanwhile waits for all of them.
const TOGETHER: usize = 64;

/// What will be the entry of a change, once it is on the disk.
#[derive(Clone)]
pub(super) struct Recorded {
    in_time: Shared<BoxFuture<'static, Option<EntryId>>>,
    /// What it became late, where there was no room for it in time.
    late: watch::Receiver<Option<EntryId>>,
}

impl Recorded {
    /// What has its entry, or never will.
    pub(super) fn already(entry: Option<EntryId>) -> Self {
        Self { in_time: ready(entry).boxed().shared(), late: watch::channel(entry).1 }
    }

    /// Returns the entry, or none if there was no room for it in time.
    pub(super) async fn in_time(&self) -> Option<EntryId> {
        self.in_time.clone().await
    }

    /// Returns where the entry can be read: now, or once there was room for it.
    pub(super) async fn wherever(self) -> watch::Receiver<Option<EntryId>> {
        match self.in_time.await {
            Some(entry) => watch::channel(Some(entry)).1,
            None => self.late,
        }
    }

    /// Returns the entry, however late there is room for it, or none if it is lost.
    pub(super) async fn at_last(self) -> Option<EntryId> {
        let Self { in_time, mut late } = self;
        // What was answered in time holds what could not be written: whoever waits must not be who keeps it.
        match in_time.await {
            Some(entry) => Some(entry),
            None => *late.wait_for(Option::is_some).await.ok()?,
        }
    }
}

/// What came of writing down a change and what is owed for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    entry: Option<EntryId>,
    /// The requests the outbox had no room for.
    refused: Vec<Owed>,
    /// What could not be written down, and why.
    unwritten: Option<(Unwritten, String)>,
}

impl Kept {
    /// It is written, but for the requests with these keys.
    fn written(change: Unwritten, entry: Option<EntryId>, refused: &[String]) -> Self {
        let refused = change.owed.into_iter().filter(|owed| refused.contains(&owed.key)).collect();
        Self { entry, refused, unwritten: None }
    }

    /// What belongs to something that could not be written down yet is written after that.
    pub(super) fn behind_its_entry(change: Unwritten) -> Self {
        Self { unwritten: Some((change, String::new())), ..Self::default() }
    }

    /// Adds what custom events made of the change: to its entry, or to what is to be written once it can be.
    async fn add_trace(&mut self, journal: &Journal, trace: String) {
        if let Some(entry) = self.entry {
            write_trace(journal, entry, trace).await;
        } else if let Some((Unwritten { entry: Some(entry), .. }, _)) = &mut self.unwritten {
            entry.trace = trace;
        }
    }
}

/// Writes down what custom events made of a change. It is what nobody misses until they ask.
async fn write_trace(journal: &Journal, entry: EntryId, trace: String) {
    if let Err(error) = journal.set_trace(entry, trace).await {
        tracing::error!(%error, "why custom events did or did not could not be recorded");
    }
}

/// A change to be written down.
pub(super) struct ToWrite {
    /// The number of its record.
    record: u64,
    entry: Entry,
    /// What custom events are asked about it, where their answers are written with it.
    asked: Option<Asked>,
    owed: Vec<Owed>,
    notes: Vec<(String, Value)>,
    kept: oneshot::Sender<Kept>,
    became: watch::Sender<Option<EntryId>>,
}

impl ToWrite {
    /// Whether a restart without it would lose something.
    fn is_urgent(&self) -> bool {
        !self.owed.is_empty() || !self.notes.is_empty()
    }
}

/// A change that is being written down.
struct Writing {
    change: Unwritten,
    /// What custom events are asked about it once it is written.
    later: Option<Asked>,
    kept: oneshot::Sender<Kept>,
}

impl Writing {
    /// Tells what came of it. Where custom events are asked later, their answers are written first.
    fn tell(later: Option<Asked>, kept: oneshot::Sender<Kept>, mut written: Kept, journal: &Journal) {
        let Some(asked) = later else {
            // A controller that is gone has nobody left to tell.
            let _ = kept.send(written);
            return;
        };
        let journal = journal.clone();
        tokio::spawn(async move {
            sleep(A_MOMENT).await;
            written.add_trace(&journal, asked.trace()).await;
            let _ = kept.send(written);
        });
    }

    /// Goes on with changes that were written together, or could not be.
    fn go_on(all: Vec<Self>, written: Result<Vec<TakenIn>, JournalError>, journal: &Journal) {
        match written {
            Ok(written) => {
                for (Self { change, later, kept }, TakenIn { entry, refused, .. }) in all.into_iter().zip(written) {
                    Self::tell(later, kept, Kept::written(change, Some(entry), &refused), journal);
                }
            }
            // Each goes on by itself. One for which nothing is owed is not tried again here: it is told of at once, in its order.
            Err(error) => {
                let error = Arc::new(error);
                for Self { change, later, kept } in all {
                    let (error, trying, telling) = (error.clone(), journal.clone(), journal.clone());
                    begin(async move { keep_trying(&trying, change, &error).await }, move |written| Self::tell(later, kept, written, &telling));
                }
            }
        }
    }
}

/// Hands changes over, in their order and in one transaction. If custom events are to be asked `later`, what they make of
/// them is written a moment after.
fn hand_over(all: Vec<ToWrite>, journal: &Journal, later: bool) {
    let (mut happened, mut changes) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
    for ToWrite { record, entry, asked, owed, notes, kept, became } in all {
        let (asked, later) = if later { (None, asked) } else { (asked, None) };
        let trace = asked.map_or_else(|| Entry::NOT_ASKED.to_owned(), Asked::trace);
        let entry = Entry { trace, ..entry };
        happened.push(Happening { entry: entry.clone(), owed: owed.clone(), notes: notes.clone() });
        changes.push(Writing { change: Unwritten { record, entry: Some(entry), of: watch::channel(None).1, owed, notes, became }, later, kept });
    }
    let (taking_in, going_on) = (journal.clone(), journal.clone());
    // The first step writes them or hands them over: the journal has them in the order in which that is done.
    begin(async move { taking_in.take_in_at_once(happened).await }, move |written| Writing::go_on(changes, written, &going_on));
}

/// Takes the first step of something here, and all that is left in a task of its own.
fn begin<T: 'static>(what: impl Future<Output = T> + Send + 'static, then: impl FnOnce(T) + Send + 'static) {
    let mut what = what.boxed();
    match (&mut what).now_or_never() {
        Some(done) => then(done),
        None => drop(tokio::spawn(async move { then(what.await) })),
    }
}

/// Writes changes down, until nothing changes any more.
pub(super) async fn write_down(journal: Journal, mut changes: mpsc::UnboundedReceiver<ToWrite>) {
    let mut gathered: Vec<ToWrite> = Vec::new();
    while let Some(change) = changes.recv().await {
        gathered.push(change);
        let moment = sleep(A_MOMENT);
        tokio::pin!(moment);
        while gathered.len() < TOGETHER && gathered.last().is_some_and(|last| !last.is_urgent()) {
            tokio::select! {
                biased;
                // However many more there are.
                () = &mut moment => break,
                more = changes.recv() => match more {
                    Some(more) => gathered.push(more),
                    None => break,
                },
            }
        }
        // What is urgent waits for those before it, but not for what custom events made of them.
        let is_urgent = gathered.last().is_some_and(ToWrite::is_urgent);
        hand_over(std::mem::take(&mut gathered), &journal, is_urgent);
    }
}

impl<H: Host> Controller<H> {
    /// Writes a change down, with what is owed for it, and returns what will be its entry.
    pub(super) fn record_change(&mut self, change: &Change, details: Value, asked: Asked, owed: Vec<Owed>, notes: Vec<(String, Value)>) -> Recorded {
        let kind = match &change.what {
            What::Call { .. } => EntryKind::Call,
            What::Device { .. } => EntryKind::Device,
            What::Connection { .. } => EntryKind::Connection,
        };
        let state = Moment::of(change).name();
        let entry = Entry { at: change.at, kind, line: change.line.to_string(), state: state.to_owned(), details, trace: String::new() };
        let (tell, kept) = oneshot::channel();
        let (became, late) = watch::channel(None);
        let record = self.records;
        let to_write = ToWrite { record, entry, asked: None, owed, notes, kept: tell, became };
        // What is urgent does not wait for answers either.
        let (asked, later) = if to_write.is_urgent() { (None, Some(asked)) } else { (Some(asked), None) };
        // Whoever writes is there as long as we are.
        let _ = self.to_write.send(ToWrite { asked, ..to_write });
        let keeping: Shared<BoxFuture<'static, Kept>> = async move { kept.await.unwrap_or_default() }.boxed().shared();
        let driven = keeping.clone();
        self.tasks.spawn(async move { Done::Kept(driven.await) });
        let recorded = Recorded { in_time: async move { keeping.await.entry }.boxed().shared(), late };
        if let Some(asked) = later {
            let (journal, recorded) = (self.journal.clone(), recorded.clone());
            self.tasks.spawn(async move {
                let recorded = recorded.in_time().await;
                sleep(A_MOMENT).await;
                let Some(entry) = recorded else { return Done::Untraced { record, trace: asked.trace() } };
                write_trace(&journal, entry, asked.trace()).await;
                Done::Written
            });
        }
        recorded
    }

    /// Says whether what is known of the call of a change is kept: where it is of the own line, and a restart without it
    /// would lose what is owed.
    pub(super) fn is_kept(&self, change: &Change) -> bool {
        let is_own = self.own_line() == Some(&change.line) && matches!(change.what, What::Call { .. });
        is_own && !self.dry_run && self.may_owe
    }

    /// Returns the notes that say what is known of a line's calls.
    pub(super) fn notes_of_calls(&mut self, line: &LineId, at: Timestamp) -> Vec<(String, Value)> {
        self.noted_calls.renew(line, &mut self.lines, at)
    }

    /// Something was written down, or could not be.
    pub(super) fn kept(&mut self, kept: Kept) {
        self.activity += 1;
        let Kept { entry, refused, unwritten } = kept;
        if !refused.is_empty() {
            self.notice(NoticeCode::OutboxFull, refused.len().to_string());
        }
        for owed in refused {
            self.refuse(entry, owed);
        }
        if let Some((change, reason)) = unwritten {
            self.could_not_write(change, reason);
        }
    }

    /// Writes down of a request that there was no room for it.
    fn refuse(&mut self, entry: Option<EntryId>, owed: Owed) {
        let failure = Failure::new(FailureCode::OutboxFull, "");
        self.tell_of_action(&owed.name, "runWebService", None, Some(&failure));
        self.runs += 1;
        self.last_runs.insert(owed.custom_event.clone(), (self.runs, LastRun { at: Timestamp::now().as_millisecond(), failure: Some(failure.clone()), tried_again: false }));
        let Some(entry) = entry else { return };
        let journal = self.journal.clone();
        self.tasks.spawn(async move {
            if let Err(error) = journal.record_run(run_of(owed, entry, Err(&failure))).await {
                tracing::error!(%error, "that there was no room for a request could not be recorded");
            }
            Done::Written
        });
    }

    /// Writes something down that no custom event is asked about, and returns what will be its entry.
    pub(super) fn record(&self, entry: Entry) -> BoxFuture<'static, Option<EntryId>> {
        let journal = self.journal.clone();
        async move { journal.record(entry).await.inspect_err(|error| tracing::error!(%error, "what happened could not be recorded")).ok() }.boxed()
    }
}

/// What custom events are asked about a change, or have answered.
pub(super) enum Asked {
    /// They are asked when there is time.
    Of {
        matcher: Arc<Matcher>,
        facts: Facts,
        /// Why all of them are off, if they are.
        off: Option<&'static str>,
    },
    /// They have been.
    Answered(String),
}

impl Asked {
    fn trace(self) -> String {
        match self {
            Self::Of { matcher, facts: Facts::Known(facts), off } => matcher.trace_text(&facts, off),
            Self::Of { matcher, facts: Facts::Wanted(wanted), off } => matcher.trace_text(&matcher.facts(&wanted.0, wanted.1), off),
            Self::Answered(trace) => trace,
        }
    }
}

/// What conditions ask of a change: looked up, or yet to be where nobody waits for it.
pub(super) enum Facts {
    Known(Box<custom_events::Facts>),
    Wanted(Box<(Change, Situation)>),
}

/// Writes down what happened and what is owed for it.
pub(super) async fn keep(journal: &Journal, change: Unwritten) -> Kept {
    match change.write(journal).await {
        Ok((entry, refused)) => Kept::written(change, entry, &refused),
        Err(error) => keep_trying(journal, change, &error).await,
    }
}

/// Goes on with what could not be written down. What is owed is tried again, for nothing of it may be lost.
async fn keep_trying(journal: &Journal, change: Unwritten, error: &JournalError) -> Kept {
    // Nobody writes anything any more.
    if matches!(error, JournalError::Closed) {
        return Kept::default();
    }
    tracing::error!(%error, "what happened could not be recorded");
    let mut reason = error.to_string();
    let waits = if change.owed.is_empty() { &[] } else { &AGAIN[..] };
    for wait in waits {
        sleep(*wait).await;
        match change.write(journal).await {
            Ok((entry, refused)) => return Kept::written(change, entry, &refused),
            Err(JournalError::Closed) => return Kept::default(),
            Err(error) => {
                tracing::error!(%error, "what happened could not be recorded");
                reason = error.to_string();
            }
        }
    }
    Kept { unwritten: Some((change, reason)), ..Kept::default() }
}

/// What is written down of a request that was not left to the outbox.
pub(super) fn run_of(owed: Owed, entry: EntryId, result: Result<&str, &Failure>) -> Run {
    Run {
        entry,
        custom_event: owed.custom_event,
        name: owed.name,
        kind: "runWebService".to_owned(),
        detail: with_success(&owed.detail, result.unwrap_or_default()),
        outcome: serde_json::to_value(result.err()).unwrap_or_default(),
        started: owed.created,
        took: Duration::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn to_write(record: u64, owed: Vec<Owed>) -> (ToWrite, oneshot::Receiver<Kept>) {
        let entry =
            Entry { at: Timestamp::UNIX_EPOCH, kind: EntryKind::Call, line: String::new(), state: record.to_string(), details: Value::Null, trace: Entry::NOT_ASKED.to_owned() };
        let (kept, told) = oneshot::channel();
        (ToWrite { record, entry, asked: None, owed, notes: Vec::new(), kept, became: watch::Sender::new(None) }, told)
    }

    fn owed() -> Owed {
        let (key, lane, custom_event, name) = ("key".to_owned(), "crm".to_owned(), "id".to_owned(), "CRM".to_owned());
        Owed { key, lane, custom_event, name, request: Value::Null, detail: Value::Null, created: Timestamp::UNIX_EPOCH }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_could_not_be_written_together_is_told_of_each_as_soon_as_it_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let (journal, _) = Journal::open(&path).unwrap();
        let ((first, first_told), (second, second_told)) = (to_write(1, Vec::new()), to_write(2, Vec::new()));
        hand_over(vec![first, second], &journal, false);
        assert!(first_told.await.unwrap().entry < second_told.await.unwrap().entry);

        let other = Connection::open(&path).unwrap();
        other.execute_batch("CREATE TRIGGER blocks BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'blocked'); END").unwrap();
        let ((plain, plain_told), (urgent, mut urgent_told)) = (to_write(3, Vec::new()), to_write(4, vec![owed()]));
        hand_over(vec![plain, urgent], &journal, true);
        assert_eq!(plain_told.await.unwrap().unwritten.map(|(change, _)| change.record), Some(3));
        assert!(urgent_told.try_recv().is_err(), "what is owed is tried again");
        other.execute_batch("DROP TRIGGER blocks").unwrap();
        let entry = urgent_told.await.unwrap().entry.unwrap();
        assert_eq!(journal.recent(9, None).await.unwrap()[0].id, entry);
        assert_eq!(journal.next_of("crm").await.unwrap().and_then(|row| row.entry), Some(entry));
    }
}
