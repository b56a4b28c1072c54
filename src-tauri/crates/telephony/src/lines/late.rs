//! Calls that came and went while nobody could hear them, as the system wrote them down.
//!
//! The system's entries have ids of their own, so an entry is told from a call that was heard by its time and its
//! number. Both times are the server's.

use jiff::{SignedDuration, Timestamp};

use crate::{Call, CallId, CallState, Change, Direction, Line, LogKind, LoggedCall, Outcome, PhoneNumber};

/// How far an entry's time may be from that of the call it is of: some systems write the end down, some the beginning.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(5);

/// How the ids begin of calls that were only ever written down.
const WRITTEN: &str = "log:";

/// Numbers are written down with and without prefixes; so many last digits tell them apart.
const TELLING_DIGITS: usize = 6;

impl Line {
    /// Takes in what the system wrote down, and returns what nobody has heard of yet.
    pub(super) fn hear_log(&mut self, mut logged: Vec<LoggedCall>, now: Timestamp) -> Vec<Change> {
        self.log_follows = false;
        logged.sort_by_key(|entry| entry.at);
        let mut changes = Vec::new();
        // An entry is of one call: of two calls of one caller in a row, each has its own.
        let mut taken = Vec::new();
        for entry in logged {
            let can_be = (0..self.calls.len()).filter(|index| !taken.contains(index) && is_of(&entry, &self.calls[*index]));
            let known = can_be.min_by_key(|index| distance(&entry, &self.calls[*index]));
            let Some(index) = known else {
                taken.push(self.calls.len());
                self.calls.push(written_down(self, &entry));
                changes.extend(self.fire_end(self.calls.len() - 1, now, true, false));
                continue;
            };
            taken.push(index);
            // What is only looked at does not count as changed.
            if self.calls[index].written_as.as_ref() != Some(&entry.id) {
                self.calls[index].written_as = Some(entry.id.clone());
            }
            if self.calls[index].awaits_log && entry.kind == LogKind::Received {
                self.calls[index].outcome = Some(Outcome::Answered);
            }
        }
        for index in 0..self.calls.len() {
            if self.calls[index].awaits_log {
                self.calls[index].awaits_log = false;
                changes.extend(self.fire_end(index, now, true, false));
            }
        }
        for _ in &changes {
            self.forget_old_calls();
        }
        changes
    }
}

fn is_of(entry: &LoggedCall, call: &Call) -> bool {
    // What was only ever written down is told by its own id.
    if call.id.as_str().starts_with(WRITTEN) {
        return call.id == id(entry);
    }
    // What was read earlier may have been of this one already.
    if call.written_as.as_ref().is_some_and(|written| *written != entry.id) {
        return false;
    }
    // Nobody has missed a call that still rings.
    if entry.kind == LogKind::Missed && !call.is_over() {
        return false;
    }
    let same_way = (call.direction == Direction::Outgoing) == (entry.kind == LogKind::Placed);
    let after = entry.at.duration_since(call.started);
    let near = |time: Timestamp| entry.at.duration_since(time).abs() <= TOLERANCE;
    // Of one that ended unheard, nobody knows when.
    let same_time = near(call.started) || call.ended.is_some_and(near) || (call.awaits_log && after >= -TOLERANCE);
    same_way && same_time && same_number(entry.remote.number.as_ref(), call.remote.tel())
}

/// Returns how far an entry's time is from that of a call it can be of, none where it is known to be of it.
fn distance(entry: &LoggedCall, call: &Call) -> SignedDuration {
    if call.written_as.as_ref() == Some(&entry.id) {
        return SignedDuration::ZERO;
    }
    let from = |time: Timestamp| entry.at.duration_since(time).abs();
    call.ended.map_or_else(|| from(call.started), |ended| from(ended).min(from(call.started)))
}

/// Returns whether two numbers can be one. What is not known does not speak against it.
fn same_number(one: Option<&PhoneNumber>, other: Option<&PhoneNumber>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let last = |number: &PhoneNumber| number.digits().chars().rev().take(TELLING_DIGITS).collect::<String>();
    last(one) == last(other)
}

fn id(entry: &LoggedCall) -> CallId {
    CallId::new(format!("{WRITTEN}{}", entry.id))
}

fn written_down(line: &Line, entry: &LoggedCall) -> Call {
    let (direction, outcome) = match entry.kind {
        LogKind::Placed => (Direction::Outgoing, None),
        LogKind::Received => (Direction::Incoming, Some(Outcome::Answered)),
        LogKind::Missed => (Direction::Incoming, Some(Outcome::NoAnswer)),
    };
    Call {
        state: CallState::Terminated,
        outcome,
        is_stamped: true,
        was_answered: entry.kind == LogKind::Received,
        ..Call::new(id(entry), line.id.clone(), direction, entry.remote.clone(), entry.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CallMoment, CallReport, LineId, Lines, Party, Personality, ReportedState, Step, Update, What};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_763_845_200 + seconds).expect("a time")
    }

    fn entry(id: &str, kind: LogKind, number: &str, seconds: i64) -> LoggedCall {
        LoggedCall { id: id.to_owned(), kind, remote: Party { number: PhoneNumber::parse(number), ..Party::default() }, at: at(seconds) }
    }

    fn anna() -> LineId {
        LineId::new("anna@example.com")
    }

    fn heard(id: &str, number: &str, started: i64, ended: Option<i64>) -> Update {
        let state = if ended.is_some() { ReportedState::Released } else { ReportedState::Alerting };
        let report = CallReport {
            remote: Party { number: PhoneNumber::parse(number), ..Party::default() },
            started: Some(at(started)),
            ended: ended.map(at),
            ..CallReport::new(CallId::new(id), Step::Updated, Personality::Terminator, state)
        };
        Update::Call { line: anna(), report: Box::new(report) }
    }

    fn log(lines: &mut Lines, entries: &[LoggedCall]) -> Vec<(CallMoment, bool, Option<SignedDuration>)> {
        let changes = lines.apply(Update::Logged { line: anna(), calls: entries.to_vec() }, at(1000));
        let moment = |change: Change| match change.what {
            What::Call { moment, call } => (moment, change.late, call.duration()),
            What::Device { .. } | What::Connection { .. } => panic!("{change:?}"),
        };
        changes.into_iter().map(moment).collect()
    }

    #[test]
    fn what_was_written_down_while_nobody_listened_is_late_news_once() {
        let mut lines = Lines::default();
        let entries = [entry("3", LogKind::Missed, "+442079460958", 30), entry("1", LogKind::Received, "4017", 10), entry("2", LogKind::Placed, "0301234567", 20)];
        let expected = [(CallMoment::Completed, true, None), (CallMoment::Completed, true, None), (CallMoment::Missed, true, Some(SignedDuration::ZERO))];
        assert_eq!(log(&mut lines, &entries), expected);
        assert_eq!(log(&mut lines, &entries), []);
        assert!(lines.get(&anna()).is_some_and(|line| line.calls().next().is_none()), "nothing rings");
    }

    #[test]
    fn a_call_that_was_heard_is_no_news() {
        for (started, ended, logged, number, news) in [
            (0, Some(20), 0, "+442079460958", 0),
            (0, Some(20), 20, "02079460958", 0),
            (0, Some(20), 26, "+442079460958", 1),
            (0, Some(20), -6, "+442079460958", 1),
            (0, None, 3, "+442079460958", 1),
            (0, None, 500, "+442079460958", 1),
            (0, Some(20), 10, "+442079460958", 1),
            (0, Some(20), 1, "+442079460000", 1),
            (0, Some(20), 1, "", 0),
        ] {
            let mut lines = Lines::default();
            lines.apply(heard("callhalf-1:0", "+442079460958", started, ended), at(started));
            assert_eq!(log(&mut lines, &[entry("1", LogKind::Missed, number, logged)]).len(), news, "{started} {ended:?} {logged} {number}");
        }
    }

    #[test]
    fn what_became_of_a_call_that_rang_when_hearing_ended_is_said_once_the_log_is_read() {
        for (entries, moment, outcome) in [
            (vec![entry("1", LogKind::Received, "+442079460958", 0)], CallMoment::Completed, Outcome::Answered),
            (vec![entry("1", LogKind::Missed, "+442079460958", 0)], CallMoment::Missed, Outcome::NoAnswer),
            (vec![], CallMoment::Missed, Outcome::NoAnswer),
        ] {
            let mut lines = Lines::default();
            lines.apply(heard("callhalf-1:0", "+442079460958", 0, None), at(0));
            lines.apply(Update::LogFollows { line: anna() }, at(60));
            let gone = lines.apply(Update::Snapshot { line: anna(), calls: Vec::new(), hook: None }, at(60));
            assert_eq!(gone, [], "nobody knows yet");
            assert!(lines.get(&anna()).is_some_and(|line| line.calls().next().is_none()), "but it does not ring any more");
            let changes = lines.apply(Update::Logged { line: anna(), calls: entries }, at(65));
            let told: Vec<_> =
                changes.iter().map(|change| if let What::Call { moment, call } = &change.what { (*moment, call.outcome, change.late) } else { panic!("{change:?}") }).collect();
            assert_eq!(told, [(moment, Some(outcome), true)]);
        }
    }

    #[test]
    fn two_calls_of_one_caller_within_a_moment_are_two() {
        let mut lines = Lines::default();
        assert_eq!(log(&mut lines, &[entry("1", LogKind::Missed, "4017", 0), entry("2", LogKind::Missed, "4017", 4)]).len(), 2);
        assert_eq!(log(&mut lines, &[entry("3", LogKind::Missed, "4017", 2), entry("1", LogKind::Missed, "4017", 0)]).len(), 1);
    }

    #[test]
    fn a_call_that_was_answered_may_be_written_down_before_it_is_over() {
        let mut lines = Lines::default();
        lines.apply(heard("callhalf-1:0", "4017", 0, None), at(0));
        assert_eq!(log(&mut lines, &[entry("1", LogKind::Received, "4017", 2)]), []);
    }

    #[test]
    fn a_call_that_ended_unheard_takes_one_entry_and_no_other_for_ever() {
        let mut lines = Lines::default();
        let answered = |update: Update| match update {
            Update::Call { line, mut report } => {
                (report.state, report.answered) = (ReportedState::Active, Some(at(2)));
                Update::Call { line, report }
            }
            other => other,
        };
        lines.apply(answered(heard("callhalf-1:0", "+442079460958", 0, None)), at(2));
        lines.apply(Update::LogFollows { line: anna() }, at(60));
        assert_eq!(lines.apply(Update::Snapshot { line: anna(), calls: Vec::new(), hook: None }, at(60)), []);
        let entries = [entry("1", LogKind::Received, "+442079460958", 40), entry("2", LogKind::Missed, "+442079460958", 50)];
        assert_eq!(log(&mut lines, &entries).iter().map(|(moment, ..)| *moment).collect::<Vec<_>>(), [CallMoment::Missed, CallMoment::Completed]);
        assert_eq!(log(&mut lines, &[entry("3", LogKind::Missed, "+442079460958", 300)]).len(), 1, "the same caller again");
    }

    #[test]
    fn what_a_busy_line_heard_in_the_last_minutes_is_no_news() {
        let mut lines = Lines::default();
        let mut entries = Vec::new();
        for call in 0..400 {
            let (number, start) = (format!("+4420794{call:05}"), i64::from(call));
            lines.apply(heard(&format!("callhalf-1:{call}"), &number, start, Some(start + 1)), at(start));
            entries.push(entry(&call.to_string(), LogKind::Missed, &number, start));
        }
        assert_eq!(log(&mut lines, &entries), []);
    }

    #[test]
    fn calls_whose_end_is_still_to_be_told_are_not_forgotten_for_new_ones() {
        let mut lines = Lines::default();
        for call in 0..200 {
            lines.apply(heard(&format!("callhalf-1:{call}"), &format!("+4420794{call:05}"), 0, None), at(0));
        }
        lines.apply(Update::LogFollows { line: anna() }, at(60));
        assert_eq!(lines.apply(Update::Snapshot { line: anna(), calls: Vec::new(), hook: None }, at(60)), []);
        for call in 0..100 {
            lines.apply(heard(&format!("callhalf-2:{call}"), &format!("+4930{call:06}"), 61, None), at(61));
        }
        assert_eq!(log(&mut lines, &[]).len(), 200);
    }

    #[test]
    fn of_two_calls_of_one_caller_in_a_row_the_one_that_was_not_heard_is_news() {
        let mut lines = Lines::default();
        lines.apply(heard("callhalf-1:0", "+442079460958", 0, Some(3)), at(0));
        let entries = [entry("1", LogKind::Missed, "+442079460958", 0), entry("2", LogKind::Missed, "+442079460958", 6)];
        assert_eq!(log(&mut lines, &entries).len(), 1);

        // The same, where the log is read in between.
        let mut lines = Lines::default();
        lines.apply(heard("callhalf-1:0", "+442079460958", 0, Some(3)), at(0));
        assert_eq!(log(&mut lines, &entries[..1]), []);
        assert_eq!(log(&mut lines, &entries[1..]).len(), 1);
        assert_eq!(log(&mut lines, &entries), [], "what is read again is no news");

        // Both were heard, and the log tells of the second one first.
        let mut lines = Lines::default();
        lines.apply(heard("callhalf-1:0", "+442079460958", 0, Some(4)), at(0));
        lines.apply(heard("callhalf-2:0", "+442079460958", 6, Some(60)), at(6));
        assert_eq!(log(&mut lines, &entries[1..]), []);
        assert_eq!(log(&mut lines, &entries[..1]), []);
    }
}
