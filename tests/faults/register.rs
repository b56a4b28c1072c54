//! What really became of every call, as the phone system told when it was ordered to make it so.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use serde_json::Value;
use simulator::Truth;
use telephony::{CallId, LineId};

/// One user's part in a call.
#[derive(Debug, Clone)]
pub struct Leg {
    pub line: LineId,
    pub id: CallId,
    pub incoming: bool,
    /// The number of the other end, or the extension.
    pub remote: Option<String>,
    pub began: Duration,
    pub answered: Option<Duration>,
    pub over: Option<Duration>,
    /// How often this user put it on hold.
    pub holds: usize,
    held: bool,
}

impl Leg {
    /// Returns when it stopped ringing.
    pub fn rang_until(&self) -> Option<Duration> {
        self.answered.into_iter().chain(self.over).min()
    }
}

/// Every call there was.
#[derive(Debug, Default)]
pub struct Register {
    legs: Vec<Leg>,
    places: HashMap<(LineId, CallId), usize>,
}

impl Register {
    pub fn legs(&self) -> &[Leg] {
        &self.legs
    }

    pub fn leg(&self, line: &LineId, id: &CallId) -> Option<&Leg> {
        self.places.get(&(line.clone(), id.clone())).map(|place| &self.legs[*place])
    }

    /// Notes a call as an order was answered with it: it may have come and gone with that one order.
    pub fn note_call(&mut self, call: &Value, now: Duration) {
        for leg in call["legs"].as_array().into_iter().flatten() {
            let text = |name: &str| leg[name].as_str().unwrap_or_default();
            let known = self.leg_mut(LineId::new(text("user")), CallId::new(text("callId")), text("personality") == "Terminator", now);
            if !call["answered"].is_null() {
                known.answered.get_or_insert(now);
            }
            if text("state") == "Released" {
                known.over.get_or_insert(now);
            }
            let other_end = if known.incoming { &call["from"] } else { &call["to"] };
            if known.remote.is_none() {
                known.remote = other_end.as_str().map(str::to_owned);
            }
        }
    }

    /// Notes how everything is.
    pub fn note(&mut self, truth: &Truth, now: Duration) {
        for user in &truth.users {
            let line = LineId::new(&user.id);
            let live: HashSet<&str> = user.calls.iter().map(|call| call.call_id.as_str()).collect();
            for call in &user.calls {
                let leg = self.leg_mut(line.clone(), CallId::new(&call.call_id), call.personality == "Terminator", now);
                if call.answered {
                    leg.answered.get_or_insert(now);
                }
                leg.remote = call.remote_number.clone().or(leg.remote.take());
                let held = call.state == "Held";
                leg.holds += usize::from(held && !leg.held);
                leg.held = held;
            }
            let gone = |leg: &&mut Leg| leg.line == line && leg.over.is_none() && !live.contains(leg.id.as_str());
            for leg in self.legs.iter_mut().filter(gone) {
                leg.over = Some(now);
            }
        }
    }

    fn leg_mut(&mut self, line: LineId, id: CallId, incoming: bool, now: Duration) -> &mut Leg {
        let next = self.legs.len();
        let place = *self.places.entry((line.clone(), id.clone())).or_insert(next);
        if place == next {
            self.legs.push(Leg { line, id, incoming, remote: None, began: now, answered: None, over: None, holds: 0, held: false });
        }
        &mut self.legs[place]
    }
}
