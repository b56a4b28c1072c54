//! The trace: what each custom event made of a change, for who asks why it did or did not.
//!
//! It is written at every change and read now and then: to be written, nothing of it is copied.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Verdict,
    condition::{ConditionKind, Said},
};

/// What a custom event made of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Traced {
    /// Which custom event.
    pub event_id: String,
    /// Its name at the time.
    pub name: String,
    /// Each of its conditions, met or not.
    pub verdicts: Vec<Verdict>,
    /// Whether the change triggers it.
    pub matched: bool,
}

/// A line of it that copies nothing.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TraceLine<'a> {
    pub(crate) event_id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) verdicts: Vec<Said<'a>>,
    pub(crate) matched: bool,
}

impl From<TraceLine<'_>> for Traced {
    fn from(TraceLine { event_id, name, verdicts, matched }: TraceLine<'_>) -> Self {
        Self { event_id: event_id.to_owned(), name: name.to_owned(), verdicts: verdicts.into_iter().map(Verdict::from).collect(), matched }
    }
}

/// Says of custom events that all of them are off, or paused, and why.
pub fn all_are_off(traces: &mut [Traced], was: &str) {
    for traced in traces {
        traced.matched = false;
        traced.verdicts.insert(0, all_off(Cow::Borrowed(was)).into());
    }
}

fn all_off(was: Cow<'_, str>) -> Said<'_> {
    Said { condition: ConditionKind::AllOn, met: false, wanted: "on".into(), was }
}

pub(crate) fn to_text<'a>(lines: impl Iterator<Item = TraceLine<'a>>, off: Option<&'a str>) -> String {
    let lines = lines.map(|mut line| {
        if let Some(off) = off {
            line.matched = false;
            line.verdicts.insert(0, all_off(off.into()));
        }
        line
    });
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut text);
    // What has only texts and numbers can be written, and what is written so is text.
    serde::Serializer::collect_seq(&mut serializer, lines).ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_else(|| "null".to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use telephony::Home;

    use super::*;
    use crate::{CallTrigger, Context, CustomEvent, Matcher, Situation, sample};

    #[test]
    fn what_is_written_is_what_is_traced_where_all_are_off_too() {
        let event = CustomEvent {
            id: "1".into(),
            name: "A \u{1F4DE} \"line\"\n".into(),
            enabled: true,
            trigger: sample::trigger(CallTrigger::Ringing),
            conditions: vec![],
            actions: vec![],
            limit: Default::default(),
            imported: false,
            extra: Default::default(),
        };
        let matcher = Matcher::new(&[event], Context { home: Home::of("GB"), own_line: sample::anna(), zone: TimeZone::UTC });
        let facts = matcher.facts(&sample::ringing_call(), Situation::default());
        let mut traced = matcher.trace(&facts);
        assert_eq!(serde_json::from_str::<Vec<Traced>>(&matcher.trace_text(&facts, None)).unwrap(), traced);
        assert!(traced[0].matched);
        all_are_off(&mut traced, "paused");
        assert_eq!(serde_json::from_str::<Vec<Traced>>(&matcher.trace_text(&facts, Some("paused"))).unwrap(), traced);
        assert!(!traced[0].matched);
    }
}
