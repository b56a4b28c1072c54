//! All five actions, for real.

use std::{
    fs,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::{
    notifications::Notifications,
    phone::Phone,
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
    fs::write(&gong, tone(440.0)).unwrap();
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

    let recording = record(&desktop);
    phone.then(&call, "release");
    lines.wait_for(&json!({ "type": "action", "event": "sound", "outcome": "ok" }));
    let heard = recording.stop();
    assert!(loudness(&heard) > 0.05, "the recording is silent: {}", loudness(&heard));
    assert!((frequency(&heard) - 440.0).abs() < 15.0, "it is the tone of the file: {} Hz", frequency(&heard));

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

#[test]
fn the_ringing_is_heard_until_the_answer() {
    let desktop = Desktop::start().with_sound();
    let settings = desktop.folder().join("settings");
    fs::create_dir(&settings).unwrap();
    let (mut app, lines, phone) = start_demo(&desktop, &settings);
    let recording = record(&desktop);
    let call = phone.ring();
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    eventually("the ringing is heard", || sound_streams(&desktop) > 0);
    recording.wait_until_heard();
    phone.then(&call, "answer");
    lines.wait_for(&json!({ "type": "call", "state": "Connected" }));
    eventually("it is quiet again", || sound_streams(&desktop) == 0);
    assert!(loudness(&recording.stop()) > 0.01);
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

fn event(name: &str, state: &str, action: Value) -> Value {
    json!({ "id": name, "name": name, "enabled": true, "conditions": [], "actions": [action], "trigger": { "category": "call", "state": state } })
}

fn start_demo(desktop: &Desktop, settings: &std::path::Path) -> (Kept, Lines, Phone) {
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

/// A recording of what the speakers would play.
struct Recording {
    program: Kept,
    file: std::path::PathBuf,
}

fn record(desktop: &Desktop) -> Recording {
    let file = desktop.folder().join("heard.raw");
    let program =
        desktop.command("parec").args(["--latency-msec=20", "-d", "test.monitor", "--format=s16le", "--rate=44100", "--channels=1"]).arg(&file).spawn().map(Kept).expect("parec");
    eventually("the recording has begun", || file.metadata().is_ok_and(|file| file.len() > 0));
    Recording { program, file }
}

impl Recording {
    fn wait_until_heard(&self) {
        eventually("something is heard", || loudness(&samples(&self.file)) > 0.005);
    }

    fn stop(mut self) -> Vec<f64> {
        end(&mut self.program, "INT");
        samples(&self.file)
    }
}

fn samples(file: &std::path::Path) -> Vec<f64> {
    fs::read(file).unwrap().chunks_exact(2).map(|bytes| f64::from(i16::from_le_bytes([bytes[0], bytes[1]])) / 32768.0).collect()
}

/// The effective value of the part that is not silent.
fn loudness(samples: &[f64]) -> f64 {
    let heard: Vec<f64> = samples.iter().copied().filter(|sample| sample.abs() > 0.001).collect();
    if heard.is_empty() { 0.0 } else { (heard.iter().map(|sample| sample * sample).sum::<f64>() / heard.len() as f64).sqrt() }
}

/// The frequency: the usual time from one upward crossing of zero to the next, where it is loud. A gap in what was
/// heard counts once and not for its length.
fn frequency(samples: &[f64]) -> f64 {
    let crossings: Vec<usize> = samples.windows(2).enumerate().filter(|(_, pair)| pair[0] < 0.0 && pair[1] >= 0.0).map(|(at, _)| at).collect();
    let mut periods: Vec<usize> = crossings.windows(2).filter(|pair| samples[pair[0]..pair[1]].iter().any(|sample| sample.abs() > 0.05)).map(|pair| pair[1] - pair[0]).collect();
    periods.sort_unstable();
    44_100.0 / periods[periods.len() / 2] as f64
}

/// How many streams are playing.
fn sound_streams(desktop: &Desktop) -> usize {
    let mut list: Command = desktop.command("pactl");
    let output = list.args(["list", "short", "sink-inputs"]).output().expect("pactl");
    String::from_utf8_lossy(&output.stdout).lines().count()
}

/// One second of a tone, as a WAV file.
fn tone(frequency: f64) -> Vec<u8> {
    let samples: Vec<i16> = (0..44_100).map(|n| ((f64::from(n) * frequency * std::f64::consts::TAU / 44_100.0).sin() * 16_000.0) as i16).collect();
    let size = samples.len() as u32 * 2;
    let mut wav = Vec::new();
    wav.extend(b"RIFF");
    wav.extend((36 + size).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    wav.extend([1_u16.to_le_bytes(), 1_u16.to_le_bytes()].concat());
    wav.extend([44_100_u32.to_le_bytes(), 88_200_u32.to_le_bytes()].concat());
    wav.extend([2_u16.to_le_bytes(), 16_u16.to_le_bytes()].concat());
    wav.extend(b"data");
    wav.extend(size.to_le_bytes());
    wav.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    wav
}
