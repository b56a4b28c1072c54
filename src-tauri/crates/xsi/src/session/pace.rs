//! What is asked for the lines of colleagues, one thing after the other.
//!
//! Servers count the requests of a user within a second, whatever they are for (3.2.3), and answer 503 to what is too
//! much. What concerns the own line, and the life of the channel, is said at once; everything for watched lines waits
//! here for its turn, most important first: hearing calls, then acknowledging what was heard of lines that were asked
//! for, then looking after what is held, then do-not-disturb.

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
/// How far requests that did not wait for their turn may put those off that do.
const LONGEST: Duration = Duration::from_secs(1);

/// Commands for watched lines that wait.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Pace {
    next_at: Option<Instant>,
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
        let waits = ![&self.calls, &self.responses, &self.looks, &self.dnd].into_iter().all(VecDeque::is_empty);
        waits.then(|| self.next_at.unwrap_or(now))
    }

    /// Returns the next one, if its time has come.
    pub(super) fn next(&mut self, now: Instant) -> Option<Command> {
        if self.next_at.is_some_and(|at| now < at) {
            return None;
        }
        let responses = if self.responses_first { self.responses.pop_front() } else { None };
        let command = responses.or_else(|| self.calls.pop_front()).or_else(|| self.responses.pop_front()).or_else(|| self.looks.pop_front()).or_else(|| self.dnd.pop_front())?;
        let requests = if matches!(command, Command::Look(_)) { LOOK } else { 1 };
        self.next_at = Some(now + SPACING * requests);
        Some(command)
    }

    /// Something went that did not wait for its turn: the next one waits a little longer.
    pub(super) fn spent(&mut self, now: Instant) {
        let next_at = self.next_at.unwrap_or(now).max(now) + SPACING;
        self.next_at = Some(next_at.min(now + LONGEST));
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
        for (responses_first, order) in [(false, ["calls", "response", "look", "dnd"]), (true, ["response", "calls", "look", "dnd"])] {
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
                assert_eq!(pace.next(now), None, "the next one waits");
            }
            assert_eq!(gone, order);
            assert_eq!(now - start, SPACING * (2 + LOOK), "a look is several requests");
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
        pace.push(respond(1));
        pace.spent(now);
        assert_eq!(pace.wake_at(now), Some(now + SPACING));
        for _ in 0..1000 {
            pace.spent(now);
        }
        assert_eq!(pace.wake_at(now), Some(now + LONGEST));
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
