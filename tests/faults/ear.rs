//! Whoever listens to the client: keeps the lines as the program does, does what custom events ask for once, and writes
//! all of it down.

use std::collections::BTreeMap;
use std::time::Duration;

use custom_events::{Context, CustomEvent, Matcher, Situation};
use jiff::Timestamp;
use serde_json::json;
use telephony::{CallId, CallMoment, Change, Home, LineId, Lines, Update, What};
use xsi::{Notice, Problem};

/// The states custom events wait for here: one each.
const STATES: [&str; 7] = ["dialing", "ringing", "connected", "held", "resumed", "completed", "missed"];

/// Something a custom event had done.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The custom event, which is called after the state it waits for.
    pub event: String,
    pub call: CallId,
    pub at: Duration,
}

/// Everything that was heard.
#[derive(Debug)]
pub struct Book {
    matcher: Matcher,
    began: Timestamp,
    pub lines: Lines,
    pub connected: bool,
    /// What was said of the connection, without "heard something".
    pub notices: Vec<(Duration, Notice)>,
    pub changes: Vec<(Duration, Change)>,
    pub deeds: Vec<Deed>,
    /// When anything was last heard of the server.
    pub heard: Duration,
    pub updates: usize,
    pub snapshots: usize,
    /// Set when the client's task has ended.
    pub over: bool,
}

impl Book {
    pub fn new(own_line: LineId) -> Self {
        let matcher = Matcher::new(&STATES.map(custom_event), Context { home: Home::of("GB"), own_line, zone: jiff::tz::TimeZone::UTC });
        Self {
            matcher,
            began: Timestamp::now(),
            lines: Lines::default(),
            connected: false,
            notices: Vec::new(),
            changes: Vec::new(),
            deeds: Vec::new(),
            heard: Duration::ZERO,
            updates: 0,
            snapshots: 0,
            over: false,
        }
    }

    pub fn hear_notice(&mut self, notice: Notice, now: Duration) {
        self.heard = now;
        match notice {
            Notice::Heard | Notice::LogRead { .. } => return,
            Notice::Connected => self.connected = true,
            Notice::Lost { .. } | Notice::Ended { .. } => self.connected = false,
            Notice::NotPermitted { .. } | Notice::Granted { .. } | Notice::Recovered { .. } | Notice::Unreadable { .. } => {}
        }
        self.notices.push((now, notice));
    }

    pub fn hear_update(&mut self, update: Update, now: Duration) {
        self.heard = now;
        self.updates += 1;
        self.snapshots += usize::from(matches!(update, Update::Snapshot { .. }));
        let changes = self.lines.apply(update, self.wall(now));
        self.take(changes, now);
    }

    /// Takes in what was held back until now.
    pub fn tick(&mut self, now: Duration) {
        let changes = self.lines.tick(self.wall(now));
        self.take(changes, now);
    }

    /// How long until something that is held back is told.
    pub fn due(&self, now: Duration) -> Option<Duration> {
        Some(Duration::try_from(self.lines.due()?.duration_since(self.wall(now))).unwrap_or_default())
    }

    fn wall(&self, now: Duration) -> Timestamp {
        self.began.checked_add(jiff::SignedDuration::try_from(now).unwrap()).unwrap()
    }

    fn take(&mut self, changes: Vec<Change>, now: Duration) {
        for change in changes {
            if let What::Call { call, .. } = &change.what {
                let facts = self.matcher.facts(&change, Situation::default());
                let deeds = self.matcher.matched(&facts).into_iter().map(|matched| Deed { event: matched.event.id.clone(), call: call.id.clone(), at: now });
                self.deeds.extend(deeds);
            }
            self.changes.push((now, change));
        }
    }

    /// Lets the clock on the wall of this computer jump, by milliseconds.
    pub fn turn_clock(&mut self, by: i64) {
        self.began = self.began.checked_add(jiff::SignedDuration::from_millis(by)).unwrap();
    }

    /// Returns how often a call of a line had a moment.
    pub fn count(&self, line: &LineId, call: &CallId, wanted: CallMoment) -> usize {
        let is_it = |change: &Change| change.line == *line && matches!(&change.what, What::Call { moment, call: of } if *moment == wanted && of.id == *call);
        self.changes.iter().filter(|(_, change)| is_it(change)).count()
    }

    /// Returns how often each custom event was carried out for each call.
    pub fn deeds_by_call(&self) -> BTreeMap<(CallId, String), usize> {
        let mut counted = BTreeMap::new();
        for deed in &self.deeds {
            *counted.entry((deed.call.clone(), deed.event.clone())).or_default() += 1;
        }
        counted
    }

    /// Returns why the connection was lost since some moment, each time.
    pub fn problems(&self, since: Duration) -> Vec<Problem> {
        let problem = |notice: &Notice| match notice {
            Notice::Lost { problem, .. } | Notice::Ended { problem } => Some(problem.clone()),
            Notice::Connected
            | Notice::Heard
            | Notice::LogRead { .. }
            | Notice::NotPermitted { .. }
            | Notice::Granted { .. }
            | Notice::Recovered { .. }
            | Notice::Unreadable { .. } => None,
        };
        self.notices.iter().filter(|(at, _)| *at >= since).filter_map(|(_, notice)| problem(notice)).collect()
    }

    /// The last of what was heard, for a test that failed.
    pub fn tell(&self) -> String {
        let notices = self.notices.iter().map(|(at, notice)| (*at, format!("{notice:?}")));
        let changes = self.changes.iter().map(|(at, change)| {
            let what = match &change.what {
                What::Call { moment, call } => format!("{} {moment:?} {:?}", call.id, call.outcome),
                What::Device { moment } => format!("{moment:?}"),
                What::Connection { moment } => format!("{moment:?}"),
            };
            (*at, format!("{} {what}{}", change.line, if change.late { ", late" } else { "" }))
        });
        let mut all: Vec<(Duration, String)> = notices.chain(changes).collect();
        all.sort_by_key(|(at, _)| *at);
        let last = all.len().saturating_sub(25);
        all[last..].iter().map(|(at, what)| format!("  {:>12.3} {what:.200}\n", at.as_secs_f64())).collect()
    }
}

fn custom_event(state: &str) -> CustomEvent {
    serde_json::from_value(json!({
        "id": state, "name": state, "enabled": true, "conditions": [],
        "actions": [{ "kind": "showMessage", "title": "{Call.RemoteName}", "text": "" }],
        "trigger": { "category": "call", "state": state, "direction": "both", "scope": "both", "remoteTel": "", "localTel": "" },
    }))
    .unwrap()
}
