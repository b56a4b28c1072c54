//! Calls that change while they go on: another id, another party, another half.

use super::*;

#[test]
fn a_call_a_program_places_rings_here_first_and_goes_on_under_another_id() {
    let program = |step, state| report(step, Personality::ClickToDial, state);
    for id in ["callhalf-1:0", "callhalf-2:0"] {
        let mut lines = Lines::default();
        assert_eq!(hear(&mut lines, program(Step::Originating, ReportedState::Alerting)), [], "it is not dialled before the handset is lifted");
        assert_eq!(lines.get(&anna()).unwrap().calls().next().unwrap().state, CallState::Dialback);
        assert_eq!(hear(&mut lines, program(Step::Updated, ReportedState::Alerting)), []);
        let going_on = |report: CallReport| CallReport { id: CallId::new(id), ..report };
        assert_eq!(hear(&mut lines, going_on(outgoing(Step::Originated, ReportedState::Alerting))), [Dialing, Ringing], "{id}");
        assert_eq!(hear(&mut lines, program(Step::Updated, ReportedState::Alerting)), [], "late news of the handset");
        assert_eq!(hear(&mut lines, going_on(answered(outgoing(Step::Answered, ReportedState::Active)))), [Connected]);
        if id != "callhalf-1:0" {
            assert_eq!(hear(&mut lines, released(program(Step::Released, ReportedState::Released), ReleasedBy::Local)), [], "the id that was given up ends nothing");
        }
        let call = lines.get(&anna()).unwrap().calls().next().unwrap();
        assert_eq!((call.id.as_str(), call.state), ("callhalf-1:0", CallState::Connected), "its id stays");
        assert_eq!(hear(&mut lines, going_on(released(answered(outgoing(Step::Released, ReportedState::Released)), ReleasedBy::Local))), [Completed]);
    }
    let mut lines = Lines::default();
    hear(&mut lines, program(Step::Originating, ReportedState::Alerting));
    let ignored = released(program(Step::Released, ReportedState::Released), ReleasedBy::Remote);
    assert_eq!(hear(&mut lines, ignored), [Completed], "nobody lifted the handset");
}

#[test]
fn a_transfer_replaces_the_other_party_and_rings_no_phone_here() {
    let mut lines = Lines::default();
    for (report, told) in [
        (incoming(Step::Received, ReportedState::Alerting), vec![Ringing]),
        (answered(incoming(Step::Answered, ReportedState::Active)), vec![Connected]),
        // The phone of the new party rings; this one does not.
        (
            CallReport { remote: Party { number: PhoneNumber::parse("tel:4017"), ..Party::default() }, ..answered(outgoing(Step::Transferred, ReportedState::Alerting)) },
            vec![Transferred],
        ),
        (answered(outgoing(Step::Answered, ReportedState::Active)), vec![]),
    ] {
        assert_eq!(hear(&mut lines, report.clone()), told, "{report:?}");
        if report.step != Step::Received {
            assert_eq!(lines.get(&anna()).unwrap().calls().next().unwrap().state, CallState::Connected, "{report:?}");
        }
    }
    assert_eq!(lines.get(&anna()).unwrap().calls().next().unwrap().direction, Direction::Incoming);
}

#[test]
fn a_call_this_line_sends_away_is_transferred_and_completed() {
    for state in [ReportedState::Detached, ReportedState::Held] {
        let mut lines = Lines::default();
        hear(&mut lines, answered(incoming(Step::Answered, ReportedState::Active)));
        let sent = CallReport { redirect: Some(RedirectReason::Transfer), ended: Some(at(65_000)), ..answered(incoming(Step::Redirected, state)) };
        let changes = lines.apply(Update::Call { line: anna(), report: Box::new(sent) }, at(9));
        assert_eq!(outcome_of(&changes), [(Transferred, None), (Completed, Some(Outcome::Answered))], "{state:?}");
        let end = released(answered(incoming(Step::Released, ReportedState::Released)), ReleasedBy::Local);
        assert_eq!(hear(&mut lines, end), []);
    }
}

#[test]
fn a_call_is_connected_though_the_server_does_not_say_since_when() {
    let mut lines = Lines::default();
    hear(&mut lines, incoming(Step::Received, ReportedState::Alerting));
    assert_eq!(hear(&mut lines, incoming(Step::Answered, ReportedState::Active)), [Connected]);
    let end = released(incoming(Step::Released, ReportedState::Released), ReleasedBy::Remote);
    let changes = lines.apply(Update::Call { line: anna(), report: Box::new(end) }, at(9));
    let [Change { what: What::Call { moment: Completed, call }, .. }] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((call.outcome, call.duration(), call.ring_time()), (Some(Outcome::Answered), None, None), "nobody knows for how long");
}

#[test]
fn times_are_the_servers_or_nothing() {
    for (started, answer, ended, duration, ring) in [
        (Some(at(0)), Some(at(5_000)), Some(at(65_123)), Some(60_123), Some(5_000)),
        (None, Some(at(5_000)), Some(at(65_123)), Some(60_123), None),
        (Some(at(0)), Some(at(5_000)), None, None, Some(5_000)),
        (Some(at(0)), None, Some(at(7_000)), Some(0), Some(7_000)),
        (None, None, Some(at(7_000)), Some(0), None),
    ] {
        let mut lines = Lines::default();
        let with = |report: CallReport| CallReport { started, ..report };
        hear(&mut lines, with(incoming(Step::Received, ReportedState::Alerting)));
        let end = CallReport { answered: answer, ended, ..with(incoming(Step::Released, ReportedState::Released)) };
        let changes = lines.apply(Update::Call { line: anna(), report: Box::new(end) }, at(9));
        let Some(Change { what: What::Call { call, .. }, .. }) = changes.last() else { panic!("{changes:?}") };
        let ms = |time: Option<SignedDuration>| time.map(|time| time.as_millis());
        assert_eq!((ms(call.duration()), ms(call.ring_time())), (duration.map(i128::from), ring.map(i128::from)), "{started:?} {answer:?} {ended:?}");
    }
}

#[test]
fn a_later_report_knows_better_who_it_is_and_nothing_fires_twice() {
    let mut lines = Lines::default();
    let unknown = CallReport {
        remote: Party { number: PhoneNumber::parse("tel:+442079460117"), call_type: Some(CallType::Unknown), ..Party::default() },
        ..incoming(Step::Received, ReportedState::Alerting)
    };
    assert_eq!(hear(&mut lines, unknown.clone()), [Ringing]);
    let scope = |lines: &Lines| lines.get(&anna()).unwrap().calls().next().unwrap().scope();
    assert_eq!(scope(&lines), Scope::External);
    let colleague = CallReport { remote: Party { call_type: Some(CallType::Group), ..unknown.remote.clone() }, ..incoming(Step::Updated, ReportedState::Alerting) };
    assert_eq!(hear(&mut lines, colleague), []);
    assert_eq!(scope(&lines), Scope::Internal);
    assert_eq!(hear(&mut lines, CallReport { step: Step::Updated, ..unknown }), []);
    assert_eq!(scope(&lines), Scope::Internal, "what is known is not forgotten for what is not");
}

#[test]
fn any_number_of_calls_go_their_ways_side_by_side() {
    let mut lines = Lines::default();
    let of = |call: i64, report: CallReport| CallReport { id: CallId::new(format!("callhalf-1:{call}")), tracking_id: Some(format!("{call}:1")), ..report };
    for call in 0..20 {
        assert_eq!(hear(&mut lines, of(call, incoming(Step::Received, ReportedState::Alerting))), [Ringing]);
        assert_eq!(hear(&mut lines, of(call, answered(incoming(Step::Answered, ReportedState::Active)))), [Connected]);
        assert_eq!(hear(&mut lines, of(call, answered(incoming(Step::Held, ReportedState::Held)))), [Held]);
    }
    assert_eq!(lines.get(&anna()).unwrap().calls().count(), 20);
    for call in (0..20).rev() {
        assert_eq!(hear(&mut lines, of(call, answered(incoming(Step::Retrieved, ReportedState::Active)))), [Resumed]);
        assert_eq!(hear(&mut lines, of(call, released(answered(incoming(Step::Released, ReportedState::Released)), ReleasedBy::Remote))), [Completed]);
    }
    assert_eq!(lines.get(&anna()).unwrap().calls().count(), 0);
}

#[test]
fn a_transfer_that_is_said_again_is_told_once() {
    let mut lines = Lines::default();
    hear(&mut lines, answered(incoming(Step::Answered, ReportedState::Active)));
    let to = |number| CallReport { remote: Party { number: PhoneNumber::parse(number), ..Party::default() }, ..answered(outgoing(Step::Transferred, ReportedState::Active)) };
    for (number, told) in [("tel:4017", vec![Transferred]), ("tel:4017", vec![]), ("tel:4033", vec![Transferred])] {
        assert_eq!(hear(&mut lines, to(number)), told, "{number}");
    }
}

#[test]
fn a_call_first_heard_of_on_hold_was_answered_before() {
    let mut lines = Lines::default();
    hear(&mut lines, incoming(Step::Received, ReportedState::Alerting));
    let held = answered(incoming(Step::Listed, ReportedState::Held));
    let changes = lines.apply(Update::Snapshot { line: anna(), calls: vec![held], hook: None }, at(9));
    let states: Vec<CallState> = changes.iter().map(|change| if let What::Call { call, .. } = &change.what { call.state } else { panic!("{change:?}") }).collect();
    assert_eq!((moments(changes), states), (vec![Connected, Held], vec![CallState::Connected, CallState::Held]));
    assert_eq!(hear(&mut lines, answered(incoming(Step::Retrieved, ReportedState::Active))), [Resumed]);
}
