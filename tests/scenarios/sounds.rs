//! What is heard.

use engine::{
    Request, Settings,
    host::{SoundProblem, SoundSource},
    settings::Which,
    view::{NoticeCode, Switch},
};
use serde_json::json;

use crate::stage::{Deed, Stage};

const RINGING: SoundSource = SoundSource::BuiltIn(Which::Ringing);
const WAITING: SoundSource = SoundSource::BuiltIn(Which::Waiting);

#[tokio::test]
async fn a_call_rings_until_it_is_answered_and_a_second_one_knocks() {
    let mut stage = Stage::signed_in(vec![]).await;
    let first = stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    stage.then(&first, "answer", None).await;
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
    let second = stage.call(json!({ "from": "outside", "to": stage.me().id, "number": "+441134960204" })).await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(WAITING, true));
    stage.then(&second, "release", None).await;
    assert_eq!(stage.deed().await, Deed::SoundStopped(WAITING));
}

#[tokio::test]
async fn a_call_that_rings_across_a_broken_stream_is_heard_again() {
    let mut stage = Stage::signed_in(vec![]).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    stage.order("POST", "/drop-streams", json!({})).await;
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
}

#[tokio::test]
async fn an_outgoing_call_and_a_phone_on_do_not_disturb_make_no_sound() {
    let mut stage = Stage::signed_in(vec![]).await;
    let me = stage.me().id;
    let call = stage.call(json!({ "from": me, "to": "+441314960121" })).await;
    stage.expect(json!({ "type": "call", "state": "Dialing" })).await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    stage.then(&call, "release", Some(&me)).await;
    stage.expect(json!({ "type": "call", "state": "Completed" })).await;
    stage.order("PUT", &format!("/users/{me}/dnd"), json!({ "on": true })).await;
    stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Missed" })).await;
    assert_eq!(stage.deed_already_done(), None);
}

#[tokio::test]
async fn switching_sounds_off_stops_what_rings() {
    let mut stage = Stage::signed_in(vec![]).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    stage.engine.tell(Request::SetSwitch { switch: Switch::Ringing, on: false }).await.unwrap();
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
}

#[tokio::test]
async fn a_chosen_sound_is_played_and_a_bad_one_is_not_taken() {
    let mut stage = Stage::signed_in(vec![]).await;
    let gone = stage.engine.ask(|reply| Request::SetSound { which: Which::Ringing, file: Some("/gone/a.wav".into()), reply }).await.unwrap();
    assert_eq!(gone, Some(SoundProblem::Missing));
    let taken = stage.engine.ask(|reply| Request::SetSound { which: Which::Ringing, file: Some("/sounds/mine.wav".into()), reply }).await.unwrap();
    assert_eq!(taken, None);
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(SoundSource::Chosen(Which::Ringing, "/sounds/mine.wav".into()), true));
}

#[tokio::test]
async fn a_sound_can_be_tried_and_stopped() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    stage.engine.tell(Request::PlaySound(Which::Waiting)).await.unwrap();
    assert_eq!(stage.deed().await, Deed::SoundBegan(WAITING, false));
    assert_eq!(stage.deed().await, Deed::SoundStopped(WAITING));
    stage.see(|view| !view.settings.waiting.playing).await;
}

#[tokio::test]
async fn a_chosen_sound_that_is_gone_at_the_start_is_shown() {
    let mut settings = Settings::default();
    settings.waiting.file = Some("/gone/taps.wav".into());
    let stage = Stage::signed_out(settings).await;
    let view = stage.see(|view| view.settings.waiting.problem.is_some()).await;
    assert_eq!(view.settings.waiting.problem, Some(SoundProblem::Missing));
}

#[tokio::test]
async fn a_sound_that_nobody_can_hear_is_said_until_one_is_heard() {
    let mut stage = Stage::with(Settings::default(), |machine| machine.deaf_once()).await;
    stage.engine.tell(Request::PlaySound(Which::Ringing)).await.unwrap();
    let view = stage.see(|view| !view.notices.is_empty()).await;
    assert_eq!(view.notices[0].code, NoticeCode::NoSoundDevice);
    assert!(!view.settings.ringing.playing);
    stage.engine.tell(Request::PlaySound(Which::Ringing)).await.unwrap();
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, false));
    stage.see(|view| view.notices.is_empty()).await;
}
