//! Asking for the calls themselves, because a silent stream may be a deaf one.

use telephony::{CallId, CallReport, Personality, ReportedState, Step};

use super::*;

fn call(id: &str, state: ReportedState) -> CallReport {
    CallReport::new(CallId::new(id), Step::Listed, Personality::Terminator, state)
}

pub(super) fn ringing() -> CallReport {
    call("callhalf-1:0", ReportedState::Alerting)
}

fn look() -> Output {
    Output::Send(Command::Look(line()))
}

fn has(calls: &[CallReport]) -> Result<Answer, Failure> {
    Ok(Answer::Calls { calls: calls.to_vec(), hook: Some(Hook::OnHook) })
}

fn told(calls: &[CallReport]) -> Output {
    Output::Deliver { event_id: None, updates: vec![Update::Snapshot { line: line(), calls: calls.to_vec(), hook: Some(Hook::OnHook) }] }
}

impl Life {
    /// The calls are as believed, and the subscription is still there.
    fn is_well(&mut self, calls: &[CallReport]) {
        assert_eq!(self.looked(calls), [refresh_calls()], "whether the subscription is still there is another question");
        assert_eq!(self.answer(Command::RefreshSubscription("calls".to_owned()), done()), []);
        self.now += Duration::from_millis(1);
        let id = format!("well-{:?}", self.now);
        self.hear(event(&id, "calls", 0, snapshot_of(calls)));
    }

    fn looked(&mut self, calls: &[CallReport]) -> Vec<Output> {
        self.answer(Command::Look(line()), has(calls))
    }
}

#[test]
fn the_calls_are_asked_for_every_five_minutes_and_nothing_follows_when_all_is_well() {
    let mut life = Life::new().live();
    for _ in 0..3 {
        assert_eq!(life.live_for(299), []);
        assert_eq!(life.live_for(1), [look()]);
        life.is_well(&[]);
    }
    life.hear(event("e-1", "calls", 1, EventData::Call(Box::new(ringing()))));
    assert_eq!(life.live_for(300), [look()]);
    life.is_well(&[ringing()]);
    life.hear(event("e-2", "calls", 1, EventData::Call(Box::new(call("callhalf-1:0", ReportedState::Released)))));
    assert_eq!(life.live_for(300), [look()]);
    life.is_well(&[]);
}

#[test]
fn a_subscription_the_server_forgot_is_found_out_though_nobody_calls() {
    let mut life = Life::new().live();
    life.live_for(300);
    assert_eq!(life.looked(&[]), [refresh_calls()]);
    let outputs = life.answer(Command::RefreshSubscription("calls".to_owned()), failed(403));
    assert_eq!(outputs, [Output::Tell(Notice::Recovered { line: line() }), Output::Send(subscribe(Package::AdvancedCall))]);
}

#[test]
fn a_surprise_is_looked_at_twice_before_anything_follows() {
    let mut life = Life::new().live();
    life.live_for(300);
    assert_eq!(life.looked(&[ringing()]), [], "its event may be on the way");
    assert_eq!(life.live_for(4), []);
    assert_eq!(life.live_for(1), [look()]);
    let recovered = Output::Tell(Notice::Recovered { line: line() });
    assert_eq!(life.looked(&[ringing()]), [told(&[ringing()]), recovered, Output::Send(subscribe(Package::AdvancedCall))]);

    let mut life = Life::new().live();
    life.live_for(300);
    life.looked(&[ringing()]);
    life.hear(event("e-1", "calls", 1, EventData::Call(Box::new(ringing()))));
    assert_eq!(life.live_for(5), [look()]);
    life.is_well(&[ringing()]);
}

#[test]
fn an_answer_that_crossed_an_event_says_nothing() {
    let mut life = Life::new().live();
    assert_eq!(life.live_for(300), [look()]);
    life.hear(event("e-1", "calls", 1, EventData::Call(Box::new(ringing()))));
    assert_eq!(life.looked(&[]), []);
    assert_eq!(life.live_for(5), [look()]);
    life.is_well(&[ringing()]);
    assert_eq!(life.live_for(299), []);
}

#[test]
fn a_channel_that_stays_silent_after_a_new_subscription_is_given_up() {
    let mut life = Life::new().live();
    life.live_for(300);
    assert_eq!(life.looked(&[]), [refresh_calls()]);
    assert_eq!(life.answer(Command::RefreshSubscription("calls".to_owned()), done()), []);
    assert_eq!(life.live_for(5), [look()], "the snapshot does not come");
    let recovered = Output::Tell(Notice::Recovered { line: line() });
    assert_eq!(life.looked(&[ringing()]), [told(&[ringing()]), recovered, Output::Send(subscribe(Package::AdvancedCall))]);
    assert_eq!(life.answer(subscribe(Package::AdvancedCall), granted("calls-2")), []);
    assert_eq!(life.live_for(5), [look()], "nor does the next one");
    let outputs = life.looked(&[ringing()]);
    assert!(lost_for(&outputs, life.now).is_some(), "{outputs:?}");
}

#[test]
fn of_a_server_that_sends_no_snapshots_the_calls_are_asked_for_instead() {
    let mut life = Life::new();
    life.open();
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    life.answer(Command::ReadLog(line()), failed(404));
    assert_eq!(life.live_for(4), []);
    assert_eq!(life.live_for(1), [look()]);
    assert_eq!(life.answer(Command::Look(line()), failed(503)), []);
    assert_eq!(life.live_for(59), []);
    assert_eq!(life.live_for(1), [look()], "until they are known");
    assert_eq!(life.looked(&[ringing()]), [told(&[ringing()])]);
    for _ in 0..3 {
        assert_eq!(life.live_for(299), []);
        assert_eq!(life.live_for(1), [look()]);
        assert_eq!(life.looked(&[ringing()]), [refresh_calls()]);
        assert_eq!(life.answer(Command::RefreshSubscription("calls".to_owned()), done()), []);
        assert_eq!(life.live_for(5), [look()], "no snapshot again");
        assert_eq!(life.looked(&[ringing()]), [told(&[ringing()])], "which is no reason to give the channel up");
    }
}

#[test]
fn a_snapshot_that_does_not_come_after_a_gap_is_asked_for() {
    let mut life = Life::new().live();
    assert_eq!(life.live_for(30), [], "it came with the subscription");
    life.hear(hook("e-9", 9));
    life.answer(Command::RefreshSubscription("calls".to_owned()), done());
    assert_eq!(life.live_for(5), [look()], "and did not after the gap");
    let outputs = life.looked(&[ringing()]);
    assert!(outputs.contains(&told(&[ringing()])), "{outputs:?}");
}

#[test]
fn a_server_that_does_not_tell_is_not_asked_more_often() {
    let mut life = Life::new().live();
    for _ in 0..3 {
        assert_eq!(life.live_for(299), []);
        assert_eq!(life.live_for(1), [look()]);
        assert_eq!(life.answer(Command::Look(line()), failed(404)), [refresh_calls()]);
        life.answer(Command::RefreshSubscription("calls".to_owned()), done());
        let id = format!("{:?}", life.now);
        life.hear(event(&id, "calls", 0, snapshot()));
    }
}

fn snapshot_of(calls: &[CallReport]) -> EventData {
    EventData::Snapshot { calls: calls.to_vec(), hook: None }
}
