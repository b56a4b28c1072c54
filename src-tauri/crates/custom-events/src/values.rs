//! What the variables are for one change.

use jiff::{Timestamp, fmt::strtime, tz::TimeZone};
use telephony::{Call, Change, Home, What, text};

use crate::{
    Variable,
    variable::{Format, Reading},
    variables,
};

/// How many characters of a value are cleaned, to keep the most that may be kept.
const LOOKED_AT: usize = 8 * text::LONGEST;

/// The values of every variable for one change and one custom event.
///
/// They are read when asked for: most are never needed.
#[derive(Debug, Clone)]
pub struct Values {
    change: Change,
    home: Home,
    event_name: String,
    time_zone: TimeZone,
}

impl Values {
    /// Takes the values of a change for the custom event of that name.
    pub fn new(change: &Change, home: &Home, event_name: &str, time_zone: &TimeZone) -> Self {
        Self { change: change.clone(), home: home.clone(), event_name: event_name.to_owned(), time_zone: time_zone.clone() }
    }

    /// Returns the value of a variable as it is without a format. What is not known is empty.
    pub fn get(&self, variable: &Variable) -> String {
        self.formatted(variable, None)
    }

    /// Returns the value of the variable of that name, or `None` if there is no such variable.
    pub fn by_name(&self, name: &str) -> Option<String> {
        Variable::named(name).map(|variable| self.get(variable))
    }

    /// Returns the name of the custom event.
    pub fn event_name(&self) -> &str {
        &self.event_name
    }

    /// Returns every variable as a program's environment has it: `BELLHOP_CALL_REMOTE_TEL` and so on.
    pub fn environment(&self) -> Vec<(String, String)> {
        variables().iter().map(|variable| (variable.environment_name(), self.get(variable))).collect()
    }

    /// Returns the change the values are of.
    pub fn change(&self) -> &Change {
        &self.change
    }

    pub(crate) fn call(&self) -> Option<&Call> {
        match &self.change.what {
            What::Call { call, .. } => Some(call),
            What::Device { .. } | What::Connection { .. } => None,
        }
    }

    /// Returns a value as it is put into anything: cleaned of what could do harm anywhere, and at most
    /// [`telephony::text::LONGEST`] characters.
    ///
    /// What the phone system sends is cleaned where it is read; but not everything a custom event is carried out with
    /// comes from there.
    pub(crate) fn formatted(&self, variable: &Variable, format: Option<&Format>) -> String {
        let value = self.written(variable, format);
        if is_clean(&value) {
            return value;
        }
        cleaned(&value)
    }

    fn written(&self, variable: &Variable, format: Option<&Format>) -> String {
        match variable.read(self) {
            Reading::Nothing => String::new(),
            Reading::Text(text) => text,
            Reading::Tel(tel) => match format {
                // A number that has no such form, e.g. an extension, has no value in it.
                Some(Format::E164) => tel.e164(&self.home).unwrap_or_default(),
                Some(Format::National) => tel.national(&self.home).unwrap_or_default(),
                Some(Format::Digits) => tel.digits(),
                Some(Format::Display) => tel.display(&self.home),
                _ => tel.as_str().to_owned(),
            },
            Reading::Time(time) => match format {
                Some(Format::Date) => self.local(time, "%Y-%m-%d"),
                Some(Format::Time) => self.local(time, "%H:%M:%S"),
                Some(Format::Unix) => time.as_second().to_string(),
                Some(Format::Pattern(pattern)) => self.local(time, pattern),
                _ => self.local(time, "%Y-%m-%dT%H:%M:%S%:z"),
            },
            Reading::Duration(duration) => {
                let seconds = duration.as_secs();
                let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
                match format {
                    Some(Format::Seconds) => seconds.to_string(),
                    Some(Format::HoursMinutesSeconds) => format!("{hours:02}:{minutes:02}:{rest:02}"),
                    _ => format!("{hours:02}:{minutes:02}:{rest:02}.{:09}", duration.subsec_nanos()),
                }
            }
        }
    }

    fn local(&self, time: Timestamp, pattern: &str) -> String {
        strtime::format(pattern, &time.to_zoned(self.time_zone.clone())).unwrap_or_default()
    }
}

/// Returns a value cleaned. What is not seen at all goes too: in front of a dash it would hide an option from those that
/// look for one. Joiners stay: names are written with them.
pub(crate) fn cleaned(value: &str) -> String {
    // Of a text without an end, the rest is not even looked at.
    let seen: String = value.chars().take(LOOKED_AT).filter(|c| !matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}' | '\u{feff}')).collect();
    text::clean(&seen)
}

/// Returns whether it is plain to see that cleaning would change nothing, as it is of most values.
fn is_clean(value: &str) -> bool {
    value.len() <= text::LONGEST && value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) && !value.starts_with(' ') && !value.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Template, sample};

    #[test]
    fn a_value_is_cleaned_and_cut_wherever_it_goes() {
        for (name, value) in [
            ("a\0b", "ab"),
            ("\u{200b}\u{feff} -e", "-e"),
            ("a\u{ad}\u{2060}\u{180e}b", "ab"),
            ("\u{200d}\u{200c}x", "\u{200d}\u{200c}x"),
            (" a\r\nb\u{202e} ", "a  b"),
            ("\u{1b}[31m", "[31m"),
            (&"x".repeat(200_000), &"x".repeat(1024)),
        ] {
            let values = sample::values(&sample::call_from(name));
            assert_eq!(values.by_name("Call.RemoteName").unwrap(), value);
            assert_eq!(Template::parse("{Call.RemoteName}").render(&values), value);
            assert!(values.environment().contains(&("BELLHOP_CALL_REMOTE_NAME".into(), value.to_owned())));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn what_is_plainly_clean_is_what_cleaning_leaves_alone(value in "[ -~]{0,12}|\\PC*|.*") {
            prop_assert!(!is_clean(&value) || cleaned(&value) == value);
            let values = sample::values(&sample::call_from(&value));
            prop_assert_eq!(values.by_name("Call.RemoteName").unwrap(), cleaned(&value));
            prop_assert_eq!(cleaned(&cleaned(&value)), cleaned(&value));
        }
    }
}
