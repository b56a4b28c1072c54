//! Whose turn it is to write: the thread's, which does what it is asked in order, or that of one who asks when nobody waits.
//!
//! A way to another thread and back takes longer than to write. So whoever may wait for the disk writes what happened where
//! it is asked, unless somebody asked before and is not through: then it goes behind them.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, hooks::Wal};

/// How many pages the log has when it is written to the file, once nothing was asked for a moment.
const LONG: usize = 500;
/// With how many it is written at once. It is then that SQLite would do it by itself, but before it answers.
const TOO_LONG: usize = 2 * LONG;
/// How long nothing is asked before the log is written to the file. That takes a while, and what follows a change most often
/// comes right after it.
pub(crate) const A_MOMENT: Duration = Duration::from_millis(50);

/// What it takes until something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// It is on the disk, whatever happens to the computer.
    OnDisk,
    /// It is written, and on the disk together with the next that has to be, or some seconds later. Only a computer that
    /// loses its power loses it.
    Written,
}

/// The file, if it is not closed yet.
#[derive(Debug)]
pub(crate) struct Desk {
    file: Mutex<Option<OpenFile>>,
    /// How many have asked the thread and are not through.
    waiting: AtomicUsize,
}

/// A turn: nobody else writes meanwhile.
pub(crate) type Turn<'a> = MutexGuard<'a, Option<OpenFile>>;

impl Desk {
    /// # Errors
    /// Fails if there is no memory left.
    pub(crate) fn of(mut connection: Connection) -> rusqlite::Result<Self> {
        let pages = Arc::new(AtomicUsize::new(0));
        let in_log = pages.clone();
        // It stands in the place of what SQLite does by itself.
        connection.wal_hook(Some(move |_: &mut Wal, pages| {
            in_log.store(usize::try_from(pages).unwrap_or_default(), Ordering::Relaxed);
            Ok(())
        }))?;
        let file = OpenFile { connection, durability: Durability::OnDisk, pages, is_told: false, asked: Instant::now() };
        Ok(Self { file: Mutex::new(Some(file)), waiting: AtomicUsize::new(0) })
    }

    /// Somebody asks the thread.
    pub(crate) fn queue(&self) {
        self.waiting.fetch_add(1, Ordering::AcqRel);
    }

    /// Somebody who asked the thread is through.
    pub(crate) fn through(&self) {
        self.waiting.fetch_sub(1, Ordering::AcqRel);
    }

    /// A turn at once, if nobody waits for one.
    pub(crate) fn turn_at_once(&self) -> Option<Turn<'_>> {
        if self.waiting.load(Ordering::Acquire) > 0 { None } else { self.file.try_lock().ok() }
    }

    /// A turn of the thread.
    pub(crate) fn turn(&self) -> Turn<'_> {
        // Whoever panicked left no transaction open: it was rolled back with them.
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file while it is open.
#[derive(Debug)]
pub(crate) struct OpenFile {
    connection: Connection,
    /// What the next transaction takes until it is done.
    durability: Durability,
    /// How many pages are in the log, since something was last written.
    pages: Arc<AtomicUsize>,
    /// Whether the thread knows that they are many.
    is_told: bool,
    /// When something was last asked.
    asked: Instant,
}

impl OpenFile {
    /// Has a job done.
    pub(crate) fn have<T>(&mut self, durability: Durability, job: impl FnOnce(&mut Connection) -> T) -> T {
        self.take(durability);
        let done = job(&mut self.connection);
        // A job that failed halfway, e.g. on a full disk, leaves nothing open to the next one.
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        // Whoever waits for the disk next waits for nothing else.
        self.take(Durability::OnDisk);
        self.asked = Instant::now();
        done
    }

    /// Has the transactions that follow take this until they are done. It can't be refused while none is open.
    fn take(&mut self, durability: Durability) {
        if durability != self.durability {
            let synchronous = if durability == Durability::OnDisk { "FULL" } else { "NORMAL" };
            if self.connection.pragma_update(None, "synchronous", synchronous).is_ok() {
                self.durability = durability;
            }
        }
    }

    /// Whether the log is to be written to the file when there is time.
    pub(crate) fn has_long_log(&self) -> bool {
        self.pages.load(Ordering::Relaxed) >= LONG
    }

    /// Whether it is to be at once.
    pub(crate) fn has_too_long_log(&self) -> bool {
        self.pages.load(Ordering::Relaxed) >= TOO_LONG
    }

    /// Whether the thread is to be told that the log is long, or too long by now.
    pub(crate) fn is_news_to_thread(&mut self) -> bool {
        self.has_long_log() && (!std::mem::replace(&mut self.is_told, true) || self.has_too_long_log())
    }

    /// Whether nothing was asked for a moment.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.asked.elapsed() >= A_MOMENT
    }

    /// Writes the log to the file, and has it begin anew.
    pub(crate) fn write_log(&mut self) {
        self.pages.store(0, Ordering::Relaxed);
        self.is_told = false;
        // What another program still reads is written the next time, and so is what could not be.
        if let Err(error) = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
            tracing::debug!(%error, "the log of the journal could not be written to its file");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_for_the_disk_next_waits_for_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = Desk::of(Connection::open(folder.path().join("journal.sqlite")).unwrap()).unwrap();
        let file = file.file.get_mut().unwrap().as_mut().unwrap();
        let synchronous = |connection: &Connection| connection.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(file.have(Durability::Written, |connection| synchronous(connection)), 1, "NORMAL");
        assert_eq!(synchronous(&file.connection), 2, "FULL, before anybody asks for it");
    }
}
