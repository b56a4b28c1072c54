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
/// After so many, all is there that a window leaves behind once: what grows from then on, grows for ever.
const FIRST_CYCLES: usize = 20;

pub(super) fn measure(built: &Built, seconds: u64) -> Result<Vec<Figure>> {
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
    let [of_empty, of_own] = watch(seconds, [&empty, &tree], &system)?;
    let (floor, own) = (empty.taken(), tree.taken());
    let mut figures = memory("empty tray", "", floor).to_vec();
    figures.extend(activity("empty tray", "", &of_empty));
    figures.extend(own_memory("", own, floor));
    figures.extend(activity("Bellhop", "", &of_own));
    figures.push(for_nothing("", &of_own).at_most(0.0));

    for _ in 0..CALLS {
        let call = system.control.post("/calls", &json!({ "from": "outside", "to": user.id }))?;
        let call = call["call"].as_str().unwrap_or_default().to_owned();
        system.control.post(&format!("/calls/{call}/answer"), &json!({}))?;
        system.control.post(&format!("/calls/{call}/release"), &json!({ "by": "outside" }))?;
    }
    thread::sleep(REST);
    let after_calls = format!(" after {CALLS} calls");
    figures.extend(own_memory(&after_calls, tree.taken(), empty.taken()));
    let [of_own] = watch(seconds, [&tree], &system)?;
    figures.extend(activity("Bellhop", &after_calls, &of_own));
    figures.push(for_nothing(&after_calls, &of_own));

    let _manager = desk.manage_windows()?;
    let mut first = Taken::default();
    for cycle in 0..CYCLES {
        if cycle == FIRST_CYCLES {
            thread::sleep(REST);
            first = tree.taken();
        }
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
    let last = tree.taken();
    let after_windows = format!(" after {CYCLES} windows");
    figures.extend(own_memory(&after_windows, last, empty.taken()));
    let [of_own] = watch(seconds, [&tree], &system)?;
    figures.extend(activity("Bellhop", &after_windows, &of_own));
    figures.push(for_nothing(&after_windows, &of_own));
    let kilobytes = (last.pss - first.pss) * 1024.0 / (CYCLES - FIRST_CYCLES) as f64;
    figures.push(Figure::new(format!("Bellhop: more with each window from {FIRST_CYCLES} to {CYCLES}, PSS"), kilobytes, "kB"));
    Ok(figures)
}

/// What there was at the end of a second.
#[derive(Debug, Clone, Copy)]
struct Second {
    /// How often threads were woken until then.
    switches: f64,
    /// Their time on a processor until then, in milliseconds.
    cpu: f64,
    /// What the phone system was asked until then.
    requests: usize,
}

/// Looks at programs each second while nothing happens.
fn watch<const MANY: usize>(seconds: u64, trees: [&ProcessTree; MANY], system: &PhoneSystem) -> Result<[Vec<Second>; MANY]> {
    let mut gone = [const { Vec::new() }; MANY];
    for second in 0..=seconds {
        if second > 0 {
            thread::sleep(Duration::from_secs(1));
        }
        let requests = system.control.get("/ledger")?["requests"].as_array().map_or(0, Vec::len);
        for (tree, gone) in trees.iter().zip(&mut gone) {
            let Taken { switches, cpu, .. } = tree.taken();
            gone.push(Second { switches, cpu, requests });
        }
    }
    Ok(gone)
}

/// What a program did in these seconds. A thread that ends takes what it did in all its life with it, so each second counts by
/// itself, and one in which more went than came counts nothing.
fn activity(who: &str, when: &str, seconds: &[Second]) -> [Figure; 2] {
    let minutes = (seconds.len() - 1) as f64 / 60.0;
    let each_minute = |of: fn(&Second) -> f64| seconds.windows(2).map(|ends| (of(&ends[1]) - of(&ends[0])).max(0.0)).sum::<f64>() / minutes;
    [
        Figure::new(format!("{who}{when}: woken in a minute"), each_minute(|second| second.switches), ""),
        Figure::new(format!("{who}{when}: time on a processor in a minute"), each_minute(|second| second.cpu), "ms"),
    ]
}

fn for_nothing(when: &str, seconds: &[Second]) -> Figure {
    Figure::new(format!("Bellhop{when}: woken in a minute of seconds that are not near a heartbeat"), woken_for_nothing(seconds) * 60.0, "")
}

/// How many seconds before a heartbeat something is woken for it: the runtime (tokio) keeps a timer in slots of 4.1 seconds,
/// and puts it into a finer one when its own has come.
const BEFORE: usize = 5;

/// Returns how often threads were woken in a second, on average of those in which the phone system was asked nothing, nor
/// just before or after one in which it was: what a heartbeat wakes takes a moment. A thread that ends takes its count with it.
/// If no second is quiet, it is no number.
fn woken_for_nothing(seconds: &[Second]) -> f64 {
    let has_beat = |at: usize| seconds.get(at..at + 2).is_some_and(|ends| ends[0].requests != ends[1].requests);
    let is_near_a_beat = |at: usize| (at..=at + BEFORE).any(has_beat) || at.checked_sub(1).is_some_and(has_beat);
    let quiet: Vec<f64> = seconds.windows(2).enumerate().filter(|(at, _)| !is_near_a_beat(*at)).map(|(_, ends)| (ends[1].switches - ends[0].switches).max(0.0)).collect();
    quiet.iter().sum::<f64>() / quiet.len() as f64
}

/// What Bellhop takes, and what it may beside the empty program.
fn own_memory(when: &str, own: Taken, floor: Taken) -> Vec<Figure> {
    let mut figures = memory("Bellhop", when, own).to_vec();
    figures.push(Figure::new(format!("Bellhop{when} beyond the empty tray, PSS"), own.pss - floor.pss, "MB").at_most(12.0));
    figures.push(Figure::new(format!("Bellhop{when}: processes in the tray"), own.processes as f64, "").at_most(1.0));
    figures
}

fn memory(who: &str, when: &str, taken: Taken) -> [Figure; 4] {
    [
        Figure::new(format!("{who}{when}, PSS"), taken.pss, "MB"),
        Figure::new(format!("{who}{when}, USS"), taken.uss, "MB"),
        Figure::new(format!("{who}{when}, written to"), taken.written, "MB"),
        Figure::new(format!("{who}{when}, processes"), taken.processes as f64, ""),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_woken_near_a_heartbeat_is_woken_for_that() {
        let seconds = |all: &[(u32, usize)]| all.iter().map(|&(switches, requests)| Second { switches: switches.into(), cpu: 0.0, requests }).collect::<Vec<_>>();
        let quiet = [(0, 4), (1, 4), (3, 4), (6, 4)];
        assert_eq!(woken_for_nothing(&seconds(&quiet)), 2.0);
        let beats = [(0, 4), (2, 4), (3, 4), (4, 4), (5, 4), (6, 4), (7, 4), (14, 5), (18, 5), (20, 5)];
        assert_eq!(woken_for_nothing(&seconds(&beats)), 2.0, "the second of the beat, five before it and one after it are left out");
        assert!(woken_for_nothing(&seconds(&[(0, 4), (9, 5)])).is_nan(), "no second is quiet");
    }

    #[test]
    fn a_thread_that_ends_takes_nothing_from_what_the_others_did() {
        let seconds = [(100.0, 8.0), (103.0, 9.0), (40.0, 2.0), (42.0, 4.0)].map(|(switches, cpu)| Second { switches, cpu, requests: 4 });
        let [woken, cpu] = activity("Bellhop", "", &seconds);
        assert_eq!(woken, Figure::new("Bellhop: woken in a minute", 5.0 * 20.0, ""));
        assert_eq!(cpu, Figure::new("Bellhop: time on a processor in a minute", 3.0 * 20.0, "ms"));
    }
}
