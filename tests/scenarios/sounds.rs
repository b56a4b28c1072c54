//! What is heard.

use engine::{
    Request, Settings,
    host::{SoundDevice, SoundProblem, SoundSource, Volume},
    settings::{SoundOf, Which},
    view::{NoticeCode, Permission, Switch},
};
use serde_json::json;

use crate::stage::{Deed, Stage, custom_event};

const RINGING: SoundSource = SoundSource::BuiltIn(Which::Ringing);
const WAITING: SoundSource = SoundSource::BuiltIn(Which::Waiting);

async fn signed_in(settings: Settings) -> Stage {
    let mut stage = Stage::signed_out(settings).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage
}

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
    let gone = stage.engine.ask(|reply| Request::SetSound { of: SoundOf::Ringing, file: Some("/gone/a.wav".into()), reply }).await.unwrap();
    assert_eq!(gone, Some(SoundProblem::Missing));
    let taken = stage.engine.ask(|reply| Request::SetSound { of: SoundOf::Ringing, file: Some("/sounds/mine.wav".into()), reply }).await.unwrap();
    assert_eq!(taken, None);
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(SoundSource::Chosen(Which::Ringing, "/sounds/mine.wav".into()), true));
}

#[tokio::test]
async fn a_sound_can_be_tried_and_stopped() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    stage.engine.tell(Request::PlaySound(SoundOf::Waiting)).await.unwrap();
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
    stage.engine.tell(Request::PlaySound(SoundOf::Ringing)).await.unwrap();
    let view = stage.see(|view| !view.notices.is_empty()).await;
    assert_eq!(view.notices[0].code, NoticeCode::NoSoundDevice);
    assert!(!view.settings.ringing.playing);
    stage.engine.tell(Request::PlaySound(SoundOf::Ringing)).await.unwrap();
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, false));
    stage.see(|view| view.notices.is_empty()).await;
}

#[tokio::test]
async fn what_rings_can_be_silenced_and_another_call_rings_again() {
    let mut stage = Stage::signed_in(vec![]).await;
    let first = stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    stage.see(|view| view.rings).await;
    stage.engine.tell(Request::Silence).await.unwrap();
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
    let view = stage.see(|view| !view.rings).await;
    assert_eq!(view.calls.len(), 1, "the call goes on ringing");
    stage.call(json!({ "from": "outside", "to": stage.me().id, "number": "+441134960204" })).await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true), "another call rings");
    stage.then(&first, "release", None).await;
    stage.until(json!({ "type": "call", "state": "Missed" })).await;
    assert_eq!(stage.deed_already_done(), None, "and goes on when the silenced one ends");
}

#[tokio::test]
async fn what_custom_events_play_is_silenced_as_well() {
    let mut bell = custom_event("bell", "ringing", json!({ "kind": "playSound", "file": "/sounds/bell.wav", "repeat": true }));
    bell.actions.push(bell.actions[0].clone());
    let mut stage = signed_in(Settings { sounds_on: false, custom_events: vec![bell], ..Settings::default() }).await;
    let call = stage.ring().await;
    let sound = SoundSource::File("/sounds/bell.wav".into());
    assert_eq!([stage.deed().await, stage.deed().await], [Deed::SoundBegan(sound.clone(), true), Deed::SoundBegan(sound.clone(), true)]);
    stage.see(|view| view.rings).await;
    stage.engine.tell(Request::Silence).await.unwrap();
    assert_eq!([stage.deed().await, stage.deed().await], [Deed::SoundStopped(sound.clone()), Deed::SoundStopped(sound.clone())]);
    stage.see(|view| !view.rings && view.calls.len() == 1).await;
    stage.then(&call, "release", None).await;
    stage.until(json!({ "type": "call", "state": "Missed" })).await;

    // The next call is another one, and what ends with it is not to be silenced any more.
    let call = stage.ring().await;
    assert_eq!([stage.deed().await, stage.deed().await], [Deed::SoundBegan(sound.clone(), true), Deed::SoundBegan(sound.clone(), true)]);
    stage.see(|view| view.rings).await;
    stage.then(&call, "answer", None).await;
    assert_eq!([stage.deed().await, stage.deed().await], [Deed::SoundStopped(sound.clone()), Deed::SoundStopped(sound)]);
    stage.see(|view| !view.rings).await;
}

#[tokio::test]
async fn what_is_heard_is_turned_louder_and_softer_where_it_is() {
    let mut stage = signed_in(Settings::default()).await;
    let call = stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    stage.engine.tell(Request::SetVolume(35)).await.unwrap();
    stage.see(|view| view.settings.sounds.volume == 35).await;
    assert_eq!(stage.deed_already_done(), None, "it does not begin anew");
    let volumes = || stage.machine.volumes.lock().unwrap().iter().map(Volume::percent).collect::<Vec<_>>();
    assert_eq!(volumes(), [35]);
    stage.then(&call, "release", None).await;
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
}

#[tokio::test]
async fn without_repeating_each_ringing_call_is_heard_once() {
    let mut settings = Settings::default();
    settings.sounds.repeat = false;
    let mut stage = signed_in(settings).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, false));
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
    stage.see(|view| !view.rings && view.calls.len() == 1).await;
    assert_eq!(stage.deed_already_done(), None);
    stage.call(json!({ "from": "outside", "to": stage.me().id, "number": "+441134960204" })).await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, false), "another call has its own turn");
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
    stage.see(|view| !view.rings && view.calls.len() == 2).await;
    assert_eq!(stage.deed_already_done(), None);
}

#[tokio::test]
async fn a_sound_that_is_gone_when_it_rings_is_written_down_once_and_shown() {
    let mut settings = Settings::default();
    settings.ringing.file = Some("/gone/bell.wav".into());
    let mut stage = signed_in(settings).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(SoundSource::Chosen(Which::Ringing, "/gone/bell.wav".into()), true));
    let view = stage.see(|view| view.settings.ringing.problem.is_some()).await;
    assert_eq!(view.settings.ringing.problem, Some(SoundProblem::Missing));
    let about = stage.written_down(1, |entry| entry.entry.state == "Sound replaced").await;
    assert_eq!(about[0].entry.details, json!({ "code": "missing", "detail": "/gone/bell.wav" }));
}

#[tokio::test]
async fn a_device_that_is_gone_is_said_until_it_is_back() {
    let mut settings = Settings::default();
    settings.sounds.device = Some(SoundDevice { id: "gone".into(), name: "Headset".into() });
    let mut stage = signed_in(settings).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    let view = stage.see(|view| view.settings.sounds.device_gone).await;
    assert_eq!(view.settings.sounds.device.as_ref().map(|device| device.name.as_str()), Some("Headset"), "it stays chosen");
    let headset = SoundDevice { id: "headset".into(), name: "Headset".into() };
    stage.engine.tell(Request::SetSoundDevice(Some(headset))).await.unwrap();
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    stage.see(|view| !view.settings.sounds.device_gone).await;
}

#[tokio::test]
async fn the_line_of_a_colleague_rings_with_its_own_sound_once_it_is_switched_on() {
    let mut stage = signed_in(Settings::default()).await;
    let tomasz = stage.colleague();
    let found = stage.engine.ask(|reply| Request::BusyLampList { reply }).await.unwrap();
    stage.engine.tell(Request::WatchLines(found.colleagues)).await.unwrap();
    stage.see(|view| view.watched.iter().any(|watched| watched.line.user_id == tomasz.id && watched.permission == Permission::Granted)).await;
    let call = stage.call(json!({ "from": "outside", "to": tomasz.id })).await;
    stage.see(|view| view.watched.iter().any(|watched| !watched.calls.is_empty())).await;
    assert_eq!(stage.deed_already_done(), None, "nobody asked for it");

    let of = SoundOf::Line(tomasz.id.clone());
    let taken = stage.engine.ask(|reply| Request::SetSound { of, file: Some("/sounds/tomasz.wav".into()), reply }).await.unwrap();
    assert_eq!(taken, None);
    stage.engine.tell(Request::SetLineRings { user_id: tomasz.id.clone(), on: true }).await.unwrap();
    let own = SoundSource::Chosen(Which::Ringing, "/sounds/tomasz.wav".into());
    assert_eq!(stage.deed().await, Deed::SoundBegan(own.clone(), true));

    // The own line goes first, and his goes on when it has ended.
    let mine = stage.ring().await;
    assert_eq!(stage.deed().await, Deed::SoundStopped(own.clone()));
    assert_eq!(stage.deed().await, Deed::SoundBegan(RINGING, true));
    stage.then(&mine, "release", None).await;
    assert_eq!(stage.deed().await, Deed::SoundStopped(RINGING));
    assert_eq!(stage.deed().await, Deed::SoundBegan(own.clone(), true));
    stage.then(&call, "release", None).await;
    assert_eq!(stage.deed().await, Deed::SoundStopped(own));
}
