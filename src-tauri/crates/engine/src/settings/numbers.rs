//! Where the user dials from, as far as the phone system does not say it, or says it wrongly.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use telephony::Home;
use ts_rs::TS;

/// What the user says about numbers. What is `None` is as the phone system says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct NumbersSettings {
    /// The home country, by its ISO 3166 code.
    pub country: Option<String>,
    /// What is dialled before a national number.
    pub national_prefix: Option<String>,
    /// What is dialled to reach the world outside the company, or nothing.
    pub outside_line: String,
    /// What a later version wrote and we do not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub unknown: Map<String, Value>,
}

/// What the phone system says about numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumbersOfSystem {
    /// The country, by its calling code; or nothing.
    pub country: String,
    /// What is dialled before a national number.
    pub national_prefix: Option<String>,
}

impl NumbersSettings {
    /// Returns where the user dials from.
    pub fn home(&self, system: &NumbersOfSystem) -> Home {
        let home = match &self.country {
            Some(country) => Home::of(country),
            None => system.home(),
        };
        let home = match &self.national_prefix {
            Some(prefix) => home.with_national_prefix(prefix),
            None => home,
        };
        home.with_outside_line(&self.outside_line)
    }

    /// Returns them without what makes no sense: only digits are dialled.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).take(4).collect::<String>();
        self.country = self.country.filter(|country| !Home::of(country).country().is_empty());
        self.national_prefix = self.national_prefix.map(|prefix| digits(&prefix));
        self.outside_line = digits(&self.outside_line);
        self
    }
}

impl NumbersOfSystem {
    /// Returns where the phone system says that the user dials from.
    pub fn home(&self) -> Home {
        let home = Home::of(&self.country);
        match self.national_prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
            Some(prefix) => home.with_national_prefix(prefix),
            None => home,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_knows_better_than_the_phone_system() {
        let system = NumbersOfSystem { country: "44".into(), national_prefix: Some("0".into()) };
        for (country, prefix, outside, written, normalised) in [
            (None, None, "", "0131 496 0121", "+441314960121"),
            (Some("DE"), None, "", "0221 8888888", "+492218888888"),
            (None, Some("8"), "", "8131 496 0121", "+441314960121"),
            (None, None, "9", "9 0131 496 0121", "+441314960121"),
        ] {
            let numbers = NumbersSettings { country: country.map(str::to_owned), national_prefix: prefix.map(str::to_owned), outside_line: outside.into(), ..Default::default() };
            assert_eq!(numbers.home(&system).normalise(written), normalised, "{numbers:?}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let numbers = NumbersSettings { country: Some("nowhere".into()), national_prefix: Some(" 0x".into()), outside_line: "9;DROP".into(), ..Default::default() };
        assert_eq!(numbers.tidy(), NumbersSettings { country: None, national_prefix: Some("0".into()), outside_line: "9".into(), ..Default::default() });
    }
}
