//! How things really are, to compare with what a client believes.

use serde::Serialize;

use crate::call::Leg;
use crate::document::call::{address_of, name_of};
use crate::exchange::Exchange;
use crate::user::Seat;

/// How things are at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Truth {
    /// Every user, in the order of [`Simulator::users`](crate::Simulator::users).
    pub users: Vec<UserTruth>,
}

impl Truth {
    /// Returns how things are with a user, by id.
    pub fn user(&self, id: &str) -> Option<&UserTruth> {
        self.users.iter().find(|user| user.id.eq_ignore_ascii_case(id))
    }
}

/// How things are with one user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserTruth {
    /// The user's id.
    pub id: String,
    /// Whether the handset is off the hook.
    pub off_hook: bool,
    /// Whether the user is not to be disturbed.
    pub dnd: bool,
    /// The calls that are not over, oldest first.
    pub calls: Vec<CallTruth>,
}

/// One user's part in a call that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallTruth {
    /// The name commands know the call by, e.g. `c1`.
    pub call: String,
    /// The id the user's programs know it by.
    pub call_id: String,
    /// What both halves of the call share.
    pub tracking_id: String,
    /// The state as the interface names it, e.g. `Remote Held`.
    pub state: String,
    /// The personality as the interface names it, e.g. `Terminator`.
    pub personality: String,
    /// Whether it was answered.
    pub answered: bool,
    /// The number or extension of the other end; nothing if it is withheld.
    pub remote_number: Option<String>,
    /// The name of the other end, if it has one and it is not withheld.
    pub remote_name: Option<String>,
    /// When it started, by the clock on the wall.
    pub start_time: i64,
    /// When it was answered, if it was.
    pub answer_time: Option<i64>,
}

impl Truth {
    pub(crate) fn of(exchange: &Exchange) -> Self {
        let seats = 0..exchange.directory.users().len();
        Self { users: seats.map(|seat| user(exchange, seat)).collect() }
    }
}

fn user(exchange: &Exchange, seat: Seat) -> UserTruth {
    let calls = exchange.calls().iter().flat_map(|known| known.legs.iter().map(move |leg| (known, leg)));
    UserTruth {
        id: exchange.directory.user(seat).id.clone(),
        off_hook: exchange.is_off_hook(seat),
        dnd: exchange.dnd(seat).active,
        calls: calls.filter(|(_, leg)| leg.seat == seat && leg.is_live()).map(|(known, leg)| call(&known.id, leg)).collect(),
    }
}

fn call(id: &str, leg: &Leg) -> CallTruth {
    CallTruth {
        call: id.to_owned(),
        call_id: leg.call_id.clone(),
        tracking_id: leg.tracking.clone(),
        state: leg.state().as_str().to_owned(),
        personality: leg.personality.as_str().to_owned(),
        answered: leg.answered.is_some(),
        remote_number: address_of(leg),
        remote_name: name_of(leg),
        start_time: leg.started,
        answer_time: leg.answered,
    }
}
