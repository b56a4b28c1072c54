//! What a user does to a call without changing who talks to whom: recording it, and dialling on.

use super::{Exchange, Outcome, Refusal};
use crate::call::{CallNews, Millis, RecordingState};
use crate::route::Recording;
use crate::user::Seat;

impl Exchange {
    pub(crate) fn record(&mut self, id: &str, by: Option<Seat>, order: Recording) -> Outcome {
        self.change_leg(id, by, |leg| {
            let (state, news) = match (order, leg.recording) {
                (Recording::Start, None) => (Some(RecordingState::Started), vec![CallNews::RecordingStarting, CallNews::RecordingStarted]),
                (Recording::Pause, Some(RecordingState::Started)) => (Some(RecordingState::Paused), vec![CallNews::RecordingPaused]),
                (Recording::Resume, Some(RecordingState::Paused)) => (Some(RecordingState::Started), vec![CallNews::RecordingResumed]),
                (Recording::Stop, Some(_)) => (None, vec![CallNews::RecordingStopped]),
                _ => return Err(Refusal::NotNow("The recording of this call cannot do that now.".to_owned())),
            };
            leg.recording = state;
            leg.recorded = true;
            Ok(news)
        })
    }

    /// Plays digits to the other end, which no program hears of.
    pub(crate) fn dial_on(&mut self, id: &str, by: Option<Seat>, digits: &str) -> Outcome {
        if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '#' | ',' | 'A'..='D' | 'a'..='d')) {
            return Err(Refusal::Nonsense("Only digits, A to D, star, hash and commas can be played.".to_owned()));
        }
        self.change_leg(id, by, |_| Ok(Vec::new()))
    }

    /// A user goes back to a held call, and ends all others.
    pub(crate) fn reconnect(&mut self, id: &str, seat: Seat, now: Millis) -> Outcome {
        let (at, place) = self.answered_leg(id, Some(seat))?;
        if self.calls[at].legs[place].held.is_none() {
            return Err(Refusal::NotNow(format!("Call {id} is not on hold there.")));
        }
        let mut heard = Vec::new();
        let busy: Vec<(String, crate::call::Side)> = self
            .calls
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .filter_map(|(_, call)| call.legs.iter().find(|leg| leg.seat == seat && leg.takes_the_handset()).map(|leg| (call.id.clone(), leg.side)))
            .collect();
        for (other, side) in busy {
            heard.extend(self.release(&other, side, now)?);
        }
        heard.extend(self.retrieve(id, Some(seat), now)?);
        Ok(heard)
    }
}
