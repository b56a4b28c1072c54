//! Cleaning of text that strangers write.
//!
//! A caller chooses the name we show and hand on. It is cleaned here, once, before anything else sees it; what it may
//! do in a URL, an argument or a message is decided where it goes in.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The most characters of a text that are kept.
pub const LONGEST: usize = 1024;

/// The most combining marks in a row that are kept.
const MARKS: usize = 8;

/// Returns `text` composed (NFC), without control and bidirectional control characters, trimmed and bounded.
///
/// Cleaning what is clean changes nothing.
pub fn clean(text: &str) -> String {
    // Nothing is to be done about most names and all numbers, and they are all there is in most events.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        let text = text.trim();
        return text[..text.len().min(LONGEST)].trim_end().to_owned();
    }
    let mut marks = 0;
    let kept: String = text
        .nfc()
        // Tabs and line ends separate words; the other control characters do nothing good.
        .map(|c| if matches!(c, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|&c| !c.is_control() && !is_bidi_control(c))
        .filter(|&c| {
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            marks <= MARKS
        })
        .collect();
    // Dropping a character may bring two together that compose.
    let kept: String = kept.nfc().collect();
    kept.trim().chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_strangers_name_loses_what_could_do_harm_and_keeps_what_it_says() {
        let zalgo = format!("a{}", "\u{0316}".repeat(1000));
        for (raw, kept) in [
            ("  Priya Raman ", "Priya Raman"),
            ("A & B <x>", "A & B <x>"),
            ("a\r\nX: y", "a  X: y"),
            ("\u{1b}[31mred", "[31mred"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("nul\0byte", "nulbyte"),
            ("Zoe\u{0308}", "Zo\u{eb}"),
            (zalgo.as_str(), "a\u{0316}\u{0316}\u{0316}\u{0316}\u{0316}\u{0316}\u{0316}\u{0316}"),
        ] {
            assert_eq!(clean(raw), kept, "{raw:?}");
        }
        assert_eq!(clean(&"x".repeat(5000)).chars().count(), LONGEST);
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "\\PC*|.*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(!once.chars().any(|c| c.is_control() || is_bidi_control(c)));
        }
    }
}
