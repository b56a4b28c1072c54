//! How calls go on: what a report makes of what is known (XSI, 4.7.1.1).

use jiff::Timestamp;

use crate::{Call, CallMoment, CallReport, CallState, Direction, LineId, Personality, ReportedState, Step};

/// Makes a call from the first report of it.
pub(super) fn first_seen(line: &LineId, report: &CallReport, now: Timestamp) -> Call {
    let direction = match report.personality {
        // Who takes a call from another phone dials for it, and yet it is the other side that called.
        Personality::Originator if matches!(report.step, Step::PickedUp | Step::ParkRetrieved) && is_talking(report) => Direction::Incoming,
        Personality::Terminator => Direction::Incoming,
        Personality::Originator | Personality::ClickToDial => Direction::Outgoing,
    };
    Call {
        tracking_id: report.tracking_id.clone(),
        redirected_from: report.redirected_from.clone(),
        answered: report.answered,
        recall: report.recall,
        is_stamped: report.started.is_some(),
        was_answered: report.answered.is_some(),
        by_program: report.personality == Personality::ClickToDial,
        was_picked_up: report.step == Step::PickedUp && is_talking(report),
        ..Call::new(report.id.clone(), line.clone(), direction, report.remote.clone(), report.started.unwrap_or(now))
    }
}

/// A call that was answered before the line was first heard of: its beginning and its answer are past.
pub(super) fn already_up(line: &LineId, report: &CallReport, now: Timestamp) -> Call {
    let mut call = Call { state: CallState::Connected, ..first_seen(line, report, now) };
    for moment in [CallMoment::Dialing, CallMoment::Ringing, CallMoment::Connected] {
        call.fired.first(moment);
    }
    call
}

/// Takes up again a call that was given up too soon: what is asked for and what is told may overtake each other.
pub(super) fn revive(call: &mut Call) {
    call.state = match (call.was_answered, call.direction) {
        (true, _) => CallState::Connected,
        (false, Direction::Incoming) => CallState::Ringing,
        (false, Direction::Outgoing) => CallState::Dialing,
    };
    (call.outcome, call.ended, call.ended_unheard, call.awaits_log, call.end_is_held_back) = (None, None, false, false, false);
}

/// Takes over what a report says about a call beyond its state.
pub(super) fn learn(call: &mut Call, report: &CallReport) {
    call.remote.learn(&report.remote);
    call.tracking_id = report.tracking_id.clone().or(call.tracking_id.take());
    call.redirected_from = report.redirected_from.clone().or(call.redirected_from.take());
    call.failure = report.failure.clone().or(call.failure.take());
    call.recall |= report.recall;
    if let Some(started) = report.started {
        (call.started, call.is_stamped) = (started, true);
    }
    call.answered = call.answered.or(report.answered);
    call.was_answered |= call.answered.is_some() || (is_talking(report) && is_of_answered(report.step));
}

/// Says how far a call is after a report.
pub(super) fn next_state(call: &Call, report: &CallReport) -> CallState {
    match report.state {
        ReportedState::Released => CallState::Terminated,
        // What leaves a line goes on without it.
        ReportedState::Detached => CallState::Terminated,
        // Of two calls that are brought together, one may still be said to be held (4.7.1.1.12).
        _ if report.step == Step::Redirected && report.redirect.is_some() => CallState::Terminated,
        // An announcement or digits being collected are no conversation.
        _ if matches!(report.step, Step::Releasing | Step::Collecting) => call.state,
        ReportedState::Held => CallState::Held,
        ReportedState::Active | ReportedState::RemoteHeld if call.was_answered => CallState::Connected,
        ReportedState::Active | ReportedState::RemoteHeld | ReportedState::Idle => call.state,
        // A late report of the ringing does not undo the answer; and where the other party is being replaced, it is
        // somebody else's phone that rings.
        ReportedState::Alerting if call.was_answered && call.state == CallState::Held => CallState::Held,
        ReportedState::Alerting if call.was_answered => CallState::Connected,
        ReportedState::Alerting => match (call.direction, report.personality, report.step) {
            (Direction::Incoming, ..) => CallState::Ringing,
            (Direction::Outgoing, Personality::ClickToDial, _) => CallState::Dialback,
            (Direction::Outgoing, _, Step::Originating) => CallState::Dialing,
            (Direction::Outgoing, ..) => CallState::Ringing,
        },
    }
}

/// Returns whether the services of a called line have yet to say whether the call is presented at all: the event is made
/// before they run (4.7.1.1.3). While a ringing is held back for that, what is learned of the caller says nothing of the
/// phone. One that comes back rings where it came from.
pub(super) fn may_be_diverted(report: &CallReport, is_held_back: bool) -> bool {
    let is_new = report.step == Step::Received && !report.recall;
    is_new || (is_held_back && report.step == Step::Updated && !report.has_endpoint)
}

fn is_talking(report: &CallReport) -> bool {
    matches!(report.state, ReportedState::Active | ReportedState::Held | ReportedState::RemoteHeld)
}

/// Returns whether only a call that is answered has such a step, even where the server does not say when it was.
fn is_of_answered(step: Step) -> bool {
    matches!(step, Step::Answered | Step::Held | Step::Retrieved | Step::BargedIn | Step::ParkRetrieved | Step::PickedUp)
}
