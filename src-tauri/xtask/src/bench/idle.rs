//! What Bellhop takes while it waits in the tray, beside an empty program with a tray.

use std::{thread, time::Duration};

use anyhow::Result;
use serde_json::json;

use super::{
    built::Built,
    desk::Desk,
    figure::Figure,
    listening::PhoneSystem,
    process_tree::{ProcessTree, Taken},
};

/// How long a program gets to come to rest.
const REST: Duration = Duration::from_secs(10);
const CALLS: usize = 1000;
const CYCLES: usize = 200;

pub(super) fn measure(built: &Built, seconds: u64) -> Result<Vec<Figure>> {
    let minute = Duration::from_secs(seconds);
    let empty_desk = Desk::open(built, "idle-empty")?;
    let empty = empty_desk.start(&built.path("empty-tray"), &["--minimized"])?;
    let system = PhoneSystem::start(built)?;
    let user = system.user(0)?.clone();
    let desk = Desk::open(built, "idle")?;
    desk.remember(&system, &user)?;
    let program = built.path("bellhop");
    let bellhop = desk.start(&program, &["--minimized"])?;
    system.wait_for_subscriber(&user)?;

    // Both at the same time, so that both have the same computer.
    let (empty, tree) = (ProcessTree::of(empty.process.0.id()), ProcessTree::of(bellhop.process.0.id()));
    thread::sleep(REST);
    let before = (empty.taken(), tree.taken());
    thread::sleep(minute);
    let after = (empty.taken(), tree.taken());
    let mut figures = Vec::new();
    for (who, before, after) in [("empty tray", before.0, after.0), ("Bellhop", before.1, after.1)] {
        let minutes = minute.as_secs_f64() / 60.0;
        figures.extend(memory(who, "", after));
        figures.push(Figure::new(format!("{who}: woken in a minute"), (after.switches - before.switches) / minutes, ""));
        figures.push(Figure::new(format!("{who}: time on a processor in a minute"), (after.cpu - before.cpu) / minutes, "ms"));
    }
    figures.push(Figure::new("Bellhop beyond the empty tray, PSS", after.1.pss - after.0.pss, "MB").at_most(12.0));
    figures.push(Figure::new("Bellhop: processes in the tray", after.1.processes as f64, "").at_most(1.0));

    for _ in 0..CALLS {
        let call = system.control.post("/calls", &json!({ "from": "outside", "to": user.id }))?;
        let call = call["call"].as_str().unwrap_or_default().to_owned();
        system.control.post(&format!("/calls/{call}/answer"), &json!({}))?;
        system.control.post(&format!("/calls/{call}/release"), &json!({ "by": "outside" }))?;
    }
    thread::sleep(REST);
    figures.extend(memory("Bellhop", &format!(" after {CALLS} calls"), tree.taken()));

    let _manager = desk.manage_windows()?;
    for cycle in 0..CYCLES {
        desk.start_again(&program)?;
        desk.wait_for_paint()?;
        if cycle == 0 {
            desk.picture("window.png")?;
        }
        desk.close_window("Bellhop")?;
        desk.wait_for_no_window()?;
    }
    thread::sleep(REST);
    eprintln!("Processes after {CYCLES} windows: {}", tree.names().join(", "));
    figures.extend(memory("Bellhop", &format!(" after {CYCLES} windows"), tree.taken()));
    Ok(figures)
}

fn memory(who: &str, when: &str, taken: Taken) -> [Figure; 3] {
    [
        Figure::new(format!("{who}{when}, PSS"), taken.pss, "MB"),
        Figure::new(format!("{who}{when}, USS"), taken.uss, "MB"),
        Figure::new(format!("{who}{when}, processes"), taken.processes as f64, ""),
    ]
}
