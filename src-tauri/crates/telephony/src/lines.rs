//! The table of lines: reports in, changes out.

mod ending;
mod held_back;
mod late;
mod memory;
mod progress;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::{Call, CallId, CallMoment, CallReport, CallState, Change, DeviceMoment, Direction, Hook, Line, LineId, Outcome, RedirectReason, ReportedState, Step, Update, What};
use held_back::{ARRIVAL, ARRIVAL_UNDISTURBED, ENDING, HeldBack};
pub use memory::Memory;
use progress::{already_up, first_seen, learn, may_be_diverted, next_state, revive};

/// How many calls that are over a line remembers, so that late reports of them find them ended, and so that what the system
/// wrote down of them is no news. It is read every five minutes, and a busy line has a hundred calls in them.
const REMEMBERED: usize = 500;
/// How many more it remembers until it forgets the oldest.
const FORGOTTEN_AT_ONCE: usize = 50;
/// How far apart, by the server's clock, the end of a call here and its answer on the phone that took it may be.
const TAKEN_WITHIN: SignedDuration = SignedDuration::from_secs(2);

/// Every watched line: the whole state of the telephony.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    lines: BTreeMap<LineId, Line>,
    held_back: Vec<HeldBack>,
}

impl Lines {
    /// Returns a line, if anything was reported of it.
    pub fn get(&self, id: &LineId) -> Option<&Line> {
        self.lines.get(id)
    }

    /// Takes a report in and returns what is true and new because of it, after what is due by now.
    ///
    /// What repeats, or goes backwards from the end of a call, returns nothing. What may turn out to be otherwise in a
    /// moment is held back until [`Lines::due`].
    pub fn apply(&mut self, update: Update, now: Timestamp) -> Vec<Change> {
        let mut changes = self.tick(now);
        let others = self.lines.len() > 1;
        let Self { lines, held_back } = self;
        let line = lines.entry(update.line().clone()).or_insert_with(|| Line::new(update.line().clone()));
        changes.extend(match update {
            Update::Owner { owner, .. } => {
                line.owner = owner;
                Vec::new()
            }
            Update::Hook { hook, .. } => line.hear_hook(hook, now),
            Update::DoNotDisturb { on, .. } => line.hear_dnd(on, now),
            Update::LogFollows { .. } => {
                line.log_follows = true;
                Vec::new()
            }
            Update::Logged { calls, .. } => line.hear_log(calls, now),
            Update::Call { report, .. } => line.hear_call(*report, others, held_back, now),
            Update::Snapshot { calls, hook, .. } => line.hear_snapshot(calls, hook, others, held_back, now),
        });
        line.calls.come_to_rest();
        changes
    }

    /// Returns when something that is held back is to be told by [`Lines::tick`], if there is anything.
    pub fn due(&self) -> Option<Timestamp> {
        self.held_back.iter().map(HeldBack::due).min()
    }

    /// Tells what was held back until now and is still so.
    pub fn tick(&mut self, now: Timestamp) -> Vec<Change> {
        let due = self.held_back.extract_if(.., |held| held.is_due(now)).collect();
        self.tell(due, now)
    }

    /// Tells every end that is held back, before nobody can tell it any more.
    pub fn settle(&mut self, now: Timestamp) -> Vec<Change> {
        let ends = self.held_back.extract_if(.., |held| held.what == held_back::What::End).collect();
        self.tell(ends, now)
    }

    fn tell(&mut self, held_back: Vec<HeldBack>, now: Timestamp) -> Vec<Change> {
        let mut changes = Vec::new();
        for held in held_back {
            let elsewhere = held.what == held_back::What::End && self.is_answered_elsewhere(&held.line, &held.call);
            let Some(line) = self.lines.get_mut(&held.line) else { continue };
            let Some(index) = line.calls.place_of(&held.call) else { continue };
            match held.what {
                held_back::What::Ringing if line.calls[index].state == CallState::Ringing => changes.extend(line.fire(index, CallMoment::Ringing, now)),
                held_back::What::Ringing => {}
                // It may have been taken up again.
                held_back::What::End if !line.calls[index].end_is_held_back => {}
                held_back::What::End => {
                    let call = &mut line.calls[index];
                    call.end_is_held_back = false;
                    if elsewhere {
                        call.outcome = Some(Outcome::AnsweredElsewhere);
                    }
                    changes.extend(line.fire_end(index, now, held.late, false));
                }
            }
        }
        changes
    }

    /// Forgets a line that is not watched any more.
    pub fn forget(&mut self, id: &LineId) {
        self.lines.remove(id);
        self.held_back.retain(|held| held.line != *id);
    }

    /// Returns whether somebody else answered a call after it rang here: another line's part in it tells, or the line that
    /// took it from this phone. A call that is taken gets another tracking id.
    fn is_answered_elsewhere(&self, line: &LineId, call: &CallId) -> bool {
        let Some(call) = self.lines.get(line).and_then(|line| line.calls.iter().find(|known| known.id == *call)) else { return false };
        let answered_it = |other: &Call| {
            if other.answered.is_none_or(|answered| answered < call.started) {
                return false;
            }
            let same = call.tracking_id.is_some() && other.tracking_id == call.tracking_id;
            let near = other.answered.zip(call.ended).is_some_and(|(answered, ended)| answered.duration_since(ended).abs() <= TAKEN_WITHIN);
            // Of two who hide their numbers, nobody knows whether they are one.
            let taken = other.was_picked_up && near && call.remote.tel().is_some() && other.remote.tel() == call.remote.tel();
            same || taken
        };
        self.lines.values().filter(|other| other.id != *line).any(|other| other.calls.iter().any(answered_it))
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

    fn hear_snapshot(&mut self, reports: Vec<CallReport>, hook: Option<Hook>, others: bool, held_back: &mut Vec<HeldBack>, now: Timestamp) -> Vec<Change> {
        let mut changes = Vec::new();
        let is_listed = |call: &Call| reports.iter().any(|report| call.is_called(&report.id));
        let gone: Vec<usize> = self.calls.going_on().filter(|(_, call)| !is_listed(call)).map(|(place, _)| place).collect();
        for index in gone {
            let call = &mut self.calls[index];
            // It ended while we could not hear it. When, the server did not say.
            (call.state, call.ended_unheard) = (CallState::Terminated, true);
            call.outcome = match call.direction {
                _ if call.was_answered => Some(Outcome::Answered),
                // Somebody may have answered it unheard.
                Direction::Outgoing => None,
                Direction::Incoming => Some(Outcome::NoAnswer),
            };
            let unanswered = call.outcome == Some(Outcome::NoAnswer);
            if self.log_follows {
                call.awaits_log = true;
            } else if others && unanswered {
                call.end_is_held_back = true;
                held_back.push(HeldBack::late_end(self.id.clone(), call.id.clone(), now));
            } else {
                changes.extend(self.fire_end(index, now, true, false));
            }
        }
        let first = !std::mem::replace(&mut self.heard, true);
        for report in reports {
            if let Some(index) = self.calls.place_of(&report.id).filter(|index| self.calls[*index].ended_unheard) {
                revive(&mut self.calls[index]);
            }
            if first && report.answered.is_some() && self.calls.iter().all(|call| !call.is_called(&report.id)) {
                // It was up before anybody listened: known from now on, and no news.
                self.calls.push(already_up(&self.id, &report, now));
            }
            changes.extend(self.hear_call(report, others, held_back, now));
        }
        if let Some(hook) = hook {
            changes.extend(self.hear_hook(hook, now));
        }
        changes
    }

    /// `others` says whether there are other lines that may tell more of a call's end.
    fn hear_call(&mut self, report: CallReport, others: bool, held_back: &mut Vec<HeldBack>, now: Timestamp) -> Vec<Change> {
        let index = self.find(&report).unwrap_or_else(|| {
            self.forget_old_calls();
            self.calls.push(first_seen(&self.id, &report, now));
            self.calls.len() - 1
        });
        let call = &mut self.calls[index];
        // What the server still had to say of a call when it did not list it any more: how it ended, and when. That is late.
        let is_end = matches!(report.state, ReportedState::Released | ReportedState::Detached);
        if call.ended_unheard && !call.end_told && is_end {
            revive(call);
            call.ended_unheard = true;
        }
        // Nothing comes after the end; and the end of an id that was given up is not that of the call.
        if call.is_over() || (call.alias.is_some() && call.id == report.id && is_end) {
            return Vec::new();
        }
        let was = call.state;
        // Few replace the other party.
        let before = (report.step == Step::Transferred).then(|| call.remote.clone());
        learn(call, &report);
        let state = next_state(call, &report);
        let mut moments = Vec::new();
        // The other party was replaced, or this line is: once, however often it is said.
        let replaced = before.is_some_and(|before| !before.is_same(&call.remote));
        if replaced || (state == CallState::Terminated && report.redirect == Some(RedirectReason::Transfer) && call.was_answered) {
            moments.push(CallMoment::Transferred);
        }
        if state == CallState::Terminated {
            let transferred = moments.into_iter().filter_map(|moment| self.fire(index, moment, now)).collect();
            return self.end(index, &report, transferred, others, held_back, now);
        }
        call.state = state;
        let dials = call.direction == Direction::Outgoing && state != CallState::Dialback;
        if dials {
            moments.push(CallMoment::Dialing);
        }
        // It was answered before its time to ring had come.
        let is_held_back = held_back.iter().any(|held| held.is_of(&self.id, &call.id));
        let unsaid = call.was_answered && !call.fired.has(CallMoment::Connected) && matches!(state, CallState::Connected | CallState::Held);
        if unsaid && is_held_back {
            moments.push(CallMoment::Ringing);
        }
        match (was, state) {
            (_, CallState::Ringing) if call.direction == Direction::Incoming && !call.is_presented() && may_be_diverted(&report, is_held_back) => {
                // The event may be sent again.
                if !is_held_back {
                    self.hold_ringing_back(index, held_back, now);
                }
            }
            (_, CallState::Ringing) => moments.push(CallMoment::Ringing),
            (CallState::Held, CallState::Connected) if call.fired.has(CallMoment::Connected) => moments.push(CallMoment::Resumed),
            (_, CallState::Connected) => moments.push(CallMoment::Connected),
            (was, CallState::Held) if was != CallState::Held => {
                // Whoever holds a call has answered it, though that was not heard.
                if call.was_answered {
                    moments.push(CallMoment::Connected);
                }
                moments.push(CallMoment::Held);
            }
            (_, CallState::Held | CallState::Dialback | CallState::Dialing | CallState::Terminated) => {}
        }
        moments.into_iter().filter_map(|moment| self.fire(index, moment, now)).collect()
    }

    /// Finds the call a report is about: by its id, or where a call that a program placed goes on under another one, by
    /// what both halves of it share.
    fn find(&mut self, report: &CallReport) -> Option<usize> {
        if let Some(index) = self.calls.place_of(&report.id) {
            return Some(index);
        }
        let same = |call: &Call| call.by_program && call.alias.is_none() && call.tracking_id.is_some() && call.tracking_id == report.tracking_id;
        let index = self.calls.going_on().find(|(_, call)| same(call)).map(|(index, _)| index).filter(|_| !matches!(report.state, ReportedState::Released))?;
        self.calls.call_also(index, report.id.clone());
        Some(index)
    }

    fn hold_ringing_back(&self, index: usize, held_back: &mut Vec<HeldBack>, now: Timestamp) {
        let lasting = if self.device.dnd == Some(true) { ARRIVAL_UNDISTURBED } else { ARRIVAL };
        held_back.push(HeldBack::new(self.id.clone(), self.calls[index].id.clone(), held_back::What::Ringing, now, lasting));
    }

    /// A call is over, as a report says. What was true of it until then comes first.
    fn end(&mut self, index: usize, report: &CallReport, mut changes: Vec<Change>, others: bool, held_back: &mut Vec<HeldBack>, now: Timestamp) -> Vec<Change> {
        let undisturbed = self.device.dnd == Some(true);
        let call = &mut self.calls[index];
        call.state = CallState::Terminated;
        call.ended = report.ended;
        let late = call.ended_unheard;
        let outcome = if call.was_answered { Outcome::Answered } else { ending::outcome(call, report, undisturbed) };
        call.outcome = Some(outcome);
        held_back.retain(|held| !held.is_of(&self.id, &call.id));
        // What rang here and went elsewhere by itself may be answered there by now.
        let elsewhere = outcome == Outcome::Forwarded && call.fired.has(CallMoment::Ringing) && !ending::is_sent_by_user(report);
        if others && call.direction == Direction::Incoming && (outcome == Outcome::NoAnswer || elsewhere) {
            call.end_is_held_back = true;
            let (line, id) = (self.id.clone(), call.id.clone());
            held_back.push(if late { HeldBack::late_end(line, id, now) } else { HeldBack::new(line, id, held_back::What::End, now, ENDING) });
        } else {
            changes.extend(self.fire_end(index, now, late, ending::is_sent_by_user(report)));
        }
        changes
    }

    fn fire(&mut self, index: usize, moment: CallMoment, now: Timestamp) -> Option<Change> {
        // Of a call that was taken up again, the story is over: it is shown, and told no further.
        if self.calls[index].end_told {
            self.calls[index].fired.first(moment);
            return None;
        }
        let first = self.calls[index].fired.first(moment);
        let again = matches!(moment, CallMoment::Held | CallMoment::Resumed | CallMoment::Transferred);
        (first || again).then(|| self.call_change(index, moment, now, false))
    }

    fn fire_end(&mut self, index: usize, now: Timestamp, late: bool, sent_by_user: bool) -> Vec<Change> {
        if std::mem::replace(&mut self.calls[index].end_told, true) {
            return Vec::new();
        }
        let moments = ending::moments(&self.calls[index], sent_by_user);
        moments.into_iter().map(|moment| self.call_change(index, moment, now, late)).collect()
    }

    fn call_change(&self, index: usize, moment: CallMoment, now: Timestamp, late: bool) -> Change {
        let mut call = Box::new(self.calls[index].clone());
        // One report may tell of two moments: when it dialled, it did not ring yet, and when it rang, nobody had answered.
        match moment {
            CallMoment::Dialing => call.state = CallState::Dialing,
            CallMoment::Ringing => call.state = CallState::Ringing,
            CallMoment::Connected => call.state = CallState::Connected,
            _ => {}
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
        // To look through them all for one takes longer than all else that is done for a call.
        if self.calls.len() <= REMEMBERED + FORGOTTEN_AT_ONCE {
            return;
        }
        // Of some, what became of them is still to be said.
        let is_old = |call: &Call| call.is_over() && !call.awaits_log && !call.end_is_held_back;
        let mut surplus = self.calls.iter().filter(|call| is_old(call)).count().saturating_sub(REMEMBERED);
        self.calls.retain(|call| {
            let goes = surplus > 0 && is_old(call);
            surplus -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests;
