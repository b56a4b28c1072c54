//! What is known of the calls of a line, to be kept in case the program ends before they do.
//!
//! Whoever is told it at the next start knows which states were told before, so that what follows is true and new as if
//! nothing had been in between: the first snapshot is one after an outage.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Lines;
use crate::{Call, Line, LineId};

/// How long a call that is over is worth keeping: what the system writes down of it comes soon after.
const WORTH_KEEPING: SignedDuration = SignedDuration::from_mins(30);

/// The calls of a line, with what was told of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    line: LineId,
    at: Timestamp,
    calls: Vec<Call>,
}

impl Memory {
    /// Puts together what was kept of a line, call by call, and was true at a moment.
    pub fn new(line: LineId, at: Timestamp, mut calls: Vec<Call>) -> Self {
        calls.sort_by_key(|call| call.started);
        Self { line, at, calls }
    }

    /// Returns the line it is of.
    pub fn line(&self) -> &LineId {
        &self.line
    }

    /// Returns when it was true.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns the calls.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }
}

impl Lines {
    /// Returns the calls of a line that are worth keeping; nothing of a line that was never heard.
    pub fn worth_keeping(&self, id: &LineId, now: Timestamp) -> Option<Vec<&Call>> {
        let line = self.lines.get(id)?;
        Some(line.calls.iter().filter(|call| call.is_worth_keeping(now)).collect())
    }

    /// Returns the calls of a line that may have changed since this was last asked, worth keeping or not; nothing if any may
    /// have, or if some may be gone.
    pub fn take_changed(&mut self, id: &LineId) -> Option<Vec<&Call>> {
        Some(self.lines.get_mut(id)?.calls.take_changed()?.collect())
    }

    /// Takes in what was known of a line when the program ended. What is heard already stays.
    pub fn recall(&mut self, memory: Memory) {
        let Memory { line: id, calls, .. } = memory;
        let line = self.lines.entry(id.clone()).or_insert_with(|| Line::new(id));
        if line.heard || !line.calls.is_empty() {
            return;
        }
        line.heard = true;
        line.calls = calls.into();
        for call in line.calls.iter_mut() {
            // What an end was waiting for is not coming any more: it is told when the next snapshot does not list the call.
            if call.is_over() && !call.end_told {
                super::progress::revive(call);
            }
        }
    }
}

impl Call {
    /// Returns whether the next start is to know of it. What is still to be told of is kept, however long ago: nobody else
    /// knows of it.
    pub fn is_worth_keeping(&self, now: Timestamp) -> bool {
        !self.is_told() || now.duration_since(self.ended.unwrap_or(self.started)) < WORTH_KEEPING
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CallId, CallMoment, CallReport, Party, Personality, PhoneNumber, ReportedState, Step, Update, What};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_763_845_200 + seconds).expect("a time")
    }

    fn anna() -> LineId {
        LineId::new("anna@example.com")
    }

    fn report(id: &str, step: Step, state: ReportedState) -> CallReport {
        let remote = Party { number: PhoneNumber::parse("+442079460958"), ..Party::default() };
        let answered = matches!(state, ReportedState::Active | ReportedState::Released).then(|| at(5));
        CallReport { remote, started: Some(at(0)), answered, ..CallReport::new(CallId::new(id), step, Personality::Terminator, state) }
    }

    fn moments(changes: Vec<crate::Change>) -> Vec<(CallMoment, bool)> {
        changes
            .into_iter()
            .map(|change| match change.what {
                What::Call { moment, .. } => (moment, change.late),
                what => panic!("no call: {what:?}"),
            })
            .collect()
    }

    fn snapshot(calls: Vec<CallReport>) -> Update {
        Update::Snapshot { line: anna(), calls, hook: None }
    }

    /// The same lines after the program was ended and started again.
    fn restarted(lines: &Lines, now: Timestamp) -> Lines {
        let calls = lines.worth_keeping(&anna(), now).expect("a line").into_iter().cloned().collect();
        let kept = serde_json::to_string(&Memory::new(anna(), now, calls)).expect("JSON");
        let mut lines = Lines::default();
        lines.recall(serde_json::from_str(&kept).expect("a memory"));
        lines
    }

    #[test]
    fn after_a_restart_only_what_was_not_told_is_told() {
        let mut lines = Lines::default();
        lines.apply(snapshot(vec![]), at(0));
        let heard = lines.apply(Update::Call { line: anna(), report: Box::new(report("1", Step::Updated, ReportedState::Alerting)) }, at(0));
        assert_eq!(moments(heard), [(CallMoment::Ringing, false)]);

        let mut lines = restarted(&lines, at(3));
        assert_eq!(moments(lines.apply(snapshot(vec![report("1", Step::Listed, ReportedState::Alerting)]), at(4))), []);
        let mut lines = restarted(&lines, at(4));
        assert_eq!(moments(lines.apply(snapshot(vec![report("1", Step::Listed, ReportedState::Active)]), at(6))), [(CallMoment::Connected, false)]);
        let mut lines = restarted(&lines, at(7));
        assert_eq!(moments(lines.apply(snapshot(vec![report("1", Step::Listed, ReportedState::Active)]), at(8))), []);
        let mut lines = restarted(&lines, at(9));
        assert_eq!(moments(lines.apply(snapshot(vec![]), at(10))), [(CallMoment::Completed, true)], "it ended meanwhile");
        let mut lines = restarted(&lines, at(11));
        assert_eq!(moments(lines.apply(snapshot(vec![]), at(12))), []);
    }

    #[test]
    fn a_call_whose_end_is_to_be_told_is_not_forgotten_for_others_that_are_told() {
        let mut lines = Lines::default();
        lines.apply(snapshot(vec![]), at(0));
        lines.apply(Update::Call { line: anna(), report: Box::new(report("untold", Step::Updated, ReportedState::Alerting)) }, at(0));
        // It ended unheard, and the log will tell how.
        lines.apply(Update::LogFollows { line: anna() }, at(1));
        lines.apply(snapshot(vec![]), at(1));
        for id in 0..300 {
            let over = CallReport { ended: Some(at(10)), ..report(&id.to_string(), Step::Released, ReportedState::Released) };
            lines.apply(Update::Call { line: anna(), report: Box::new(over) }, at(10));
        }
        let mut lines = restarted(&lines, at(3600));
        assert_eq!(moments(lines.apply(snapshot(vec![]), at(3601))), [(CallMoment::Missed, true)]);
    }

    #[test]
    fn calls_that_are_long_over_are_not_kept() {
        let mut lines = Lines::default();
        lines.apply(snapshot(vec![]), at(0));
        for id in 0..10 {
            lines.apply(Update::Call { line: anna(), report: Box::new(report(&id.to_string(), Step::Answered, ReportedState::Active)) }, at(5));
            let over = CallReport { ended: Some(at(10)), ..report(&id.to_string(), Step::Released, ReportedState::Released) };
            lines.apply(Update::Call { line: anna(), report: Box::new(over) }, at(10));
        }
        lines.apply(Update::Call { line: anna(), report: Box::new(report("up", Step::Answered, ReportedState::Active)) }, at(11));
        assert_eq!(lines.worth_keeping(&anna(), at(20)).expect("a line").len(), 11);
        let later: Vec<_> = lines.worth_keeping(&anna(), at(10 + 31 * 60)).expect("a line").into_iter().map(|call| call.id.as_str()).collect();
        assert_eq!(later, ["up"]);
        assert_eq!(lines.worth_keeping(&LineId::new("nobody@example.com"), at(20)), None);
    }
}
