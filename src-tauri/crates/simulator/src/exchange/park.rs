//! Calls that wait for somebody to take them, and calls that come back.
//!
//! What the parking user hears is not in the material this was written from; here it is a release by that user.

use super::{Exchange, Outcome, Refusal, Wait, over};
use crate::call::{CallNews, End, Millis, Personality, Recall, Side, Stage};
use crate::user::Seat;

const PARK_RECALL: &str = "Call Park Recall";
const TRANSFER_RECALL: &str = "Call Transfer Recall";

impl Exchange {
    /// A user leaves a call waiting, for whoever retrieves it from `against`, the user themselves if nobody is named.
    pub(crate) fn park(&mut self, id: &str, by: Option<Seat>, against: Option<Seat>, now: Millis) -> Outcome {
        let (at, place) = self.answered_leg(id, by)?;
        let (seat, side) = (self.calls[at].legs[place].seat, self.calls[at].legs[place].side);
        let mut heard = Vec::new();
        self.drop_leg(at, place, Some(side), now, &mut heard);
        self.stay(at, side, End::Parked(against.unwrap_or(seat)));
        self.calls[at].transferred_by = Some(seat);
        for place in self.calls[at].live(Side::Caller) {
            let leg = &mut self.calls[at].legs[place];
            leg.end_hold(now);
            leg.remote_held = true;
            self.tell(at, place, CallNews::Held, &mut heard);
        }
        self.set_alarm(at, Wait::Retrieval, self.patience.recall);
        Ok(heard)
    }

    /// Returns the call that has waited longest against a user, or against anybody.
    pub(crate) fn parked_against(&self, against: Option<Seat>) -> Option<&str> {
        let waits = |end: &End| matches!(end, End::Parked(seat) if against.is_none_or(|against| against == *seat));
        let call = self.calls.iter().find(|call| call.ended.is_none() && waits(&call.callee))?;
        Some(&call.id)
    }

    /// Returns the first user of the parking user's group no call is parked against.
    pub(crate) fn free_for_parking(&self, seat: Seat) -> Option<Seat> {
        let group = self.directory.user(seat).details.group;
        let free = |seat: &Seat| self.parked_against(Some(*seat)).is_none();
        self.directory.group(group).map(|(other, _)| other).filter(|other| *other != seat).find(free)
    }

    /// A user takes a parked call.
    pub(crate) fn retrieve_parked(&mut self, id: &str, seat: Seat, now: Millis) -> Outcome {
        let at = self.parked(id)?;
        if self.calls[at].caller == End::User(seat) {
            return Err(Refusal::Nonsense(format!("That user waits on call {id}.")));
        }
        self.calls[at].callee = End::User(seat);
        self.calls[at].transferred_by = None;
        let mut heard = Vec::new();
        self.park_others(seat, at, now, &mut heard);
        // Who takes a call dials for it: the leg is an originator's.
        let place = self.add_leg(at, seat, Side::Callee, Personality::Originator, now);
        self.calls[at].legs[place].answered = Some(now);
        self.calls[at].legs[place].incoming = true;
        self.tell(at, place, CallNews::ParkRetrieved, &mut heard);
        self.lift(seat, &mut heard);
        for place in self.meet(at, Side::Caller) {
            self.calls[at].legs[place].remote_held = false;
            self.tell(at, place, CallNews::Retrieved, &mut heard);
        }
        Ok(heard)
    }

    /// A call that nobody took, or that nobody answered where it was transferred to, rings again where it came from.
    pub(crate) fn recall(&mut self, id: &str, now: Millis) -> Outcome {
        let at = self.index(id)?;
        let call = &self.calls[at];
        let sent_by = call.transferred_by.filter(|_| call.stage() != Stage::Over);
        let back_to = sent_by.ok_or_else(|| Refusal::NotNow(format!("Call {id} was sent on by nobody it could come back to.")))?;
        let (kind, from) = match (call.stage(), call.callee.clone()) {
            (Stage::Parked, _) => (PARK_RECALL, call.caller.clone()),
            (_, target) => (TRANSFER_RECALL, target),
        };
        let from = self.remote(&from, back_to);
        let mut heard = Vec::new();
        for place in self.calls[at].live(Side::Callee) {
            self.drop_leg(at, place, None, now, &mut heard);
        }
        let call = &mut self.calls[at];
        call.callee = End::User(back_to);
        call.answered = None;
        call.transferred_by = None;
        call.redirections.clear();
        call.recall = Some(Recall { kind, from });
        for place in self.meet(at, Side::Caller) {
            let leg = &mut self.calls[at].legs[place];
            leg.remote_held = false;
            leg.alerting_again = true;
            leg.personality = Personality::Originator;
            self.tell(at, place, CallNews::Updated, &mut heard);
        }
        self.ring(at, now, &mut heard);
        Ok(heard)
    }

    fn parked(&self, id: &str) -> Result<usize, Refusal> {
        let at = self.index(id)?;
        match self.calls[at].stage() {
            Stage::Parked => Ok(at),
            Stage::Over => Err(over(id)),
            Stage::Dialback | Stage::Ringing | Stage::Answered => Err(Refusal::NotNow(format!("Call {id} is not parked."))),
        }
    }
}
