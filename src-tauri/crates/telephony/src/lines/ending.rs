//! How calls end: what became of one, and what is told of it.

use crate::{Call, CallMoment, CallReport, Direction, Outcome, RedirectReason, ReleasedBy};

/// Says what became of a call nobody answered here.
pub(super) fn outcome(call: &Call, report: &CallReport, undisturbed: bool) -> Outcome {
    let rang = call.fired.has(CallMoment::Ringing);
    let failure = report.failure.as_deref().or(call.failure.as_deref());
    match (call.direction, report.redirect, failure, report.released_by) {
        // Do-not-disturb turns calls away to voicemail, too. Then it is not voicemail that took it from a ringing phone.
        (Direction::Incoming, Some(RedirectReason::Voicemail), ..) if undisturbed && !rang => Outcome::Busy,
        (Direction::Incoming, Some(RedirectReason::Voicemail), ..) => Outcome::Voicemail,
        (Direction::Incoming, Some(RedirectReason::Busy | RedirectReason::DoNotDisturb), ..) => Outcome::Busy,
        (Direction::Incoming, Some(_), ..) => Outcome::Forwarded,
        // Who turns a ringing call away is busy to the caller.
        (Direction::Incoming, None, _, Some(ReleasedBy::Local)) if rang => Outcome::Declined,
        (_, _, Some("Busy"), _) => Outcome::Busy,
        (_, _, Some(_), _) => Outcome::Failed,
        (Direction::Incoming, _, _, Some(ReleasedBy::Local)) => Outcome::Declined,
        (Direction::Outgoing, _, _, Some(ReleasedBy::Local)) => Outcome::Cancelled,
        (..) => Outcome::NoAnswer,
    }
}

/// Returns what is told of a call that is over.
pub(super) fn moments(call: &Call, sent_by_user: bool) -> Vec<CallMoment> {
    use CallMoment::{Completed, Forwarded, Missed};
    match (call.direction, call.outcome) {
        (Direction::Incoming, Some(Outcome::Forwarded)) if !call.fired.has(CallMoment::Ringing) => vec![Forwarded],
        (Direction::Incoming, Some(Outcome::Forwarded)) if sent_by_user => vec![Forwarded, Completed],
        (Direction::Incoming, Some(Outcome::Forwarded)) => vec![Forwarded, Missed],
        (Direction::Incoming, Some(Outcome::NoAnswer | Outcome::Busy | Outcome::Failed | Outcome::Voicemail)) => vec![Missed],
        (Direction::Incoming, Some(Outcome::Answered | Outcome::Cancelled | Outcome::Declined | Outcome::AnsweredElsewhere) | None) | (Direction::Outgoing, _) => vec![Completed],
    }
}

/// Returns whether it was the user who sent a ringing call elsewhere, and not a service.
pub(super) fn is_sent_by_user(report: &CallReport) -> bool {
    matches!(report.redirect, Some(RedirectReason::Deflection | RedirectReason::Transfer))
}
