//! What goes wrong at random.

use std::time::Duration;

use super::dice::Dice;
use crate::fault::{Ending, HttpFault, Injection, Scope, Times};

/// The paths of requests, by what they have in common.
const PATHS: [&str; 5] = ["/channel", "/heartbeat", "/eventresponse", "/xsi-events/v2.0/user/", "/xsi-actions/"];
/// The reasons a channel ends for that a client opens another after.
const REASONS: [&str; 3] = ["Expired", "NonResponsiveChannel", "UnknownChannel"];
/// What is no event.
const RUBBISH: [&str; 6] = [
    "<xsi:Event xmlns:xsi=\"http://schema.broadsoft.com/xsi\"><xsi:eventID>1</xsi:eventI",
    "</xsi:Event>",
    "\u{0}\u{0}\u{0}",
    "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>",
    "<html><body>Please sign in</body></html>",
    "<?xml version=\"1.0\"?><a><b></a></b>",
];

/// Returns one fault a client recovers from, which may take more than one injection.
pub(super) fn any(dice: &mut Dice) -> Vec<Injection> {
    match dice.below(4) {
        0 => vec![of_connections(dice)],
        1 => of_requests(dice),
        2 => vec![of_events(dice)],
        _ => vec![of_channels(dice)],
    }
}

fn of_connections(dice: &mut Dice) -> Injection {
    let ending = dice.pick(&[Ending::Reset, Ending::Finish]);
    match dice.below(9) {
        0 => Injection::Down { node: None, open: Some(ending) },
        1 => Injection::ResetAtOnce { times: Times::N(few(dice)) },
        2 => Injection::Blackhole { on: dice.pick(&[Scope::All, Scope::Streams, Scope::Commands]) },
        3 => Injection::Stall { on: dice.pick(&[Scope::All, Scope::Streams]) },
        4 => Injection::Drip { on: dice.pick(&[Scope::All, Scope::Streams]), bytes: dice.below(64) + 1, every: millis(dice, 0, 20) },
        5 => Injection::Cut { on: Scope::All, after: 0, ending, next: false },
        6 => Injection::Cut { on: Scope::Streams, after: dice.between(1, 3000), ending, next: dice.chance(30) },
        7 => Injection::ChunkBytes { bytes: dice.below(100) + 1 },
        _ => Injection::WriteRaw { on: Scope::Streams, body: "no chunk\r\n".into() },
    }
}

fn of_requests(dice: &mut Dice) -> Vec<Injection> {
    let times = Times::N(few(dice));
    let status = dice.pick(&[500, 502, 503]);
    let fault = match dice.below(9) {
        0 => HttpFault::status(status),
        1 => HttpFault::answer(503, "text/html", "<html>Overload</html>").with_header("Retry-After", "2"),
        2 => HttpFault::Hang {},
        3 => HttpFault::Delay { by: millis(dice, 100, 8000) },
        4 => HttpFault::ResetBefore {},
        5 => HttpFault::ResetAfter {},
        6 => HttpFault::SlowBody { bytes: dice.below(50) + 1, every: millis(dice, 1, 200) },
        7 => HttpFault::status(404),
        _ => HttpFault::NoChannelId {},
    };
    let path = match fault {
        HttpFault::NoChannelId {} => "/com.broadsoft.async/",
        HttpFault::Answer { status: 404, .. } => "/heartbeat",
        _ => dice.pick(&PATHS),
    };
    let failing = Injection::Http { method: None, path: path.to_owned(), after: 0, times, fault };
    // Requests to open a channel are only made when there is none.
    let cut = Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false };
    if matches!(path, "/channel" | "/com.broadsoft.async/") { vec![failing, cut] } else { vec![failing] }
}

fn of_events(dice: &mut Dice) -> Injection {
    let events = dice.below(5) + 1;
    match dice.below(12) {
        0 => Injection::RepeatNext { events },
        1 => Injection::RepeatLast { events },
        2 => Injection::Skip { events },
        3 => Injection::Reorder { order: shuffled(events + 1, dice) },
        4 => Injection::SuppressEvents {},
        5 => Injection::HoldEvents { lasting: None },
        6 => Injection::DelayEvents { by: millis(dice, 10, 3000) },
        7 => Injection::ChunkDocuments { documents: events },
        8 => Injection::Write { body: dice.pick(&RUBBISH).into() },
        9 => Injection::Replace { body: dice.pick(&RUBBISH).into() },
        10 => Injection::Truncate { bytes: dice.below(600) },
        _ => Injection::Prefixes { events: dice.pick(&["", "bw", "xsi2"]).to_owned(), instance: "i".to_owned() },
    }
}

fn of_channels(dice: &mut Dice) -> Injection {
    match dice.below(10) {
        0 => Injection::SuppressHeartbeats {},
        1 => Injection::TerminateChannels { channel: None, reason: dice.pick(&REASONS).to_owned() },
        2 => Injection::ForgetChannels { channel: None },
        3 => Injection::EndSubscriptions { subscription: None },
        // A client that is not told hears nothing until it looks by itself, which takes minutes: not too often.
        4 if dice.chance(30) => Injection::LoseSubscriptions { subscription: None },
        5 => Injection::Resync { user: None },
        6 => Injection::RestartSequence { subscription: None },
        7 => Injection::UnknownSubscription {},
        8 => Injection::UnknownEvent { name: "CallSingingEvent".to_owned() },
        _ => {
            let per_second = u32::try_from(dice.between(20, 400)).unwrap_or(20);
            Injection::Flood { user: None, per_second, lasting: millis(dice, 500, 4000), holds: false }
        }
    }
}

fn few(dice: &mut Dice) -> u32 {
    u32::try_from(dice.between(1, 4)).unwrap_or(1)
}

fn millis(dice: &mut Dice, low: u64, high: u64) -> Duration {
    Duration::from_millis(dice.between(low, high))
}

fn shuffled(count: usize, dice: &mut Dice) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        order.swap(last, dice.below(last + 1));
    }
    order
}
