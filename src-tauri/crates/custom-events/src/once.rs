//! What was done for a call before, so that it is done once.
//!
//! A call is forgotten when it is over, but not at once: what its end triggers is still to be asked about.

use std::collections::{HashSet, VecDeque};

use telephony::{CallId, Change, LineId, What};

/// How many calls are remembered at most.
const CALLS: usize = 1000;

/// How many of them may be over.
const OVER: usize = 16;

/// Which custom events were done for which call.
#[derive(Debug, Default)]
pub struct Once(VecDeque<Done>);

#[derive(Debug)]
struct Done {
    line: LineId,
    call: CallId,
    is_over: bool,
    event_ids: HashSet<String>,
}

impl Once {
    /// Notes that a custom event is done for the call a change is about. What is about no call is not noted.
    pub fn note(&mut self, event_id: &str, change: &Change) {
        let What::Call { call, .. } = &change.what else { return };
        let (line, id) = (&change.line, &call.id);
        match self.0.iter_mut().find(|done| done.is_of(line, id)) {
            Some(done) => {
                done.event_ids.insert(event_id.to_owned());
                done.is_over |= call.is_over();
            }
            None => {
                self.0.push_back(Done { line: line.clone(), call: id.clone(), is_over: call.is_over(), event_ids: HashSet::from([event_id.to_owned()]) });
            }
        }
        self.forget();
    }

    /// Takes in what was done for a call before the program ended, unless something is known of it already.
    pub fn recall(&mut self, line: LineId, call: CallId, event_ids: HashSet<String>) {
        if !self.0.iter().any(|done| done.is_of(&line, &call)) {
            self.0.push_back(Done { line, call, is_over: false, event_ids });
            self.forget();
        }
    }

    /// Returns the ids of the custom events that were done for the call a change is about; see
    /// [`crate::Situation::already`].
    pub fn done_for(&mut self, change: &Change) -> HashSet<String> {
        let What::Call { call, .. } = &change.what else { return HashSet::new() };
        let Some(done) = self.0.iter_mut().find(|done| done.is_of(&change.line, &call.id)) else { return HashSet::new() };
        done.is_over |= call.is_over();
        let event_ids = done.event_ids.clone();
        self.forget();
        event_ids
    }

    /// Forgets the oldest that are over, and of too many that are not, the oldest.
    fn forget(&mut self) {
        let over = self.0.iter().filter(|done| done.is_over).count();
        if over > OVER
            && let Some(oldest) = self.0.iter().position(|done| done.is_over)
        {
            self.0.remove(oldest);
        }
        if self.0.len() > CALLS {
            self.0.pop_front();
        }
    }
}

impl Done {
    fn is_of(&self, line: &LineId, call: &CallId) -> bool {
        self.line == *line && self.call == *call
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn numbered(change: Change, number: usize) -> Change {
        let What::Call { moment, mut call } = change.what else { panic!("a call") };
        call.id = CallId::new(format!("call-{number}"));
        Change { what: What::Call { moment, call }, ..change }
    }

    #[test]
    fn what_was_done_for_a_call_is_known_of_that_call_on_that_line() {
        let mut once = Once::default();
        once.note("a", &sample::ringing_call());
        once.note("b", &sample::ringing_call());
        once.note("c", &sample::dnd_on());
        let both = HashSet::from(["a".to_owned(), "b".to_owned()]);
        for (change, done) in [
            (sample::ringing_call(), both.clone()),
            (sample::completed_call(), both),
            (numbered(sample::ringing_call(), 2), HashSet::new()),
            (sample::at_tomasz(sample::ringing_call()), HashSet::new()),
            (sample::dnd_on(), HashSet::new()),
        ] {
            assert_eq!(once.done_for(&change), done, "{change:?}");
        }
    }

    #[test]
    fn what_was_done_before_the_program_ended_is_recalled() {
        let mut once = Once::default();
        let change = sample::ringing_call();
        let What::Call { call, .. } = &change.what else { panic!("a call") };
        once.recall(change.line.clone(), call.id.clone(), HashSet::from(["a".to_owned()]));
        once.note("b", &change);
        assert_eq!(once.done_for(&sample::completed_call()), HashSet::from(["a".to_owned(), "b".to_owned()]));
        once.recall(change.line.clone(), call.id.clone(), HashSet::from(["c".to_owned()]));
        assert!(!once.done_for(&change).contains("c"), "what is known already is newer");
    }

    #[test]
    fn calls_that_are_over_are_forgotten_and_the_others_while_there_is_room() {
        let mut once = Once::default();
        let (ringing, over) = (|number| numbered(sample::ringing_call(), number), |number| numbered(sample::completed_call(), number));
        for number in 0..100 {
            once.note("a", &ringing(number));
        }
        for number in 0..50 {
            assert!(!once.done_for(&over(number)).is_empty(), "its end is still asked about: {number}");
        }
        assert_eq!(once.0.len(), 50 + OVER);
        assert!(once.done_for(&over(0)).is_empty() && !once.done_for(&over(49)).is_empty() && !once.done_for(&ringing(50)).is_empty());
        for number in 100..3000 {
            once.note("a", &ringing(number));
        }
        assert_eq!(once.0.len(), CALLS);
        assert!(once.done_for(&ringing(50)).is_empty() && !once.done_for(&ringing(2999)).is_empty());
    }
}
