//! Whether it is still so after a while: it is asked when it happens, and answered later.
//!
//! [`is_undone`] says whether a later change puts an end to what an earlier one began. An end stays one: nothing undoes it.

use serde::{Deserialize, Serialize};
use telephony::{CallMoment, CallState, Change, ConnectionMoment, DeviceMoment, Line, What};
use ts_rs::TS;

use crate::{FieldProblem, FieldProblemCode};

/// The longest wait, in seconds: a day.
const LONGEST: u32 = 24 * 60 * 60;

/// It is still so after a while.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StillSoCondition {
    /// After how long, in seconds.
    pub seconds: u32,
}

impl StillSoCondition {
    pub(super) fn problems(&self) -> Vec<FieldProblem> {
        if (1..=LONGEST).contains(&self.seconds) { Vec::new() } else { vec![FieldProblem::new("seconds", FieldProblemCode::BadNumberOfSeconds, self.seconds.to_string())] }
    }
}

/// Returns whether what `earlier` told is no longer so once `later` is told.
pub fn is_undone(earlier: &Change, later: &Change) -> bool {
    match (&earlier.what, &later.what) {
        (What::Call { moment, call }, What::Call { call: later_call, .. }) => {
            let same = earlier.line == later.line && call.id == later_call.id;
            same && lasting(*moment).is_some_and(|state| later_call.state != state)
        }
        (What::Device { moment }, What::Device { moment: later_moment }) => earlier.line == later.line && opposite(*moment) == *later_moment,
        (What::Connection { moment }, What::Connection { moment: later_moment }) => is_heard(*moment) != is_heard(*later_moment),
        (What::Call { .. } | What::Device { .. } | What::Connection { .. }, _) => false,
    }
}

/// Returns whether what `change` told of a call is so on its line as it is known now. Its end may be known before it is told:
/// what the end was is yet to be found out. What was told of a phone or of the connection is so until it is undone.
pub fn is_still_so(change: &Change, line: Option<&Line>) -> bool {
    let What::Call { moment, call } = &change.what else { return true };
    let Some(state) = lasting(*moment) else { return true };
    line.is_some_and(|line| line.calls().any(|known| known.id == call.id && known.state == state))
}

/// The state a call is in as long as it is still so; none where it is so for good.
fn lasting(moment: CallMoment) -> Option<CallState> {
    match moment {
        CallMoment::Dialing => Some(CallState::Dialing),
        CallMoment::Ringing => Some(CallState::Ringing),
        CallMoment::Connected | CallMoment::Resumed => Some(CallState::Connected),
        CallMoment::Held => Some(CallState::Held),
        CallMoment::Transferred | CallMoment::Forwarded | CallMoment::Completed | CallMoment::Missed => None,
    }
}

fn opposite(moment: DeviceMoment) -> DeviceMoment {
    match moment {
        DeviceMoment::OffHook => DeviceMoment::OnHook,
        DeviceMoment::OnHook => DeviceMoment::OffHook,
        DeviceMoment::DndOn => DeviceMoment::DndOff,
        DeviceMoment::DndOff => DeviceMoment::DndOn,
    }
}

fn is_heard(moment: ConnectionMoment) -> bool {
    match moment {
        ConnectionMoment::SignedIn | ConnectionMoment::Restored => true,
        ConnectionMoment::SignedOut | ConnectionMoment::Lost => false,
    }
}

#[cfg(test)]
mod tests {
    use telephony::{CallReport, Direction, LineId, Personality, ReportedState, Step, Update};

    use super::*;
    use crate::{
        CallTrigger, ConnectionTrigger, DeviceTrigger, Moment, Trigger,
        example::{Sample, change_for},
        sample,
    };

    /// Every moment, of one call, one phone and one connection.
    fn moments() -> Vec<Change> {
        use CallTrigger as C;
        let calls = [C::Dialing, C::Ringing, C::Connected, C::Held, C::Resumed, C::Transferred, C::Forwarded, C::Completed, C::Missed].map(sample::trigger);
        let devices = [DeviceTrigger::OffHook, DeviceTrigger::OnHook, DeviceTrigger::DndOn, DeviceTrigger::DndOff];
        let connections = [ConnectionTrigger::SignedIn, ConnectionTrigger::SignedOut, ConnectionTrigger::Lost, ConnectionTrigger::Restored];
        let devices = devices.map(|state| Trigger::Device { state, line: Default::default() });
        let triggers = calls.into_iter().chain(devices).chain(connections.map(|state| Trigger::Connection { state }));
        let call = Sample { name: "x".into(), tel: "1".into(), withheld: false, internal: false, seconds: 9, direction: Direction::Incoming };
        let now = sample::ringing_call().at;
        triggers.map(|trigger| change_for(&trigger, &call, &sample::anna(), &Default::default(), now)).collect()
    }

    #[test]
    fn what_a_moment_began_ends_with_these() {
        for (earlier, undone_by) in [
            ("Dialing", &["Ringing", "Connected", "Held", "Resumed", "Transferred", "Forwarded", "Completed", "Missed"][..]),
            ("Ringing", &["Dialing", "Connected", "Held", "Resumed", "Transferred", "Forwarded", "Completed", "Missed"]),
            // Whoever is handed on is talked to until then.
            ("Connected", &["Dialing", "Ringing", "Held", "Forwarded", "Completed", "Missed"]),
            ("Held", &["Dialing", "Ringing", "Connected", "Resumed", "Transferred", "Forwarded", "Completed", "Missed"]),
            ("Resumed", &["Dialing", "Ringing", "Held", "Forwarded", "Completed", "Missed"]),
            ("Transferred", &[]),
            ("Forwarded", &[]),
            ("Completed", &[]),
            ("Missed", &[]),
            ("Off hook", &["On hook"]),
            ("On hook", &["Off hook"]),
            ("DND on", &["DND off"]),
            ("DND off", &["DND on"]),
            ("Signed in", &["Signed out", "Connection lost"]),
            ("Signed out", &["Signed in", "Connection restored"]),
            ("Connection lost", &["Signed in", "Connection restored"]),
            ("Connection restored", &["Signed out", "Connection lost"]),
        ] {
            let moments = moments();
            let name = |change: &Change| Moment::of(change).name();
            let began = moments.iter().find(|change| name(change) == earlier).unwrap();
            let ends: Vec<&str> = moments.iter().filter(|later| is_undone(began, later)).map(name).collect();
            assert_eq!(ends, undone_by, "{earlier}");
            // Another line is another matter; the connection is that of all lines.
            let elsewhere = |change: &Change| Change { line: LineId::new("tomasz@example.org"), ..change.clone() };
            let is_of_a_line = !matches!(began.what, What::Connection { .. });
            assert_eq!(moments.iter().any(|later| is_undone(began, &elsewhere(later))), !is_of_a_line, "{earlier}");
        }
    }

    #[test]
    fn a_call_is_in_its_state_as_long_as_the_line_knows_it_so() {
        let told = sample::ringing_call();
        let What::Call { call, .. } = &told.what else { panic!("a call") };
        let mut lines = telephony::Lines::default();
        assert!(!is_still_so(&told, lines.get(&told.line)), "of a line that nobody knows");
        let listed = |state| {
            let answered = (state == ReportedState::Active).then_some(told.at);
            CallReport { answered, ..CallReport::new(call.id.clone(), Step::Listed, Personality::Terminator, state) }
        };
        for (calls, so) in [(vec![listed(ReportedState::Alerting)], true), (vec![listed(ReportedState::Active)], false), (vec![], false)] {
            let what = format!("{calls:?}");
            lines.apply(Update::Snapshot { line: told.line.clone(), calls, hook: None }, told.at);
            assert_eq!(is_still_so(&told, lines.get(&told.line)), so, "{what}");
        }
        assert!(is_still_so(&sample::dnd_on(), None) && is_still_so(&sample::completed_call(), None));
    }

    #[test]
    fn another_call_ends_nothing() {
        let other = |change: &Change| {
            let What::Call { moment, mut call } = change.what.clone() else { return change.clone() };
            call.id = telephony::CallId::new("another");
            Change { what: What::Call { moment, call }, ..change.clone() }
        };
        let calls: Vec<Change> = moments().into_iter().filter(|change| matches!(change.what, What::Call { .. })).collect();
        assert!(calls.iter().all(|earlier| calls.iter().all(|later| !is_undone(earlier, &other(later)))));
    }

    #[test]
    fn it_waits_from_a_second_to_a_day() {
        for (seconds, is_fine) in [(0, false), (1, true), (86_400, true), (86_401, false)] {
            assert_eq!(StillSoCondition { seconds }.problems().is_empty(), is_fine, "{seconds}");
        }
    }
}
