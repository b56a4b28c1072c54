//! A pause of everything: until when it lasts, as a function of the time.

use jiff::{SignedDuration, Timestamp};

/// How long a pause is.
pub const PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// Returns when a pause that begins now is over.
pub fn begin(now: Timestamp) -> Timestamp {
    now.checked_add(PAUSE).unwrap_or(Timestamp::MAX)
}

/// Returns until when a pause still lasts, or nothing if it is over. None lasts longer than it would if it began now: the
/// clock may have been turned back meanwhile, and a file may hold anything.
pub fn still(until: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    until.filter(|until| *until > now).map(|until| until.min(begin(now)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_lasts_until_its_time_and_never_longer_than_an_hour_from_now() {
        let at = |minutes: i64| Timestamp::from_second(1_800_000_000 + minutes * 60).unwrap();
        for (until, now, expected) in [
            (None, 0, None),
            (Some(60), 0, Some(60)),
            (Some(60), 59, Some(60)),
            (Some(60), 60, None),
            (Some(60), 600, None),
            // The clock was turned back by two hours.
            (Some(60), -120, Some(-60)),
        ] {
            assert_eq!(still(until.map(at), at(now)), expected.map(at), "until {until:?}, at {now}");
        }
        assert_eq!(begin(at(0)), at(60));
        assert_eq!(begin(Timestamp::MAX), Timestamp::MAX);
    }
}
