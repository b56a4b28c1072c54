//! Whether it is still so after a while: it is asked when it happens, and answered later.
//!
//! [`is_undone`] says whether a later change puts an end to what an earlier one began. An end stays one: nothing undoes it.

use serde::{Deserialize, Serialize};
use telephony::{CallMoment, CallState, Change, ConnectionMoment, DeviceMoment, What};
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
