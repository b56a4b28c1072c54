//! How long to wait before the next channel.

use std::time::{Duration, Instant};

use crate::Problem;
use crate::problem::LONGEST_ASKED;

const SHORTEST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);
/// No wait is longer than the outage has lasted so far and this: whatever it took, it takes as long again at most.
const AND_A_SECOND: Duration = Duration::from_secs(1);
/// Somebody who closes our channels so often within [`DELETIONS_WITHIN`] means it.
const DELETIONS: usize = 3;
const DELETIONS_WITHIN: Duration = Duration::from_secs(600);

/// What is known of failures so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Patience {
    /// How many channels failed in a row.
    failures: u32,
    /// When the first of them was.
    since: Option<Instant>,
    /// When somebody closed our channels.
    deletions: Vec<Instant>,
}

impl Patience {
    /// Says how long to wait after a failure.
    pub(super) fn wait(&mut self, problem: &Problem, now: Instant, jitter: f64) -> Duration {
        let lasted = now.saturating_duration_since(*self.since.get_or_insert(now));
        let wait = match problem {
            Problem::NoEventChannel { .. } if self.is_deleted_often(now) => LONGEST_ASKED,
            _ => problem.asked_wait().unwrap_or_else(|| back_off(self.failures, jitter).min(lasted + AND_A_SECOND)),
        };
        self.failures = self.failures.saturating_add(1);
        wait
    }

    /// The channel before was a good one: what failed before it counts no longer.
    pub(super) fn has_been_good(&mut self) {
        (self.failures, self.since) = (0, None);
    }

    /// Notes that somebody closed our channel, and says whether that happens again and again.
    pub(super) fn is_deleted_again(&mut self, now: Instant) -> bool {
        self.deletions.push(now);
        self.is_deleted_often(now)
    }

    fn is_deleted_often(&mut self, now: Instant) -> bool {
        self.deletions.retain(|at| now < *at + DELETIONS_WITHIN);
        self.deletions.len() >= DELETIONS
    }
}

/// Returns how long to wait after so many failures: doubling, and anywhere in the upper half of it.
pub(super) fn back_off(failures: u32, jitter: f64) -> Duration {
    let whole = SHORTEST.saturating_mul(2_u32.saturating_pow(failures)).min(LONGEST);
    whole / 2 + (whole / 2).mul_f64(jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::NOT_PERMITTED;

    fn unreachable() -> Problem {
        Problem::Unreachable { host: "xsp.example.com".to_owned() }
    }

    #[test]
    fn waits_double_up_to_half_a_minute_and_spread_over_their_upper_half() {
        for (jitter, seconds) in [(1.0, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]), (0.0, [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0])] {
            let mut patience = Patience::default();
            let mut now = Instant::now();
            for expected in seconds {
                let wait = patience.wait(&unreachable(), now, jitter);
                assert_eq!(wait.as_secs_f64(), expected, "{jitter}");
                now += wait;
            }
            patience.has_been_good();
            assert_eq!(patience.wait(&unreachable(), now, jitter).as_secs_f64(), seconds[0]);
        }
        let now = Instant::now();
        let mut patience = Patience { failures: u32::MAX, since: now.checked_sub(LONGEST), ..Patience::default() };
        assert_eq!(patience.wait(&unreachable(), now, 1.0), LONGEST);
    }

    #[test]
    fn no_wait_is_much_longer_than_the_outage_was_so_far() {
        // Short waits, and then the longest there is.
        let mut patience = Patience::default();
        let begin = Instant::now();
        let mut now = begin;
        for failure in 0..12 {
            let longest = patience.clone().wait(&unreachable(), now, 1.0);
            assert!(longest <= now - begin + AND_A_SECOND, "{failure}: {longest:?} after {:?}", now - begin);
            now += patience.wait(&unreachable(), now, 0.0);
        }
    }

    #[test]
    fn a_server_is_left_alone_as_long_as_it_asks_within_reason() {
        for (asked, wait) in [(0, 1), (1, 1), (120, 120), (300, 300), (99_999_999, 300)] {
            let problem = Problem::ServerBusy { status: 503, retry_after: Some(Duration::from_secs(asked)) };
            assert_eq!(Patience::default().wait(&problem, Instant::now(), 0.0), Duration::from_secs(wait), "{asked}");
        }
        assert_eq!(Patience::default().wait(&Problem::Forbidden { right: String::new() }, Instant::now(), 0.0), NOT_PERMITTED);
    }

    #[test]
    fn whoever_closes_our_channels_again_and_again_is_left_alone() {
        let closed = Problem::NoEventChannel { reason: String::new() };
        let start = Instant::now();
        let mut patience = Patience::default();
        let mut closed_at = |seconds| {
            let now = start + Duration::from_secs(seconds);
            (patience.is_deleted_again(now), patience.wait(&closed, now, 1.0) >= Duration::from_secs(300))
        };
        assert_eq!([closed_at(0), closed_at(300), closed_at(500)], [(false, false), (false, false), (true, true)]);
        assert_eq!(closed_at(1000), (false, false), "two of them are long ago");
        let mut patience = Patience::default();
        for _ in 0..3 {
            patience.is_deleted_again(start);
        }
        assert!(patience.wait(&closed, start + Duration::from_secs(600), 1.0) <= Duration::from_secs(1), "and another trouble hours later is another matter");
    }
}
