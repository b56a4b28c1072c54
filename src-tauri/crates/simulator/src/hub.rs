//! Channels, subscriptions, and the events between them: Xtended Services Interface spec, 4.2 and 4.6.
//!
//! Subscriptions outlive channels. An event whose channel set has no channel at that moment is dropped rather than
//! queued, but it uses up its sequence number: the gap tells the client to ask for a snapshot.

mod channel;
mod note;
mod subscription;

use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

use crate::call::Millis;
use crate::document::event::{self, Data, Envelope};
pub(crate) use channel::{Channel, ChannelRequest};
pub(crate) use note::{ChannelNote, EventNote, Notes, remember};
pub(crate) use subscription::{Package, Subscription, SubscriptionRequest};

/// What time it is: by the clock that measures, and by the one on the wall.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    pub(crate) instant: Instant,
    pub(crate) wall: Millis,
}

/// How patient the server is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// How long a channel lives without a heartbeat.
    pub(crate) heartbeat: Duration,
    /// How long an event waits for its acknowledgement.
    pub(crate) ack: Duration,
}

#[derive(Debug)]
struct Unacked {
    event_id: String,
    subscription_id: String,
    channel_id: String,
    due: Instant,
}

/// Everything that is open, subscribed and owed.
#[derive(Debug)]
pub(crate) struct Hub {
    patience: Patience,
    channels: Vec<Channel>,
    subscriptions: Vec<Subscription>,
    unacked: Vec<Unacked>,
    pub(crate) notes: Notes,
}

impl Hub {
    pub(crate) fn new(patience: Patience) -> Self {
        Self { patience, channels: Vec::new(), subscriptions: Vec::new(), unacked: Vec::new(), notes: Notes::default() }
    }

    /// Creates a subscription and ends the one it replaces. Answers nothing if the channel set is unknown.
    pub(crate) fn subscribe(&mut self, request: SubscriptionRequest, now: Now) -> Option<Subscription> {
        self.forget_broken_channels(now);
        let known = self.channels.iter().any(|channel| channel.set == request.set && channel.user == request.owner)
            || self.subscriptions.iter().any(|known| known.set == request.set && known.owner == request.owner);
        if !known {
            return None;
        }
        let replaced: Vec<String> = self.subscriptions.iter().filter(|old| old.matches(&request)).map(|old| old.id.clone()).collect();
        for id in replaced {
            self.end_subscription(&id, now);
        }
        let subscription = Subscription::new(request, now.instant);
        self.subscriptions.push(subscription.clone());
        Some(subscription)
    }

    pub(crate) fn subscriptions(&self) -> &[Subscription] {
        &self.subscriptions
    }

    /// Finds a subscription of `owner`.
    pub(crate) fn subscription(&self, owner: &str, id: &str) -> Option<&Subscription> {
        self.subscriptions.iter().find(|subscription| subscription.id == id && subscription.owner == owner)
    }

    /// Starts a subscription's life over.
    pub(crate) fn refresh(&mut self, owner: &str, id: &str, expires: Option<u32>, now: Now) -> Option<Subscription> {
        let subscription = self.subscriptions.iter_mut().find(|subscription| subscription.id == id && subscription.owner == owner)?;
        subscription.extend(expires, now.instant);
        Some(subscription.clone())
    }

    /// Ends a subscription, and says so on its channel.
    pub(crate) fn end_subscription(&mut self, id: &str, now: Now) {
        self.deliver(id, &Data::SubscriptionTerminated, now);
        self.subscriptions.retain(|subscription| subscription.id != id);
    }

    /// Tells everybody who subscribed to it what happened to `target`.
    pub(crate) fn publish(&mut self, target: &str, data: &Data, now: Now) {
        let ids: Vec<String> = self
            .subscriptions
            .iter()
            .filter(|subscription| subscription.target == target && subscription.package.includes(data))
            .map(|subscription| subscription.id.clone())
            .collect();
        for id in ids {
            self.deliver(&id, data, now);
        }
    }

    /// Sends one event to one subscription, on the best channel of its set.
    pub(crate) fn deliver(&mut self, id: &str, data: &Data, now: Now) {
        self.forget_broken_channels(now);
        let Some(subscription) = self.subscriptions.iter_mut().find(|subscription| subscription.id == id) else {
            return;
        };
        let sequence = subscription.next_sequence();
        let set = self.channels.iter().rev().filter(|channel| channel.set == subscription.set && channel.user == subscription.owner);
        // Of equals the newest: an older one may be a connection nobody reads any more.
        let Some(channel) = set.min_by_key(|channel| channel.priority) else { return };
        let event_id = Uuid::new_v4().to_string();
        channel.send(event::subscription_event(
            &Envelope {
                event_id: &event_id,
                sequence,
                owner: &subscription.owner,
                application: &subscription.application,
                subscription_id: &subscription.id,
                channel_id: &channel.id,
                target: &subscription.target,
            },
            data,
        ));
        self.notes.sent(EventNote {
            event_id: event_id.clone(),
            kind: data.name(),
            user: subscription.target.clone(),
            subscription_id: subscription.id.clone(),
            time: now.wall,
            acked: false,
        });
        self.unacked.push(Unacked { event_id, subscription_id: subscription.id.clone(), channel_id: channel.id.clone(), due: now.instant + self.patience.ack });
    }

    /// Takes a client's word on an event: 481 means it knows of no such subscription, 404 of no such channel.
    pub(crate) fn acknowledge(&mut self, event_id: &str, status: u32, now: Now) {
        self.notes.acked(event_id);
        let Some(place) = self.unacked.iter().position(|unacked| unacked.event_id == event_id) else { return };
        let unacked = self.unacked.swap_remove(place);
        match status {
            481 => self.subscriptions.retain(|subscription| subscription.id != unacked.subscription_id),
            404 => self.terminate(&unacked.channel_id, "UnknownChannel", now),
            _ => {}
        }
    }

    /// Returns when [`Hub::tick`] next has something to do.
    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        let channels = self.channels.iter().map(|channel| channel.heartbeat_by.min(channel.expires_at));
        let subscriptions = self.subscriptions.iter().map(|subscription| subscription.expires_at);
        let acks = self.unacked.iter().map(|unacked| unacked.due);
        channels.chain(subscriptions).chain(acks).min()
    }

    /// Ends what has run out of time.
    pub(crate) fn tick(&mut self, now: Now) {
        self.forget_broken_channels(now);
        let silent = |channel: &Channel| channel.heartbeat_by <= now.instant;
        for id in self.channel_ids(silent) {
            self.abort(&id, "heartbeat timeout", now);
        }
        for id in self.channel_ids(|channel| channel.expires_at <= now.instant) {
            self.terminate(&id, "Expired", now);
        }
        let overdue: Vec<String> = self.unacked.iter().filter(|unacked| unacked.due <= now.instant).map(|unacked| unacked.channel_id.clone()).collect();
        for id in overdue {
            self.terminate(&id, "NonResponsiveChannel", now);
        }
        // What was sent on a channel that is gone is not waited for.
        self.unacked.retain(|unacked| unacked.due > now.instant);
        let expired: Vec<String> = self.subscriptions.iter().filter(|subscription| subscription.expires_at <= now.instant).map(|subscription| subscription.id.clone()).collect();
        for id in expired {
            self.end_subscription(&id, now);
        }
    }
}
