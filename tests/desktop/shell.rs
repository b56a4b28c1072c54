//! What the shell of the program does around its pages: the tray's every line, the window that comes and goes, the start.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Instant,
};

use serde_json::{Value, json};

use crate::{
    notifications::Notifications,
    phone::Phone,
    session::{Desktop, Kept, Lines, PATIENCE, bellhop, end, eventually, exit_code},
    tray::{Tray, TrayHost},
    window::Window,
};

/// How often the window is opened and closed where nobody says otherwise. The measure is two hundred times.
const CYCLES: u32 = 12;

/// How much memory the program may take on from the second half of the cycles to their end, in MiB. What it is for a cycle
/// is printed.
const MAY_GROW: f64 = 16.0;

#[test]
fn a_pause_is_begun_and_ended_in_the_tray_and_outlives_a_restart() {
    let desktop = Desktop::start();
    let host = TrayHost::open(&desktop);
    let notifications = Notifications::listen(&desktop);
    let settings = folder(&desktop, &json!({ "schema": 1, "soundsOn": false }));
    let (mut app, lines, phone) = demo(&desktop, &settings, &["--minimized"]);
    let tray = host.wait();
    tray.eventually("it can be paused", |tray| tray.has("Pause everything for 1 hour"));
    let connected = tray.icon();
    tray.click("Pause everything for 1 hour");
    tray.eventually("it says until when", |tray| tray.has("Resume") && paused(tray).is_some());
    assert!(!tray.has("Pause everything for 1 hour"));
    eventually("the icon is another one", || tray.icon() != connected);
    let until = paused(&tray).unwrap();
    let call = phone.ring();
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    phone.then(&call, "release");
    lines.wait_for(&json!({ "type": "call", "state": "Missed" }));
    assert_eq!(end(&mut app, "TERM"), Some(0));

    let (mut app, lines, phone) = demo(&desktop, &settings, &["--minimized"]);
    let tray = host.wait();
    tray.eventually("it is still paused", |tray| paused(tray).is_some());
    assert_eq!(paused(&tray).unwrap(), until);
    tray.click("Resume");
    tray.eventually("it can be paused again", |tray| tray.has("Pause everything for 1 hour") && paused(tray).is_none());
    phone.ring();
    lines.wait_for(&json!({ "type": "action", "event": "Say who calls" }));
    assert_eq!(notifications.next().0, "Priya Raman", "the first that is shown: nothing was while it was paused");
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[test]
fn the_tray_signs_out_and_what_needs_an_account_goes_with_it() {
    let desktop = Desktop::start();
    let host = TrayHost::open(&desktop);
    let settings = folder(&desktop, &json!({ "schema": 1 }));
    let (mut app, lines, _) = demo(&desktop, &settings, &["--minimized"]);
    let tray = host.wait();
    tray.eventually("somebody is signed in", |tray| tray.has("Connected") && tray.has("Sign out"));
    tray.click("Sign out");
    lines.wait_for(&json!({ "type": "connection", "state": "Signed out" }));
    tray.eventually("nobody is", |tray| labels(tray) == ["Open Bellhop", "Not signed in", "Custom events", "Sounds", "Mute speakers in call", "Settings", "Quit"]);
    tray.click("Quit");
    assert_eq!(exit_code(&mut app), Some(0));
}

#[test]
fn a_ringing_call_is_silenced_and_speakers_are_given_back_in_the_tray() {
    let desktop = Desktop::start().with_sound();
    let host = TrayHost::open(&desktop);
    let _notifications = Notifications::listen(&desktop);
    let settings = folder(&desktop, &json!({ "schema": 1, "muteInCall": { "on": true } }));
    let (mut app, _lines, phone) = demo(&desktop, &settings, &["--minimized"]);
    let tray = host.wait();
    tray.eventually("it is connected", |tray| tray.has("Connected"));
    let call = phone.ring();
    tray.eventually("it can be silenced", |tray| tray.has("Silence") && tray.has("Connected, ringing"));
    let ringing = tray.icon();
    tray.click("Silence");
    tray.eventually("it is", |tray| !tray.has("Silence"));
    phone.then(&call, "answer");
    tray.eventually("the speakers are muted", |tray| tray.has("Unmute now") && tray.has("Connected, in a call"));
    tray.click("Unmute now");
    tray.eventually("they are not", |tray| !tray.has("Unmute now"));
    phone.then(&call, "release");
    tray.eventually("it is over", |tray| tray.has("Connected"));
    phone.dnd(true);
    tray.eventually("the phone is not to be disturbed", |tray| tray.has("Connected, do not disturb") && tray.icon() != ringing);
    let dnd = tray.icon();
    phone.dnd(false);
    tray.eventually("it may be", |tray| tray.has("Connected") && tray.icon() != dnd && tray.icon() != ringing);
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tray_leads_to_pages_and_a_closed_window_asks_about_what_is_not_saved() {
    let desktop = Desktop::start().with_window_manager();
    let host = TrayHost::open(&desktop);
    let notifications = Notifications::listen(&desktop);
    let window = Window::open(&desktop, "shell").await;
    let tray = host.wait();
    tray.click("Settings");
    window.read("Language").await;
    window.press("Back to signing in").await;
    window.press("Try without a phone system").await;
    window.find("//h1[normalize-space()='Connected']").await;
    tray.eventually("somebody is signed in", |tray| tray.has("Activity"));
    tray.click("Activity");
    window.find("//h1[normalize-space()='Activity']").await;
    tray.click("Settings");
    window.find("//h1[normalize-space()='General']").await;
    window.shot("general-starting").await;

    // What the system starts is what the switch says, whoever changes it.
    let entry = desktop.folder().join("config/autostart/org.bellhop-desktop.bellhop.desktop");
    let name = "Start when you sign in to this computer";
    let is_on = async || window.field(name).await.is_selected().await.unwrap();
    assert!(!is_on().await);
    window.click(&format!("//label[normalize-space()='{name}']")).await;
    eventually("the entry is there", || fs::read_to_string(&entry).is_ok_and(|text| text.contains("\"--settings-dir\"") && text.contains("/bellhop\"")));
    assert!(is_on().await);
    fs::write(&entry, "[Desktop Entry]\nType=Application\nName=Bellhop\nExec=bellhop\nHidden=true\n").unwrap();
    // Back from elsewhere.
    desktop.command("xdotool").args(["search", "--onlyvisible", "--name", "^Bellhop$", "windowminimize"]).status().unwrap();
    eventually("the window is small", || !visible(&desktop));
    tray.click("Open Bellhop");
    eventually("the window is there", || visible(&desktop));
    let began = Instant::now();
    while is_on().await {
        assert!(began.elapsed() < PATIENCE, "the switch does not say what is so");
    }

    // What is not saved is asked about.
    window.press("Custom events").await;
    window.press("New custom event").await;
    window.fill("Name", "Half a thought").await;
    desktop.command("wmctrl").args(["-c", "Bellhop"]).status().unwrap();
    window.read("This custom event has changes that are not saved.").await;
    window.shot("editor-closing").await;
    assert!(visible(&desktop));
    window.press("Discard").await;
    eventually("the window is gone", || !visible(&desktop));
    assert_eq!(notifications.next().0, "Bellhop is still running", "said once");
    tray.click("Open Bellhop");
    eventually("the window is there again", || visible(&desktop));
    window.close(&desktop, "shell").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_in_the_tray_is_done_once_what_is_not_saved_is_discarded() {
    let desktop = Desktop::start().with_window_manager();
    let host = TrayHost::open(&desktop);
    let window = Window::open(&desktop, "shell").await;
    let tray = host.wait();
    for choice in ["Sign out", "Quit"] {
        window.press("Try without a phone system").await;
        window.press("Custom events").await;
        window.press("New custom event").await;
        window.fill("Name", "Half a thought").await;
        tray.click(choice);
        window.read("This custom event has changes that are not saved.").await;
        window.press("Discard").await;
    }
    desktop.gone(&format!("bellhop --settings-dir {}", desktop.folder().join("shell").display()));
}

#[test]
fn a_program_that_starts_small_shows_no_window_and_one_that_quits_with_it_is_gone() {
    let desktop = Desktop::start().with_window_manager();
    let host = TrayHost::open(&desktop);
    let settings = folder(&desktop, &json!({ "schema": 1, "startMinimized": true, "quitOnClose": true }));
    let (mut app, lines, _) = demo(&desktop, &settings, &[]);
    let tray = host.wait();
    tray.eventually("it is connected", |tray| tray.has("Connected"));
    assert!(!visible(&desktop));
    tray.click("Open Bellhop");
    lines.wait_for(&json!({ "type": "window", "state": "shown" }));
    desktop.command("wmctrl").args(["-c", "Bellhop"]).status().unwrap();
    assert_eq!(exit_code(&mut app), Some(0));
    assert_eq!(lines.last()["state"], "Signed out");
}

#[test]
fn the_window_comes_back_where_it_was_and_the_tray_is_told_of_once() {
    let desktop = Desktop::start().with_window_manager();
    let host = TrayHost::open(&desktop);
    let notifications = Notifications::listen(&desktop);
    let settings = folder(&desktop, &json!({ "schema": 1, "soundsOn": false }));
    let (mut app, lines, phone) = demo(&desktop, &settings, &[]);
    lines.wait_for(&json!({ "type": "window", "state": "shown" }));
    let tray = host.wait();
    desktop.command("wmctrl").args(["-r", "Bellhop", "-e", "0,220,140,700,520"]).status().unwrap();
    eventually("the window is elsewhere", || place(&desktop).is_some_and(|place| place[2..] == [700, 520]));
    let was = place(&desktop).unwrap();
    for round in 0..2 {
        desktop.command("wmctrl").args(["-c", "Bellhop"]).status().unwrap();
        eventually("the window is gone", || !visible(&desktop));
        if round == 0 {
            assert_eq!(notifications.next().0, "Bellhop is still running");
        }
        tray.click("Open Bellhop");
        lines.wait_for(&json!({ "type": "window", "state": "shown" }));
        eventually("it is where it was", || place(&desktop).as_ref() == Some(&was));
    }
    assert_eq!(end(&mut app, "TERM"), Some(0));
    drop(phone);
    let (mut app, lines, phone) = demo(&desktop, &settings, &[]);
    lines.wait_for(&json!({ "type": "window", "state": "shown" }));
    eventually("it is where it was before the restart", || place(&desktop).as_ref() == Some(&was));
    desktop.command("wmctrl").args(["-c", "Bellhop"]).status().unwrap();
    eventually("the window is gone", || !visible(&desktop));
    phone.ring();
    assert_eq!(notifications.next().0, "Priya Raman", "where it lives on was said once");
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[test]
fn opened_and_closed_again_and_again_it_holds_no_web_view_and_no_more_memory() {
    let cycles = std::env::var("BELLHOP_CYCLES").ok().and_then(|cycles| cycles.parse().ok()).unwrap_or(CYCLES);
    let desktop = Desktop::start().with_window_manager();
    let host = TrayHost::open(&desktop);
    let _notifications = Notifications::listen(&desktop);
    let settings = folder(&desktop, &json!({ "schema": 1 }));
    let (mut app, lines, _) = demo(&desktop, &settings, &["--minimized"]);
    let tray = host.wait();
    let mut memory = vec![settled(app.0.id())];
    let mut took = Vec::new();
    for _ in 0..cycles {
        let began = Instant::now();
        tray.click("Open Bellhop");
        lines.wait_for(&json!({ "type": "window", "state": "shown" }));
        took.push(began.elapsed());
        desktop.command("wmctrl").args(["-c", "Bellhop"]).status().unwrap();
        eventually("the web view is gone", || web_views(app.0.id()) == 0);
        eventually("the window is gone", || !visible(&desktop));
        memory.push(settled(app.0.id()));
    }
    took.sort();
    let half = memory.len() / 2;
    let (first, middle, last) = (memory[1], memory[half], memory[memory.len() - 1]);
    println!(
        "{cycles} cycles: {:.1} MiB before, {first:.1} after the first, {middle:.1} after half, {last:.1} at the end ({:+.3} MiB a cycle in the second half); window in {:.0?}, at worst {:.0?}",
        memory[0],
        (last - middle) / (memory.len() - 1 - half).max(1) as f64,
        took[took.len() / 2],
        took[took.len() - 1]
    );
    assert!(last - middle < MAY_GROW, "{memory:.1?}");
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

/// A folder with these settings.
fn folder(desktop: &Desktop, settings: &Value) -> PathBuf {
    let folder = desktop.folder().join("settings");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("settings.json"), settings.to_string()).unwrap();
    folder
}

fn demo(desktop: &Desktop, settings: &Path, flags: &[&str]) -> (Kept, Lines, Phone) {
    let mut app = Kept(desktop.command(bellhop()).arg("--demo").args(flags).arg("--settings-dir").arg(settings).stdout(Stdio::piped()).spawn().unwrap());
    let lines = Lines::of(app.0.stdout.take().unwrap());
    let phone = Phone::of_demo(&lines.wait_for(&json!({ "type": "demo" })));
    lines.wait_for(&json!({ "type": "connection", "state": "Signed in" }));
    (app, lines, phone)
}

fn labels(tray: &Tray) -> Vec<String> {
    tray.items().into_iter().map(|item| item.label).collect()
}

/// What the menu says of the pause.
fn paused(tray: &Tray) -> Option<String> {
    labels(tray).into_iter().find(|label| label.starts_with("Paused until "))
}

/// Whether a window of ours is on the screen.
fn visible(desktop: &Desktop) -> bool {
    !desktop.command("xdotool").args(["search", "--onlyvisible", "--name", "^Bellhop$"]).output().expect("xdotool").stdout.is_empty()
}

/// Where the window is: left, top, width, height.
fn place(desktop: &Desktop) -> Option<Vec<i32>> {
    let output = desktop.command("wmctrl").arg("-lG").output().expect("wmctrl");
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = listed.lines().find(|line| line.trim_end().ends_with("Bellhop"))?;
    Some(line.split_whitespace().skip(2).take(4).map(|number| number.parse().unwrap()).collect())
}

/// How many processes of the program show web pages.
pub fn web_views(program: u32) -> usize {
    of_family(program, "WebKitWebProces")
}

/// How many processes of the program are there for web pages: those that show them, and the one that loads them.
pub fn web_processes(program: u32) -> usize {
    of_family(program, "WebKit")
}

fn of_family(program: u32, named: &str) -> usize {
    family(program).iter().filter(|child| fs::read_to_string(format!("/proc/{child}/comm")).is_ok_and(|name| name.starts_with(named))).count()
}

/// How much memory the program and all it started hold of their own, in MiB: what they share as files, such as libraries,
/// counts for more or less as others use it, too.
fn mebibytes(program: u32) -> f64 {
    let held = |process: &u32| {
        let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        rollup.lines().find_map(|line| line.strip_prefix("Pss_Anon:")).and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default()
    };
    family(program).iter().map(held).sum::<f64>() / 1024.0
}

/// The same, once it falls no more: what has ended takes a moment to be gone.
fn settled(program: u32) -> f64 {
    let mut held = Vec::new();
    eventually("the memory settles", || {
        held.push(mebibytes(program));
        held.len().checked_sub(15).is_some_and(|before| (held[before] - held[held.len() - 1]).abs() < 1.0)
    });
    held[held.len() - 1]
}

/// A process and all that it started.
fn family(program: u32) -> Vec<u32> {
    let mut family = vec![program];
    let mut looked_at = 0;
    while let Some(parent) = family.get(looked_at).copied() {
        looked_at += 1;
        for task in fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten() {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            family.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
        }
    }
    family
}
