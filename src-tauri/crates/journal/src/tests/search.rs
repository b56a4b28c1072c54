//! Finding entries again.

use serde_json::{Value, json};

use super::{at, entry, first_version, folder, holds, open, owed, run};
use crate::{Entry, EntryId, EntryKind, Journal, Query, Run};

async fn found(journal: &Journal, query: Query) -> Vec<i64> {
    let limit = if query.limit == 0 { 100 } else { query.limit };
    journal.search(Query { limit, ..query }).await.unwrap().into_iter().map(|kept| kept.id.0).collect()
}

fn text(text: &str) -> Query {
    Query { text: text.into(), ..Query::default() }
}

/// Five entries: calls of Ünal and of Anna, a phone, the connection, and a call with a number in groups.
async fn five() -> Journal {
    let journal = Journal::in_memory().unwrap();
    let call = |name: &str, number: &str| Entry { details: json!({"name": name, "number": number, "late": false, "times": [12_345]}), ..entry(0) };
    journal.record(call("ÜNAL Öztürk", "+441314960121")).await.unwrap();
    journal.record(call("Anna 100%_\\", "+4930123456")).await.unwrap();
    journal.record(Entry { kind: EntryKind::Device, state: "dndOn".into(), details: json!({}), ..entry(1) }).await.unwrap();
    journal.record(Entry { kind: EntryKind::Connection, line: String::new(), state: "lost".into(), details: Value::Null, ..entry(2) }).await.unwrap();
    journal.record(call("Ben\nCarol", "tel:+44-131-496-0121")).await.unwrap();
    journal
}

#[tokio::test]
async fn entries_are_found_by_any_of_their_words() {
    let journal = five().await;
    for (wanted, expected) in [
        ("", vec![5, 4, 3, 2, 1]),
        ("ünal", vec![1]),
        ("ÖZTÜRK", vec![1]),
        ("  anna 100%_\\ ", vec![2]),
        ("%", vec![2]),
        ("_", vec![2]),
        ("a%a", vec![]),
        ("ANNA@EXAMPLE", vec![5, 3, 2, 1]),
        ("dndon", vec![3]),
        ("lost", vec![4]),
        ("0131 496", vec![5, 1]),
        ("+44 131 4960121", vec![5, 1]),
        ("131-496-0121", vec![5, 1]),
        ("12345", vec![5, 2, 1]),
        ("030 123456", vec![2]),
        ("ben carol", vec![5]),
        ("false", vec![]),
        ("number", vec![]),
        ("call", vec![]),
        ("\t", vec![5, 4, 3, 2, 1]),
        ("'; DROP TABLE entries; --", vec![]),
    ] {
        assert_eq!(found(&journal, text(wanted)).await, expected, "{wanted}");
    }
}

#[tokio::test]
async fn kinds_failures_and_pages_narrow_a_search() {
    let journal = five().await;
    let kinds = |kinds: &[EntryKind]| Query { kinds: kinds.to_vec(), ..Query::default() };
    assert_eq!(found(&journal, kinds(&[EntryKind::Device])).await, [3]);
    assert_eq!(found(&journal, kinds(&[EntryKind::Device, EntryKind::Connection])).await, [4, 3]);
    assert_eq!(found(&journal, Query { text: "anna".into(), ..kinds(&[EntryKind::Call]) }).await, [5, 2, 1]);
    assert_eq!(found(&journal, Query { limit: 2, ..Query::default() }).await, [5, 4]);
    assert_eq!(found(&journal, Query { limit: 2, before: Some(EntryId(4)), ..Query::default() }).await, [3, 2]);
    assert_eq!(found(&journal, Query { before: Some(EntryId(1)), ..Query::default() }).await, Vec::<i64>::new());

    let failed = || Query { failed: true, ..Query::default() };
    assert_eq!(found(&journal, failed()).await, Vec::<i64>::new());
    journal.record_run(run(EntryId(2), "a", 0, "failed")).await.unwrap();
    journal.record_run(Run { outcome: Value::Null, ..run(EntryId(3), "a", 0, "ok") }).await.unwrap();
    let waits = journal.owe(Some(EntryId(4)), vec![owed("crm", "one"), owed("crm", "two")], Vec::new()).await.unwrap().owed;
    assert_eq!(found(&journal, failed()).await, [2]);
    journal.park(waits[0], json!("gone")).await.unwrap();
    assert_eq!(found(&journal, failed()).await, [4, 2]);
    assert_eq!(found(&journal, Query { text: "100%".into(), ..failed() }).await, [2]);
    journal.retry(waits[0]).await.unwrap();
    assert_eq!(found(&journal, failed()).await, [2]);
}

#[tokio::test]
async fn entries_are_found_by_the_custom_events_that_ran_or_are_owed() {
    let journal = five().await;
    journal.record_run(Run { name: "Großer KUNDE".into(), ..run(EntryId(1), "a", 0, "ok") }).await.unwrap();
    journal.owe(Some(EntryId(3)), vec![owed("crm", "one")], Vec::new()).await.unwrap();
    let taken = journal.take_in(entry(5), vec![owed("crm", "two")], vec![]).await.unwrap();
    assert_eq!(found(&journal, text("großer kunde")).await, [1]);
    assert_eq!(found(&journal, text("customer CALLS")).await, [taken.entry.0, 3]);
}

#[tokio::test]
async fn pages_of_a_search_have_every_entry_once() {
    let journal = Journal::in_memory().unwrap();
    for number in 0..100 {
        let name = if number % 3 == 0 { "Anna" } else { "Ben" };
        journal.record(Entry { details: json!([name]), line: String::new(), ..entry(number) }).await.unwrap();
    }
    let (mut before, mut all) = (None, Vec::new());
    loop {
        let page = found(&journal, Query { limit: 7, before, ..text("anna") }).await;
        let Some(last) = page.last() else { break };
        before = Some(EntryId(*last));
        all.extend(page);
    }
    assert_eq!(all, (1..=100).rev().filter(|id| id % 3 == 1).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_was_forgotten_is_not_found_and_its_words_are_gone() {
    let (_folder, path) = folder();
    let journal = open(&path);
    for number in 0..40 {
        journal.record(Entry { details: json!(format!("Caller-{number:03}-Ünique")), ..entry(number) }).await.unwrap();
    }
    assert_eq!(journal.forget_before(at(21)).await.unwrap(), 21);
    assert_eq!(found(&journal, text("caller-020-ü")).await, Vec::<i64>::new());
    assert_eq!(found(&journal, text("caller-021-ü")).await, [22]);
    assert_eq!(found(&journal, text("caller")).await.len(), 19);
    assert!(!holds(&path, "caller-020-"));
    assert!(!holds(&path, "caller-003-"));
    assert!(holds(&path, "caller-021-"));
    journal.clear().await.unwrap();
    assert_eq!(found(&journal, Query::default()).await, Vec::<i64>::new());
    assert!(!holds(&path, "caller-0"));
}

#[tokio::test]
async fn a_trace_is_kept_and_replaced() {
    let journal = Journal::in_memory().unwrap();
    let id = journal.record(Entry { trace: r#"[{"event":"a"}]"#.into(), ..entry(0) }).await.unwrap();
    assert_eq!(journal.entry(id).await.unwrap().unwrap().entry.trace, r#"[{"event":"a"}]"#);
    journal.set_trace(id, r#"{"b":[1,null]}"#.into()).await.unwrap();
    assert_eq!(journal.recent(1, None).await.unwrap()[0].entry.trace, r#"{"b":[1,null]}"#);
    journal.set_trace(EntryId(99), "1".into()).await.unwrap();
    assert_eq!(journal.entry(EntryId(99)).await.unwrap(), None);
    assert_eq!(journal.newest().await.unwrap(), Some(id));
    journal.clear().await.unwrap();
    assert_eq!(journal.newest().await.unwrap(), None);
}

#[tokio::test]
async fn a_journal_of_the_first_version_can_be_searched() {
    let (_folder, path) = folder();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    first_version(&path);
    let journal = open(&path);
    assert_eq!(found(&journal, text("ünal 17")).await, [17]);
    assert_eq!(found(&journal, text("0131 496 0142")).await, [42]);
    assert_eq!(found(&journal, text("GROßER")).await.len(), 50);
    let kept = journal.entry(EntryId(50)).await.unwrap().unwrap();
    assert_eq!((kept.entry.trace.as_str(), kept.runs.len(), kept.owed), ("null", 1, vec![]));
    assert!(journal.record(entry(0)).await.unwrap() > EntryId(50));
}
