//! The ledger rule: what is true after every row.
//!
//! 1. The client's table of calls is the phone system's.
//! 2. Every call is accounted for exactly once: it began, was answered and ended once at most, and its end was told once.
//!    A call that came and went while nothing could be heard may be found later in what the server wrote down.
//! 3. What a custom event asks for was done once at most, and never for a ring that was over.

use std::collections::BTreeSet;
use std::time::Duration;

use simulator::{CallTruth, UserTruth};
use telephony::{Call, CallId, CallMoment, CallState, Change, Hook, LineId, Lines, What};

use crate::ear::Book;
use crate::register::Leg;
use crate::row::Row;
use crate::world::Shared;

/// How long ago a ring may have ended when something is done about it: events need a moment.
const FRESH: Duration = Duration::from_secs(1);
/// The moments of a call that come once.
const ONCE: [CallMoment; 6] = [CallMoment::Dialing, CallMoment::Ringing, CallMoment::Connected, CallMoment::Forwarded, CallMoment::Completed, CallMoment::Missed];
/// A call that is sent on after it rang is told as sent, and then as missed or completed.
const ENDS: [CallMoment; 3] = [CallMoment::Forwarded, CallMoment::Completed, CallMoment::Missed];
const LAST: [CallMoment; 2] = [CallMoment::Completed, CallMoment::Missed];

impl Shared {
    /// Says where the client's table and the truth differ.
    pub fn differences(&self) -> String {
        self.differences_from(&self.book.lock().unwrap())
    }

    /// Says where a table and the truth differ; nothing if they don't.
    pub fn differences_from(&self, book: &Book) -> String {
        let truth = self.simulator.truth();
        self.lines.iter().map(|line| differences(&book.lines, line, truth.user(line.as_str()).expect("a user"))).collect()
    }

    /// Returns whether nothing could be heard during the whole of a call.
    fn was_unheard(&self, leg: &Leg) -> bool {
        let over = leg.over.unwrap_or(Duration::MAX);
        self.deaf.lock().unwrap().iter().any(|(from, until)| *from <= leg.began && over <= until.unwrap_or(Duration::MAX))
    }
}

/// Says where what is believed of a line and the truth differ; nothing if they don't.
pub fn differences(lines: &Lines, line: &LineId, truth: &UserTruth) -> String {
    let Some(known) = lines.get(line) else { return format!("{line} is unknown\n") };
    let mut differences = String::new();
    for call in known.calls() {
        match truth.calls.iter().find(|true_call| true_call.call_id == call.id.as_str()) {
            Some(true_call) if is_as(call, true_call) => {}
            Some(true_call) => differences += &format!("{line}: {} is {:?}, answered {:?}; truly {true_call:?}\n", call.id, call.state, call.answered),
            None => differences += &format!("{line}: {} is {:?}; truly it is over\n", call.id, call.state),
        }
    }
    for call in truth.calls.iter().filter(|call| known.calls().all(|known| known.id.as_str() != call.call_id)) {
        differences += &format!("{line}: {} is not known, truly {call:?}\n", call.call_id);
    }
    let hook = if truth.off_hook { Hook::OffHook } else { Hook::OnHook };
    if known.device.hook != Some(hook) {
        differences += &format!("{line}: {:?}, truly {hook:?}\n", known.device.hook);
    }
    if known.device.dnd != Some(truth.dnd) {
        differences += &format!("{line}: do-not-disturb {:?}, truly {}\n", known.device.dnd, truth.dnd);
    }
    differences
}

fn is_as(call: &Call, truth: &CallTruth) -> bool {
    let states: &[CallState] = match (truth.state.as_str(), truth.personality.as_str(), truth.answered) {
        // The phone of a party it is transferred to rings.
        ("Alerting", _, true) => &[CallState::Connected, CallState::Held],
        ("Alerting", "Terminator", _) => &[CallState::Ringing],
        ("Alerting", "Originator", _) => &[CallState::Ringing, CallState::Dialing],
        ("Alerting", "Click-to-Dial", _) => &[CallState::Dialback],
        ("Active" | "Remote Held", _, true) => &[CallState::Connected],
        ("Held", _, true) => &[CallState::Held],
        // An announcement plays.
        ("Active", _, false) => &[CallState::Dialing, CallState::Ringing],
        _ => &[],
    };
    states.contains(&call.state) && call.answered.is_some() == truth.answered
}

/// Checks the whole rule.
pub fn settle(row: &Row, shared: &Shared) {
    shared.register.lock().unwrap().note(&shared.simulator.truth(), shared.simulator.running());
    let differences = shared.differences();
    assert!(differences.is_empty(), "the client believes what is not true:\n{differences}");
    assert!(shared.book.lock().unwrap().connected, "the client is connected at the end");
    let accounts = account(shared);
    check(row, &accounts);
    settle_once(row, shared);
}

/// Checks that nothing was done or told twice, or too late.
pub fn settle_once(row: &Row, shared: &Shared) {
    let (book, register) = (shared.book.lock().unwrap(), shared.register.lock().unwrap());
    let mut doubled = Vec::new();
    for line in &shared.lines {
        let told: BTreeSet<CallId> = book
            .changes
            .iter()
            .filter(|(_, change)| change.line == *line)
            .filter_map(|(_, change)| if let What::Call { call, .. } = &change.what { Some(call.id.clone()) } else { None })
            .collect();
        for call in &told {
            assert_order(&book, line, call);
            let counts = ONCE.map(|moment| (moment, book.count(line, call, moment)));
            doubled.extend(counts.iter().filter(|(_, count)| *count > 1).map(|(moment, count)| format!("{line} {call}: {moment:?} {count} times")));
            let ends = ends(&book, line, call);
            if ends > 1 {
                doubled.push(format!("{line} {call} ended {ends} times"));
            }
            assert!(is_written_down(call) || register.leg(line, call).is_some(), "{line} {call} never was");
            let (holds, held) = (register.leg(line, call).map_or(0, |leg| leg.holds), book.count(line, call, CallMoment::Held));
            if held > holds {
                doubled.push(format!("{line} {call} was held {holds} times, told of {held} times"));
            }
        }
    }
    for ((call, event), count) in book.deeds_by_call() {
        let at_most = if event == "held" || event == "resumed" { register.leg(&shared.lines[0], &call).map_or(0, |leg| leg.holds) } else { 1 };
        if count > at_most {
            doubled.push(format!("{event} was carried out {count} times for {call}"));
        }
    }
    row.outcome().doubled += doubled.len();
    assert!(doubled.is_empty(), "told or done more than once: {doubled:#?}");
    for deed in book.deeds.iter().filter(|deed| deed.event == "ringing") {
        let until = register.leg(&shared.lines[0], &deed.call).and_then(Leg::rang_until);
        assert!(until.is_none_or(|until| deed.at <= until + FRESH), "{deed:?} is about a ring that ended at {until:?}");
    }
}

/// Returns how often the end of a call was told.
fn ends(book: &Book, line: &LineId, call: &CallId) -> usize {
    let last: usize = LAST.iter().map(|moment| book.count(line, call, *moment)).sum();
    last.max(book.count(line, call, CallMoment::Forwarded))
}

/// Nothing comes after the end of a call, and it does not ring after it was answered.
fn assert_order(book: &Book, line: &LineId, call: &CallId) {
    let of_call = |change: &Change| match &change.what {
        What::Call { moment, call: of } if change.line == *line && of.id == *call => Some(*moment),
        _ => None,
    };
    let moments: Vec<CallMoment> = book.changes.iter().filter_map(|(_, change)| of_call(change)).collect();
    let place = |wanted: &[CallMoment]| moments.iter().position(|moment| wanted.contains(moment));
    assert!(place(&LAST).is_none_or(|end| end + 1 == moments.len()), "{line} {call} goes on after its end: {moments:?}");
    let (answered, rang) = (place(&[CallMoment::Connected]), moments.iter().rposition(|moment| *moment == CallMoment::Ringing));
    assert!(answered.zip(rang).is_none_or(|(answered, rang)| rang < answered), "{line} {call} rings after it was answered: {moments:?}");
}

#[derive(Debug, Default)]
struct Accounts {
    lost: Vec<String>,
    doubled: Vec<String>,
    unseen: Vec<String>,
}

/// Looks for the account of every call that is over.
fn account(shared: &Shared) -> Accounts {
    let (book, register) = (shared.book.lock().unwrap(), shared.register.lock().unwrap());
    let mut accounts = Accounts::default();
    // What was written down and told of, by its line and its other party.
    let mut written: Vec<(LineId, Call)> = book
        .changes
        .iter()
        .filter_map(|(_, change)| match &change.what {
            What::Call { call, .. } if is_written_down(&call.id) => Some((change.line.clone(), (**call).clone())),
            _ => None,
        })
        .collect();
    for leg in register.legs().iter().filter(|leg| leg.over.is_some() && shared.lines.contains(&leg.line)) {
        let heard = book.changes.iter().any(|(_, change)| change.line == leg.line && matches!(&change.what, What::Call { call, .. } if call.id == leg.id));
        let ends = ends(&book, &leg.line, &leg.id);
        let found = written.iter().position(|(line, call)| *line == leg.line && leg.is(call));
        match (heard, ends, found) {
            (true, 1, None) => {
                if let Some(wrong) = wrong_end(&book, leg) {
                    accounts.lost.push(wrong);
                }
            }
            (false, 0, Some(place)) => {
                written.remove(place);
            }
            (true, 0, _) => accounts.lost.push(format!("the end of {leg:?}")),
            (false, 0, None) if shared.was_unheard(leg) => accounts.unseen.push(format!("{leg:?}")),
            (false, 0, None) => accounts.lost.push(format!("{leg:?}")),
            (..) => accounts.doubled.push(format!("{leg:?}")),
        }
    }
    accounts.doubled.extend(written.iter().map(|(line, call)| format!("{line} {call:?} was written down, and is of no call")));
    accounts
}

/// Says what is wrong with how the end of a call was told, if it was heard and not concluded later.
fn wrong_end(book: &Book, leg: &Leg) -> Option<String> {
    let (at, change, moment, call) = book.changes.iter().find_map(|(at, change)| match &change.what {
        What::Call { moment, call } if change.line == leg.line && call.id == leg.id && ENDS.contains(moment) => Some((at, change, moment, call)),
        _ => None,
    })?;
    let missed = *moment == CallMoment::Missed;
    // Whoever declined did not miss it.
    let right = if leg.answered.is_some() || !leg.incoming { !missed } else { true };
    (!change.late && !right).then(|| format!("{leg:?} was told of at {at:?} as {moment:?} {:?}", call.outcome))
}

fn is_written_down(call: &CallId) -> bool {
    call.as_str().starts_with("log:")
}

impl Leg {
    /// Returns whether an entry of the server's log is of this call.
    fn is(&self, written: &Call) -> bool {
        (written.direction == telephony::Direction::Incoming) == self.incoming
            && written.remote.tel().is_some_and(|tel| self.remote.as_deref().is_some_and(|remote| tel.as_str().ends_with(remote)))
    }
}

fn check(row: &Row, accounts: &Accounts) {
    let mut outcome = row.outcome();
    outcome.lost += accounts.lost.len();
    outcome.doubled += accounts.doubled.len();
    outcome.unseen += accounts.unseen.len();
    drop(outcome);
    assert!(accounts.lost.is_empty() && accounts.doubled.is_empty(), "{accounts:#?}");
}
