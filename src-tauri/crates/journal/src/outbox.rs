//! The outbox: web service calls that are owed.
//!
//! A row is taken in together with the entry it is for, in one transaction, before the event is acknowledged. It waits
//! until it is delivered, parked or deleted, whatever becomes of the program meanwhile. Sending is the engine's
//! business: it reads a lane in order, and says how each attempt went.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::Value;
use tokio::sync::mpsc;

use crate::{Durability, Entry, EntryId, Journal, JournalError, Run, store};

/// How many rows the outbox holds at most, parked ones too.
pub const MOST_OWED: usize = 100_000;

/// How many bytes the requests and details in the outbox have at most, together.
pub const MOST_OWED_BYTES: u64 = 256 << 20;

/// A web service call that is to be made, however long that takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed {
    /// What makes it the same call when it is sent again: no two rows have the same.
    pub key: String,
    /// Rows of one lane are sent one after the other, in order.
    pub lane: String,
    /// The id of the custom event.
    pub custom_event: String,
    /// Its name at the time.
    pub name: String,
    /// All that is needed to send it, but for secrets.
    pub request: Value,
    /// What the activity shows was sent.
    pub detail: Value,
    /// When it came to be owed, to the millisecond. It is due at once.
    pub created: Timestamp,
}

/// The id of a row of the outbox. Later rows have greater ones, and none is ever given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwedId(pub i64);

/// A row of the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct OwedRow {
    /// The id of the row.
    pub id: OwedId,
    /// The entry it is for; none if there was none, or if it was cleared.
    pub entry: Option<EntryId>,
    /// As it was owed.
    pub key: String,
    /// As it was owed.
    pub lane: String,
    /// As it was owed.
    pub custom_event: String,
    /// As it was owed.
    pub name: String,
    /// As it was owed. Null if a damaged file made it unreadable.
    pub request: Value,
    /// As it was owed.
    pub detail: Value,
    /// As it was owed.
    pub created: Timestamp,
    /// How many times it was tried since it was owed or last retried.
    pub attempts: u32,
    /// When it is due.
    pub next_at: Timestamp,
    /// What went wrong the last time, or null.
    pub problem: Value,
    /// Whether it is not tried any more.
    pub parked: bool,
}

/// Something that happened, what is owed for it, and what is to be found again after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// What happened.
    pub entry: Entry,
    /// What is owed for it.
    pub owed: Vec<Owed>,
    /// Notes, by key; one that is null is deleted.
    pub notes: Vec<(String, Value)>,
}

/// What became of an entry and the calls owed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// The entry: it is written down in any case.
    pub entry: EntryId,
    /// The rows that were added.
    pub owed: Vec<OwedId>,
    /// How many were not added because they were owed already or delivered lately.
    pub known: usize,
    /// The keys of those that were not added because the outbox is full.
    pub refused: Vec<String>,
}

/// What became of calls that came to be owed without an entry of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// The rows that were added.
    pub owed: Vec<OwedId>,
    /// How many were not added because they were owed already or delivered lately.
    pub known: usize,
    /// The keys of those that were not added because the outbox is full.
    pub refused: Vec<String>,
}

/// How much the outbox holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutboxCounts {
    /// How many rows wait to be sent.
    pub waiting: usize,
    /// How many rows are not tried any more.
    pub parked: usize,
    /// How many bytes the requests and details of all of them have.
    pub bytes: u64,
    /// How full it is, by rows or by bytes, whichever is nearer to its bound.
    pub full_percent: u8,
}

/// Who is told of rows that come to be owed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Option<mpsc::UnboundedSender<OwedRow>>>>);

impl Told {
    fn tell(&self, row: OwedRow) {
        if let Some(tell) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // Who asked may have gone: the row is on the disk.
            let _ = tell.send(row);
        }
    }
}

impl Journal {
    /// Writes down what happened, what is owed for it, and notes, all of it or nothing. It is answered when all is on the
    /// disk; where there is nothing but what happened, when it is written.
    ///
    /// A key that is owed already, or that was delivered in the last 48 hours, adds nothing.
    ///
    /// # Errors
    /// Fails if it could not be written; then nothing was.
    pub async fn take_in(&self, entry: Entry, owed: Vec<Owed>, notes: Vec<(String, Value)>) -> Result<TakenIn, JournalError> {
        let (durability, take_in) = self.taking_in(vec![Happening { entry, owed, notes }]);
        // As many are answered as were asked for.
        self.have(durability, take_in).await?.pop().ok_or(JournalError::Closed)
    }

    /// Does as [`Journal::take_in`] does with several in their order, all of them or none, and sooner: whoever asks writes
    /// it, if nobody asked before and is not through. They wait for the disk then and can't be interrupted, for as long as
    /// another program holds the file, or the drive does not answer. So it is for a task that does nothing else.
    ///
    /// # Errors
    /// Fails if it could not be written; then nothing was.
    pub async fn take_in_at_once(&self, all: Vec<Happening>) -> Result<Vec<TakenIn>, JournalError> {
        let (durability, take_in) = self.taking_in(all);
        self.have_at_once(durability, take_in).await
    }

    /// What takes it in, and what it takes until that is done.
    fn taking_in(&self, all: Vec<Happening>) -> (Durability, impl FnOnce(&mut Connection) -> Result<Vec<TakenIn>, JournalError> + Send + 'static) {
        let told = self.told.clone();
        let may_be_lost = all.iter().all(|Happening { owed, notes, .. }| owed.is_empty() && notes.is_empty());
        let durability = if may_be_lost { Durability::Written } else { Durability::OnDisk };
        (durability, move |connection: &mut Connection| store::outbox::take_in(connection, &all, |row| told.tell(row)))
    }

    /// Writes down what is owed, for an entry that is there already or for none, and notes, all of it or nothing.
    ///
    /// A key that is owed already, or that was delivered in the last 48 hours, adds nothing.
    ///
    /// # Errors
    /// Fails if it could not be written; then nothing was.
    pub async fn owe(&self, entry: Option<EntryId>, owed: Vec<Owed>, notes: Vec<(String, Value)>) -> Result<Accepted, JournalError> {
        let told = self.told.clone();
        self.ask(move |connection| store::outbox::owe(connection, entry, &owed, &notes, |row| told.tell(row))).await
    }

    /// Returns what tells of each row that comes to be owed from now on: in their order, as soon as they are on the disk, and
    /// before anything that is asked of the journal later is answered. Who asked before is told nothing any more.
    pub fn owed_from_now_on(&self) -> mpsc::UnboundedReceiver<OwedRow> {
        let (tell, told) = mpsc::unbounded_channel();
        *self.told.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(tell);
        told
    }

    /// Returns the lanes in which anything waits, by name.
    ///
    /// # Errors
    /// Fails if they could not be read.
    pub async fn lanes(&self) -> Result<Vec<String>, JournalError> {
        self.ask(|connection| store::outbox::lanes(connection)).await
    }

    /// Returns the row of a lane that is to be sent next, due or not. Parked rows are passed over.
    ///
    /// # Errors
    /// Fails if it could not be read.
    pub async fn next_of(&self, lane: &str) -> Result<Option<OwedRow>, JournalError> {
        Ok(self.waiting_of(lane, 1).await?.pop())
    }

    /// Returns the first rows that wait in a lane, in order, at most `limit`.
    ///
    /// # Errors
    /// Fails if they could not be read.
    pub async fn waiting_of(&self, lane: &str, limit: usize) -> Result<Vec<OwedRow>, JournalError> {
        let lane = lane.to_owned();
        self.ask(move |connection| store::outbox::waiting_of(connection, &lane, limit)).await
    }

    /// Returns the rows that are parked, oldest first, at most `limit`: those without an entry too.
    ///
    /// # Errors
    /// Fails if they could not be read.
    pub async fn parked(&self, limit: usize) -> Result<Vec<OwedRow>, JournalError> {
        self.ask(move |connection| store::outbox::parked(connection, limit)).await
    }

    /// Writes down that a row was tried in vain, and when it is due again.
    ///
    /// # Errors
    /// Fails if it could not be written.
    pub async fn tried(&self, id: OwedId, next_at: Timestamp, problem: Value) -> Result<(), JournalError> {
        self.ask(move |connection| store::outbox::tried(connection, id, next_at, &problem)).await
    }

    /// Writes down that a row was delivered: the run, if its entry is still there, instead of the row. Its key is remembered
    /// for 48 hours.
    ///
    /// # Errors
    /// Fails if it could not be written; then the row is still owed.
    pub async fn delivered(&self, id: OwedId, run: Run) -> Result<(), JournalError> {
        self.ask(move |connection| store::outbox::delivered(connection, id, &run, Timestamp::now())).await
    }

    /// Has a row not tried any more, until [`Journal::retry`]. The rows behind it go on.
    ///
    /// # Errors
    /// Fails if it could not be written.
    pub async fn park(&self, id: OwedId, problem: Value) -> Result<(), JournalError> {
        self.ask(move |connection| store::outbox::park(connection, id, &problem)).await
    }

    /// Has a row wait again as if it had never been tried, due now. What went wrong the last time stays known.
    ///
    /// # Errors
    /// Fails if it could not be written.
    pub async fn retry(&self, id: OwedId) -> Result<(), JournalError> {
        self.ask(move |connection| store::outbox::retry(connection, id, Timestamp::now())).await
    }

    /// Deletes a row: it is not owed any more. Its key is not remembered. `run` says what is written down instead, if its
    /// entry is still there.
    ///
    /// # Errors
    /// Fails if it could not be deleted.
    pub async fn delete_owed(&self, id: OwedId, run: impl FnOnce(OwedRow) -> Option<Run> + Send + 'static) -> Result<(), JournalError> {
        self.ask(move |connection| store::outbox::delete(connection, id, run)).await
    }

    /// Deletes every row, those that are parked too, as [`Journal::delete_owed`] does with one.
    ///
    /// # Errors
    /// Fails if they could not be deleted; then all of them are still there.
    pub async fn delete_all_owed(&self, run: impl Fn(OwedRow) -> Option<Run> + Send + 'static) -> Result<(), JournalError> {
        self.ask(move |connection| store::outbox::delete_all(connection, run)).await
    }

    /// Returns how much the outbox holds.
    ///
    /// # Errors
    /// Fails if it could not be read.
    pub async fn outbox(&self) -> Result<OutboxCounts, JournalError> {
        self.ask(|connection| store::outbox::counts(connection)).await
    }
}
