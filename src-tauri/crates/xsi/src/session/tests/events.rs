//! Events and the subscriptions they belong to.

use super::*;

#[test]
fn an_event_is_acknowledged_once_it_is_taken_in() {
    let mut life = Life::new().live();
    let outputs = life.hear(hook("e-1", 1));
    let updates = vec![Update::Hook { line: line(), hook: Hook::OffHook }];
    assert_eq!(outputs, [Output::Tell(Notice::Heard), Output::Deliver { event_id: Some("e-1".to_owned()), updates }]);
    assert_eq!(life.hear(hook("e-1", 1)), [Output::Tell(Notice::Heard)], "sent again, but still on its way");
    assert_eq!(life.take(Input::Taken { event_id: "e-1".to_owned() }), [taken("e-1")]);
    assert_eq!(life.hear(hook("e-1", 1)), [Output::Tell(Notice::Heard), taken("e-1")], "our answer was lost");
}

#[test]
fn a_repeated_event_is_known_on_the_next_channel_too() {
    let mut life = Life::new().live();
    life.hear(hook("e-1", 1));
    life.loss();
    life.connect();
    assert!(!delivers(&life.hear(hook("e-1", 1))));
}

#[test]
fn an_event_we_do_not_understand_is_acknowledged_at_once() {
    let mut life = Life::new().live();
    for (id, data) in [("e-1", EventData::Unknown { name: "NewEvent".to_owned() }), ("e-2", EventData::DoNotDisturb(None)), ("e-3", EventData::Redirected(Vec::new()))] {
        assert_eq!(life.hear(event(id, "dnd", 1, data)), [Output::Tell(Notice::Heard), taken(id)]);
    }
}

#[test]
fn an_event_of_a_subscription_that_is_not_ours_is_turned_away_but_not_during_the_set_up() {
    let stranger = || event("e-1", "stranger", 1, snapshot());
    let mut life = Life::new();
    life.open();
    assert!(delivers(&life.hear(stranger())), "the answer to our request may still be on its way");
    let mut life = Life::new().live();
    assert_eq!(life.hear(stranger()), [Output::Tell(Notice::Heard), Output::Send(Command::Respond("e-1".to_owned(), Verdict::NoSuchSubscription))]);
}

#[test]
fn the_line_of_an_event_is_its_target_else_that_of_its_subscription_else_its_owner() {
    let of = |subscription: &str, target: Option<&str>, user: &str, set_up: bool| {
        let mut life = if set_up { Life::new() } else { Life::new().live() };
        if set_up {
            life.open();
        }
        let Message::Event(mut event) = event("e-1", subscription, 1, snapshot()) else { unreachable!() };
        event.target_id = target.map(str::to_owned);
        event.user_id = user.to_owned();
        delivers(&life.hear(Message::Event(event)))
    };
    assert!(of("calls", Some("Anna@Example.com"), "admin@example.com", false));
    assert!(of("calls", None, "anna@example.com@example.com", false));
    assert!(of("unknown", None, "anna@example.com", true));
    assert!(!of("unknown", Some("bert@example.com"), "anna@example.com", true));
    assert!(!of("unknown", None, "bert@example.com", true));
}

#[test]
fn a_gap_in_the_numbers_asks_how_things_are_and_a_snapshot_makes_good_for_it() {
    for (numbers, asks) in [(vec![1, 2, 3], 0), (vec![5, 6], 0), (vec![1, 3], 1), (vec![1, 3, 9, 10], 1), (vec![7, 1], 1), (vec![2_147_483_647, 1], 0)] {
        let mut life = Life::new().live();
        life.hear(event("base", "calls", numbers[0] - 1, snapshot()));
        let outputs: Vec<_> = numbers.iter().flat_map(|number| life.hear(hook(&format!("e-{number}"), *number))).collect();
        assert_eq!(outputs.iter().filter(|output| **output == refresh_calls()).count(), asks, "{numbers:?}");
        assert_eq!(outputs.iter().filter(|output| matches!(output, Output::Deliver { .. })).count(), numbers.len(), "nothing is lost: {numbers:?}");
        // Once it is answered, the next gap asks again.
        life.answer(Command::RefreshSubscription("calls".to_owned()), done());
        assert!(!life.hear(event("s", "calls", 50, snapshot())).contains(&refresh_calls()));
        assert!(life.hear(hook("later", 100)).contains(&refresh_calls()), "{numbers:?}");
    }
}

#[test]
fn an_unreadable_document_asks_how_things_are() {
    let mut life = Life::new().live();
    let unreadable = crate::xml::Document::parse("<a>").expect_err("cut off");
    let outputs = life.take(Input::Document(Err(unreadable)));
    let reason = crate::xml::Document::parse("<a>").expect_err("cut off").to_string();
    let expected = [Output::Tell(Notice::Heard), refresh_calls(), Output::Send(Command::RefreshSubscription("dnd".to_owned())), Output::Tell(Notice::Unreadable { reason })];
    assert_eq!(outputs, expected);
}

#[test]
fn an_answer_that_can_not_be_read_either_is_not_asked_for_over_and_over() {
    let mut life = Life::new().live();
    let unreadable = |life: &mut Life| {
        let outputs = life.take(Input::Document(Err(crate::xml::Unreadable::new("broken"))));
        for id in ["calls", "dnd"] {
            life.answer(Command::RefreshSubscription(id.to_owned()), granted(id));
        }
        outputs.contains(&refresh_calls())
    };
    assert!(unreadable(&mut life), "at once");
    for _ in 0..100 {
        assert!(!unreadable(&mut life), "the answer");
    }
    let asked = life.live_for(30);
    assert_eq!(asked.iter().filter(|output| **output == refresh_calls()).count(), 1, "once more");
    for id in ["calls", "dnd"] {
        life.answer(Command::RefreshSubscription(id.to_owned()), granted(id));
    }
    life.live_for(60);
    assert!(unreadable(&mut life), "long after, at once again");
}

#[test]
fn the_channel_and_its_subscriptions_are_refreshed_at_half_of_their_lives() {
    let mut life = Life::new().live();
    assert_eq!(looks_left_out(life.live_for(3599)), []);
    assert_eq!(life.live_for(1), [Output::Send(Command::RefreshChannel("c-1".to_owned()))]);
    assert_eq!(life.answer(Command::RefreshChannel("c-1".to_owned()), failed(503)), []);
    assert_eq!(life.live_for(60), [Output::Send(Command::RefreshChannel("c-1".to_owned()))]);
    assert_eq!(life.answer(Command::RefreshChannel("c-1".to_owned()), Ok(Answer::Lease { id: None, lasts: 2 * DAY })), []);
    let outputs = looks_left_out(life.live_for(86_400 / 2 - 3660));
    assert_eq!(outputs, [refresh_calls(), Output::Send(Command::RefreshSubscription("dnd".to_owned()))]);
}

#[test]
fn a_subscription_the_server_forgot_is_asked_for_anew() {
    for status in [403, 404] {
        let mut life = Life::new().live();
        let outputs = life.answer(Command::RefreshSubscription("calls".to_owned()), failed(status));
        assert_eq!(outputs, [Output::Tell(Notice::Recovered { line: line() }), Output::Send(subscribe(Package::AdvancedCall))]);
        assert_eq!(life.answer(subscribe(Package::AdvancedCall), granted("calls-2")), []);
    }
}

#[test]
fn a_subscription_that_ends_is_asked_for_anew_once() {
    let end = |id: &str, subscription: &str| event(id, subscription, 2, EventData::SubscriptionTerminated);
    let mut life = Life::new().live();
    assert_eq!(life.hear(end("e-1", "calls")), [Output::Tell(Notice::Heard), taken("e-1"), Output::Send(subscribe(Package::AdvancedCall))]);
    life.answer(subscribe(Package::AdvancedCall), granted("calls-2"));
    let outputs = life.hear(end("e-2", "calls-2"));
    assert!(lost_for(&outputs, life.now).is_some(), "{outputs:?}");

    let mut life = Life::new().live();
    life.hear(end("e-1", "dnd"));
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd-2"));
    assert_eq!(life.hear(end("e-2", "dnd-2")), [Output::Tell(Notice::Heard), taken("e-2")], "calls are still heard of");
}

#[test]
fn what_may_not_be_heard_is_said_and_asked_for_again_while_the_channel_stays() {
    let not_permitted = |package| {
        let problem = Problem::Forbidden { right: "Advanced Call".to_owned() };
        Output::Tell(Notice::NotPermitted { line: line(), package, problem })
    };
    let mut life = Life::new();
    life.open();
    assert_eq!(life.answer(subscribe(Package::DoNotDisturb), failed(403)), [not_permitted(Package::DoNotDisturb)]);
    assert_eq!(life.answer(subscribe(Package::AdvancedCall), granted("calls")), connected(), "there is still the rest");

    let mut life = Life::new();
    life.open();
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    assert_eq!(life.answer(subscribe(Package::AdvancedCall), failed(403)), [not_permitted(Package::AdvancedCall)], "and nobody is told that calls are heard");
    for _ in 0..3 {
        assert_eq!(life.live_for(899), []);
        assert_eq!(life.live_for(1), [Output::Send(subscribe(Package::AdvancedCall))]);
        assert_eq!(life.answer(subscribe(Package::AdvancedCall), failed(403)), [], "it was said before");
    }
    assert_eq!(life.take(Input::RetryNow), [Output::Send(subscribe(Package::AdvancedCall))], "or when the user is impatient");
    assert_eq!(life.answer(subscribe(Package::AdvancedCall), failed(403)), [not_permitted(Package::AdvancedCall)], "who asks is told");
    life.take(Input::RetryNow);
    assert_eq!(life.answer(subscribe(Package::AdvancedCall), granted("calls")), connected());
    life.answer(Command::ReadLog(line()), failed(404));
    life.hear(event("first", "calls", 0, snapshot()));
    assert_eq!(life.live_for(299), [], "and goes on as if it had been granted at once");
}

#[test]
fn a_subscription_that_fails_for_now_is_asked_for_again_and_costs_the_channel_only_in_the_end() {
    let mut life = Life::new();
    life.open();
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    for seconds in [1, 2, 4, 8] {
        assert_eq!(life.answer(subscribe(Package::AdvancedCall), failed(503)), []);
        assert_eq!(life.live_for(seconds - 1), []);
        assert_eq!(life.live_for(1), [Output::Send(subscribe(Package::AdvancedCall))], "after {seconds} s");
    }
    let outputs = life.answer(subscribe(Package::AdvancedCall), failed(503));
    assert!(lost_for(&outputs, life.now).is_some(), "{outputs:?}");

    let mut life = Life::new();
    life.open();
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    assert_eq!(life.answer(subscribe(Package::DoNotDisturb), failed(503)), connected(), "there is still the rest");
    life.answer(Command::ReadLog(line()), failed(404));
    life.hear(event("first", "calls", 0, snapshot()));
    assert_eq!(life.live_for(1), [Output::Send(subscribe(Package::DoNotDisturb))]);

    let mut life = Life::new();
    life.open();
    assert!(ended(&life.answer(subscribe(Package::AdvancedCall), failed(401))).is_some());
    let mut life = Life::new();
    life.open();
    let no_set = Failure { problem: Problem::Forbidden { right: String::new() }, status: Some(403), code: Some(NO_SUCH_CHANNEL_SET) };
    assert!(lost_for(&life.answer(subscribe(Package::AdvancedCall), Err(no_set)), life.now).is_some());
}

#[test]
fn a_snapshot_that_overtakes_the_answer_to_its_subscription_is_not_waited_for() {
    let mut life = Life::new();
    life.open();
    let early = |id: &str| event(id, "calls", 1, snapshot());
    assert!(delivers(&life.hear(early("early"))));
    life.answer(subscribe(Package::AdvancedCall), granted("calls"));
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    life.answer(Command::ReadLog(line()), failed(404));
    assert_eq!(life.live_for(60), []);
    life.hear(hook("gap", 9));
    life.hear(early("overtakes"));
    life.answer(Command::RefreshSubscription("calls".to_owned()), done());
    assert_eq!(life.live_for(60), [], "nor is that of a refresh");
}
