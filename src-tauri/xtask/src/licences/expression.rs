//! What terms a package comes under, as it says: names with `OR` and `AND` between them (SPDX), or with a slash as it was
//! written once.

use std::collections::HashSet;

/// What is chosen where there is a choice, the shortest texts first.
const PREFERRED: &[&str] = &["MIT", "ISC", "Zlib", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"];

/// Returns whether there are terms to choose that are all allowed.
pub(super) fn is_allowed(terms: &str, allowed: &HashSet<String>) -> bool {
    let terms = bare(terms);
    let choices = split(terms, &[" OR ", "/"]);
    if choices.len() > 1 {
        return choices.into_iter().any(|each| is_allowed(each, allowed));
    }
    let together = split(terms, &[" AND "]);
    if together.len() > 1 {
        return together.into_iter().all(|each| is_allowed(each, allowed));
    }
    // An exception only ever allows more.
    allowed.contains(terms.split(" WITH ").next().unwrap_or(terms).trim())
}

/// Returns which terms are chosen, if these are a plain choice.
pub(super) fn choice(terms: &str) -> Option<&'static str> {
    let choices = split(terms, &[" OR ", "/"]);
    PREFERRED.iter().copied().find(|name| choices.iter().any(|each| each.trim() == *name))
}

/// Returns terms without the brackets around all of them.
fn bare(terms: &str) -> &str {
    let terms = terms.trim();
    match terms.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) if !inner.contains('(') && !inner.contains(')') => inner.trim(),
        _ => terms,
    }
}

/// Cuts terms at words that stand in no brackets.
fn split<'a>(terms: &'a str, words: &[&str]) -> Vec<&'a str> {
    let (mut depth, mut from, mut at) = (0_u32, 0, 0);
    let mut pieces = Vec::new();
    while let Some(c) = terms[at..].chars().next() {
        let word = words.iter().find(|word| terms[at..].starts_with(**word));
        match (c, word) {
            ('(', _) => depth += 1,
            (')', _) => depth = depth.saturating_sub(1),
            (_, Some(word)) if depth == 0 => {
                pieces.push(&terms[from..at]);
                at += word.len();
                from = at;
                continue;
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    pieces.push(&terms[from..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_allowed_if_a_choice_of_them_is() {
        let allowed: HashSet<String> = ["MIT", "Apache-2.0", "ISC", "Unicode-3.0"].map(str::to_owned).into();
        for (terms, expected) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("MIT/Apache-2.0", true),
            ("Apache-2.0 / MIT", true),
            ("GPL-2.0-only OR Apache-2.0", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(MIT OR Apache-2.0) AND GPL-3.0-only", false),
            ("ISC AND (GPL-3.0-only OR ISC) AND (MIT OR LGPL-2.1-only)", true),
            ("(MIT AND GPL-3.0-only) OR (ISC AND GPL-3.0-only)", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("", false),
        ] {
            assert_eq!(is_allowed(terms, &allowed), expected, "{terms}");
        }
    }

    #[test]
    fn the_shortest_text_is_chosen_where_there_is_a_choice() {
        for (terms, chosen) in
            [("MIT OR Apache-2.0", Some("MIT")), ("Apache-2.0 / MIT", Some("MIT")), ("MIT AND BSD-3-Clause", None), ("MPL-2.0", None), ("Apache-2.0", Some("Apache-2.0"))]
        {
            assert_eq!(choice(terms), chosen, "{terms}");
        }
    }
}
