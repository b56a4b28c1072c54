//! What happens in each scenario, step by step.

use crate::forwarding::ForwardingKind;

/// The extension of the hunt group all roles are in.
pub(super) const HUNT_GROUP: &str = "4080";
/// An extension nobody has.
pub(super) const NOBODY: &str = "4999";

/// Somebody, whoever plays them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    User,
    Colleague,
    Third,
    Outside,
    HuntGroup,
    Nobody,
}

/// One thing that happens. Calls are counted from 0.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Call { from: Who, to: Who, dialback: bool },
    Order { call: usize, verb: &'static str, by: Option<Who>, to: Option<Who>, with: Option<usize>, device: Option<&'static str> },
    Dnd(bool),
    Forward { kind: ForwardingKind, to: Option<Who> },
    Restart,
}

use Who::{Colleague, HuntGroup, Nobody, Outside, Third, User};

const IN: Step = call(Outside, User);
const OUT: Step = call(User, Outside);
const ANSWER: Step = order(0, "answer");
const ANSWER_2: Step = order(1, "answer");
const END: Step = by(0, "release", User);
const HANG_UP: Step = by(0, "release", Outside);

/// Name, what happens, steps.
pub(super) const SCENARIOS: &[(&str, &str, &[Step])] = &[
    ("incoming-answered", "Somebody calls, the user answers, the caller hangs up.", &[IN, ANSWER, HANG_UP]),
    ("incoming-missed", "Somebody calls and gives up.", &[IN, HANG_UP]),
    ("incoming-declined", "Somebody calls, the user turns the call away.", &[IN, by(0, "decline", User)]),
    ("no-answer-voicemail", "Somebody calls, nobody answers, the call goes to voice mail.", &[IN, order(0, "voicemail")]),
    ("no-answer-forward", "Somebody calls, nobody answers, a colleague's phone rings instead.", &[IN, to(0, "forward", User, Colleague), ANSWER, HANG_UP]),
    (
        "forward-always",
        "The user's calls are forwarded to a colleague, and somebody calls.",
        &[Step::Forward { kind: ForwardingKind::Always, to: Some(Colleague) }, IN, ANSWER, HANG_UP, Step::Forward { kind: ForwardingKind::Always, to: None }],
    ),
    ("do-not-disturb", "The user is not to be disturbed, and somebody calls.", &[Step::Dnd(true), IN, Step::Dnd(false)]),
    ("do-not-disturb-toggle", "The user turns Do Not Disturb on and off.", &[Step::Dnd(true), Step::Dnd(false)]),
    ("outgoing", "The user calls somebody, who answers; the user hangs up.", &[OUT, ANSWER, END]),
    ("outgoing-unanswered", "The user calls somebody and gives up.", &[OUT, END]),
    ("outgoing-busy", "The user calls somebody who is on the phone.", &[OUT, order(0, "fail")]),
    ("outgoing-invalid-number", "The user calls an extension nobody has.", &[call(User, Nobody)]),
    ("click-to-dial", "A program calls for the user, who lifts the handset; the other end answers.", &[dialback(User, Outside), ANSWER, ANSWER, END]),
    ("click-to-dial-ignored", "A program calls for the user, who does not lift the handset.", &[dialback(User, Outside), END]),
    ("hold", "The user answers a call, holds it and takes it back.", &[IN, ANSWER, by(0, "hold", User), by(0, "retrieve", User), HANG_UP]),
    (
        "remote-hold",
        "A colleague calls, the user answers, the colleague holds the call and takes it back.",
        &[call(Colleague, User), ANSWER, by(0, "hold", Colleague), by(0, "retrieve", Colleague), END],
    ),
    ("blind-transfer", "The user answers a call and sends it to a colleague.", &[IN, ANSWER, to(0, "transfer", User, Colleague), ANSWER, HANG_UP]),
    ("transferred-away", "Who the user talks to sends the user to somebody else.", &[OUT, ANSWER, to(0, "transfer", Outside, Third), ANSWER, END]),
    (
        "consult-transfer",
        "The user answers a call, asks a colleague, and brings the two together.",
        &[IN, ANSWER, call(User, Colleague), ANSWER_2, with(0, "consult", User, 1), HANG_UP],
    ),
    ("call-waiting", "While the user is on the phone, somebody else calls.", &[IN, ANSWER, IN, ANSWER_2, by(1, "release", Outside), by(0, "retrieve", User), HANG_UP]),
    (
        "conference",
        "The user answers a call, calls a colleague, and talks to both.",
        &[IN, ANSWER, call(User, Colleague), ANSWER_2, with(0, "conference", User, 1), by(1, "release", Colleague), HANG_UP],
    ),
    (
        "transfer-recall",
        "The user sends a call to a colleague, who does not answer; it comes back.",
        &[IN, ANSWER, to(0, "transfer", User, Colleague), order(0, "recall"), ANSWER, HANG_UP],
    ),
    ("park", "The user parks a call, and a colleague takes it.", &[IN, ANSWER, to(0, "park", User, Colleague), by(0, "unpark", Colleague), HANG_UP]),
    ("park-recall", "The user parks a call nobody takes; it comes back.", &[IN, ANSWER, by(0, "park", User), order(0, "recall"), ANSWER, HANG_UP]),
    ("pickup", "A colleague's phone rings, and the user takes the call.", &[call(Outside, Colleague), by(0, "pickup", User), HANG_UP]),
    ("picked-up-elsewhere", "The user's phone rings, and a colleague takes the call.", &[IN, by(0, "pickup", Colleague), HANG_UP]),
    ("hunt-group", "Somebody calls a number that rings several users; a colleague answers.", &[call(Outside, HuntGroup), by(0, "answer", Colleague), HANG_UP]),
    (
        "shared-line",
        "Somebody calls, and the user answers on another phone of the same line.",
        &[IN, Step::Order { call: 0, verb: "answer", by: Some(User), to: None, with: None, device: Some("shared-line@northgate.example") }, HANG_UP],
    ),
    (
        "recording",
        "The user answers a call and has it recorded, with a pause.",
        &[IN, ANSWER, by(0, "record", User), by(0, "pause-recording", User), by(0, "resume-recording", User), by(0, "stop-recording", User), HANG_UP],
    ),
    ("as-restart", "The server crashes during a call and tells again how things are.", &[IN, ANSWER, Step::Restart, HANG_UP]),
];

const fn call(from: Who, to: Who) -> Step {
    Step::Call { from, to, dialback: false }
}

const fn dialback(from: Who, to: Who) -> Step {
    Step::Call { from, to, dialback: true }
}

const fn order(call: usize, verb: &'static str) -> Step {
    Step::Order { call, verb, by: None, to: None, with: None, device: None }
}

const fn by(call: usize, verb: &'static str, who: Who) -> Step {
    Step::Order { call, verb, by: Some(who), to: None, with: None, device: None }
}

const fn to(call: usize, verb: &'static str, who: Who, target: Who) -> Step {
    Step::Order { call, verb, by: Some(who), to: Some(target), with: None, device: None }
}

const fn with(call: usize, verb: &'static str, who: Who, other: usize) -> Step {
    Step::Order { call, verb, by: Some(who), to: None, with: Some(other), device: None }
}
