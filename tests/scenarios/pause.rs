//! Everything paused, and what the system starts.

use engine::{
    Request, Settings,
    host::SoundSource,
    pause,
    settings::{HushKind, Which},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::stage::{Deed, Stage, absolute, custom_event};

const RINGING: SoundSource = SoundSource::BuiltIn(Which::Ringing);

/// A custom event that opens a page when it rings, sounds on, and the speakers muted in a call.
async fn signed_in(paused_until: Option<Timestamp>) -> Stage {
    let event = custom_event("open", "ringing", json!({ "kind": "openWebPage", "url": "https://crm.example/{Call.RemoteTel}" }));
    let mut settings = Settings { custom_events: vec![event], paused_until, ..Settings::default() };
    settings.mute_in_call.on = true;
    let mut stage = Stage::signed_out(settings).await;
    assert_eq!(stage.sign_in(false).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage
}

#[tokio::test]
async fn while_everything_is_paused_calls_are_written_down_and_nothing_is_done() {
    let mut stage = signed_in(None).await;
    let before = Timestamp::now();
    stage.engine.tell(Request::Pause).await.unwrap();
    let until = stage.see(|view| view.paused_until.is_some()).await.paused_until.unwrap();
    let hour = before.checked_add(pause::PAUSE).unwrap().as_millisecond();
    assert!((hour..hour + 20_000).contains(&until), "{until}, {hour}");

    let call = stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    stage.then(&call, "answer", None).await;
    stage.expect(json!({ "type": "call", "state": "Connected" })).await;
    stage.then(&call, "release", None).await;
    stage.expect(json!({ "type": "call", "state": "Completed" })).await;
    let written = stage.written_down(1, |entry| entry.entry.state == "Ringing").await;
    let trace: Value = serde_json::from_str(&written[0].entry.trace).unwrap();
    let verdict = &trace[0]["verdicts"][0];
    assert_eq!((verdict["condition"].as_str(), verdict["met"].as_bool(), verdict["was"].as_str()), (Some("allOn"), Some(false), Some("paused")), "{trace}");
    assert_eq!(stage.deed_already_done(), None, "nothing is heard, opened or muted");

    // What rings on is heard once the pause is over; its beginning is past.
    stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    stage.engine.tell(Request::Resume).await.unwrap();
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    assert_eq!(stage.see(|view| view.paused_until.is_none()).await.paused_until, None);
}

#[tokio::test]
async fn a_pause_ends_what_rings_and_gives_the_speakers_back() {
    let mut stage = signed_in(None).await;
    let first = stage.ring().await;
    let mut deeds = [stage.deed().await, stage.deed().await];
    deeds.sort_by_key(|deed| matches!(deed, Deed::Opened(_)));
    assert_eq!(deeds[0], Deed::SoundBegan(RINGING, true));
    stage.then(&first, "answer", None).await;
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
    assert!(matches!(stage.deed().await, Deed::Hushed(_)));
    stage.see(|view| view.quiet == Some(HushKind::Mute)).await;
    stage.engine.tell(Request::Pause).await.unwrap();
    assert_eq!(stage.deed().await, Deed::GaveBack);
    stage.engine.tell(Request::Resume).await.unwrap();
    assert!(matches!(stage.deed().await, Deed::Hushed(_)), "the call goes on");
}

#[tokio::test]
async fn a_pause_outlives_a_restart_and_ends_in_its_time() {
    let soon = Timestamp::now().checked_add(SignedDuration::from_secs(1)).unwrap();
    let stage = signed_in(Some(soon)).await;
    // The view is built after the clock was looked at, whether the pause was still on then or not.
    stage.see(|view| view.paused_until.is_none()).await;

    let mut stage = signed_in(None).await;
    stage.engine.tell(Request::Pause).await.unwrap();
    let until = stage.see(|view| view.paused_until.is_some()).await.paused_until;
    stage.restart().await;
    assert_eq!(stage.see(|view| view.paused_until.is_some()).await.paused_until, until);

    let long_ago = Timestamp::now().checked_sub(SignedDuration::from_secs(1)).unwrap();
    let far_away = Timestamp::now().checked_add(SignedDuration::from_hours(99)).unwrap();
    let stage = Stage::signed_out(Settings { paused_until: Some(long_ago), ..Settings::default() }).await;
    assert_eq!(stage.engine.view().borrow().paused_until, None);
    let stage = Stage::signed_out(Settings { paused_until: Some(far_away), ..Settings::default() }).await;
    let until = stage.engine.view().borrow().paused_until.unwrap();
    assert!(until <= pause::begin(Timestamp::now()).as_millisecond(), "never longer than an hour: {until}");
}

#[tokio::test]
async fn what_waits_to_be_still_so_is_not_done_in_a_pause_and_what_is_played_ends() {
    let mut waiting = custom_event("wait", "ringing", json!({ "kind": "openWebPage", "url": "https://crm.example/" }));
    waiting.conditions = serde_json::from_value(json!([{ "kind": "stillSo", "seconds": 1 }])).unwrap();
    let playing = custom_event("play", "ringing", json!({ "kind": "playSound", "file": absolute("/sounds/own.wav"), "repeat": true }));
    let settings = Settings { custom_events: vec![waiting, playing], sounds_on: false, ..Settings::default() };
    let mut stage = Stage::signed_out(settings).await;
    assert_eq!(stage.sign_in(false).await, None);
    stage.ring().await;
    assert!(matches!(stage.deed().await, Deed::SoundBegan(SoundSource::File(_), true)));
    stage.engine.tell(Request::Pause).await.unwrap();
    assert!(matches!(stage.deed().await, Deed::SoundStopped(SoundSource::File(_))));
    let is_told = |entry: &journal::EntryWithRuns| entry.entry.trace.contains("\"was\":\"paused\"");
    stage.written_down(1, is_told).await;
    assert_eq!(stage.deed_already_done(), None);
}

#[tokio::test]
async fn whether_the_system_starts_the_program_is_asked_of_the_system() {
    let stage = Stage::signed_out(Settings::default()).await;
    stage.see(|view| view.settings.start_at_sign_in == Some(false)).await;
    assert_eq!(stage.engine.ask(|reply| Request::SetStartAtSignIn { on: true, reply }).await.unwrap(), None);
    stage.see(|view| view.settings.start_at_sign_in == Some(true)).await;
    // Somebody else changes it.
    *stage.machine.starts.lock().unwrap() = Some(false);
    stage.engine.tell(Request::LookAround).await.unwrap();
    stage.see(|view| view.settings.start_at_sign_in == Some(false)).await;
    *stage.machine.starts.lock().unwrap() = None;
    let refused = stage.engine.ask(|reply| Request::SetStartAtSignIn { on: true, reply }).await.unwrap();
    assert_eq!(refused.as_deref(), Some("there is no place for it"));
    stage.see(|view| view.settings.start_at_sign_in.is_none()).await;
}
