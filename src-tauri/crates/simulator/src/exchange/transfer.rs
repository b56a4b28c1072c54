//! Transfers: a user leaves a call, and the other end goes on with somebody else (4.7.1.1.4, 4.7.1.1.7 to 13).
//!
//! Whoever stays takes the caller's side from then on, as if they had dialled the new number themselves.

use super::{Exchange, Outcome, Refusal};
use crate::call::{CallNews, End, Happening, Millis, Personality, Side, Stage};
use crate::user::Seat;

impl Exchange {
    /// A user sends the other end of a call to `end`. A call that only rings is sent on instead.
    pub(crate) fn transfer(&mut self, id: &str, by: Option<Seat>, end: End, reason: &'static str, now: Millis) -> Outcome {
        let at = self.index(id)?;
        let rings_here = |exchange: &Self| exchange.calls[at].live(Side::Callee).into_iter().any(|place| by.is_none_or(|seat| exchange.calls[at].legs[place].seat == seat));
        if self.calls[at].stage() == Stage::Ringing && rings_here(self) {
            return self.deflect(id, by, Some(end), if reason == "transfer" { "deflection" } else { reason }, now);
        }
        let (at, place) = self.answered_leg(id, by)?;
        let (seat, side) = (self.calls[at].legs[place].seat, self.calls[at].legs[place].side);
        if [self.calls[at].end(side.opposite()), &End::User(seat)].contains(&&end) {
            return Err(Refusal::Nonsense(format!("Call {id} can only be transferred to somebody else.")));
        }
        let mut heard = Vec::new();
        let address = self.address(&end);
        self.detach(&[(at, place)], &address, reason, now, &mut heard);
        self.calls[at].transferred_by = Some(seat);
        self.hand_over(at, side, end, now, &mut heard);
        Ok(heard)
    }

    /// The end of a call that is no user sends the users on the call to `end`, or a user's peer does.
    pub(crate) fn transfer_away(&mut self, id: &str, end: End, now: Millis) -> Outcome {
        let (at, _) = self.answered_leg(id, None)?;
        let side = [Side::Caller, Side::Callee].into_iter().find(|side| matches!(self.calls[at].end(*side), End::Outside(_)));
        let side = side.ok_or_else(|| Refusal::Nonsense(format!("Nobody from outside is on call {id}.")))?;
        if *self.calls[at].end(side.opposite()) == end {
            return Err(Refusal::Nonsense(format!("Call {id} can only be transferred to somebody else.")));
        }
        let mut heard = Vec::new();
        self.hand_over(at, side, end, now, &mut heard);
        Ok(heard)
    }

    /// A user brings the other ends of two calls together, and leaves both.
    pub(crate) fn consult_transfer(&mut self, seat: Seat, first: &str, second: &str, now: Millis) -> Outcome {
        let (to, to_place) = self.consulted(second, seat)?;
        let (at, place) = self.answered_leg(first, Some(seat))?;
        if at == to {
            return Err(Refusal::Nonsense("A transfer needs two different calls.".to_owned()));
        }
        let (side, to_side) = (self.calls[at].legs[place].side, self.calls[to].legs[to_place].side);
        let target = self.calls[to].end(to_side.opposite()).clone();
        let answered = self.calls[to].stage() == Stage::Answered;
        let mut heard = Vec::new();
        let address = self.address(&target);
        self.detach(&[(at, place), (to, to_place)], &address, "transfer", now, &mut heard);
        self.stay(at, side, target);
        self.calls[at].answered = self.calls[at].answered.filter(|_| answered);
        self.move_legs(to, to_side.opposite(), at);
        self.calls[to].ended = Some(now);
        for place in self.meet(at, Side::Caller) {
            let leg = &mut self.calls[at].legs[place];
            leg.alerting_again = !answered;
            leg.personality = Personality::Originator;
            self.tell(at, place, CallNews::Transferred, &mut heard);
            if answered {
                let leg = &mut self.calls[at].legs[place];
                leg.remote_held = false;
                self.tell(at, place, CallNews::Answered, &mut heard);
            }
        }
        for place in self.meet(at, Side::Callee) {
            self.calls[at].legs[place].remote_held = false;
            self.tell(at, place, CallNews::Updated, &mut heard);
        }
        self.finish_if_deserted(at, now);
        Ok(heard)
    }

    /// Finds a user's leg of the call a transfer leads to, which is answered or rings at the other end.
    fn consulted(&self, id: &str, seat: Seat) -> Result<(usize, usize), Refusal> {
        let at = self.index(id)?;
        let (at, place) = match self.calls[at].stage() {
            Stage::Ringing => self.live_leg(at, Some(seat))?,
            _ => self.answered_leg(id, Some(seat))?,
        };
        if self.calls[at].legs[place].rings_here() {
            return Err(Refusal::NotNow(format!("Call {id} is not answered yet.")));
        }
        Ok((at, place))
    }

    /// Rings `end` in place of `side`, for whoever stays.
    fn hand_over(&mut self, at: usize, side: Side, end: End, now: Millis, heard: &mut Vec<Happening>) {
        self.stay(at, side, end);
        self.calls[at].answered = None;
        for place in self.meet(at, Side::Caller) {
            let leg = &mut self.calls[at].legs[place];
            leg.end_hold(now);
            leg.alerting_again = true;
            leg.remote_held = false;
            leg.personality = Personality::Originator;
            self.tell(at, place, CallNews::Transferred, heard);
        }
        self.ring(at, now, heard);
    }

    /// Puts `end` where `left` was, and whoever stays on the caller's side.
    pub(super) fn stay(&mut self, at: usize, left: Side, end: End) {
        let call = &mut self.calls[at];
        call.caller = call.end(left.opposite()).clone();
        call.callee = end;
        for leg in call.legs.iter_mut().filter(|leg| leg.is_live()) {
            leg.side = Side::Caller;
        }
    }

    /// Moves the live legs of a side into another call, at its called end.
    fn move_legs(&mut self, from: usize, side: Side, to: usize) {
        for place in self.calls[from].live(side).into_iter().rev() {
            let mut leg = self.calls[from].legs.remove(place);
            leg.side = Side::Callee;
            leg.tracking.clone_from(&self.calls[to].tracking);
            self.calls[to].legs.push(leg);
        }
    }
}
