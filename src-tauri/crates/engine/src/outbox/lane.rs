//! When a lane of the outbox goes on: pure, with time as an argument.
//!
//! A lane is what one action of one custom event owes, in order. A service that does not answer stops its lane until the
//! next try, so that what is owed arrives in order; a single request that the service chokes on does not, so that the rest
//! gets past it. What can't succeed is parked and never in the way.

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

/// What becomes of a request that had no success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is tried again after this time.
    Again {
        /// How long to wait.
        after: Duration,
        /// Whether the requests behind it wait too.
        stops_lane: bool,
    },
    /// It is not tried any more.
    Parked {
        /// Whether it is because it took too long.
        gave_up: bool,
    },
}

/// Says what becomes of a request. `attempts` were made before this one, `bad_in_a_row` requests of the lane failed since
/// one succeeded, this one not included. `jitter` is a random number from 0 to 1.
pub(crate) fn fate(unsent: &Unsent, once: bool, created: Timestamp, attempts: u32, bad_in_a_row: u32, now: Timestamp, jitter: f64) -> Fate {
    let Again::Later(asked) = unsent.again else { return Fate::Parked { gave_up: false } };
    if once {
        return Fate::Parked { gave_up: false };
    }
    if now.duration_since(created) >= PATIENCE {
        return Fate::Parked { gave_up: true };
    }
    let answered = unsent.failure.code == FailureCode::ServiceAnswered && asked.is_none();
    Fate::Again { after: asked.unwrap_or_else(|| back_off(attempts, jitter)), stops_lane: !answered || bad_in_a_row + 1 >= BAD_IN_A_ROW }
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

    #[test]
    fn each_try_waits_longer_for_a_day_unless_the_service_says_when() {
        let away = unsent(FailureCode::ServiceUnreachable, Again::Later(None));
        for (attempts, seconds) in [(0, 1), (1, 2), (5, 32), (9, 512), (10, 900), (40, 900)] {
            let fate = fate(&away, false, at(0), attempts, 0, at(60), 1.0);
            assert_eq!(fate, Fate::Again { after: Duration::from_secs(seconds), stops_lane: true }, "attempt {attempts}");
        }
        assert_eq!(fate(&away, false, at(0), 3, 0, at(60), 0.0), Fate::Again { after: Duration::from_secs(4), stops_lane: true });
        let asked = unsent(FailureCode::ServiceAnswered, Again::Later(Some(Duration::from_secs(77))));
        assert_eq!(fate(&asked, false, at(0), 3, 0, at(60), 0.5), Fate::Again { after: Duration::from_secs(77), stops_lane: true });
        assert_eq!(fate(&away, false, at(0), 96, 0, at(24 * 3600), 1.0), Fate::Parked { gave_up: true });
        assert_eq!(fate(&away, true, at(0), 0, 0, at(0), 1.0), Fate::Parked { gave_up: false });
    }

    #[test]
    fn one_bad_request_lets_the_others_pass_and_three_do_not() {
        let choked = unsent(FailureCode::ServiceAnswered, Again::Later(None));
        for (bad_in_a_row, stops) in [(0, false), (1, false), (2, true), (7, true)] {
            let fate = fate(&choked, false, at(0), 0, bad_in_a_row, at(1), 1.0);
            assert_eq!(fate, Fate::Again { after: Duration::from_secs(1), stops_lane: stops }, "{bad_in_a_row}");
        }
        let refused = unsent(FailureCode::ServiceAnswered, Again::Never);
        assert_eq!(fate(&refused, false, at(0), 0, 0, at(1), 1.0), Fate::Parked { gave_up: false });
    }
}
