//! The calls of a line: a few that go on, and hundreds that are over and only remembered.

use std::collections::{BTreeSet, HashSet};
use std::ops::{Deref, Index, IndexMut};

use crate::{Call, CallId};

/// Calls in the order they were first heard of.
///
/// Everything that happens asks for one by its id and for those that go on; to look through all that are remembered takes
/// longer than all else that is done for an event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Calls {
    all: Vec<Call>,
    /// Every id of each of them.
    ids: HashSet<CallId>,
    /// Everything before this place is over.
    going_on_from: usize,
    changed: Changed,
}

/// Which calls were changed.
#[derive(Debug, Clone)]
enum Changed {
    /// Any of them, and some may be gone.
    Any,
    /// Those at these places, and no others.
    At(BTreeSet<usize>),
}

impl Default for Changed {
    fn default() -> Self {
        Self::At(BTreeSet::new())
    }
}

impl Changed {
    fn note(&mut self, place: usize) {
        if let Self::At(places) = self {
            places.insert(place);
        }
    }
}

impl Calls {
    pub(crate) fn push(&mut self, call: Call) {
        self.ids.extend(ids_of(&call).cloned());
        self.changed.note(self.all.len());
        self.all.push(call);
    }

    /// Returns the calls that may have changed since this was last asked; nothing if any may have, or if some may be gone.
    pub(crate) fn take_changed(&mut self) -> Option<impl Iterator<Item = &Call>> {
        match std::mem::take(&mut self.changed) {
            Changed::Any => None,
            Changed::At(places) => Some(places.into_iter().filter_map(|place| self.all.get(place))),
        }
    }

    /// Gives a call another id.
    pub(crate) fn call_also(&mut self, place: usize, id: CallId) {
        self.ids.insert(id.clone());
        self[place].alias = Some(id);
    }

    /// Returns the place of a call by any of its ids.
    pub(crate) fn place_of(&self, id: &CallId) -> Option<usize> {
        // Most that is asked for is new, or among the last.
        if self.ids.contains(id) { self.all.iter().rposition(|call| call.is_called(id)) } else { None }
    }

    /// Returns the calls that are not over, with their places.
    pub(crate) fn going_on(&self) -> impl Iterator<Item = (usize, &Call)> {
        self.all.iter().enumerate().skip(self.going_on_from).filter(|(_, call)| !call.is_over())
    }

    /// Notes that nothing is being changed any more, so that what is over is not looked through again.
    pub(crate) fn come_to_rest(&mut self) {
        self.going_on_from += self.all[self.going_on_from..].iter().take_while(|call| call.is_over()).count();
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Call> {
        (self.going_on_from, self.changed) = (0, Changed::Any);
        self.all.iter_mut()
    }

    /// Forgets what is not to be kept.
    pub(crate) fn retain(&mut self, mut is_kept: impl FnMut(&Call) -> bool) {
        let Self { all, ids, going_on_from, changed } = self;
        all.retain(|call| {
            let kept = is_kept(call);
            for id in ids_of(call).filter(|_| !kept) {
                ids.remove(id);
            }
            kept
        });
        (*going_on_from, *changed) = (0, Changed::Any);
    }
}

/// Returns every id of a call: no other one has any of them.
fn ids_of(call: &Call) -> impl Iterator<Item = &CallId> {
    call.alias.iter().chain([&call.id])
}

impl From<Vec<Call>> for Calls {
    fn from(all: Vec<Call>) -> Self {
        let ids = all.iter().flat_map(ids_of).cloned().collect();
        Self { all, ids, going_on_from: 0, changed: Changed::Any }
    }
}

impl Deref for Calls {
    type Target = [Call];

    fn deref(&self) -> &[Call] {
        &self.all
    }
}

impl Index<usize> for Calls {
    type Output = Call;

    fn index(&self, place: usize) -> &Call {
        &self.all[place]
    }
}

impl IndexMut<usize> for Calls {
    fn index_mut(&mut self, place: usize) -> &mut Call {
        // It may be taken up again.
        self.going_on_from = self.going_on_from.min(place);
        self.changed.note(place);
        &mut self.all[place]
    }
}

impl PartialEq for Calls {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{CallState, Direction, LineId, Party};

    fn call(id: &str) -> Call {
        Call::new(CallId::new(id), LineId::new("anna@example.org"), Direction::Incoming, Party::default(), Timestamp::UNIX_EPOCH)
    }

    fn going_on(calls: &Calls) -> Vec<usize> {
        calls.going_on().map(|(place, _)| place).collect()
    }

    #[test]
    fn calls_are_found_by_any_id_however_they_came_and_whatever_went() {
        let mut calls = Calls::from(vec![call("1"), call("2")]);
        calls.push(call("3"));
        calls.call_also(1, CallId::new("two"));
        for (id, place) in [("1", Some(0)), ("2", Some(1)), ("two", Some(1)), ("3", Some(2)), ("4", None)] {
            assert_eq!(calls.place_of(&CallId::new(id)), place, "{id}");
        }
        calls.retain(|call| call.id.as_str() != "1");
        for (id, place) in [("1", None), ("two", Some(0)), ("3", Some(1))] {
            assert_eq!(calls.place_of(&CallId::new(id)), place, "{id} later");
        }
    }

    #[test]
    fn those_that_go_on_are_found_behind_and_among_those_that_are_over() {
        let mut calls = Calls::from((0..6).map(|id| call(&id.to_string())).collect::<Vec<_>>());
        for over in [0, 1, 3] {
            calls[over].state = CallState::Terminated;
            calls.come_to_rest();
        }
        assert_eq!(going_on(&calls), [2, 4, 5]);
        // One is taken up again that was given up too soon.
        calls[1].state = CallState::Ringing;
        assert_eq!(going_on(&calls), [1, 2, 4, 5]);
        calls.come_to_rest();
        assert_eq!(going_on(&calls), [1, 2, 4, 5]);
        calls.iter_mut().for_each(|call| call.state = CallState::Ringing);
        assert_eq!(going_on(&calls), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn what_changed_is_told_once_and_any_may_have_where_some_may_be_gone() {
        let changed = |calls: &mut Calls| calls.take_changed().map(|calls| calls.map(|call| call.id.to_string()).collect::<Vec<_>>());
        let mut calls = Calls::from(vec![call("0"), call("1")]);
        assert_eq!(changed(&mut calls), None);
        calls.push(call("2"));
        calls[0].state = CallState::Ringing;
        calls[0].state = CallState::Connected;
        assert_eq!(changed(&mut calls), Some(vec!["0".to_owned(), "2".to_owned()]));
        calls.come_to_rest();
        assert_eq!(changed(&mut calls), Some(Vec::new()));
        calls.call_also(1, CallId::new("one"));
        assert_eq!(changed(&mut calls), Some(vec!["1".to_owned()]));
        calls.retain(|call| call.id.as_str() != "0");
        calls[0].state = CallState::Ringing;
        assert_eq!(changed(&mut calls), None);
        calls.iter_mut().for_each(|call| call.state = CallState::Connected);
        assert_eq!(changed(&mut calls), None);
        assert_eq!(changed(&mut calls), Some(Vec::new()));
    }
}
