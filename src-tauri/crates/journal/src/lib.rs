//! What happened, what was done about it and what is still owed, in a file.
//!
//! A [`Journal`] is one SQLite file, and one writes at a time: a thread, in the order in which it is asked, or whoever may
//! wait for the disk and asks while nobody else does. Every call is answered when what it asked for is written:
//! what is owed, what became of it, notes and what was deleted are on the disk then, whatever happens to the computer. What
//! is there to be read only, entries without anything owed and runs, is there after any end of the program, and on the disk
//! with the next of the others. The file holds names and numbers of callers: only its owner may read it, and what is deleted is overwritten.
//!
//! - [`entry`]: what happened and what was done about it
//! - [`outbox`]: web service calls that are owed
//! - `notes`: a few values the program wants to find again
//! - [`search`]: finding entries again
//! - `desk`: whose turn it is to write
//! - `schema`: the tables, version by version
//! - `file`: opening the file, and setting aside one that is broken
//! - `salvage`: what can still be read of a broken file
//! - `store`: what is asked of the tables

mod desk;
pub mod entry;
mod file;
mod notes;
pub mod outbox;
mod salvage;
mod schema;
pub mod search;
mod store;

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::oneshot,
    task::block_in_place,
};

use crate::desk::{Desk, Durability};
pub use crate::{
    entry::{Entry, EntryId, EntryKind, EntryWithRuns, KeptRun, LastRun, Run, RunId},
    file::SetAside,
    outbox::{Accepted, Happening, OutboxCounts, Owed, OwedId, OwedRow, TakenIn},
    search::Query,
};

/// The journal: a handle to the file and the thread that reads and writes it.
///
/// Clones are the same journal. The file is closed with the last of them, or by [`Journal::close`].
#[derive(Debug, Clone)]
pub struct Journal {
    /// It goes before what keeps the thread, so that the file is closed there: that waits for the disk.
    desk: Arc<Desk>,
    jobs: mpsc::Sender<Job>,
    told: outbox::Told,
}

/// Why the journal could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The file or its folder can't be made, read or renamed. What is asked of the disk next may work again.
    #[error("the journal's file can't be used")]
    Io(#[from] std::io::Error),
    /// SQLite could not do it. Nothing was written.
    #[error("the journal's database refused")]
    Sql(#[source] rusqlite::Error),
    /// The disk is full. Nothing was written. It works again once there is room.
    #[error("the disk is full")]
    Full,
    /// A later version of the program wrote the file. It is left as it is; [`Journal::in_memory`] will do for now.
    #[error("the journal is of version {version}, written by a later program")]
    Newer {
        /// The version of its tables.
        version: i64,
    },
    /// Another program holds the file. Nothing was written; or what was deleted is still in the file. Ask again later.
    #[error("another program is using the journal's file")]
    Busy,
    /// The journal was closed.
    #[error("the journal is closed")]
    Closed,
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Sql(error),
        }
    }
}

enum Job {
    Do(Box<dyn FnOnce(&mut Connection) + Send>, Durability),
    Close(oneshot::Sender<()>),
}

impl Journal {
    /// Opens the journal at `path`, or begins it, folder and all. It waits for the disk.
    ///
    /// A file that is broken is renamed, and a new one begun with all that can still be read of it; where the old one is now
    /// and what could not be read is returned too. What was deleted from beside it unseen (`-wal` and `-shm` together) is
    /// the one loss that is not noticed: the file is then as it was some transactions ago.
    ///
    /// # Errors
    /// Fails if the file can't be made or read, if another program does not let go of it, or if a later version of the
    /// program wrote it. A broken file stays where it is if there is no room for a new one.
    pub fn open(path: impl AsRef<Path>) -> Result<(Self, Option<SetAside>), JournalError> {
        let (connection, set_aside) = file::open(path.as_ref(), file::PATIENCE)?;
        Ok((Self::over(connection)?, set_aside))
    }

    /// Opens a journal that is forgotten when it is closed.
    ///
    /// # Errors
    /// Fails if there is no memory or no thread left.
    pub fn in_memory() -> Result<Self, JournalError> {
        let mut connection = Connection::open_in_memory()?;
        file::prepare(&connection)?;
        schema::migrate(&mut connection)?;
        Self::over(connection)
    }

    fn over(connection: Connection) -> Result<Self, JournalError> {
        let desk = Arc::new(Desk::of(connection)?);
        let (jobs, asked) = mpsc::channel();
        let of_thread = desk.clone();
        thread::Builder::new().name("journal".to_owned()).spawn(move || {
            let mut has_long_log = false;
            loop {
                let job = if has_long_log { asked.recv_timeout(desk::A_MOMENT) } else { asked.recv().map_err(RecvTimeoutError::from) };
                let job = match job {
                    Ok(job) => job,
                    Err(RecvTimeoutError::Timeout) => {
                        // Whoever writes without asking goes before, and another moment is waited after them.
                        if let Some(file) = of_thread.turn_at_once().as_deref_mut().and_then(Option::as_mut)
                            && file.is_at_rest()
                        {
                            file.write_log();
                            has_long_log = false;
                        }
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                };
                let mut turn = of_thread.turn();
                match (job, turn.as_mut()) {
                    (Job::Do(job, durability), Some(file)) => {
                        file.have(durability, job);
                        of_thread.through();
                        if file.has_too_long_log() {
                            file.write_log();
                        }
                        has_long_log = file.has_long_log();
                    }
                    (Job::Close(closed), _) => {
                        drop(turn.take());
                        // Whoever asked may have stopped waiting.
                        let _ = closed.send(());
                        return;
                    }
                    (_, None) => return,
                }
            }
        })?;
        Ok(Self { desk, jobs, told: outbox::Told::default() })
    }

    /// Writes down what happened. It is answered when it is written, and the disk is not waited for.
    ///
    /// # Errors
    /// Fails if it could not be written.
    pub async fn record(&self, entry: Entry) -> Result<EntryId, JournalError> {
        self.have(Durability::Written, move |connection| store::entries::record(connection, &entry)).await
    }

    /// Writes down what each custom event made of an entry, instead of what was said before. If the entry was cleared
    /// meanwhile, nothing is written.
    ///
    /// # Errors
    /// Fails if it could not be written.
    pub async fn set_trace(&self, id: EntryId, trace: String) -> Result<(), JournalError> {
        self.have(Durability::Written, move |connection| store::entries::set_trace(connection, id, &trace)).await
    }

    /// Writes down what was done about an entry, and returns its id. If the entry was cleared meanwhile, nothing is written.
    ///
    /// # Errors
    /// Fails if it could not be written.
    pub async fn record_run(&self, run: Run) -> Result<Option<RunId>, JournalError> {
        self.have(Durability::Written, move |connection| store::runs::record(connection, &run)).await
    }

    /// Writes down how something went that was recorded when it began: details, outcome and how long it took take the place
    /// of those of then. If it was cleared meanwhile, nothing is written.
    ///
    /// # Errors
    /// Fails if it could not be written.
    pub async fn end_run(&self, id: RunId, run: Run) -> Result<(), JournalError> {
        self.have(Durability::Written, move |connection| store::runs::end(connection, id, &run)).await
    }

    /// Returns one run, unless it was cleared.
    ///
    /// # Errors
    /// Fails if it could not be read.
    pub async fn run(&self, id: RunId) -> Result<Option<KeptRun>, JournalError> {
        self.ask(move |connection| store::runs::one(connection, id)).await
    }

    /// Returns how each custom event went the last time it ran, by its id. Runs with this word in their outcome are passed
    /// over.
    ///
    /// # Errors
    /// Fails if it could not be read.
    pub async fn last_runs(&self, but: String) -> Result<HashMap<String, LastRun>, JournalError> {
        self.ask(move |connection| store::runs::last_runs(connection, &but)).await
    }

    /// Returns the newest entries with what was done about them and what is owed, newest first: at most `limit`, of those older than
    /// `before` if it is given.
    ///
    /// # Errors
    /// Fails if they could not be read.
    pub async fn recent(&self, limit: usize, before: Option<EntryId>) -> Result<Vec<EntryWithRuns>, JournalError> {
        self.ask(move |connection| store::entries::recent(connection, limit, before)).await
    }

    /// Deletes what happened, what was done about it and what is parked, from the disk too. What waits to be sent is still
    /// owed, without an entry; notes and the keys of what was delivered lately stay.
    ///
    /// # Errors
    /// Fails if it could not be deleted for good.
    pub async fn clear(&self) -> Result<(), JournalError> {
        self.ask(store::clear).await
    }

    /// Deletes the entries of before a time, what was done about them and what was parked of before it, from the disk too.
    /// What waits to be sent is still owed. Returns how many entries they were.
    ///
    /// # Errors
    /// Fails if they could not be deleted for good.
    pub async fn forget_before(&self, time: Timestamp) -> Result<usize, JournalError> {
        self.ask(move |connection| store::forget_before(connection, time, Timestamp::now())).await
    }

    /// Closes the file, once everything asked before is done. What is asked later fails.
    pub async fn close(&self) {
        let (closed, answer) = oneshot::channel();
        if self.jobs.send(Job::Close(closed)).is_ok() {
            // An error means that it was closed already.
            let _ = answer.await;
        }
    }

    /// Has the thread do something. It does, even if nobody waits for the answer any more.
    async fn ask<T: Send + 'static>(&self, job: impl FnOnce(&mut Connection) -> Result<T, JournalError> + Send + 'static) -> Result<T, JournalError> {
        self.have(Durability::OnDisk, job).await
    }

    async fn have<T: Send + 'static>(&self, durability: Durability, job: impl FnOnce(&mut Connection) -> Result<T, JournalError> + Send + 'static) -> Result<T, JournalError> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(move |connection: &mut Connection| {
            let _ = reply.send(job(connection));
        });
        self.desk.queue();
        self.jobs.send(Job::Do(job, durability)).map_err(|_| JournalError::Closed)?;
        answer.await.map_err(|_| JournalError::Closed)?
    }

    /// Does something right here if nobody waits, and has the thread do it otherwise.
    async fn have_at_once<T: Send + 'static>(
        &self,
        durability: Durability,
        job: impl FnOnce(&mut Connection) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let may_wait = Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread);
        if may_wait
            && let Some(mut turn) = self.desk.turn_at_once()
            && let Some(file) = turn.as_mut()
        {
            let done = block_in_place(|| file.have(durability, job));
            if file.is_news_to_thread() {
                // It looks at the log after each job, whatever that was.
                let nothing = Job::Do(Box::new(|_| {}), durability);
                self.desk.queue();
                // Where it has ended, nobody writes any more.
                let _ = self.jobs.send(nothing);
            }
            return done;
        }
        self.have(durability, job).await
    }
}

#[cfg(test)]
mod tests;
