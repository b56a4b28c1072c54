//! The words by which an entry is found again.
//!
//! All of them can be gone through while somebody types: a row holds a block of entries, a line each, and is searched as
//! one text. Text is kept in small letters, so that letters beyond ASCII match too; numbers that are written in groups
//! are kept once more, as digits. Everything here can be made anew from the other tables.

use std::{collections::HashSet, ops::Range};

use memchr::memmem::Finder;
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde_json::Value;

use super::{columns::Text, entries};
use crate::{Entry, EntryId, EntryKind, EntryWithRuns, JournalError, Query};

/// How many entries a block holds. Its row fits into a page, most times, so that one more entry costs no more than a row.
const BLOCK: i64 = 16;

/// How many digits make a number.
const NUMBER: usize = 5;

/// How many digits are looked for as part of a number: fewer are part of almost any.
const PART_OF_NUMBER: usize = 3;

/// What stands between the words of an entry.
const BETWEEN: char = '\u{1f}';

pub(crate) fn search(connection: &Connection, query: &Query) -> Result<Vec<EntryWithRuns>, JournalError> {
    let before = query.before.unwrap_or(EntryId(i64::MAX));
    let wanted = Wanted::of(&query.text);
    let failed = if query.failed { Some(failed(connection)?) } else { None };
    let is_wanted =
        |line: &Line| line.id < before && (query.kinds.is_empty() || query.kinds.contains(&line.kind)) && failed.as_ref().is_none_or(|failed| failed.contains(&line.id));

    let mut found = Vec::new();
    let mut statement = connection.prepare_cached("SELECT lines FROM found_by WHERE block <= ?1 ORDER BY block DESC")?;
    let mut blocks = statement.query([block_of(before)])?;
    while found.len() < query.limit
        && let Some(block) = blocks.next()?
    {
        let lines = block.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?;
        let begin = found.len();
        found.extend(wanted.lines_of(lines).filter(is_wanted).map(|line| line.id));
        // A file that was salvaged has its lines in no certain order.
        found[begin..].sort_unstable_by(|one, other| other.cmp(one));
    }
    found.truncate(query.limit);
    entries::all_with_runs(connection, &found)
}

/// Writes down what an entry is found by.
pub(crate) fn add(transaction: &Transaction<'_>, id: EntryId, entry: &Entry) -> Result<(), JournalError> {
    let mut statement = transaction.prepare_cached("INSERT INTO found_by (block, lines) VALUES (?1, ?2) ON CONFLICT (block) DO UPDATE SET lines = lines || excluded.lines")?;
    statement.execute((block_of(id), line(id, entry)))?;
    Ok(())
}

/// Has an entry be found by the name of a custom event too.
pub(crate) fn add_name(transaction: &Transaction<'_>, id: EntryId, name: &str) -> Result<(), JournalError> {
    change_block(transaction, block_of(id), |lines| {
        let Some(range) = line_in(lines, id) else { return };
        let name = small(name);
        if !lines[range.clone()].contains(&name) {
            lines.insert_str(range.end - 1, &format!("{BETWEEN}{name}"));
        }
    })
}

/// Removes what entries were found by.
pub(crate) fn remove(transaction: &Transaction<'_>, ids: &[EntryId]) -> Result<(), JournalError> {
    for ids in ids.chunk_by(|one, other| block_of(*one) == block_of(*other)) {
        change_block(transaction, block_of(ids[0]), |lines| {
            for id in ids {
                if let Some(range) = line_in(lines, *id) {
                    lines.replace_range(range, "");
                }
            }
        })?;
    }
    transaction.execute("DELETE FROM found_by WHERE lines = ''", [])?;
    Ok(())
}

/// Writes down what every entry is found by, for tables that never had it.
pub(crate) fn add_all(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    let mut statement = transaction.prepare("SELECT * FROM entries")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        add(transaction, row.get("id")?, &entries::read(row)?)?;
    }
    let mut statement = transaction.prepare("SELECT DISTINCT entry, name FROM runs")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        add_name(transaction, row.get(0)?, &row.get::<_, Text>(1)?.0)?;
    }
    Ok(())
}

/// Returns the entries in a block.
pub(crate) fn entries_in(lines: &str) -> Vec<EntryId> {
    lines.lines().filter_map(|line| Some(Line::read(line.as_bytes())?.0.id)).collect()
}

/// Returns the entries of which a run failed or a row of the outbox is parked.
fn failed(connection: &Connection) -> Result<HashSet<EntryId>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT entry FROM runs WHERE outcome <> 'null' UNION SELECT entry FROM outbox WHERE parked = 1 AND entry IS NOT NULL")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn change_block(transaction: &Transaction<'_>, block: i64, change: impl FnOnce(&mut String)) -> Result<(), JournalError> {
    let mut statement = transaction.prepare_cached("SELECT lines FROM found_by WHERE block = ?1")?;
    let Some(Text(mut lines)) = statement.query_row([block], |row| row.get(0)).optional()? else { return Ok(()) };
    change(&mut lines);
    transaction.prepare_cached("UPDATE found_by SET lines = ?2 WHERE block = ?1")?.execute((block, lines))?;
    Ok(())
}

fn block_of(id: EntryId) -> i64 {
    id.0 / BLOCK
}

/// Where a block says what an entry is found by, with the end of the line.
fn line_in(lines: &str, id: EntryId) -> Option<Range<usize>> {
    let start = format!("{}\t", id.0);
    let at = if lines.starts_with(&start) { 0 } else { lines.find(&format!("\n{start}"))? + 1 };
    let end = lines[at..].find('\n')?;
    Some(at..at + end + 1)
}

/// What a line of a block begins with.
struct Line {
    id: EntryId,
    kind: EntryKind,
}

impl Line {
    /// Reads the beginning of a line, and says where the words begin.
    fn read(line: &[u8]) -> Option<(Self, usize)> {
        let mut fields = line.splitn(3, |byte| *byte == b'\t');
        let (id, kind) = (fields.next()?, fields.next()?);
        let words = id.len() + kind.len() + 2;
        let id = EntryId(str::from_utf8(id).ok()?.parse().ok()?);
        let kind = EntryKind::ALL.into_iter().find(|one| kind == [mark(*one)])?;
        Some((Self { id, kind }, words))
    }
}

/// A kind as one byte.
fn mark(kind: EntryKind) -> u8 {
    match kind {
        EntryKind::Call => b'c',
        EntryKind::Device => b'd',
        EntryKind::Connection => b'n',
    }
}

/// What is looked for: any of these texts.
struct Wanted(Vec<Finder<'static>>);

impl Wanted {
    fn of(text: &str) -> Self {
        let text = text.trim();
        let is_number = text.chars().all(|char| char.is_ascii_digit() || is_between_digits(char));
        let digits = digits(text);
        // The zero a number begins with at home is not there in one from abroad.
        let digits = digits.trim_start_matches('0');
        let mut wanted = vec![Finder::new(&small(text)).into_owned()];
        if is_number && digits.len() >= PART_OF_NUMBER {
            wanted.push(Finder::new(digits).into_owned());
        }
        Self(wanted)
    }

    /// Returns the lines of a block with what is looked for among their words.
    fn lines_of<'a>(&'a self, block: &'a [u8]) -> impl Iterator<Item = Line> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            while from < block.len() {
                let hit = from + self.0.iter().filter_map(|wanted| wanted.find(&block[from..])).min()?;
                let start = memchr::memrchr(b'\n', &block[..hit]).map_or(0, |end| end + 1);
                let end = memchr::memchr(b'\n', &block[hit..]).map_or(block.len(), |end| hit + end + 1);
                let line = &block[start..end];
                from = end;
                // What was hit may be the id: what counts are the words.
                if let Some((found, words)) = Line::read(line)
                    && (start + words <= hit || self.0.iter().any(|wanted| wanted.find(&line[words..]).is_some()))
                {
                    return Some(found);
                }
            }
            None
        })
    }
}

/// Returns the line of an entry in its block.
fn line(id: EntryId, entry: &Entry) -> String {
    let mut line = format!("{}\t{}\t", id.0, char::from(mark(entry.kind)));
    for text in [&entry.line, &entry.state] {
        add_words(&mut line, text);
    }
    add_values(&mut line, &entry.details);
    line.push('\n');
    line
}

fn add_words(line: &mut String, text: &str) {
    line.push_str(&small(text));
    line.push(BETWEEN);
    for group in text.split(|char: char| !char.is_ascii_digit() && !is_between_digits(char)) {
        let digits = digits(group);
        // A number that is not written in groups is there already.
        if digits.len() >= NUMBER && !group.contains(&digits) {
            line.push_str(&digits);
            line.push(BETWEEN);
        }
    }
}

fn add_values(line: &mut String, value: &Value) {
    match value {
        Value::String(text) => add_words(line, text),
        Value::Number(number) => add_words(line, &number.to_string()),
        Value::Array(values) => values.iter().for_each(|value| add_values(line, value)),
        Value::Object(values) => values.values().for_each(|value| add_values(line, value)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Returns the digits of a number, without a zero that is only dialled at home, as in `+44 (0)131`.
fn digits(number: &str) -> String {
    number.replace("(0)", "").chars().filter(char::is_ascii_digit).collect()
}

fn is_between_digits(char: char) -> bool {
    matches!(char, ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}' | '\u{2011}' | '.' | '/' | '(' | ')' | '+')
}

/// Returns text in small letters, each by itself: part of a text is then part of it in small letters too.
fn small(text: &str) -> String {
    let small = |char| match char {
        'ς' => 'σ',
        // Lines and what stands between words are told by these.
        char if char.is_control() => ' ',
        char => char,
    };
    text.chars().flat_map(char::to_lowercase).map(small).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::EntryKind;

    #[test]
    fn a_number_is_found_however_it_is_grouped() {
        let found = |number: &str, text: &str| {
            let entry = Entry {
                at: Timestamp::UNIX_EPOCH,
                kind: EntryKind::Call,
                line: String::new(),
                state: String::new(),
                details: json!({ "n": [number] }),
                trace: Entry::NOT_ASKED.to_owned(),
            };
            Wanted::of(text).lines_of(line(EntryId(99_991), &entry).as_bytes()).next().is_some()
        };
        for number in ["+441314960121", "tel:+44-131-496-0121", "+44 (0)131 496 0121", "0131 4960121", "Anna, 0131/496.0121", "\u{2068}0131\u{a0}496\u{a0}0121\u{2069}"] {
            for text in ["0131 496", "0131496", "131-496", "4960121", " (0131) 496 0121 ", "0121"] {
                assert!(found(number, text), "{text} in {number}");
            }
            for text in ["0131 497", "00", "9999", "+441314960122"] {
                assert!(!found(number, text), "{text} in {number}");
            }
        }
        assert!(!found("1 2 3 4", "1234"), "these are no number");
        assert!(found("extension 12", "12"));
        assert!(!found("9 1 2", "0 912"), "so few digits are no part of a number");
    }

    #[test]
    fn capitals_are_as_good_as_small_letters() {
        for (text, part) in [("Ångström", "ÅNGSTR"), ("ΟΔΟΣ", "οδος"), ("ΟΔΟΣΑ", "οδος"), ("ЖУКОВ", "жуков"), ("Müller", "MÜLLER")] {
            assert!(small(text).contains(&small(part)), "{part} in {text}");
        }
    }
}
