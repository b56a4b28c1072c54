//! The bytes of a channel on which calls arrive, are answered and end, one after the other, on one line after the other.

/// One call in three documents. They are what the simulated phone system sends, with these ids in them.
const DOCUMENTS: [&str; 3] = [
    include_str!("../../../fixtures/xsi/made_CallUpdatedEvent.xml"),
    include_str!("../../../fixtures/xsi/made_CallAnsweredEvent.xml"),
    include_str!("../../../fixtures/xsi/made_CallReleasedEvent_answered.xml"),
];
const LINE: &str = "anna.lindqvist@northgate.example";
const CALL: &str = "callhalf-5001:0";
const CALLER: &str = "+442079460958";
/// So many people call, each again and again.
const CALLERS: usize = 1000;

/// An endless stream of calls.
#[derive(Debug)]
pub(crate) struct Stream {
    lines: usize,
    events: usize,
}

impl Stream {
    pub(crate) fn new(lines: usize) -> Self {
        Self { lines, events: 0 }
    }

    /// Returns the user id of every line.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        (0..self.lines).map(line)
    }

    /// Returns the bytes of the next events.
    pub(crate) fn next(&mut self, events: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        for event in self.events..self.events + events {
            let call = event / DOCUMENTS.len();
            let document = DOCUMENTS[event % DOCUMENTS.len()]
                .replace(LINE, &line(call % self.lines))
                .replace(CALL, &format!("callhalf-{call}:0"))
                .replace(">7001:1<", &format!(">{call}:1<"))
                .replace(CALLER, &format!("+44131{:07}", 4_960_000 + call % CALLERS));
            bytes.extend_from_slice(document.as_bytes());
        }
        self.events += events;
        bytes
    }
}

fn line(number: usize) -> String {
    format!("user{number}@northgate.example")
}
