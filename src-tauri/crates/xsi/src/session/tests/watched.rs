//! Lines of colleagues: asked for one after the other, and taken up and dropped while the channel stands.

use telephony::{CallId, CallReport, Personality, ReportedState, Step};

use super::*;
use crate::request::Verdict;

fn colleague(number: usize) -> LineId {
    LineId::new(&format!("user-{number:04}@example.com"))
}

fn colleagues(count: usize) -> Vec<LineId> {
    (1..=count).map(colleague).collect()
}

fn sent(outputs: &[Output]) -> Vec<Command> {
    outputs.iter().filter_map(|output| if let Output::Send(command) = output { Some(command.clone()) } else { None }).collect()
}

fn subscribed(outputs: &[Output]) -> Vec<(LineId, Package)> {
    sent(outputs).into_iter().filter_map(|command| if let Command::Subscribe(line, package) = command { Some((line, package)) } else { None }).collect()
}

/// A server that answers at once, and whose first event of a subscription tells how things are.
struct Server {
    life: Life,
    /// When each request was made.
    asked: Vec<Instant>,
    /// When each line's calls were heard of.
    heard: Vec<(LineId, Instant)>,
    events: u32,
}

impl Server {
    fn of(lines: usize) -> Self {
        let mut life = Life::new();
        life.take(Input::Watch(colleagues(lines)));
        Self { life, asked: Vec::new(), heard: Vec::new(), events: 0 }
    }

    /// Answers everything that is asked, and what is asked because of that.
    fn serve(&mut self, outputs: Vec<Output>) {
        let mut todo: std::collections::VecDeque<Output> = outputs.into();
        while let Some(output) = todo.pop_front() {
            match output {
                Output::Send(command) => {
                    self.asked.push(self.life.now);
                    let answer = match &command {
                        Command::Subscribe(line, package) => granted(&format!("{line} {package:?}")),
                        Command::ReadLog(_) => failed(404),
                        Command::Look(_) => Ok(Answer::Calls { calls: Vec::new(), hook: None }),
                        _ => done(),
                    };
                    todo.extend(self.life.answer(command.clone(), answer));
                    if let Command::Subscribe(line, package) = command {
                        self.events += 1;
                        let data = if package == Package::AdvancedCall { snapshot() } else { EventData::DoNotDisturb(Some(false)) };
                        todo.extend(self.life.hear(event(&format!("e-{}", self.events), &format!("{line} {package:?}"), 1, data)));
                    }
                    if matches!(todo.back(), Some(Output::Send(Command::Heartbeat(_)))) {
                        self.life.hear(Message::HeartBeat);
                    }
                }
                Output::Deliver { event_id, updates } => {
                    self.heard.extend(updates.iter().filter(|update| matches!(update, Update::Snapshot { .. })).map(|update| (update.line().clone(), self.life.now)));
                    if let Some(event_id) = event_id {
                        todo.extend(self.life.take(Input::Taken { event_id }));
                    }
                }
                _ => {}
            }
        }
    }

    fn run_for(&mut self, wait: Duration) {
        let end = self.life.now + wait;
        while let Some(at) = self.life.session.as_ref().and_then(Session::wake_at).filter(|at| *at <= end) {
            self.life.now = self.life.now.max(at);
            let outputs = self.life.take(Input::Tick);
            let beats = outputs.iter().any(|output| matches!(output, Output::Send(Command::Heartbeat(_))));
            self.serve(outputs);
            if beats {
                self.life.hear(Message::HeartBeat);
            }
        }
        self.life.now = end;
    }

    fn most_within_a_second(&self) -> usize {
        let within = |from: &Instant| self.asked.iter().filter(|at| *from <= **at && **at < *from + Duration::from_secs(1)).count();
        self.asked.iter().map(within).max().unwrap_or_default()
    }
}

#[test]
fn five_hundred_lines_are_heard_within_half_a_minute_below_twenty_requests_a_second() {
    let mut server = Server::of(500);
    let begin = server.life.now;
    let opened = server.life.open();
    server.serve(opened);
    assert_eq!(server.heard.first(), Some(&(line(), begin)), "the own line is heard at once");
    server.run_for(Duration::from_secs(30));
    let lines: std::collections::BTreeSet<&LineId> = server.heard.iter().map(|(line, _)| line).collect();
    assert_eq!(lines.len(), 501, "after half a minute");
    // The rest, do-not-disturb and what waited to be acknowledged, follows at the same pace.
    server.run_for(Duration::from_secs(120));
    assert!(server.most_within_a_second() <= 20, "{} within a second", server.most_within_a_second());
    let asked = server.asked.len();
    assert!(asked >= 4 * 500, "{asked}: two subscriptions a line and two events");
    // What is looked after from then on does not hurry either.
    server.asked.clear();
    server.run_for(Duration::from_secs(600));
    assert!(server.most_within_a_second() <= 20, "{} within a second", server.most_within_a_second());
}

#[test]
fn a_server_that_ended_a_channel_for_want_of_answers_gets_them_first() {
    let mut server = Server::of(100);
    let opened = server.life.open();
    server.serve(opened);
    server.life.hear(Message::ChannelTerminated { channel_id: "c-1".to_owned(), reason: TerminatedReason::NonResponsiveChannel });
    let opened = server.life.open();
    let mut asked = subscribed(&opened);
    asked.extend(subscribed(&server.life.wait(HALF_A_SECOND)));
    assert_eq!(asked.last(), Some(&(colleague(1), Package::AdvancedCall)));
    server.life.answer(Command::Subscribe(colleague(1), Package::AdvancedCall), granted("one"));
    server.life.hear(event("x", "one", 1, snapshot()));
    server.life.take(Input::Taken { event_id: "x".to_owned() });
    let next = server.life.wait(HALF_A_SECOND);
    assert_eq!(sent(&next).first(), Some(&Command::Respond("x".to_owned(), Verdict::Taken)));
}

#[test]
fn what_happens_on_a_watched_line_is_acknowledged_at_once() {
    let mut life = Life::new();
    life.take(Input::Watch(colleagues(50)));
    life.open();
    life.answer(Command::Subscribe(colleague(1), Package::AdvancedCall), granted("one"));
    let report = CallReport::new(CallId::new("callhalf-1:0"), Step::Received, Personality::Terminator, ReportedState::Alerting);
    life.hear(event("call", "one", 1, EventData::Call(Box::new(report))));
    let answered = life.take(Input::Taken { event_id: "call".to_owned() });
    assert_eq!(sent(&answered), [Command::Respond("call".to_owned(), Verdict::Taken)]);
}

#[test]
fn lines_are_taken_up_and_dropped_while_the_channel_stands() {
    let mut life = Life::new().live();
    let one = |package| Command::Subscribe(colleague(1), package);
    life.now += Duration::from_secs(2);
    assert_eq!(sent(&life.take(Input::Watch(colleagues(1)))), [one(Package::AdvancedCall)]);
    let granted_now = life.answer(one(Package::AdvancedCall), granted("one"));
    assert_eq!(granted_now, [Output::Tell(Notice::Granted { line: colleague(1), package: Package::AdvancedCall })]);
    assert_eq!(sent(&life.wait(HALF_A_SECOND)), [one(Package::DoNotDisturb)]);
    life.answer(one(Package::DoNotDisturb), granted("two"));
    assert_eq!(life.take(Input::Watch(colleagues(1))), [], "it is watched already");

    life.now += Duration::from_secs(2);
    assert_eq!(sent(&life.take(Input::Watch(Vec::new()))), [Command::Unsubscribe("one".to_owned())]);
    assert_eq!(sent(&life.wait(HALF_A_SECOND)), [Command::Unsubscribe("two".to_owned())]);
    let late = life.hear(event("late", "one", 2, snapshot()));
    assert_eq!(sent(&late), [Command::Respond("late".to_owned(), Verdict::NoSuchSubscription)], "nothing is heard of it any more");
}

#[test]
fn a_line_that_is_dropped_before_the_server_answered_is_unsubscribed_when_it_has() {
    let mut life = Life::new().live();
    life.now += Duration::from_secs(2);
    life.take(Input::Watch(colleagues(2)));
    life.take(Input::Watch(Vec::new()));
    let answered = life.answer(Command::Subscribe(colleague(1), Package::AdvancedCall), granted("one"));
    let mut later = sent(&answered);
    later.extend(sent(&life.wait(HALF_A_SECOND)));
    assert_eq!(later, [Command::Unsubscribe("one".to_owned())]);
}

#[test]
fn a_line_that_may_not_be_heard_is_said_and_asked_for_again_after_a_quarter_of_an_hour() {
    let mut life = Life::new().live();
    life.now += Duration::from_secs(2);
    life.take(Input::Watch(colleagues(1)));
    let ask = Command::Subscribe(colleague(1), Package::AdvancedCall);
    let refused = life.answer(ask.clone(), failed(403));
    assert!(matches!(&refused[..], [Output::Tell(Notice::NotPermitted { line, .. })] if *line == colleague(1)), "{refused:?}");
    let later = life.live_for(14 * 60);
    assert!(!sent(&later).contains(&ask));
    let later = life.live_for(2 * 60);
    assert_eq!(sent(&later).iter().filter(|command| **command == ask).count(), 1);
    assert_eq!(life.answer(ask, granted("one")), [Output::Tell(Notice::Granted { line: colleague(1), package: Package::AdvancedCall })], "and when it may be, that is said");
}

#[test]
fn signing_out_takes_no_longer_for_hundreds_of_lines() {
    let mut server = Server::of(200);
    let opened = server.life.open();
    server.serve(opened);
    server.run_for(Duration::from_secs(60));
    let goodbye = sent(&server.life.take(Input::Stop));
    assert_eq!(goodbye.len(), GOODBYES);
    assert!(goodbye.iter().all(|command| matches!(command, Command::Unsubscribe(_))));
    let mut last = Vec::new();
    for command in goodbye {
        last = server.life.answer(command, done());
    }
    assert_eq!(sent(&last), [Command::CloseChannel("c-1".to_owned())]);
}

#[test]
fn what_the_server_makes_of_a_colleagues_line_is_no_reason_to_give_up_the_own_one() {
    let ask = || Command::Subscribe(colleague(1), Package::AdvancedCall);
    let denied = |outputs: &[Output]| matches!(outputs, [Output::Tell(Notice::NotPermitted { line, .. })] if *line == colleague(1));
    for answer in [failed(401), Ok(Answer::Lease { id: None, lasts: DAY })] {
        let mut life = Life::new().live();
        life.now += Duration::from_secs(2);
        life.take(Input::Watch(colleagues(1)));
        let outputs = life.answer(ask(), answer.clone());
        assert!(denied(&outputs), "{answer:?}: {outputs:?}");
    }
    // Twice ended within a minute: it is left alone for a while, and that is said.
    let mut life = Life::new().live();
    life.now += Duration::from_secs(2);
    life.take(Input::Watch(colleagues(1)));
    for (number, id) in [(1, "one"), (2, "two")] {
        life.answer(ask(), granted(id));
        life.now += Duration::from_secs(1);
        let outputs = life.hear(event(&format!("end-{number}"), id, 1, EventData::SubscriptionTerminated));
        let said = outputs.iter().any(|output| matches!(output, Output::Tell(Notice::NotPermitted { .. })));
        assert_eq!((said, outputs.iter().any(|output| matches!(output, Output::HangUp))), (number == 2, false), "{outputs:?}");
    }
}

#[test]
fn events_missing_on_a_colleagues_line_say_nothing_of_the_own_one() {
    let mut life = Life::new().live();
    life.now += Duration::from_secs(2);
    life.take(Input::Watch(colleagues(1)));
    life.answer(Command::Subscribe(colleague(1), Package::AdvancedCall), granted("one"));
    life.hear(event("x-1", "one", 1, snapshot()));
    let mut asked = sent(&life.hear(event("x-3", "one", 3, EventData::Hook(Hook::OffHook))));
    for _ in 0..3 {
        asked.extend(sent(&life.wait(Duration::from_secs(1))));
    }
    assert!(asked.contains(&Command::RefreshSubscription("one".to_owned())), "{asked:?}");
    assert!(!asked.iter().any(|command| matches!(command, Command::ReadLog(_))), "{asked:?}");
}

#[test]
fn a_colleagues_line_is_looked_after_by_snapshots_where_they_come() {
    let mut server = Server::of(10);
    let opened = server.life.open();
    server.serve(opened);
    server.run_for(Duration::from_secs(60));
    let asked = |outputs: &[Output]| sent(outputs).into_iter().filter(|command| matches!(command, Command::Look(of) if *of != line())).count();
    let mut looks = 0;
    let mut refreshed = 0;
    let end = server.life.now + Duration::from_secs(700);
    while let Some(at) = server.life.session.as_ref().and_then(Session::wake_at).filter(|at| *at <= end) {
        server.life.now = server.life.now.max(at);
        let outputs = server.life.take(Input::Tick);
        looks += asked(&outputs);
        for command in sent(&outputs) {
            if let Command::RefreshSubscription(id) = &command {
                refreshed += 1;
                server.life.answer(command.clone(), Ok(Answer::Lease { id: None, lasts: DAY }));
                server.events += 1;
                let number = server.events;
                let said = server.life.hear(event(&format!("again-{number}"), id, 2, snapshot()));
                server.serve(said);
            } else {
                server.serve(vec![Output::Send(command)]);
            }
        }
        server.life.hear(Message::HeartBeat);
    }
    assert_eq!(looks, 0, "their calls are not asked for");
    assert!(refreshed >= 10, "{refreshed}: each at least once");
}
