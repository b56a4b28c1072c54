//! How calls end.

use super::{Exchange, Outcome, Refusal, over, parked};
use crate::call::{BUSY, CallNews, Cause, Happening, Millis, Side, Stage};
use crate::user::Seat;

impl Exchange {
    /// Ends a call from one side. Before the answer, that is giving up or declining.
    pub(crate) fn release(&mut self, id: &str, by: Side, now: Millis) -> Outcome {
        match (self.call(id)?.stage(), by) {
            (Stage::Over, _) => Err(over(id)),
            (Stage::Ringing, Side::Callee) => self.decline(id, BUSY, now),
            (Stage::Dialback, Side::Callee) => Err(not_yet(id)),
            (Stage::Dialback | Stage::Ringing, Side::Caller) | (Stage::Answered | Stage::Parked, _) => {
                let at = self.index(id)?;
                let mut heard = Vec::new();
                self.finish(at, Some(by), now, &mut heard);
                Ok(heard)
            }
        }
    }

    /// Turns a ringing call away at the called end; the caller, if a user, is told `cause`.
    pub(crate) fn decline(&mut self, id: &str, cause: Cause, now: Millis) -> Outcome {
        let at = self.ringing(id)?;
        for place in self.calls[at].live(Side::Caller) {
            self.calls[at].legs[place].cause = Some(cause);
        }
        let mut heard = Vec::new();
        self.finish(at, Some(Side::Callee), now, &mut heard);
        Ok(heard)
    }

    /// One of several users a call rings turns it away; it rings on for the others.
    pub(crate) fn decline_for(&mut self, id: &str, seat: Seat, cause: Cause, now: Millis) -> Outcome {
        let at = self.ringing(id)?;
        let ringing = self.calls[at].live(Side::Callee);
        let own = ringing.iter().copied().find(|place| self.calls[at].legs[*place].seat == seat);
        match own {
            Some(place) if ringing.len() > 1 => {
                let mut heard = Vec::new();
                self.drop_leg(at, place, Some(Side::Callee), now, &mut heard);
                Ok(heard)
            }
            _ => self.decline(id, cause, now),
        }
    }

    /// The network lets a ringing call fail: the caller hears an announcement, then it is over.
    pub(crate) fn fail(&mut self, id: &str, cause: Cause, now: Millis) -> Outcome {
        let at = self.ringing(id)?;
        let mut heard = Vec::new();
        self.announce_failure(at, cause, now, &mut heard);
        Ok(heard)
    }

    pub(super) fn announce_failure(&mut self, at: usize, cause: Cause, now: Millis, heard: &mut Vec<Happening>) {
        for place in self.calls[at].live(Side::Caller) {
            let leg = &mut self.calls[at].legs[place];
            leg.cause = Some(cause);
            leg.alerting_again = false;
            self.tell(at, place, CallNews::Releasing, heard);
        }
        self.finish(at, None, now, heard);
    }

    /// Ends a call for everybody; without a side it is the switch that ends it.
    pub(super) fn finish(&mut self, at: usize, by: Option<Side>, now: Millis, heard: &mut Vec<Happening>) {
        self.calls[at].ended = Some(now);
        let first = by.unwrap_or(Side::Callee);
        for side in [first, first.opposite()] {
            for place in self.calls[at].live(side) {
                self.drop_leg(at, place, by, now, heard);
            }
        }
    }

    /// Ends one user's part in a call.
    pub(super) fn drop_leg(&mut self, at: usize, place: usize, by: Option<Side>, now: Millis, heard: &mut Vec<Happening>) {
        let leg = &mut self.calls[at].legs[place];
        leg.end_hold(now);
        leg.released = Some(now);
        leg.released_by = by;
        let (seat, call_id) = (leg.seat, leg.call_id.clone());
        self.tell(at, place, CallNews::Released, heard);
        self.leave_conference(seat, &call_id, heard);
        self.rest_when_idle(seat, heard);
    }

    /// Ends a call none of the users is on any more, unless somebody may still come to it.
    pub(super) fn finish_if_deserted(&mut self, at: usize, now: Millis) {
        let call = &mut self.calls[at];
        let waits = call.stage() == Stage::Parked;
        if !waits && call.ended.is_none() && !call.legs.iter().any(|leg| leg.is_live()) {
            call.ended = Some(now);
        }
    }

    /// Finds a call that rings at the called end.
    pub(super) fn ringing(&self, id: &str) -> Result<usize, Refusal> {
        let at = self.index(id)?;
        match self.calls[at].stage() {
            Stage::Ringing => Ok(at),
            Stage::Dialback => Err(not_yet(id)),
            Stage::Answered => Err(Refusal::NotNow(format!("Call {id} is answered already."))),
            Stage::Parked => Err(parked(id)),
            Stage::Over => Err(over(id)),
        }
    }
}

fn not_yet(id: &str) -> Refusal {
    Refusal::NotNow(format!("Call {id} does not ring at the other end yet."))
}
