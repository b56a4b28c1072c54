//! On which days, and at what time of the day.
//!
//! Days and times are those of the computer's time zone. A time that ends before it begins goes over midnight, and the
//! part after midnight belongs to the day before it. When clocks are put forward or back, what they show counts.

use jiff::civil::{DateTime, Time, Weekday as Day};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Facts;
use crate::{FieldProblem, FieldProblemCode};

/// It happens within these hours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoursCondition {
    /// On which days of the week; none stands for all.
    #[serde(default)]
    pub days: Vec<Weekday>,
    /// From when, as `HH:MM`; empty stands for midnight.
    #[serde(default)]
    pub from: String,
    /// Until when, as `HH:MM`, the minute itself not included; empty stands for midnight.
    #[serde(default)]
    pub to: String,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is the day of its name")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl HoursCondition {
    pub(super) fn is_met(&self, facts: &Facts) -> bool {
        let (Ok(from), Ok(to)) = (time(&self.from), time(&self.to)) else { return false };
        let now = facts.local_time;
        let on = |day: Day| self.days.is_empty() || self.days.contains(&Weekday::of(day));
        let (midnight, today) = (Time::midnight(), now.date().weekday());
        if to > from || to == midnight {
            return on(today) && now.time() >= from && (to == midnight || now.time() < to);
        }
        if to == from {
            return on(today);
        }
        (on(today) && now.time() >= from) || (on(today.previous()) && now.time() < to)
    }

    pub(super) fn problems(&self) -> Vec<FieldProblem> {
        let fields = [("from", &self.from), ("to", &self.to)];
        fields.into_iter().filter(|(_, written)| time(written).is_err()).map(|(field, written)| FieldProblem::new(field, FieldProblemCode::BadTime, written)).collect()
    }

    /// Says what is wanted as data: the days, then the times, e.g. `mon,tue 08:00-18:00`.
    pub(super) fn wanted(&self) -> String {
        let days: Vec<&str> = self.days.iter().map(|day| day.as_str()).collect();
        let or_midnight = |written: &str| if written.trim().is_empty() { "00:00".to_owned() } else { written.trim().to_owned() };
        format!("{} {}-{}", days.join(","), or_midnight(&self.from), or_midnight(&self.to))
    }
}

/// Says when something happened as data, e.g. `thu 10:42`.
pub(super) fn was(at: DateTime) -> String {
    format!("{} {:02}:{:02}", Weekday::of(at.date().weekday()).as_str(), at.hour(), at.minute())
}

fn time(written: &str) -> Result<Time, jiff::Error> {
    let written = written.trim();
    if written.is_empty() { Ok(Time::midnight()) } else { Time::strptime("%H:%M", written) }
}

impl Weekday {
    fn of(day: Day) -> Self {
        match day {
            Day::Monday => Self::Mon,
            Day::Tuesday => Self::Tue,
            Day::Wednesday => Self::Wed,
            Day::Thursday => Self::Thu,
            Day::Friday => Self::Fri,
            Day::Saturday => Self::Sat,
            Day::Sunday => Self::Sun,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use telephony::{Change, Home};

    use super::*;
    use crate::{Context, Situation, sample};

    /// What London's clocks do, whatever is installed.
    fn london() -> Context {
        Context { home: Home::of("GB"), own_line: sample::anna(), zone: TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").unwrap() }
    }

    fn facts(at: &str) -> Facts {
        Facts::of(&Change { at: at.parse().unwrap(), ..sample::ringing_call() }, Situation::default(), &london())
    }

    fn hours(days: &[Weekday], from: &str, to: &str) -> HoursCondition {
        HoursCondition { days: days.to_vec(), from: from.into(), to: to.into() }
    }

    #[test]
    fn it_is_met_within_its_days_and_hours() {
        use Weekday::{Fri, Mon, Sun, Tue, Wed};
        for (days, from, to, moments) in [
            (&[][..], "", "", &[("2026-11-23T00:00:00Z", true), ("2026-11-29T23:59:59Z", true)][..]),
            (
                &[],
                "08:00",
                "18:00",
                &[
                    ("2026-11-23T07:59:59Z", false),
                    ("2026-11-23T08:00:00Z", true),
                    ("2026-11-23T17:59:59.999Z", true),
                    ("2026-11-23T18:00:00Z", false),
                    // In summer, the clocks are an hour ahead.
                    ("2026-07-01T07:00:00Z", true),
                    ("2026-07-01T17:00:00Z", false),
                ],
            ),
            (&[Mon, Wed], "", "", &[("2026-11-23T12:00:00Z", true), ("2026-11-24T12:00:00Z", false), ("2026-11-25T23:59:59Z", true), ("2026-11-26T00:00:00Z", false)]),
            (&[Mon], "", "18:00", &[("2026-11-23T00:00:00Z", true), ("2026-11-23T18:00:00Z", false), ("2026-11-24T00:00:00Z", false)]),
            (&[Mon], "18:00", "", &[("2026-11-23T17:59:59Z", false), ("2026-11-23T23:59:59Z", true), ("2026-11-24T00:00:00Z", false)]),
            (
                &[Fri],
                "22:00",
                "06:00",
                &[
                    ("2026-11-27T05:59:59Z", false),
                    ("2026-11-27T21:59:59Z", false),
                    ("2026-11-27T22:00:00Z", true),
                    ("2026-11-28T05:59:59Z", true),
                    ("2026-11-28T06:00:00Z", false),
                    ("2026-11-28T22:00:00Z", false),
                ],
            ),
            // The week goes on after Sunday.
            (&[Sun], "22:00", "06:00", &[("2026-11-29T05:59:59Z", false), ("2026-11-29T22:00:00Z", true), ("2026-11-30T05:59:59Z", true), ("2026-11-30T22:00:00Z", false)]),
            (&[Tue], "09:00", "09:00", &[("2026-11-24T00:00:00Z", true), ("2026-11-24T23:59:59Z", true), ("2026-11-25T00:00:00Z", false)]),
            // When clocks are put forward, an hour is left out.
            (&[Sun], "01:00", "02:00", &[("2026-03-29T00:59:59Z", false), ("2026-03-29T01:00:00Z", false)]),
            (&[Sun], "02:00", "03:00", &[("2026-03-29T00:59:59Z", false), ("2026-03-29T01:00:00Z", true), ("2026-03-29T01:59:59Z", true), ("2026-03-29T02:00:00Z", false)]),
            // When they are put back, an hour comes twice.
            (
                &[Sun],
                "01:00",
                "02:00",
                &[
                    ("2026-10-24T23:59:59Z", false),
                    ("2026-10-25T00:00:00Z", true),
                    ("2026-10-25T00:59:59Z", true),
                    ("2026-10-25T01:00:00Z", true),
                    ("2026-10-25T01:59:59Z", true),
                    ("2026-10-25T02:00:00Z", false),
                ],
            ),
            (&[], "25:00", "", &[("2026-11-23T12:00:00Z", false)]),
        ] {
            for (at, met) in moments {
                assert_eq!(hours(days, from, to).is_met(&facts(at)), *met, "{days:?} {from}-{to} at {at}");
            }
        }
    }

    #[test]
    fn what_is_no_time_of_the_day_is_said() {
        for (written, is_time) in [("", true), (" 08:30 ", true), ("8:30", true), ("23:59", true), ("24:00", false), ("8", false), ("08:60", false), ("8.30", false), ("x", false)]
        {
            let said: Vec<_> = hours(&[], written, written).problems().into_iter().map(|problem| (problem.field, problem.code)).collect();
            let both = ["from", "to"].map(|field| (field.to_owned(), FieldProblemCode::BadTime));
            assert_eq!(said.as_slice(), if is_time { &[][..] } else { &both }, "{written}");
        }
    }

    #[test]
    fn what_was_wanted_and_what_was_there_is_told() {
        assert_eq!(hours(&[Weekday::Mon, Weekday::Tue], "08:00", "").wanted(), "mon,tue 08:00-00:00");
        assert_eq!(hours(&[], "", "").wanted(), " 00:00-00:00");
        assert_eq!(was(facts("2026-07-02T09:42:00Z").local_time), "thu 10:42");
    }
}
