//! The event streams: Xtended Services Interface spec, 4.6.3.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;
use uuid::Uuid;

use super::{ChannelNote, Hub, Now};
use crate::document::{answer, event};
use crate::wire::Piece;

/// No channel or subscription is granted less, in seconds.
pub(super) const SHORTEST_LIFE: u32 = 3600;

/// What is written on a channel, document by document.
pub(super) type Stream = mpsc::UnboundedReceiver<Piece>;

/// What a client asks of a new channel.
#[derive(Debug)]
pub(crate) struct ChannelRequest {
    pub(crate) user: String,
    pub(crate) set: String,
    pub(crate) priority: u32,
    pub(crate) weight: u32,
    pub(crate) expires: u32,
    pub(crate) application: Option<String>,
    /// The node it came in on.
    pub(crate) node: usize,
}

/// An open event stream.
#[derive(Debug)]
pub(crate) struct Channel {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) set: String,
    pub(crate) priority: u32,
    pub(crate) weight: u32,
    pub(crate) expires: u32,
    pub(crate) application: Option<String>,
    /// The node it is on, which is the only one that knows it.
    pub(crate) node: usize,
    pub(super) expires_at: Instant,
    pub(super) heartbeat_by: Instant,
    stream: mpsc::UnboundedSender<Piece>,
}

impl Channel {
    pub(super) fn send(&self, piece: Piece) {
        // A stream whose reader is gone is noticed by `forget_broken_channels`.
        let _ = self.stream.send(piece);
    }

    fn say(&self, document: String) {
        self.send(Piece::Document { bytes: document.into(), written: None });
    }
}

/// Returns what life is granted, in seconds: what was asked for, within the limits.
pub(super) fn granted(asked: Option<u32>, longest: u32) -> u32 {
    asked.unwrap_or(SHORTEST_LIFE).max(SHORTEST_LIFE).min(longest.max(SHORTEST_LIFE))
}

pub(super) fn seconds(life: u32) -> Duration {
    Duration::from_secs(u64::from(life))
}

impl Hub {
    /// Opens a channel. One user and application have one channel set: channels of another are ended.
    pub(crate) fn open(&mut self, request: ChannelRequest, now: Now) -> Stream {
        self.forget_broken_channels(now);
        if request.application.is_some() {
            let duplicate = |old: &Channel| old.user == request.user && old.application == request.application && old.set != request.set;
            for id in self.channel_ids(duplicate) {
                self.terminate(&id, "DuplicateChannelSet", now);
            }
        }
        let (stream, reader) = mpsc::unbounded_channel();
        let expires = granted(Some(request.expires), self.patience.longest_life);
        let channel = Channel {
            id: Uuid::new_v4().to_string(),
            user: request.user,
            set: request.set,
            priority: request.priority,
            weight: request.weight,
            expires,
            application: request.application,
            node: request.node,
            expires_at: now.instant + seconds(expires),
            heartbeat_by: now.instant + self.patience.heartbeat,
            stream,
        };
        channel.say(answer::channel(&channel.id, expires));
        self.notes.opened(ChannelNote {
            channel_id: channel.id.clone(),
            channel_set_id: channel.set.clone(),
            application_id: channel.application.clone(),
            user: channel.user.clone(),
            node: channel.node,
            opened: now.wall,
            closed: None,
            reason: None,
        });
        self.channels.push(channel);
        reader
    }

    /// Takes a heartbeat and echoes it. Answers whether `user` has this channel on this node.
    pub(crate) fn heartbeat(&mut self, user: &str, id: &str, node: usize, now: Now) -> bool {
        let by = now.instant + self.patience.heartbeat;
        let echoed = !self.tampering.no_echo;
        let Some(channel) = self.channel_mut(user, id, now).filter(|channel| channel.node == node) else { return false };
        channel.heartbeat_by = by;
        if echoed {
            channel.say(event::heartbeat());
        }
        true
    }

    /// Starts a channel's life over and answers how long it is.
    pub(crate) fn extend_channel(&mut self, user: &str, id: &str, expires: Option<u32>, now: Now) -> Option<u32> {
        let longest = self.patience.longest_life;
        let channel = self.channel_mut(user, id, now)?;
        channel.expires = granted(expires, longest);
        channel.expires_at = now.instant + seconds(channel.expires);
        Some(channel.expires)
    }

    /// Closes a channel because its user asks for it. Answers whether the user has it.
    pub(crate) fn close(&mut self, user: &str, id: &str, now: Now) -> bool {
        let known = self.channel_mut(user, id, now).is_some();
        if known {
            self.terminate(id, "ExplicitDelete", now);
        }
        known
    }

    /// Returns a user's channels of one set.
    pub(crate) fn channel_set<'a>(&'a self, user: &'a str, set: &'a str) -> impl Iterator<Item = &'a Channel> + Clone {
        self.channels.iter().filter(move |channel| channel.user == user && channel.set == set)
    }

    /// Breaks every stream off, as a failing network would. Answers how many there were.
    pub(crate) fn drop_streams(&mut self, now: Now) -> usize {
        let ids = self.channel_ids(|_| true);
        for id in &ids {
            self.abort(id, "dropped", now);
        }
        for forgotten in self.forgotten.drain(..) {
            forgotten.send(Piece::Break);
        }
        ids.len()
    }

    /// Ends a channel the orderly way: it says why, then the stream ends.
    pub(super) fn terminate(&mut self, id: &str, reason: &str, now: Now) {
        if let Some(channel) = self.remove(id, reason, now) {
            channel.say(event::channel_terminated(&channel.id, reason));
        }
    }

    /// Breaks a channel's connection off.
    pub(super) fn abort(&mut self, id: &str, reason: &str, now: Now) {
        if let Some(channel) = self.remove(id, reason, now) {
            channel.send(Piece::Break);
        }
    }

    /// Forgets the channels whose client has hung up.
    pub(super) fn forget_broken_channels(&mut self, now: Now) {
        for id in self.channel_ids(|channel| channel.stream.is_closed()) {
            self.remove(&id, "client disconnected", now);
        }
        self.forgotten.retain(|channel| !channel.stream.is_closed());
    }

    pub(super) fn channel_ids(&self, wanted: impl Fn(&Channel) -> bool) -> Vec<String> {
        self.channels.iter().filter(|channel| wanted(channel)).map(|channel| channel.id.clone()).collect()
    }

    pub(super) fn remove(&mut self, id: &str, reason: &str, now: Now) -> Option<Channel> {
        let place = self.channels.iter().position(|channel| channel.id == id)?;
        self.unacked.retain(|unacked| unacked.channel_id != id);
        self.notes.closed(id, reason, now.wall);
        Some(self.channels.remove(place))
    }

    fn channel_mut(&mut self, user: &str, id: &str, now: Now) -> Option<&mut Channel> {
        self.forget_broken_channels(now);
        self.channels.iter_mut().find(|channel| channel.id == id && channel.user == user)
    }
}
