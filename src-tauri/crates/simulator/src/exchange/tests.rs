use super::*;
use crate::call::{BUSY, News, Stranger};

const ANNA: Seat = 0;
const TOMASZ: Seat = 1;

fn exchange() -> Exchange {
    Exchange::new(Directory::new(0), Patience::default(), 500)
}

fn priya() -> End {
    End::Outside(Stranger { number: "+442079460958".to_owned(), name: None, withheld: false })
}

/// Writes down what was heard, e.g. `anna Received Alerting`.
fn told(heard: &[Happening]) -> Vec<String> {
    let who = |seat| if seat == ANNA { "anna" } else { "tomasz" };
    heard
        .iter()
        .map(|happening| match &happening.news {
            News::Call(news, leg) => format!("{} {news:?} {}", who(happening.seat), leg.state().as_str()),
            News::Hook { off } => format!("{} {}", who(happening.seat), if *off { "off-hook" } else { "on-hook" }),
            News::Dnd(dnd) => format!("{} dnd {}", who(happening.seat), dnd.active),
            News::Redirected(legs) => format!("{} Redirected {}", who(happening.seat), legs.iter().map(|leg| leg.redirect.as_ref().unwrap().reason).collect::<Vec<_>>().join(" ")),
            News::Conference(news, conference) => format!("{} conference {news:?} {} {}", who(happening.seat), conference.state.as_str(), conference.participants.len()),
            News::DndUnassigned | News::Hoteling(_) => "a service".to_owned(),
            News::Forwarding(kind, forwarding) => format!("{} {} {}", who(happening.seat), kind.as_str(), forwarding.active),
        })
        .collect()
}

/// Does what a script says, one letter pair a step, and writes down everything heard.
fn play(exchange: &mut Exchange, script: &[&str]) -> Vec<String> {
    let mut heard = Vec::new();
    for (step, command) in script.iter().enumerate() {
        let now = 1000 * (step as Millis + 1);
        let words: Vec<&str> = command.split(' ').collect();
        let id = words.get(1).copied().unwrap_or("");
        let seat = |word: &str| if word == "anna" { ANNA } else { TOMASZ };
        let by = words.get(2).map(|word| seat(word));
        let happened = match words[0] {
            "in" => exchange.place(priya(), End::User(ANNA), false, now).map(|(_, heard)| heard),
            "out" => exchange.place(End::User(ANNA), priya(), false, now).map(|(_, heard)| heard),
            "dialback" => exchange.place(End::User(ANNA), priya(), true, now).map(|(_, heard)| heard),
            "internal" => exchange.place(End::User(ANNA), End::User(TOMASZ), false, now).map(|(_, heard)| heard),
            "nobody" => exchange.place(End::User(ANNA), End::Nobody("4999".to_owned()), false, now).map(|(_, heard)| heard),
            "answer" => exchange.answer(id, now),
            "hold" => exchange.hold(id, by, now),
            "retrieve" => exchange.retrieve(id, by, now),
            "caller-ends" => exchange.release(id, Side::Caller, now),
            "callee-ends" => exchange.release(id, Side::Callee, now),
            "lift" => exchange.set_hook(ANNA, true, now),
            "replace" => exchange.set_hook(ANNA, false, now),
            "dnd" => Ok(exchange.set_dnd(seat(id), Some(true), None)),
            other => panic!("no such step: {other}"),
        };
        heard.extend(told(&happened.unwrap_or_else(|refusal| panic!("{command}: {refusal}"))));
    }
    heard
}

#[test]
fn each_scenario_is_heard_in_the_order_a_real_switch_tells_it() {
    for (script, expected) in [
        (vec!["in", "answer c1", "caller-ends c1"], vec!["anna Received Alerting", "anna Answered Active", "anna off-hook", "anna Released Released", "anna on-hook"]),
        (vec!["in", "caller-ends c1"], vec!["anna Received Alerting", "anna Released Released"]),
        (vec!["in", "callee-ends c1"], vec!["anna Received Alerting", "anna Released Released"]),
        (vec!["dnd anna", "in"], vec!["anna dnd true", "anna Received Alerting", "anna Released Released"]),
        (
            vec!["out", "answer c1", "hold c1", "retrieve c1", "callee-ends c1"],
            vec![
                "anna off-hook",
                "anna Originated Alerting",
                "anna Updated Alerting",
                "anna Answered Active",
                "anna Held Held",
                "anna Retrieved Active",
                "anna Released Released",
                "anna on-hook",
            ],
        ),
        (vec!["nobody"], vec!["anna off-hook", "anna Originated Alerting", "anna Updated Alerting", "anna Releasing Active", "anna Released Released", "anna on-hook"]),
        (
            vec!["dialback", "answer c1", "answer c1"],
            vec!["anna Originating Alerting", "anna Updated Alerting", "anna off-hook", "anna Originated Alerting", "anna Updated Alerting", "anna Answered Active"],
        ),
        (
            vec!["internal", "answer c1", "hold c1 tomasz", "retrieve c1", "callee-ends c1"],
            vec![
                "anna off-hook",
                "anna Originated Alerting",
                "anna Updated Alerting",
                "tomasz Received Alerting",
                "tomasz Answered Active",
                "tomasz off-hook",
                "anna Answered Active",
                "tomasz Held Held",
                "anna Held Remote Held",
                "tomasz Retrieved Active",
                "anna Retrieved Active",
                "tomasz Released Released",
                "tomasz on-hook",
                "anna Released Released",
                "anna on-hook",
            ],
        ),
        (
            vec!["dnd tomasz", "internal"],
            vec![
                "tomasz dnd true",
                "anna off-hook",
                "anna Originated Alerting",
                "anna Updated Alerting",
                "tomasz Received Alerting",
                "tomasz Released Released",
                "anna Released Released",
                "anna on-hook",
            ],
        ),
        (
            vec!["in", "answer c1", "in", "answer c2", "caller-ends c2", "retrieve c1", "caller-ends c1"],
            vec![
                "anna Received Alerting",
                "anna Answered Active",
                "anna off-hook",
                "anna Received Alerting",
                "anna Held Held",
                "anna Answered Active",
                "anna Released Released",
                "anna Retrieved Active",
                "anna Released Released",
                "anna on-hook",
            ],
        ),
        (vec!["lift", "lift", "replace"], vec!["anna off-hook", "anna on-hook"]),
        (vec!["in", "lift", "replace"], vec!["anna Received Alerting", "anna Answered Active", "anna off-hook", "anna Released Released", "anna on-hook"]),
    ] {
        assert_eq!(play(&mut exchange(), &script), expected, "{script:?}");
    }
}

#[test]
fn both_halves_share_a_tracking_id_and_a_second_call_shares_the_session() {
    let mut exchange = exchange();
    play(&mut exchange, &["internal", "answer c1", "in"]);
    let halves = &exchange.calls()[0].legs;
    assert_eq!(halves[0].tracking, halves[1].tracking);
    assert_ne!(halves[0].call_id, halves[1].call_id);
    let anna: Vec<&str> = exchange.legs(ANNA).map(|leg| leg.call_id.as_str()).collect();
    assert_eq!(anna, ["callhalf-84001:0", "callhalf-84001:1"]);

    play(&mut exchange, &["caller-ends c2", "caller-ends c1", "in"]);
    let anna: Vec<&str> = exchange.legs(ANNA).map(|leg| leg.call_id.as_str()).collect();
    assert_eq!(anna, ["callhalf-84003:0"], "a new session starts when all calls were over");
}

#[test]
fn time_on_hold_adds_up() {
    let mut exchange = exchange();
    play(&mut exchange, &["in", "answer c1", "hold c1", "retrieve c1", "hold c1"]);
    let leg = &exchange.calls()[0].legs[0];
    assert_eq!((leg.started, leg.answered, leg.held, leg.held_before), (1000, Some(2000), Some(5000), Some(1000)));
    exchange.release("c1", Side::Caller, 9000).unwrap();
    let leg = &exchange.calls()[0].legs[0];
    assert_eq!((leg.held, leg.held_before, leg.released), (None, Some(5000), Some(9000)));
}

#[test]
fn a_transferred_call_keeps_the_time_it_was_first_answered() {
    let mut exchange = exchange();
    play(&mut exchange, &["internal", "answer c1"]);
    exchange.transfer("c1", Some(TOMASZ), priya(), "transfer", 3000).unwrap();
    let leg = exchange.legs(ANNA).next().unwrap();
    assert_eq!((leg.state().as_str(), leg.answered), ("Alerting", Some(2000)));
    exchange.answer("c1", 4000).unwrap();
    let leg = exchange.legs(ANNA).next().unwrap();
    assert_eq!((leg.state().as_str(), leg.answered), ("Active", Some(2000)));
    let gone = exchange.calls()[0].legs.iter().find(|leg| leg.seat == TOMASZ).unwrap();
    assert_eq!((gone.detached, gone.released), (Some(3000), Some(3000)));
}

#[test]
fn the_side_that_let_go_is_remembered_and_a_declined_caller_hears_busy() {
    let mut exchange = exchange();
    play(&mut exchange, &["internal", "callee-ends c1"]);
    let [caller, callee] = exchange.calls()[0].legs.as_slice() else { panic!("two users, two legs") };
    assert_eq!((caller.released_by, caller.cause), (Some(Side::Callee), Some(BUSY)));
    assert_eq!((callee.released_by, callee.cause), (Some(Side::Callee), None));
}

#[test]
fn what_a_call_cannot_do_now_is_refused_with_a_sentence() {
    type Ask = fn(&mut Exchange) -> Outcome;
    let rows: [(&[&str], Ask, &str); 6] = [
        (&["in", "answer c1"], |exchange| exchange.answer("c1", 0), "Call c1 is answered already."),
        (&["in"], |exchange| exchange.hold("c1", None, 0), "Call c1 is not answered yet."),
        (&["in", "answer c1"], |exchange| exchange.retrieve("c1", None, 0), "Call c1 is not on hold there."),
        (&["in", "caller-ends c1"], |exchange| exchange.release("c1", Side::Caller, 0), "Call c1 is over."),
        (&[], |exchange| exchange.answer("c7", 0), "There is no call c7."),
        (&["in", "answer c1"], |exchange| exchange.hold("c1", Some(TOMASZ), 0), "That user is not on call c1."),
    ];
    for (script, ask, sentence) in rows {
        let mut exchange = exchange();
        play(&mut exchange, script);
        assert_eq!(ask(&mut exchange).unwrap_err().to_string(), sentence);
    }
}
