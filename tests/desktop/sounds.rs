//! What is heard of calls, recorded from a real sound server.
#![allow(clippy::print_stderr, reason = "what was measured is worth a look")]

use std::{fs, time::Instant};

use journal::{Journal, Query};
use serde_json::{Value, json};

use crate::{
    actions::start_demo,
    recording::{Recording, record, sound_streams, tones},
    session::{Desktop, end, eventually},
    tray::TrayHost,
};

/// The built-in ringing sound's two notes, in hertz.
const BUILT_IN: [f64; 2] = [659.26, 523.25];

/// Keeps settings for the program in a folder, and returns that.
fn settings(desktop: &Desktop, settings: &Value) -> std::path::PathBuf {
    let folder = desktop.folder().join("settings");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("settings.json"), settings.to_string()).unwrap();
    folder
}

/// Writes a sound into the user's folder, and returns where.
fn sound(desktop: &Desktop, name: &str, frequencies: &[f64]) -> std::path::PathBuf {
    let file = desktop.folder().join(name);
    fs::write(&file, tones(frequencies, 2.0)).unwrap();
    file
}

/// Waits until something was written down, and returns how often it was.
async fn written(folder: &std::path::Path, state: &str) -> Vec<Value> {
    let (journal, _) = Journal::open(folder.join("activity.sqlite")).unwrap();
    let entries = journal.search(Query { limit: 1000, ..Query::default() }).await.unwrap();
    journal.close().await;
    entries.into_iter().filter(|entry| entry.entry.state == state).map(|entry| entry.entry.details).collect()
}

#[test]
fn a_call_is_heard_as_its_file_sounds_until_it_is_answered_and_the_next_one_waits() {
    let desktop = Desktop::start().with_sound();
    let ringing = sound(&desktop, "ringing.wav", &[700.0, 1150.0]);
    let waiting = sound(&desktop, "waiting.wav", &[330.0]);
    let folder = settings(&desktop, &json!({ "schema": 1, "ringing": { "file": ringing }, "waiting": { "file": waiting } }));
    let (mut app, lines, phone) = start_demo(&desktop, &folder);
    let recording = record(&desktop, "test");

    let call = phone.ring();
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    let told = Instant::now();
    let first = recording.heard_after(told.checked_sub(std::time::Duration::from_secs(1)).unwrap());
    let sounds = recording.tone_after(told, &[700.0, 1150.0]);
    for other in [330.0, 440.0, 523.25, 659.26, 900.0, 1400.0, 1850.0, 2100.0] {
        assert!(sounds.share(other) < 0.01, "there is {} of {other} Hz", sounds.share(other));
    }
    // It is repeated: the file has two seconds.
    recording.tone_after(told + std::time::Duration::from_secs(3), &[700.0, 1150.0]);

    let answered = Instant::now();
    phone.then(&call, "answer");
    let silent = recording.silent_after(answered);
    lines.wait_for(&json!({ "type": "call", "state": "Connected" }));
    eprintln!("heard {:?} after it was told, silent {:?} after the answer", first.saturating_duration_since(told), silent - answered);
    // The computer may be busy with other tests; on an idle one it is less than 200 ms.
    assert!((silent - answered).as_millis() < 1_000, "silent only after {:?}", silent - answered);
    eventually("the device is closed", || sound_streams(&desktop) == 0);

    let second_rings = Instant::now();
    let second = phone.ring();
    let sounds = recording.tone_after(second_rings, &[330.0]);
    assert!(sounds.share(700.0) < 0.01 && sounds.share(1150.0) < 0.01, "who talks does not hear the ringing sound");
    let released = Instant::now();
    phone.then(&second, "release");
    eprintln!("silent {:?} after the second was given up", recording.silent_after(released) - released);
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_sound_of_ours_keeps_another_from_being_heard() {
    let desktop = Desktop::start().with_sound();
    let [ringing, waiting] = [("ringing.wav", 700.0), ("waiting.wav", 330.0)].map(|(name, frequency)| sound(&desktop, name, &[frequency]));
    let gong = desktop.folder().join("gong.wav");
    fs::write(&gong, tones(&[1850.0], 30.0)).unwrap();
    let gong = json!({ "id": "gong", "name": "gong", "enabled": true, "trigger": { "category": "call", "state": "ringing" }, "actions": [{ "kind": "playSound", "file": gong }] });
    let folder = settings(&desktop, &json!({ "schema": 1, "ringing": { "file": ringing }, "waiting": { "file": waiting }, "customEvents": [gong] }));
    let (mut app, lines, phone) = start_demo(&desktop, &folder);
    let recording = record(&desktop, "test");

    let began = Instant::now();
    let first = phone.ring();
    recording.tone_after(began, &[700.0, 1850.0]);
    phone.ring();
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    let answered = Instant::now();
    // One sound makes room for the other, without a pause between them.
    phone.then(&first, "answer");
    recording.tone_after(answered, &[330.0, 1850.0]);
    assert_eq!(end(&mut app, "TERM"), Some(0));
    assert_eq!(written(&folder, "No sound device").await, Vec::<Value>::new());
}

#[test]
fn a_headset_that_is_unplugged_and_plugged_in_again_while_it_rings_is_followed() {
    let desktop = Desktop::start().with_sound();
    let plug_in = || desktop.pactl(&["load-module", "module-null-sink", "sink_name=headset", "rate=44100", "channels=2", "sink_properties=device.description=Headset"]);
    let module = plug_in();
    let file = sound(&desktop, "ringing.wav", &[700.0]);
    let device = json!({ "id": "pulseaudio:headset", "name": "Headset" });
    let folder = settings(&desktop, &json!({ "schema": 1, "ringing": { "file": file }, "sounds": { "device": device } }));
    let (mut app, _lines, phone) = start_demo(&desktop, &folder);
    let (speakers, headset) = (record(&desktop, "test"), record(&desktop, "headset"));

    let began = Instant::now();
    let call = phone.ring();
    headset.tone_after(began, &[700.0]);
    assert!(speakers.is_silent_since(began), "it is heard on the headset only");

    let unplugged = Instant::now();
    desktop.pactl(&["unload-module", &module]);
    let moved = speakers.heard_after(unplugged);
    speakers.tone_after(unplugged, &[700.0]);
    let plugged_in = Instant::now();
    plug_in();
    let headset = record(&desktop, "headset");
    let back = headset.heard_after(plugged_in);
    headset.tone_after(plugged_in, &[700.0]);
    speakers.silent_after(back);
    eprintln!("on the speakers {:?} after it was unplugged, on the headset {:?} after it was plugged in", moved - unplugged, back - plugged_in);

    phone.then(&call, "answer");
    eventually("the device is closed", || sound_streams(&desktop) == 0);
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[test]
fn d13_the_default_device_is_followed_when_it_changes_and_when_it_is_gone() {
    let desktop = Desktop::start().with_sound();
    let module = desktop.pactl(&["load-module", "module-null-sink", "sink_name=other", "rate=44100", "channels=2"]);
    // Whoever records the default source is taken along when another one is, so it has to be one that nobody records.
    desktop.pactl(&["load-module", "module-null-sink", "sink_name=third", "rate=44100", "channels=2"]);
    desktop.pactl(&["set-default-source", "third.monitor"]);
    let (first, other) = (record(&desktop, "test"), record(&desktop, "other"));
    desktop.pactl(&["set-default-sink", "test"]);
    let folder = settings(&desktop, &json!({ "schema": 1 }));
    let (mut app, _lines, phone) = start_demo(&desktop, &folder);
    let began = Instant::now();
    phone.ring();
    first.heard_after(began);
    assert!(other.is_silent_since(began));

    let chosen = Instant::now();
    desktop.pactl(&["set-default-sink", "other"]);
    other.heard_after(chosen);
    let gone = Instant::now();
    first.silent_after(gone);
    let gone = Instant::now();
    desktop.pactl(&["unload-module", &module]);
    first.heard_after(gone);
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_a_device_that_another_program_takes_for_itself_is_left_and_come_back_to() {
    let desktop = Desktop::start().with_sound();
    desktop.pactl(&["load-module", "module-null-sink", "sink_name=headset", "rate=44100", "channels=2", "sink_properties=device.description=Headset"]);
    let file = sound(&desktop, "ringing.wav", &[700.0]);
    let device = json!({ "id": "pulseaudio:headset", "name": "Headset" });
    let folder = settings(&desktop, &json!({ "schema": 1, "ringing": { "file": file }, "sounds": { "device": device } }));
    let (mut app, _lines, phone) = start_demo(&desktop, &folder);
    let (speakers, headset) = (record(&desktop, "test"), record(&desktop, "headset"));

    let began = Instant::now();
    phone.ring();
    headset.tone_after(began, &[700.0]);
    let taken = Instant::now();
    desktop.pactl(&["suspend-sink", "headset", "1"]);
    speakers.tone_after(taken, &[700.0]);

    // With the other one taken as well nothing is heard, and that is written down.
    assert_eq!(written(&folder, "No sound device").await, Vec::<Value>::new());
    desktop.pactl(&["suspend-sink", "test", "1"]);
    let saying = || tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(written(&folder, "No sound device"))).len();
    eventually("that it is unheard is written down", || saying() == 1);

    let given_back = Instant::now();
    desktop.pactl(&["suspend-sink", "headset", "0"]);
    headset.tone_after(given_back, &[700.0]);
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_where_there_is_no_device_that_is_written_down_and_one_that_comes_is_used() {
    let desktop = Desktop::start().with_sound_server(&[]);
    let folder = settings(&desktop, &json!({ "schema": 1 }));
    let (mut app, lines, phone) = start_demo(&desktop, &folder);
    phone.ring();
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    // It has looked in vain once it says so.
    let saying = || tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(written(&folder, "No sound device"))).len();
    eventually("that it is unheard is written down", || saying() == 1);
    let came = Instant::now();
    desktop.pactl(&["load-module", "module-null-sink", "sink_name=test", "rate=44100", "channels=2"]);
    let recording = record(&desktop, "test");
    recording.heard_after(came);
    assert_eq!(end(&mut app, "TERM"), Some(0));
    assert_eq!(written(&folder, "No sound device").await.len(), 1, "once for each call");
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_a_file_that_is_gone_is_heard_as_the_built_in_sound_and_written_down_once() {
    let desktop = Desktop::start().with_sound();
    let gone = sound(&desktop, "gone.wav", &[1500.0]);
    let folder = settings(&desktop, &json!({ "schema": 1, "ringing": { "file": gone } }));
    let (mut app, _lines, phone) = start_demo(&desktop, &folder);
    let recording = record(&desktop, "test");
    let began = Instant::now();
    let call = phone.ring();
    recording.tone_after(began, &[1500.0]);
    phone.then(&call, "release");
    recording.silent_after(began);
    assert_eq!(sound_streams(&desktop), 0);

    // It was there when the program began, and is not when the phone rings next.
    fs::remove_file(&gone).unwrap();
    let began = Instant::now();
    phone.ring();
    recording.heard_after(began);
    assert!(is_built_in(&recording, began));
    // Once more round: what is repeated is written down once.
    recording.heard_after(Instant::now() + std::time::Duration::from_secs(4));
    assert_eq!(end(&mut app, "TERM"), Some(0));
    assert_eq!(written(&folder, "Sound replaced").await, [json!({ "code": "missing", "detail": gone })]);
}

/// Whether the notes of the built-in sound are what is heard after a moment.
fn is_built_in(recording: &Recording, moment: Instant) -> bool {
    let mut notes = BUILT_IN.to_vec();
    eventually("both notes of the built-in sound are heard", || {
        notes.retain(|note| recording.best_share_after(moment, *note) < 0.4);
        notes.is_empty()
    });
    recording.best_share_after(moment, 1500.0) < 0.1
}

#[test]
fn what_rings_is_silenced_in_the_tray_and_another_call_rings_again() {
    let desktop = Desktop::start().with_sound();
    let host = TrayHost::open(&desktop);
    let folder = settings(&desktop, &json!({ "schema": 1 }));
    let (mut app, lines, phone) = start_demo(&desktop, &folder);
    let tray = host.wait();
    let can_be_silenced = |tray: &crate::tray::Tray| tray.items().iter().any(|item| item.label == "Silence");
    let recording = record(&desktop, "test");
    let began = Instant::now();
    phone.ring();
    recording.heard_after(began);
    tray.eventually("it can be silenced", can_be_silenced);
    let silenced = Instant::now();
    tray.click("Silence");
    eprintln!("silent {:?} after it was silenced", recording.silent_after(silenced) - silenced);
    tray.eventually("there is nothing left to silence", |tray| !can_be_silenced(tray));
    let again = Instant::now();
    phone.ring();
    recording.heard_after(again);
    tray.eventually("it can be silenced again", can_be_silenced);
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    assert_eq!(end(&mut app, "TERM"), Some(0));
}
