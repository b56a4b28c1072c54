//! Channels, subscriptions, and the events between them: Xtended Services Interface spec, 4.2 and 4.6.
//!
//! Subscriptions outlive channels. An event whose channel set has no channel at that moment is dropped rather than
//! queued, but it uses up its sequence number: the gap tells the client to ask for a snapshot.

mod channel;
mod note;
mod outgoing;
mod package;
mod subscription;
mod tamper;
mod target;

use std::time::Duration;

use tokio::time::Instant;

pub(crate) use crate::clock::Now;
use crate::document::event::Data;
use crate::user::User;
pub(crate) use channel::{Channel, ChannelRequest};
pub use note::{ChannelNote, EventNote};
pub(crate) use note::{Notes, remember};
use outgoing::{Outgoing, Tampering};
pub(crate) use package::{Package, Snapshot};
pub(crate) use subscription::{Packages, Subscription, SubscriptionRequest};
use tamper::Denial;
pub(crate) use target::Target;

/// How patient the server is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// How long a channel lives without a heartbeat.
    pub(crate) heartbeat: Duration,
    /// How long an event waits for its acknowledgement.
    pub(crate) ack: Duration,
    /// How often an event that is not acknowledged is sent again.
    pub(crate) retransmits: u32,
    /// The longest life a channel or a subscription is granted, in seconds.
    pub(crate) longest_life: u32,
}

#[derive(Debug)]
struct Unacked {
    outgoing: Outgoing,
    channel_id: String,
    due: Instant,
    /// How often it will still be sent again.
    retransmits: u32,
}

/// Everything that is open, subscribed and owed.
#[derive(Debug)]
pub(crate) struct Hub {
    patience: Patience,
    channels: Vec<Channel>,
    subscriptions: Vec<Subscription>,
    unacked: Vec<Unacked>,
    /// Channels nobody knows any more, whose streams are open.
    forgotten: Vec<Channel>,
    tampering: Tampering,
    denials: Vec<Denial>,
    pub(crate) notes: Notes,
}

impl Hub {
    /// Makes a hub that remembers so many events and channels.
    pub(crate) fn new(patience: Patience, remembered: usize) -> Self {
        Self {
            patience,
            channels: Vec::new(),
            subscriptions: Vec::new(),
            unacked: Vec::new(),
            forgotten: Vec::new(),
            tampering: Tampering::default(),
            denials: Vec::new(),
            notes: Notes::new(remembered),
        }
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
        let subscription = Subscription::new(request, self.patience.longest_life, now.instant);
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
        let longest = self.patience.longest_life;
        let subscription = self.subscriptions.iter_mut().find(|subscription| subscription.id == id && subscription.owner == owner)?;
        subscription.extend(expires, longest, now.instant);
        Some(subscription.clone())
    }

    /// Ends a subscription, and says so on its channel.
    pub(crate) fn end_subscription(&mut self, id: &str, now: Now) {
        if let Some(subscription) = self.subscriptions.iter().find(|subscription| subscription.id == id) {
            let about = subscription.subject().to_owned();
            self.deliver(id, &about, &Data::SubscriptionTerminated, now);
        }
        self.subscriptions.retain(|subscription| subscription.id != id);
    }

    /// Ends what others subscribed to about a user's calls.
    pub(crate) fn end_watching(&mut self, user: &User, now: Now) {
        let watched = |subscription: &&Subscription| {
            let about_calls = subscription.packages.all().iter().any(|package| package.is_about_calls());
            matches!(&subscription.target, Target::User { id, .. } if *id == user.id) && subscription.owner != user.id && about_calls
        };
        let ids: Vec<String> = self.subscriptions.iter().filter(watched).map(|subscription| subscription.id.clone()).collect();
        for id in ids {
            self.end_subscription(&id, now);
        }
    }

    /// Tells everybody who subscribed to it what happened to `user`.
    pub(crate) fn publish(&mut self, user: &User, data: &Data, now: Now) {
        let ids: Vec<String> = self.subscriptions.iter().filter(|subscription| subscription.wants(user, data)).map(|subscription| subscription.id.clone()).collect();
        for id in ids {
            self.deliver(&id, &user.id, data, now);
        }
    }

    /// Takes a client's word on an event: 481 means it knows of no such subscription, 404 of no such channel.
    /// Answers false if the event was sent by another node than this.
    pub(crate) fn acknowledge(&mut self, event_id: &str, status: u32, node: usize, now: Now) -> bool {
        let waiting = self.unacked.iter().position(|unacked| unacked.outgoing.event_id == event_id);
        let elsewhere = |place: &usize| self.channels.iter().any(|channel| channel.id == self.unacked[*place].channel_id && channel.node != node);
        if waiting.as_ref().is_some_and(elsewhere) {
            return false;
        }
        self.notes.acked(event_id, now.running);
        let Some(place) = waiting else { return true };
        let unacked = self.unacked.remove(place);
        match status {
            481 => self.subscriptions.retain(|subscription| subscription.id != unacked.outgoing.subscription_id),
            404 => self.terminate(&unacked.channel_id, "UnknownChannel", now),
            _ => {}
        }
        true
    }

    /// Returns when [`Hub::tick`] next has something to do.
    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        let channels = self.channels.iter().map(|channel| channel.heartbeat_by.min(channel.expires_at));
        let subscriptions = self.subscriptions.iter().map(|subscription| subscription.expires_at);
        let acks = self.unacked.iter().map(|unacked| unacked.due);
        channels.chain(subscriptions).chain(acks).chain(self.tampering.next_deadline()).min()
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
        self.release_due(now);
        self.chase_acknowledgements(now);
        let expired: Vec<String> = self.subscriptions.iter().filter(|subscription| subscription.expires_at <= now.instant).map(|subscription| subscription.id.clone()).collect();
        for id in expired {
            self.end_subscription(&id, now);
        }
    }
    /// Sends again what was not acknowledged, or gives its channel up.
    fn chase_acknowledgements(&mut self, now: Now) {
        let (overdue, waiting): (Vec<Unacked>, Vec<Unacked>) = std::mem::take(&mut self.unacked).into_iter().partition(|unacked| unacked.due <= now.instant);
        self.unacked = waiting;
        for mut unacked in overdue {
            if unacked.retransmits == 0 {
                self.terminate(&unacked.channel_id, "NonResponsiveChannel", now);
            } else if let Some(channel_id) = self.write(&unacked.outgoing, now) {
                // What was sent on a channel that is gone is not waited for.
                unacked.channel_id = channel_id;
                unacked.retransmits -= 1;
                unacked.due = now.instant + self.patience.ack;
                self.unacked.push(unacked);
            }
        }
    }
}
