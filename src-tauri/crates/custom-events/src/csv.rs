//! Tables of comma-separated values (RFC 4180) that a spreadsheet does not take for formulas.
//!
//! A spreadsheet computes a field that begins with `=` and the like, and what it computes may reach for a server. Such a
//! field gets a `'` in front, which spreadsheets take for "this is text". [`parse`] takes it away again.

/// What makes a formula of a field that begins with it; the wide ones do in some languages.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Writes one row, its end included.
pub fn row(fields: &[&str]) -> String {
    let mut row = String::new();
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            row.push(',');
        }
        let field = if is_guarded(field) { format!("'{field}") } else { (*field).to_owned() };
        let is_plain = !field.contains([',', '"', '\r', '\n']) && field.trim() == field && !(field.is_empty() && fields.len() == 1);
        if is_plain {
            row.push_str(&field);
        } else {
            row.push('"');
            row.push_str(&field.replace('"', "\"\""));
            row.push('"');
        }
    }
    row.push_str("\r\n");
    row
}

/// Reads rows, without the guard of [`row`]. Anything can be read; empty lines are no rows.
pub fn parse(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (row, after) = parse_row(rest);
        rows.extend(row);
        rest = after;
    }
    rows
}

/// Returns whether a field gets a `'` in front: it would be a formula, or it looks as if it had got one.
fn is_guarded(field: &str) -> bool {
    field.trim_start_matches('\'').starts_with(FORMULA)
}

fn unguarded(field: String) -> String {
    match field.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest.to_owned(),
        Some(_) | None => field,
    }
}

/// Reads what begins with a row, and returns what follows it.
fn parse_row(text: &str) -> (Option<Vec<String>>, &str) {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut is_quoted = false;
    let mut was_quoted = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '"' if is_quoted && rest.starts_with('"') => {
                field.push('"');
                rest = &rest[1..];
            }
            '"' if is_quoted => is_quoted = false,
            '"' if field.is_empty() && !was_quoted => (is_quoted, was_quoted) = (true, true),
            ',' if !is_quoted => {
                fields.push(unguarded(std::mem::take(&mut field)));
                was_quoted = false;
            }
            '\r' | '\n' if !is_quoted => {
                if c == '\r' {
                    rest = rest.strip_prefix('\n').unwrap_or(rest);
                }
                break;
            }
            c => field.push(c),
        }
    }
    if fields.is_empty() && field.is_empty() && !was_quoted {
        return (None, rest);
    }
    fields.push(unguarded(field));
    (Some(fields), rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_row_is_written_so_that_it_is_text_and_comes_back() {
        for (fields, written) in [
            (&["a", "b c", ""][..], "a,b c,\r\n"),
            (&[""], "\"\"\r\n"),
            (&["a,b", "say \"hi\""], "\"a,b\",\"say \"\"hi\"\"\"\r\n"),
            (&["two\nlines", " blank "], "\"two\nlines\",\" blank \"\r\n"),
            (&["=1+1", "+44", "-e", "@x", "\tx", "\rx"], "'=1+1,'+44,'-e,'@x,'\tx,\"'\rx\"\r\n"),
            (&["'=1", "''=1", "'x", "'", "O'Neil"], "''=1,'''=1,'x,',O'Neil\r\n"),
        ] {
            assert_eq!(row(fields), written, "{fields:?}");
            assert_eq!(parse(&row(fields)), [fields], "{fields:?}");
        }
    }

    #[test]
    fn what_other_programs_write_can_be_read() {
        for (text, rows) in [
            ("", vec![]),
            ("a,b\nc,d", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a\r\n\r\n\r\nb\r\n", vec![vec!["a"], vec!["b"]]),
            ("a,\r\n", vec![vec!["a", ""]]),
            ("\"not closed, at all", vec![vec!["not closed, at all"]]),
            ("in \"the\" middle,\"x\"y", vec![vec!["in \"the\" middle", "xy"]]),
        ] {
            assert_eq!(parse(text), rows, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn every_row_comes_back(fields in prop::collection::vec("\\PC{0,8}|['=+@,\"\\r\\n\\t -]{0,6}|.{0,8}", 1..5)) {
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let written = row(&fields);
            prop_assert_eq!(parse(&written), vec![fields.clone()]);
            let twice = written.clone() + &written;
            prop_assert_eq!(parse(&twice), vec![fields.clone(), fields.clone()]);
            prop_assert!(fields[0].is_empty() || !written.strip_prefix('"').unwrap_or(&written).starts_with(FORMULA));
        }
    }
}
