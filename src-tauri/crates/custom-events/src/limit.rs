//! How often a custom event may act on the machine.
//!
//! A phone that rings fifty times in a second must not open fifty pages. What a web service is told is another matter: it
//! keeps a record, and a record with holes is none.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Action, FieldProblem, FieldProblemCode};

/// How often a custom event may act on the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Limit {
    /// How often, from 1 to 100.
    pub times: u32,
    /// Within how many seconds, from 1 to 3600.
    pub seconds: u32,
}

impl Default for Limit {
    fn default() -> Self {
        Self { times: 5, seconds: 10 }
    }
}

impl Limit {
    /// Returns whether it is what is meant where nothing is said.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn problems(&self) -> Vec<FieldProblem> {
        let bad = |field, said: u32, most| (!(1..=most).contains(&said)).then(|| FieldProblem::new(field, FieldProblemCode::BadNumberOfSeconds, said.to_string()));
        bad("times", self.times, 100).into_iter().chain(bad("seconds", self.seconds, 3600)).collect()
    }
}

/// When each custom event acted lately.
#[derive(Debug, Default)]
pub struct Limits(HashMap<String, VecDeque<Instant>>);

impl Limits {
    /// Says whether a custom event may act now, and takes it for done if so.
    pub fn admit(&mut self, event_id: &str, limit: Limit, now: Instant) -> bool {
        let times = self.0.entry(event_id.to_owned()).or_default();
        let within = Duration::from_secs(limit.seconds.into());
        while times.front().is_some_and(|at| now.saturating_duration_since(*at) >= within) {
            times.pop_front();
        }
        let admitted = times.len() < limit.times as usize;
        if admitted {
            times.push_back(now);
        }
        admitted
    }
}

impl Action {
    /// Returns whether it is held back when its custom event comes too often.
    pub fn is_limited(&self) -> bool {
        match self {
            Self::RunProgram(_) | Self::PlaySound(_) | Self::ShowMessage(_) | Self::OpenWebPage(_) => true,
            Self::RunWebService(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_event_acts_five_times_in_ten_seconds_and_others_do_not_count() {
        let start = Instant::now();
        let mut limits = Limits::default();
        let mut at = |event: &str, ms: u64| limits.admit(event, Limit::default(), start + Duration::from_millis(ms));
        assert_eq!([0, 10, 20, 30, 40].map(|ms| at("a", ms)), [true; 5]);
        assert_eq!((at("a", 50), at("b", 50), at("a", 9_999)), (false, true, false));
        // What was held back does not count against the next.
        assert_eq!((at("a", 10_000), at("a", 10_005), at("a", 10_010)), (true, false, true));
    }

    #[test]
    fn a_limit_is_kept_as_it_is_now() {
        let start = Instant::now();
        let mut limits = Limits::default();
        for (times, seconds, ms, admitted) in
            [(1, 1, 0, true), (1, 1, 999, false), (1, 1, 1000, true), (2, 1, 1001, true), (2, 1, 1002, false), (100, 3600, 1003, true), (1, 3600, 3_600_000, false)]
        {
            assert_eq!(limits.admit("a", Limit { times, seconds }, start + Duration::from_millis(ms)), admitted, "{times} in {seconds} s after {ms} ms");
        }
    }

    #[test]
    fn what_no_limit_can_be_is_said_with_its_field() {
        for (times, seconds, expected) in [(1, 1, &[][..]), (100, 3600, &[]), (0, 0, &["times", "seconds"]), (101, 10, &["times"]), (5, 3601, &["seconds"])] {
            let problems = Limit { times, seconds }.problems();
            assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), expected, "{times} in {seconds} s");
        }
    }
}
