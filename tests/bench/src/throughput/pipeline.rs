//! Everything that is decided between a byte and an action: framing, reading, the table of calls, matching.

use std::hint::black_box;

use custom_events::{CallTrigger, Context, CustomEvent, Limit, LineFilter, Matcher, NumberPattern, Situation, Trigger};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use telephony::{Home, LineId, Lines, Owner, PhoneNumber, Update};
use xsi::{
    event::{self, EventData, Message},
    framer::Framer,
};

use crate::stream::Stream;

/// So many bytes arrive at a time.
const CHUNK: usize = 8192;

pub(crate) struct Pipeline {
    framer: Framer,
    lines: Lines,
    own: LineId,
    matcher: Matcher,
    now: Timestamp,
}

impl Pipeline {
    pub(crate) fn new(custom_events: usize, stream: &Stream) -> Self {
        let now = Timestamp::UNIX_EPOCH;
        let mut lines = Lines::default();
        for (number, line) in stream.lines().enumerate() {
            let owner = Owner { name: format!("User {number}"), extension: format!("{}", 4000 + number), number: PhoneNumber::parse(&format!("tel:+44207946{number:04}")) };
            lines.apply(Update::Owner { line: LineId::new(&line), owner }, now);
        }
        let own = LineId::new(&stream.lines().next().unwrap_or_default());
        let context = Context { home: Home::of("GB"), own_line: own.clone(), zone: TimeZone::UTC };
        let events: Vec<CustomEvent> = (0..custom_events).map(custom_event).collect();
        Self { framer: Framer::default(), lines, own, matcher: Matcher::new(&events, context), now }
    }

    /// Takes bytes in, and returns how many custom events they triggered.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> usize {
        let mut documents = Vec::new();
        let mut triggered = 0;
        for chunk in bytes.chunks(CHUNK) {
            // It is our own stream: what can't be cut or read would show in the count.
            let _ = self.framer.push(chunk, &mut documents);
            for document in documents.drain(..) {
                triggered += self.hear(&document);
            }
        }
        triggered
    }

    fn hear(&mut self, document: &[u8]) -> usize {
        let Ok(Message::Event(heard)) = event::decode(document) else { return 0 };
        let (Some(target), EventData::Call(report)) = (heard.target_id, heard.data) else { return 0 };
        self.now += SignedDuration::from_millis(1);
        let line = LineId::new(&target);
        let changes = self.lines.apply(Update::Call { line: line.clone(), report }, self.now);
        if !changes.is_empty() {
            // As it is asked for what is to be written down.
            black_box(self.lines.take_changed(&line).map_or(0, |calls| calls.len()));
        }
        let matched = changes.iter().filter(|change| self.matcher.is_awaited(change)).map(|change| {
            let facts = self.matcher.facts(change, Situation::of(self.lines.get(&self.own), change));
            self.matcher.matched(&facts).len()
        });
        matched.sum()
    }
}

/// Custom events as people have many of them: each for another caller, in one of three states.
fn custom_event(number: usize) -> CustomEvent {
    let state = [CallTrigger::Connected, CallTrigger::Ringing, CallTrigger::Completed][number % 3];
    let remote_tel = NumberPattern::new(format!("0131 {:07}", 4_960_000 + number / 3));
    let (direction, scope, local_tel) = Default::default();
    CustomEvent {
        id: number.to_string(),
        name: format!("Caller {number}"),
        enabled: true,
        trigger: Trigger::Call { state, line: LineFilter::Any, direction, scope, remote_tel, local_tel },
        conditions: Vec::new(),
        actions: Vec::new(),
        limit: Limit::default(),
        imported: false,
        extra: Default::default(),
    }
}
