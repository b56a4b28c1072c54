//! What waits to see whether it is still so.
//!
//! It reads no clock: whoever holds it asks when the next is due, and comes back then.

use std::time::Instant;

use telephony::Change;

use crate::is_undone;

/// What waits, each for a while, in the order it came.
#[derive(Debug)]
pub struct Waits<T>(Vec<Wait<T>>);

#[derive(Debug)]
struct Wait<T> {
    change: Change,
    due: Instant,
    payload: T,
}

impl<T> Default for Waits<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Waits<T> {
    /// Lets something wait until `due` for what `change` told to be still so.
    pub fn push(&mut self, change: Change, due: Instant, payload: T) {
        self.0.push(Wait { change, due, payload });
    }

    /// Returns, and lets go, what waits in vain once `change` is told: it is no longer so.
    pub fn undone_by(&mut self, change: &Change) -> Vec<T> {
        self.take(|wait| is_undone(&wait.change, change))
    }

    /// Returns when the next is due, if anything waits.
    pub fn due(&self) -> Option<Instant> {
        self.0.iter().map(|wait| wait.due).min()
    }

    /// Returns, and lets go, what has waited long enough: the one that was due first comes first.
    pub fn take_due(&mut self, now: Instant) -> Vec<T> {
        self.0.sort_by_key(|wait| wait.due);
        self.take(|wait| wait.due <= now)
    }

    /// Returns, and lets go, what is no longer to wait for another reason.
    pub fn take_where(&mut self, is_taken: impl Fn(&T) -> bool) -> Vec<T> {
        self.take(|wait| is_taken(&wait.payload))
    }

    fn take(&mut self, is_taken: impl Fn(&Wait<T>) -> bool) -> Vec<T> {
        self.0.extract_if(.., |wait| is_taken(wait)).map(|wait| wait.payload).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::sample;

    #[test]
    fn what_waits_is_due_in_its_time() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut waits = Waits::default();
        assert_eq!(waits.due(), None);
        for (seconds, payload) in [(30, "c"), (10, "a"), (20, "b"), (10, "a too")] {
            waits.push(sample::ringing_call(), at(seconds), payload);
        }
        for (seconds, taken, next) in [(9, vec![], Some(10)), (10, vec!["a", "a too"], Some(20)), (11, vec![], Some(20)), (60, vec!["b", "c"], None), (61, vec![], None)] {
            assert_eq!(waits.take_due(at(seconds)), taken, "after {seconds} s");
            assert_eq!(waits.due(), next.map(at), "after {seconds} s");
        }
    }

    #[test]
    fn what_is_no_longer_so_waits_no_longer() {
        let due = Instant::now();
        for (change, undone) in [
            (sample::ringing_call(), vec![]),
            (sample::completed_call(), vec!["ringing"]),
            (sample::at_tomasz(sample::completed_call()), vec!["ringing there"]),
            (sample::dnd_on(), vec![]),
        ] {
            let mut waits = Waits::default();
            waits.push(sample::ringing_call(), due, "ringing");
            waits.push(sample::at_tomasz(sample::ringing_call()), due, "ringing there");
            waits.push(sample::completed_call(), due, "completed");
            waits.push(sample::dnd_on(), due, "dnd");
            assert_eq!(waits.undone_by(&change), undone, "{change:?}");
            assert_eq!(waits.take_where(|_| true).len(), 4 - undone.len());
        }
    }

    #[test]
    fn what_is_not_wanted_any_more_can_be_taken() {
        let mut waits = Waits::default();
        for number in 0..6 {
            waits.push(sample::ringing_call(), Instant::now(), number);
        }
        assert_eq!(waits.take_where(|number| number % 2 == 0), [0, 2, 4]);
        assert_eq!(waits.take_where(|_| true), [1, 3, 5]);
        assert_eq!(waits.due(), None);
    }
}
