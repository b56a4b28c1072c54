//! Changes for the tests of this crate.

use std::sync::LazyLock;

use jiff::{Timestamp, tz::TimeZone};
use telephony::{CallId, CallMoment, CallReport, CallType, Change, Home, LineId, Lines, Owner, Party, Personality, PhoneNumber, ReleasedBy, ReportedState, Step, Update, What};

use crate::{CallTrigger, NumberPattern, Trigger, Values};

pub(crate) fn anna() -> LineId {
    LineId::new("anna.lindqvist@example.org")
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_426_200_000 + ms).unwrap()
}

fn report(step: Step, state: ReportedState, remote: &Party) -> CallReport {
    CallReport { remote: remote.clone(), started: Some(at(0)), ..CallReport::new(CallId::new("callhalf-7345:0"), step, Personality::Terminator, state) }
}

fn line_of_anna() -> Lines {
    let mut lines = Lines::default();
    let owner = Owner { name: "Anna Lindqvist".into(), extension: "4021".into(), number: PhoneNumber::parse("tel:+442079460121") };
    lines.apply(Update::Owner { line: anna(), owner }, at(0));
    lines
}

fn hear(lines: &mut Lines, report: CallReport) -> Vec<Change> {
    lines.apply(Update::Call { line: anna(), report: Box::new(report) }, at(211_000))
}

pub(crate) fn priya() -> Party {
    Party { name: Some("Priya Raman".into()), number: PhoneNumber::parse("tel:+442079460958"), call_type: Some(CallType::Network), ..Party::default() }
}

/// An incoming call rings.
pub(crate) fn ringing(remote: &Party) -> Change {
    hear(&mut line_of_anna(), report(Step::Updated, ReportedState::Alerting, remote)).remove(0)
}

/// An outgoing call begins.
pub(crate) fn dialing(remote: &Party) -> Change {
    let report = CallReport { personality: Personality::Originator, ..report(Step::Originated, ReportedState::Alerting, remote) };
    hear(&mut line_of_anna(), report).remove(0)
}

pub(crate) fn ringing_call() -> Change {
    ringing(&priya())
}

pub(crate) fn withheld_call() -> Change {
    ringing(&Party { withheld: true, ..priya() })
}

/// A call rings whose caller chose this name, uncleaned.
pub(crate) fn call_from(name: &str) -> Change {
    ringing(&Party { name: Some(name.into()), ..priya() })
}

/// An incoming call, forwarded to this line, answered and over.
pub(crate) fn completed_call() -> Change {
    let mut lines = line_of_anna();
    lines.apply(Update::Hook { line: anna(), hook: telephony::Hook::OnHook }, at(0));
    lines.apply(Update::DoNotDisturb { line: anna(), on: false }, at(0));
    let redirected_from = Some(Party { number: PhoneNumber::parse("tel:+442079460100"), ..Party::default() });
    hear(&mut lines, CallReport { redirected_from, ..report(Step::Updated, ReportedState::Alerting, &priya()) });
    let answered = Some(at(5_000));
    hear(&mut lines, CallReport { answered, ..report(Step::Answered, ReportedState::Active, &priya()) });
    let over = CallReport { answered, ended: Some(at(210_250)), released_by: Some(ReleasedBy::Remote), ..report(Step::Released, ReportedState::Released, &priya()) };
    let change = hear(&mut lines, over).remove(0);
    assert!(matches!(change.what, What::Call { moment: CallMoment::Completed, .. }));
    change
}

pub(crate) fn dnd_on() -> Change {
    let mut lines = line_of_anna();
    lines.apply(Update::DoNotDisturb { line: anna(), on: false }, at(0));
    lines.apply(Update::DoNotDisturb { line: anna(), on: true }, at(1)).remove(0)
}

pub(crate) fn values(change: &Change) -> Values {
    // Looking a country up takes longer than all else here.
    static HOME: LazyLock<Home> = LazyLock::new(|| Home::of("GB"));
    Values::new(change, &HOME, "Customer calls", &TimeZone::UTC)
}

pub(crate) fn trigger(state: CallTrigger) -> Trigger {
    Trigger::Call {
        state,
        line: Default::default(),
        direction: Default::default(),
        scope: Default::default(),
        remote_tel: NumberPattern::default(),
        local_tel: NumberPattern::default(),
    }
}

/// The same on the line of a colleague.
pub(crate) fn at_tomasz(change: Change) -> Change {
    let owner = Owner { name: "Tomasz Nowak".into(), extension: "4017".into(), number: PhoneNumber::parse("tel:+442079460117") };
    Change { line: LineId::new("tomasz@example.org"), owner, ..change }
}
