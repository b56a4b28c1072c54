//! What happens to a call when nothing happens for too long.

use std::time::Duration;

use super::{Exchange, Outcome};
use crate::call::{Millis, Stage};

/// How long the switch waits before it acts on its own; without a time it never does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Patience {
    /// How long a phone rings before the call goes to voice mail.
    pub(crate) no_answer: Option<Duration>,
    /// How long a call is parked, or rings where it was transferred to, before it comes back.
    pub(crate) recall: Option<Duration>,
}

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    Answer,
    Retrieval,
}

/// Something to look at again later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alarm {
    pub(crate) call: String,
    pub(crate) wait: Wait,
    pub(crate) after: Duration,
    /// How often the call had rung somewhere when the alarm was set.
    rings: u32,
}

impl Exchange {
    /// Takes the alarms that were set since the last time.
    pub(crate) fn new_alarms(&mut self) -> Vec<Alarm> {
        std::mem::take(&mut self.alarms)
    }

    /// Does what is due if the call is still as it was when the alarm was set.
    pub(crate) fn alarm(&mut self, alarm: &Alarm, now: Millis) -> Outcome {
        let Ok(call) = self.call(&alarm.call) else { return Ok(Vec::new()) };
        match (alarm.wait, call.stage()) {
            _ if call.rings != alarm.rings => Ok(Vec::new()),
            (Wait::Answer, Stage::Ringing) => self.not_answered(&alarm.call, now),
            (Wait::Retrieval, Stage::Parked | Stage::Ringing) => self.recall(&alarm.call, now),
            _ => Ok(Vec::new()),
        }
    }

    pub(super) fn set_alarm(&mut self, at: usize, wait: Wait, after: Option<Duration>) {
        if let Some(after) = after {
            let call = &self.calls[at];
            self.alarms.push(Alarm { call: call.id.clone(), wait, after, rings: call.rings });
        }
    }
}
