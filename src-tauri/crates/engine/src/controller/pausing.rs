//! A pause of everything: no custom event runs, nothing rings here, and the speakers are left alone. Calls are still
//! heard and written down. When it is over, [`crate::pause`] says.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use super::Controller;
use crate::{host::Host, pause};

/// How long a look at the clock on the wall is put off at most: it may be set, or the computer may sleep.
const LOOKS_EVERY: Duration = Duration::from_secs(30);

impl<H: Host> Controller<H> {
    pub(super) fn is_paused(&self) -> bool {
        self.settings.paused_until.is_some()
    }

    /// Why no custom event runs, as traces say it; nothing if they do.
    pub(super) fn why_off(&self) -> Option<&'static str> {
        if !self.settings.custom_events_on { Some("off") } else { self.is_paused().then_some("paused") }
    }

    /// When to look whether the pause is over.
    pub(super) fn pause_due(&self) -> Option<Instant> {
        let left = self.settings.paused_until?.duration_since(Timestamp::now());
        Some(Instant::now() + Duration::try_from(left).unwrap_or_default().min(LOOKS_EVERY))
    }

    pub(super) fn pause(&mut self) {
        self.pause_until(Some(pause::begin(Timestamp::now())));
        // What a custom event plays until the call is answered would go on ringing.
        self.end_states_that_last();
    }

    pub(super) fn resume(&mut self) {
        self.pause_until(None);
    }

    /// Time has gone by, or the program has just begun.
    pub(super) fn look_at_pause(&mut self) {
        let until = pause::still(self.settings.paused_until, Timestamp::now());
        if until != self.settings.paused_until {
            self.pause_until(until);
        }
    }

    fn pause_until(&mut self, until: Option<Timestamp>) {
        self.settings.paused_until = until;
        self.save_settings();
        self.settle_sounds();
    }
}
