//! What takes its time: custom events that wait to see whether it is still so, and what lasts as long as a call or its state.

use std::sync::Arc;

use custom_events::{Condition, ConditionKind, CustomEvent, Rendered, Traced};
use telephony::{Change, What};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{
    Controller, Done,
    acting::{Recorded, keep},
};
use crate::host::Host;

/// A custom event that waits to see whether it is still so.
pub(super) struct Waiting {
    pub(super) event: Arc<CustomEvent>,
    pub(super) change: Change,
    /// Which record of the change it belongs to.
    pub(super) record: u64,
    pub(super) recorded: Recorded,
}

/// The trace of a change of which custom events still wait, as it will be when they have waited.
pub(super) struct OpenTrace {
    pub(super) recorded: Recorded,
    pub(super) traces: Vec<Traced>,
    pub(super) waiting: usize,
}

/// What lasts: as long as the call is in its state, and as long as there is the call.
#[derive(Debug, Clone, Default)]
pub(super) struct Lasting {
    state: CancellationToken,
    call: CancellationToken,
}

impl Lasting {
    pub(super) fn of(&self, done: &Rendered) -> CancellationToken {
        match done {
            Rendered::Sound(_) => self.state.clone(),
            Rendered::Command(_) | Rendered::Message(_) | Rendered::Page { .. } | Rendered::Request(_) => self.call.clone(),
        }
    }
}

impl<H: Host> Controller<H> {
    /// What a change puts an end to is not done.
    pub(super) fn no_longer_so(&mut self, change: &Change) {
        for waiting in self.waits.undone_by(change) {
            self.has_waited(&waiting, "changed");
        }
    }

    /// What has waited long enough, and is still so, is done.
    pub(super) fn wait_is_over(&mut self) {
        for waiting in self.waits.take_due(Instant::now().into_std()) {
            let is_on = self.settings.custom_events_on && self.settings.custom_events.iter().any(|event| event.id == waiting.event.id && event.enabled);
            if !is_on {
                self.has_waited(&waiting, "off");
                continue;
            }
            let is_once = waiting.event.conditions.contains(&Condition::OncePerCall);
            if is_once && self.once.done_for(&waiting.change).contains(&waiting.event.id) {
                self.has_waited(&waiting, "done");
                continue;
            }
            self.has_waited(&waiting, "still");
            let Waiting { event, change, recorded, .. } = waiting;
            self.once.note(&event.id, &change);
            let mut owed = Vec::new();
            let starting = self.prepare(event, &change, &mut owed);
            self.start(starting, &change, &recorded);
            if !owed.is_empty() {
                let journal = self.journal.clone();
                self.tasks.spawn(async move {
                    let entry = recorded.await;
                    Done::Kept(keep(&journal, None, entry, owed, Vec::new()).await)
                });
            }
        }
    }

    /// Whoever waited for something about these lines waits no longer.
    pub(super) fn stop_waiting(&mut self, is_of: impl Fn(&Change) -> bool) {
        for waiting in self.waits.take_where(|waiting| is_of(&waiting.change)) {
            self.has_waited(&waiting, "ended");
        }
    }

    /// Writes down how it ended.
    fn has_waited(&mut self, waiting: &Waiting, was: &str) {
        let Some(open) = self.open_traces.get_mut(&waiting.record) else { return };
        for traced in open.traces.iter_mut().filter(|traced| traced.event_id == waiting.event.id) {
            traced.matched = was == "still";
            for verdict in traced.verdicts.iter_mut().filter(|verdict| verdict.condition == ConditionKind::StillSo) {
                (verdict.met, verdict.was) = (was == "still", was.to_owned());
            }
        }
        open.waiting -= 1;
        let (recorded, traces) = (open.recorded.clone(), serde_json::to_value(&open.traces).unwrap_or_default());
        if open.waiting == 0 {
            self.open_traces.remove(&waiting.record);
        }
        let journal = self.journal.clone();
        self.tasks.spawn(async move {
            if let Some(entry) = recorded.await
                && let Err(error) = journal.set_trace(entry, traces).await
            {
                tracing::error!(%error, "what became of a wait could not be recorded");
            }
            Done::Written
        });
    }

    // What lasts as long as a call, or its state

    pub(super) fn lasting_of(&mut self, change: &Change) -> Lasting {
        match &change.what {
            What::Call { call, .. } if !call.is_over() => self.lasting.entry((change.line.clone(), call.id.clone())).or_default().clone(),
            What::Call { .. } | What::Device { .. } | What::Connection { .. } => Lasting::default(),
        }
    }

    pub(super) fn end_what_lasts(&mut self, change: &Change) {
        let What::Call { call, .. } = &change.what else { return };
        let key = (change.line.clone(), call.id.clone());
        let Some(lasting) = self.lasting.get_mut(&key) else { return };
        lasting.state.cancel();
        lasting.state = CancellationToken::new();
        if call.is_over() {
            lasting.call.cancel();
            self.lasting.remove(&key);
        }
    }

    /// Nobody will tell when calls that are known now end.
    pub(super) fn end_all_that_lasts(&mut self) {
        for (_, lasting) in self.lasting.drain() {
            lasting.state.cancel();
            lasting.call.cancel();
        }
    }
}
