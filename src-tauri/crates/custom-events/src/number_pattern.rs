//! Which telephone numbers are meant.
//!
//! Nothing written means any number. Otherwise the pieces between commas are numbers or the start of numbers; `!` in
//! front of one means not; in a piece `*` stands for any run of characters and `?` for one digit, and such a piece is
//! about the whole number; `withheld` is a caller who hides it. A list is met if no piece with `!` fits and, where
//! there are pieces without, one of them does.
//!
//! Spaces, dashes and brackets don't count, and pieces and numbers are both brought to the form [`Home`] compares in,
//! so that `0131*` finds `+44 131 496 0121` in Britain.

use serde::{Deserialize, Serialize};
use telephony::Home;
use ts_rs::TS;

use crate::{FieldProblem, FieldProblemCode};

/// A pattern of telephone numbers. Stored as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct NumberPattern(String);

impl NumberPattern {
    /// Takes a pattern as typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Self(typed.into())
    }

    /// Returns the pattern as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether any number will do, and none too.
    pub fn is_any(&self) -> bool {
        self.pieces().next().is_none()
    }

    /// Returns what is wrong with it.
    pub(crate) fn problems(&self, field: &str) -> Vec<FieldProblem> {
        self.pieces().filter(|piece| !is_readable(piece)).map(|piece| FieldProblem::new(field, FieldProblemCode::BadNumber, piece)).collect()
    }

    /// Prepares it for comparing with many numbers.
    pub(crate) fn at(&self, home: &Home) -> Prepared {
        let mut prepared = Prepared::default();
        for piece in self.pieces() {
            match piece.strip_prefix('!') {
                // What can't be read excludes nobody, and lets nobody in.
                Some(rest) => prepared.not.extend(Wanted::read(rest, home)),
                None => {
                    prepared.restricted = true;
                    prepared.any_of.extend(Wanted::read(piece, home));
                }
            }
        }
        prepared
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        self.0.split(',').map(str::trim).filter(|piece| !piece.is_empty())
    }
}

/// The numbers a pattern is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbers<'a> {
    /// Every form the number is known in, normalised. None if it is not known.
    pub normalised: &'a [String],
    /// Whether its owner hides it.
    pub withheld: bool,
}

/// Returns every form in which numbers are compared that are one and the same: with the country in front, and as dialled,
/// so that the start of a number is found that says nothing of the country.
pub(crate) fn forms(known_as: &[&str], home: &Home) -> Vec<String> {
    let mut forms = Vec::with_capacity(known_as.len());
    for number in known_as {
        let is_dialled = !number.trim_start_matches("tel:").contains(|c: char| c == '+' || c.is_ascii_alphabetic());
        let dialled = || number.chars().filter(|c| c.is_ascii_digit() || matches!(c, '*' | '#')).collect();
        for form in std::iter::once(home.normalise(number)).chain(is_dialled.then(dialled)) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// A pattern in the form numbers are compared in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prepared {
    restricted: bool,
    any_of: Vec<Wanted>,
    not: Vec<Wanted>,
}

impl Prepared {
    pub(crate) fn matches(&self, numbers: Numbers<'_>) -> bool {
        let fits = |wanted: &Wanted| wanted.matches(numbers);
        (!self.restricted || self.any_of.iter().any(fits)) && !self.not.iter().any(fits)
    }
}

impl Prepared {
    /// Returns the beginnings of which a number has to have one, whatever else is asked of it; `None` if it can do without.
    pub(crate) fn beginnings(&self) -> Option<Vec<&str>> {
        if !self.restricted {
            return None;
        }
        let mut beginnings = Vec::new();
        for wanted in &self.any_of {
            match wanted {
                Wanted::StartsWith(starts) => beginnings.extend(starts.iter().map(String::as_str)),
                Wanted::Withheld | Wanted::Whole(_) => return None,
            }
        }
        Some(beginnings)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Withheld,
    /// In one of these forms.
    StartsWith(Vec<String>),
    Whole(Vec<Vec<Glob>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glob {
    Character(u8),
    Digit,
    Run,
}

impl Wanted {
    fn read(piece: &str, home: &Home) -> Option<Self> {
        let piece = piece.trim();
        if !is_readable(piece) {
            return None;
        }
        if piece.eq_ignore_ascii_case("withheld") {
            return Some(Self::Withheld);
        }
        if !piece.contains(is_wildcard) {
            return Some(Self::StartsWith(home.beginnings(piece)));
        }
        // Only the beginning says which country a number is in; a name keeps its characters.
        let is_name = piece.contains(|c: char| c.is_ascii_alphabetic());
        let (beginning, rest) = piece.split_at(piece.find(is_wildcard).unwrap_or(piece.len()));
        let beginnings = if is_name { vec![beginning.to_ascii_lowercase()] } else { home.beginnings(beginning) };
        let rest: Vec<Glob> = rest
            .bytes()
            .filter(|&c| is_name || c.is_ascii_digit() || c == b'#' || is_wildcard(c.into()))
            .map(|c| match c {
                b'*' => Glob::Run,
                b'?' => Glob::Digit,
                c => Glob::Character(c.to_ascii_lowercase()),
            })
            .collect();
        Some(Self::Whole(beginnings.iter().map(|beginning| beginning.bytes().map(Glob::Character).chain(rest.iter().copied()).collect()).collect()))
    }

    fn matches(&self, numbers: Numbers<'_>) -> bool {
        match self {
            Self::Withheld => numbers.withheld,
            Self::StartsWith(starts) => numbers.normalised.iter().any(|number| starts.iter().any(|start| number.starts_with(start))),
            Self::Whole(globs) => numbers.normalised.iter().any(|number| globs.iter().any(|glob| glob_matches(glob, number.as_bytes()))),
        }
    }
}

/// Compares without recursion: a pattern of many runs takes no longer than its length times the number's.
///
/// Bytes will do: a pattern that can be read is ASCII.
fn glob_matches(glob: &[Glob], number: &[u8]) -> bool {
    let (mut g, mut n) = (0, 0);
    // Where to go on if what follows the last run did not fit.
    let mut retry = None;
    while n < number.len() {
        match glob.get(g) {
            Some(Glob::Run) => {
                retry = Some((g + 1, n));
                g += 1;
            }
            Some(Glob::Digit) if number[n].is_ascii_digit() => (g, n) = (g + 1, n + 1),
            Some(Glob::Character(c)) if *c == number[n] => (g, n) = (g + 1, n + 1),
            Some(Glob::Digit | Glob::Character(_)) | None => match retry {
                Some((after, from)) => {
                    retry = Some((after, from + 1));
                    (g, n) = (after, from + 1);
                }
                None => return false,
            },
        }
    }
    glob[g..].iter().all(|rest| *rest == Glob::Run)
}

fn is_wildcard(c: char) -> bool {
    matches!(c, '*' | '?')
}

fn is_readable(piece: &str) -> bool {
    let piece = piece.strip_prefix('!').unwrap_or(piece).trim();
    let number = piece.strip_prefix("tel:").unwrap_or(piece);
    let says_something = number.contains(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#') || is_wildcard(c));
    let allowed = |c: char| c.is_ascii_alphanumeric() || is_wildcard(c) || matches!(c, '#' | '.' | '@' | '-' | '_' | ' ' | '(' | ')' | '/');
    says_something && number.strip_prefix('+').unwrap_or(number).chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matches(pattern: &str, number: &str) -> bool {
        let home = Home::of("GB");
        let known = if number.is_empty() || number == "withheld" { Vec::new() } else { forms(&[number], &home) };
        NumberPattern::new(pattern).at(&home).matches(Numbers { normalised: &known, withheld: number == "withheld" })
    }

    #[test]
    fn a_pattern_finds_the_numbers_it_means() {
        for (pattern, found, not_found) in [
            ("", &["+442079460958", "4021", "withheld", ""][..], &[][..]),
            (" , ", &["+442079460958", "withheld", ""], &[]),
            ("4021", &["4021", "40210"], &["402", "14021", "withheld", ""]),
            ("0131 496 0121", &["+44 131 496 0121", "0131 496-0121", "tel:+441314960121", "0044 131 496 0121"], &["0131 496 0122", "131"]),
            ("+44 (0)131", &["0131 496 0121"], &["0141 496 0121"]),
            ("0131", &["+441314960121"], &["+491314960121", "131"]),
            ("020, 0131,", &["+442079460958", "+441314960121"], &["+441414960121", "withheld"]),
            ("!0131", &["+442079460958", "4021", "withheld", ""], &["+441314960121"]),
            ("0131, !0131 496 0121", &["0131 496 0122"], &["0131 496 0121", "020 7946 0958"]),
            ("! 0131 , !withheld", &["4021"], &["01314960121", "withheld"]),
            ("0131*", &["+441314960121"], &["+442079460958"]),
            ("*0958", &["+442079460958", "20958"], &["+4420794609580", "4021"]),
            ("40??", &["4021", "4099"], &["402", "40210", "+44021"]),
            ("0131 496 ????", &["0131 496 0121"], &["0131 496 01211"]),
            ("+*", &["+442079460958"], &["4021", "withheld"]),
            ("*", &["+442079460958", "4021", "anna"], &["withheld", ""]),
            ("!*", &["withheld", ""], &["4021"]),
            ("*1*2*1", &["01234121", "121"], &["0123412"]),
            ("withheld", &["withheld"], &["", "4021"]),
            ("WITHHELD, 4021", &["withheld", "4021"], &["4022"]),
            ("anna", &["anna.lindqvist"], &["4021"]),
            ("Anna.*@example.org", &["anna.lindqvist@example.org"], &["tomasz@example.org"]),
            ("*69", &["*69", "0169"], &["*70"]),
            ("#31#", &["#31#4021"], &["314021"]),
            ("^", &[], &["4021", "", "withheld"]),
            ("!^", &["4021", ""], &[]),
        ] {
            for number in found {
                assert!(matches(pattern, number), "{pattern:?} finds {number:?}");
            }
            for number in not_found {
                assert!(!matches(pattern, number), "{pattern:?} does not find {number:?}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_said_piece_by_piece() {
        for (pattern, bad) in [
            ("", &[][..]),
            ("+44 131, !4021, 40??, withheld, tel:020, (0131) 496-0121, anna@example.org", &[]),
            ("!", &["!"]),
            ("4021, !!, --", &["!!", "--"]),
            ("44+20", &["44+20"]),
            ("4021;4022", &["4021;4022"]),
            ("{Call.RemoteTel}", &["{Call.RemoteTel}"]),
        ] {
            let problems = NumberPattern::new(pattern).problems("trigger.remoteTel");
            let details: Vec<_> = problems.iter().map(|problem| problem.detail.as_str()).collect();
            assert_eq!(details, bad, "{pattern:?}");
            assert!(problems.iter().all(|problem| problem.code == FieldProblemCode::BadNumber && problem.is_error()));
        }
    }

    proptest! {
        #[test]
        fn no_pattern_makes_a_panic(pattern in "\\PC*|[-+0-9*?!,a-z ]*", number in "[+]?[0-9*#]{0,20}") {
            matches(&pattern, &number);
            NumberPattern::new(pattern).problems("remoteTel");
        }

        #[test]
        fn a_number_finds_itself_and_what_it_begins(number in "[+]?[0-9]{3,15}") {
            prop_assert!(matches(&number, &number));
            let not = format!("!{number}");
            prop_assert!(!matches(&not, &number));
            let shorter = format!("{}*", &number[..3]);
            prop_assert!(matches(&shorter, &number));
        }
    }
}
