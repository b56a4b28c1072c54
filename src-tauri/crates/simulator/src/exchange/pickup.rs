//! Taking a call that rings somebody else.
//!
//! The picked-up call gets another tracking id, and the user whose phone rang hears only that their part is over: whether it
//! was answered elsewhere they cannot see.

use super::{Exchange, Outcome, Refusal};
use crate::call::{CallNews, End, Millis, Personality, Side, Stage};
use crate::user::Seat;

impl Exchange {
    /// Returns the call that has rung longest at `target`, or else at anybody of the user's group.
    pub(crate) fn ringing_for_pickup(&self, seat: Seat, target: Option<Seat>) -> Option<&str> {
        let group = self.directory.user(seat).details.group;
        let reachable = |other: Seat| other != seat && target.map_or_else(|| self.directory.user(other).details.group == group, |target| target == other);
        let rings = |leg: &crate::call::Leg| leg.side == Side::Callee && leg.is_live() && leg.rings_here() && reachable(leg.seat);
        let call = self.calls.iter().find(|call| call.stage() == Stage::Ringing && call.caller != End::User(seat) && call.legs.iter().any(rings))?;
        Some(&call.id)
    }

    /// A user takes a call that rings somebody else.
    pub(crate) fn pick_up(&mut self, id: &str, seat: Seat, now: Millis) -> Outcome {
        let at = self.ringing(id)?;
        let call = &self.calls[at];
        let ringing = call.live(Side::Callee);
        if ringing.is_empty() || call.caller == End::User(seat) {
            return Err(Refusal::NotNow(format!("Call {id} rings nobody that user could take it from.")));
        }
        if ringing.iter().any(|place| call.legs[*place].seat == seat) {
            return self.answer_at(id, Some(seat), crate::call::Endpoint::Desk, now);
        }
        let mut heard = Vec::new();
        let tracking = self.next_tracking();
        self.calls[at].tracking = tracking.clone();
        self.calls[at].callee = End::User(seat);
        self.calls[at].answered = Some(now);
        self.calls[at].transferred_by = None;
        for place in ringing {
            self.drop_leg(at, place, None, now, &mut heard);
        }
        for place in self.meet(at, Side::Caller) {
            self.calls[at].legs[place].tracking.clone_from(&tracking);
            self.tell(at, place, CallNews::PickedUp, &mut heard);
        }
        self.park_others(seat, at, now, &mut heard);
        // Who takes a call dials for it: the leg is an originator's.
        let place = self.add_leg(at, seat, Side::Callee, Personality::Originator, now);
        self.calls[at].legs[place].answered = Some(now);
        self.calls[at].legs[place].incoming = true;
        self.tell(at, place, CallNews::PickedUp, &mut heard);
        self.lift(seat, &mut heard);
        for place in self.calls[at].live(Side::Caller) {
            self.connect_leg(at, place, now, &mut heard);
        }
        Ok(heard)
    }
}
