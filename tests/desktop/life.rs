//! The life of the program: tray, window, and starting it twice.

use std::{fs, process::Stdio};

use serde_json::json;

use crate::{
    notifications::Notifications,
    phone::Phone,
    session::{Desktop, Kept, Lines, bellhop, end, eventually, exit_code},
    shell::{web_processes, web_views},
    tray::{Item, Tray, TrayHost},
};

#[test]
fn the_tray_shows_what_is_and_does_what_it_says() {
    let desktop = Desktop::start();
    let host = TrayHost::open(&desktop);
    // Where nobody shows the demo's message, a window of ours does.
    let _notifications = Notifications::listen(&desktop);
    let mut app = Kept(desktop.command(bellhop()).args(["--demo", "--minimized"]).stdout(Stdio::piped()).spawn().unwrap());
    let lines = Lines::of(app.0.stdout.take().unwrap());
    let phone = Phone::of_demo(&lines.wait_for(&json!({ "type": "demo" })));
    let tray = host.wait();
    tray.eventually("it is connected", |tray| tray.items().iter().any(|item| item.label == "Connected"));
    let menu: Vec<(String, bool, Option<bool>)> = tray.items().into_iter().map(|Item { label, enabled, checked, .. }| (label, enabled, checked)).collect();
    let line = |label: &str, enabled, checked| (label.to_owned(), enabled, checked);
    assert_eq!(
        menu,
        [
            line("Open Bellhop", true, None),
            line("Connected", false, None),
            line("Custom events", true, Some(true)),
            line("Sounds", true, Some(true)),
            line("Mute speakers in call", true, Some(false)),
            line("Pause everything for 1 hour", true, None),
            line("Activity", true, None),
            line("Settings", true, None),
            line("Sign out", true, None),
            line("Quit", true, None),
        ]
    );

    let call = phone.ring();
    tray.eventually("it rings", |tray| tray.items().iter().any(|item| item.label == "Connected, ringing"));
    phone.then(&call, "answer");
    tray.eventually("a call is up", |tray| tray.items().iter().any(|item| item.label == "Connected, in a call"));
    phone.then(&call, "release");
    tray.eventually("it is over", |tray| tray.items().iter().any(|item| item.label == "Connected"));

    for (switch, before) in [("Custom events", true), ("Sounds", true), ("Mute speakers in call", false)] {
        tray.click(switch);
        tray.eventually("the switch is turned", |tray| tray.item(switch).checked == Some(!before));
        tray.click(switch);
        tray.eventually("the switch is turned back", |tray| tray.item(switch).checked == Some(before));
    }
    assert!(!windows(&desktop), "minimized means no window");
    tray.click("Open Bellhop");
    lines.wait_for(&json!({ "type": "window", "state": "shown" }));
    eventually("the window is there", || windows(&desktop));
    tray.click("Quit");
    assert_eq!(exit_code(&mut app), Some(0));
    assert_eq!(lines.last()["state"], "Signed out");
}

#[test]
fn an_outage_shows_in_the_tray_and_the_end_of_a_sign_in_is_said() {
    let desktop = Desktop::start();
    let host = TrayHost::open(&desktop);
    let notifications = Notifications::listen(&desktop);
    let mut app = Kept(desktop.command(bellhop()).args(["--demo", "--minimized"]).stdout(Stdio::piped()).spawn().unwrap());
    let lines = Lines::of(app.0.stdout.take().unwrap());
    let phone = Phone::of_demo(&lines.wait_for(&json!({ "type": "demo" })));
    let tray = host.wait();
    let says = |tray: &Tray, start: &str| tray.items().iter().any(|item| item.label.starts_with(start));
    tray.eventually("it is connected", |tray| says(tray, "Connected"));
    phone.inject(&json!({ "kind": "down", "node": null, "open": "reset" }));
    tray.eventually("it is reconnecting", |tray| says(tray, "Reconnecting"));
    phone.inject(&json!({ "kind": "up", "node": null }));
    tray.eventually("it is connected again", |tray| says(tray, "Connected"));
    phone.inject(&json!({ "kind": "terminateChannels", "channel": null, "reason": "DuplicateChannelSet" }));
    let said = ("Bellhop is signed out".to_owned(), "Bellhop is signed in somewhere else, and your calls are heard there now.".to_owned());
    // A short outage is not worth an interruption, and its end even less.
    assert_eq!(notifications.next(), said);
    tray.eventually("it is signed out", |tray| says(tray, "Not signed in"));
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[test]
fn a_closed_window_takes_its_web_view_along_and_the_program_lives_on() {
    let desktop = Desktop::start().with_window_manager();
    let host = TrayHost::open(&desktop);
    let mut app = Kept(desktop.command(bellhop()).arg("--demo").stdout(Stdio::piped()).spawn().unwrap());
    let lines = Lines::of(app.0.stdout.take().unwrap());
    lines.wait_for(&json!({ "type": "window", "state": "shown" }));
    let tray = host.wait();
    assert!(web_views(app.0.id()) > 0);
    desktop.command("wmctrl").args(["-c", "Bellhop"]).status().unwrap();
    eventually("the web view is gone", || web_views(app.0.id()) == 0);
    eventually("the window is gone", || !windows(&desktop));
    eventually("what loads pages is gone", || web_processes(app.0.id()) == 0);
    let maps = format!("/proc/{}/maps", app.0.id());
    eventually("what it shared with its page is gone", || !fs::read_to_string(&maps).unwrap().contains("WebKitSharedMemory"));
    tray.click("Open Bellhop");
    lines.wait_for(&json!({ "type": "window", "state": "shown" }));
    assert!(web_views(app.0.id()) > 0);
    tray.click("Quit");
    assert_eq!(exit_code(&mut app), Some(0));
}

#[test]
fn without_a_place_for_trays_a_closed_window_waits_in_the_task_bar() {
    let desktop = Desktop::start().with_window_manager();
    let settings = desktop.folder().join("settings");
    fs::create_dir(&settings).unwrap();
    let start = || {
        let mut app = Kept(desktop.command(bellhop()).args(["--demo", "--minimized", "--settings-dir"]).arg(&settings).stdout(Stdio::piped()).spawn().unwrap());
        let lines = Lines::of(app.0.stdout.take().unwrap());
        // Started small, it would be out of reach.
        lines.wait_for(&json!({ "type": "window", "state": "shown" }));
        eventually("the window is there", || windows(&desktop));
        app
    };
    let listed = || String::from_utf8(desktop.command("wmctrl").arg("-lG").output().unwrap().stdout).unwrap();
    let is_resized = || listed().lines().any(|window| window.ends_with(" Bellhop") && window.split_whitespace().nth(4) == Some("612"));
    let mut app = start();
    desktop.command("wmctrl").args(["-r", "Bellhop", "-e", "0,-1,-1,612,544"]).status().unwrap();
    eventually("the window has another size", is_resized);
    desktop.command("wmctrl").args(["-c", "Bellhop"]).status().unwrap();
    eventually("the window is small", || !windows(&desktop));
    assert!(listed().contains("Bellhop"), "the task bar has it");
    assert_eq!(end(&mut app, "TERM"), Some(0));

    let mut app = start();
    eventually("the window has the size it had", is_resized);
    eventually("the key is heard", || {
        desktop.command("xdotool").args(["search", "--onlyvisible", "--name", "^Bellhop$", "windowfocus", "--sync", "key", "ctrl+q"]).status().unwrap();
        !windows(&desktop)
    });
    assert_eq!(exit_code(&mut app), Some(0));
}

#[test]
fn nothing_of_the_pages_is_kept() {
    let desktop = Desktop::start();
    let mut app = Kept(desktop.command(bellhop()).arg("--demo").stdout(Stdio::piped()).spawn().unwrap());
    let lines = Lines::of(app.0.stdout.take().unwrap());
    lines.wait_for(&json!({ "type": "window", "state": "shown" }));
    lines.wait_for(&json!({ "type": "connection", "state": "Signed in" }));
    assert_eq!(end(&mut app, "TERM"), Some(0));
    for place in ["config", "data"] {
        let left: Vec<_> =
            fs::read_dir(desktop.folder().join(place)).unwrap().map(|entry| entry.unwrap().file_name()).filter(|name| name.to_string_lossy().contains("bellhop")).collect();
        assert!(left.is_empty(), "a demo leaves {left:?} in {place}");
    }
}

#[test]
fn starting_it_again_shows_the_window_of_the_one_that_runs() {
    let desktop = Desktop::start();
    let host = TrayHost::open(&desktop);
    let mut first = Kept(desktop.command(bellhop()).arg("--minimized").spawn().unwrap());
    let tray = host.wait();
    assert!(!windows(&desktop));
    let steps = desktop.folder().join("steps");
    let mut second = Kept(desktop.command(bellhop()).env("LD_DEBUG", "files").env("LD_DEBUG_OUTPUT", &steps).spawn().unwrap());
    assert_eq!(exit_code(&mut second), Some(0));
    let steps = fs::read_to_string(steps.with_extension(second.0.id().to_string())).unwrap();
    assert!(steps.contains("calling init") && !steps.contains("calling fini"), "the libraries take themselves apart while their threads go on");
    eventually("the window is there", || windows(&desktop));
    tray.click("Quit");
    assert_eq!(exit_code(&mut first), Some(0));
}

#[test]
fn a_place_for_trays_that_was_not_told_of_ours_is_told_again() {
    let desktop = Desktop::start();
    let host = TrayHost::open_late(&desktop);
    let mut app = Kept(desktop.command(bellhop()).args(["--demo", "--minimized"]).spawn().unwrap());
    host.wait().click("Quit");
    assert_eq!(exit_code(&mut app), Some(0));
}

/// Whether a window of ours is on the screen.
fn windows(desktop: &Desktop) -> bool {
    let output = desktop.command("xdotool").args(["search", "--onlyvisible", "--name", "^Bellhop$"]).output().expect("xdotool");
    !output.stdout.is_empty()
}
