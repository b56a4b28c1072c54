//! A thousand events a second through the whole program, with its window open: whether anything is lost, how late
//! acknowledgements are, what it does to memory, how soon the window shows that a key was pressed, and how long its pictures
//! last while it is scrolled.
//!
//! A call is held and taken back in turn: each event is a change, which every custom event is asked about, and which is
//! written down with what they made of it.

use std::{
    collections::HashMap,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use serde_json::{Value, json};

use super::{
    built::Built,
    desk::Desk,
    figure::{Figure, percentile},
    listening::PhoneSystem,
    process_tree::ProcessTree,
};
use crate::process;

const A_SECOND: u64 = 1000;
/// Where the list of pages has *Custom events*: a page that is longer than the window and shows nothing of these calls, so
/// that what is painted is what was asked for.
const CUSTOM_EVENTS: (u32, u32) = (105, 110);
/// Where its list is.
const LIST: (u32, u32) = (560, 420);
/// How many keys are pressed at each glance.
const KEYS: usize = 5;
/// How long the list goes on by itself.
const STILL: Duration = Duration::from_millis(500);
/// The phone system remembers ten thousand events: it is asked in time, with all that is done between.
const GLANCE: Duration = Duration::from_secs(2);
/// How long what is late may take.
const LATE: Duration = Duration::from_secs(10);
/// How long the window gets to come to rest.
const REST: Duration = Duration::from_secs(5);

pub(super) fn measure(built: &Built, seconds: u64) -> Result<Vec<Figure>> {
    let system = PhoneSystem::start(built)?;
    let user = system.user(0)?.clone();
    let desk = Desk::open(built, "flood")?;
    desk.remember(&system, &user)?;
    let bellhop = desk.start(&built.path("bellhop"), &[])?;
    system.wait_for_subscriber(&user)?;
    desk.wait_for_paint()?;
    thread::sleep(REST);
    desk.focus("Bellhop")?;
    desk.click(CUSTOM_EVENTS)?;
    thread::sleep(REST);
    let (mut at_rest, mut frames_at_rest) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        frames_at_rest.extend(desk.scroll(LIST)?);
        // What still moves is no key's picture.
        thread::sleep(STILL);
        for _ in 0..KEYS {
            at_rest.push(desk.press("Tab")?);
        }
    }
    let own = bellhop.process.0.id();
    let tree = ProcessTree::of(own);
    let before = (resident(own), tree.taken());

    let flood = json!({ "kind": "flood", "user": user.id, "perSecond": A_SECOND, "lasting": seconds * 1000, "holds": true });
    system.control.post("/injections", &flood)?;
    let began = Instant::now();
    // How long each event waited for its acknowledgement, in ms, if it has come.
    let mut acknowledged: HashMap<String, Option<f64>> = HashMap::new();
    let (mut in_the_flood, mut frames_in_the_flood) = (Vec::new(), Vec::new());
    let (mut most, over) = (before.0, Duration::from_secs(seconds) + LATE);
    while began.elapsed() < over {
        thread::sleep(GLANCE);
        if began.elapsed() < Duration::from_secs(seconds) {
            frames_in_the_flood.extend(desk.scroll(LIST)?);
            thread::sleep(STILL);
            for _ in 0..KEYS {
                in_the_flood.push(desk.press("Tab")?);
            }
        }
        most = most.max(resident(own));
        let ledger = system.control.get("/ledger")?;
        // The call rings, is answered and ends besides.
        let is_of_flood = |event: &&Value| event["type"] == "CallHeldEvent" || event["type"] == "CallRetrievedEvent";
        for event in ledger["events"].as_array().into_iter().flatten().filter(is_of_flood) {
            let waited = event["ackedAt"].as_f64().zip(event["at"].as_f64()).map(|(acked, at)| acked - at);
            acknowledged.insert(event["eventId"].as_str().unwrap_or_default().to_owned(), waited);
        }
    }
    desk.picture("window.png")?;
    let taken = tree.taken();
    let recorded = recorded(&desk.record())?;
    drop(bellhop);
    let size = desk.forget_record()?;
    let late: Vec<f64> = acknowledged.values().flatten().copied().collect();
    let asked = (A_SECOND * seconds) as f64;
    Ok(vec![
        Figure::new("events", asked, ""),
        Figure::new("events that were seen in time", acknowledged.len() as f64, ""),
        Figure::new("events lost", asked - late.len() as f64, "").at_most(0.0),
        Figure::new("changes that were not recorded once", (asked - recorded).abs(), "").at_most(0.0),
        Figure::new("what is recorded of a change, on the disk", size as f64 / 1000.0 / asked, "kB"),
        Figure::new("acknowledgement, p50", percentile(&late, 50.0), "ms"),
        Figure::new("acknowledgement, p99", percentile(&late, 99.0), "ms").at_most(2000.0),
        Figure::new("acknowledgement, most", percentile(&late, 100.0), "ms"),
        Figure::new("a key to its picture at rest, p50", percentile(&at_rest, 50.0), "ms"),
        Figure::new("a key to its picture in the flood, p50", percentile(&in_the_flood, 50.0), "ms"),
        Figure::new("a key to its picture in the flood, p99", percentile(&in_the_flood, 99.0), "ms"),
        Figure::new("a frame while it is scrolled at rest, p50", percentile(&frames_at_rest, 50.0), "ms"),
        Figure::new("a frame while it is scrolled at rest, p99", percentile(&frames_at_rest, 99.0), "ms"),
        Figure::new("a frame while it is scrolled in the flood, p50", percentile(&frames_in_the_flood, 50.0), "ms"),
        Figure::new("a frame while it is scrolled in the flood, p99", percentile(&frames_in_the_flood, 99.0), "ms"),
        Figure::new("memory, growth at most (RSS)", most - before.0, "MB").at_most(64.0),
        Figure::new("memory with the window's processes, growth (PSS)", taken.pss - before.1.pss, "MB"),
        Figure::new("time on a processor, of a second", (taken.cpu - before.1.cpu) / (seconds as f64) / 1000.0, "s"),
    ])
}

/// Returns how often a call was held and taken back, as the program has written it down.
fn recorded(record: &Path) -> Result<f64> {
    let count = "import sqlite3, sys\nprint(sqlite3.connect(sys.argv[1]).execute(\"SELECT count(*) FROM entries WHERE state IN ('Held', 'Resumed')\").fetchone()[0])";
    let printed = process::run_quietly(Command::new("python3").args(["-c", count]).arg(record))?;
    Ok(printed.trim().parse()?)
}

/// Returns the memory of one process in MB.
fn resident(id: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
