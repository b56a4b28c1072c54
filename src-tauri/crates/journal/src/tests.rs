//! The journal on a real disk.

use std::{fs, path::PathBuf, time::Duration};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;

mod broken;
mod desk;
mod outbox;
mod search;

/// A caller's name no other bytes of the file look like.
const NAME: &str = "Zebulon-Quixworth-7731";

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_426_200_000 + ms).unwrap()
}

fn entry(ms: i64) -> Entry {
    Entry { at: at(ms), kind: EntryKind::Call, line: "anna@example.org".into(), state: "ringing".into(), details: json!({"RemoteName": NAME}), trace: Entry::NOT_ASKED.into() }
}

fn run(entry: EntryId, custom_event: &str, ms: i64, outcome: &str) -> Run {
    Run {
        entry,
        custom_event: custom_event.into(),
        name: "Customer calls".into(),
        kind: "runProgram".into(),
        detail: json!({"args": ["--name", NAME]}),
        outcome: json!({"kind": outcome}),
        started: at(ms),
        took: Duration::from_millis(37),
    }
}

fn owed(lane: &str, key: &str) -> Owed {
    Owed {
        key: key.into(),
        lane: lane.into(),
        custom_event: "a".into(),
        name: "Customer calls".into(),
        request: json!({"url": "https://crm.example.org/calls", "body": {"name": NAME, "key": key}}),
        detail: json!("POST https://crm.example.org/calls"),
        created: at(0),
    }
}

fn numbered(id: i64, run: Run) -> KeptRun {
    KeptRun { id: RunId(id), run }
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("activity.sqlite");
    (folder, path)
}

fn open(path: &Path) -> Journal {
    let (journal, set_aside) = Journal::open(path).unwrap();
    assert_eq!(set_aside, None);
    journal
}

/// Writes a file as the first version of the tables had it: 50 entries with a run each.
fn first_version(path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            r#"PRAGMA journal_mode = WAL; PRAGMA secure_delete = true;
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, line TEXT NOT NULL, state TEXT NOT NULL, details TEXT NOT NULL
    ) STRICT;
    CREATE INDEX entries_at ON entries (at);
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE, custom_event TEXT NOT NULL,
        name TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL, outcome TEXT NOT NULL, started INTEGER NOT NULL, took INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX runs_entry ON runs (entry);
    CREATE INDEX runs_custom_event ON runs (custom_event, started);
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 50)
        INSERT INTO entries SELECT n, 1795426200000 + n, 'call', 'anna@example.org', 'ringing', '{"name":"ÜNAL ' || n || '","number":"0131 496 01' || n || '"}' FROM n;
    INSERT INTO runs SELECT id, id, 'a', 'Großer Kunde', 'runProgram', '{}', 'null', at, 5 FROM entries;
    PRAGMA user_version = 1;"#,
        )
        .unwrap();
}

/// Every byte the journal keeps, wherever it keeps it.
fn bytes(path: &Path) -> Vec<u8> {
    let mut files: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| fs::read(file).unwrap()).collect()
}

fn holds(path: &Path, text: &str) -> bool {
    bytes(path).windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn what_was_written_down_survives_reopening() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let first = journal.record(entry(0)).await.unwrap();
    let device = Entry { kind: EntryKind::Device, state: "dndOn".into(), details: json!({}), ..entry(1) };
    let second = journal.record(device.clone()).await.unwrap();
    let connection = Entry { kind: EntryKind::Connection, line: String::new(), state: "lost".into(), details: json!(["é", null, 1.5]), ..entry(2) };
    let third = journal.record(connection.clone()).await.unwrap();
    journal.record_run(run(first, "a", 5, "ok")).await.unwrap();
    journal.record_run(run(first, "b", 6, "failed")).await.unwrap();
    journal.close().await;

    let journal = open(&path);
    let kept = journal.recent(10, None).await.unwrap();
    assert_eq!(
        kept,
        [
            EntryWithRuns { id: third, entry: connection, runs: vec![], owed: vec![] },
            EntryWithRuns { id: second, entry: device, runs: vec![], owed: vec![] },
            EntryWithRuns { id: first, entry: entry(0), runs: vec![numbered(1, run(first, "a", 5, "ok")), numbered(2, run(first, "b", 6, "failed"))], owed: vec![] },
        ]
    );
}

#[tokio::test]
async fn what_was_acknowledged_is_in_the_file_before_it_is_closed() {
    let (_folder, path) = folder();
    let journal = open(&path);
    journal.record(entry(0)).await.unwrap();
    let beside = open(&path);
    assert_eq!(beside.recent(10, None).await.unwrap().len(), 1, "another reader sees it");
    assert!(holds(&path, NAME));
}

#[tokio::test]
async fn entries_come_newest_first_a_page_at_a_time() {
    let journal = Journal::in_memory().unwrap();
    let mut ids = Vec::new();
    for ms in 0..7 {
        ids.push(journal.record(entry(ms)).await.unwrap());
    }
    for id in &ids {
        journal.record_run(run(*id, "a", id.0, "ok")).await.unwrap();
    }
    let mut read = Vec::new();
    let mut before = None;
    loop {
        let page = journal.recent(3, before).await.unwrap();
        let Some(oldest) = page.last() else { break };
        before = Some(oldest.id);
        assert!(page.iter().all(|entry| entry.runs.len() == 1 && entry.runs[0].run.entry == entry.id));
        read.extend(page.into_iter().map(|entry| entry.id));
    }
    ids.reverse();
    assert_eq!(read, ids);
    assert_eq!(journal.recent(0, None).await.unwrap(), []);
}

#[tokio::test]
async fn the_last_run_of_a_custom_event_is_the_one_that_began_last() {
    let journal = Journal::in_memory().unwrap();
    assert_eq!(journal.last_runs("heldBack".to_owned()).await.unwrap(), HashMap::new());
    let id = journal.record(entry(0)).await.unwrap();
    for (custom_event, ms, outcome) in [("a", 5, "ok"), ("a", 9, "failed"), ("a", 7, "ok"), ("b", 1, "ok"), ("b", 1, "failed"), ("b", 2, "heldBack")] {
        journal.record_run(run(id, custom_event, ms, outcome)).await.unwrap();
    }
    let last = |ms, outcome: &str| LastRun { at: at(ms), outcome: json!({"kind": outcome}) };
    let expected = HashMap::from([("a".to_owned(), last(9, "failed")), ("b".to_owned(), last(1, "failed"))]);
    assert_eq!(journal.last_runs("heldBack".to_owned()).await.unwrap(), expected);
}

#[tokio::test]
async fn a_file_set_aside_does_not_replace_an_earlier_one() {
    let (_folder, path) = folder();
    let mut aside = Vec::new();
    for content in ["garbage one", "garbage two", "garbage three"] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        let (journal, set_aside) = Journal::open(&path).unwrap();
        journal.close().await;
        aside.push((set_aside.unwrap().path, content));
    }
    for (path, content) in aside {
        assert_eq!(fs::read(path).unwrap(), content.as_bytes());
    }
}

#[tokio::test]
async fn a_file_of_a_later_program_is_left_alone() {
    let (_folder, path) = folder();
    open(&path).close().await;
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let before = fs::read(&path).unwrap();
    assert!(matches!(Journal::open(&path), Err(JournalError::Newer { version: 99 })));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn what_is_cleared_is_gone_from_the_disk() {
    let (_folder, path) = folder();
    let journal = open(&path);
    for ms in 0..200 {
        let id = journal.record(entry(ms)).await.unwrap();
        journal.record_run(run(id, "a", ms, "ok")).await.unwrap();
    }
    assert!(holds(&path, NAME));
    let size = bytes(&path).len();
    journal.clear().await.unwrap();
    assert!(!holds(&path, NAME), "while it is open");
    assert!(bytes(&path).len() < size);
    assert_eq!(journal.recent(10, None).await.unwrap(), []);
    assert_eq!(journal.last_runs("heldBack".to_owned()).await.unwrap(), HashMap::new());
    journal.close().await;
    assert!(!holds(&path, NAME), "and once it is closed");
}

#[tokio::test]
async fn a_run_that_ends_after_its_entry_was_cleared_leaves_nothing() {
    let journal = Journal::in_memory().unwrap();
    let cleared = journal.record(entry(0)).await.unwrap();
    journal.clear().await.unwrap();
    let later = journal.record(entry(1)).await.unwrap();
    assert_ne!(cleared, later, "no id is given twice");
    journal.record_run(run(cleared, "a", 2, "ok")).await.unwrap();
    assert_eq!(journal.recent(10, None).await.unwrap(), [EntryWithRuns { id: later, entry: entry(1), runs: vec![], owed: vec![] }]);
    assert_eq!(journal.last_runs("heldBack".to_owned()).await.unwrap(), HashMap::new());
}

#[tokio::test]
async fn what_is_old_is_forgotten_with_its_runs() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let old = journal.record(entry(0)).await.unwrap();
    journal.record_run(run(old, "a", 0, "ok")).await.unwrap();
    let new = journal.record(Entry { details: json!({}), ..entry(10) }).await.unwrap();
    assert_eq!(journal.forget_before(at(0)).await.unwrap(), 0);
    assert!(holds(&path, NAME));
    assert_eq!(journal.forget_before(at(10)).await.unwrap(), 1);
    assert!(!holds(&path, NAME));
    let kept: Vec<_> = journal.recent(10, None).await.unwrap().into_iter().map(|entry| entry.id).collect();
    assert_eq!(kept, [new]);
    assert_eq!(journal.last_runs("heldBack".to_owned()).await.unwrap(), HashMap::new());
}

#[tokio::test]
async fn another_reader_delays_forgetting_and_it_is_said() {
    let (_folder, path) = folder();
    let journal = open(&path);
    journal.record(entry(0)).await.unwrap();
    let mut beside = Connection::open(&path).unwrap();
    let reading = beside.transaction().unwrap();
    reading.query_row("SELECT count(*) FROM entries", [], |row| row.get::<_, i64>(0)).unwrap();
    journal.ask(|connection| Ok(connection.busy_timeout(Duration::ZERO)?)).await.unwrap();
    assert!(matches!(journal.forget_before(at(10)).await, Err(JournalError::Busy)));
    drop(reading);
    assert_eq!(journal.forget_before(at(10)).await.unwrap(), 0, "deleted already");
    assert!(!holds(&path, NAME));
}

#[tokio::test]
async fn a_closed_journal_says_so() {
    let journal = Journal::in_memory().unwrap();
    let clone = journal.clone();
    journal.close().await;
    journal.close().await;
    assert!(matches!(clone.record(entry(0)).await, Err(JournalError::Closed)));
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = folder();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let journal = open(&path);
    journal.record(entry(0)).await.unwrap();
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    for file in fs::read_dir(path.parent().unwrap()).unwrap() {
        let file = file.unwrap().path();
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    journal.close().await;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let _journal = open(&path);
    assert_eq!(mode(&path), 0o600, "one that others could read is closed to them");
}

/// `cargo test --release -p journal -- --ignored --nocapture` says how long a window waits.
#[tokio::test]
#[ignore = "it measures, and checks nothing"]
async fn how_long_it_takes_with_100_000_entries() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let many = |transaction: &rusqlite::Transaction<'_>| {
        for number in 0..100_000_i64 {
            let trace = json!([{"event": "Customer calls", "conditions": [{"kind": "number", "holds": number % 3 == 0}, {"kind": "time", "holds": true}]}]);
            let details = json!({
                "id": format!("callhalf-{number}:0"), "direction": "incoming", "name": format!("Caller Ünü {}", number * 7919 % 100_003),
                "number": format!("+4413149{:05}", number * 31 % 100_000), "outcome": null, "late": false,
            });
            let kind = if number % 1000 == 0 { EntryKind::Device } else { EntryKind::Call };
            let id = store::entries::insert(transaction, None, &Entry { kind, details, trace: trace.to_string(), ..entry(number) })?;
            store::runs::insert(transaction, None, &Run { outcome: if number % 5000 == 0 { json!("x") } else { Value::Null }, ..run(id, "a", number, "ok") })?;
        }
        Ok::<_, JournalError>(())
    };
    journal
        .ask(move |connection| {
            let transaction = connection.transaction()?;
            many(&transaction)?;
            Ok(transaction.commit()?)
        })
        .await
        .unwrap();
    journal.clone().close().await;
    println!("file: {} MiB", fs::metadata(&path).unwrap().len() >> 20);
    let began = std::time::Instant::now();
    let journal = open(&path);
    println!("open: {:?}", began.elapsed());
    let queries = [
        ("rare text", Query { text: "ÜNÜ 99999".into(), ..Query::default() }),
        ("a text that is nowhere", Query { text: "zebulon".into(), ..Query::default() }),
        ("a number that is nowhere", Query { text: "0131 999 9999".into(), ..Query::default() }),
        ("common text", Query { text: "caller".into(), ..Query::default() }),
        ("rare kind", Query { kinds: vec![EntryKind::Device], ..Query::default() }),
        ("failed", Query { failed: true, ..Query::default() }),
        ("rare and failed", Query { text: "ünü 99999".into(), failed: true, ..Query::default() }),
        ("all", Query::default()),
    ];
    for (what, query) in queries {
        for _ in 0..3 {
            let began = std::time::Instant::now();
            let found = journal.search(Query { limit: 100, ..query.clone() }).await.unwrap();
            println!("{what}: {} in {:?}", found.len(), began.elapsed());
        }
    }
    let began = std::time::Instant::now();
    journal.ask(|connection| Ok(connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))?)).await.unwrap();
    println!("integrity_check: {:?}", began.elapsed());
    let began = std::time::Instant::now();
    let mut n = 0;
    while began.elapsed() < Duration::from_secs(2) {
        journal.take_in(entry(0), vec![owed("crm", &format!("k{n}"))], vec![]).await.unwrap();
        n += 1;
    }
    println!("take_in: {n} in 2 s");
    let began = std::time::Instant::now();
    journal.forget_before(at(50_000)).await.unwrap();
    println!("forget half: {:?}", began.elapsed());
    let all: Vec<_> = (0..99_000).map(|number| owed(if number % 10 == 0 { "chat" } else { "crm" }, &format!("many {number}"))).collect();
    let began = std::time::Instant::now();
    let ids = journal.owe(None, all, Vec::new()).await.unwrap().owed;
    println!("owe {}: {:?}", ids.len(), began.elapsed());
    for _ in 0..2 {
        let began = std::time::Instant::now();
        let lanes = journal.lanes().await.unwrap();
        let (next, counts) = (journal.next_of(&lanes[0]).await.unwrap(), journal.outbox().await.unwrap());
        println!("lanes, next_of and outbox: {:?}, {counts:?}", began.elapsed());
        journal.delivered(next.unwrap().id, run(EntryId(100_000), "a", 0, "ok")).await.unwrap();
        println!("and delivered: {:?}", began.elapsed());
    }
    journal.close().await;
    let mut damaged = fs::read(&path).unwrap();
    let began = std::time::Instant::now();
    let journal = open(&path);
    println!("open with a full outbox, {} MiB: {:?}", damaged.len() >> 20, began.elapsed());
    journal.close().await;
    damaged[4096 * 700..4096 * 701].fill(0x42);
    fs::write(&path, &damaged).unwrap();
    let began = std::time::Instant::now();
    let (journal, set_aside) = Journal::open(&path).unwrap();
    println!("salvage: {:?}, {:?}", began.elapsed(), set_aside.unwrap());
    let began = std::time::Instant::now();
    journal.clear().await.unwrap();
    println!("clear: {:?}", began.elapsed());
}

#[tokio::test]
async fn the_disk_is_waited_for_where_that_is_wanted_only() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let synchronous = |connection: &mut Connection| Ok(connection.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0))?);
    let (normal, full) = (1, 2);
    assert_eq!(journal.ask(synchronous).await.unwrap(), full);
    assert_eq!(journal.have(Durability::Written, synchronous).await.unwrap(), normal);
    assert_eq!(journal.ask(synchronous).await.unwrap(), full, "again");
}
