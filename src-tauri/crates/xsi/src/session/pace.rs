//! What is asked for the lines of colleagues, one thing after the other.
//!
//! Servers count the requests of a user within a second, whatever they are for (3.2.3), and answer 503 to what is too
//! much. What concerns the own line, and the life of the channel, is said at once; everything for watched lines waits
//! here for its turn, most important first: hearing calls, then acknowledging what was heard of lines that were asked
//! for, then do-not-disturb, then looking after what is held. Only the acknowledgement of what happens to a call does not
//! wait: the server sets the pace of that.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use telephony::LineId;

use super::Command;
use crate::request::Package;

/// How long after a request the next one may go: 18 of them a second. Of the 20 that careful operators allow, two are left
/// for heartbeats and the own line; and 500 lines are asked for within 28 seconds.
const SPACING: Duration = Duration::from_millis(55);
/// How many requests asking for the calls of a line takes: for the list, for one call, and for the hook (3.5.4).
const LOOK: u32 = 3;
/// How long requests that did not wait for their turn may put the next one off that does.
const LONGEST: Duration = Duration::from_secs(1);
/// How many may be unanswered. The own line always has room beside them.
const UNANSWERED: usize = 3;

/// Commands for watched lines that wait.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Pace {
    next_at: Option<Instant>,
    /// Since when others put the next one off.
    put_off_since: Option<Instant>,
    /// How many wait for their answers, but for acknowledgements.
    unanswered: usize,
    calls: VecDeque<Command>,
    responses: VecDeque<Command>,
    looks: VecDeque<Command>,
    dnd: VecDeque<Command>,
    /// Whether the server did not have the patience to wait for acknowledgements until the rest was asked for.
    pub(super) responses_first: bool,
}

impl Pace {
    pub(super) fn push(&mut self, command: Command) {
        let lane = match &command {
            Command::Subscribe(_, Package::DoNotDisturb) => &mut self.dnd,
            Command::Subscribe(_, Package::AdvancedCall) => &mut self.calls,
            Command::Respond(..) => &mut self.responses,
            Command::Look(_) | Command::ReadLog(_) | Command::RefreshSubscription(_) | Command::Unsubscribe(_) => &mut self.looks,
            // Everything depends on these: they never wait.
            Command::Heartbeat(_) | Command::RefreshChannel(_) | Command::CloseChannel(_) => &mut self.calls,
        };
        lane.push_back(command);
    }

    /// Returns when the next one may go, if any waits.
    pub(super) fn wake_at(&self, now: Instant) -> Option<Instant> {
        let others = self.has_room() && ![&self.calls, &self.looks, &self.dnd].into_iter().all(VecDeque::is_empty);
        (others || !self.responses.is_empty()).then(|| self.next_at.unwrap_or(now))
    }

    /// Returns the next one, if its time has come.
    pub(super) fn next(&mut self, now: Instant) -> Option<Command> {
        if self.next_at.is_some_and(|at| now < at) {
            return None;
        }
        let room = self.has_room();
        let response = if self.responses_first || !room { self.responses.pop_front() } else { None };
        let others = |pace: &mut Self| pace.calls.pop_front().or_else(|| pace.responses.pop_front()).or_else(|| pace.dnd.pop_front()).or_else(|| pace.looks.pop_front());
        let command = response.or_else(|| if room { others(self) } else { None })?;
        self.put_off_since = None;
        self.unanswered += usize::from(!matches!(command, Command::Respond(..)));
        let requests = if matches!(command, Command::Look(_)) { LOOK } else { 1 };
        self.next_at = Some(now + SPACING * requests);
        Some(command)
    }

    /// One of them was answered.
    pub(super) fn answered(&mut self) {
        self.unanswered = self.unanswered.saturating_sub(1);
    }

    fn has_room(&self) -> bool {
        self.unanswered < UNANSWERED
    }

    /// So many requests went that did not wait for their turn: the next one waits a little longer.
    pub(super) fn spent(&mut self, requests: usize, now: Instant) {
        let since = *self.put_off_since.get_or_insert(now);
        let requests = u32::try_from(requests).unwrap_or(u32::MAX);
        let next_at = self.next_at.unwrap_or(now).max(now) + SPACING.saturating_mul(requests);
        self.next_at = Some(next_at.min((since + LONGEST).max(now)));
    }

    /// Forgets what was for a channel that is gone.
    pub(super) fn clear(&mut self) {
        *self = Self { next_at: self.next_at, responses_first: self.responses_first, ..Self::default() };
    }

    /// Forgets what was to be asked for a line that is not watched any more.
    pub(super) fn forget(&mut self, line: &LineId) {
        let is_of = |command: &Command| matches!(command, Command::Subscribe(of, _) | Command::Look(of) | Command::ReadLog(of) if of == line);
        for lane in [&mut self.calls, &mut self.looks, &mut self.dnd] {
            lane.retain(|command| !is_of(command));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Verdict;

    fn line(number: u32) -> LineId {
        LineId::new(&format!("user-{number}@example.com"))
    }

    fn respond(number: u32) -> Command {
        Command::Respond(format!("e-{number}"), Verdict::Taken)
    }

    #[test]
    fn what_waits_goes_one_after_the_other_most_important_first() {
        let start = Instant::now();
        for (responses_first, order) in [(false, ["calls", "response", "dnd", "look"]), (true, ["response", "calls", "dnd", "look"])] {
            let mut pace = Pace { responses_first, ..Pace::default() };
            let dnd = Command::Subscribe(line(1), Package::DoNotDisturb);
            for command in [dnd, Command::Look(line(1)), respond(1), Command::Subscribe(line(1), Package::AdvancedCall)] {
                pace.push(command);
            }
            let (mut now, mut gone) = (start, Vec::new());
            while let Some(at) = pace.wake_at(now) {
                now = now.max(at);
                gone.push(match pace.next(now).expect("its time has come") {
                    Command::Subscribe(_, Package::AdvancedCall) => "calls",
                    Command::Subscribe(_, Package::DoNotDisturb) => "dnd",
                    Command::Look(_) => "look",
                    _ => "response",
                });
                pace.answered();
                assert_eq!(pace.next(now), None, "the next one waits");
            }
            assert_eq!(gone, order);
            assert_eq!(now - start, SPACING * 3);
            assert_eq!(pace.next_at, Some(now + SPACING * LOOK), "a look is several requests");
        }
    }

    #[test]
    fn five_hundred_lines_are_asked_for_within_half_a_minute_and_never_more_than_twenty_things_a_second() {
        let start = Instant::now();
        let mut pace = Pace::default();
        for number in 0..500 {
            pace.push(Command::Subscribe(line(number), Package::AdvancedCall));
        }
        let (mut now, mut times) = (start, Vec::new());
        while let Some(at) = pace.wake_at(now) {
            now = now.max(at);
            times.push(now);
            pace.next(now);
            pace.answered();
        }
        assert_eq!(times.len(), 500);
        assert!(now - start < Duration::from_secs(28), "{:?}", now - start);
        let most = times.iter().map(|from| times.iter().filter(|at| *from <= **at && **at < *from + Duration::from_secs(1)).count()).max();
        assert!(most.is_some_and(|most| most <= 19), "{most:?} within a second");
    }

    #[test]
    fn what_does_not_wait_puts_off_what_does_but_not_for_ever() {
        let now = Instant::now();
        let mut pace = Pace::default();
        pace.push(Command::Subscribe(line(1), Package::AdvancedCall));
        pace.spent(1, now);
        assert_eq!(pace.wake_at(now), Some(now + SPACING));
        // A thousand a second, all the time.
        let gone = (0..10_000).map(|ms| now + Duration::from_millis(ms)).find(|now| {
            pace.spent(1, *now);
            pace.next(*now).is_some()
        });
        assert_eq!(gone, Some(now + LONGEST));
    }

    #[test]
    fn no_more_are_under_way_than_leave_room_for_the_own_line() {
        let start = Instant::now();
        let mut pace = Pace::default();
        for number in 0..10 {
            pace.push(Command::Subscribe(line(number), Package::AdvancedCall));
        }
        pace.push(respond(1));
        let at = |number: u32, pace: &mut Pace| pace.next(start + SPACING * number);
        let first: Vec<bool> = (0..UNANSWERED).map(|number| at(u32::try_from(number).unwrap(), &mut pace).is_some()).collect();
        assert_eq!(first, [true; UNANSWERED]);
        assert_eq!(at(10, &mut pace), Some(respond(1)), "what is acknowledged is not waited for");
        assert_eq!((at(20, &mut pace), pace.wake_at(start)), (None, None), "the others wait for answers");
        pace.answered();
        assert!(at(30, &mut pace).is_some());
    }

    #[test]
    fn a_line_that_is_not_watched_any_more_is_not_asked_for() {
        let now = Instant::now();
        let mut pace = Pace::default();
        for command in [Command::Subscribe(line(1), Package::AdvancedCall), Command::Subscribe(line(2), Package::AdvancedCall), Command::Look(line(1)), respond(1)] {
            pace.push(command);
        }
        pace.forget(&line(1));
        assert_eq!(pace.next(now), Some(Command::Subscribe(line(2), Package::AdvancedCall)));
        assert_eq!(pace.next(now + SPACING), Some(respond(1)), "what was heard is acknowledged all the same");
        pace.push(respond(2));
        pace.clear();
        assert_eq!(pace.wake_at(now), None);
    }
}
