//! When a lane of the outbox goes on: pure, with time as an argument.
//!
//! A lane is what one action of one custom event owes, in order. A service that does not answer stops its lane until the
//! next try, so that what is owed arrives in order; a single request that the service chokes on does not, so that the rest
//! gets past it. Whether it is the service or the one request that hangs, the request behind it finds out. What can't
//! succeed is parked and never in the way.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::host::{Again, FailureCode, Unsent};

/// The first wait after a failure.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait of our own choice.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// How long a request is tried.
pub(crate) const PATIENCE: SignedDuration = SignedDuration::from_hours(24);
/// After so many requests in a row that the service answered badly, the whole lane waits.
const BAD_IN_A_ROW: u32 = 3;
/// After so many tries in vain of one request, the one behind it finds out whether the service is there.
const SUSPICIOUS: u32 = 3;

/// How it went in a lane since something arrived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lately {
    /// How many requests were answered badly. One that is tried again counts once.
    pub choked: u32,
    /// How many tries had no answer.
    pub silent: u32,
}

impl Lately {
    /// Takes in how a try went. `attempts` were made before it.
    pub(crate) fn after(self, result: Result<(), &Unsent>, attempts: u32) -> Self {
        match result {
            Ok(()) => Self::default(),
            Err(unsent) if is_answered(unsent) => Self { choked: self.choked + u32::from(attempts == 0), ..self },
            Err(_) => Self { silent: self.silent + 1, ..self },
        }
    }
}

/// Returns whether the service chokes on a request, and is there.
fn is_answered(unsent: &Unsent) -> bool {
    unsent.failure.code == FailureCode::ServiceAnswered && unsent.again == Again::Later(None)
}

/// What becomes of a request that had no success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is tried again after this time.
    Again {
        /// How long to wait.
        after: Duration,
        /// How long the requests behind it wait too, if they do.
        stops_lane: Option<Duration>,
    },
    /// It is not tried any more.
    Parked {
        /// Whether it is because it took too long.
        gave_up: bool,
    },
}

/// A try of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Try {
    /// Whether it is the only one.
    pub once: bool,
    /// When the request came to be owed.
    pub created: Timestamp,
    /// How many tries there were before it.
    pub attempts: u32,
    /// Whether it was to find out if the service is there.
    pub probes: bool,
}

/// Says what becomes of a request that was tried in vain. `lately` is how it went in the lane, this one included. `jitter` is
/// a random number from 0 to 1.
pub(crate) fn fate(unsent: &Unsent, tried: Try, lately: Lately, now: Timestamp, jitter: f64) -> Fate {
    let Try { once, created, attempts, probes } = tried;
    let Again::Later(asked) = unsent.again else { return Fate::Parked { gave_up: false } };
    if once {
        return Fate::Parked { gave_up: false };
    }
    if now.duration_since(created) >= PATIENCE {
        return Fate::Parked { gave_up: true };
    }
    let after = asked.unwrap_or_else(|| back_off(attempts, jitter));
    let stops_lane = match asked {
        Some(asked) => Some(asked),
        None if is_answered(unsent) => lately.choked.checked_sub(BAD_IN_A_ROW).map(|more| back_off(more, jitter)),
        None if attempts + 1 >= SUSPICIOUS && !probes => None,
        None => Some(back_off(lately.silent.saturating_sub(1), jitter)),
    };
    Fate::Again { after, stops_lane }
}

/// A second, doubled up to a quarter of an hour, and anywhere in the upper half of it.
fn back_off(attempts: u32, jitter: f64) -> Duration {
    let whole = FIRST.saturating_mul(1 << attempts.min(20)).min(LONGEST);
    whole / 2 + (whole / 2).mul_f64(jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Failure;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_795_426_200 + seconds).expect("a time")
    }

    fn unsent(code: FailureCode, again: Again) -> Unsent {
        Unsent { failure: Failure::new(code, ""), again }
    }

    fn tried(once: bool, attempts: u32, probes: bool) -> Try {
        Try { once, created: at(0), attempts, probes }
    }

    fn silent(times: u32) -> Lately {
        Lately { silent: times, choked: 0 }
    }

    #[test]
    fn each_try_waits_longer_for_a_day_unless_the_service_says_when() {
        let away = unsent(FailureCode::ServiceUnreachable, Again::Later(None));
        let seconds = |seconds| Duration::from_secs(seconds);
        for (attempts, after) in [(0, 1), (1, 2), (5, 32), (9, 512), (10, 900), (40, 900)] {
            let fate = fate(&away, tried(false, attempts, true), silent(attempts + 1), at(60), 1.0);
            assert_eq!(fate, Fate::Again { after: seconds(after), stops_lane: Some(seconds(after)) }, "attempt {attempts}");
        }
        assert_eq!(fate(&away, tried(false, 1, false), silent(2), at(60), 0.0), Fate::Again { after: seconds(1), stops_lane: Some(seconds(1)) });
        let asked = unsent(FailureCode::ServiceAnswered, Again::Later(Some(seconds(77))));
        assert_eq!(fate(&asked, tried(false, 3, false), silent(1), at(60), 0.5), Fate::Again { after: seconds(77), stops_lane: Some(seconds(77)) });
        assert_eq!(fate(&away, tried(false, 96, false), silent(97), at(24 * 3600), 1.0), Fate::Parked { gave_up: true });
        assert_eq!(fate(&away, tried(true, 0, false), silent(1), at(0), 1.0), Fate::Parked { gave_up: false });
    }

    #[test]
    fn one_bad_request_lets_the_others_pass_and_three_do_not() {
        let choked = unsent(FailureCode::ServiceAnswered, Again::Later(None));
        for (bad_in_a_row, stops) in [(1, None), (2, None), (3, Some(1)), (7, Some(16))] {
            let lately = Lately { choked: bad_in_a_row, silent: 0 };
            let expected = Fate::Again { after: Duration::from_secs(1), stops_lane: stops.map(Duration::from_secs) };
            assert_eq!(fate(&choked, tried(false, 0, false), lately, at(1), 1.0), expected, "{bad_in_a_row}");
        }
        let refused = unsent(FailureCode::ServiceAnswered, Again::Never);
        assert_eq!(fate(&refused, tried(false, 0, false), Lately::default(), at(1), 1.0), Fate::Parked { gave_up: false });
    }

    #[test]
    fn the_one_behind_finds_out_whether_it_is_the_service_that_hangs() {
        let hangs = unsent(FailureCode::TimedOut, Again::Later(None));
        let stops = |attempts, lately, probes| matches!(fate(&hangs, tried(false, attempts, probes), lately, at(1), 1.0), Fate::Again { stops_lane: Some(_), .. });
        assert!(stops(0, silent(1), false) && stops(1, silent(2), false), "it may be back in a moment");
        assert!(!stops(2, silent(3), false), "the next one is tried");
        assert!(stops(0, silent(4), true), "and it hangs, too");
    }

    #[test]
    fn a_request_that_is_tried_again_counts_once() {
        let choked = unsent(FailureCode::ServiceAnswered, Again::Later(None));
        let away = unsent(FailureCode::ServiceUnreachable, Again::Later(None));
        let lately = Lately::default().after(Err(&choked), 0).after(Err(&choked), 1).after(Err(&choked), 2);
        assert_eq!(lately, Lately { choked: 1, silent: 0 });
        assert_eq!(lately.after(Err(&choked), 0).after(Err(&away), 5), Lately { choked: 2, silent: 1 });
        assert_eq!(lately.after(Ok(()), 0), Lately::default());
    }
}
