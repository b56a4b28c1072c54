//! What was done for each call, for custom events that act once per call.

use std::collections::{HashMap, HashSet};

use telephony::{CallId, Change, LineId, What};

/// The custom events that were triggered by each call that is not over.
#[derive(Debug, Default)]
pub struct Once(HashMap<(LineId, CallId), HashSet<String>>);

impl Once {
    /// Notes that a change triggered a custom event. A call that is over is forgotten: nothing more comes of it.
    pub fn note(&mut self, event_id: &str, change: &Change) {
        let What::Call { call, .. } = &change.what else { return };
        let key = (change.line.clone(), call.id.clone());
        if call.is_over() {
            self.0.remove(&key);
        } else {
            self.0.entry(key).or_default().insert(event_id.to_owned());
        }
    }

    /// Returns the ids of the custom events the call of a change has triggered so far.
    pub fn done_for(&self, change: &Change) -> HashSet<String> {
        let What::Call { call, .. } = &change.what else { return HashSet::new() };
        self.0.get(&(change.line.clone(), call.id.clone())).cloned().unwrap_or_default()
    }
}
