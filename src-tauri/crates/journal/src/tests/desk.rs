//! Who writes, and in which order.

use super::*;

fn whoever(_: &mut Connection) -> Result<Option<String>, JournalError> {
    Ok(thread::current().name().map(str::to_owned))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_urgent_is_written_by_whoever_tells_of_it() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let by_thread = Some("journal".to_owned());
    assert_eq!(journal.ask(whoever).await.unwrap(), by_thread);
    // Whoever was answered may hear of it a little before the thread is ready for the next.
    let mut writers = Vec::new();
    while writers.last().is_none_or(|writer| *writer == by_thread) && writers.len() < 10_000 {
        writers.push(journal.have_at_once(Durability::OnDisk, whoever).await.unwrap());
    }
    assert_ne!(writers.last(), Some(&by_thread));
}

#[test]
fn whoever_asked_before_goes_first_and_one_writes_at_a_time() {
    let desk = Desk::of(Connection::open_in_memory().unwrap()).unwrap();
    desk.queue();
    assert!(desk.turn_at_once().is_none(), "somebody waits");
    desk.through();
    let turn = desk.turn_at_once();
    assert!(turn.is_some(), "nobody waits");
    assert!(desk.turn_at_once().is_none(), "somebody writes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_is_long_begins_anew_whoever_writes_it() {
    for at_once in [false, true] {
        let (_folder, path) = folder();
        let journal = open(&path);
        for number in 0..1000 {
            // As long as why a thousand custom events did not.
            let entry = Entry { trace: format!("[{}]", "\"no\",".repeat(5000)), ..entry(number) };
            if at_once {
                journal.take_in_at_once(vec![Happening { entry, owed: vec![], notes: vec![] }]).await.unwrap();
            } else {
                journal.record(entry).await.unwrap();
            }
        }
        // What was asked before is done.
        journal.ask(whoever).await.unwrap();
        let [file, log] = [path.clone(), file::with_suffix(&path, "-wal")].map(|path| fs::metadata(path).unwrap().len());
        assert!(file > 300_000, "at once {at_once}: {file} bytes are in the file");
        assert!(log < 6_000_000, "at once {at_once}: the log has {log} bytes");
        journal.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_is_rather_long_is_written_to_the_file_when_nothing_is_asked() {
    let (_folder, path) = folder();
    let journal = open(&path);
    for number in 0..60 {
        journal.record(Entry { trace: format!("[{}]", "\"no\",".repeat(5000)), ..entry(number) }).await.unwrap();
    }
    let length = || fs::metadata(&path).unwrap().len();
    let deadline = std::time::Instant::now() + Duration::from_secs(30);
    while length() < 1_000_000 {
        assert!(std::time::Instant::now() < deadline, "{} bytes are in the file", length());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    journal.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_to_a_file_that_was_closed() {
    let (_folder, path) = folder();
    let journal = open(&path);
    journal.close().await;
    let happening = Happening { entry: entry(0), owed: vec![owed("crm", "1")], notes: vec![] };
    assert!(matches!(journal.take_in_at_once(vec![happening]).await, Err(JournalError::Closed)));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_must_not_wait_for_the_disk_can_be_interrupted() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let taking_in = journal.take_in(entry(0), vec![owed("crm", "1")], vec![]);
    assert!(tokio::time::timeout(Duration::from_millis(1), taking_in).await.is_err(), "another program holds the file");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(journal.recent(10, None).await.unwrap().len(), 1, "it is done all the same");
}
