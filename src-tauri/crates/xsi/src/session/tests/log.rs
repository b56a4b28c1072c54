//! Reading what the server wrote down of calls.

use telephony::{LogKind, LoggedCall, Party};

use super::*;

fn entry(id: &str) -> LoggedCall {
    LoggedCall { id: id.to_owned(), kind: LogKind::Missed, remote: Party::default(), at: jiff::Timestamp::UNIX_EPOCH }
}

fn read_log() -> Output {
    Output::Send(Command::ReadLog(line()))
}

fn told(ids: &[&str]) -> Output {
    Output::Deliver { event_id: None, updates: vec![Update::Logged { line: line(), calls: ids.iter().map(|id| entry(id)).collect() }] }
}

impl Life {
    /// A session whose server has written these down before it began.
    fn with_log(ids: &[&str]) -> Self {
        let mut life = Self::new();
        life.connect_with_log(ids);
        life
    }

    fn connect_with_log(&mut self, ids: &[&str]) {
        self.open();
        self.answer(subscribe(Package::AdvancedCall), granted("calls"));
        assert_eq!(self.answer(subscribe(Package::DoNotDisturb), granted("dnd")), connected());
        self.hear(event(&format!("first-{}", self.channels), "calls", 0, snapshot()));
        assert_eq!(self.read(ids), []);
    }

    fn read(&mut self, ids: &[&str]) -> Vec<Output> {
        self.answer(Command::ReadLog(line()), Ok(Answer::Log(ids.iter().map(|id| entry(id)).collect())))
    }

    /// Lets time go by without looks.
    fn log_for(&mut self, seconds: u64) -> Vec<Output> {
        let mut outputs = self.live_for(seconds);
        outputs.retain(|output| !matches!(output, Output::Send(Command::Look(_))));
        outputs
    }
}

#[test]
fn what_was_written_down_before_the_first_connection_or_while_all_was_well_is_no_news() {
    let mut life = Life::with_log(&["1", "2"]);
    assert_eq!(life.log_for(299), []);
    assert_eq!(life.log_for(1), []);
    // The calls are looked at, and the snapshot after it is as believed.
    life.answer(Command::Look(line()), Ok(Answer::Calls { calls: Vec::new(), hook: None }));
    life.answer(Command::RefreshSubscription("calls".to_owned()), done());
    life.hear(event("well", "calls", 0, snapshot()));
    assert_eq!(life.log_for(1), [read_log()]);
    assert_eq!(life.read(&["1", "2", "3"]), [], "it was heard live");
    assert_eq!(life.log_for(60), []);
    life.loss();
    life.connect_with_log(&["1", "2", "3", "4"]);
    assert_eq!(life.log_for(5), [told(&["4"])]);
}

#[test]
fn what_was_written_down_during_an_outage_is_news_after_a_moment() {
    let mut life = Life::with_log(&["1"]);
    life.loss();
    life.connect_with_log(&["1", "2", "3"]);
    assert_eq!(life.log_for(4), []);
    assert_eq!(life.log_for(1), [told(&["2", "3"])]);
    assert_eq!(life.log_for(200), [], "and only once");
}

#[test]
fn news_that_was_held_back_when_the_next_outage_came_is_told_after_it_and_is_no_sleep() {
    let mut life = Life::with_log(&["1"]);
    life.loss();
    life.connect_with_log(&["1", "2"]);
    life.loss();
    for _ in 0..20 {
        life.take(Input::RetryNow);
        let outputs = life.loss();
        life.now += lost_for(&outputs, life.now).expect("a wait");
    }
    life.open();
    assert_eq!(life.take(Input::Tick), [told(&["2"])]);
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    life.hear(event("again", "calls", 0, snapshot()));
    assert_eq!(life.read(&["1", "2", "3"]), []);
    assert_eq!(life.log_for(5), [told(&["3"])]);
}

#[test]
fn a_log_that_does_not_exist_tells_nothing_and_is_left_alone() {
    let mut life = Life::with_log(&["1"]);
    life.loss();
    life.connect();
    assert_eq!(life.log_for(900), [told(&[])], "whoever waits for it waits no longer");
}

#[test]
fn a_log_that_cannot_be_read_for_now_is_read_later() {
    let mut life = Life::with_log(&["1"]);
    life.loss();
    life.open();
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    life.hear(event("again", "calls", 0, snapshot()));
    assert_eq!(life.answer(Command::ReadLog(line()), failed(503)), []);
    assert_eq!(life.log_for(59), []);
    assert_eq!(life.log_for(1), [read_log()]);
    assert_eq!(life.read(&["1", "2"]), []);
    assert_eq!(life.log_for(5), [told(&["2"])], "the outage is not forgotten meanwhile");

    life.loss();
    life.open();
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    life.hear(event("once more", "calls", 0, snapshot()));
    for _ in 0..2 {
        life.answer(Command::ReadLog(line()), failed(503));
        assert_eq!(life.log_for(60), [read_log()]);
    }
    life.answer(Command::ReadLog(line()), failed(503));
    assert_eq!(life.log_for(1), [told(&[])], "but it can't be waited for for ever");
    assert_eq!(life.log_for(200), []);
}

#[test]
fn a_snapshot_after_an_outage_says_that_the_log_will_tell_the_rest() {
    let follows = |outputs: &[Output]| outputs.iter().any(|output| matches!(output, Output::Deliver { updates, .. } if updates.contains(&Update::LogFollows { line: line() })));
    let mut life = Life::with_log(&["1"]);
    assert!(!follows(&life.hear(event("e-1", "calls", 1, snapshot()))));
    life.loss();
    life.open();
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    assert!(follows(&life.hear(event("e-2", "calls", 1, snapshot()))));
    life.loss();
    life.open();
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    assert!(follows(&life.hear(event("e-3", "calls", 1, snapshot()))), "also before everything is answered");
}

#[test]
fn the_log_is_read_when_events_are_missing_as_a_whole_call_may_have_been_among_them() {
    let mut life = Life::with_log(&["1"]);
    life.hear(hook("e-1", 1));
    life.hear(hook("e-9", 9));
    assert_eq!(life.log_for(1), [read_log()]);
    assert_eq!(life.read(&["1", "2"]), []);
    assert_eq!(life.log_for(5), [told(&["2"])]);
}

#[test]
fn the_log_is_read_when_a_call_that_rang_is_gone_without_a_word() {
    let ringing = looks::ringing();
    let mut life = Life::with_log(&["1"]);
    life.hear(event("e-1", "calls", 1, EventData::Call(Box::new(ringing))));
    let outputs = life.hear(event("e-9", "calls", 9, snapshot()));
    assert!(outputs.iter().any(|output| matches!(output, Output::Deliver { updates, .. } if updates[0] == Update::LogFollows { line: line() })), "{outputs:?}");
    assert_eq!(life.log_for(1), [read_log()]);
    assert_eq!(life.read(&["1", "2"]), []);
    assert_eq!(life.log_for(5), [told(&["2"])]);
}

#[test]
fn what_goes_missing_while_the_log_is_read_or_held_back_is_found_too() {
    for held_back in [true, false] {
        let mut life = Life::with_log(&["1"]);
        life.loss();
        life.open();
        life.answer(subscribe(Package::AdvancedCall), granted("calls"));
        assert_eq!(life.answer(subscribe(Package::DoNotDisturb), granted("dnd")), connected());
        life.hear(event("again", "calls", 1, snapshot()));
        if held_back {
            life.read(&["1", "2"]);
        }
        life.hear(hook("gap", 9));
        life.hear(event("after the gap", "calls", 10, snapshot()));
        let outputs = life.log_for(1);
        if held_back {
            assert_eq!(outputs, [read_log()]);
        } else {
            assert_eq!(outputs, [], "one reading follows the other");
            life.read(&["1", "2"]);
            assert_eq!(life.log_for(1), [read_log()]);
        }
        life.read(&["1", "2", "3"]);
        let told: Vec<_> = life.log_for(10);
        assert_eq!(told, [super::log::told(&["2", "3"])], "{held_back}");
    }
}

#[test]
fn what_was_missed_while_the_own_line_was_not_granted_is_found() {
    let mut life = Life::with_log(&["1"]);
    life.hear(event("end", "calls", 1, EventData::SubscriptionTerminated));
    assert_eq!(life.log_for(1), [read_log()]);
    life.read(&["1"]);
    life.answer(subscribe(Package::AdvancedCall), failed(403));
    life.log_for(900);
    assert_eq!(life.answer(subscribe(Package::AdvancedCall), granted("calls-2")), connected(), "the line is heard again");
    life.hear(event("granted", "calls-2", 1, snapshot()));
    life.read(&["1", "2"]);
    assert_eq!(life.log_for(5), [told(&["2"])]);
}

#[test]
fn what_was_found_while_all_seemed_well_is_told_if_events_turn_out_to_be_missing() {
    let mut life = Life::with_log(&["1"]);
    life.log_for(300);
    life.answer(Command::Look(line()), Ok(Answer::Calls { calls: Vec::new(), hook: None }));
    life.answer(Command::RefreshSubscription("calls".to_owned()), done());
    // A whole call came and went, and none of its events. The snapshot is as believed, and its number tells nothing.
    life.hear(event("well", "calls", 0, snapshot()));
    assert_eq!(life.log_for(1), [read_log()]);
    assert_eq!(life.read(&["1", "2"]), []);
    let gap = life.hear(event("after", "calls", 7, EventData::Hook(Hook::OffHook)));
    assert!(gap.contains(&Output::Send(Command::RefreshSubscription("calls".to_owned()))), "{gap:?}");
    assert!(life.log_for(1).contains(&read_log()));
    assert_eq!(life.read(&["1", "2"]), []);
    assert!(life.log_for(6).contains(&told(&["2"])));
}

#[test]
fn what_was_written_down_since_the_program_ended_is_news() {
    let own = line();
    let known_log = Some(["1", "2"].map(str::to_owned).into());
    let mut life = Life::of(Plan { host: "xsp.example.com".to_owned(), own: own.clone(), lines: vec![own], known_log });
    life.connect_with_log(&["1", "2", "3"]);
    assert_eq!(life.log_read, Vec::<Vec<String>>::new(), "until it is told, it may have to be told again");
    assert_eq!(life.log_for(5), [told(&["3"])]);
    assert_eq!(life.log_read, [["1", "2", "3"]]);
}

#[test]
fn what_is_no_news_is_said_whenever_it_changes() {
    let mut life = Life::with_log(&["1"]);
    assert_eq!(life.log_read, [["1"]]);
    life.loss();
    life.connect_with_log(&["1"]);
    assert_eq!(life.log_for(60), [told(&[])]);
    assert_eq!(life.log_read, [["1"]], "nothing is new");
}
