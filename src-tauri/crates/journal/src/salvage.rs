//! What can still be read of a broken file, in a new one.
//!
//! A broken file is not asked through SQLite: one page of it that makes no sense keeps SQLite from all that is behind it.
//! Every page is looked at by itself, and every row is known by its columns.
//!
//! - `log`: what SQLite wrote beside the file, and whether that is damaged
//! - `pages`: the pages of a file, as they were when it was last written
//! - `rows`: the rows in a page

pub(crate) mod log;
mod pages;
mod rows;

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use rusqlite::{Connection, ErrorCode, Transaction};

use self::{pages::Pages, rows::Row};
use crate::{JournalError, store};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Salvaged {
    /// How many rows were written to the new file.
    pub(crate) kept: usize,
    /// How many there were besides, if that is known.
    pub(crate) lost: Option<usize>,
}

/// Writes what can be read of the file at `broken` to the tables of a new one, all of it or nothing.
pub(crate) fn salvage(broken: &Path, connection: &mut Connection) -> Result<Salvaged, JournalError> {
    let Some(mut pages) = best_pages(broken)? else { return Ok(Salvaged::default()) };
    let transaction = connection.transaction()?;
    let mut tally = Tally::default();
    // Runs and what is owed come second: they belong to entries, and what is owed may have been delivered.
    for second in [false, true] {
        rows::each(&mut pages, &mut |row| {
            if matches!(row, Row::Run(..) | Row::Owed(_)) == second {
                let is_new = restore(&transaction, &row)?;
                tally.count(&row, is_new);
            }
            Ok(())
        })?;
    }
    tally.go_on_after(&transaction)?;
    transaction.commit()?;
    Ok(Salvaged { kept: tally.kept, lost: tally.lost() })
}

/// Reads the file with the size of pages that yields the most rows: what says the size may be what is broken.
fn best_pages(broken: &Path) -> Result<Option<Pages>, JournalError> {
    let mut best = None;
    let sizes = pages::sizes(broken)?;
    if let [size] = sizes[..] {
        return Ok(Some(Pages::open(broken, size)?));
    }
    for size in sizes {
        let mut pages = Pages::open(broken, size)?;
        let mut count = 0_usize;
        rows::each(&mut pages, &mut |_| {
            count += 1;
            Ok(())
        })?;
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, pages));
        }
    }
    Ok(best.map(|(_, pages)| pages))
}

/// Writes a row, and says whether it was new.
fn restore(transaction: &Transaction<'_>, row: &Row) -> Result<bool, JournalError> {
    let restored = match row {
        Row::Entry(id, entry) => store::entries::insert(transaction, Some(*id), entry).map(|_| true),
        Row::Run(id, run) => store::runs::insert(transaction, Some(*id), run).map(|run| run.is_some()),
        Row::Owed(row) if store::outbox::is_known(transaction, &row.key)? => Ok(false),
        Row::Owed(row) => store::outbox::insert(transaction, Some(row.id), row).map(|_| true),
        Row::Delivered { key, at } => store::outbox::remember(transaction, key, *at).map(|()| true),
        Row::Note { key, value } => store::notes::write(transaction, key, value).map(|()| true),
        Row::Totals { .. } | Row::Sequence { .. } | Row::Seen { .. } => Ok(false),
    };
    match restored {
        // A page may be there twice, as it was and as it is.
        Err(JournalError::Sql(error)) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => Ok(false),
        restored => restored,
    }
}

/// Counts rows, and finds out how many there should have been.
#[derive(Default)]
struct Tally {
    kept: usize,
    /// For each table with ids that are never given twice.
    tables: HashMap<&'static str, Ids>,
    owed: usize,
    /// The totals of the outbox: of what waits and of what is parked.
    totals: [Option<usize>; 2],
}

/// How far beyond what else is known of a table the last id it gave may be: else that is what is broken.
const AHEAD: i64 = 100_000;

/// Ids of one table.
#[derive(Default)]
struct Ids {
    kept: HashSet<i64>,
    /// Those there must have been, by what else the file says.
    seen: HashSet<i64>,
    /// The last one that was given.
    last: Option<i64>,
}

impl Ids {
    /// The last id that was given, unless what says it makes no sense.
    fn last(&self) -> Option<i64> {
        let kept = self.kept.iter().copied().max().unwrap_or_default();
        let known = self.seen.iter().copied().fold(kept, i64::max);
        self.last.filter(|last| (kept..=known + AHEAD).contains(last))
    }

    /// Ids are given one after the other and their rows deleted from the oldest on: those in between are missing.
    fn lost(&self) -> Option<usize> {
        let last = self.last()?;
        let oldest = self.kept.iter().copied().min().unwrap_or(last + 1);
        let missing = (oldest..=last).filter(|id| !self.kept.contains(id)).count();
        Some(missing + self.seen.iter().filter(|id| **id < oldest).count())
    }

    /// The id after which new ones are given: none is given twice.
    fn go_on_after(&self) -> i64 {
        self.last().unwrap_or_else(|| self.kept.union(&self.seen).copied().max().unwrap_or_default())
    }
}

impl Tally {
    fn count(&mut self, row: &Row, is_new: bool) {
        self.kept += usize::from(is_new);
        match row {
            Row::Entry(id, _) => self.keep("entries", id.0, is_new),
            Row::Run(id, run) => {
                self.keep("runs", id.0, is_new);
                self.ids("entries").seen.insert(run.entry.0);
            }
            Row::Owed(row) => {
                self.owed += usize::from(is_new);
                self.keep("outbox", row.id.0, is_new);
            }
            Row::Seen { table, ids } => self.ids(table).seen.extend(ids),
            Row::Totals { parked, count } => self.totals[usize::from(*parked)] = Some(*count),
            Row::Sequence { table, last } => self.ids(table).last = Some(*last),
            Row::Delivered { .. } | Row::Note { .. } => {}
        }
    }

    fn keep(&mut self, table: &'static str, id: i64, is_new: bool) {
        let ids = self.ids(table);
        if is_new { &mut ids.kept } else { &mut ids.seen }.insert(id);
    }

    fn ids(&mut self, table: &'static str) -> &mut Ids {
        self.tables.entry(table).or_default()
    }

    fn lost(&self) -> Option<usize> {
        let [waiting, parked] = self.totals;
        let owed = (waiting? + parked?).saturating_sub(self.owed);
        let of = |table| self.tables.get(table).map_or(Some(0), Ids::lost);
        Some(of("entries")? + of("runs")? + owed)
    }

    /// Has no id be given that was given in the old file.
    fn go_on_after(&self, transaction: &Transaction<'_>) -> Result<(), JournalError> {
        for (table, ids) in &self.tables {
            transaction.execute("DELETE FROM sqlite_sequence WHERE name = ?1", [table])?;
            transaction.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", (table, ids.go_on_after()))?;
        }
        Ok(())
    }
}
