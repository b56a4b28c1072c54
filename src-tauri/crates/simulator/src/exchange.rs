//! Every call on the switch, and how calls change.
//!
//! A change is asked for ([`Exchange::answer`], [`Exchange::hold`] …) and either refused with a sentence or answered
//! with what the users hear of it, in order. Nothing here knows XML, HTTP or the time: the caller says what time it is.
//! What a user hears is what the Xtended Services Interface spec describes in 4.7.1.1.

mod phone;
#[cfg(test)]
mod tests;
mod update;

use crate::call::{BUSY, Call, CallNews, Cause, Dnd, End, Happening, Leg, Millis, NOT_FOUND, News, Personality, Remote, Side, Stage, Stranger};
use crate::user::{Directory, Seat};
use phone::Phone;

/// Why a command was not carried out, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("There is no call {0}.")]
    UnknownCall(String),
    #[error("{0}")]
    NotNow(String),
    #[error("{0}")]
    Nonsense(String),
}

type Outcome = Result<Vec<Happening>, Refusal>;

/// The calls, and the phones they ring.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) directory: Directory,
    calls: Vec<Call>,
    phones: Vec<Phone>,
    placed: u64,
    sessions: u64,
    /// How many finished calls can still be asked about.
    remembered: usize,
}

impl Exchange {
    pub(crate) fn new(directory: Directory, remembered: usize) -> Self {
        let phones = directory.users().iter().map(|_| Phone::default()).collect();
        Self { directory, calls: Vec::new(), phones, placed: 0, sessions: 84_000, remembered }
    }

    pub(crate) fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// Returns a user's calls that are not over, as their programs see them.
    pub(crate) fn legs(&self, seat: Seat) -> impl Iterator<Item = &Leg> {
        self.calls.iter().flat_map(|call| &call.legs).filter(move |leg| leg.seat == seat && leg.is_live())
    }

    /// Finds the call a user's programs know as `call_id`.
    pub(crate) fn leg(&self, seat: Seat, call_id: &str) -> Option<(&Call, &Leg)> {
        self.calls.iter().find_map(|call| {
            let leg = call.legs.iter().find(|leg| leg.seat == seat && leg.is_live() && leg.call_id == call_id)?;
            Some((call, leg))
        })
    }

    pub(crate) fn call(&self, id: &str) -> Result<&Call, Refusal> {
        self.calls.iter().find(|call| call.id == id).ok_or_else(|| Refusal::UnknownCall(id.to_owned()))
    }

    pub(crate) fn is_off_hook(&self, seat: Seat) -> bool {
        self.phones[seat].off_hook
    }

    pub(crate) fn dnd(&self, seat: Seat) -> Dnd {
        self.phones[seat].dnd
    }

    /// Places a call. A user dials on the phone, or with `dialback` from a program: then the user's own phone rings first.
    pub(crate) fn place(&mut self, caller: End, callee: End, dialback: bool, now: Millis) -> Result<(String, Vec<Happening>), Refusal> {
        if caller == callee {
            return Err(Refusal::Nonsense("A call needs two different ends.".to_owned()));
        }
        if !matches!((&caller, &callee), (End::User(_), _) | (_, End::User(_))) {
            return Err(Refusal::Nonsense("One end of a call must be a user of the group.".to_owned()));
        }
        self.forget_old_calls();
        self.placed += 1;
        let id = format!("c{}", self.placed);
        self.calls.push(Call {
            id: id.clone(),
            tracking: format!("{}:1", 570_000 + self.placed),
            caller: caller.clone(),
            callee,
            legs: Vec::new(),
            started: now,
            answered: None,
            ended: None,
        });
        let at = self.calls.len() - 1;
        let mut heard = Vec::new();
        match caller {
            End::User(seat) if dialback => {
                self.add_leg(at, seat, Side::Caller, Personality::ClickToDial, now);
                self.tell(at, Side::Caller, CallNews::Originating, &mut heard);
                self.tell(at, Side::Caller, CallNews::Updated, &mut heard);
            }
            End::User(seat) => {
                self.park_others(seat, at, now, &mut heard);
                self.lift(seat, &mut heard);
                self.add_leg(at, seat, Side::Caller, Personality::Originator, now);
                self.originated(at, now, &mut heard);
            }
            End::Outside(_) | End::Nobody(_) => self.ring(at, now, &mut heard),
        }
        Ok((id, heard))
    }

    /// Answers a ringing call; a call a program placed goes on to ring at the other end.
    pub(crate) fn answer(&mut self, id: &str, now: Millis) -> Outcome {
        let at = self.index(id)?;
        let mut heard = Vec::new();
        match self.calls[at].stage() {
            Stage::Dialback => {
                let seat = self.calls[at].legs[0].seat;
                self.park_others(seat, at, now, &mut heard);
                self.lift(seat, &mut heard);
                self.calls[at].legs[0].personality = Personality::Originator;
                self.originated(at, now, &mut heard);
            }
            Stage::Ringing => {
                self.calls[at].answered = Some(now);
                // The end that answers hears of it first.
                for side in [Side::Callee, Side::Caller] {
                    let Some(leg) = self.leg_mut(at, side) else { continue };
                    leg.answered = Some(now);
                    let seat = leg.seat;
                    self.park_others(seat, at, now, &mut heard);
                    self.tell(at, side, CallNews::Answered, &mut heard);
                    self.lift(seat, &mut heard);
                }
            }
            Stage::Answered => return Err(Refusal::NotNow(format!("Call {id} is answered already."))),
            Stage::Over => return Err(over(id)),
        }
        Ok(heard)
    }

    /// Holds an answered call for `by`, or for the first user on it.
    pub(crate) fn hold(&mut self, id: &str, by: Option<Seat>, now: Millis) -> Outcome {
        let (at, side) = self.answered_side(id, by)?;
        if self.leg_mut(at, side).is_some_and(|leg| leg.held.is_some()) {
            return Err(Refusal::NotNow(format!("Call {id} is on hold already.")));
        }
        let mut heard = Vec::new();
        self.hold_side(at, side, now, &mut heard);
        Ok(heard)
    }

    /// Takes a held call back, for `by` or for the first user who holds it.
    pub(crate) fn retrieve(&mut self, id: &str, by: Option<Seat>, now: Millis) -> Outcome {
        let holder = self.call(id)?.legs.iter().find(|leg| leg.held.is_some()).map(|leg| leg.seat);
        let (at, side) = self.answered_side(id, by.or(holder))?;
        let Some(leg) = self.leg_mut(at, side).filter(|leg| leg.held.is_some()) else {
            return Err(Refusal::NotNow(format!("Call {id} is not on hold there.")));
        };
        leg.end_hold(now);
        let seat = leg.seat;
        let mut heard = Vec::new();
        self.park_others(seat, at, now, &mut heard);
        self.tell(at, side, CallNews::Retrieved, &mut heard);
        self.lift(seat, &mut heard);
        if let Some(other) = self.leg_mut(at, opposite(side)) {
            other.remote_held = false;
            self.tell(at, opposite(side), CallNews::Retrieved, &mut heard);
        }
        Ok(heard)
    }

    /// Ends a call from one side. Before the answer, that is giving up or declining.
    pub(crate) fn release(&mut self, id: &str, by: Side, now: Millis) -> Outcome {
        match (self.call(id)?.stage(), by) {
            (Stage::Over, _) => Err(over(id)),
            (Stage::Ringing, Side::Callee) => self.decline(id, BUSY, now),
            (Stage::Dialback, Side::Callee) => Err(Refusal::NotNow(format!("Call {id} does not ring at the other end yet."))),
            (Stage::Dialback | Stage::Ringing, Side::Caller) | (Stage::Answered, _) => {
                let at = self.index(id)?;
                let mut heard = Vec::new();
                self.end(at, Some(by), now, &mut heard);
                Ok(heard)
            }
        }
    }

    /// Turns a ringing call away at the called end; the caller, if a user, is told `cause`.
    pub(crate) fn decline(&mut self, id: &str, cause: Cause, now: Millis) -> Outcome {
        let at = self.index(id)?;
        match self.calls[at].stage() {
            Stage::Ringing => {}
            Stage::Dialback => return Err(Refusal::NotNow(format!("Call {id} does not ring at the other end yet."))),
            Stage::Answered => return Err(Refusal::NotNow(format!("Call {id} is answered already."))),
            Stage::Over => return Err(over(id)),
        }
        if let Some(leg) = self.leg_mut(at, Side::Caller) {
            leg.cause = Some(cause);
        }
        let mut heard = Vec::new();
        self.end(at, Some(Side::Callee), now, &mut heard);
        Ok(heard)
    }

    /// The user's phone has dialled: the user hears so, and the other end rings.
    fn originated(&mut self, at: usize, now: Millis, heard: &mut Vec<Happening>) {
        self.tell(at, Side::Caller, CallNews::Originated, heard);
        self.tell(at, Side::Caller, CallNews::Updated, heard);
        self.ring(at, now, heard);
    }

    /// Rings the called end, unless nobody has that extension or the user is not to be disturbed.
    fn ring(&mut self, at: usize, now: Millis, heard: &mut Vec<Happening>) {
        match self.calls[at].callee.clone() {
            End::Outside(_) => {}
            End::Nobody(_) => {
                if let Some(leg) = self.leg_mut(at, Side::Caller) {
                    leg.cause = Some(NOT_FOUND);
                }
                self.tell(at, Side::Caller, CallNews::Releasing, heard);
                self.end(at, None, now, heard);
            }
            End::User(seat) => {
                self.add_leg(at, seat, Side::Callee, Personality::Terminator, now);
                let diverted = self.phones[seat].dnd.active;
                if let Some(leg) = self.leg_mut(at, Side::Callee) {
                    leg.diverted = diverted;
                }
                self.tell(at, Side::Callee, CallNews::Received, heard);
                if diverted {
                    for leg in &mut self.calls[at].legs {
                        leg.cause = Some(BUSY);
                    }
                    self.end(at, None, now, heard);
                }
            }
        }
    }

    /// Ends a call for everybody; without a side it is the switch that ends it.
    fn end(&mut self, at: usize, by: Option<Side>, now: Millis, heard: &mut Vec<Happening>) {
        self.calls[at].ended = Some(now);
        let first = by.unwrap_or(Side::Callee);
        for side in [first, opposite(first)] {
            let Some(leg) = self.leg_mut(at, side) else { continue };
            leg.end_hold(now);
            leg.released = Some(now);
            leg.released_by = by;
            let seat = leg.seat;
            self.tell(at, side, CallNews::Released, heard);
            self.rest_when_idle(seat, heard);
        }
    }

    fn hold_side(&mut self, at: usize, side: Side, now: Millis, heard: &mut Vec<Happening>) {
        if let Some(leg) = self.leg_mut(at, side) {
            leg.held = Some(now);
            self.tell(at, side, CallNews::Held, heard);
        }
        if let Some(other) = self.leg_mut(at, opposite(side)) {
            other.remote_held = true;
            self.tell(at, opposite(side), CallNews::Held, heard);
        }
    }

    fn answered_side(&self, id: &str, by: Option<Seat>) -> Result<(usize, Side), Refusal> {
        let at = self.index(id)?;
        let call = &self.calls[at];
        match call.stage() {
            Stage::Answered => {}
            Stage::Dialback | Stage::Ringing => {
                return Err(Refusal::NotNow(format!("Call {id} is not answered yet.")));
            }
            Stage::Over => return Err(over(id)),
        }
        let side = match by {
            Some(seat) => call.side_of(seat),
            None => call.legs.first().map(|leg| leg.side),
        };
        let side = side.ok_or_else(|| Refusal::Nonsense(format!("That user is not on call {id}.")))?;
        Ok((at, side))
    }

    fn add_leg(&mut self, at: usize, seat: Seat, side: Side, personality: Personality, now: Millis) {
        let (call_id, appearance) = self.next_call_id(seat);
        let call = &self.calls[at];
        let remote = match call.end(opposite(side)) {
            End::User(other) => Remote::Colleague(self.directory.user(*other).clone()),
            End::Outside(stranger) => Remote::Stranger(stranger.clone()),
            End::Nobody(extension) => Remote::Nobody(extension.clone()),
        };
        let leaves_the_group = matches!(remote, Remote::Stranger(Stranger { .. }));
        let leg = Leg {
            seat,
            side,
            call_id,
            tracking: call.tracking.clone(),
            network_call_id: leaves_the_group.then(|| format!("BW{now}-{}@127.0.0.1", self.placed)),
            personality,
            remote,
            appearance,
            started: now,
            answered: None,
            held: None,
            held_before: None,
            remote_held: false,
            released: None,
            released_by: None,
            cause: None,
            diverted: false,
        };
        self.calls[at].legs.push(leg);
    }

    fn tell(&self, at: usize, side: Side, news: CallNews, heard: &mut Vec<Happening>) {
        if let Some(leg) = self.calls[at].legs.iter().find(|leg| leg.side == side) {
            heard.push(Happening { seat: leg.seat, news: News::Call(news, Box::new(leg.clone())) });
        }
    }

    fn leg_mut(&mut self, at: usize, side: Side) -> Option<&mut Leg> {
        self.calls[at].legs.iter_mut().find(|leg| leg.side == side)
    }

    fn index(&self, id: &str) -> Result<usize, Refusal> {
        self.calls.iter().position(|call| call.id == id).ok_or_else(|| Refusal::UnknownCall(id.to_owned()))
    }

    fn forget_old_calls(&mut self) {
        let over = self.calls.iter().filter(|call| call.ended.is_some()).count();
        if over >= self.remembered
            && let Some(oldest) = self.calls.iter().position(|call| call.ended.is_some())
        {
            self.calls.remove(oldest);
        }
    }
}

fn opposite(side: Side) -> Side {
    match side {
        Side::Caller => Side::Callee,
        Side::Callee => Side::Caller,
    }
}

fn over(id: &str) -> Refusal {
    Refusal::NotNow(format!("Call {id} is over."))
}
