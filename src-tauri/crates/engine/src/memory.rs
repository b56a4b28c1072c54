//! What the next start needs to know if this one ends without wanting to: what was told of calls, which of the phone
//! system's own notes are no news, and which custom events wait to see whether it is still so; and what is done once per call.
//!
//! All are notes of the journal. But for the last, they are there as long as the program has not ended as it should; then
//! there are none, and what goes on afterwards does so because nobody wanted to hear it.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    iter,
};

use custom_events::{Moment, Traced};
use jiff::{SignedDuration, Timestamp};
use journal::{EntryId, Journal, JournalError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use telephony::{Call, CallId, Change, LineId, Lines, Memory};
use uuid::Uuid;

/// The note of when calls were told of last. It is written together with what is owed for them.
const CALLS: &str = "calls";
/// What begins the key of the note of what was told of a call: the table of calls, a row a call, so that no note is longer
/// for all the calls there were. They are written with the last change an update led to: one that is killed between two of
/// them takes none for told that was not.
const CALL: &str = "call/";
/// The note of which of the phone system's notes are no news.
const LOG: &str = "log";
/// What begins the key of the note of a custom event that waits.
const WAIT: &str = "wait/";
/// What begins the key of the note of what was done once for a call.
const ONCE: &str = "once/";
/// How long calls are not looked through again for those that are not worth their notes any more: with hundreds of them that
/// takes longer than all else that is known of a change. It is looked at the first change after that, so where nothing
/// happens such a note stays.
const A_WHILE: SignedDuration = SignedDuration::from_mins(1);
/// How many entries are looked through for the one a wait began with.
const LOOKED_THROUGH: usize = 1000;
/// How long after its last word a line is worth recalling: nobody wants to hear today what went on a week ago.
const WORTH_RECALLING: SignedDuration = SignedDuration::from_hours(24);

/// What was known of the own line when the program ended last time.
#[derive(Debug, Default)]
pub(crate) struct Recalled {
    calls: Option<Memory>,
    log: Option<KnownLog>,
    once: Vec<DoneOnce>,
    waits: Vec<RecalledWait>,
}

/// What there is to go on from on a line.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// Its calls, with what was told of them.
    pub(crate) calls: Option<Memory>,
    /// What of the log is no news.
    pub(crate) known_log: Option<BTreeSet<String>>,
    /// What was done once for which call.
    pub(crate) once: Vec<DoneOnce>,
    /// What waited to see whether it is still so, and may go on waiting.
    pub(crate) waits: Vec<RecalledWait>,
    /// What waited, and can't be known to be still so.
    pub(crate) given_up: Vec<RecalledWait>,
}

/// A custom event that waits to see whether it is still so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptWait {
    /// Which custom event.
    pub(crate) event_id: String,
    /// What is to be still so.
    pub(crate) change: Change,
    /// Until when it waits.
    pub(crate) due: Timestamp,
}

/// One that was found at the start.
#[derive(Debug)]
pub(crate) struct RecalledWait {
    pub(crate) key: String,
    pub(crate) wait: KeptWait,
    /// The record of the change, and what the custom events made of it.
    pub(crate) recorded: Option<(EntryId, Vec<Traced>)>,
}

/// What was done once for a call.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DoneOnce {
    pub(crate) line: LineId,
    pub(crate) call: CallId,
    pub(crate) event_ids: HashSet<String>,
    at: Timestamp,
}

/// Which of the phone system's notes are no news.
#[derive(Debug, Serialize, Deserialize)]
struct KnownLog {
    line: LineId,
    at: Timestamp,
    ids: BTreeSet<String>,
}

/// When a line was heard last.
#[derive(Debug, Serialize, Deserialize)]
struct Heard {
    line: LineId,
    at: Timestamp,
}

/// A call, with what was told of it.
#[derive(Debug, Serialize, Deserialize)]
struct KeptCall {
    line: LineId,
    call: Call,
}

/// Which calls there are notes of.
#[derive(Debug, Default)]
pub(crate) struct NotedCalls {
    notes: HashMap<CallId, Note>,
    /// When all calls were looked through last for those of which there is to be none any more.
    looked_through: Option<Timestamp>,
}

/// What a note says.
#[derive(Debug)]
enum Note {
    /// That the call is told: of it nothing is new.
    Told,
    /// How the call was.
    Was(Box<Call>),
    /// Nobody knows, nor whether there is one.
    Unknown,
}

impl Note {
    fn of(call: &Call) -> Self {
        if call.is_told() { Self::Told } else { Self::Was(Box::new(call.clone())) }
    }
}

impl NotedCalls {
    /// Knows of the notes that were read.
    pub(crate) fn read(memory: &Memory) -> Self {
        Self { notes: memory.calls().iter().map(|call| (call.id.clone(), Note::of(call))).collect(), looked_through: None }
    }

    /// Returns the notes to be written so that the calls of a line are known as they are now; nothing of a line that was never
    /// heard. Those of calls that are not worth it any more go once [`A_WHILE`] has passed, or some may be gone.
    pub(crate) fn renew(&mut self, line: &LineId, lines: &mut Lines, at: Timestamp) -> Vec<(String, Value)> {
        let is_due = self.looked_through.is_none_or(|last| !(SignedDuration::ZERO..A_WHILE).contains(&at.duration_since(last)));
        let changed = lines.take_changed(line).filter(|_| !is_due).map(|calls| self.notes_of(line, &calls, at));
        let of_calls = match changed {
            Some(notes) => notes,
            None => {
                let Some(calls) = lines.worth_keeping(line, at) else { return Vec::new() };
                self.looked_through = Some(at);
                let mut notes = self.notes_of(line, &calls, at);
                notes.extend(self.forget_but(line, &calls));
                notes
            }
        };
        let heard = Heard { line: line.clone(), at };
        iter::once((CALLS.to_owned(), serde_json::to_value(heard).unwrap_or_default())).chain(of_calls).collect()
    }

    /// These could not be written, and will not be: what any note says is not known any more. All are written anew, or deleted,
    /// with the next.
    pub(crate) fn could_not_write(&mut self, notes: &[(String, Value)]) {
        self.looked_through = None;
        self.notes.values_mut().for_each(|note| *note = Note::Unknown);
        let heard = notes.iter().find(|(key, _)| key == CALLS).and_then(|(_, heard)| Heard::deserialize(heard).ok());
        let Some(Heard { line, .. }) = heard else { return };
        // Those that were to go are there still.
        let begins = key_of(&line, &CallId::new(""));
        let to_go = notes.iter().filter(|(_, note)| note.is_null()).filter_map(|(key, _)| key.strip_prefix(&begins));
        self.notes.extend(to_go.map(|id| (CallId::new(id), Note::Unknown)));
    }

    fn notes_of(&mut self, line: &LineId, calls: &[&Call], at: Timestamp) -> Vec<(String, Value)> {
        calls.iter().filter_map(|call| self.note_of(line, call, at)).collect()
    }

    /// Returns the note of a call, if it is to be another one or none any more.
    fn note_of(&mut self, line: &LineId, call: &Call, at: Timestamp) -> Option<(String, Value)> {
        if !call.is_worth_keeping(at) {
            return self.notes.remove(&call.id).map(|_| (key_of(line, &call.id), Value::Null));
        }
        match self.notes.get(&call.id) {
            Some(Note::Told) => return None,
            Some(Note::Was(noted)) if **noted == *call => return None,
            Some(Note::Was(_) | Note::Unknown) | None => {}
        }
        self.notes.insert(call.id.clone(), Note::of(call));
        let kept = KeptCall { line: line.clone(), call: call.clone() };
        Some((key_of(line, &call.id), serde_json::to_value(kept).unwrap_or_default()))
    }

    /// Returns what deletes the notes of all calls but these, each of which has one.
    fn forget_but(&mut self, line: &LineId, calls: &[&Call]) -> Vec<(String, Value)> {
        if self.notes.len() <= calls.len() {
            return Vec::new();
        }
        let known: HashSet<&CallId> = calls.iter().map(|call| &call.id).collect();
        let gone = self.notes.extract_if(|id, _| !known.contains(id));
        gone.map(|(id, _)| (key_of(line, &id), Value::Null)).collect()
    }
}

fn key_of(line: &LineId, id: &CallId) -> String {
    format!("{CALL}{line}/{id}")
}

/// Whether a note is of a call, or of when calls were told of: it is of the moment it was to be written.
pub(crate) fn is_of_calls(key: &str) -> bool {
    key == CALLS || key.starts_with(CALL)
}

impl Recalled {
    /// Reads what there is. What can't be read is not recalled.
    pub(crate) async fn read(journal: &Journal) -> Self {
        let note = async |key| journal.note_of(key).await.ok().flatten();
        let heard: Option<Heard> = note(CALLS).await.and_then(|note| serde_json::from_value(note).ok());
        let log = note(LOG).await.and_then(|note| serde_json::from_value(note).ok());
        let notes = async |prefix| journal.notes_beginning(prefix).await.unwrap_or_default();
        let once = notes(ONCE).await.into_iter().filter_map(|(_, note)| serde_json::from_value(note).ok()).collect();
        let waits: Vec<_> = notes(WAIT).await.into_iter().filter_map(|(key, note)| Some((key, serde_json::from_value(note).ok()?))).collect();
        let waits = if waits.is_empty() { Vec::new() } else { with_records(journal, waits).await };
        let kept = notes(CALL).await.into_iter().filter_map(|(_, note)| serde_json::from_value(note).ok());
        let calls = heard.map(|heard| {
            let calls = kept.filter(|kept: &KeptCall| kept.line == heard.line).map(|kept| kept.call).collect();
            Memory::new(heard.line, heard.at, calls)
        });
        Self { calls, log, once, waits }
    }

    /// Returns what there is to go on from on a line.
    pub(crate) fn of(self, line: &LineId, now: Timestamp) -> Past {
        let is_worth_it = |of: &LineId, at: Timestamp| of == line && now.duration_since(at) < WORTH_RECALLING;
        let calls = self.calls.filter(|calls| is_worth_it(calls.line(), calls.at()));
        // A system may write nothing down. Then what is listed now says what became of the calls, as far as anybody can.
        let log = self.log.filter(|log| is_worth_it(&log.line, log.at));
        // Without what was told of its call, nobody can say whether it is still so.
        let goes_on = |wait: &RecalledWait| matches!(&calls, Some(calls) if is_worth_it(&wait.wait.change.line, calls.at()));
        let (waits, given_up) = self.waits.into_iter().partition(goes_on);
        let once = self.once.into_iter().filter(|done| now.duration_since(done.at) < WORTH_RECALLING).collect();
        Past { calls, known_log: log.map(|log| log.ids), once, waits, given_up }
    }
}

/// Finds the records of the changes that were waited for.
async fn with_records(journal: &Journal, waits: Vec<(String, KeptWait)>) -> Vec<RecalledWait> {
    let entries = journal.recent(LOOKED_THROUGH, None).await.unwrap_or_default();
    let with_record = |(key, wait): (String, KeptWait)| {
        let (line, state) = (wait.change.line.to_string(), Moment::of(&wait.change).name());
        let is_it = |kept: &&journal::EntryWithRuns| {
            let entry = &kept.entry;
            entry.at.as_millisecond() == wait.change.at.as_millisecond() && entry.line == line && entry.state == state
        };
        let recorded = entries.iter().find(is_it).map(|kept| (kept.id, serde_json::from_str(&kept.entry.trace).unwrap_or_default()));
        RecalledWait { key, wait, recorded }
    };
    waits.into_iter().map(with_record).collect()
}

/// Returns the note of a custom event that waits. Each has its own, so that none can be written over by another.
pub(crate) fn note_of_wait(wait: &KeptWait) -> Option<(String, Value)> {
    Some((format!("{WAIT}{}", Uuid::new_v4()), serde_json::to_value(wait).ok()?))
}

/// Returns the note of what was done once for a call, by the ids of the custom events; a call that is over needs none.
pub(crate) fn note_of_once(line: &LineId, call: &Call, event_ids: HashSet<String>, now: Timestamp) -> (String, Value) {
    let done = DoneOnce { line: line.clone(), call: call.id.clone(), event_ids, at: now };
    let value = if call.is_over() { Value::Null } else { serde_json::to_value(done).unwrap_or_default() };
    (format!("{ONCE}{line}/{}", call.id), value)
}

/// Writes down which of the phone system's notes are no news.
pub(crate) async fn note_log(journal: &Journal, line: LineId, ids: BTreeSet<String>) -> Result<(), JournalError> {
    let known = KnownLog { line, at: Timestamp::now(), ids };
    journal.note(LOG, serde_json::to_value(known).unwrap_or_default()).await
}

/// Forgets what went on.
pub(crate) async fn forget_calls(journal: &Journal) -> Result<(), JournalError> {
    journal.note(CALLS, Value::Null).await?;
    journal.forget_notes_beginning(CALL).await?;
    journal.note(LOG, Value::Null).await?;
    journal.forget_notes_beginning(WAIT).await
}

/// Forgets everything.
pub(crate) async fn forget(journal: &Journal) -> Result<(), JournalError> {
    forget_calls(journal).await?;
    journal.forget_notes_beginning(ONCE).await
}

#[cfg(test)]
mod tests {
    use telephony::{CallReport, Personality, ReportedState, Step, Update};

    use super::*;

    #[test]
    fn a_change_writes_down_the_call_it_is_of_and_not_all_there_were() {
        let (line, now) = (LineId::new("anna@example.com"), Timestamp::from_second(1_795_426_200).expect("a time"));
        let mut lines = Lines::default();
        let hear = |id: &str, step, state, lines: &mut Lines| {
            let report = CallReport { started: Some(now), ..CallReport::new(CallId::new(id), step, Personality::Terminator, state) };
            lines.apply(Update::Call { line: line.clone(), report: Box::new(report) }, now);
        };
        lines.apply(Update::Snapshot { line: line.clone(), calls: Vec::new(), hook: None }, now);
        let mut noted = NotedCalls::default();
        let renew = |noted: &mut NotedCalls, lines: &mut Lines, at: Timestamp| {
            let notes = noted.renew(&line, lines, at);
            assert_eq!(notes[0].0, CALLS);
            notes[1..].iter().map(|(key, value)| (key.rsplit('/').next().expect("an id").to_owned(), !value.is_null())).collect::<Vec<_>>()
        };
        for id in ["1", "2"] {
            hear(id, Step::Updated, ReportedState::Alerting, &mut lines);
            assert_eq!(renew(&mut noted, &mut lines, now), [(id.to_owned(), true)]);
        }
        hear("1", Step::Answered, ReportedState::Active, &mut lines);
        assert_eq!(renew(&mut noted, &mut lines, now), [("1".to_owned(), true)]);
        hear("1", Step::Released, ReportedState::Released, &mut lines);
        lines.settle(now);
        assert_eq!(renew(&mut noted, &mut lines, now), [("1".to_owned(), true)]);
        assert_eq!(renew(&mut noted, &mut lines, now), [], "nothing is new");
        let after = |seconds| now.checked_add(SignedDuration::from_secs(seconds)).expect("a time");
        for (seconds, expected, why) in [
            (29 * 60 + 30, vec![], "it is worth its note for half an hour"),
            (30 * 60 + 29, vec![], "all were looked through within the minute"),
            (30 * 60 + 30, vec![("1".to_owned(), false)], "a minute has passed"),
        ] {
            assert_eq!(renew(&mut noted, &mut lines, after(seconds)), expected, "{why}");
        }
        let later = after(60 * 60);

        // The second ends unheard, and what became of it is said long after that.
        lines.apply(Update::LogFollows { line: line.clone() }, later);
        lines.apply(Update::Snapshot { line: line.clone(), calls: Vec::new(), hook: None }, later);
        assert_eq!(renew(&mut noted, &mut lines, later), [("2".to_owned(), true)]);
        lines.apply(Update::Logged { line: line.clone(), calls: Vec::new() }, later);
        assert_eq!(renew(&mut noted, &mut lines, later), [("2".to_owned(), false)], "it is told now, and was over long ago");
        assert_eq!(renew(&mut noted, &mut lines, later), []);

        // What could not be written is written with the next, and what could not be deleted is deleted then.
        hear("3", Step::Updated, ReportedState::Alerting, &mut lines);
        let unwritten = noted.renew(&line, &mut lines, later);
        noted.could_not_write(&unwritten);
        assert_eq!(renew(&mut noted, &mut lines, later), [("3".to_owned(), true)]);
        hear("3", Step::Released, ReportedState::Released, &mut lines);
        lines.settle(later);
        for _ in 0..2 {
            let unwritten = noted.renew(&line, &mut lines, later);
            assert_eq!(unwritten[1..], [(key_of(&line, &CallId::new("3")), Value::Null)]);
            noted.could_not_write(&unwritten);
        }
        assert_eq!(renew(&mut noted, &mut lines, later), [("3".to_owned(), false)]);
        assert_eq!(renew(&mut noted, &mut lines, later), []);

        for id in 0..600 {
            let id = format!("more-{id}");
            hear(&id, Step::Released, ReportedState::Released, &mut lines);
        }
        let all: Vec<_> = renew(&mut noted, &mut lines, now);
        assert!(all.len() > 500, "{}", all.len());
        for id in 0..60 {
            hear(&format!("still-{id}"), Step::Released, ReportedState::Released, &mut lines);
        }
        let (new, gone): (Vec<_>, Vec<_>) = renew(&mut noted, &mut lines, now).into_iter().partition(|(_, is_there)| *is_there);
        assert_eq!((new.len(), gone.is_empty()), (60, false), "those the line has forgotten are forgotten");
    }
}
