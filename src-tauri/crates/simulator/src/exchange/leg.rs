//! The legs of a call: how they come to be, who is at the other end, who hears of them.

use super::{Exchange, Outcome, Refusal, over, parked};
use crate::call::{CallNews, End, Endpoint, Happening, Leg, Millis, News, Party, Personality, Remote, Side, Stage};
use crate::user::Seat;

/// What reaches the voice mail of whoever dials it.
pub(super) const VOICE_MAIL_EXTENSION: &str = "4900";

impl Exchange {
    pub(super) fn add_leg(&mut self, at: usize, seat: Seat, side: Side, personality: Personality, now: Millis) -> usize {
        let (call_id, appearance) = self.next_call_id(seat);
        let call = &self.calls[at];
        let remote = self.remote(call.end(side.opposite()), seat);
        let leaves_the_enterprise = matches!(remote, Remote::Stranger(_));
        let leg = Leg {
            seat,
            side,
            incoming: personality == Personality::Terminator,
            call_id,
            tracking: call.tracking.clone(),
            network_call_id: leaves_the_enterprise.then(|| format!("BW{now}-{}@127.0.0.1", self.placed)),
            personality,
            remote,
            endpoint: Endpoint::Desk,
            appearance,
            started: now,
            answered: None,
            alerting_again: false,
            held: None,
            held_before: None,
            remote_held: false,
            detached: None,
            released: None,
            released_by: None,
            cause: None,
            diverted: false,
            redirect: None,
            redirections: if side == Side::Callee { call.redirections.clone() } else { Vec::new() },
            recall: if side == Side::Callee { call.recall.clone() } else { None },
            hunt_group: None,
            recording: None,
            recorded: false,
        };
        let legs = &mut self.calls[at].legs;
        legs.push(leg);
        legs.len() - 1
    }

    /// Returns who `end` is to the user at `seat`.
    pub(super) fn remote(&self, end: &End, seat: Seat) -> Remote {
        match end {
            End::User(other) => {
                let (own, user) = (self.directory.user(seat), self.directory.user(*other));
                Remote::Colleague { user: Box::new(user.clone()), same_group: own.details.group == user.details.group }
            }
            End::Outside(stranger) => Remote::Stranger(stranger.clone()),
            End::Nobody(extension) => Remote::Nobody(extension.clone()),
            End::HuntGroup(place) => {
                let group = self.directory.hunt_group(*place);
                Remote::Service { name: group.name.to_owned(), extension: group.extension.to_owned(), user_id: Some(group.id.to_owned()) }
            }
            End::VoiceMail(_) => Remote::Service { name: "Voice Mail".to_owned(), extension: VOICE_MAIL_EXTENSION.to_owned(), user_id: None },
            End::Parked(by) => self.remote(&End::User(*by), seat),
        }
    }

    /// Says to everybody left on a side who is at the other end now.
    pub(super) fn meet(&mut self, at: usize, side: Side) -> Vec<usize> {
        let places = self.calls[at].live(side);
        for place in &places {
            let seat = self.calls[at].legs[*place].seat;
            let remote = self.remote(self.calls[at].end(side.opposite()), seat);
            self.calls[at].legs[*place].remote = remote;
        }
        places
    }

    /// Returns how to reach an end, as a URI.
    pub(super) fn address(&self, end: &End) -> String {
        match end {
            End::User(seat) | End::Parked(seat) => format!("tel:{}", self.directory.user(*seat).extension),
            End::Outside(stranger) if stranger.number.contains('@') => format!("sip:{}", stranger.number),
            End::Outside(stranger) => format!("tel:{}", stranger.number),
            End::Nobody(extension) => format!("tel:{extension}"),
            End::HuntGroup(place) => format!("tel:{}", self.directory.hunt_group(*place).extension),
            End::VoiceMail(_) => format!("tel:{VOICE_MAIL_EXTENSION}"),
        }
    }

    pub(super) fn party(&self, seat: Seat) -> Party {
        let user = self.directory.user(seat);
        Party { name: user.name.clone(), address: format!("tel:{}", user.extension), user_id: user.id.clone() }
    }

    pub(super) fn tell(&self, at: usize, place: usize, news: CallNews, heard: &mut Vec<Happening>) {
        let leg = &self.calls[at].legs[place];
        heard.push(Happening { seat: leg.seat, news: News::Call(news, Box::new(leg.clone())) });
    }

    /// Finds the leg of an answered call that belongs to `by`, or to the first user still on it.
    pub(super) fn answered_leg(&self, id: &str, by: Option<Seat>) -> Result<(usize, usize), Refusal> {
        let at = self.index(id)?;
        match self.calls[at].stage() {
            Stage::Answered => {}
            Stage::Dialback | Stage::Ringing => return Err(Refusal::NotNow(format!("Call {id} is not answered yet."))),
            Stage::Parked => return Err(parked(id)),
            Stage::Over => return Err(over(id)),
        }
        self.live_leg(at, by)
    }

    /// Finds the leg of a call that belongs to `by`, or to the first user still on it.
    pub(super) fn live_leg(&self, at: usize, by: Option<Seat>) -> Result<(usize, usize), Refusal> {
        let call = &self.calls[at];
        let place = call.legs.iter().position(|leg| leg.is_live() && by.is_none_or(|seat| leg.seat == seat));
        let place = place.ok_or_else(|| Refusal::Nonsense(format!("That user is not on call {}.", call.id)))?;
        Ok((at, place))
    }

    /// Returns a number nobody's call has.
    pub(super) fn next_tracking(&mut self) -> String {
        self.trackings += 1;
        format!("{}:1", 570_000 + self.trackings)
    }

    /// Changes a leg of an answered call, and tells its user what `change` says.
    pub(super) fn change_leg(&mut self, id: &str, by: Option<Seat>, change: impl FnOnce(&mut Leg) -> Result<Vec<CallNews>, Refusal>) -> Outcome {
        let (at, place) = self.answered_leg(id, by)?;
        let mut heard = Vec::new();
        for news in change(&mut self.calls[at].legs[place])? {
            self.tell(at, place, news, &mut heard);
        }
        Ok(heard)
    }
}
