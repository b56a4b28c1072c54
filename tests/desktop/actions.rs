//! All five actions, for real.

use std::{fs, process::Stdio, time::Instant};

use serde_json::{Value, json};

use crate::{
    notifications::Notifications,
    phone::Phone,
    recording::{record, tones},
    session::{Desktop, Kept, Lines, bellhop, end, eventually},
};

/// Notes its arguments, one a line, in the file it is named after.
const NOTE_ARGUMENTS: &str = "#!/bin/sh\nfor argument in \"$@\"; do printf '%s\\n' \"$argument\"; done > \"$0.new\" && mv \"$0.new\" \"$0.arguments\"\n";

#[test]
fn each_kind_of_action_really_acts() {
    let desktop = Desktop::start().with_sound().with_program("crm", NOTE_ARGUMENTS).with_program("xdg-open", NOTE_ARGUMENTS);
    let notifications = Notifications::listen(&desktop);
    let bin = desktop.folder().join("bin");
    let gong = desktop.folder().join("gong.wav");
    // Long enough to be heard in one piece where a busy computer breaks it up.
    fs::write(&gong, tones(&[440.0], 5.0)).unwrap();
    let settings = desktop.folder().join("settings");
    fs::create_dir(&settings).unwrap();
    let service = Phone::start(&desktop);
    let stored = json!({ "schema": 1, "soundsOn": false, "customEvents": [
        event("program", "ringing", json!({ "kind": "runProgram", "program": bin.join("crm"), "parameters": "--popup \"{Call.RemoteName}\" tel={Call.RemoteTel} 'a b'" })),
        event("message", "ringing", json!({ "kind": "showMessage", "title": "{Call.RemoteName}", "text": "calls <b>{Call.LocalTel}</b>" })),
        event("page", "connected", json!({ "kind": "openWebPage", "url": "https://crm.example.org/find?tel={Call.RemoteTel}&name={Call.RemoteName}" })),
        event("service", "completed", json!({ "kind": "runWebService", "url": format!("{}/calls/{{Call.Direction}}?tel={{Call.RemoteTel}}", service.web_service()) })),
        event("sound", "completed", json!({ "kind": "playSound", "file": gong, "device": "alsa:sysdefault:CARD=Gone" })),
        event("limited", "completed", json!({ "kind": "runProgram", "program": "/bin/sh", "parameters": "-c 'echo it broke >&2; exit 3'", "timeLimit": 20 })),
        event("too slow", "completed", json!({ "kind": "runProgram", "program": "/bin/sleep", "parameters": "600", "timeLimit": 1 })),
    ] });
    fs::write(settings.join("settings.json"), stored.to_string()).unwrap();
    let (mut app, lines, phone) = start_demo(&desktop, &settings);

    let call = phone.ring();
    assert_eq!(notifications.next(), ("Priya Raman".to_owned(), "calls &lt;b&gt;4021&lt;/b&gt;".to_owned()), "text shows as it is");
    assert_eq!(arguments(&bin.join("crm")), ["--popup", "Priya Raman", "tel=+442079460958", "a b"]);
    phone.then(&call, "answer");
    assert_eq!(arguments(&bin.join("xdg-open")), ["https://crm.example.org/find?tel=%2B442079460958&name=Priya%20Raman"]);

    let recording = record(&desktop, "test");
    let released = Instant::now();
    phone.then(&call, "release");
    recording.tone_after(released, &[440.0]);
    lines.wait_for(&json!({ "type": "action", "event": "sound", "outcome": "ok" }));

    eventually("the web service is called", || service.ledger()["webService"].as_array().is_some_and(|visits| !visits.is_empty()));
    let visit = service.ledger()["webService"][0].clone();
    assert_eq!((&visit["method"], &visit["path"]), (&json!("GET"), &json!("/web-service/calls/Incoming")));
    assert!(visit["query"].as_str().unwrap().contains("%2B442079460958"), "{visit}");
    for (event, reason) in [("limited", "programFailed (3: it broke)"), ("too slow", "timedOut (1)")] {
        let line = lines.wait_for(&json!({ "type": "action", "event": event }));
        assert_eq!(line["outcome"], "failed");
        assert!(line["detail"].as_str().unwrap().ends_with(reason), "{line}");
    }
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

fn event(name: &str, state: &str, action: Value) -> Value {
    json!({ "id": name, "name": name, "enabled": true, "conditions": [], "actions": [action], "trigger": { "category": "call", "state": state } })
}

/// Starts the program with its demo phone system, and waits until it is signed in.
pub fn start_demo(desktop: &Desktop, settings: &std::path::Path) -> (Kept, Lines, Phone) {
    let mut app = Kept(desktop.command(bellhop()).args(["--demo", "--minimized", "--settings-dir"]).arg(settings).stdout(Stdio::piped()).spawn().unwrap());
    let lines = Lines::of(app.0.stdout.take().unwrap());
    let phone = Phone::of_demo(&lines.wait_for(&json!({ "type": "demo" })));
    lines.wait_for(&json!({ "type": "connection", "state": "Signed in" }));
    (app, lines, phone)
}

/// Waits for the arguments a program of ours noted.
fn arguments(program: &std::path::Path) -> Vec<String> {
    let noted = format!("{}.arguments", program.display());
    eventually("the program has run", || fs::exists(&noted).unwrap());
    fs::read_to_string(noted).unwrap().lines().map(str::to_owned).collect()
}
