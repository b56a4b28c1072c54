//! The phones on the desks: handset, services, and the ids of the calls they take part in.

use std::time::Duration;

use super::{Exchange, Outcome, Refusal};
use crate::call::{Conference, Dnd, Endpoint, Happening, Leg, LegState, Millis, News, Side};
use crate::forwarding::{Forwarding, ForwardingKind};
use crate::hoteling::{Host, Hoteling};
use crate::user::Seat;

/// A user's phone, and what the switch does with the user's calls.
#[derive(Debug, Clone)]
pub(super) struct Phone {
    pub(super) off_hook: bool,
    pub(super) dnd: Dnd,
    /// Whether the user has Do Not Disturb at all.
    dnd_assigned: bool,
    hoteling: Hoteling,
    forwarding: [Forwarding; 3],
    /// Whether a second call rings while there is one.
    pub(super) call_waiting: bool,
    /// Whether calls the user is not to be disturbed by, or is busy for, go to voice mail.
    pub(super) voice_mail: bool,
    /// How long the phone rings before the call goes to voice mail or is forwarded.
    pub(super) no_answer: Option<Duration>,
    pub(super) conference: Option<Conference>,
    /// The number all the user's current calls share in their ids, and what the next one gets.
    session: Option<(u64, u32)>,
}

impl Default for Phone {
    fn default() -> Self {
        Self {
            off_hook: false,
            dnd: Dnd::default(),
            dnd_assigned: true,
            hoteling: Hoteling::default(),
            forwarding: Default::default(),
            call_waiting: true,
            voice_mail: false,
            no_answer: None,
            conference: None,
            session: None,
        }
    }
}

impl Phone {
    pub(super) fn forwarding(&self, kind: ForwardingKind) -> &Forwarding {
        &self.forwarding[kind as usize]
    }
}

impl Exchange {
    pub(crate) fn is_off_hook(&self, seat: Seat) -> bool {
        self.phones[seat].off_hook
    }

    pub(crate) fn dnd(&self, seat: Seat) -> Dnd {
        self.phones[seat].dnd
    }

    pub(crate) fn forwarding(&self, seat: Seat, kind: ForwardingKind) -> &Forwarding {
        self.phones[seat].forwarding(kind)
    }

    /// Returns whether a user has Do Not Disturb.
    pub(crate) fn has_dnd(&self, seat: Seat) -> bool {
        self.phones[seat].dnd_assigned
    }

    /// Gives a user Do Not Disturb, turned off, or takes it away.
    pub(crate) fn assign_dnd(&mut self, seat: Seat, assigned: bool) -> Vec<Happening> {
        let phone = &mut self.phones[seat];
        if phone.dnd_assigned == assigned {
            return Vec::new();
        }
        phone.dnd_assigned = assigned;
        phone.dnd = Dnd::default();
        vec![Happening { seat, news: if assigned { News::Dnd(phone.dnd) } else { News::DndUnassigned } }]
    }

    pub(crate) fn hoteling(&self, seat: Seat) -> &Hoteling {
        &self.phones[seat].hoteling
    }

    /// Changes a user's Hoteling Guest service. Nothing new is no news.
    pub(crate) fn set_hoteling(&mut self, seat: Seat, change: impl FnOnce(&mut Hoteling)) -> Vec<Happening> {
        let guest = &mut self.phones[seat].hoteling;
        let before = guest.clone();
        change(guest);
        if *guest == before { Vec::new() } else { vec![Happening { seat, news: News::Hoteling(guest.clone()) }] }
    }

    /// A user signs in at a colleague's phone, or out of it, which only the phone can do.
    pub(crate) fn visit(&mut self, seat: Seat, host: Option<Seat>, now: Millis) -> Outcome {
        if host == Some(seat) || (host.is_some() && !self.phones[seat].hoteling.active) {
            return Err(Refusal::NotNow("Only an active guest works at another phone.".to_owned()));
        }
        let host = host.map(|host| Host { user: Box::new(self.directory.user(host).clone()), since: now });
        Ok(self.set_hoteling(seat, |guest| guest.host = host))
    }

    /// Changes where a user's calls are sent; what is not given stays. Nothing new is no news.
    pub(crate) fn set_forwarding(&mut self, seat: Seat, kind: ForwardingKind, active: Option<bool>, to: Option<String>) -> Outcome {
        let before = self.phones[seat].forwarding(kind).clone();
        let after = Forwarding { active: active.unwrap_or(before.active), to: to.filter(|to| !to.is_empty()).or_else(|| before.to.clone()) };
        if after.active && after.to.is_none() {
            return Err(Refusal::Nonsense("Calls can only be forwarded to somewhere.".to_owned()));
        }
        if after == before {
            return Ok(Vec::new());
        }
        self.phones[seat].forwarding[kind as usize] = after.clone();
        Ok(vec![Happening { seat, news: News::Forwarding(kind, after) }])
    }

    /// Says what the switch does with a user's calls besides; what is not given stays. No program hears of it.
    pub(crate) fn set_treatment(&mut self, seat: Seat, call_waiting: Option<bool>, voice_mail: Option<bool>, no_answer: Option<Duration>) {
        let phone = &mut self.phones[seat];
        phone.call_waiting = call_waiting.unwrap_or(phone.call_waiting);
        phone.voice_mail = voice_mail.unwrap_or(phone.voice_mail);
        phone.no_answer = no_answer.or(phone.no_answer);
    }

    /// Changes the Do Not Disturb service; what is not given stays. Nothing new is no news.
    pub(crate) fn set_dnd(&mut self, seat: Seat, active: Option<bool>, ring_splash: Option<bool>) -> Vec<Happening> {
        let dnd = &mut self.phones[seat].dnd;
        let before = *dnd;
        dnd.active = active.unwrap_or(before.active);
        dnd.ring_splash = ring_splash.unwrap_or(before.ring_splash);
        if *dnd == before { Vec::new() } else { vec![Happening { seat, news: News::Dnd(*dnd) }] }
    }

    /// Lifts or replaces a user's handset by hand.
    ///
    /// Lifting it answers what rings, or else seizes the line. Replacing it ends the call in progress; a call on hold
    /// stays on hold.
    pub(crate) fn set_hook(&mut self, seat: Seat, off: bool, now: Millis) -> Outcome {
        if off == self.phones[seat].off_hook {
            return Ok(Vec::new());
        }
        let mut heard = Vec::new();
        if off {
            let ringing = self.find(seat, |leg| leg.rings_here());
            match ringing {
                Some(id) => heard = self.answer_at(&id, Some(seat), Endpoint::Desk, now)?,
                None => self.lift(seat, &mut heard),
            }
            return Ok(heard);
        }
        while let Some(id) = self.find(seat, |leg| leg.takes_the_handset() && leg.state() != LegState::Held) {
            let side = self.side(&id, seat)?;
            heard.extend(self.release(&id, side, now)?);
        }
        self.rest(seat, &mut heard);
        Ok(heard)
    }

    /// Returns which side of a call a user is on.
    pub(crate) fn side(&self, id: &str, seat: Seat) -> Result<Side, Refusal> {
        let user = &self.directory.user(seat).id;
        let side = self.call(id)?.side_of(seat);
        side.ok_or_else(|| Refusal::Nonsense(format!("{user} is not on call {id}.")))
    }

    /// Takes the handset off the hook, if it is not.
    pub(super) fn lift(&mut self, seat: Seat, heard: &mut Vec<Happening>) {
        self.hook(seat, true, heard);
    }

    /// Puts the handset back when no call needs it.
    pub(super) fn rest_when_idle(&mut self, seat: Seat, heard: &mut Vec<Happening>) {
        if !self.legs(seat).any(|leg| leg.takes_the_handset()) {
            self.rest(seat, heard);
        }
        if self.legs(seat).next().is_none() {
            self.phones[seat].session = None;
        }
    }

    /// Holds the user's other calls: a phone plays one at a time.
    pub(super) fn park_others(&mut self, seat: Seat, at: usize, now: Millis, heard: &mut Vec<Happening>) {
        let own = self.calls[at].legs.iter().find(|leg| leg.seat == seat && leg.is_live()).map(|leg| leg.call_id.clone()).unwrap_or_default();
        let others: Vec<(usize, usize)> = self
            .calls
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != at)
            .flat_map(|(index, call)| call.legs.iter().enumerate().map(move |(place, leg)| (index, place, leg)))
            .filter(|(_, _, leg)| leg.seat == seat && leg.is_live() && leg.answered.is_some() && leg.held.is_none() && !self.share_conference(seat, &own, &leg.call_id))
            .map(|(index, place, _)| (index, place))
            .collect();
        for (index, place) in others {
            self.hold_leg(index, place, now, heard);
        }
    }

    /// Returns the id of a user's next call and the appearance it takes: `callhalf-<session>:<call of the session>`.
    pub(super) fn next_call_id(&mut self, seat: Seat) -> (String, u32) {
        let (session, call) = match self.phones[seat].session {
            Some(current) => current,
            None => {
                self.sessions += 1;
                (self.sessions, 0)
            }
        };
        self.phones[seat].session = Some((session, call + 1));
        (format!("callhalf-{session}:{call}"), call + 1)
    }

    fn rest(&mut self, seat: Seat, heard: &mut Vec<Happening>) {
        self.hook(seat, false, heard);
    }

    fn hook(&mut self, seat: Seat, off: bool, heard: &mut Vec<Happening>) {
        let phone = &mut self.phones[seat];
        if phone.off_hook != off {
            phone.off_hook = off;
            heard.push(Happening { seat, news: News::Hook { off } });
        }
    }

    fn find(&self, seat: Seat, wanted: impl Fn(&Leg) -> bool) -> Option<String> {
        let call = self.calls.iter().find(|call| call.legs.iter().any(|leg| leg.seat == seat && wanted(leg)))?;
        Some(call.id.clone())
    }
}
