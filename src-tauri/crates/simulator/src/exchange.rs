//! Every call on the switch, and how calls change.
//!
//! A change is asked for ([`Exchange::answer`], [`Exchange::hold`] …) and either refused with a sentence or answered
//! with what the users hear of it, in order. Nothing here knows XML, HTTP or the time: the caller says what time it is.
//! What a user hears is what the Xtended Services Interface spec describes in 4.7.1.1.

mod alarm;
mod conference;
mod leg;
mod park;
mod phone;
mod pickup;
mod recording;
mod release;
mod ring;
#[cfg(test)]
mod tests;
mod transfer;
mod update;

use crate::call::{Call, CallNews, End, Endpoint, Happening, Leg, Millis, Personality, Side, Stage};
use crate::user::{Destination, Directory, Seat};
pub(crate) use alarm::{Alarm, Patience, Wait};
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
    patience: Patience,
    calls: Vec<Call>,
    phones: Vec<Phone>,
    alarms: Vec<Alarm>,
    placed: u64,
    trackings: u64,
    sessions: u64,
    /// How many finished calls can still be asked about.
    remembered: usize,
}

impl Exchange {
    pub(crate) fn new(directory: Directory, patience: Patience, remembered: usize) -> Self {
        let phones = directory.users().iter().map(|_| Phone::default()).collect();
        Self { directory, patience, calls: Vec::new(), phones, alarms: Vec::new(), placed: 0, trackings: 0, sessions: 84_000, remembered }
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

    /// Places a call. A user dials on the phone, or with `dialback` from a program: then the user's own phone rings first.
    pub(crate) fn place(&mut self, caller: End, callee: End, dialback: bool, now: Millis) -> Result<(String, Vec<Happening>), Refusal> {
        if caller == callee {
            return Err(Refusal::Nonsense("A call needs two different ends.".to_owned()));
        }
        if !matches!((&caller, &callee), (End::User(_), _) | (_, End::User(_) | End::HuntGroup(_))) {
            return Err(Refusal::Nonsense("One end of a call must be a user of the enterprise.".to_owned()));
        }
        if !matches!(caller, End::User(_) | End::Outside(_) | End::Nobody(_)) {
            return Err(Refusal::Nonsense("Only people place calls.".to_owned()));
        }
        self.forget_old_calls();
        self.placed += 1;
        let id = format!("c{}", self.placed);
        let tracking = self.next_tracking();
        self.calls.push(Call {
            id: id.clone(),
            tracking,
            caller: caller.clone(),
            callee,
            legs: Vec::new(),
            redirections: Vec::new(),
            rings: 0,
            transferred_by: None,
            recall: None,
            started: now,
            answered: None,
            ended: None,
        });
        let at = self.calls.len() - 1;
        let mut heard = Vec::new();
        match caller {
            End::User(seat) if dialback => {
                let leg = self.add_leg(at, seat, Side::Caller, Personality::ClickToDial, now);
                self.tell(at, leg, CallNews::Originating, &mut heard);
                self.tell(at, leg, CallNews::Updated, &mut heard);
            }
            End::User(seat) => {
                self.park_others(seat, at, now, &mut heard);
                self.lift(seat, &mut heard);
                let leg = self.add_leg(at, seat, Side::Caller, Personality::Originator, now);
                self.originated(at, leg, now, &mut heard);
            }
            End::Outside(_) | End::Nobody(_) | End::HuntGroup(_) | End::VoiceMail(_) | End::Parked(_) => self.ring(at, now, &mut heard),
        }
        Ok((id, heard))
    }

    /// Answers a ringing call for whom it rings first.
    pub(crate) fn answer(&mut self, id: &str, now: Millis) -> Outcome {
        self.answer_at(id, None, Endpoint::Desk, now)
    }

    /// Answers a ringing call for `by`, or for whom it rings first, on one of their devices. A call a program placed goes on
    /// to ring at the other end.
    pub(crate) fn answer_at(&mut self, id: &str, by: Option<Seat>, endpoint: Endpoint, now: Millis) -> Outcome {
        let at = self.index(id)?;
        let mut heard = Vec::new();
        match self.calls[at].stage() {
            Stage::Dialback => {
                let seat = self.calls[at].legs[0].seat;
                self.park_others(seat, at, now, &mut heard);
                self.lift(seat, &mut heard);
                let leg = &mut self.calls[at].legs[0];
                leg.personality = Personality::Originator;
                leg.endpoint = endpoint;
                self.originated(at, 0, now, &mut heard);
            }
            Stage::Ringing => {
                let ringing = self.calls[at].live(Side::Callee);
                let answering = match by {
                    None => ringing.first().copied(),
                    Some(seat) => {
                        let place = ringing.iter().copied().find(|place| self.calls[at].legs[*place].seat == seat);
                        Some(place.ok_or_else(|| Refusal::Nonsense(format!("Call {id} does not ring that user.")))?)
                    }
                };
                if let Some(leg) = answering {
                    self.calls[at].legs[leg].endpoint = endpoint;
                }
                self.connect(at, answering, now, &mut heard);
            }
            Stage::Answered => return Err(Refusal::NotNow(format!("Call {id} is answered already."))),
            Stage::Parked => return Err(parked(id)),
            Stage::Over => return Err(over(id)),
        }
        Ok(heard)
    }

    /// Holds an answered call for `by`, or for the first user on it.
    pub(crate) fn hold(&mut self, id: &str, by: Option<Seat>, now: Millis) -> Outcome {
        let (at, leg) = self.answered_leg(id, by)?;
        if self.calls[at].legs[leg].held.is_some() {
            return Err(Refusal::NotNow(format!("Call {id} is on hold already.")));
        }
        let mut heard = Vec::new();
        self.hold_leg(at, leg, now, &mut heard);
        Ok(heard)
    }

    /// Takes a held call back, for `by` or for the first user who holds it.
    pub(crate) fn retrieve(&mut self, id: &str, by: Option<Seat>, now: Millis) -> Outcome {
        let holder = self.call(id)?.legs.iter().find(|leg| leg.is_live() && leg.held.is_some()).map(|leg| leg.seat);
        let (at, place) = self.answered_leg(id, by.or(holder))?;
        let leg = &mut self.calls[at].legs[place];
        if leg.held.is_none() {
            return Err(Refusal::NotNow(format!("Call {id} is not on hold there.")));
        }
        leg.end_hold(now);
        let (seat, side) = (leg.seat, leg.side);
        let mut heard = Vec::new();
        self.park_others(seat, at, now, &mut heard);
        self.tell(at, place, CallNews::Retrieved, &mut heard);
        self.lift(seat, &mut heard);
        for other in self.calls[at].live(side.opposite()) {
            self.calls[at].legs[other].remote_held = false;
            self.tell(at, other, CallNews::Retrieved, &mut heard);
        }
        Ok(heard)
    }

    /// The user's phone has dialled: the user hears so, and the other end rings.
    fn originated(&mut self, at: usize, leg: usize, now: Millis, heard: &mut Vec<Happening>) {
        self.tell(at, leg, CallNews::Originated, heard);
        self.tell(at, leg, CallNews::Updated, heard);
        self.ring(at, now, heard);
    }

    fn hold_leg(&mut self, at: usize, place: usize, now: Millis, heard: &mut Vec<Happening>) {
        let leg = &mut self.calls[at].legs[place];
        leg.held = Some(now);
        let side = leg.side;
        self.tell(at, place, CallNews::Held, heard);
        for other in self.calls[at].live(side.opposite()) {
            self.calls[at].legs[other].remote_held = true;
            self.tell(at, other, CallNews::Held, heard);
        }
    }

    fn index(&self, id: &str) -> Result<usize, Refusal> {
        self.calls.iter().position(|call| call.id == id).ok_or_else(|| Refusal::UnknownCall(id.to_owned()))
    }

    /// Returns who is to be called when `dialled` is dialled.
    pub(crate) fn end(&self, dialled: &str) -> Option<End> {
        let end = match self.directory.resolve(dialled)? {
            Destination::User(seat) => End::User(seat),
            Destination::HuntGroup(place) => End::HuntGroup(place),
            Destination::Outside(number) => End::Outside(crate::call::Stranger { number, name: None, withheld: false }),
            Destination::Nobody(extension) => End::Nobody(extension),
        };
        Some(end)
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

fn over(id: &str) -> Refusal {
    Refusal::NotNow(format!("Call {id} is over."))
}

fn parked(id: &str) -> Refusal {
    Refusal::NotNow(format!("Call {id} is parked."))
}
