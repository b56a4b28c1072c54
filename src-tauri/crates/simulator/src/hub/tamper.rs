//! What can be made to go wrong with channels, subscriptions and events.

use std::time::Duration;

use bytes::Bytes;

use super::{Hub, Now, Package, Subscription};
use crate::document::event::Data;
use crate::wire::Piece;

/// A subscription that is refused.
#[derive(Debug)]
pub(super) struct Denial {
    package: Option<String>,
    target: Option<String>,
    text: String,
    code: u32,
}

impl Hub {
    /// Sends the next events twice.
    pub(crate) fn repeat_next(&mut self, events: usize) {
        self.tampering.repeat += events;
    }

    /// Does not send the next events.
    pub(crate) fn skip(&mut self, events: usize) {
        self.tampering.skip += events;
    }

    /// Sends the next events in this order.
    pub(crate) fn reorder(&mut self, order: Vec<usize>) {
        self.tampering.order = order;
    }

    pub(crate) fn suppress_events(&mut self) {
        self.tampering.suppress = true;
    }

    pub(crate) fn suppress_heartbeats(&mut self) {
        self.tampering.no_echo = true;
    }

    /// Lets events wait.
    pub(crate) fn hold(&mut self, lasting: Option<Duration>, now: Now) {
        self.tampering.hold = true;
        self.tampering.release_at = lasting.map(|lasting| now.instant + lasting);
    }

    /// Lets every event wait so long.
    pub(crate) fn delay(&mut self, by: Duration) {
        self.tampering.delay = Some(by);
    }

    pub(crate) fn prefixes(&mut self, events: String, instance: String) {
        self.tampering.prefixes = Some((events, instance));
    }

    /// Sends something in place of the next event.
    pub(crate) fn replace(&mut self, instead: Bytes) {
        self.tampering.replacements.push_back(instead);
    }

    /// Sends only the beginning of the next event.
    pub(crate) fn truncate(&mut self, bytes: usize) {
        self.tampering.truncations.push_back(bytes);
    }

    /// Writes on every channel. Answers how many there are.
    pub(crate) fn write_on_all(&mut self, piece: impl Fn() -> Piece, now: Now) -> usize {
        self.forget_broken_channels(now);
        for channel in &self.channels {
            channel.send(piece());
        }
        self.channels.len()
    }

    /// Ends one channel or all, for any reason. Answers how many.
    pub(crate) fn terminate_channels(&mut self, only: Option<&str>, reason: &str, now: Now) -> usize {
        self.forget_broken_channels(now);
        let ids = self.channel_ids(|channel| only.is_none_or(|only| channel.id == only));
        for id in &ids {
            self.terminate(id, reason, now);
        }
        ids.len()
    }

    /// Forgets one channel or all, whose streams stay open. Answers how many.
    pub(crate) fn forget_channels(&mut self, only: Option<&str>, now: Now) -> usize {
        self.forget_broken_channels(now);
        let ids = self.channel_ids(|channel| only.is_none_or(|only| channel.id == only));
        for id in &ids {
            let forgotten = self.remove(id, "forgotten", now);
            self.forgotten.extend(forgotten);
        }
        ids.len()
    }

    /// Ends one subscription or all, and says so. Answers how many.
    pub(crate) fn end_subscriptions(&mut self, only: Option<&str>, now: Now) -> usize {
        let ids = self.subscription_ids(only);
        for id in &ids {
            self.end_subscription(id, now);
        }
        ids.len()
    }

    /// Loses one subscription or all without a word. Answers how many.
    pub(crate) fn lose_subscriptions(&mut self, only: Option<&str>) -> usize {
        let before = self.subscriptions.len();
        self.subscriptions.retain(|subscription| only.is_some_and(|only| subscription.id != only));
        before - self.subscriptions.len()
    }

    /// Starts the numbers of one subscription or all over at 1. Answers how many.
    pub(crate) fn restart_sequence(&mut self, only: Option<&str>) -> usize {
        let restarted = self.subscriptions.iter_mut().filter(|subscription| only.is_none_or(|only| subscription.id == only));
        restarted.map(Subscription::restart_sequence).count()
    }

    /// Sends an event of an unknown type to every subscription. Answers how many.
    pub(crate) fn send_unknown(&mut self, name: &str, now: Now) -> usize {
        let subscriptions: Vec<(String, String)> = self.subscriptions.iter().map(|subscription| (subscription.id.clone(), subscription.subject().to_owned())).collect();
        for (id, about) in &subscriptions {
            self.deliver(id, about, &Data::Unknown(name.to_owned()), now);
        }
        subscriptions.len()
    }

    /// Refuses subscriptions from now on.
    pub(crate) fn deny(&mut self, package: Option<String>, target: Option<String>, text: String, code: u32) {
        self.denials.push(Denial { package, target, text, code });
    }

    /// Returns why a subscription is refused, if it is: a sentence and its code.
    pub(crate) fn denied(&self, package: Package, target: &str) -> Option<(String, u32)> {
        let meant = |denial: &&Denial| {
            denial.package.as_deref().is_none_or(|name| name == package.as_str()) && denial.target.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(target))
        };
        self.denials.iter().find(meant).map(|denial| (denial.text.clone(), denial.code))
    }

    /// Sets how events that are not acknowledged are dealt with.
    pub(crate) fn set_ack_policy(&mut self, timeout: Duration, retransmits: u32) {
        self.patience.ack = timeout;
        self.patience.retransmits = retransmits;
    }

    /// Lifts what stands, and sends what waited.
    pub(crate) fn clear_tampering(&mut self, now: Now) {
        self.denials.clear();
        self.send_shuffled(now);
        self.release(now);
        self.tampering.clear();
    }

    fn subscription_ids(&self, only: Option<&str>) -> Vec<String> {
        self.subscriptions.iter().map(|subscription| &subscription.id).filter(|id| only.is_none_or(|only| *id == only)).cloned().collect()
    }
}
