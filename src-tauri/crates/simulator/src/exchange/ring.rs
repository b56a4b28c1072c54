//! How a call finds the phone it rings, past the services that may send it elsewhere (4.4, 4.7.1.1.3).

use super::{Exchange, Outcome, Refusal, Wait};
use crate::call::{BUSY, CallNews, End, Happening, Millis, NOT_FOUND, News, Personality, Redirect, Redirection, Remote, Side};
use crate::forwarding::ForwardingKind;
use crate::user::Seat;

/// How often a call may be sent on before the switch gives up.
const MOST_REDIRECTIONS: usize = 5;

impl Exchange {
    /// Rings the called end, wherever its services send the call.
    pub(super) fn ring(&mut self, at: usize, now: Millis, heard: &mut Vec<Happening>) {
        self.calls[at].rings += 1;
        match self.calls[at].callee.clone() {
            End::Outside(_) => {
                let recall = self.calls[at].transferred_by.and(self.patience.recall);
                self.set_alarm(at, Wait::Retrieval, recall);
            }
            End::Nobody(_) | End::Parked(_) => self.announce_failure(at, NOT_FOUND, now, heard),
            End::VoiceMail(_) => self.connect(at, None, now, heard),
            End::HuntGroup(place) => self.hunt(at, place, now, heard),
            End::User(seat) => self.ring_user(at, seat, now, heard),
        }
        self.finish_if_deserted(at, now);
    }

    fn ring_user(&mut self, at: usize, seat: Seat, now: Millis, heard: &mut Vec<Happening>) {
        let (phone, busy) = (&self.phones[seat], self.legs(seat).next().is_some());
        let forwarded = |kind: ForwardingKind| phone.forwarding(kind).destination().map(|to| (kind, to.to_owned()));
        let dnd = phone.dnd.active;
        let no_room = busy && !phone.call_waiting;
        let elsewhere = forwarded(ForwardingKind::Always).or_else(|| (dnd || no_room).then(|| forwarded(ForwardingKind::Busy)).flatten());
        let voice_mail = phone.voice_mail && (dnd || no_room);
        let comes_back = self.calls[at].recall.is_some();
        let place = self.add_leg(at, seat, Side::Callee, Personality::Terminator, now);
        let diverted = !comes_back && (elsewhere.is_some() || dnd || no_room);
        self.calls[at].legs[place].diverted = diverted;
        self.tell(at, place, CallNews::Received, heard);
        match elsewhere {
            _ if !diverted => {
                let no_answer = self.phones[seat].no_answer.or(self.patience.no_answer);
                self.set_alarm(at, Wait::Answer, no_answer);
                let recall = self.calls[at].transferred_by.and(self.patience.recall);
                self.set_alarm(at, Wait::Retrieval, recall);
            }
            Some((kind, to)) => {
                let end = self.end(&to).unwrap_or(End::Nobody(to));
                self.send_on(at, place, end, kind.reason(), now, heard);
            }
            None if voice_mail => {
                let reason = if dnd { "do-not-disturb" } else { "user-busy" };
                self.send_on(at, place, End::VoiceMail(seat), reason, now, heard);
            }
            None => {
                for leg in self.calls[at].legs.iter_mut().filter(|leg| leg.is_live()) {
                    leg.cause = Some(BUSY);
                }
                self.finish(at, None, now, heard);
            }
        }
    }

    /// Rings the members of a hunt group who are free.
    fn hunt(&mut self, at: usize, place: usize, now: Millis, heard: &mut Vec<Happening>) {
        let group = self.directory.hunt_group(place).clone();
        let caller = self.calls[at].caller.clone();
        let free: Vec<Seat> = group.members.into_iter().filter(|seat| !self.phones[*seat].dnd.active && self.legs(*seat).next().is_none() && caller != End::User(*seat)).collect();
        if free.is_empty() {
            return self.announce_failure(at, BUSY, now, heard);
        }
        for seat in free {
            let place = self.add_leg(at, seat, Side::Callee, Personality::Terminator, now);
            self.calls[at].legs[place].hunt_group = Some(group.id.to_owned());
            self.tell(at, place, CallNews::Received, heard);
        }
    }

    /// Connects a ringing call, to a user's leg or to somebody who is none. Who answers hears of it first.
    pub(super) fn connect(&mut self, at: usize, answering: Option<usize>, now: Millis, heard: &mut Vec<Happening>) {
        self.calls[at].answered = Some(now);
        self.calls[at].transferred_by = None;
        self.calls[at].recall = None;
        if let Some(place) = answering {
            self.calls[at].callee = End::User(self.calls[at].legs[place].seat);
            self.connect_leg(at, place, now, heard);
        }
        for place in self.calls[at].live(Side::Callee) {
            if Some(place) != answering {
                self.drop_leg(at, place, None, now, heard);
            }
        }
        for place in self.calls[at].live(Side::Caller) {
            // Whom a hunt group found is known only now.
            if answering.is_some() && matches!(self.calls[at].legs[place].remote, Remote::Service { .. }) {
                self.meet(at, Side::Caller);
                self.tell(at, place, CallNews::Updated, heard);
            }
            self.connect_leg(at, place, now, heard);
        }
    }

    pub(super) fn connect_leg(&mut self, at: usize, place: usize, now: Millis, heard: &mut Vec<Happening>) {
        let leg = &mut self.calls[at].legs[place];
        // A transferred call keeps the time it was first answered.
        leg.answered.get_or_insert(now);
        leg.alerting_again = false;
        leg.remote_held = false;
        let seat = leg.seat;
        self.park_others(seat, at, now, heard);
        self.tell(at, place, CallNews::Answered, heard);
        self.lift(seat, heard);
    }

    /// Sends a ringing call on from where it rings, as a user tells it to: to `end`, or else to voice mail.
    pub(crate) fn deflect(&mut self, id: &str, by: Option<Seat>, end: Option<End>, reason: &'static str, now: Millis) -> Outcome {
        let at = self.ringing(id)?;
        let ringing = self.calls[at].live(Side::Callee);
        let place = ringing.into_iter().find(|place| by.is_none_or(|seat| self.calls[at].legs[*place].seat == seat));
        let place = place.ok_or_else(|| Refusal::Nonsense(format!("Call {id} does not ring that user.")))?;
        let seat = self.calls[at].legs[place].seat;
        let end = end.unwrap_or(End::VoiceMail(seat));
        if end == End::User(seat) {
            return Err(Refusal::Nonsense(format!("Call {id} rings there already.")));
        }
        let mut heard = Vec::new();
        self.send_on(at, place, end, reason, now, &mut heard);
        Ok(heard)
    }

    /// Sends on a call that rang long enough, as its user's services say.
    pub(super) fn not_answered(&mut self, id: &str, now: Millis) -> Outcome {
        let at = self.ringing(id)?;
        let Some(place) = self.calls[at].live(Side::Callee).first().copied() else { return Ok(Vec::new()) };
        let seat = self.calls[at].legs[place].seat;
        let forwarded = self.phones[seat].forwarding(ForwardingKind::NoAnswer).destination().map(str::to_owned);
        match forwarded {
            Some(to) => {
                let end = self.end(&to).unwrap_or(End::Nobody(to));
                self.deflect(id, Some(seat), Some(end), ForwardingKind::NoAnswer.reason(), now)
            }
            None => self.deflect(id, Some(seat), None, "voicemail", now),
        }
    }

    /// Takes a ringing call from a user and rings `end` instead.
    fn send_on(&mut self, at: usize, place: usize, end: End, reason: &'static str, now: Millis, heard: &mut Vec<Happening>) {
        let seat = self.calls[at].legs[place].seat;
        let address = self.address(&end);
        self.detach(&[(at, place)], &address, reason, now, heard);
        let redirection = Redirection { party: self.party(seat), reason };
        self.calls[at].redirections.insert(0, redirection);
        for other in self.calls[at].live(Side::Callee) {
            self.drop_leg(at, other, None, now, heard);
        }
        self.calls[at].callee = end;
        for caller in self.meet(at, Side::Caller) {
            self.tell(at, caller, CallNews::Forwarded, heard);
        }
        if self.calls[at].redirections.len() > MOST_REDIRECTIONS {
            return self.announce_failure(at, BUSY, now, heard);
        }
        self.ring(at, now, heard);
    }

    /// Takes legs of one user out of their calls, which go on without: first they are detached, then released.
    pub(super) fn detach(&mut self, legs: &[(usize, usize)], address: &str, reason: &'static str, now: Millis, heard: &mut Vec<Happening>) {
        let mut gone = Vec::new();
        for (at, place) in legs {
            let leg = &mut self.calls[*at].legs[*place];
            leg.end_hold(now);
            leg.detached = Some(now);
            leg.redirect = Some(Redirect { address: address.to_owned(), reason, time: now });
            gone.push(leg.clone());
        }
        if let Some(first) = gone.first() {
            heard.push(Happening { seat: first.seat, news: News::Redirected(gone) });
        }
        for (at, place) in legs {
            self.drop_leg(*at, *place, None, now, heard);
        }
    }
}
