//! What takes its time: custom events that wait to see whether it is still so, and what lasts as long as a call or its state.

use std::{collections::HashMap, sync::Arc, time::Duration};

use custom_events::{Condition, ConditionKind, CustomEvent, Rendered, Traced, is_still_so};
use jiff::Timestamp;
use journal::{Entry, EntryId};
use serde_json::Value;
use telephony::{Change, What};
use tokio::{sync::watch, time::Instant};
use tokio_util::sync::CancellationToken;

use super::{
    Controller, Done,
    recording::{Kept, Recorded, keep},
    unwritten::Unwritten,
};
use crate::{
    host::Host,
    memory::{KeptWait, RecalledWait},
};

/// A custom event that waits to see whether it is still so.
pub(super) struct Waiting {
    pub(super) event: Arc<CustomEvent>,
    pub(super) change: Change,
    pub(super) recorded: Recorded,
    pub(super) begun: Begun,
}

/// Where it is written down that a custom event waits.
pub(super) struct Begun {
    pub(super) event_id: String,
    /// Which record of the change it belongs to.
    pub(super) record: u64,
    /// The key of the note it is recalled by if the program ends before the wait does.
    pub(super) note: Option<String>,
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
    /// Whether the call was answered before it came to this.
    answered: bool,
}

impl Lasting {
    pub(super) fn of(&self, done: &Rendered) -> CancellationToken {
        match done {
            Rendered::Sound(_) => self.state.clone(),
            // Who rings is no news to whoever has answered.
            Rendered::Message(_) if !self.answered => self.state.clone(),
            Rendered::Command(_) | Rendered::Message(_) | Rendered::Page { .. } | Rendered::Request(_) => self.call.clone(),
        }
    }
}

impl<H: Host> Controller<H> {
    /// What a change puts an end to is not done.
    pub(super) fn no_longer_so(&mut self, change: &Change) {
        for waiting in self.waits.undone_by(change) {
            self.has_waited(&waiting.begun, "changed");
        }
    }

    /// What has waited long enough, and is still so, is done.
    pub(super) fn wait_is_over(&mut self) {
        for waiting in self.waits.take_due(Instant::now().into_std()) {
            if !is_still_so(&waiting.change, self.lines.get(&waiting.change.line)) {
                self.has_waited(&waiting.begun, "changed");
                continue;
            }
            if self.is_paused() {
                self.has_waited(&waiting.begun, "paused");
                continue;
            }
            let is_on = self.settings.custom_events_on && self.settings.custom_events.iter().any(|event| event.id == waiting.event.id && event.enabled);
            if !is_on {
                self.has_waited(&waiting.begun, "off");
                continue;
            }
            let is_once = waiting.event.conditions.contains(&Condition::OncePerCall);
            if is_once && self.once.done_for(&waiting.change).contains(&waiting.event.id) {
                self.has_waited(&waiting.begun, "done");
                continue;
            }
            self.has_waited(&waiting.begun, "still");
            let Waiting { event, change, recorded, begun } = waiting;
            self.once.note(&event.id, &change);
            let mut notes: Vec<_> = begun.note.map(|key| (key, Value::Null)).into_iter().collect();
            notes.extend(self.note_of_once(&change, std::slice::from_ref(&event)));
            let mut owed = Vec::new();
            let starting = self.prepare(event, &change, &mut owed);
            self.start(starting, &change, &recorded);
            if !owed.is_empty() || !notes.is_empty() {
                let journal = self.journal.clone();
                self.tasks.spawn(async move {
                    let of = recorded.wherever().await;
                    let change = Unwritten { record: 0, entry: None, of, owed, notes, became: watch::Sender::new(None) };
                    // It is owed from the moment on from which nobody waits for it.
                    Done::Kept(if change.waits_for_its_entry() { Kept::behind_its_entry(change) } else { keep(&journal, change).await })
                });
            }
        }
    }

    /// Goes on with what waited when the program ended, once the phone system has said what is so now.
    pub(super) fn go_on_waiting(&mut self, waits: Vec<RecalledWait>, given_up: Vec<RecalledWait>) {
        self.asks_what_is_so = !waits.is_empty();
        // Several may have begun with the same change: they end one by one, in one trace.
        let mut records: HashMap<EntryId, u64> = HashMap::new();
        for (recalled, goes_on) in waits.into_iter().map(|wait| (wait, true)).chain(given_up.into_iter().map(|wait| (wait, false))) {
            let RecalledWait { key, wait: KeptWait { event_id, change, due }, recorded } = recalled;
            let (entry, traces) = recorded.unzip();
            let record = match entry.and_then(|entry| records.get(&entry)) {
                Some(record) => *record,
                None => {
                    self.records += 1;
                    self.records
                }
            };
            records.extend(entry.map(|entry| (entry, record)));
            let recorded = Recorded::already(entry);
            if let Some(traces) = traces {
                self.open_traces.entry(record).or_insert(OpenTrace { recorded: recorded.clone(), traces, waiting: 0 }).waiting += 1;
            }
            let known = self.settings.custom_events.iter().find(|event| event.id == event_id).cloned();
            let begun = Begun { event_id, record, note: Some(key) };
            match known.filter(|_| goes_on) {
                Some(event) => {
                    let left = Duration::try_from(due.duration_since(Timestamp::now())).unwrap_or_default();
                    self.waits.push(change.clone(), (Instant::now() + left).into_std(), Waiting { event: Arc::new(event), change, recorded, begun });
                }
                None => self.has_waited(&begun, if goes_on { "off" } else { "ended" }),
            }
        }
    }

    /// Whoever waited for something about these lines waits no longer.
    pub(super) fn stop_waiting(&mut self, is_of: impl Fn(&Change) -> bool) {
        for waiting in self.waits.take_where(|waiting| is_of(&waiting.change)) {
            self.has_waited(&waiting.begun, "ended");
        }
    }

    /// Writes down how it ended.
    fn has_waited(&mut self, begun: &Begun, was: &str) {
        // What is done is not forgotten before what is owed for it is on the disk.
        if let Some(key) = begun.note.clone().filter(|_| was != "still") {
            let journal = self.journal.clone();
            self.tasks.spawn(async move {
                if let Err(error) = journal.note(&key, Value::Null).await {
                    tracing::error!(%error, "what waited can't be forgotten");
                }
                Done::Nothing
            });
        }
        let Some(open) = self.open_traces.get_mut(&begun.record) else { return };
        for traced in open.traces.iter_mut().filter(|traced| traced.event_id == begun.event_id) {
            traced.matched = was == "still";
            for verdict in traced.verdicts.iter_mut().filter(|verdict| verdict.condition == ConditionKind::StillSo) {
                (verdict.met, verdict.was) = (was == "still", was.to_owned());
            }
        }
        open.waiting -= 1;
        let (recorded, traces) = (open.recorded.clone(), serde_json::to_string(&open.traces).unwrap_or_else(|_| Entry::NOT_ASKED.to_owned()));
        if open.waiting == 0 {
            self.open_traces.remove(&begun.record);
        }
        let journal = self.journal.clone();
        self.tasks.spawn(async move {
            if let Some(entry) = recorded.at_last().await
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
            What::Call { call, .. } if !call.is_over() => {
                let lasting = self.lasting.entry((change.line.clone(), call.id.clone())).or_default().clone();
                Lasting { answered: call.answered.is_some(), ..lasting }
            }
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

    /// What lasts as long as a state is over, though the state is not.
    pub(super) fn end_states_that_last(&mut self) {
        for lasting in self.lasting.values_mut() {
            std::mem::take(&mut lasting.state).cancel();
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
