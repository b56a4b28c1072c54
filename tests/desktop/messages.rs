//! Messages: with somebody on the desktop who shows them, and with nobody.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    notifications::{self, Notifications},
    phone::Phone,
    session::{Desktop, Kept, Lines, bellhop, end, eventually},
};

/// Notes the address it is to open in a file beside it.
const NOTE_ADDRESS: &str = "#!/bin/sh\nprintf '%s' \"$1\" > \"$0.new\" && mv \"$0.new\" \"$0.opened\"\n";

/// The width of the window of the messages, and the size of the screen of a [`Desktop`] it is in the corner of.
const WIDTH: i32 = 360;
const SCREEN: (i32, i32) = (1280, 1000);

/// How far from the corner it may be. Window managers have their own ideas of a pixel or ten.
const NEAR: i32 = 40;

#[test]
fn a_message_stays_opens_its_page_and_goes_with_its_call() {
    let desktop = Desktop::start().with_program("xdg-open", NOTE_ADDRESS);
    let notifications = Notifications::listen(&desktop);
    let settings = settings(&desktop, &json!({ "title": "{Call.RemoteName}", "text": "<b>", "stay": true, "withdraw": true, "page": "https://crm.example/{Call.RemoteName}" }));
    let (mut app, _lines, phone) = start_demo(&desktop, &settings);
    let call = phone.ring();
    let shown = notifications.next_in_full();
    assert_eq!((shown.title.as_str(), shown.text.as_str(), shown.opens, shown.stays), ("Priya Raman", "&lt;b&gt;", true, true));
    assert!(!shown.urgent, "who does not want to be disturbed is not");
    phone.then(&call, "answer");
    assert_eq!(notifications.withdrawn(), shown.id, "who rings is no news to whoever has answered");
    phone.then(&call, "release");

    phone.ring();
    let shown = notifications.next_in_full();
    // That of another one is none of ours.
    notifications.click(shown.id + 1);
    notifications.click(shown.id);
    assert_eq!(opened(&desktop), "https://crm.example/Priya%20Raman");
    assert_eq!(notifications.withdrawn(), shown.id, "who clicked it has seen it");
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[test]
fn d16_a_message_that_nobody_shows_is_shown_in_a_window_of_our_own() {
    let desktop = Desktop::start().with_window_manager().with_program("xdg-open", NOTE_ADDRESS);
    let settings = settings(&desktop, &json!({ "title": "{Call.RemoteName}", "text": "calls", "stay": true, "page": "https://crm.example/{Call.RemoteTel}" }));
    let (mut app, lines, phone) = start_demo(&desktop, &settings);
    lines.wait_for(&json!({ "type": "window", "state": "shown" }));
    eventually("the window has the keyboard", || !active(&desktop).is_empty());
    let typing_into = active(&desktop);
    phone.ring();
    assert_eq!(lines.wait_for(&json!({ "type": "action", "event": "message" }))["outcome"], "ok");
    eventually("the message is in the corner", || shows_messages(&desktop));
    // What is painted by now is kept to be looked at.
    std::thread::sleep(Duration::from_secs(2));
    shot(&desktop, "message");
    assert_eq!(active(&desktop), typing_into, "it takes the keyboard from nobody");
    desktop.command("xdotool").args(["mousemove", "950", "950", "click", "1"]).status().unwrap();
    assert_eq!(opened(&desktop), "https://crm.example/%2B442079460958");
    eventually("the window is gone", || !shows_messages(&desktop));
    assert_eq!(active(&desktop), typing_into);

    // Somebody who never answers is waited for a moment, and no call waits with it.
    let _hung = notifications::never_answering(&desktop);
    let began = Instant::now();
    phone.ring();
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    assert_eq!(lines.wait_for(&json!({ "type": "action", "event": "message" }))["outcome"], "ok");
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    eventually("the message is in the corner", || shows_messages(&desktop));
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[test]
fn d16_messages_that_come_at_once_share_one_window_that_is_as_high_as_they_are() {
    let desktop = Desktop::start().with_window_manager().with_program("xdg-open", NOTE_ADDRESS);
    let settings = settings(&desktop, &json!({ "title": "{Call.RemoteName}", "text": "calls", "stay": true, "page": "https://crm.example/" }));
    let file = settings.join("settings.json");
    let mut stored: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let event = stored["customEvents"][0].clone();
    for number in 2..=3 {
        let mut another = event.clone();
        (another["id"], another["name"]) = (json!(format!("message {number}")), json!(format!("message {number}")));
        stored["customEvents"].as_array_mut().unwrap().push(another);
    }
    fs::write(&file, stored.to_string()).unwrap();
    let (mut app, lines, phone) = start_demo(&desktop, &settings);
    phone.ring();
    for _ in 0..3 {
        assert_eq!(lines.wait_for(&json!({ "type": "action" }))["outcome"], "ok");
    }
    let is_higher_than = |height: i32| message_windows(&desktop).iter().any(|place| place[3] > height);
    eventually("there is room for three", || shows_messages(&desktop) && is_higher_than(150));
    shot(&desktop, "messages");
    let mut height = message_windows(&desktop)[0][3];
    for left in [2, 1] {
        desktop.command("xdotool").args(["mousemove", "950", "950", "click", "1"]).status().unwrap();
        eventually(&format!("there is room for {left}"), || shows_messages(&desktop) && !is_higher_than(height - 30));
        height = message_windows(&desktop)[0][3];
    }
    desktop.command("xdotool").args(["mousemove", "950", "950", "click", "1"]).status().unwrap();
    eventually("there is no window left behind", || message_windows(&desktop).is_empty());
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[test]
fn d16_without_a_window_a_message_that_nobody_shows_has_failed() {
    let desktop = Desktop::start();
    let phone = Phone::start(&desktop);
    let settings = settings(&desktop, &json!({ "title": "x", "text": "y" }));
    let mut command = desktop.command(bellhop());
    command.args(["listen", "--json", "--server", &phone.server, "--user", &phone.user.0, "--password-stdin", "--settings-dir"]).arg(&settings);
    let mut listening = Kept(command.env_remove("DISPLAY").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap());
    writeln!(listening.0.stdin.take().unwrap(), "{}", phone.user.1).unwrap();
    let lines = Lines::of(listening.0.stdout.take().unwrap());
    lines.wait_for(&json!({ "type": "connection", "state": "Signed in" }));
    phone.ring();
    let line = lines.wait_for(&json!({ "type": "action", "event": "message" }));
    assert_eq!(line["outcome"], "failed", "{line}");
    assert!(line["detail"].as_str().unwrap().contains("notificationRefused"), "{line}");
    assert_eq!(end(&mut listening, "INT"), Some(0));
}

/// Settings with one custom event, which shows a message when it rings.
fn settings(desktop: &Desktop, message: &Value) -> PathBuf {
    let mut action = message.clone();
    action["kind"] = json!("showMessage");
    let event = json!({ "id": "message", "name": "message", "enabled": true, "conditions": [], "actions": [action], "trigger": { "category": "call", "state": "ringing" } });
    let folder = desktop.folder().join("settings");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("settings.json"), json!({ "schema": 1, "soundsOn": false, "customEvents": [event] }).to_string()).unwrap();
    folder
}

fn start_demo(desktop: &Desktop, settings: &Path) -> (Kept, Lines, Phone) {
    let mut app = Kept(desktop.command(bellhop()).args(["--demo", "--minimized", "--settings-dir"]).arg(settings).stdout(Stdio::piped()).spawn().unwrap());
    let lines = Lines::of(app.0.stdout.take().unwrap());
    let phone = Phone::of_demo(&lines.wait_for(&json!({ "type": "demo" })));
    lines.wait_for(&json!({ "type": "connection", "state": "Signed in" }));
    (app, lines, phone)
}

/// Waits for the address that was opened.
fn opened(desktop: &Desktop) -> String {
    let noted = desktop.folder().join("bin/xdg-open.opened");
    eventually("an address is opened", || noted.exists());
    fs::read_to_string(noted).unwrap()
}

/// The window that has the keyboard.
fn active(desktop: &Desktop) -> String {
    let output = desktop.command("xdotool").arg("getactivewindow").stderr(Stdio::null()).output().expect("xdotool");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Returns whether the window of the messages is there, and where it belongs.
fn shows_messages(desktop: &Desktop) -> bool {
    let windows = message_windows(desktop);
    let is_near = |end: i32, edge: i32| (edge - NEAR..=edge).contains(&end);
    windows.len() == 1 && windows.iter().all(|[left, top, width, height]| is_near(left + width, SCREEN.0) && is_near(top + height, SCREEN.1))
}

/// Where the windows of the messages are, and how large.
fn message_windows(desktop: &Desktop) -> Vec<[i32; 4]> {
    let output = desktop.command("wmctrl").arg("-lG").output().expect("wmctrl");
    let place = |line: &str| {
        let numbers: Vec<i32> = line.split_whitespace().skip(2).take(4).map_while(|field| field.parse().ok()).collect();
        <[i32; 4]>::try_from(numbers).ok().filter(|place| place[2] == WIDTH)
    };
    String::from_utf8_lossy(&output.stdout).lines().filter_map(place).collect()
}

/// Keeps a picture of the screen.
fn shot(desktop: &Desktop, name: &str) {
    let shots = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/desktop-tests");
    fs::create_dir_all(&shots).unwrap();
    // Without the program that takes it there is no picture, and the test is none the worse.
    let _ = desktop.command("import").args(["-window", "root"]).arg(shots.join(format!("{name}.png"))).status();
}
