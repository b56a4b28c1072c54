//! What the phone system says, and what of it is news.

use futures_util::future::join_all;
use jiff::Timestamp;
use telephony::What;

use super::{Controller, Done, recording::Recorded};
use crate::{
    host::Host,
    memory::NotedCalls,
    session::{Session, Stream},
    settings::NumbersOfSystem,
};

impl<H: Host> Controller<H> {
    /// Takes in one event of the session; `None` is a session whose task has ended.
    pub(super) fn hear(&mut self, event: Option<xsi::Event>) {
        let now = Timestamp::now();
        match event {
            Some(xsi::Event::Connection(notice)) => self.hear_of_connection(notice, now),
            Some(xsi::Event::Update(delivery)) => {
                self.hears_calls(&delivery.update, now);
                if !self.is_heard(delivery.update.line()) {
                    return delivery.ack.done();
                }
                let of_own = self.own_line() == Some(delivery.update.line());
                let is_snapshot = of_own && matches!(delivery.update, telephony::Update::Snapshot { .. });
                let changes = self.lines.apply(delivery.update, now);
                // What was held back of another line may be told with it.
                if !of_own || changes.iter().any(|change| Some(&change.line) != self.own_line()) {
                    self.watched = None;
                }
                let owed = self.act(&changes);
                if is_snapshot {
                    // What it did not put an end to is still so.
                    self.asks_what_is_so = false;
                }
                let ack = delivery.ack;
                if owed.is_empty() {
                    ack.done();
                } else {
                    // What is owed to somebody is on the disk before the phone system is told that it was heard.
                    self.tasks.spawn(async move {
                        join_all(owed.iter().map(Recorded::in_time)).await;
                        ack.done();
                        Done::Nothing
                    });
                }
                self.settle_sounds();
            }
            None => {
                self.watched = None;
                self.end_session(None);
            }
        }
    }

    /// What may have turned out to be otherwise has not.
    pub(super) fn tell_what_was_held_back(&mut self) {
        let changes = self.lines.tick(Timestamp::now());
        self.act(&changes);
        self.watched = None;
        self.settle_sounds();
    }

    /// Tells what would be told in a moment, while there still is somebody it is of.
    pub(super) fn tell_before_the_end(&mut self) {
        let changes = self.lines.settle(Timestamp::now());
        self.act(&changes);
    }

    /// Calls of a session that is over are nobody's.
    pub(super) fn forget_calls(&mut self) {
        self.watched = None;
        self.numbers_of_system = NumbersOfSystem::default();
        self.settle_home();
        self.lines = telephony::Lines::default();
        self.noted_calls = NotedCalls::default();
        self.on_screen.clear();
        self.end_all_that_lasts();
        self.stop_waiting(|change| !matches!(change.what, What::Connection { .. }));
        self.asks_what_is_so = false;
        self.settle_sounds();
    }

    /// A stream that is down can't tell when the ringing ends, so nothing rings.
    pub(super) fn is_hearing(&self) -> bool {
        matches!(&self.session, Session::In(signed_in) if matches!(signed_in.stream, Stream::Up { .. } | Stream::Opening))
    }
}
