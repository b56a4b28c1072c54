//! The rows in a page.
//!
//! What belongs to which table is said elsewhere in the file, where it may be broken. No two tables have columns of the same
//! number and types, so a row is known by itself. One whose values make no sense is none.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::{log::be32, pages::Pages};
use crate::{Entry, EntryId, EntryKind, JournalError, OwedId, OwedRow, Run, RunId, store};

/// What pages without rows begin with: free ones and those that continue a row with 0, others say where pages are. What
/// continues a row is never read as a page of rows: strangers may have written it.
const NO_ROWS: [u8; 2] = [0x00, 0x05];

/// What pages of an index begin with, those that say where others are and those that don't.
const INDEX: u8 = 0x02;
const INDEX_LEAF: u8 = 0x0a;

/// Ids beyond are none that were given.
const HIGHEST_ID: i64 = 1 << 53;

/// A row of one of the tables.
pub(super) enum Row {
    Entry(EntryId, Entry),
    Run(RunId, Run),
    Owed(OwedRow),
    Delivered {
        key: String,
        at: Timestamp,
    },
    Note {
        key: String,
        value: Value,
    },
    /// How many rows of the outbox wait, or are parked.
    Totals {
        parked: bool,
        count: usize,
    },
    /// The last id that was given in a table.
    Sequence {
        table: &'static str,
        last: i64,
    },
    /// Ids of rows there must be, by what else the file says.
    Seen {
        table: &'static str,
        ids: Vec<i64>,
    },
}

/// Calls something with every row that can be read.
pub(super) fn each(pages: &mut Pages, then: &mut impl FnMut(Row) -> Result<(), JournalError>) -> Result<(), JournalError> {
    for number in 1..=pages.count() {
        let Some(page) = pages.get(number) else { continue };
        // The first page begins with the header of the file.
        let header = if number == 1 { 100 } else { 0 };
        if NO_ROWS.contains(&page[header]) {
            continue;
        }
        let kind = page[header];
        let count = usize::from(be16(&page, header + 3).unwrap_or_default());
        let cells = header + if kind == INDEX { 12 } else { 8 };
        for cell in 0..count {
            let Some(at) = be16(&page, cells + 2 * cell).map(usize::from) else { break };
            let row = match kind {
                // Begins with the page before it.
                INDEX => read_index_cell(&page, at + 4),
                INDEX_LEAF => read_index_cell(&page, at),
                _ => read_cell(pages, &page, at).and_then(|(id, payload)| read_row(id, &read_columns(&payload)?)),
            };
            if let Some(row) = row {
                then(row)?;
            }
        }
    }
    Ok(())
}

/// Returns the id and the bytes of a row, put together if they are on several pages.
fn read_cell(pages: &mut Pages, page: &[u8], at: usize) -> Option<(i64, Vec<u8>)> {
    let mut rest = page.get(at..)?;
    let size = usize::try_from(take_varint(&mut rest)?).ok()?;
    let id = take_varint(&mut rest)?;
    if size as u64 > u64::from(pages.count()) * pages.size() as u64 {
        return None;
    }
    let here = size_here(size, pages.size());
    let mut payload = rest.get(..here)?.to_vec();
    let mut next = if here < size { be32(rest.get(here..here + 4)?, 0) } else { 0 };
    while payload.len() < size {
        let more = pages.get(next)?;
        let wanted = (size - payload.len()).min(more.len() - 4);
        payload.extend_from_slice(&more[4..4 + wanted]);
        next = be32(&more, 0);
    }
    Some((id, payload))
}

/// Reads which row an index has, of the one index that says which table it is of: runs by custom event.
fn read_index_cell(page: &[u8], at: usize) -> Option<Row> {
    let mut rest = page.get(at..)?;
    let size = usize::try_from(take_varint(&mut rest)?).ok()?;
    match read_columns(rest.get(..size)?)?.as_slice() {
        [Column::Text(_), Column::Int(_), Column::Int(id @ 1..HIGHEST_ID)] => Some(Row::Seen { table: "runs", ids: vec![*id] }),
        _ => None,
    }
}

/// Returns how many bytes of a row are on its page, as the file format has it.
fn size_here(size: usize, page: usize) -> usize {
    let most = page - 35;
    let least = (page - 12) * 32 / 255 - 23;
    if size <= most {
        return size;
    }
    let here = least + (size - least) % (page - 4);
    if here <= most { here } else { least }
}

/// A value as the file has it.
#[derive(Debug, PartialEq)]
enum Column<'a> {
    Null,
    Int(i64),
    Text(&'a str),
}

/// Reads the columns of a row, if all of them are of a type that is in our tables.
fn read_columns(payload: &[u8]) -> Option<Vec<Column<'_>>> {
    let mut header = payload;
    let size = usize::try_from(take_varint(&mut header)?).ok()?;
    let mut types = payload.get(payload.len() - header.len()..size)?;
    let mut body = payload.get(size..)?;
    let mut columns = Vec::new();
    while !types.is_empty() {
        let kind = take_varint(&mut types)?;
        columns.push(match kind {
            0 => Column::Null,
            1..=6 => {
                let bytes = take(&mut body, [1, 2, 3, 4, 6, 8][usize::try_from(kind - 1).ok()?])?;
                let negative = bytes.first()? & 0x80 != 0;
                Column::Int(bytes.iter().fold(if negative { -1 } else { 0 }, |number, byte| (number << 8) | i64::from(*byte)))
            }
            8 => Column::Int(0),
            9 => Column::Int(1),
            kind if kind >= 13 && kind % 2 == 1 => Column::Text(str::from_utf8(take(&mut body, usize::try_from((kind - 13) / 2).ok()?)?).ok()?),
            _ => return None,
        });
    }
    body.is_empty().then_some(columns)
}

fn read_row(id: i64, columns: &[Column<'_>]) -> Option<Row> {
    use Column::{Int, Null, Text};
    if !(0..HIGHEST_ID).contains(&id) {
        return None;
    }
    Some(match columns {
        [Null, Int(at), Text(kind), Text(line), Text(state), Text(details), trace @ ..] if trace.len() <= 1 => {
            // An entry of the first version has none.
            let trace = match trace.first() {
                None => Entry::NOT_ASKED.to_owned(),
                Some(Text(trace)) => json(trace).map(|_| (*trace).to_owned())?,
                Some(_) => return None,
            };
            let kind = EntryKind::ALL.into_iter().find(|one| one.column() == *kind)?;
            Row::Entry(EntryId(id), Entry { at: time(*at)?, kind, line: (*line).to_owned(), state: (*state).to_owned(), details: json(details)?, trace })
        }
        [Null, Int(entry), Text(custom_event), Text(name), Text(kind), Text(detail), Text(outcome), Int(started), Int(took)] => Row::Run(
            RunId(id),
            Run {
                entry: EntryId(*entry),
                custom_event: (*custom_event).to_owned(),
                name: (*name).to_owned(),
                kind: (*kind).to_owned(),
                detail: json(detail)?,
                outcome: json(outcome)?,
                started: time(*started)?,
                took: Duration::from_millis(u64::try_from(*took).ok()?),
            },
        ),
        [
            Null,
            entry,
            Text(key),
            Text(lane),
            Text(custom_event),
            Text(name),
            Text(request),
            Text(detail),
            Int(created),
            Int(attempts),
            Int(next_at),
            Text(problem),
            Int(parked @ (0 | 1)),
            Int(_),
        ] => Row::Owed(OwedRow {
            id: OwedId(id),
            entry: match entry {
                Null => None,
                Int(entry) => Some(EntryId(*entry)),
                Text(_) => return None,
            },
            key: (*key).to_owned(),
            lane: (*lane).to_owned(),
            custom_event: (*custom_event).to_owned(),
            name: (*name).to_owned(),
            request: json(request)?,
            // What is only shown keeps nothing from being sent.
            detail: json(detail).unwrap_or_default(),
            created: time(*created)?,
            attempts: u32::try_from(*attempts).ok()?,
            next_at: time(*next_at)?,
            problem: json(problem).unwrap_or_default(),
            parked: *parked == 1,
        }),
        [Null, Int(count), Int(_)] if id <= 1 => Row::Totals { parked: id == 1, count: usize::try_from(*count).ok()? },
        [Null, Text(key), Int(at)] => Row::Delivered { key: (*key).to_owned(), at: time(*at)? },
        [Null, Text(key), Text(value)] => Row::Note { key: (*key).to_owned(), value: json(value)? },
        [Null, Text(lines)] => Row::Seen { table: "entries", ids: store::search::entries_in(lines).into_iter().map(|id| id.0).collect() },
        [Text(table), Int(last @ 0..HIGHEST_ID)] => {
            let table = ["entries", "runs", "outbox"].into_iter().find(|name| name == table)?;
            Row::Sequence { table, last: *last }
        }
        _ => return None,
    })
}

fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn time(ms: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(ms).ok()
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

/// Reads a number of one to nine bytes: seven bits each, but for the ninth.
fn take_varint(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_i64;
    for index in 0..9 {
        let byte = i64::from(take(bytes, 1)?[0]);
        if index == 8 {
            return Some((number << 8) | byte);
        }
        number = (number << 7) | (byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}
