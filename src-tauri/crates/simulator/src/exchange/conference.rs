//! Conferences: a user's phone mixes several of the user's calls. Each participant keeps the own call (4.7.1).

use super::{Exchange, Outcome, Refusal};
use crate::call::{CallNews, Conference, ConferenceNews, ConferenceState, Happening, LegState, Millis, News, Participant};
use crate::route::Hearing;
use crate::user::Seat;

/// With fewer it is a call again.
const FEWEST: usize = 2;

impl Exchange {
    pub(crate) fn conference(&self, seat: Seat) -> Option<&Conference> {
        self.phones[seat].conference.as_ref()
    }

    /// A user talks to the other ends of several answered calls at once, by the ids their programs know.
    pub(crate) fn start_conference(&mut self, seat: Seat, call_ids: &[String], now: Millis) -> Outcome {
        if self.phones[seat].conference.is_some() {
            return Err(Refusal::NotNow("There is a conference already.".to_owned()));
        }
        let mut wanted = call_ids.to_vec();
        wanted.dedup();
        if wanted.len() < FEWEST {
            return Err(Refusal::Nonsense("A conference needs at least two calls.".to_owned()));
        }
        self.join(seat, wanted.into_iter().map(Participant::new).collect(), ConferenceNews::Started, now)
    }

    /// A user lets the other end of one more answered call in.
    pub(crate) fn add_to_conference(&mut self, seat: Seat, call_id: &str, now: Millis) -> Outcome {
        let Some(conference) = &self.phones[seat].conference else { return Err(no_conference()) };
        let mut wanted = conference.participants.clone();
        if !conference.has(call_id) {
            wanted.push(Participant::new(call_id.to_owned()));
        }
        self.join(seat, wanted, ConferenceNews::Updated, now)
    }

    /// A user holds the conference, or takes it back.
    pub(crate) fn hold_conference(&mut self, seat: Seat, hold: bool, now: Millis) -> Outcome {
        let Some(conference) = self.phones[seat].conference.clone() else { return Err(no_conference()) };
        let mut heard = Vec::new();
        for Participant { call_id, .. } in &conference.participants {
            let (at, place) = self.talking(seat, call_id)?;
            let held = self.calls[at].legs[place].held.is_some();
            if hold && !held {
                self.hold_leg(at, place, now, &mut heard);
            } else if !hold && held {
                self.take_back(at, place, now, &mut heard);
            }
        }
        let (state, news) = if hold { (ConferenceState::Held, ConferenceNews::Held) } else { (ConferenceState::Active, ConferenceNews::Retrieved) };
        if conference.state != state {
            self.conference_is(seat, Conference { state, ..conference }, news, &mut heard);
        }
        Ok(heard)
    }

    /// A user lets one participant be heard or hear, or not. What is so already is no news.
    pub(crate) fn set_hearing(&mut self, seat: Seat, call_id: &str, hearing: Hearing) -> Outcome {
        let Some(conference) = &mut self.phones[seat].conference else { return Err(no_conference()) };
        let Some(participant) = conference.participants.iter_mut().find(|participant| participant.call_id == call_id) else {
            return Err(Refusal::UnknownCall(call_id.to_owned()));
        };
        let (flag, value, news) = match hearing {
            Hearing::Mute => (&mut participant.muted, true, ConferenceNews::CallMuted),
            Hearing::UnMute => (&mut participant.muted, false, ConferenceNews::CallUnMuted),
            Hearing::Deaf => (&mut participant.deaf, true, ConferenceNews::CallMadeDeaf),
            Hearing::UnDeaf => (&mut participant.deaf, false, ConferenceNews::CallMadeUnDeaf),
        };
        if *flag == value {
            return Ok(Vec::new());
        }
        *flag = value;
        Ok(vec![Happening { seat, news: News::Conference(news, conference.clone()) }])
    }

    /// A user ends the conference, and with it the calls in it.
    pub(crate) fn end_conference(&mut self, seat: Seat, now: Millis) -> Outcome {
        let Some(conference) = self.phones[seat].conference.take() else { return Err(no_conference()) };
        let mut heard = vec![Happening { seat, news: News::Conference(ConferenceNews::Released, Conference { state: ConferenceState::Released, ..conference.clone() }) }];
        for Participant { call_id, .. } in &conference.participants {
            let (at, place) = self.talking(seat, call_id)?;
            let side = self.calls[at].legs[place].side;
            self.finish(at, Some(side), now, &mut heard);
        }
        Ok(heard)
    }

    /// A call is over for its user: what is left of the conference is one without it, or none.
    pub(super) fn leave_conference(&mut self, seat: Seat, call_id: &str, heard: &mut Vec<Happening>) {
        let Some(mut conference) = self.phones[seat].conference.take() else { return };
        if !conference.has(call_id) {
            self.phones[seat].conference = Some(conference);
            return;
        }
        conference.participants.retain(|participant| participant.call_id != call_id);
        if conference.participants.len() < FEWEST {
            conference.state = ConferenceState::Released;
            heard.push(Happening { seat, news: News::Conference(ConferenceNews::Released, conference) });
        } else {
            self.conference_is(seat, conference, ConferenceNews::Updated, heard);
        }
    }

    /// Returns whether two of a user's calls are in the same conference.
    pub(super) fn share_conference(&self, seat: Seat, one: &str, other: &str) -> bool {
        self.phones[seat].conference.as_ref().is_some_and(|conference| conference.has(one) && conference.has(other))
    }

    fn join(&mut self, seat: Seat, participants: Vec<Participant>, news: ConferenceNews, now: Millis) -> Outcome {
        let legs = participants.iter().map(|participant| self.talking(seat, &participant.call_id)).collect::<Result<Vec<_>, _>>()?;
        let mut heard = Vec::new();
        for (at, place) in legs {
            if self.calls[at].legs[place].held.is_some() {
                self.take_back(at, place, now, &mut heard);
            }
        }
        self.conference_is(seat, Conference { state: ConferenceState::Active, participants }, news, &mut heard);
        Ok(heard)
    }

    fn conference_is(&mut self, seat: Seat, conference: Conference, news: ConferenceNews, heard: &mut Vec<Happening>) {
        self.phones[seat].conference = Some(conference.clone());
        heard.push(Happening { seat, news: News::Conference(news, conference) });
    }

    fn take_back(&mut self, at: usize, place: usize, now: Millis, heard: &mut Vec<Happening>) {
        let leg = &mut self.calls[at].legs[place];
        leg.end_hold(now);
        let side = leg.side;
        self.tell(at, place, CallNews::Retrieved, heard);
        for other in self.calls[at].live(side.opposite()) {
            self.calls[at].legs[other].remote_held = false;
            self.tell(at, other, CallNews::Retrieved, heard);
        }
    }

    /// Finds a user's leg that is answered, by the id their programs know.
    fn talking(&self, seat: Seat, call_id: &str) -> Result<(usize, usize), Refusal> {
        let found = self.calls.iter().enumerate().find_map(|(at, call)| {
            let place = call.legs.iter().position(|leg| leg.seat == seat && leg.is_live() && leg.call_id == call_id)?;
            Some((at, place))
        });
        let (at, place) = found.ok_or_else(|| Refusal::UnknownCall(call_id.to_owned()))?;
        match self.calls[at].legs[place].state() {
            LegState::Active | LegState::Held | LegState::RemoteHeld if self.calls[at].legs[place].answered.is_some() => Ok((at, place)),
            _ => Err(Refusal::NotNow(format!("Call {call_id} is not answered yet."))),
        }
    }
}

fn no_conference() -> Refusal {
    Refusal::NotNow("There is no conference.".to_owned())
}
