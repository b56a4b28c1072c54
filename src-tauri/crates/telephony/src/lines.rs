//! The table of lines: reports in, changes out.

mod late;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    Call, CallMoment, CallReport, CallState, Change, DeviceMoment, Direction, Hook, Line, LineId, Outcome, Personality, RedirectReason, ReleasedBy, ReportedState, Step, Update,
    What, call::Fired,
};

/// How many calls that are over a line remembers, so that late reports of them find them ended.
const REMEMBERED: usize = 64;

/// Every watched line: the whole state of the telephony.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines(BTreeMap<LineId, Line>);

impl Lines {
    /// Returns a line, if anything was reported of it.
    pub fn get(&self, id: &LineId) -> Option<&Line> {
        self.0.get(id)
    }

    /// Takes a report in and returns what is true and new because of it.
    ///
    /// What repeats, or goes backwards from the end of a call, returns nothing.
    pub fn apply(&mut self, update: Update, now: Timestamp) -> Vec<Change> {
        match update {
            Update::Owner { line, owner } => {
                self.line(line).owner = owner;
                Vec::new()
            }
            Update::Hook { line, hook } => self.line(line).hear_hook(hook, now),
            Update::DoNotDisturb { line, on } => self.line(line).hear_dnd(on, now),
            Update::LogFollows { line } => {
                self.line(line).log_follows = true;
                Vec::new()
            }
            Update::Logged { line, calls } => self.line(line).hear_log(calls, now),
            Update::Call { line, report } => self.line(line).hear_call(*report, now),
            Update::Snapshot { line, calls, hook } => self.line(line).hear_snapshot(calls, hook, now),
        }
    }

    fn line(&mut self, id: LineId) -> &mut Line {
        self.0.entry(id.clone()).or_insert_with(|| Line::new(id))
    }
}

impl Line {
    fn hear_hook(&mut self, hook: Hook, now: Timestamp) -> Vec<Change> {
        let before = self.device.hook.replace(hook);
        match (before, hook) {
            // The first word about a phone is no change of it.
            (None, _) => Vec::new(),
            (Some(before), after) if before == after => Vec::new(),
            (Some(_), Hook::OnHook) => vec![self.device_change(DeviceMoment::OnHook, now)],
            (Some(_), Hook::OffHook | Hook::Held) => vec![self.device_change(DeviceMoment::OffHook, now)],
        }
    }

    fn hear_dnd(&mut self, on: bool, now: Timestamp) -> Vec<Change> {
        match self.device.dnd.replace(on) {
            Some(before) if before != on => vec![self.device_change(if on { DeviceMoment::DndOn } else { DeviceMoment::DndOff }, now)],
            Some(_) | None => Vec::new(),
        }
    }

    fn hear_snapshot(&mut self, reports: Vec<CallReport>, hook: Option<Hook>, now: Timestamp) -> Vec<Change> {
        let mut changes = Vec::new();
        for index in 0..self.calls.len() {
            let call = &self.calls[index];
            if call.is_over() || reports.iter().any(|report| report.id == call.id) {
                continue;
            }
            // It ended while we could not hear it. When, the server did not say.
            let (answered, direction) = (call.answered.is_some(), call.direction);
            let call = &mut self.calls[index];
            call.state = CallState::Terminated;
            call.outcome = match direction {
                _ if answered => Some(Outcome::Answered),
                // Somebody may have answered it unheard.
                Direction::Outgoing => None,
                Direction::Incoming => Some(Outcome::NoAnswer),
            };
            if self.log_follows {
                call.awaits_log = true;
            } else {
                changes.extend(self.fire_end(index, now, true));
            }
        }
        let first = !std::mem::replace(&mut self.heard, true);
        for report in reports {
            if first && report.answered.is_some() && self.calls.iter().all(|call| call.id != report.id) {
                // It was up before anybody listened: known from now on, and no news.
                self.calls.push(already_up(&self.id, &report, now));
            }
            changes.extend(self.hear_call(report, now));
        }
        if let Some(hook) = hook {
            changes.extend(self.hear_hook(hook, now));
        }
        changes
    }

    fn hear_call(&mut self, report: CallReport, now: Timestamp) -> Vec<Change> {
        let index = match self.calls.iter().position(|call| call.id == report.id) {
            Some(index) => index,
            None => {
                self.forget_old_calls();
                self.calls.push(first_seen(&self.id, &report, now));
                self.calls.len() - 1
            }
        };
        let call = &mut self.calls[index];
        // Nothing comes after the end; but what arrives out of order may still say when the call was answered.
        if call.is_over() {
            return Vec::new();
        }
        let was = call.state;
        let first_report = call.fired == Fired::default();
        call.remote.learn(&report.remote);
        call.tracking_id = report.tracking_id.clone().or(call.tracking_id.take());
        call.redirected_from = report.redirected_from.clone().or(call.redirected_from.take());
        if let Some(started) = report.started {
            call.started = started;
        }
        call.answered = call.answered.or(report.answered);

        let mut moments = Vec::new();
        match next_state(call, &report) {
            CallState::Terminated => {
                call.state = CallState::Terminated;
                call.ended = report.ended;
                call.outcome =
                    Some(if call.answered.is_some() { Outcome::Answered } else { unanswered(call.direction, report.released_by, report.failure.as_deref(), report.redirect) });
                return self.fire_end(index, now, false);
            }
            state => {
                call.state = state;
                if call.direction == Direction::Outgoing && first_report {
                    moments.push(CallMoment::Dialing);
                }
                match (was, state) {
                    (_, CallState::Ringing) => moments.push(CallMoment::Ringing),
                    (CallState::Held, CallState::Connected) if report.step != Step::Answered => moments.push(CallMoment::Resumed),
                    (_, CallState::Connected) => moments.push(CallMoment::Connected),
                    (was, CallState::Held) if was != CallState::Held => moments.push(CallMoment::Held),
                    (_, CallState::Held | CallState::Dialback | CallState::Dialing | CallState::Terminated) => {}
                }
            }
        }
        if report.step == Step::Transferred {
            moments.push(CallMoment::Transferred);
        }
        // A phone on do-not-disturb does not ring: the call is on its way to being turned away.
        let silent = self.device.dnd == Some(true) && self.calls[index].direction == Direction::Incoming;
        moments.into_iter().filter_map(|moment| self.fire(index, moment, now, silent)).collect()
    }

    fn fire(&mut self, index: usize, moment: CallMoment, now: Timestamp, silent: bool) -> Option<Change> {
        let first = self.calls[index].fired.first(moment);
        let again = matches!(moment, CallMoment::Held | CallMoment::Resumed | CallMoment::Transferred);
        let kept_quiet = silent && moment == CallMoment::Ringing;
        ((first || again) && !kept_quiet).then(|| self.call_change(index, moment, now, false))
    }

    fn fire_end(&mut self, index: usize, now: Timestamp, late: bool) -> Vec<Change> {
        let call = &self.calls[index];
        let moment = match (call.direction, call.outcome) {
            (Direction::Incoming, Some(Outcome::Forwarded)) => CallMoment::Forwarded,
            (Direction::Incoming, Some(Outcome::NoAnswer | Outcome::Busy | Outcome::Failed | Outcome::Voicemail)) => CallMoment::Missed,
            (Direction::Incoming, _) | (Direction::Outgoing, _) => CallMoment::Completed,
        };
        vec![self.call_change(index, moment, now, late)]
    }

    fn call_change(&self, index: usize, moment: CallMoment, now: Timestamp, late: bool) -> Change {
        let mut call = Box::new(self.calls[index].clone());
        // One report may tell of two moments: when it dialled, it did not ring yet.
        if moment == CallMoment::Dialing && call.state != CallState::Dialback {
            call.state = CallState::Dialing;
        }
        self.change(What::Call { moment, call }, now, late)
    }

    fn device_change(&self, moment: DeviceMoment, now: Timestamp) -> Change {
        self.change(What::Device { moment }, now, false)
    }

    fn change(&self, what: What, at: Timestamp, late: bool) -> Change {
        Change { line: self.id.clone(), at, late, owner: self.owner.clone(), device: self.device(), what }
    }

    fn forget_old_calls(&mut self) {
        // Of some, what became of them is still to be said.
        let is_old = |call: &Call| call.is_over() && !call.awaits_log;
        if self.calls.iter().filter(|call| is_old(call)).count() > REMEMBERED
            && let Some(oldest) = self.calls.iter().position(is_old)
        {
            self.calls.remove(oldest);
        }
    }
}

fn first_seen(line: &LineId, report: &CallReport, now: Timestamp) -> Call {
    let direction = match report.personality {
        Personality::Terminator => Direction::Incoming,
        Personality::Originator | Personality::ClickToDial => Direction::Outgoing,
    };
    Call {
        id: report.id.clone(),
        line: line.clone(),
        tracking_id: report.tracking_id.clone(),
        direction,
        state: if direction == Direction::Outgoing { CallState::Dialing } else { CallState::Ringing },
        remote: report.remote.clone(),
        redirected_from: report.redirected_from.clone(),
        started: report.started.unwrap_or(now),
        answered: report.answered,
        ended: None,
        outcome: None,
        fired: Fired::default(),
        awaits_log: false,
    }
}

/// A call that was answered before the line was first heard of: its beginning and its answer are past.
fn already_up(line: &LineId, report: &CallReport, now: Timestamp) -> Call {
    let mut call = Call { state: CallState::Connected, ..first_seen(line, report, now) };
    for moment in [CallMoment::Dialing, CallMoment::Ringing, CallMoment::Connected] {
        call.fired.first(moment);
    }
    call
}

/// Says how far a call is after a report.
fn next_state(call: &Call, report: &CallReport) -> CallState {
    match report.state {
        ReportedState::Released => CallState::Terminated,
        // What leaves an incoming line before it was answered is over for this line.
        ReportedState::Detached => CallState::Terminated,
        // An announcement or digits being collected are no conversation.
        _ if matches!(report.step, Step::Releasing | Step::Collecting) => call.state,
        ReportedState::Held => CallState::Held,
        ReportedState::Active | ReportedState::RemoteHeld if call.answered.is_some() => CallState::Connected,
        ReportedState::Active | ReportedState::RemoteHeld | ReportedState::Idle => call.state,
        // A late report of the ringing does not undo the answer.
        ReportedState::Alerting if call.answered.is_some() && report.answered.is_none() && report.step != Step::Transferred => call.state,
        ReportedState::Alerting => match (call.direction, report.personality, report.step) {
            (Direction::Incoming, ..) => CallState::Ringing,
            (Direction::Outgoing, Personality::ClickToDial, _) => CallState::Dialback,
            (Direction::Outgoing, _, Step::Originating) => CallState::Dialing,
            (Direction::Outgoing, ..) => CallState::Ringing,
        },
    }
}

/// Says what became of a call nobody answered.
fn unanswered(direction: Direction, by: Option<ReleasedBy>, failure: Option<&str>, redirect: Option<RedirectReason>) -> Outcome {
    match (direction, redirect, failure, by) {
        (Direction::Incoming, Some(RedirectReason::Voicemail | RedirectReason::NoAnswer), ..) => Outcome::Voicemail,
        (Direction::Incoming, Some(RedirectReason::Busy | RedirectReason::DoNotDisturb), ..) => Outcome::Busy,
        (Direction::Incoming, Some(_), ..) => Outcome::Forwarded,
        (_, _, Some("Busy"), _) => Outcome::Busy,
        (_, _, Some(_), _) => Outcome::Failed,
        (Direction::Incoming, _, _, Some(ReleasedBy::Local)) => Outcome::Declined,
        (Direction::Outgoing, _, _, Some(ReleasedBy::Local)) => Outcome::Cancelled,
        (..) => Outcome::NoAnswer,
    }
}

#[cfg(test)]
mod tests;
