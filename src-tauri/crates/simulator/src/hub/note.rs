//! What the hub remembers of its past, for the ledger of the control port.

use std::collections::VecDeque;

use serde::Serialize;

use crate::call::Millis;

/// Entries kept of each kind.
pub(crate) const REMEMBERED: usize = 10_000;

/// One event that was sent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventNote {
    pub(crate) event_id: String,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// Whom it is about.
    pub(crate) user: String,
    pub(crate) subscription_id: String,
    pub(crate) time: Millis,
    pub(crate) acked: bool,
}

/// One channel, open or not any more.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ChannelNote {
    pub(crate) channel_id: String,
    pub(crate) channel_set_id: String,
    pub(crate) application_id: Option<String>,
    pub(crate) user: String,
    pub(crate) opened: Millis,
    pub(crate) closed: Option<Millis>,
    pub(crate) reason: Option<&'static str>,
}

/// What was sent, and on what.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) events: VecDeque<EventNote>,
    pub(crate) channels: VecDeque<ChannelNote>,
}

impl Notes {
    pub(super) fn sent(&mut self, note: EventNote) {
        remember(&mut self.events, note);
    }

    pub(super) fn acked(&mut self, event_id: &str) {
        if let Some(note) = self.events.iter_mut().rev().find(|note| note.event_id == event_id) {
            note.acked = true;
        }
    }

    pub(super) fn opened(&mut self, note: ChannelNote) {
        remember(&mut self.channels, note);
    }

    pub(super) fn closed(&mut self, channel_id: &str, reason: &'static str, time: Millis) {
        if let Some(note) = self.channels.iter_mut().rev().find(|note| note.channel_id == channel_id) {
            note.closed = Some(time);
            note.reason = Some(reason);
        }
    }
}

/// Adds an entry, and forgets the oldest when there are too many.
pub(crate) fn remember<T>(entries: &mut VecDeque<T>, entry: T) {
    if entries.len() == REMEMBERED {
        entries.pop_front();
    }
    entries.push_back(entry);
}
