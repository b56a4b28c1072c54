//! A telephone number: as presented, and normalised for comparing.

use phonenumber::{Mode, country, metadata::DATABASE};
use serde::{Deserialize, Serialize};

use crate::text::clean;

/// The most characters of a number that are kept.
const LONGEST: usize = 64;

/// The most digits of a number that only a colleague can have.
const SHORT: usize = 6;

/// A telephone number or the user part of a SIP address, without its scheme and parameters, as it was presented.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads an address such as `tel:+442079460958`, `tel:+442079460121;ext=4021`, `sip:anna@example.org;user=phone`,
    /// or a plain number (RFC 3966, RFC 3261). Returns `None` if nothing is left of it.
    pub fn parse(address: &str) -> Option<Self> {
        let address = clean(address);
        let (scheme, rest) = match address.split_once(':') {
            Some((scheme, rest)) if ["tel", "sip", "sips"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => (scheme, rest),
            Some(_) | None => ("", address.as_str()),
        };
        let number = rest.split(';').next().unwrap_or_default();
        let number = if scheme.len() >= 3 && scheme[..3].eq_ignore_ascii_case("sip") { number.split('@').next().unwrap_or_default() } else { number };
        let number = only(number, is_number_character, LONGEST);
        let number = if number.trim().len() == number.len() { number } else { number.trim().to_owned() };
        (!number.is_empty()).then_some(Self(number))
    }

    /// Returns the extension that stands beside a number, e.g. in `tel:+442079460121;ext=4021` (RFC 3966, 5.3).
    pub fn extension_in(address: &str) -> Option<Self> {
        let parameters = address.split(';').skip(1);
        parameters.filter_map(|parameter| parameter.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("ext")).and_then(|(_, extension)| Self::parse(extension))
    }

    /// Returns a SIP address as `user@host`, cleaned; `None` if it is no SIP address, or one of a telephone number.
    pub fn sip_address_in(address: &str) -> Option<String> {
        let address = clean(address);
        let (scheme, rest) = address.split_once(':')?;
        let bare = rest.split([';', '?']).next()?.trim();
        let is_name = bare.split_once('@').is_some_and(|(user, host)| user.contains(|c: char| c.is_alphabetic()) && !host.is_empty());
        (matches!(scheme.to_ascii_lowercase().as_str(), "sip" | "sips") && is_name).then(|| bare.chars().take(LONGEST).collect())
    }

    /// Returns the number as presented.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the digits alone.
    pub fn digits(&self) -> String {
        digits(&self.0)
    }

    /// Returns whether it has so few digits, and no `+`, that it can only be an extension or a service code.
    pub fn is_short(&self) -> bool {
        let digits = self.0.chars().filter(char::is_ascii_digit).count();
        (1..=SHORT).contains(&digits) && !self.0.starts_with('+') && self.0.chars().all(is_dialled)
    }

    /// Returns the form numbers are compared in: see [`Home::normalise`].
    pub fn normalised(&self, home: &Home) -> String {
        home.normalise(&self.0)
    }

    /// Returns the number as `+442079460958`, or `None` if it has no such form (an extension, a name).
    pub fn e164(&self, home: &Home) -> Option<String> {
        self.known(home).map(|number| number.format().mode(Mode::E164).to_string())
    }

    /// Returns the number as it is written at home, e.g. `020 7946 0958`.
    pub fn national(&self, home: &Home) -> Option<String> {
        self.known(home).map(|number| number.format().mode(Mode::National).to_string())
    }

    /// Returns the number as people like to read it: national at home, international otherwise, as presented if it is
    /// neither.
    pub fn display(&self, home: &Home) -> String {
        let Some(number) = self.known(home) else { return self.0.clone() };
        let at_home = home.country.is_some_and(|id| number.country().id() == Some(id));
        number.format().mode(if at_home { Mode::National } else { Mode::International }).to_string()
    }

    fn known(&self, home: &Home) -> Option<phonenumber::PhoneNumber> {
        let normalised = self.normalised(home);
        if !normalised.starts_with('+') {
            return None;
        }
        phonenumber::parse(home.country, normalised).ok().filter(phonenumber::is_valid)
    }
}

fn is_number_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '*' | '#' | ',' | '.' | '@' | ':' | '-' | '_' | ' ' | '(' | ')' | '/')
}

fn is_dialled(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '*' | '#' | '-' | ' ' | '.' | '(' | ')')
}

/// The fewest digits of a number that is known by its form to be one of the country, though nothing is dialled before it.
const LOCAL: usize = 8;

/// Where the user dials from: what makes `0131 496 0121` and `+44 131 496 0121` the same number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Home {
    country: Option<country::Id>,
    code: String,
    national_prefix: String,
    international_prefix: String,
    outside_line: String,
}

/// A country numbers may be at home in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Its ISO 3166 code, e.g. `GB`.
    pub id: String,
    /// Its calling code, e.g. `44`.
    pub code: String,
    /// What is dialled before a national number, or nothing.
    pub national_prefix: String,
}

/// Reads what is known of the numbers of the world. That takes a while (0.1 s and more), which otherwise whoever needs it
/// first has to wait.
pub fn read_ahead() {
    // The library reads all of it for the first question.
    let _ = DATABASE.region(&1);
}

/// Returns every country, by ISO code.
pub fn countries() -> Vec<Country> {
    let mut ids: Vec<&str> = (1..1000_u16).filter_map(|code| DATABASE.region(&code)).flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    let country = |id: &str| {
        let metadata = DATABASE.by_id(id).filter(|_| id.len() == 2 && id.bytes().all(|c| c.is_ascii_uppercase()))?;
        Some(Country { id: id.to_owned(), code: metadata.country_code().to_string(), national_prefix: metadata.national_prefix().unwrap_or_default().to_owned() })
    };
    ids.into_iter().filter_map(country).collect()
}

impl Home {
    /// Returns the home of a country given as ISO 3166 code (`GB`) or calling code (`44`); unknown ones are no home.
    pub fn of(country: &str) -> Self {
        let country = country.trim().trim_start_matches('+');
        // Said without a look at what is known: see `read_ahead`.
        if country.is_empty() {
            return Self::default();
        }
        let by_code = || country.parse::<u16>().ok().and_then(|code| DATABASE.region(&code)?.first().map(|id| (*id).to_owned()));
        let id = by_code().unwrap_or_else(|| country.to_ascii_uppercase());
        let Some(metadata) = DATABASE.by_id(id.as_str()) else { return Self::default() };
        let exit = metadata.international_prefix().map(|prefix| prefix.as_str().to_owned()).unwrap_or_default();
        Self {
            country: id.parse().ok(),
            code: metadata.country_code().to_string(),
            national_prefix: metadata.national_prefix().unwrap_or_default().to_owned(),
            // Most are plain digits; the few patterns have a preferred form.
            international_prefix: if exit.bytes().all(|b| b.is_ascii_digit()) { exit } else { metadata.preferred_international_prefix().unwrap_or("00").to_owned() },
            outside_line: String::new(),
        }
    }

    /// Dials this before national numbers, and not what is usual in the country.
    #[must_use]
    pub fn with_national_prefix(self, prefix: &str) -> Self {
        Self { national_prefix: digits(prefix), ..self }
    }

    /// Dials this to reach the world outside the company, before anything else.
    #[must_use]
    pub fn with_outside_line(self, prefix: &str) -> Self {
        Self { outside_line: digits(prefix), ..self }
    }

    /// Returns what is dialled before a national number, or nothing.
    pub fn national_prefix(&self) -> &str {
        &self.national_prefix
    }

    /// Returns the ISO code of the country, or nothing if none is known.
    pub fn country(&self) -> String {
        self.country.map(|id| id.as_ref().to_owned()).unwrap_or_default()
    }

    /// Returns a number in the form numbers are compared in: digits, `*` and `#`, with `+` and the country in front where
    /// that makes a number of it. For the start of a number see [`Home::beginnings`].
    pub fn normalise(&self, number: &str) -> String {
        let bare = number.trim();
        let bare = bare.strip_prefix("tel:").unwrap_or(bare);
        let plus = bare.starts_with('+');
        // Nearly all that phone systems tell of have this form already.
        if plus && bare[1..].bytes().all(|byte| byte.is_ascii_digit()) {
            return bare.to_owned();
        }
        // "+44 (0)131" is written for people at home and abroad at once. In Italy the zero belongs to the number.
        let bare = if plus && !bare.starts_with("+39") { bare.replace("(0)", "") } else { bare.to_owned() };
        let letters = bare.chars().any(|c| c.is_ascii_alphabetic());
        if letters {
            return bare.to_ascii_lowercase();
        }
        let dialled = dialled(&bare);
        if plus {
            return format!("+{dialled}");
        }
        if self.country.is_none() {
            return dialled;
        }
        // What is dialled to get out is no part of a number; but a number that is one as it stands is not cut.
        if !self.outside_line.is_empty()
            && !self.is_number(&self.with_country(&dialled))
            && let Some(outside) = dialled.strip_prefix(&self.outside_line).map(|rest| self.with_country(rest))
            && self.is_number(&outside)
        {
            return outside;
        }
        self.with_country(&dialled)
    }

    /// Returns the forms in which numbers can begin that begin as written. A few digits may begin an extension as well as a
    /// number of the country: where the prefix of national numbers is no zero, so few are taken as they are dialled, unless
    /// they are written as parts of numbers are, e.g. `(415)`, `33 12` or `06`.
    pub fn beginnings(&self, written: &str) -> Vec<String> {
        let bare = written.trim();
        let bare = bare.strip_prefix("tel:").unwrap_or(bare);
        if bare.starts_with('+') || bare.chars().any(|c| c.is_ascii_alphabetic()) {
            let begins = self.normalise(bare);
            // A number that is not known by its form is compared as it is dialled at home.
            let at_home = begins.strip_prefix(&format!("+{}", self.code)).filter(|_| !self.code.is_empty() && !self.national_prefix.is_empty());
            return std::iter::once(begins.clone()).chain(at_home.map(|rest| format!("{}{rest}", self.national_prefix))).collect();
        }
        let dialled = dialled(bare);
        let mut forms = vec![self.normalise(bare)];
        if let Some(abroad) = self.abroad(&dialled).filter(|abroad| !abroad.is_empty()) {
            forms.push(format!("+{abroad}"));
        } else if !self.code.is_empty() && self.is_part_of_number(bare, &dialled) {
            let national = self.at_home(&dialled).or_else(|| Some(&*dialled).filter(|_| self.national_prefix != "0"));
            forms.extend(national.map(|national| format!("+{}{national}", self.code)));
        }
        forms.push(dialled);
        forms.dedup();
        forms
    }

    /// Returns whether what is dialled may be the start of a number of the country, and not only that of an extension.
    fn is_part_of_number(&self, written: &str, dialled: &str) -> bool {
        let grouped = written.contains(['(', ' ', '-', '/', '.']);
        self.national_prefix == "0" || dialled.starts_with('0') || dialled.len() >= SHORT || (grouped && dialled.bytes().all(|b| b.is_ascii_digit()))
    }

    /// Puts the country in front of what is dialled, where that makes a number of it.
    fn with_country(&self, dialled: &str) -> String {
        let abroad = self.abroad(dialled).map(|abroad| format!("+{abroad}"));
        let cut = self.at_home(dialled).map(|national| format!("+{}{national}", self.code));
        // In many countries nothing is dialled before a national number, or need not be; it may begin as others are dialled.
        let whole = (dialled.len() >= LOCAL).then(|| format!("+{}{dialled}", self.code));
        [abroad, cut, whole].into_iter().flatten().find(|number| self.is_number(number)).unwrap_or_else(|| dialled.to_owned())
    }

    /// Returns what is dialled after the prefix of international numbers.
    fn abroad<'a>(&self, dialled: &'a str) -> Option<&'a str> {
        dialled.strip_prefix(&self.international_prefix).filter(|_| !self.international_prefix.is_empty())
    }

    /// Returns what is dialled after the prefix of national numbers.
    fn at_home<'a>(&self, dialled: &'a str) -> Option<&'a str> {
        dialled.strip_prefix(&self.national_prefix).filter(|_| !self.national_prefix.is_empty())
    }

    fn is_number(&self, normalised: &str) -> bool {
        // The library reads a trunk prefix behind the country and leaves it out; then it is not this number.
        let is_whole = |number: phonenumber::PhoneNumber| phonenumber::is_valid(&number) && number.format().mode(Mode::E164).to_string() == normalised;
        normalised.starts_with('+') && phonenumber::parse(self.country, normalised).is_ok_and(is_whole)
    }
}

/// Returns what is dialled of what is written.
fn dialled(written: &str) -> String {
    only(written, |c| c.is_ascii_digit() || matches!(c, '*' | '#'), written.len())
}

fn digits(text: &str) -> String {
    only(text, |c| c.is_ascii_digit(), text.len())
}

/// Returns what a text has of some characters, so many of them at most. Room is made once: this is done for each event.
fn only(text: &str, is_wanted: impl Fn(char) -> bool, most: usize) -> String {
    let mut kept = String::with_capacity(text.len());
    kept.extend(text.chars().filter(|c| is_wanted(*c)).take(most));
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_read_without_its_scheme_and_parameters() {
        for (address, number) in [
            ("tel:+442079460958", Some("+442079460958")),
            (" tel:9002 ", Some("9002")),
            ("tel:+442079460121;ext=4021", Some("+442079460121")),
            ("tel:5550100;phone-context=example.org", Some("5550100")),
            ("sip:anna.lindqvist@example.org;user=phone", Some("anna.lindqvist")),
            ("sip:+442079460958@example.org", Some("+442079460958")),
            ("tel:*69", Some("*69")),
            ("+44 20 7946 0958", Some("+44 20 7946 0958")),
            ("tel:", None),
            ("", None),
            ("tel:\u{202e}<>\"", None),
        ] {
            assert_eq!(PhoneNumber::parse(address).as_ref().map(PhoneNumber::as_str), number, "{address:?}");
        }
    }

    #[test]
    fn one_number_written_in_many_ways_compares_as_one() {
        let home = Home::of("GB");
        for written in ["+44 131 496 0121", "0131 496 0121", "(0131) 496-0121", "0044 131 496 0121", "tel:+441314960121", "+44 (0)131 496 0121"] {
            assert_eq!(home.normalise(written), "+441314960121", "{written}");
        }
        for (country, written, normalised) in [
            ("DE", "0221 123456", "+49221123456"),
            ("49", "0221 123456", "+49221123456"),
            ("US", "(415) 555-2671", "+14155552671"),
            ("US", "415", "415"),
            ("US", "011 44 20 7946 0958", "+442079460958"),
            ("DK", "33 12 34 56", "+4533123456"),
            ("IT", "06 6982 1234", "+390669821234"),
            ("IT", "+39 (0)6 6982 1234", "+390669821234"),
            // Extensions that begin as national or international numbers do.
            ("US", "1201", "1201"),
            ("US", "12015550123", "+12015550123"),
            ("RU", "8495", "8495"),
            ("RU", "8 495 123-45-67", "+74951234567"),
            // The library does not know that this is a number, so it stays as dialled; it is not cut as if it were another.
            ("RU", "812 312-34-56", "8123123456"),
            ("GB", "0", "0"),
            ("GB", "0012", "0012"),
            ("SG", "001 44 20 7946 0958", "001442079460958"),
            ("US", "1 415 555 2671", "+14155552671"),
            ("GB", "4021", "4021"),
            ("GB", "*69", "*69"),
            ("", "0131 496 0121", "01314960121"),
            ("nowhere", "0131", "0131"),
            ("GB", "0131", "0131"),
        ] {
            assert_eq!(Home::of(country).normalise(written), normalised, "{country} {written}");
        }
    }

    #[test]
    fn numbers_begin_in_the_forms_they_are_written_in() {
        for (country, written, forms) in [
            ("GB", "0131", &["0131", "+44131"][..]),
            ("GB", "+44 131", &["+44131", "0131"]),
            ("GB", "0044 131", &["0044131", "+44131"]),
            ("GB", "4021", &["4021"]),
            ("GB", "+49 221", &["+49221"]),
            ("US", "1201", &["1201"]),
            ("US", "1 201 555", &["1201555", "+1201555"]),
            ("US", "+1 201", &["+1201", "1201"]),
            ("US", "1 201", &["1201", "+1201"]),
            ("US", "415", &["415"]),
            ("US", "(415)", &["415", "+1415"]),
            ("US", "(415) 555", &["415555", "+1415555"]),
            ("US", "415-555-26", &["41555526", "+141555526"]),
            ("DK", "33", &["33"]),
            ("DK", "33 12", &["3312", "+453312"]),
            ("ES", "915 55", &["91555", "+3491555"]),
            ("IT", "06", &["06", "+3906"]),
            ("GB", "131 49", &["13149"]),
            ("", "0131", &["0131"]),
            ("GB", "Anna.", &["anna."]),
        ] {
            let mut expected: Vec<&str> = forms.to_vec();
            let mut begins = Home::of(country).beginnings(written);
            expected.sort_unstable();
            begins.sort();
            begins.dedup();
            assert_eq!(begins, expected, "{country} {written}");
        }
    }

    #[test]
    fn what_is_dialled_to_get_out_is_no_part_of_a_number() {
        for (country, prefix, outside, written, normalised) in [
            ("GB", None, "9", "9 0131 496 0121", "+441314960121"),
            ("GB", None, "9", "900 49 221 123456", "+49221123456"),
            ("GB", None, "9", "0131 496 0121", "+441314960121"),
            ("GB", None, "9", "9021", "9021"),
            ("US", None, "9", "9 1 415 555 2671", "+14155552671"),
            ("US", None, "9", "(917) 555-2671", "+19175552671"),
            ("DE", None, "0", "00221 8888888", "+492218888888"),
            ("GB", Some("8"), "", "8131 496 0121", "+441314960121"),
            ("GB", Some(""), "", "0131 496 0121", "01314960121"),
        ] {
            let home = Home::of(country).with_outside_line(outside);
            let home = prefix.map_or_else(|| home.clone(), |prefix| home.clone().with_national_prefix(prefix));
            assert_eq!(home.normalise(written), normalised, "{country} {prefix:?} {outside} {written}");
        }
    }

    #[test]
    fn addresses_tell_extensions_and_sip_names() {
        let extension = |address| PhoneNumber::extension_in(address).map(|number| number.as_str().to_owned());
        assert_eq!(extension("tel:+442079460121;ext=4021"), Some("4021".to_owned()));
        assert_eq!(extension("tel:+442079460121;phone-context=x;EXT=4021"), Some("4021".to_owned()));
        assert_eq!((extension("tel:+442079460121"), extension(";ext=")), (None, None));
        for (address, sip) in [
            ("sip:anna@example.org;user=phone", Some("anna@example.org")),
            ("SIPS:Anna@example.org?subject=x", Some("Anna@example.org")),
            ("sip:+442079460121@example.org", None),
            ("tel:4021", None),
            ("sip:anna", None),
        ] {
            assert_eq!(PhoneNumber::sip_address_in(address).as_deref(), sip, "{address}");
        }
    }

    #[test]
    fn every_country_can_be_a_home() {
        let all = countries();
        assert!(all.len() > 200, "{}", all.len());
        for country in &all {
            assert_eq!(Home::of(&country.id).country(), country.id, "{country:?}");
        }
        let gb = all.iter().find(|country| country.id == "GB");
        assert_eq!(gb.map(|country| (country.code.as_str(), country.national_prefix.as_str())), Some(("44", "0")));
    }

    #[test]
    fn forms_of_a_number_exist_only_where_they_are_true() {
        let home = Home::of("GB");
        let number = PhoneNumber::parse("tel:+442079460958").unwrap();
        assert_eq!(number.e164(&home).as_deref(), Some("+442079460958"));
        assert_eq!(number.national(&home).as_deref(), Some("020 7946 0958"));
        assert_eq!(number.display(&home), "020 7946 0958");
        let extension = PhoneNumber::parse("tel:4021").unwrap();
        assert_eq!((extension.e164(&home), extension.national(&home)), (None, None));
        assert_eq!(extension.display(&home), "4021");
        assert!(extension.is_short() && !number.is_short());
    }

    proptest! {
        #[test]
        fn no_address_makes_a_panic(address in "\\PC*|[-+0-9()a-z;:@=. ]*", country in "[A-Z]{2}|[0-9]{1,3}") {
            let home = Home::of(&country).with_outside_line(&address);
            PhoneNumber::extension_in(&address);
            PhoneNumber::sip_address_in(&address);
            if let Some(number) = PhoneNumber::parse(&address) {
                number.e164(&home);
                number.display(&home);
                prop_assert!(number.as_str().chars().count() <= LONGEST);
            }
        }
    }
}
