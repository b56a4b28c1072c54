//! Asking for the calls themselves, because a silent stream may be a deaf one.

use telephony::{CallId, CallReport, Party, Personality, ReportedState, Step};

use super::*;

fn call(id: &str, state: ReportedState) -> CallReport {
    CallReport {
        id: CallId::new(id),
        tracking_id: None,
        step: Step::Listed,
        personality: Personality::Terminator,
        state,
        remote: Party::default(),
        started: None,
        answered: None,
        ended: None,
        released_by: None,
        failure: None,
        redirect: None,
        redirected_from: None,
        recall: false,
    }
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
        assert_eq!(life.looked(&[]), []);
    }
    life.hear(event("e-1", "calls", 1, EventData::Call(Box::new(ringing()))));
    assert_eq!(life.live_for(300), [look()]);
    assert_eq!(life.looked(&[ringing()]), []);
    life.hear(event("e-2", "calls", 2, EventData::Call(Box::new(call("callhalf-1:0", ReportedState::Released)))));
    assert_eq!(life.live_for(300), [look()]);
    assert_eq!(life.looked(&[]), []);
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
    assert_eq!(life.looked(&[ringing()]), [], "it was on the way");
}

#[test]
fn an_answer_that_crossed_an_event_says_nothing() {
    let mut life = Life::new().live();
    assert_eq!(life.live_for(300), [look()]);
    life.hear(event("e-1", "calls", 1, EventData::Call(Box::new(ringing()))));
    assert_eq!(life.looked(&[]), []);
    assert_eq!(life.live_for(5), [look()]);
    assert_eq!(life.looked(&[ringing()]), []);
    assert_eq!(life.live_for(299), []);
}

#[test]
fn a_channel_that_stays_silent_after_a_new_subscription_is_given_up() {
    let mut life = Life::new().live();
    for (calls, lost) in [(vec![ringing()], false), (vec![], true)] {
        life.live_for(300);
        life.looked(&calls);
        life.live_for(5);
        let outputs = life.looked(&calls);
        assert!(outputs.contains(&told(&calls)), "{outputs:?}");
        assert_eq!(lost_for(&outputs, life.now).is_some(), lost);
        if !lost {
            life.answer(subscribe(Package::AdvancedCall), granted("calls-2"));
            life.hear(event("again", "calls-2", 1, snapshot_of(&calls)));
        }
    }
}

#[test]
fn a_snapshot_that_does_not_come_is_asked_for() {
    let mut life = Life::new();
    life.open();
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    assert_eq!(life.live_for(4), []);
    assert_eq!(life.live_for(1), [look()]);
    assert_eq!(life.looked(&[ringing()]), [told(&[ringing()])]);
    assert_eq!(life.live_for(299), []);

    let mut life = Life::new().live();
    assert_eq!(life.live_for(30), [], "it came with the subscription");
    life.hear(hook("e-9", 9));
    life.answer(Command::RefreshSubscription("calls".to_owned()), done());
    assert_eq!(life.live_for(5), [look()], "and did not after the gap");
    assert_eq!(life.answer(Command::Look(line()), failed(503)), []);
    assert_eq!(life.live_for(59), []);
    assert_eq!(life.live_for(1), [look()], "so it is asked for until it is known");
    assert_eq!(life.looked(&[]), [told(&[])]);
}

#[test]
fn a_server_that_does_not_tell_is_not_asked_more_often() {
    let mut life = Life::new().live();
    for _ in 0..3 {
        assert_eq!(life.live_for(299), []);
        assert_eq!(life.live_for(1), [look()]);
        assert_eq!(life.answer(Command::Look(line()), failed(404)), []);
    }
}

fn snapshot_of(calls: &[CallReport]) -> EventData {
    EventData::Snapshot { calls: calls.to_vec(), hook: None }
}
