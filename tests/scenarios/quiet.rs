//! The speakers while a call goes on.

use std::sync::atomic::Ordering;

use engine::{
    Request, Settings,
    host::{Failure, FailureCode, Hush, Quiet, SoundDevice},
    settings::{HushKind, HushedFrom},
    view::{NoticeCode, Switch},
};
use serde_json::json;

use crate::stage::{Deed, Stage};

const MUTED: Quiet = Quiet { how: Hush::Mute, device: None };

/// Signed in with everything silent but what the speakers are told.
async fn signed_in(from: HushedFrom) -> Stage {
    let mut settings = Settings { sounds_on: false, ..Settings::default() };
    (settings.mute_in_call.on, settings.mute_in_call.from) = (true, from);
    let mut stage = Stage::signed_out(settings).await;
    assert_eq!(stage.sign_in(false).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage
}

#[tokio::test]
async fn the_speakers_are_quiet_from_the_answer_until_the_last_call_is_over() {
    let mut stage = signed_in(HushedFrom::Answered).await;
    let first = stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    assert_eq!(stage.deed_already_done(), None, "it rings, and that is all");
    stage.then(&first, "answer", None).await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    stage.see(|view| view.quiet == Some(HushKind::Mute)).await;
    let me = stage.me().id;
    stage.then(&first, "hold", Some(&me)).await;
    stage.expect(json!({ "type": "call", "state": "Connected" })).await;
    stage.expect(json!({ "type": "call", "state": "Held" })).await;
    let second = stage.call(json!({ "from": "outside", "to": me, "number": "+441134960204" })).await;
    stage.then(&second, "answer", None).await;
    stage.until(json!({ "type": "call", "state": "Connected" })).await;
    stage.then(&first, "release", None).await;
    stage.until(json!({ "type": "call", "state": "Completed" })).await;
    assert_eq!(stage.deed_already_done(), None, "the other call goes on");
    stage.then(&second, "release", None).await;
    assert_eq!(stage.deed().await, Deed::GaveBack);
    stage.see(|view| view.quiet.is_none()).await;
}

#[tokio::test]
async fn they_are_quiet_from_the_first_ring_if_that_is_chosen_and_for_the_own_line_only() {
    let mut stage = signed_in(HushedFrom::Ringing).await;
    let (me, colleague) = (stage.me().id, stage.colleague().id);
    let theirs = stage.call(json!({ "from": "outside", "to": colleague })).await;
    stage.then(&theirs, "answer", None).await;
    let mine = stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    stage.then(&mine, "release", None).await;
    assert_eq!(stage.deed().await, Deed::GaveBack, "whatever goes on at a colleague's");
    let outgoing = stage.call(json!({ "from": me, "to": "+441314960121" })).await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    stage.then(&outgoing, "release", Some(&me)).await;
    assert_eq!(stage.deed().await, Deed::GaveBack);
}

#[tokio::test]
async fn what_is_changed_in_a_call_counts_at_once() {
    let mut stage = signed_in(HushedFrom::Ringing).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    let speakers = SoundDevice { id: "speakers".into(), name: "Speakers".into() };
    let (how, percent, from) = (HushKind::Lower, 30, HushedFrom::Ringing);
    stage.engine.tell(Request::SetMuteInCall { how, percent, from, device: Some(speakers) }).await.unwrap();
    assert_eq!(stage.deed().await, Deed::Hushed(Quiet { how: Hush::Lower(30), device: Some("speakers".into()) }));
    stage.see(|view| view.quiet == Some(HushKind::Lower) && view.settings.mute_in_call.percent == 30).await;
    stage.engine.tell(Request::SetSwitch { switch: Switch::MuteInCall, on: false }).await.unwrap();
    assert_eq!(stage.deed().await, Deed::GaveBack);
}

#[tokio::test]
async fn unmute_now_is_for_the_calls_that_go_on() {
    let mut stage = signed_in(HushedFrom::Ringing).await;
    let call = stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    stage.engine.tell(Request::UnmuteNow).await.unwrap();
    assert_eq!(stage.deed().await, Deed::GaveBack);
    stage.then(&call, "answer", None).await;
    stage.until(json!({ "type": "call", "state": "Connected" })).await;
    stage.then(&call, "release", None).await;
    stage.until(json!({ "type": "call", "state": "Completed" })).await;
    assert_eq!(stage.deed_already_done(), None);
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED), "the next call is another one");
}

#[tokio::test]
async fn d15_an_end_that_was_lost_with_the_stream_is_found_when_it_is_back() {
    let mut stage = signed_in(HushedFrom::Answered).await;
    let call = stage.ring().await;
    stage.then(&call, "answer", None).await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    stage.order("POST", "/injections", json!({ "kind": "down", "node": null, "open": "reset" })).await;
    stage.see(|view| matches!(view.connection, engine::view::Connection::Reconnecting { .. })).await;
    assert_eq!(stage.deed_already_done(), None, "a short outage is no end of a call");
    stage.then(&call, "release", None).await;
    stage.order("POST", "/injections", json!({ "kind": "up", "node": null })).await;
    assert_eq!(stage.deed().await, Deed::GaveBack);
}

#[tokio::test]
async fn whoever_signs_out_or_quits_gets_the_speakers_back() {
    let mut stage = signed_in(HushedFrom::Ringing).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    stage.engine.ask(|reply| Request::SignOut { reply }).await.unwrap();
    assert_eq!(stage.deed().await, Deed::GaveBack);
    assert_eq!(stage.sign_in(false).await, None);
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED), "the call goes on");
    stage.engine.ask(|reply| Request::Quit { reply }).await.unwrap();
    assert_eq!(stage.deed_already_done(), Some(Deed::GaveBack), "before it has ended");
}

#[tokio::test]
async fn speakers_that_can_not_be_reached_are_said_and_tried_again() {
    let mut stage = signed_in(HushedFrom::Ringing).await;
    stage.machine.deaf_once();
    let call = stage.ring().await;
    let view = stage.see(|view| !view.notices.is_empty()).await;
    assert_eq!((view.notices[0].code, view.notices[0].detail.as_str(), view.quiet), (NoticeCode::SpeakersNotMuted, "no sound server", None));
    // A sound server may only be starting.
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    stage.see(|view| view.quiet == Some(HushKind::Mute) && view.notices.is_empty()).await;
    stage.then(&call, "release", None).await;
    assert_eq!(stage.deed().await, Deed::GaveBack);
}

#[tokio::test]
async fn an_output_that_is_unplugged_in_the_call_is_not_said_to_be_muted_until_it_is_back() {
    let mut stage = signed_in(HushedFrom::Ringing).await;
    let device = Some(SoundDevice { id: "headset".into(), name: "Blue headset".into() });
    stage.engine.tell(Request::SetMuteInCall { how: HushKind::Mute, percent: 20, from: HushedFrom::Ringing, device }).await.unwrap();
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Hushed(Quiet { how: Hush::Mute, device: Some("headset".into()) }));
    stage.see(|view| view.quiet == Some(HushKind::Mute)).await;
    let tell = stage.machine.quiet.lock().unwrap().clone().unwrap();
    tell.send(Err(Failure::new(FailureCode::NoSoundDevice, ""))).unwrap();
    let view = stage.see(|view| view.quiet.is_none()).await;
    assert_eq!((view.notices[0].code, view.notices[0].detail.as_str()), (NoticeCode::MuteOutputGone, "Blue headset"));
    tell.send(Ok(())).unwrap();
    stage.see(|view| view.quiet == Some(HushKind::Mute) && view.notices.is_empty()).await;
}

#[tokio::test]
async fn d14_an_engine_that_comes_to_a_bad_end_gives_the_speakers_back() {
    let mut stage = signed_in(HushedFrom::Ringing).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Hushed(MUTED));
    stage.machine.breaks_the_controller.store(true, Ordering::Relaxed);
    // Whatever it does next, it looks at what the machine can do, and panics.
    stage.engine.tell(Request::SetVolume(50)).await.unwrap();
    assert_eq!(stage.deed().await, Deed::GaveBack);
    assert!(stage.engine.ask(|reply| Request::Quit { reply }).await.is_err(), "nobody is left to be asked");
}
