//! The last real call, to try custom events on: who was on it, and how things stood at each thing that became true of it.

use std::collections::HashMap;

use custom_events::{Moment, Situation, Trigger};
use jiff::Timestamp;
use journal::{EntryKind, Query};
use telephony::{CallId, CallMoment, Change, LineId, Scope, What};

use super::{
    Controller, Done,
    trying::{call_of, example_call},
};
use crate::{host::Host, view::SampleCall};

/// How many calls are followed at a time. Of one beyond that it is not known afterwards how it went, as of one whose end
/// was never heard.
const FOLLOWED: usize = 64;

/// A call that was real.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LastCall {
    /// Who was on it.
    pub(super) sample: SampleCall,
    /// When it was heard of last.
    pub(super) at: Timestamp,
    /// What became true of it, and how things stood then. Of a call of an earlier run, nothing.
    steps: Vec<(Change, Situation)>,
}

impl LastCall {
    /// Returns what a trigger would have met of this call, and how things stood: the first of its states that the trigger
    /// waits for, or its last where there was none.
    pub(super) fn step_for(&self, trigger: &Trigger) -> Option<&(Change, Situation)> {
        let moments = trigger.moments();
        self.steps.iter().find(|(change, _)| moments.contains(&Moment::of(change))).or(self.steps.last())
    }
}

/// The calls that are followed, so that one of them can be the last.
#[derive(Debug, Default)]
pub(super) struct Followed {
    under_way: HashMap<(LineId, CallId), Vec<(Change, Situation)>>,
    last: Option<LastCall>,
}

impl Followed {
    /// Returns the last call that told enough to be tried on.
    pub(super) fn last(&self) -> Option<&LastCall> {
        self.last.as_ref()
    }

    /// Takes note of a change and of how things stood.
    fn note(&mut self, change: &Change, situation: &Situation) {
        let What::Call { call, moment } = &change.what else { return };
        let key = (change.line.clone(), call.id.clone());
        if self.under_way.len() >= FOLLOWED && !self.under_way.contains_key(&key) {
            self.forget_one();
        }
        let steps = self.under_way.entry(key.clone()).or_default();
        // What a call does over and over is tried on as it was the first time.
        if steps.iter().all(|(earlier, _)| Moment::of(earlier) != Moment::Call(*moment)) {
            steps.push((change.clone(), situation.clone()));
        }
        let is_wanted = tells_most(*moment) || self.last.as_ref().is_some_and(|last| last.is_of(&key));
        // Most of what becomes true of a call is not worth a copy of all that was before.
        let steps = if is_over(*moment) { self.under_way.remove(&key) } else { is_wanted.then(|| steps.clone()) };
        if is_wanted {
            self.last = Some(LastCall { sample: sample_of(change), at: change.at, steps: steps.unwrap_or_default() });
        }
    }

    /// Forgets the call nothing was heard of for longest.
    fn forget_one(&mut self) {
        let heard = |steps: &[(Change, Situation)]| steps.last().map(|(change, _)| change.at);
        let quietest = self.under_way.iter().min_by_key(|(_, steps)| heard(steps)).map(|(key, _)| key.clone());
        if let Some(key) = quietest {
            self.under_way.remove(&key);
        }
    }
}

impl LastCall {
    fn is_of(&self, (line, id): &(LineId, CallId)) -> bool {
        self.steps.first().is_some_and(|(change, _)| matches!(&change.what, What::Call { call, .. } if change.line == *line && call.id == *id))
    }
}

impl<H: Host> Controller<H> {
    /// Remembers a call to try on.
    pub(super) fn remember_call(&mut self, change: &Change, situation: &Situation) {
        self.followed.note(change, situation);
    }

    /// Looks up the last call of earlier, to try on until there is another one.
    pub(super) fn recall_last_call(&mut self) {
        let journal = self.journal.clone();
        self.tasks.spawn(async move {
            let last = Query { kinds: vec![EntryKind::Call], limit: 1, ..Query::default() };
            match journal.search(last).await {
                Ok(entries) => {
                    let call = entries.first().map(|found| LastCall { sample: call_of(&found.entry.details), at: found.entry.at, steps: Vec::new() });
                    Done::LastCall(call.map(Box::new))
                }
                Err(error) => {
                    tracing::error!(%error, "the last call can't be read");
                    Done::Nothing
                }
            }
        });
    }

    /// The last call of an earlier run is there to try on, if there was none since.
    pub(super) fn recalled_last_call(&mut self, call: Option<Box<LastCall>>) {
        let last = self.followed.last.take().or(call.map(|call| *call));
        self.followed.last = last;
    }
}

fn sample_of(change: &Change) -> SampleCall {
    let What::Call { call, .. } = &change.what else { return example_call() };
    SampleCall {
        name: call.remote.name.clone().unwrap_or_default(),
        tel: call.remote.tel().map(|number| number.as_str().to_owned()).unwrap_or_default(),
        withheld: call.remote.withheld,
        internal: call.scope() == Scope::Internal,
        seconds: call.duration().and_then(|talked| u32::try_from(talked.as_secs()).ok()).filter(|seconds| *seconds > 0).unwrap_or(example_call().seconds),
        direction: call.direction,
    }
}

/// Returns whether a call that reached this moment has told all there is to try on.
fn tells_most(moment: CallMoment) -> bool {
    matches!(moment, CallMoment::Ringing | CallMoment::Dialing | CallMoment::Completed | CallMoment::Missed)
}

fn is_over(moment: CallMoment) -> bool {
    matches!(moment, CallMoment::Completed | CallMoment::Missed | CallMoment::Forwarded)
}
