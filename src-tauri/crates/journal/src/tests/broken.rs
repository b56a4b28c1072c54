//! Files that were damaged: what can be read is kept, and what can't is said.

use std::{collections::BTreeSet, fs, ops::Range, path::Path, time::Duration};

use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{at, entry, first_version, folder, open, owed, run};
use crate::{Journal, JournalError, Query, Run, SetAside, file};

/// Everything a journal holds, by id or key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Held {
    entries: BTreeSet<i64>,
    runs: BTreeSet<i64>,
    waiting: BTreeSet<String>,
    parked: BTreeSet<String>,
}

impl Held {
    async fn by(journal: &Journal) -> Self {
        let mut held = Self::default();
        for kept in journal.recent(100_000, None).await.unwrap() {
            held.entries.insert(kept.id.0);
            held.runs.extend(kept.runs.iter().map(|run| run.id.0));
        }
        held.parked.extend(journal.parked(100_000).await.unwrap().into_iter().map(|owed| owed.key));
        for lane in journal.lanes().await.unwrap() {
            held.waiting.extend(journal.waiting_of(&lane, 100_000).await.unwrap().into_iter().map(|owed| owed.key));
        }
        held
    }

    fn owed(&self) -> usize {
        self.waiting.len() + self.parked.len()
    }

    fn count(&self) -> usize {
        self.entries.len() + self.runs.len() + self.waiting.len() + self.parked.len()
    }
}

/// Writes a journal with something in every table.
async fn fill(journal: &Journal, numbers: Range<i64>) {
    for number in numbers {
        let mut all = vec![owed("crm", &format!("key {number}"))];
        if number % 60 == 30 {
            // One that goes on over several pages.
            all[0].request = json!({ "body": "long ".repeat(4000) });
        }
        let taken = journal.take_in(entry(number), all, vec![("cursor".into(), json!(number))]).await.unwrap();
        journal.record_run(run(taken.entry, "a", number, "ok")).await.unwrap();
        match number % 4 {
            0 => journal.delivered(taken.owed[0], Run { outcome: Value::Null, ..run(taken.entry, "b", number, "ok") }).await.unwrap(),
            1 if number % 8 == 1 => journal.park(taken.owed[0], json!("gone")).await.unwrap(),
            _ => journal.tried(taken.owed[0], at(number), json!("busy")).await.unwrap(),
        }
    }
}

/// The files of a journal: itself, its log and the index of that.
#[derive(Clone)]
struct Files([Option<Vec<u8>>; 3]);

impl Files {
    fn of(path: &Path) -> Self {
        Self(["", "-wal", "-shm"].map(|suffix| fs::read(file::with_suffix(path, suffix)).ok()))
    }

    /// Puts them into a folder of their own, opens the journal and says what it holds; in between, it must work.
    async fn open(&self, what: &str) -> (Held, Option<SetAside>) {
        let folder = in_memory();
        let path = folder.path().join("activity.sqlite");
        for (suffix, content) in ["", "-wal", "-shm"].iter().zip(&self.0) {
            if let Some(content) = content {
                fs::write(file::with_suffix(&path, suffix), content).unwrap();
            }
        }
        let (journal, set_aside) = Journal::open(&path).unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let held = Held::by(&journal).await;
        journal.search(Query { text: "zebulon".into(), limit: 1000, ..Query::default() }).await.unwrap();
        let taken = journal.take_in(entry(0), vec![owed("crm", "new")], vec![]).await.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        assert_eq!(taken.owed.len(), 1, "{what}");
        assert!(!held.entries.contains(&taken.entry.0), "{what}");
        if let Some(aside) = &set_aside {
            assert_eq!(fs::read(&aside.path).unwrap(), *self.0[0].as_ref().unwrap(), "{what} is kept as it was");
        }
        journal.close().await;
        let again = open(&path);
        assert_eq!(again.recent(100_000, None).await.unwrap().len(), held.entries.len() + 1, "{what}");
        again.close().await;
        (held, set_aside)
    }
}

/// A folder that does not wait for a disk, if there is one: hundreds of files are opened.
fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Nothing may be missing unless it is said.
fn check(what: &str, whole: &Held, held: &Held, set_aside: Option<&SetAside>) {
    let Some(aside) = set_aside else {
        assert_eq!(held, whole, "{what}: nothing was said");
        return;
    };
    for (held, whole) in [(&held.waiting, &whole.waiting), (&held.parked, &whole.parked)] {
        assert!(held.is_subset(whole), "{what}: nothing that was delivered is owed again");
    }
    assert!(aside.kept >= held.count(), "{what}: {aside:?}");
    if let Some(lost) = aside.lost {
        assert_eq!(held.count() + lost, whole.count(), "{what}: {aside:?}");
    }
}

/// In every page: its kind, how many cells it has, where they begin, the first of them, its middle, its end, all of it.
const DAMAGE: [(usize, usize); 9] = [(0, 1), (3, 5), (5, 7), (8, 10), (2048, 2049), (3000, 3040), (4000, 4001), (4095, 4096), (0, 4096)];

#[tokio::test]
async fn c6_whatever_page_is_damaged_the_rest_is_kept_and_nothing_is_lost_in_silence() {
    damage_pages(|page| vec![DAMAGE[page % DAMAGE.len()], DAMAGE[DAMAGE.len() - 1]]).await;
}

#[tokio::test]
#[ignore = "it takes minutes"]
async fn c6_whatever_byte_is_damaged_the_rest_is_kept_and_nothing_is_lost_in_silence() {
    damage_pages(|_| DAMAGE.into_iter().chain((0..4096).step_by(97).map(|byte| (byte, byte + 1))).collect()).await;
}

async fn damage_pages(damage: impl Fn(usize) -> Vec<(usize, usize)>) {
    let (content, whole) = filled().await;
    let (mut worst, mut noticed, mut tries) = (0, 0, 0);
    for page in 0..content.len() / 4096 {
        for (from, to) in damage(page) {
            let mut damaged = content.clone();
            damaged[page * 4096 + from..page * 4096 + to].iter_mut().for_each(|byte| *byte ^= 0x5a);
            let what = format!("page {page}, bytes {from} to {to}");
            let (held, set_aside) = Files([Some(damaged), None, None]).open(&what).await;
            check(&what, &whole, &held, set_aside.as_ref());
            worst = worst.max(whole.owed() - held.owed());
            noticed += usize::from(set_aside.is_some());
            tries += 1;
        }
    }
    println!("{tries} damaged files, {noticed} of them noticed; at worst {worst} owed rows lost of {}", whole.owed());
    assert!(worst <= 24, "{worst}: no more than what was on a page");
}

#[tokio::test]
async fn c6_whatever_the_header_says_everything_is_kept() {
    let (content, whole) = filled().await;
    for byte in (0..28).step_by(3).chain([18, 19, 20, 21, 31, 47, 51, 55, 59, 60, 62, 95, 100, 104, 106]) {
        let mut damaged = content.clone();
        damaged[byte] ^= 0x5a;
        let what = format!("byte {byte} of the header");
        let (held, set_aside) = Files([Some(damaged), None, None]).open(&what).await;
        assert_eq!(held, whole, "{what}: {set_aside:?}");
    }
}

#[tokio::test]
async fn c6_of_a_file_that_was_cut_what_is_there_is_kept() {
    let (content, whole) = filled().await;
    for page in 0..content.len() / 4096 {
        let what = format!("cut at page {page}");
        let (held, set_aside) = Files([Some(content[..page * 4096].to_vec()), None, None]).open(&what).await;
        if page == 0 {
            assert_eq!((held, set_aside), (Held::default(), None), "an empty file is a new one");
        } else {
            assert!(set_aside.is_some(), "{what}");
            assert!(held.waiting.is_subset(&whole.waiting) && held.parked.is_subset(&whole.parked), "{what}");
        }
    }
}

#[tokio::test]
async fn c6_a_damaged_log_is_noticed_and_what_is_whole_of_it_is_kept() {
    let (_folder, path) = folder();
    let journal = open(&path);
    fill(&journal, 0..30).await;
    journal.forget_before(at(0)).await.unwrap();
    // It is not written to the file before all of it is there.
    journal.desk.turn().as_mut().unwrap().write_log();
    fill(&journal, 30..50).await;
    let whole = Held::by(&journal).await;
    // As a program that is killed leaves them.
    let files = Files::of(&path);
    journal.close().await;
    let [_, Some(log), Some(_)] = &files.0 else { panic!("there is a log") };
    let frames = (log.len() - 32) / (24 + 4096);
    assert!(frames > 100);

    let (held, set_aside) = files.open("undamaged").await;
    assert_eq!((held, set_aside), (whole.clone(), None));

    let with_log = |log: Option<Vec<u8>>| Files([files.0[0].clone(), log, files.0[2].clone()]);
    for frame in (0..frames).step_by(frames / 8).chain([frames - 2, frames - 1]) {
        for byte in [1, 5, 9, 17, 2000] {
            let mut damaged = log.clone();
            damaged[32 + frame * (24 + 4096) + byte] ^= 0x5a;
            let what = format!("byte {byte} of frame {frame} of {frames}");
            let (held, set_aside) = with_log(Some(damaged)).open(&what).await;
            assert!(set_aside.is_some(), "{what}");
            assert!(held.owed() + 16 >= whole.owed(), "{what}: {} of {} are owed", held.owed(), whole.owed());
        }
    }
    for byte in (0..32).step_by(5) {
        let mut damaged = log.clone();
        damaged[byte] ^= 0x5a;
        let what = format!("byte {byte} of the log");
        let (held, set_aside) = with_log(Some(damaged)).open(&what).await;
        assert!(set_aside.is_some(), "{what}");
        assert_eq!(held, whole, "{what}");
    }
    for (what, log) in [("zeros", Some(vec![0; log.len()])), ("cut", Some(log[..log.len() / 2].to_vec())), ("emptied", Some(Vec::new())), ("gone", None)] {
        let (held, set_aside) = with_log(log).open(what).await;
        assert!(set_aside.is_some(), "{what}");
        assert!(held.waiting.is_subset(&whole.waiting) || what == "cut", "{what}");
    }

    // The end of a log without its index may be what a loss of power left of what nobody was told of.
    let mut torn = log.clone();
    let last = torn.len() - 100;
    torn[last] ^= 0x5a;
    let (held, set_aside) = Files([files.0[0].clone(), Some(torn), None]).open("torn").await;
    assert_eq!(set_aside, None);
    assert!(held.owed() + 1 >= whole.owed());
    // And if both are gone, nothing says that there was more.
    let (_, set_aside) = Files([files.0[0].clone(), None, None]).open("both gone").await;
    assert_eq!(set_aside, None);
}

#[tokio::test]
async fn c6_a_file_another_program_holds_is_not_set_aside() {
    let (_folder, path) = folder();
    let journal = open(&path);
    fill(&journal, 0..80).await;
    journal.close().await;
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; DELETE FROM notes").unwrap();
    let patience = Duration::from_millis(50);
    assert!(matches!(file::open(&path, patience), Err(JournalError::Busy)));
    drop(holder);

    // Nor if it is broken.
    let reader = Connection::open(&path).unwrap();
    reader.query_row("SELECT count(*) FROM entries", [], |row| row.get::<_, i64>(0)).unwrap();
    let mut damaged = fs::read(&path).unwrap();
    damaged[4096..8192].fill(0x5a);
    fs::write(&path, &damaged).unwrap();
    assert!(matches!(file::open(&path, patience), Err(JournalError::Busy)));
    assert_eq!(fs::read(&path).unwrap(), damaged);
    drop(reader);
    let (_, set_aside) = file::open(&path, patience).unwrap();
    assert!(set_aside.is_some());
}

#[tokio::test]
async fn a_program_that_ended_while_it_set_a_file_aside_goes_on_where_it_was() {
    let (content, whole) = filled().await;
    let folder = in_memory();
    let path = folder.path().join("activity.sqlite");
    // What was read is complete; the broken file is still there, or part of it is renamed already.
    for there in [["", "-wal"].as_slice(), &[""], &["-wal"], &[]] {
        fs::write(folder.path().join("activity.sqlite.salvaged"), &content).unwrap();
        for suffix in there {
            fs::write(file::with_suffix(&path, suffix), b"broken").unwrap();
        }
        let (journal, set_aside) = Journal::open(&path).unwrap();
        let set_aside = set_aside.unwrap();
        assert!(set_aside.kept >= whole.count(), "{there:?}");
        assert_eq!(Held::by(&journal).await, whole, "{there:?}");
        journal.close().await;
        fs::remove_file(&path).unwrap();
    }
    // One that is not complete is begun anew.
    fs::write(folder.path().join("activity.sqlite.salvaging"), b"half of it").unwrap();
    let mut damaged = content.clone();
    damaged[..100].fill(0);
    fs::write(&path, &damaged).unwrap();
    let (journal, set_aside) = Journal::open(&path).unwrap();
    assert!(set_aside.is_some());
    assert_eq!(Held::by(&journal).await, whole);
    assert!(!folder.path().join("activity.sqlite.salvaging").exists());
}

#[tokio::test]
async fn what_a_file_of_the_first_version_held_is_kept_too() {
    let (_folder, path) = folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    first_version(&path);
    let mut damaged = fs::read(&path).unwrap();
    damaged[20..30].fill(0x5a);
    fs::write(&path, &damaged).unwrap();
    let (journal, set_aside) = Journal::open(&path).unwrap();
    assert_eq!(set_aside.unwrap().kept, 100);
    let kept = journal.recent(100, None).await.unwrap();
    assert_eq!(kept.len(), 50);
    assert!(kept.iter().all(|kept| kept.runs.len() == 1));
}

/// A journal that was closed, as its bytes, and what it holds.
async fn filled() -> (Vec<u8>, Held) {
    let folder = in_memory();
    let path = folder.path().join("activity.sqlite");
    let journal = open(&path);
    fill(&journal, 0..80).await;
    let held = Held::by(&journal).await;
    journal.close().await;
    (fs::read(&path).unwrap(), held)
}

#[tokio::test]
async fn what_was_forgotten_is_not_lost() {
    let folder = in_memory();
    let path = folder.path().join("activity.sqlite");
    let journal = open(&path);
    journal
        .ask(|connection| {
            let transaction = connection.transaction()?;
            for number in 0..2000 {
                let id = crate::store::entries::insert(&transaction, None, &entry(number))?;
                crate::store::runs::insert(&transaction, None, &run(id, "a", number, "ok"))?;
            }
            Ok(transaction.commit()?)
        })
        .await
        .unwrap();
    journal.forget_before(at(1000)).await.unwrap();
    journal.owe(None, vec![owed("crm", "one")], Vec::new()).await.unwrap();
    journal.close().await;
    let mut content = fs::read(&path).unwrap();
    content[20..30].fill(0x42);
    fs::write(&path, &content).unwrap();
    let (_, set_aside) = Journal::open(&path).unwrap();
    let set_aside = set_aside.unwrap();
    assert_eq!((set_aside.kept, set_aside.lost), (2001, Some(0)));
}

#[tokio::test]
async fn a_broken_file_stays_where_it_is_until_what_can_be_read_is_saved() {
    let (mut content, whole) = filled().await;
    content[20..30].fill(0x42);
    let folder = in_memory();
    let path = folder.path().join("activity.sqlite");
    fs::write(&path, &content).unwrap();
    // There is no place for the new file.
    let in_the_way = folder.path().join("activity.sqlite.salvaging");
    fs::create_dir(&in_the_way).unwrap();
    assert!(matches!(Journal::open(&path), Err(JournalError::Io(_))));
    assert_eq!(fs::read(&path).unwrap(), content);
    fs::remove_dir(&in_the_way).unwrap();
    let (journal, set_aside) = Journal::open(&path).unwrap();
    assert_eq!((Held::by(&journal).await, set_aside.unwrap().lost), (whole, Some(0)));
}
