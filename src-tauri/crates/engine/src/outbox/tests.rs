//! Long outages, on a clock that does not wait.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
};

use custom_events::{Command, Files, HttpMethod, Message, ProgramFile, SoundProblem};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::*;
use crate::host::{AccountKey, Again, NoKeyring, Ran, Sound, SoundDevice, SoundTeller};

/// A machine with nothing but web services, which are away until some time.
struct Machine {
    back_at: Instant,
    /// What arrived, and when.
    arrived: Mutex<Vec<(String, Instant)>>,
    tried: Mutex<usize>,
}

impl Host for Machine {
    async fn fetch(&self, request: HttpRequest, key: String) -> Result<u16, Unsent> {
        *self.tried.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += 1;
        let failed = |code| Err(Unsent { failure: Failure::new(code, "log.example"), again: Again::Later(None) });
        match request.url.path() {
            "/chokes" => return failed(FailureCode::ServiceAnswered),
            "/hangs" => {
                tokio::time::sleep(Duration::from_secs(30)).await;
                return failed(FailureCode::TimedOut);
            }
            _ => {}
        }
        if Instant::now() < self.back_at {
            return Err(Unsent { failure: Failure::new(FailureCode::ServiceUnreachable, "log.example"), again: Again::Later(None) });
        }
        self.arrived.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((format!("{} {key}", request.url.path()), Instant::now()));
        Ok(204)
    }

    async fn run(&self, _: Command) -> Result<Ran, Failure> {
        unreachable!()
    }
    async fn open(&self, _: Url) -> Result<(), Failure> {
        unreachable!()
    }
    async fn notify(&self, _: Message, _: CancellationToken) -> Result<(), Failure> {
        unreachable!()
    }
    async fn play(&self, _: Sound, _: CancellationToken, _: SoundTeller) -> Result<(), Failure> {
        unreachable!()
    }
    async fn check_sound(&self, _: PathBuf) -> Option<SoundProblem> {
        None
    }
    async fn sound_devices(&self) -> Vec<SoundDevice> {
        Vec::new()
    }
    async fn remember_secret(&self, _: String, _: SecretString) -> Result<(), NoKeyring> {
        Ok(())
    }
    async fn forget_secret(&self, _: String) -> Result<(), NoKeyring> {
        Ok(())
    }
    async fn remember_password(&self, _: AccountKey, _: SecretString) -> Result<(), NoKeyring> {
        Ok(())
    }
    async fn recall_password(&self, _: AccountKey) -> Result<Option<SecretString>, NoKeyring> {
        Ok(None)
    }
    async fn forget_password(&self, _: AccountKey) -> Result<(), NoKeyring> {
        Ok(())
    }
    async fn save_settings(&self, _: String) -> Result<(), String> {
        Ok(())
    }
}

impl Files for Machine {
    fn program(&self, _: &Path) -> ProgramFile {
        ProgramFile::Runs
    }
    fn folder(&self, _: &Path) -> bool {
        true
    }
    fn sound(&self, _: &Path) -> Option<SoundProblem> {
        None
    }
}

/// The time on the wall as the paused clock has it.
fn clock() -> Timestamp {
    static BEGAN: OnceLock<(Timestamp, Instant)> = OnceLock::new();
    let (wall, began) = *BEGAN.get_or_init(|| (Timestamp::now(), Instant::now()));
    wall.checked_add(Instant::now().saturating_duration_since(began)).expect("a time")
}

fn row(lane: usize, number: usize, created: Timestamp) -> Owed {
    row_to(lane, number, &format!("{lane}/{number}"), created)
}

fn row_to(lane: usize, number: usize, path: &str, created: Timestamp) -> Owed {
    let url = Url::parse(&format!("https://log.example/{path}")).expect("an address");
    let request = HttpRequest { method: HttpMethod::Get, url, headers: Vec::new(), body: None, time_limit: 30, once: false };
    let event = json!({ "id": format!("event-{lane}"), "name": "Log", "enabled": true, "trigger": { "category": "call", "state": "all" }, "actions": [] });
    let event = serde_json::from_value(event).expect("a custom event");
    owed(format!("{lane}-{number}"), &event, 0, &request, created)
}

#[tokio::test(start_paused = true)]
async fn d9_a_service_that_is_away_for_eight_hours_is_told_of_ten_thousand_calls_in_order_and_gently() {
    const ROWS: usize = 5_000;
    let began = Instant::now();
    let machine = Arc::new(Machine { back_at: began + Duration::from_secs(8 * 3600), arrived: Mutex::default(), tried: Mutex::default() });
    let journal = Journal::in_memory().expect("a journal");
    for lane in 0..2 {
        let rows = (0..ROWS).map(|number| row(lane, number, clock())).collect();
        assert_eq!(journal.owe(None, rows, Vec::new()).await.expect("a row").owed.len(), ROWS);
    }
    let (_orders, ordered) = mpsc::unbounded_channel();
    let (tell, mut news) = mpsc::unbounded_channel();
    let task = tokio::spawn(Sender::new(clock, machine.clone(), journal.clone(), ordered, tell).run());
    let mut counts = OutboxView { waiting: 1, ..OutboxView::default() };
    while counts.waiting > 0 {
        match news.recv().await.expect("a sender that runs") {
            News::Counts(now) => counts = now,
            News::Tried { result: Err(failure), .. } => assert_eq!(failure.code, FailureCode::ServiceUnreachable),
            News::Tried { is_final, .. } => assert!(is_final),
            News::Stopped { .. } => {}
        }
    }
    task.abort();
    assert_eq!((counts.waiting, counts.parked), (0, 0));
    let arrived = machine.arrived.lock().expect("a ledger").clone();
    assert_eq!(arrived.len(), 2 * ROWS, "each once");
    for lane in 0..2 {
        let of_lane: Vec<_> = arrived.iter().filter(|(what, _)| what.starts_with(&format!("/{lane}/"))).collect();
        let expected: Vec<_> = (0..ROWS).map(|number| format!("/{lane}/{number} {lane}-{number}")).collect();
        let odd: Vec<_> = of_lane.iter().zip(&expected).filter(|((what, _), expected)| what != *expected).collect();
        // One request may find out that the service is back before the one it is behind is tried again.
        let is_swap = odd.len() == 2 && odd[0].0.0 == *odd[1].1 && odd[1].0.0 == *odd[0].1;
        assert!(odd.is_empty() || is_swap, "in order, with their keys: {odd:?}");
        assert!(of_lane.windows(21).all(|pair| pair[20].1 - pair[0].1 >= Duration::from_secs(1)), "twenty a second at most");
    }
    let away = *machine.tried.lock().expect("a count") - arrived.len();
    assert!(away < 200, "a service that is away is left alone: {away} tries in eight hours");
    let last = arrived.iter().map(|(_, at)| *at).max().expect("an arrival");
    // The paused clock runs ahead whenever everybody waits for the journal's thread, which has a real one.
    assert!(last - began < Duration::from_secs(12 * 3600), "back, and drained, {:?} after it was away", (last - began).saturating_sub(Duration::from_secs(8 * 3600)));
}

#[tokio::test(start_paused = true)]
async fn d7_after_a_day_in_vain_it_is_given_up_and_waits_for_the_user() {
    let machine = Arc::new(Machine { back_at: Instant::now() + Duration::from_secs(25 * 3600), arrived: Mutex::default(), tried: Mutex::default() });
    let journal = Journal::in_memory().expect("a journal");
    journal.owe(None, vec![row(7, 0, clock())], Vec::new()).await.expect("a row");
    let (orders, ordered) = mpsc::unbounded_channel();
    let (tell, mut news) = mpsc::unbounded_channel();
    let task = tokio::spawn(Sender::new(clock, machine.clone(), journal.clone(), ordered, tell).run());
    let given_up = loop {
        if let News::Tried { result: Err(failure), is_final: true, .. } = news.recv().await.expect("a sender that runs") {
            break failure;
        }
    };
    assert_eq!(given_up.code, FailureCode::GaveUp);
    tokio::time::advance(Duration::from_secs(2 * 3600)).await;
    let id = journal.parked(1).await.expect("a row")[0].id;
    journal.retry(id).await.expect("a change");
    orders.send(Order::Hurry).expect("a sender that runs");
    while !matches!(news.recv().await.expect("a sender that runs"), News::Tried { result: Ok(_), .. }) {}
    assert_eq!(machine.arrived.lock().expect("a ledger").len(), 1);
    task.abort();
}

#[tokio::test(start_paused = true)]
async fn d10_what_has_arrived_is_not_sent_again_while_the_disk_takes_no_note_of_it() {
    let machine = Arc::new(Machine { back_at: Instant::now(), arrived: Mutex::default(), tried: Mutex::default() });
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("activity.sqlite");
    let (journal, _) = Journal::open(file.clone()).expect("a journal");
    journal.owe(None, vec![row(4, 0, clock())], Vec::new()).await.expect("a row");
    let disk = rusqlite::Connection::open(&file).expect("the same file");
    disk.execute_batch("CREATE TRIGGER full BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'the disk is full'); END").expect("a trigger");
    let (orders, ordered) = mpsc::unbounded_channel();
    let (tell, mut news) = mpsc::unbounded_channel();
    let task = tokio::spawn(Sender::new(clock, machine.clone(), journal.clone(), ordered, tell).run());
    while machine.arrived.lock().expect("a ledger").is_empty() {
        tokio::task::yield_now().await;
    }
    // The user may press Retry as well.
    for _ in 0..20 {
        orders.send(Order::Hurry).expect("a sender that runs");
        tokio::time::sleep(DISK_AGAIN).await;
    }
    assert_eq!(machine.arrived.lock().expect("a ledger").len(), 1, "it was sent once");
    disk.execute_batch("DROP TRIGGER full").expect("no trigger");
    while !matches!(news.recv().await.expect("a sender that runs"), News::Tried { result: Ok(_), .. }) {}
    assert_eq!(machine.arrived.lock().expect("a ledger").len(), 1, "not then either");
    assert_eq!(journal.outbox().await.expect("counts").waiting, 0);
    task.abort();
}

#[tokio::test(start_paused = true)]
async fn d9_a_lane_that_waits_waits_on_after_a_restart_and_goes_in_its_order() {
    let began = Instant::now();
    let machine = Arc::new(Machine { back_at: began + Duration::from_secs(100), arrived: Mutex::default(), tried: Mutex::default() });
    let journal = Journal::in_memory().expect("a journal");
    let start = |journal: &Journal| {
        let (orders, ordered) = mpsc::unbounded_channel();
        let (tell, news) = mpsc::unbounded_channel();
        (tokio::spawn(Sender::new(clock, machine.clone(), journal.clone(), ordered, tell).run()), orders, news)
    };
    let tried = || *machine.tried.lock().expect("a count");
    journal.owe(None, vec![row(11, 0, clock())], Vec::new()).await.expect("a row");
    let (task, _orders, mut news) = start(&journal);
    while tried() < 2 {
        news.recv().await.expect("a sender that runs");
    }
    task.abort();
    // It is tried again in a second or two, and so are those that came behind it.
    journal.owe(None, (1..=3).map(|number| row(11, number, clock())).collect(), Vec::new()).await.expect("rows");
    let before = tried();
    let (task, _orders, mut news) = start(&journal);
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert_eq!(tried(), before, "none of them goes before its time");
    while machine.arrived.lock().expect("a ledger").len() < 4 {
        news.recv().await.expect("a sender that runs");
    }
    let arrived: Vec<String> = machine.arrived.lock().expect("a ledger").iter().map(|(what, _)| what.clone()).collect();
    assert_eq!(arrived, (0..=3).map(|number| format!("/11/{number} 11-{number}")).collect::<Vec<_>>());
    task.abort();
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_was_turned_back_keeps_nothing_waiting() {
    let machine = Arc::new(Machine { back_at: Instant::now(), arrived: Mutex::default(), tried: Mutex::default() });
    let journal = Journal::in_memory().expect("a journal");
    let id = journal.owe(None, vec![row(8, 0, clock())], Vec::new()).await.expect("a row").owed[0];
    let next_year = clock().checked_add(SignedDuration::from_hours(365 * 24)).expect("a time");
    journal.tried(id, next_year, json!(null)).await.expect("a change");
    let (_orders, ordered) = mpsc::unbounded_channel();
    let (tell, mut news) = mpsc::unbounded_channel();
    let task = tokio::spawn(Sender::new(clock, machine.clone(), journal.clone(), ordered, tell).run());
    while !matches!(news.recv().await.expect("a sender that runs"), News::Tried { result: Ok(_), .. }) {}
    assert!(Instant::now() < machine.back_at + Duration::from_secs(24 * 3600), "at once, and not in a year");
    task.abort();
}

#[tokio::test(start_paused = true)]
async fn one_request_that_the_service_chokes_or_hangs_on_holds_up_none_of_those_behind_it() {
    for (path, patience) in [("chokes", 60), ("hangs", 300)] {
        let began = Instant::now();
        let machine = Arc::new(Machine { back_at: began, arrived: Mutex::default(), tried: Mutex::default() });
        let journal = Journal::in_memory().expect("a journal");
        let owe = async |row: Owed| journal.owe(None, vec![row], Vec::new()).await.expect("a row");
        let (_orders, ordered) = mpsc::unbounded_channel();
        let (tell, mut news) = mpsc::unbounded_channel();
        let task = tokio::spawn(Sender::new(clock, machine.clone(), journal.clone(), ordered, tell).run());
        owe(row_to(9, 0, path, clock())).await;
        // It has been tried a few times by the time the others come to be owed.
        for _ in 0..4 {
            while !matches!(news.recv().await.expect("a sender that runs"), News::Tried { result: Err(_), is_final: false, .. }) {}
        }
        let began = Instant::now();
        for number in 1..=3 {
            owe(row(9, number, clock())).await;
        }
        let mut arrived = 0;
        while arrived < 3 {
            arrived += usize::from(matches!(news.recv().await.expect("a sender that runs"), News::Tried { result: Ok(_), .. }));
        }
        let took = Instant::now() - began;
        assert!(took < Duration::from_secs(patience), "behind one that {path}, the others took {took:?} of the paused clock");
        task.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn what_comes_to_be_owed_while_others_are_sent_arrives_once_each_and_in_order() {
    let machine = Arc::new(Machine { back_at: Instant::now(), arrived: Mutex::default(), tried: Mutex::default() });
    let journal = Journal::in_memory().expect("a journal");
    // One is there from earlier times, in a lane of its own and in one that goes on.
    for lane in [0, 1] {
        journal.owe(None, vec![row(lane, 0, clock())], Vec::new()).await.expect("a row");
    }
    let (_orders, ordered) = mpsc::unbounded_channel();
    let (tell, mut news) = mpsc::unbounded_channel();
    let task = tokio::spawn(Sender::new(clock, machine.clone(), journal.clone(), ordered, tell).run());
    for number in 1..=40 {
        for lane in [1, 2] {
            journal.owe(None, vec![row(lane, number, clock())], Vec::new()).await.expect("a row");
        }
        // Now they follow at once, now the lane has come to rest.
        tokio::time::sleep(Duration::from_millis(number as u64 % 7 * 30)).await;
    }
    let mut arrived = 0;
    while arrived < 82 {
        arrived += usize::from(matches!(news.recv().await.expect("a sender that runs"), News::Tried { result: Ok(_), .. }));
    }
    assert_eq!(journal.outbox().await.expect("counts").waiting, 0);
    let ledger: Vec<String> = machine.arrived.lock().expect("a ledger").iter().map(|(what, _)| what.clone()).collect();
    for (lane, numbers) in [(0, 0..=0), (1, 0..=40), (2, 1..=40)] {
        let of_lane: Vec<&String> = ledger.iter().filter(|what| what.starts_with(&format!("/{lane}/"))).collect();
        let expected: Vec<String> = numbers.map(|number| format!("/{lane}/{number} {lane}-{number}")).collect();
        assert_eq!(of_lane, expected.iter().collect::<Vec<_>>());
    }
    task.abort();
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_its_next_try_is_tried_once_more_at_the_end() {
    let began = Instant::now();
    let machine = Arc::new(Machine { back_at: began + Duration::from_millis(1), arrived: Mutex::default(), tried: Mutex::default() });
    let journal = Journal::in_memory().expect("a journal");
    let rows = (0..3).map(|number| row(0, number, clock())).collect();
    journal.owe(None, rows, Vec::new()).await.expect("a row");
    let (orders, ordered) = mpsc::unbounded_channel();
    let (tell, mut news) = mpsc::unbounded_channel();
    let task = tokio::spawn(Sender::new(clock, machine.clone(), journal, ordered, tell).run());
    while !matches!(news.recv().await, Some(News::Tried { result: Err(_), .. })) {}
    tokio::time::sleep_until(machine.back_at).await;
    orders.send(Order::Finish).expect("a sender that runs");
    task.await.expect("an end");
    assert_eq!(machine.arrived.lock().expect("a ledger").len(), 3);
}
