//! The words by which an entry is found again.
//!
//! They are kept in a narrow table of their own: all of it can be gone through while somebody types. Text is kept in small
//! letters, so that letters beyond ASCII match too; numbers that are written in groups are kept once more, as digits.

use std::fmt::Write;

use rusqlite::{Connection, Transaction};
use serde_json::Value;

use super::{columns::Text, entries};
use crate::{Entry, EntryId, EntryWithRuns, JournalError, Query};

/// How many digits make a number.
const NUMBER: usize = 5;

/// How many digits are looked for as part of a number: fewer are part of almost any.
const PART_OF_NUMBER: usize = 3;

pub(crate) fn search(connection: &Connection, query: &Query) -> Result<Vec<EntryWithRuns>, JournalError> {
    let wanted = Wanted::of(&query.text);
    let mut sql = "SELECT entry, text, numbers FROM found_by WHERE entry < ?1".to_owned();
    if !query.kinds.is_empty() {
        let kinds: Vec<_> = query.kinds.iter().map(|kind| format!("'{}'", kind.column())).collect();
        sql.push_str(&format!(" AND kind IN ({})", kinds.join(", ")));
    }
    if query.failed {
        sql.push_str(" AND entry IN (SELECT entry FROM runs WHERE outcome <> 'null' UNION SELECT entry FROM outbox WHERE parked = 1 AND entry IS NOT NULL)");
    }
    sql.push_str(" ORDER BY entry DESC");

    let mut found = Vec::new();
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([query.before.unwrap_or(EntryId(i64::MAX))])?;
    while found.len() < query.limit
        && let Some(row) = rows.next()?
    {
        let bytes = |column| row.get_ref(column)?.as_bytes().map_err(rusqlite::Error::from);
        if wanted.is_in(bytes(1)?, bytes(2)?) {
            found.push(row.get(0)?);
        }
    }
    entries::all_with_runs(connection, &found)
}

/// Writes down what an entry is found by.
pub(crate) fn add(transaction: &Transaction<'_>, id: EntryId, entry: &Entry) -> Result<(), JournalError> {
    let Words { text, numbers } = Words::of(entry);
    transaction.prepare_cached("INSERT INTO found_by (entry, kind, text, numbers) VALUES (?1, ?2, ?3, ?4)")?.execute((id, entry.kind, text, numbers))?;
    Ok(())
}

/// Has an entry be found by the name of a custom event too.
pub(crate) fn add_name(transaction: &Transaction<'_>, entry: EntryId, name: &str) -> Result<(), JournalError> {
    let mut statement = transaction.prepare_cached("UPDATE found_by SET text = text || ?2 WHERE entry = ?1 AND instr(text, ?2) = 0")?;
    statement.execute((entry, format!("\n{}", small(name))))?;
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

/// What is looked for.
struct Wanted {
    text: String,
    digits: Option<String>,
}

impl Wanted {
    fn of(text: &str) -> Self {
        let text = text.trim();
        let is_number = text.chars().all(|char| char.is_ascii_digit() || is_between_digits(char));
        let digits = digits(text);
        // Abroad, the zero a number begins with at home is not dialled, and a number that was dialled from abroad has its country's code instead.
        let digits = digits.trim_start_matches('0');
        let digits = (is_number && digits.len() >= PART_OF_NUMBER).then(|| digits.to_owned());
        Self { text: small(text), digits }
    }

    fn is_in(&self, text: &[u8], numbers: &[u8]) -> bool {
        let (Ok(text), Ok(numbers)) = (str::from_utf8(text), str::from_utf8(numbers)) else { return false };
        text.contains(&self.text) || self.digits.as_deref().is_some_and(|digits| text.contains(digits) || numbers.contains(digits))
    }
}

/// What an entry is found by.
#[derive(Default)]
struct Words {
    text: String,
    numbers: String,
}

impl Words {
    fn of(entry: &Entry) -> Self {
        let mut words = Self::default();
        words.add(&entry.line);
        words.add(&entry.state);
        words.add_values(&entry.details);
        words
    }

    fn add(&mut self, text: &str) {
        // What is looked for is never longer than a line.
        self.text.push_str(&small(text));
        self.text.push('\n');
        for group in text.split(|char: char| !char.is_ascii_digit() && !is_between_digits(char)) {
            let digits = digits(group);
            // A number that is not written in groups is in the text already.
            if digits.len() >= NUMBER && !group.contains(&digits) {
                self.numbers.push_str(&digits);
                self.numbers.push('\n');
            }
        }
    }

    fn add_values(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add(text),
            Value::Number(number) => {
                // Writing to a string does not fail.
                let _ = writeln!(self.text, "{number}");
            }
            Value::Array(values) => values.iter().for_each(|value| self.add_values(value)),
            Value::Object(values) => values.values().for_each(|value| self.add_values(value)),
            Value::Null | Value::Bool(_) => {}
        }
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
    text.chars().flat_map(char::to_lowercase).map(|char| if char == 'ς' { 'σ' } else { char }).collect()
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
            let entry =
                Entry { at: Timestamp::UNIX_EPOCH, kind: EntryKind::Call, line: String::new(), state: String::new(), details: json!({ "n": [number] }), trace: Value::Null };
            let words = Words::of(&entry);
            Wanted::of(text).is_in(words.text.as_bytes(), words.numbers.as_bytes())
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
