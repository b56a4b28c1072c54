//! The way of an event from the switch to a channel, and everything that may go wrong on it.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;
use uuid::Uuid;

use super::note::NewEvent;
use super::{Hub, Now, Unacked};
use crate::document::event::{self, Data, Envelope};
use crate::wire::Piece;

/// Events that can be sent once more.
const REPEATABLE: usize = 256;

/// An event that has its number.
#[derive(Debug, Clone)]
pub(super) struct Outgoing {
    pub(super) event_id: String,
    sequence: u32,
    pub(super) subscription_id: String,
    owner: String,
    application: String,
    set: String,
    /// Whom it is about.
    target: String,
    sub_id: Option<String>,
    data: Data,
}

/// What is wrong with events.
#[derive(Debug, Default)]
pub(super) struct Tampering {
    pub(super) repeat: usize,
    pub(super) skip: usize,
    pub(super) suppress: bool,
    pub(super) no_echo: bool,
    pub(super) hold: bool,
    pub(super) release_at: Option<Instant>,
    pub(super) delay: Option<Duration>,
    pub(super) order: Vec<usize>,
    pub(super) prefixes: Option<(String, String)>,
    pub(super) replacements: VecDeque<Bytes>,
    pub(super) truncations: VecDeque<usize>,
    /// Waits for the rest of those it is to change places with.
    shuffled: Vec<Outgoing>,
    /// Waits, until some moment or until it is released.
    held: VecDeque<(Option<Instant>, Outgoing)>,
    recent: VecDeque<Outgoing>,
}

impl Tampering {
    /// Returns when an event is to be sent that waits for it.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        let front = self.held.front().and_then(|(due, _)| *due);
        front.into_iter().chain(self.release_at).min()
    }

    /// Starts over; only the last events can still be sent again.
    pub(super) fn clear(&mut self) {
        *self = Self { recent: std::mem::take(&mut self.recent), ..Self::default() };
    }
}

impl Hub {
    /// Sends one event about a user to one subscription, on the best channel of its set.
    pub(crate) fn deliver(&mut self, id: &str, about: &str, data: &Data, now: Now) {
        let Some(subscription) = self.subscriptions.iter_mut().find(|subscription| subscription.id == id) else {
            return;
        };
        let outgoing = Outgoing {
            event_id: Uuid::new_v4().to_string(),
            sequence: subscription.next_sequence(),
            subscription_id: subscription.id.clone(),
            owner: subscription.owner.clone(),
            application: subscription.application.clone(),
            set: subscription.set.clone(),
            target: about.to_owned(),
            sub_id: subscription.target.sub_id().map(str::to_owned),
            data: data.clone(),
        };
        self.send(outgoing, now);
    }

    /// Sends every channel an event whose subscription does not exist. Answers how many.
    pub(crate) fn send_of_nobody(&mut self, data: &Data, now: Now) -> usize {
        let events: Vec<Outgoing> = self
            .channels
            .iter()
            .map(|channel| Outgoing {
                event_id: Uuid::new_v4().to_string(),
                sequence: 1,
                subscription_id: Uuid::new_v4().to_string(),
                owner: channel.user.clone(),
                application: channel.application.clone().unwrap_or_default(),
                set: channel.set.clone(),
                target: channel.user.clone(),
                sub_id: None,
                data: data.clone(),
            })
            .collect();
        let sent = events.len();
        for event in events {
            self.send(event, now);
        }
        sent
    }

    fn send(&mut self, outgoing: Outgoing, now: Now) {
        let note = NewEvent {
            event_id: &outgoing.event_id,
            kind: outgoing.data.name(),
            user: &outgoing.target,
            subscription_id: &outgoing.subscription_id,
            sequence: outgoing.sequence,
            call_id: outgoing.data.call_id(),
        };
        self.notes.happened(&note, now.wall, now.running);
        let tampering = &mut self.tampering;
        if tampering.suppress {
            return;
        }
        if tampering.skip > 0 {
            tampering.skip -= 1;
            return;
        }
        if !tampering.order.is_empty() {
            tampering.shuffled.push(outgoing);
            if tampering.shuffled.len() == tampering.order.len() {
                self.send_shuffled(now);
            }
            return;
        }
        self.send_in_time(outgoing, now);
    }

    /// Sends the events that were to change places, as many as there are.
    pub(super) fn send_shuffled(&mut self, now: Now) {
        let order = std::mem::take(&mut self.tampering.order);
        let mut shuffled: Vec<Option<Outgoing>> = std::mem::take(&mut self.tampering.shuffled).into_iter().map(Some).collect();
        for place in order {
            if let Some(outgoing) = shuffled.get_mut(place).and_then(Option::take) {
                self.send_in_time(outgoing, now);
            }
        }
    }

    fn send_in_time(&mut self, outgoing: Outgoing, now: Now) {
        let tampering = &mut self.tampering;
        let due = tampering.delay.map(|delay| now.instant + delay);
        if tampering.hold || due.is_some() {
            tampering.held.push_back((due.filter(|_| !tampering.hold), outgoing));
        } else {
            self.emit(outgoing, now);
        }
    }

    /// Sends the events that waited long enough.
    pub(super) fn release_due(&mut self, now: Now) {
        if self.tampering.release_at.is_some_and(|at| at <= now.instant) {
            self.release(now);
        }
        while self.tampering.held.front().is_some_and(|(due, _)| due.is_some_and(|due| due <= now.instant)) {
            if let Some((_, outgoing)) = self.tampering.held.pop_front() {
                self.emit(outgoing, now);
            }
        }
    }

    /// Sends every event that waits, and lets none wait any more. Answers how many there were.
    pub(crate) fn release(&mut self, now: Now) -> usize {
        self.tampering.hold = false;
        self.tampering.release_at = None;
        self.tampering.delay = None;
        let held = std::mem::take(&mut self.tampering.held);
        let released = held.len();
        for (_, outgoing) in held {
            self.emit(outgoing, now);
        }
        released
    }

    /// Sends the last events again. Answers how many.
    pub(crate) fn repeat_last(&mut self, events: usize, now: Now) -> usize {
        let recent = &self.tampering.recent;
        let last: Vec<Outgoing> = recent.range(recent.len().saturating_sub(events)..).cloned().collect();
        for outgoing in &last {
            self.put(outgoing, now);
        }
        last.len()
    }

    fn emit(&mut self, outgoing: Outgoing, now: Now) {
        self.put(&outgoing, now);
        if self.tampering.repeat > 0 {
            self.tampering.repeat -= 1;
            self.put(&outgoing, now);
        }
        super::remember(&mut self.tampering.recent, outgoing, REPEATABLE);
    }

    /// Puts an event on a channel, and starts waiting for its acknowledgement.
    fn put(&mut self, outgoing: &Outgoing, now: Now) {
        if let Some(channel_id) = self.write(outgoing, now)
            && !self.unacked.iter().any(|unacked| unacked.outgoing.event_id == outgoing.event_id)
        {
            let retransmits = self.patience.retransmits;
            self.unacked.push(Unacked { outgoing: outgoing.clone(), channel_id, due: now.instant + self.patience.ack, retransmits });
        }
    }

    /// Writes an event on the best channel of its set. Answers which that is.
    pub(super) fn write(&mut self, outgoing: &Outgoing, now: Now) -> Option<String> {
        self.forget_broken_channels(now);
        let set = self.channels.iter().rev().filter(|channel| channel.set == outgoing.set && channel.user == outgoing.owner);
        // Of equals the newest: an older one may be a connection nobody reads any more.
        let channel = set.min_by_key(|channel| channel.priority)?;
        let envelope = Envelope {
            event_id: &outgoing.event_id,
            sequence: outgoing.sequence,
            owner: &outgoing.owner,
            application: &outgoing.application,
            subscription_id: &outgoing.subscription_id,
            channel_id: &channel.id,
            target: &outgoing.target,
            sub_id: outgoing.sub_id.as_deref(),
        };
        let mut document = event::subscription_event(&envelope, &outgoing.data);
        if let Some((events, instance)) = &self.tampering.prefixes {
            document = event::with_prefixes(&document, events, instance);
        }
        let note = self.notes.event(&outgoing.event_id).map(|note| {
            note.copies += 1;
            note.bytes = document.len();
            note.channel_id = Some(channel.id.clone());
            note.mark()
        });
        let piece = if let Some(instead) = self.tampering.replacements.pop_front() {
            Piece::Document { bytes: instead, written: None }
        } else if let Some(kept) = self.tampering.truncations.pop_front() {
            let bytes = Bytes::from(document);
            Piece::Document { bytes: bytes.slice(..kept.min(bytes.len())), written: None }
        } else {
            Piece::Document { bytes: document.into(), written: note }
        };
        channel.send(piece);
        Some(channel.id.clone())
    }
}
