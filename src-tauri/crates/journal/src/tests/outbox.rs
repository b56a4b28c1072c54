//! What is owed, whatever happens.

use std::{collections::HashMap, fs, path::Path, time::Duration};

use serde_json::{Value, json};

use super::{NAME, at, entry, folder, holds, open, owed, run};
use crate::{
    Entry, Happening, Journal, JournalError, KeptRun, Owed, OwedRow, Run, RunId,
    outbox::{MOST_OWED, MOST_OWED_BYTES},
};

async fn keys(journal: &Journal, lane: &str) -> Vec<String> {
    journal.waiting_of(lane, 100).await.unwrap().into_iter().map(|row| row.key).collect()
}

#[tokio::test]
async fn what_is_owed_is_written_down_with_its_entry_and_notes() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let taken = journal.take_in(entry(0), vec![owed("crm", "one"), owed("chat", "two"), owed("crm", "three")], vec![("cursor".into(), json!(17))]).await.unwrap();
    assert_eq!((taken.owed.len(), taken.known, taken.refused.len()), (3, 0, 0));
    journal.close().await;

    let journal = open(&path);
    assert_eq!(journal.lanes().await.unwrap(), ["chat", "crm"]);
    assert_eq!(keys(&journal, "crm").await, ["one", "three"]);
    assert_eq!(journal.note_of("cursor").await.unwrap(), Some(json!(17)));
    let Owed { key, lane, custom_event, name, request, detail, created } = owed("crm", "one");
    let expected = OwedRow {
        id: taken.owed[0],
        entry: Some(taken.entry),
        key,
        lane,
        custom_event,
        name,
        request,
        detail,
        created,
        attempts: 0,
        next_at: created,
        problem: Value::Null,
        parked: false,
    };
    assert_eq!(journal.next_of("crm").await.unwrap(), Some(expected.clone()));
    assert_eq!(journal.next_of("nowhere").await.unwrap(), None);
    let kept = journal.entry(taken.entry).await.unwrap().unwrap();
    assert_eq!((kept.owed[0].clone(), kept.owed.len(), kept.entry), (expected, 3, entry(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_together_is_written_in_its_order_or_not_at_all() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let first = Happening { entry: entry(0), owed: vec![], notes: vec![("cursor".into(), json!(1))] };
    let second = Happening { entry: entry(1), owed: vec![owed("crm", "one"), owed("crm", "two")], notes: vec![("cursor".into(), json!(2))] };
    let mut told = journal.owed_from_now_on();
    let taken = journal.take_in_at_once(vec![first.clone(), second.clone()]).await.unwrap();
    assert!(taken[0].entry < taken[1].entry);
    assert_eq!((taken[0].owed.len(), taken[1].owed.len()), (0, 2));
    assert_eq!((told.try_recv().unwrap().key, told.try_recv().unwrap().entry), ("one".into(), Some(taken[1].entry)));
    assert_eq!(journal.note_of("cursor").await.unwrap(), Some(json!(2)));

    let blocks = "CREATE TRIGGER blocks BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'blocked'); END";
    journal.ask(move |connection| Ok(connection.execute_batch(blocks)?)).await.unwrap();
    let third = Happening { owed: vec![owed("crm", "three")], ..second };
    journal.take_in_at_once(vec![first, third]).await.unwrap_err();
    assert_eq!(journal.recent(10, None).await.unwrap().len(), 2, "the first of them was not written alone");
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn all_of_it_can_be_given_up_at_once() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let taken = journal.take_in(entry(0), vec![owed("crm", "one"), owed("chat", "two")], vec![]).await.unwrap();
    journal.owe(None, vec![owed("crm", "three")], Vec::new()).await.unwrap();
    journal.park(taken.owed[1], json!("gone")).await.unwrap();
    journal.delete_all_owed(|row| Some(Run { outcome: json!("given up"), ..run(row.entry?, "a", 5, "ok") })).await.unwrap();
    assert_eq!(journal.outbox().await.unwrap(), crate::OutboxCounts::default());
    let kept = journal.entry(taken.entry).await.unwrap().unwrap();
    assert_eq!((kept.owed.len(), kept.runs.len(), &kept.runs[0].run.outcome), (0, 2, &json!("given up")));
    assert_eq!(journal.owe(None, vec![owed("crm", "one")], Vec::new()).await.unwrap().known, 0, "its key is not remembered");
}

#[tokio::test]
async fn who_asks_is_told_of_each_row_that_was_added_as_it_is_on_the_disk() {
    let (_folder, path) = folder();
    let journal = open(&path);
    journal.owe(None, vec![owed("crm", "before")], Vec::new()).await.unwrap();
    let mut told = journal.owed_from_now_on();
    journal.take_in(entry(0), vec![owed("crm", "one"), owed("crm", "before")], vec![]).await.unwrap();
    journal.owe(None, vec![owed("chat", "two"), owed("crm", "three")], Vec::new()).await.unwrap();
    let mut heard = Vec::new();
    while let Ok(row) = told.try_recv() {
        heard.push(row);
    }
    assert_eq!(heard.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["one", "two", "three"]);
    let mut waiting = journal.waiting_of("crm", 9).await.unwrap();
    waiting.retain(|row| row.key != "before");
    heard.retain(|row| row.lane == "crm");
    assert_eq!(heard, waiting, "as it will be read");
}

#[tokio::test]
async fn a_key_that_is_owed_or_was_delivered_lately_adds_nothing() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let first = journal.take_in(entry(0), vec![owed("crm", "one"), owed("crm", "one")], vec![]).await.unwrap();
    assert_eq!((first.owed.len(), first.known), (1, 1));
    let again = journal.take_in(entry(1), vec![owed("crm", "one"), owed("crm", "two")], vec![]).await.unwrap();
    assert_eq!((again.owed.len(), again.known), (1, 1));
    journal.delivered(first.owed[0], run(first.entry, "a", 5, "ok")).await.unwrap();
    assert_eq!(journal.owe(None, vec![owed("crm", "one")], Vec::new()).await.unwrap().known, 1);

    // Moves the delivery back in time: first not quite far enough.
    let mut journal = journal;
    for (minutes, known) in [(48 * 60 - 5, 1), (10, 0)] {
        let sql = format!("UPDATE delivered SET at = at - {minutes} * 60 * 1000");
        journal.ask(move |connection| Ok(connection.execute(&sql, [])?)).await.unwrap();
        journal.close().await;
        journal = open(&path);
        assert_eq!(journal.owe(None, vec![owed("crm", "one")], Vec::new()).await.unwrap().known, known);
    }
}

#[tokio::test]
async fn a_row_is_tried_parked_and_retried_and_never_keeps_its_lane_from_going_on() {
    let journal = Journal::in_memory().unwrap();
    let ids = journal.owe(None, vec![owed("crm", "one"), owed("crm", "two")], Vec::new()).await.unwrap().owed;
    journal.tried(ids[0], at(500), json!("busy")).await.unwrap();
    journal.tried(ids[0], at(900), json!("still busy")).await.unwrap();
    let first = journal.next_of("crm").await.unwrap().unwrap();
    assert_eq!((first.id, first.attempts, first.next_at, first.problem), (ids[0], 2, at(900), json!("still busy")), "the others wait behind it");

    journal.park(ids[0], json!("gone")).await.unwrap();
    assert_eq!(keys(&journal, "crm").await, ["two"]);
    let parked = journal.parked(10).await.unwrap();
    assert_eq!((parked.len(), parked[0].id, parked[0].parked, &parked[0].problem), (1, ids[0], true, &json!("gone")));
    journal.park(ids[1], json!("gone")).await.unwrap();
    assert_eq!(journal.lanes().await.unwrap(), Vec::<String>::new());
    let counts = journal.outbox().await.unwrap();
    assert_eq!((counts.waiting, counts.parked), (0, 2));

    journal.retry(ids[0]).await.unwrap();
    let first = journal.next_of("crm").await.unwrap().unwrap();
    assert_eq!((first.id, first.attempts, first.parked), (ids[0], 0, false));
    assert!(first.next_at > at(0) && first.next_at <= jiff::Timestamp::now());
    journal.delete_owed(ids[1], |_| None).await.unwrap();
    journal.delete_owed(ids[0], |_| None).await.unwrap();
    assert_eq!(journal.outbox().await.unwrap(), crate::OutboxCounts::default());
}

#[tokio::test]
async fn what_was_delivered_is_a_run_and_gone_from_the_outbox() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let plain = Entry { details: Value::Null, ..entry(0) };
    let taken = journal.take_in(plain, vec![owed("crm", "one")], vec![]).await.unwrap();
    assert!(holds(&path, NAME));
    let sent = Run { detail: json!("POST"), outcome: Value::Null, ..run(taken.entry, "a", 5, "ok") };
    journal.delivered(taken.owed[0], sent.clone()).await.unwrap();
    let kept = journal.entry(taken.entry).await.unwrap().unwrap();
    assert_eq!((kept.runs, kept.owed), (vec![KeptRun { id: RunId(1), run: sent.clone() }], vec![]));
    assert_eq!(journal.outbox().await.unwrap(), crate::OutboxCounts::default());
    journal.close().await;
    assert!(!holds(&path, NAME), "what was sent is overwritten");

    let journal = open(&path);
    let lonely = journal.owe(None, vec![owed("crm", "two")], Vec::new()).await.unwrap().owed[0];
    journal.clear().await.unwrap();
    journal.delivered(lonely, sent).await.unwrap();
    assert_eq!(journal.recent(10, None).await.unwrap(), [], "its entry was cleared");
    assert_eq!(journal.next_of("crm").await.unwrap(), None);
}

#[tokio::test]
async fn what_is_cleared_or_old_takes_parked_rows_along_and_leaves_what_waits() {
    for clear in [true, false] {
        let (_folder, path) = folder();
        let journal = open(&path);
        let taken = journal.take_in(entry(0), vec![owed("crm", "waits"), owed("crm", "parked")], vec![("n".into(), json!(1))]).await.unwrap();
        let later = journal.take_in(entry(9), vec![Owed { created: at(9), ..owed("crm", "later") }], vec![]).await.unwrap();
        journal.park(taken.owed[1], json!("gone")).await.unwrap();
        journal.park(later.owed[0], json!("gone")).await.unwrap();
        if clear {
            journal.clear().await.unwrap();
        } else {
            assert_eq!(journal.forget_before(at(5)).await.unwrap(), 0);
        }
        // What waits is still seen, and so can be given up.
        assert!(journal.entry(taken.entry).await.unwrap().is_some());
        let row = journal.next_of("crm").await.unwrap().unwrap();
        assert_eq!((row.key.as_str(), row.entry, row.request), ("waits", Some(taken.entry), owed("crm", "waits").request));
        let parked: Vec<_> = journal.parked(10).await.unwrap().into_iter().map(|row| row.key).collect();
        assert_eq!(parked, if clear { vec![] } else { vec!["later"] });
        let counts = journal.outbox().await.unwrap();
        assert_eq!((counts.waiting, counts.parked), (1, parked.len()));
        assert_eq!(journal.note_of("n").await.unwrap(), Some(json!(1)));
        journal.close().await;
        assert_eq!(keys(&open(&path), "crm").await, ["waits"]);
    }
}

#[tokio::test]
async fn what_was_given_up_leaves_its_trace() {
    let journal = Journal::in_memory().unwrap();
    let taken = journal.take_in(entry(0), vec![owed("crm", "one")], vec![]).await.unwrap();
    journal.delete_owed(taken.owed[0], |row| Some(Run { detail: row.detail, outcome: json!("given up"), ..run(row.entry?, "a", 5, "ok") })).await.unwrap();
    let kept = journal.entry(taken.entry).await.unwrap().unwrap();
    assert_eq!((kept.owed.len(), kept.runs.len(), &kept.runs[0].run.outcome), (0, 1, &json!("given up")));
    journal.delete_owed(taken.owed[0], |_| panic!("it is gone")).await.unwrap();
}

#[tokio::test]
async fn a_full_outbox_refuses_rows_and_still_writes_entries_down() {
    let journal = Journal::in_memory().unwrap();
    let first = journal.owe(None, vec![owed("crm", "one")], Vec::new()).await.unwrap().owed[0];
    let size = journal.outbox().await.unwrap().bytes;
    let pretend = |rows: usize, bytes: u64| {
        let sql = format!("UPDATE outbox_totals SET count = {rows}, bytes = {bytes} WHERE parked = 0");
        journal.ask(move |connection| Ok(connection.execute(&sql, [])?))
    };
    pretend(MOST_OWED - 1, 0).await.unwrap();
    let taken = journal.take_in(entry(0), vec![owed("crm", "two"), owed("crm", "three"), owed("crm", "one")], vec![]).await.unwrap();
    assert_eq!((taken.owed.len(), taken.known, taken.refused.len()), (1, 1, 1));
    assert_eq!(journal.outbox().await.unwrap().full_percent, 100);
    assert!(journal.entry(taken.entry).await.unwrap().is_some());

    pretend(10, MOST_OWED_BYTES - size).await.unwrap();
    let taken = journal.take_in(entry(0), vec![owed("crm", "big"), owed("crm", "ten")], vec![]).await.unwrap();
    assert_eq!((taken.owed.len(), taken.refused.len()), (1, 1), "the second of the same size does not fit");
    pretend(MOST_OWED / 2, MOST_OWED_BYTES / 5 * 4).await.unwrap();
    assert_eq!(journal.outbox().await.unwrap().full_percent, 79);
    journal.delete_owed(first, |_| None).await.unwrap();
    assert_eq!(journal.outbox().await.unwrap().waiting, MOST_OWED / 2 - 1);
}

#[tokio::test]
async fn a_full_disk_is_said_and_leaves_nothing_half_written() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let taken = journal.take_in(entry(0), vec![owed("crm", "one")], vec![]).await.unwrap();
    journal
        .ask(|connection| {
            let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
            Ok(connection.pragma_update_and_check(None, "max_page_count", pages + 2, |_| Ok(()))?)
        })
        .await
        .unwrap();
    let big = |key: &str| Owed { request: json!("x".repeat(20_000)), ..owed("crm", key) };
    for _ in 0..3 {
        let failed = journal.take_in(entry(1), vec![owed("crm", "two"), big("three")], vec![("n".into(), json!(1))]).await;
        assert!(matches!(failed, Err(JournalError::Full)), "{failed:?}");
    }
    assert_eq!(keys(&journal, "crm").await, ["one"]);
    assert_eq!(journal.newest().await.unwrap(), Some(taken.entry));
    assert_eq!(journal.note_of("n").await.unwrap(), None);
    assert_eq!(journal.outbox().await.unwrap().waiting, 1);
    journal.delivered(taken.owed[0], run(taken.entry, "a", 1, "ok")).await.unwrap();
    journal.ask(|connection| Ok(connection.pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(()))?)).await.unwrap();
    journal.take_in(entry(1), vec![big("three")], vec![]).await.unwrap();
    journal.close().await;
    assert_eq!(keys(&open(&path), "crm").await, ["three"]);
}

#[tokio::test]
async fn notes_are_replaced_and_deleted() {
    let journal = Journal::in_memory().unwrap();
    assert_eq!(journal.note_of("a").await.unwrap(), None);
    journal.note("a", json!({"x": 1})).await.unwrap();
    journal.note("a", json!(["é"])).await.unwrap();
    journal.note("b", json!(false)).await.unwrap();
    assert_eq!(journal.note_of("a").await.unwrap(), Some(json!(["é"])));
    journal.note("a", Value::Null).await.unwrap();
    assert_eq!((journal.note_of("a").await.unwrap(), journal.note_of("b").await.unwrap()), (None, Some(json!(false))));
}

#[tokio::test]
async fn notes_are_found_and_forgotten_by_how_their_keys_begin() {
    let journal = Journal::in_memory().unwrap();
    for key in ["wait/é", "wait/%", "wait", "waited", "once/_"] {
        journal.note(key, json!(key)).await.unwrap();
    }
    let found = |notes: Vec<(String, Value)>| notes.into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    assert_eq!(found(journal.notes_beginning("wait/").await.unwrap()), ["wait/%", "wait/é"]);
    journal.owe(None, Vec::new(), vec![("wait/%".into(), Value::Null)]).await.unwrap();
    assert_eq!(found(journal.notes_beginning("wait").await.unwrap()), ["wait", "wait/é", "waited"]);
    journal.forget_notes_beginning("wait/").await.unwrap();
    assert_eq!(found(journal.notes_beginning("").await.unwrap()), ["once/_", "wait", "waited"]);
}

/// Where the program that is killed keeps its journal.
const FILE: &str = "JOURNAL_OF_A_PROGRAM_THAT_IS_KILLED";

/// Not a test: what [`a_killed_program_keeps_what_it_was_told_is_written`] starts and kills.
#[tokio::test]
#[ignore = "it is started by another test"]
async fn a_program_that_is_killed() {
    let Ok(path) = std::env::var(FILE) else { return };
    let (journal, set_aside) = Journal::open(&path).unwrap();
    assert_eq!(set_aside, None);
    let acknowledged = Path::new(&path).with_file_name("acknowledged");
    let mut file = fs::OpenOptions::new().append(true).create(true).open(acknowledged).unwrap();
    let begin: i64 = journal.note_of("next").await.unwrap().map_or(0, |next| next.as_i64().unwrap());
    for number in begin.. {
        let taken = journal.take_in(entry(number), vec![owed("crm", &number.to_string())], vec![("next".into(), json!(number + 1))]).await.unwrap();
        std::io::Write::write_all(&mut file, format!("{number} {}\n", taken.entry.0).as_bytes()).unwrap();
        if number % 3 == 0 {
            journal.delivered(taken.owed[0], Run { outcome: Value::Null, ..run(taken.entry, "a", number, "ok") }).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_killed_program_keeps_what_it_was_told_is_written() {
    let (_folder, path) = folder();
    open(&path).close().await;
    let acknowledged = path.with_file_name("acknowledged");
    for round in 0..30_u64 {
        let before = fs::metadata(&acknowledged).map_or(0, |file| file.len());
        let mut program = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["tests::outbox::a_program_that_is_killed", "--exact", "--ignored"])
            .env(FILE, &path)
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Once it is writing, at any moment.
        while fs::metadata(&acknowledged).map_or(0, |file| file.len()) == before {
            assert_eq!(program.try_wait().unwrap(), None, "round {round}");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(round * 7919 % 60_000));
        program.kill().unwrap();
        program.wait().unwrap();
    }

    let journal = open(&path);
    let mut all: HashMap<i64, i64> = HashMap::new();
    for kept in journal.recent(usize::MAX, None).await.unwrap() {
        let number = kept.entry.at.as_millisecond() - at(0).as_millisecond();
        assert_eq!(all.insert(number, kept.id.0), None, "{number} is there twice");
        let (owed, runs) = (kept.owed.len(), kept.runs.len());
        assert_eq!(owed + runs, 1, "{number} is owed or delivered");
        assert!(runs == 0 || number % 3 == 0, "{number}");
    }
    let acknowledged = fs::read_to_string(acknowledged).unwrap();
    for line in acknowledged.lines() {
        let (number, id) = line.split_once(' ').unwrap();
        assert_eq!(all.get(&number.parse().unwrap()), Some(&id.parse().unwrap()), "{line}");
    }
    println!("{} acknowledged, {} written", acknowledged.lines().count(), all.len());
    assert!(all.len() <= acknowledged.lines().count() + 30, "at most one a round was not acknowledged yet");
    let waiting = journal.waiting_of("crm", usize::MAX).await.unwrap();
    assert!(waiting.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert_eq!(journal.outbox().await.unwrap().waiting, waiting.len());
    assert_eq!(journal.next_of("crm").await.unwrap().map(|row| row.id), waiting.first().map(|row| row.id));
}
