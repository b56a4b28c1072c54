//! What the pages of the window may ask. Each parses, asks, answers; the thinking happens in the engine.

pub mod about;
pub mod activity;
pub mod custom_events;
pub mod message;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use ::custom_events::VariableInfo;
use engine::{
    Handle, Request, SignIn, View,
    host::{SoundDevice, SoundProblem},
    settings::{AccountSettings, Colleague, HushKind, HushedFrom, NumbersSettings, PinnedCertificate, SoundOf, Theme},
    view::{Country, Found, Problem, ProblemCode, Switch},
};
use secrecy::SecretString;
use serde::Serialize;
use tauri::{AppHandle, State, async_runtime::JoinHandle, ipc::Channel};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::watch;

use crate::{
    app,
    demo::{DemoCommand, DemoPhoneSystem},
    host::sound,
    text::Text,
    window::{
        self,
        pages::{Pages, Told},
    },
};

type Answer<T> = Result<T, UiError>;

/// How often the page is told what there is to see, at most.
const SHOWN_EVERY: Duration = Duration::from_millis(100);

/// Why a command has no answer. The pages say it as it is: it means a bug, or a program that is ending.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct UiError(String);

impl<E: std::fmt::Display> From<E> for UiError {
    fn from(error: E) -> Self {
        Self(format!("{error:#}"))
    }
}

/// What a page begins with.
#[derive(Debug, Serialize)]
pub struct FirstView {
    view: View,
    told: Vec<Told>,
}

/// The view as the page that comes up has seen it first, until it watches it.
#[derive(Default)]
pub struct SeenFirst(Mutex<Option<watch::Receiver<Arc<View>>>>);

impl SeenFirst {
    fn set(&self, seen: watch::Receiver<Arc<View>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    }

    /// Takes it, or else the view as nobody has seen it.
    fn take_or(&self, mut unseen: watch::Receiver<Arc<View>>) -> watch::Receiver<Arc<View>> {
        unseen.mark_changed();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or(unseen)
    }
}

/// The task that tells the page what there is to see: one at most, and none without a page.
#[derive(Default)]
pub struct Watching(Mutex<Option<JoinHandle<()>>>);

impl Watching {
    /// Ends it, and begins another one for the page that is there now. Returns whether there was one.
    pub fn replace(&self, task: Option<JoinHandle<()>>) -> bool {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *running, task).inspect(JoinHandle::abort).is_some()
    }
}

/// Returns what there is to see, and what the page that comes up is to know. It is asked before the scripts of the page are
/// there, so that both have come when they are; what changes from then on is told by [`watch_view`].
#[tauri::command]
pub async fn first_view(engine: State<'_, Handle>, pages: State<'_, Pages>, seen: State<'_, SeenFirst>) -> Answer<FirstView> {
    let mut watched = engine.view();
    let view = {
        let view = watched.borrow_and_update();
        pages.are_of(view.user());
        view.as_ref().clone()
    };
    seen.set(watched);
    Ok(FirstView { view, told: pages.tell_first() })
}

/// Hands over the view whenever it changes, until the window is closed or another page asks; and now, if the page has not
/// seen it. `going` is where the page is told to show another one, or that the window is to be closed.
#[tauri::command]
pub async fn watch_view(
    engine: State<'_, Handle>,
    watching: State<'_, Watching>,
    pages: State<'_, Pages>,
    seen: State<'_, SeenFirst>,
    channel: Channel<View>,
    going: Channel<Told>,
) -> Answer<()> {
    let mut view = seen.take_or(engine.view());
    pages.are_of(view.borrow().user());
    pages.listens(going);
    watching.replace(Some(tauri::async_runtime::spawn(async move {
        while view.changed().await.is_ok() {
            let (shown, shown_at) = (view.borrow_and_update().clone(), tokio::time::Instant::now());
            if channel.send((*shown).clone()).is_err() {
                break;
            }
            // What changes more often than anybody can see is shown as it is in the end.
            tokio::time::sleep_until(shown_at + SHOWN_EVERY).await;
        }
    })));
    Ok(())
}

/// Signs in; answers with what is in the way.
#[tauri::command]
pub async fn sign_in(engine: State<'_, Handle>, demo: State<'_, DemoPhoneSystem>, account: AccountSettings, secret: String, remember: bool) -> Answer<Option<Problem>> {
    let sign_in = Box::new(SignIn { account, secret: SecretString::from(secret), remember, demo: None });
    demo.stop().await;
    Ok(engine.ask(|reply| Request::SignIn { sign_in, reply }).await?)
}

/// Signs out and forgets the account.
#[tauri::command]
pub async fn sign_out(engine: State<'_, Handle>, demo: State<'_, DemoPhoneSystem>) -> Answer<()> {
    Ok(app::sign_out(&engine, &demo).await?)
}

/// Tries to connect now instead of at the end of the wait, or instead of not at all.
#[tauri::command]
pub async fn retry_now(engine: State<'_, Handle>) -> Answer<()> {
    Ok(engine.tell(Request::RetryNow).await?)
}

/// Trusts the certificate that is in the way, on its host.
#[tauri::command]
pub async fn trust_certificate(engine: State<'_, Handle>, sha256: String) -> Answer<()> {
    Ok(engine.tell(Request::TrustCertificate { sha256 }).await?)
}

/// Trusts a certificate no longer.
#[tauri::command]
pub async fn stop_trusting(engine: State<'_, Handle>, pin: PinnedCertificate) -> Answer<()> {
    Ok(engine.tell(Request::StopTrusting(pin)).await?)
}

/// Signs in at the server the one before sends us to.
#[tauri::command]
pub async fn use_server(engine: State<'_, Handle>, server: String) -> Answer<()> {
    Ok(engine.tell(Request::UseServer { server }).await?)
}

/// Starts the built-in phone system and signs in to it.
#[tauri::command]
pub async fn try_demo(engine: State<'_, Handle>, demo: State<'_, DemoPhoneSystem>) -> Answer<Option<Problem>> {
    match demo.start().await {
        Ok(sign_in) => {
            let sign_in = Box::new(sign_in);
            let problem = engine.ask(|reply| Request::SignIn { sign_in, reply }).await?;
            if problem.is_some() {
                demo.stop().await;
            }
            Ok(problem)
        }
        Err(error) => Ok(Some(Problem::about(ProblemCode::Other, format!("{error:#}")))),
    }
}

/// Lets the built-in phone system ring, answer and so on.
#[tauri::command]
pub async fn demo_command(engine: State<'_, Handle>, demo: State<'_, DemoPhoneSystem>, command: DemoCommand) -> Answer<()> {
    let watched: Vec<String> = engine.view().borrow().watched.iter().map(|watched| watched.line.user_id.clone()).collect();
    Ok(demo.perform(command, &watched).await?)
}

/// Turns one of the switches.
#[tauri::command]
pub async fn set_switch(engine: State<'_, Handle>, name: Switch, on: bool) -> Answer<()> {
    Ok(engine.tell(Request::SetSwitch { switch: name, on }).await?)
}

/// Says whether the page holds something that is not saved.
#[tauri::command]
pub fn holds_unsaved(pages: State<'_, Pages>, on: bool) {
    pages.holds(on);
}

/// Says that the window may go, and how its pages were left: `None` keeps it, for now at least.
#[tauri::command]
pub async fn close_window(app: AppHandle, pages: State<'_, Pages>, left: Option<String>) -> Answer<()> {
    // Nobody waits any more where the user was asked first.
    if let Some(left) = pages.answer(left) {
        pages.remember(left);
        window::go_on(&app);
    }
    Ok(())
}

/// Does nothing about calls for an hour.
#[tauri::command]
pub async fn pause(engine: State<'_, Handle>) -> Answer<()> {
    Ok(engine.tell(Request::Pause).await?)
}

/// Lets the pause be over.
#[tauri::command]
pub async fn resume(engine: State<'_, Handle>) -> Answer<()> {
    Ok(engine.tell(Request::Resume).await?)
}

/// Starts by itself when the user signs in to the computer, or no longer; answers with why that could not be.
#[tauri::command]
pub async fn set_start_at_sign_in(engine: State<'_, Handle>, on: bool) -> Answer<Option<String>> {
    Ok(engine.ask(|reply| Request::SetStartAtSignIn { on, reply }).await?)
}

/// Chooses light or dark.
#[tauri::command]
pub async fn set_theme(engine: State<'_, Handle>, theme: Theme) -> Answer<()> {
    Ok(engine.tell(Request::SetTheme(theme)).await?)
}

/// Chooses a language, or leaves it to the system.
#[tauri::command]
pub async fn set_language(engine: State<'_, Handle>, text: State<'_, Text>, language: Option<String>) -> Answer<()> {
    text.speak(language.as_deref());
    Ok(engine.tell(Request::SetLanguage(language)).await?)
}

/// Lets the user choose the file of a sound; answers with what is wrong with it.
#[tauri::command]
pub async fn choose_sound(app: AppHandle, engine: State<'_, Handle>, of: SoundOf) -> Answer<Option<SoundProblem>> {
    let Some(file) = ask_for_file(&app, Some(("WAV", &["wav", "WAV"]))).await else { return Ok(None) };
    Ok(engine.ask(|reply| Request::SetSound { of, file: Some(file.into()), reply }).await?)
}

/// Goes back to the built-in sound, or that of a line to the ringing sound.
#[tauri::command]
pub async fn use_built_in_sound(engine: State<'_, Handle>, of: SoundOf) -> Answer<()> {
    engine.ask(|reply| Request::SetSound { of, file: None, reply }).await?;
    Ok(())
}

/// Plays a sound once, to hear it.
#[tauri::command]
pub async fn play_sound(engine: State<'_, Handle>, of: SoundOf) -> Answer<()> {
    Ok(engine.tell(Request::PlaySound(of)).await?)
}

/// Says whether the line of a colleague rings here.
#[tauri::command]
pub async fn set_line_rings(engine: State<'_, Handle>, user_id: String, on: bool) -> Answer<()> {
    Ok(engine.tell(Request::SetLineRings { user_id, on }).await?)
}

/// Says how loud sounds are, in percent.
#[tauri::command]
pub async fn set_volume(engine: State<'_, Handle>, percent: u8) -> Answer<()> {
    Ok(engine.tell(Request::SetVolume(percent)).await?)
}

/// Chooses the device sounds are played on, or the default one.
#[tauri::command]
pub async fn set_sound_device(engine: State<'_, Handle>, device: Option<SoundDevice>) -> Answer<()> {
    Ok(engine.tell(Request::SetSoundDevice(device)).await?)
}

/// Stops a sound that is tried.
#[tauri::command]
pub async fn stop_sound(engine: State<'_, Handle>) -> Answer<()> {
    Ok(engine.tell(Request::StopSound).await?)
}

/// Chooses what becomes of the speakers while a call goes on.
#[tauri::command]
pub async fn set_mute_in_call(engine: State<'_, Handle>, how: HushKind, percent: u8, from: HushedFrom, device: Option<SoundDevice>) -> Answer<()> {
    Ok(engine.tell(Request::SetMuteInCall { how, percent, from, device }).await?)
}

/// Gives the speakers back before the call is over.
#[tauri::command]
pub async fn unmute_now(engine: State<'_, Handle>) -> Answer<()> {
    Ok(engine.tell(Request::UnmuteNow).await?)
}

/// Lists the outputs that can be made quiet.
#[tauri::command]
pub async fn outputs(engine: State<'_, Handle>) -> Answer<Vec<SoundDevice>> {
    Ok(engine.ask(|reply| Request::Outputs { reply }).await?)
}

/// Lets the user choose a program.
#[tauri::command]
pub async fn choose_program(app: AppHandle) -> Answer<Option<String>> {
    Ok(ask_for_file(&app, None).await)
}

/// A sound file that was chosen for an action.
#[derive(Debug, Serialize)]
pub struct ChosenSound {
    file: String,
    problem: Option<SoundProblem>,
}

/// Lets the user choose the folder a program starts in.
#[tauri::command]
pub async fn choose_folder(app: AppHandle) -> Answer<Option<String>> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_folder(move |folder| {
        // A page that is gone has nobody to tell.
        let _ = chosen.send(folder);
    });
    Ok(answer.await?.and_then(|folder| folder.into_path().ok()).map(|path| path.to_string_lossy().into_owned()))
}

/// Lists the devices a sound can be played on.
#[tauri::command]
pub async fn sound_devices(engine: State<'_, Handle>) -> Answer<Vec<SoundDevice>> {
    Ok(engine.ask(|reply| Request::SoundDevices { reply }).await?)
}

/// Keeps a secret for web services in the keyring; answers with why it could not be kept.
#[tauri::command]
pub async fn set_secret(engine: State<'_, Handle>, name: String, secret: String) -> Answer<Option<String>> {
    let secret = SecretString::from(secret);
    Ok(engine.ask(|reply| Request::SetSecret { name, secret, reply }).await?)
}

/// Removes a secret from the keyring.
#[tauri::command]
pub async fn forget_secret(engine: State<'_, Handle>, name: String) -> Answer<()> {
    Ok(engine.tell(Request::ForgetSecret(name)).await?)
}

/// Lets the user choose the sound of an action.
#[tauri::command]
pub async fn choose_action_sound(app: AppHandle) -> Answer<Option<ChosenSound>> {
    let Some(file) = ask_for_file(&app, Some(("WAV", &["wav", "WAV"]))).await else { return Ok(None) };
    let looked_at = file.clone();
    let problem = tokio::task::spawn_blocking(move || sound::check(looked_at.as_ref())).await?;
    Ok(Some(ChosenSound { file, problem }))
}

/// Lists the variables.
#[tauri::command]
pub fn variables() -> Vec<VariableInfo> {
    ::custom_events::variables().iter().map(::custom_events::Variable::info).collect()
}

/// Answers with the colleagues whose lamps the user sees.
#[tauri::command]
pub async fn busy_lamp_list(engine: State<'_, Handle>) -> Answer<Found> {
    Ok(engine.ask(|reply| Request::BusyLampList { reply }).await?)
}

/// Looks colleagues up by what is typed of their name, or by extension.
#[tauri::command]
pub async fn find_colleagues(engine: State<'_, Handle>, name: String) -> Answer<Found> {
    Ok(engine.ask(|reply| Request::FindColleagues { typed: name, reply }).await?)
}

/// Watches the lines of these colleagues, too.
#[tauri::command]
pub async fn watch_lines(engine: State<'_, Handle>, lines: Vec<Colleague>) -> Answer<()> {
    Ok(engine.tell(Request::WatchLines(lines)).await?)
}

/// Watches a line no longer.
#[tauri::command]
pub async fn stop_watching(engine: State<'_, Handle>, user_id: String) -> Answer<()> {
    Ok(engine.tell(Request::StopWatching { user_id }).await?)
}

/// Takes where the user dials from.
#[tauri::command]
pub async fn set_numbers(engine: State<'_, Handle>, numbers: NumbersSettings) -> Answer<()> {
    Ok(engine.tell(Request::SetNumbers(numbers)).await?)
}

/// Lists every country numbers may be at home in.
#[tauri::command]
pub fn countries() -> Vec<Country> {
    engine::view::countries()
}

/// The page has been painted. Said on standard output for whoever drives the demo.
#[tauri::command]
pub fn page_shown(demo: State<'_, DemoPhoneSystem>) {
    demo.say_window_is_shown();
}

/// Asks where to store a file of that name, and stores it. Returns whether it was stored.
///
/// # Errors
/// Fails if it can't be stored there.
pub(crate) async fn store_as(app: &AppHandle, name: &str, kind: (&str, &str), text: String) -> Answer<bool> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog().file().set_file_name(name).add_filter(kind.0, &[kind.1]).save_file(move |file| {
        // A page that is gone has nobody to tell.
        let _ = chosen.send(file);
    });
    let Some(path) = answer.await?.and_then(|file| file.into_path().ok()) else { return Ok(false) };
    tokio::fs::write(path, text).await?;
    Ok(true)
}

pub(crate) async fn ask_for_file(app: &AppHandle, filter: Option<(&str, &[&str])>) -> Option<String> {
    let mut dialog = app.dialog().file();
    if let Some((name, extensions)) = filter {
        dialog = dialog.add_filter(name, extensions);
    }
    let (chosen, answer) = tokio::sync::oneshot::channel();
    dialog.pick_file(move |file| {
        // A page that is gone has nobody to tell.
        let _ = chosen.send(file);
    });
    let path = answer.await.ok()??.into_path().ok()?;
    Some(path.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use engine::view::Connection;

    use super::*;

    /// The names in a piece of source that look like commands.
    fn names<'a>(source: &'a str, before: &str, after: &str, prefix: &str) -> BTreeSet<&'a str> {
        let list = source.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(list, _)| list).unwrap_or_default();
        list.split(',').filter_map(|name| name.trim().trim_matches('"').strip_prefix(prefix)).filter_map(|name| name.rsplit("::").next()).filter(|name| !name.is_empty()).collect()
    }

    /// The commands a capability grants, to one window of ours and nobody else.
    fn granted(capability: &str, window: &str) -> BTreeSet<String> {
        let capability: serde_json::Value = serde_json::from_str(capability).unwrap();
        assert_eq!((&capability["identifier"], &capability["windows"]), (&serde_json::json!(window), &serde_json::json!([window])));
        assert_eq!((&capability["local"], &capability["remote"], &capability["webviews"]), (&true.into(), &serde_json::Value::Null, &serde_json::Value::Null));
        capability["permissions"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().strip_prefix("allow-").expect("our own").replace('-', "_")).collect()
    }

    #[test]
    fn a_page_that_has_seen_the_view_is_told_what_changes_since_and_another_one_all() {
        let any = || Arc::new(crate::tray::tests::view(Connection::SigningIn, &[], false));
        let (shown, view) = watch::channel(any());
        let seen = SeenFirst::default();
        let has_news = |watched: &watch::Receiver<Arc<View>>| watched.has_changed().unwrap();
        assert!(has_news(&seen.take_or(view.clone())), "it has asked for nothing before");
        for changes in [false, true] {
            let mut first = view.clone();
            first.mark_unchanged();
            seen.set(first);
            if changes {
                shown.send_replace(any());
            }
            assert_eq!(has_news(&seen.take_or(view.clone())), changes);
        }
        assert!(has_news(&seen.take_or(view)), "another page has not seen it");
    }

    #[test]
    fn each_page_may_call_its_own_commands_and_nothing_else() {
        let handled = names(include_str!("app.rs"), "generate_handler![", "]", "commands::");
        let declared = names(include_str!("../build.rs"), "COMMANDS: &[&str] = &[", "];", "");
        let main = granted(include_str!("../capabilities/main.json"), crate::window::LABEL);
        let message = granted(include_str!("../capabilities/message.json"), crate::message_window::LABEL);
        assert!(handled.len() > 15, "{handled:?}");
        assert_eq!(handled, declared);
        assert_eq!(message.iter().map(String::as_str).collect::<Vec<_>>(), ["close_message", "fit_messages", "messages", "open_message", "watch_messages"]);
        assert!(main.is_disjoint(&message));
        assert_eq!(handled, main.union(&message).map(String::as_str).collect());
        assert_eq!(std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/capabilities")).unwrap().count(), 2, "one file a window");
    }

    #[test]
    fn the_window_is_shut_to_everything_that_is_not_ours() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
        let (app, security) = (&config["app"], &config["app"]["security"]);
        assert_eq!((&app["withGlobalTauri"], &security["freezePrototype"]), (&false.into(), &true.into()));
        let policy = security["csp"].as_str().unwrap();
        assert!(policy.starts_with("default-src 'none';") && policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(config["identifier"], crate::places::IDENTIFIER);
    }
}
