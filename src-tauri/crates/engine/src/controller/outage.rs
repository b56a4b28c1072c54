//! A time without calls that nobody wished for: when it is worth showing, and when it is worth an interruption.

use std::time::Duration;

use tokio::time::Instant;

use crate::view::Problem;

/// What mends itself within so short a time is not shown.
const SHOWN_AFTER: Duration = Duration::from_secs(3);
/// What lasts longer is said, once, to those who do not look.
const SAID_AFTER: Duration = Duration::from_secs(60);

/// An outage that lasts.
#[derive(Debug)]
pub(super) struct Outage {
    since: Instant,
    problem: Problem,
    stage: Stage,
}

#[derive(Debug, PartialEq)]
enum Stage {
    Brief,
    Shown,
    Said,
}

impl Outage {
    pub(super) fn new(problem: Problem, now: Instant) -> Self {
        Self { since: now, problem, stage: Stage::Brief }
    }

    /// It goes on, for this reason now.
    pub(super) fn because_of(&mut self, problem: Problem) {
        self.problem = problem;
    }

    /// Returns whether it has lasted long enough to be shown.
    pub(super) fn is_shown(&self) -> bool {
        self.stage != Stage::Brief
    }

    /// Returns when to call [`Outage::goes_on`].
    pub(super) fn due(&self) -> Option<Instant> {
        match self.stage {
            Stage::Brief => Some(self.since + SHOWN_AFTER),
            Stage::Shown => Some(self.since + SAID_AFTER),
            Stage::Said => None,
        }
    }

    /// It has lasted until now. Returns what to interrupt the user with, if it is time for that.
    pub(super) fn goes_on(&mut self, now: Instant) -> Option<&Problem> {
        let lasted = now.saturating_duration_since(self.since);
        if self.stage == Stage::Brief && lasted >= SHOWN_AFTER {
            self.stage = Stage::Shown;
        }
        if self.stage == Stage::Shown && lasted >= SAID_AFTER {
            self.stage = Stage::Said;
            return Some(&self.problem);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::ProblemCode;

    #[test]
    fn an_outage_is_shown_after_a_moment_and_said_once_after_a_minute() {
        let start = Instant::now();
        let mut outage = Outage::new(Problem::of(ProblemCode::TimedOut), start);
        outage.because_of(Problem::of(ProblemCode::Unreachable));
        let mut at = |seconds| {
            let said = outage.goes_on(start + Duration::from_secs(seconds)).map(|problem| problem.code);
            (outage.is_shown(), said, outage.due().map(|due| (due - start).as_secs()))
        };
        assert_eq!(at(2), (false, None, Some(3)));
        assert_eq!(at(3), (true, None, Some(60)));
        assert_eq!(at(59), (true, None, Some(60)));
        assert_eq!(at(60), (true, Some(ProblemCode::Unreachable), None), "with the reason it has now");
        assert_eq!(at(600), (true, None, None), "once");
    }
}
