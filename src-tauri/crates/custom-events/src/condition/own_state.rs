//! How the user's own line is when it happens. The call it is about does not count.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Facts;

/// The own line is in this state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnStateCondition {
    /// Which one.
    pub wanted: OwnState,
}

/// A state of the own line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OwnState {
    /// It has no other call.
    Idle,
    /// It has another call that was answered.
    InACall,
    /// Do-not-disturb is on.
    DndOn,
    /// Do-not-disturb is off, as far as anybody has said.
    DndOff,
}

impl OwnStateCondition {
    pub(super) fn is_met(&self, facts: &Facts) -> bool {
        match self.wanted {
            OwnState::Idle => !facts.in_a_call,
            OwnState::InACall => facts.in_a_call,
            OwnState::DndOn => facts.dnd,
            OwnState::DndOff => !facts.dnd,
        }
    }

    pub(super) fn was(&self, facts: &Facts) -> &'static str {
        match self.wanted {
            OwnState::Idle | OwnState::InACall => if facts.in_a_call { OwnState::InACall } else { OwnState::Idle }.as_str(),
            OwnState::DndOn | OwnState::DndOff => if facts.dnd { OwnState::DndOn } else { OwnState::DndOff }.as_str(),
        }
    }
}

impl OwnState {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::InACall => "inACall",
            Self::DndOn => "dndOn",
            Self::DndOff => "dndOff",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use telephony::{CallId, CallReport, Change, Home, LineId, Lines, Personality, ReportedState, Step, Update};

    use super::*;
    use crate::{Context, Situation, sample};

    /// The own line with a call for each of these, whose ids are their numbers.
    fn own_line(calls: &[(Step, ReportedState)], dnd: Option<bool>) -> Lines {
        let mut lines = Lines::default();
        let now = sample::ringing_call().at;
        for ((step, state), number) in calls.iter().zip(1..) {
            let answered = (*step != Step::Updated).then_some(now);
            let report = CallReport { answered, ..CallReport::new(CallId::new(number.to_string()), *step, Personality::Terminator, *state) };
            lines.apply(Update::Call { line: sample::anna(), report: Box::new(report) }, now);
        }
        if let Some(on) = dnd {
            lines.apply(Update::DoNotDisturb { line: sample::anna(), on }, now);
        }
        lines
    }

    fn about(call: &str, line: &LineId) -> Change {
        let change = sample::ringing_call();
        let telephony::What::Call { moment, call: mut about } = change.what else { panic!("a call") };
        about.id = CallId::new(call);
        Change { line: line.clone(), what: telephony::What::Call { moment, call: about }, ..change }
    }

    #[test]
    fn the_call_itself_does_not_count() {
        const RINGING: (Step, ReportedState) = (Step::Updated, ReportedState::Alerting);
        const TALKING: (Step, ReportedState) = (Step::Answered, ReportedState::Active);
        const ON_HOLD: (Step, ReportedState) = (Step::Held, ReportedState::Held);
        let elsewhere = LineId::new("tomasz@example.org");
        for (calls, change, in_a_call) in [
            (&[][..], about("1", &sample::anna()), false),
            (&[RINGING], about("1", &sample::anna()), false),
            (&[TALKING], about("1", &sample::anna()), false),
            (&[TALKING, RINGING], about("2", &sample::anna()), true),
            (&[TALKING, RINGING], about("1", &sample::anna()), false),
            (&[ON_HOLD, TALKING], about("2", &sample::anna()), true),
            // Calls of another line may have the same id.
            (&[TALKING], about("1", &elsewhere), true),
            (&[TALKING], sample::dnd_on(), true),
        ] {
            let lines = own_line(calls, None);
            assert_eq!(Situation::of(lines.get(&sample::anna()), &change).in_a_call, in_a_call, "{calls:?}, {change:?}");
        }
        assert_eq!(Situation::of(None, &about("1", &sample::anna())), Situation::default());
    }

    #[test]
    fn each_state_is_met_when_it_is_so() {
        let context = Context { home: Home::of("GB"), own_line: sample::anna(), zone: TimeZone::UTC };
        for (dnd, is_on) in [(None, false), (Some(false), false), (Some(true), true)] {
            let lines = own_line(&[], dnd);
            assert_eq!(Situation::of(lines.get(&sample::anna()), &sample::ringing_call()).dnd, is_on, "{dnd:?}");
        }
        for (wanted, in_a_call, dnd, met, was) in [
            (OwnState::Idle, false, true, true, "idle"),
            (OwnState::Idle, true, false, false, "inACall"),
            (OwnState::InACall, true, false, true, "inACall"),
            (OwnState::InACall, false, true, false, "idle"),
            (OwnState::DndOn, false, true, true, "dndOn"),
            (OwnState::DndOn, true, false, false, "dndOff"),
            (OwnState::DndOff, true, false, true, "dndOff"),
            (OwnState::DndOff, false, true, false, "dndOn"),
        ] {
            let facts = Facts::of(&sample::ringing_call(), Situation { in_a_call, dnd, ..Situation::default() }, &context);
            let condition = OwnStateCondition { wanted };
            assert_eq!((condition.is_met(&facts), condition.was(&facts)), (met, was), "{wanted:?} {in_a_call} {dnd}");
        }
    }
}
