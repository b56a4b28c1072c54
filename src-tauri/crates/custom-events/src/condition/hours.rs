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
