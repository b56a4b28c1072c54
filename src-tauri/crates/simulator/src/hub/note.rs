//! What the hub remembers of its past, for the ledger of the control port.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::call::Millis;
use crate::fault::{millis, some_millis};
use crate::wire::Mark;

/// One event, sent or not.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventNote {
    /// Its id.
    pub event_id: String,
    /// Its type, e.g. `CallReceivedEvent`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The id of the user it is about.
    pub user: String,
    /// The subscription it belongs to.
    pub subscription_id: String,
    /// Its number in the subscription.
    pub sequence: u32,
    /// The call it is about, as the user's programs know it.
    pub call_id: Option<String>,
    /// The channel it was sent on last, if there was one.
    pub channel_id: Option<String>,
    /// When it happened, by the clock on the wall.
    pub time: i64,
    /// How long the simulator had been running when it happened.
    #[serde(with = "millis")]
    pub at: Duration,
    /// How often it was sent.
    pub copies: u32,
    /// How long its document is.
    pub bytes: usize,
    /// Whether all of it is on the wire, at least once, and since when by the clock of the computer, in nanoseconds since
    /// 1970.
    #[serde(flatten, serialize_with = "written")]
    written: Arc<Mark>,
    /// Whether it was acknowledged.
    pub acked: bool,
    /// How long the simulator had been running at the first acknowledgement.
    #[serde(with = "some_millis")]
    pub acked_at: Option<Duration>,
    /// How often it was acknowledged.
    pub acks: u32,
}

impl EventNote {
    /// Returns whether the whole event has been put on the wire, at least once.
    pub fn is_written(&self) -> bool {
        self.written.at().is_some()
    }

    pub(super) fn mark(&self) -> Arc<Mark> {
        Arc::clone(&self.written)
    }
}

fn written<S: Serializer>(written: &Arc<Mark>, serializer: S) -> Result<S::Ok, S::Error> {
    let at = written.at();
    let mut fields = serializer.serialize_map(Some(2))?;
    fields.serialize_entry("written", &at.is_some())?;
    fields.serialize_entry("writtenAt", &at)?;
    fields.end()
}

/// One channel, open or not any more.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelNote {
    /// Its id.
    pub channel_id: String,
    /// The channel set it belongs to.
    pub channel_set_id: String,
    /// The application that opened it, if it said so.
    pub application_id: Option<String>,
    /// The id of the user who opened it.
    pub user: String,
    /// The node it is on.
    pub node: usize,
    /// When it was opened, by the clock on the wall.
    pub opened: i64,
    /// When it was closed, if it was.
    pub closed: Option<i64>,
    /// Why it was closed.
    pub reason: Option<String>,
}

/// What was sent, and on what.
#[derive(Debug)]
pub(crate) struct Notes {
    pub(crate) events: VecDeque<EventNote>,
    pub(crate) channels: VecDeque<ChannelNote>,
    remembered: usize,
}

/// What is noted of an event when it happens.
pub(super) struct NewEvent<'a> {
    pub(super) event_id: &'a str,
    pub(super) kind: &'a str,
    pub(super) user: &'a str,
    pub(super) subscription_id: &'a str,
    pub(super) sequence: u32,
    pub(super) call_id: Option<&'a str>,
}

impl Notes {
    pub(super) fn new(remembered: usize) -> Self {
        Self { events: VecDeque::new(), channels: VecDeque::new(), remembered }
    }

    pub(super) fn happened(&mut self, event: &NewEvent<'_>, time: Millis, at: Duration) {
        let note = EventNote {
            event_id: event.event_id.to_owned(),
            kind: event.kind.to_owned(),
            user: event.user.to_owned(),
            subscription_id: event.subscription_id.to_owned(),
            sequence: event.sequence,
            call_id: event.call_id.map(str::to_owned),
            channel_id: None,
            time,
            at,
            copies: 0,
            bytes: 0,
            written: Arc::default(),
            acked: false,
            acked_at: None,
            acks: 0,
        };
        remember(&mut self.events, note, self.remembered);
    }

    pub(super) fn event(&mut self, event_id: &str) -> Option<&mut EventNote> {
        self.events.iter_mut().rev().find(|note| note.event_id == event_id)
    }

    pub(super) fn acked(&mut self, event_id: &str, at: Duration) {
        if let Some(note) = self.event(event_id) {
            note.acked = true;
            note.acked_at.get_or_insert(at);
            note.acks += 1;
        }
    }

    pub(super) fn opened(&mut self, note: ChannelNote) {
        remember(&mut self.channels, note, self.remembered);
    }

    pub(super) fn closed(&mut self, channel_id: &str, reason: &str, time: Millis) {
        if let Some(note) = self.channels.iter_mut().rev().find(|note| note.channel_id == channel_id) {
            note.closed = Some(time);
            note.reason = Some(reason.to_owned());
        }
    }
}

/// Adds an entry, and forgets the oldest when there are too many.
pub(crate) fn remember<T>(entries: &mut VecDeque<T>, entry: T, most: usize) {
    if entries.len() >= most {
        entries.pop_front();
    }
    entries.push_back(entry);
}
