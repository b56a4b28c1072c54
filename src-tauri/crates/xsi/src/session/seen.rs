//! Which events came already. The server sends an event again if it misses our answer to it.

use std::collections::{HashMap, VecDeque};

/// How many events are remembered.
const REMEMBERED: usize = 10_000;

/// What is known of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// It is new.
    New,
    /// It was handed on and not taken in yet.
    Pending,
    /// It was answered.
    Answered,
}

/// The ids of the latest events.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Seen {
    order: VecDeque<String>,
    answered: HashMap<String, bool>,
}

impl Seen {
    pub(super) fn look(&self, id: &str) -> Sight {
        match self.answered.get(id) {
            None => Sight::New,
            Some(false) => Sight::Pending,
            Some(true) => Sight::Answered,
        }
    }

    pub(super) fn insert(&mut self, id: &str, answered: bool) {
        if self.answered.insert(id.to_owned(), answered).is_none() {
            self.order.push_back(id.to_owned());
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.answered.remove(&oldest);
        }
    }

    pub(super) fn taken(&mut self, id: &str) {
        if let Some(answered) = self.answered.get_mut(id) {
            *answered = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_events_are_remembered_and_no_more() {
        let mut seen = Seen::default();
        for number in 0..=REMEMBERED {
            seen.insert(&number.to_string(), false);
        }
        seen.taken("1");
        assert_eq!([seen.look("0"), seen.look("1"), seen.look("2")], [Sight::New, Sight::Answered, Sight::Pending]);
        assert_eq!((seen.order.len(), seen.answered.len()), (REMEMBERED, REMEMBERED));
    }
}
