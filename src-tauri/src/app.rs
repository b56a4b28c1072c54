//! The life of the program with a window and a tray.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Once},
    thread::{self, JoinHandle},
    time::Duration,
};

use anyhow::{Context, Result};
use custom_events::CustomEvent;
use engine::{Handle, Report, Request, Settings, Stopped, view::Notice, view::NoticeCode};
use journal::{Entry, EntryKind, Journal, SetAside};
use tauri::{AppHandle, Manager, RunEvent, WindowEvent};
use tokio::sync::mpsc;

use crate::{
    commands,
    demo::{DemoPhoneSystem, say},
    host::{Machine, settings_file::SettingsFile, start_at_sign_in::StartEntry},
    message_window::{self, Messages},
    places::Places,
    plugin::BackendOnly,
    spare_memory, surroundings,
    text::Text,
    tray::{self, Tray},
    way_out,
    window::{self, pages::Pages},
};

const SECOND: Duration = Duration::from_secs(1);

/// How long saying goodbye may take. Everything that is waited for has its own, shorter limit.
const LONGEST_GOODBYE: Duration = Duration::from_secs(15);

/// How long the libraries of the desktop get for their own way out, once nothing is left to be done. They have been seen to
/// stand still.
const LONGEST_WAY_OUT: Duration = Duration::from_secs(2);

/// How the program is started.
#[derive(Debug)]
pub struct Start {
    /// Where files are kept.
    pub places: Places,
    /// Whether to stay in the tray.
    pub minimized: bool,
    /// Whether to sign in to the built-in phone system.
    pub demo: bool,
    /// What the system is to start when the user signs in to the computer, if it can be told.
    pub at_sign_in: Option<StartEntry>,
}

/// What is read before there is a desktop, so that what is wrong can be said in a sentence.
struct Prepared {
    file: SettingsFile,
    settings: Settings,
    notice: Option<Notice>,
    /// The record of what happened, which is opened meanwhile: a long one takes a while to be looked through.
    journal: JoinHandle<Result<(Journal, Option<Notice>)>>,
    reports: Option<mpsc::UnboundedSender<Report>>,
    quiet_note: PathBuf,
    sign_in: Option<engine::SignIn>,
    minimized: bool,
    at_sign_in: Option<StartEntry>,
}

/// Runs the program until the user quits it, and returns its exit code.
///
/// # Errors
/// Fails if what is stored can't be read, or the desktop refuses to start the program.
pub fn run(start: Start) -> Result<i32> {
    way_out::leave_libraries_alone();
    #[cfg(target_os = "linux")]
    window::suit_web_views();
    let demo = DemoPhoneSystem::default();
    let prepared = prepare(&start, &demo)?;
    let is_demo = start.demo;
    let text = Text::speaking(prepared.settings.language.as_deref());
    let mut builder = tauri::Builder::default();
    if !is_demo {
        // Starting Bellhop again shows the window of the one that runs. A demo runs beside it.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)));
    }
    let app = builder
        .plugin(BackendOnly(tauri_plugin_shell::init()))
        .plugin(BackendOnly(tauri_plugin_notification::init()))
        .plugin(BackendOnly(tauri_plugin_dialog::init()))
        .manage(demo)
        .manage(start.places)
        .manage(text)
        .manage(commands::Watching::default())
        .manage(commands::SeenFirst::default())
        .manage(commands::message::WatchingMessages::default())
        .manage(Messages::default())
        .manage(Pages::default())
        .manage(window::Memory::default())
        .manage(window::Gone::default())
        .invoke_handler(tauri::generate_handler![
            commands::first_view,
            commands::watch_view,
            commands::sign_in,
            commands::sign_out,
            commands::retry_now,
            commands::trust_certificate,
            commands::stop_trusting,
            commands::use_server,
            commands::try_demo,
            commands::demo_command,
            commands::set_switch,
            commands::pause,
            commands::resume,
            commands::set_start_at_sign_in,
            commands::close_window,
            commands::holds_unsaved,
            commands::set_theme,
            commands::set_language,
            commands::choose_sound,
            commands::use_built_in_sound,
            commands::play_sound,
            commands::stop_sound,
            commands::set_line_rings,
            commands::set_volume,
            commands::set_sound_device,
            commands::custom_events::check_custom_event,
            commands::custom_events::save_custom_event,
            commands::custom_events::remove_custom_event,
            commands::custom_events::restore_custom_event,
            commands::custom_events::set_custom_event_enabled,
            commands::custom_events::duplicate_custom_event,
            commands::custom_events::move_custom_event,
            commands::custom_events::preview_custom_event,
            commands::custom_events::try_action,
            commands::custom_events::sample_calls,
            commands::custom_events::simulate_call,
            commands::custom_events::starting_points,
            commands::custom_events::export_custom_events,
            commands::custom_events::import_custom_events,
            commands::custom_events::accept_import,
            commands::activity::activity,
            commands::activity::activity_entry,
            commands::activity::run_again,
            commands::activity::retry_owed,
            commands::activity::delete_owed,
            commands::activity::delete_all_owed,
            commands::activity::clear_activity,
            commands::activity::set_kept_days,
            commands::activity::export_activity,
            commands::choose_folder,
            commands::sound_devices,
            commands::set_secret,
            commands::forget_secret,
            commands::set_mute_in_call,
            commands::unmute_now,
            commands::outputs,
            commands::choose_program,
            commands::choose_action_sound,
            commands::busy_lamp_list,
            commands::find_colleagues,
            commands::watch_lines,
            commands::stop_watching,
            commands::set_numbers,
            commands::countries,
            commands::variables,
            commands::page_shown,
            commands::about::kept_in,
            commands::about::open_leaf,
            commands::message::messages,
            commands::message::watch_messages,
            commands::message::fit_messages,
            commands::message::close_message,
            commands::message::open_message,
        ])
        .setup(move |app| Ok(set_up(app.handle(), prepared)?))
        .build(tauri::generate_context!())
        .context("Failed to start on this desktop")?;
    Ok(app.run_return(|app, event| match event {
        // The last window is closed; the program lives on in the tray.
        RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
        // However it comes to its end, nothing is left on the server and nothing unsaved.
        RunEvent::Exit => {
            say_goodbye_in_any_case();
            tauri::async_runtime::block_on(say_goodbye(app));
            way_out::end_within(LONGEST_WAY_OUT, 0);
        }
        // Whoever closes the window of the messages has seen them.
        RunEvent::WindowEvent { event: WindowEvent::CloseRequested { .. }, label, .. } if label == message_window::LABEL => app.state::<Messages>().clear(),
        RunEvent::WindowEvent { event: WindowEvent::CloseRequested { api, .. }, label, .. } => {
            // Whether it may go depends on the page in it, and on whether there is a tray to bring it back from.
            api.prevent_close();
            if let Some(window) = app.get_webview_window(&label) {
                tauri::async_runtime::spawn(window::close(window));
            }
        }
        // Whoever comes back may have been where the system lists what it starts.
        RunEvent::WindowEvent { event: WindowEvent::Focused(true), label, .. } if label == window::LABEL => {
            let engine = app.state::<Handle>().inner().clone();
            // An engine that has ended shows nothing any more.
            tauri::async_runtime::spawn(async move { engine.tell(Request::LookAround).await });
        }
        RunEvent::WindowEvent { event: WindowEvent::Destroyed, label, .. } if label == message_window::LABEL => {
            let had_page = app.state::<commands::message::WatchingMessages>().0.replace(None);
            window::gone(app, had_page);
            // One that came while it was closing has none yet.
            message_window::keep_true(app);
        }
        RunEvent::WindowEvent { event: WindowEvent::Destroyed, .. } => {
            app.state::<Pages>().gone();
            let had_page = app.state::<commands::Watching>().replace(None);
            window::gone(app, had_page);
        }
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        _ => {}
    }))
}

fn prepare(start: &Start, demo: &DemoPhoneSystem) -> Result<Prepared> {
    let file = SettingsFile::new(start.places.settings());
    let (mut settings, notice) = file.load()?;
    let minimized = start.minimized || settings.start_minimized;
    let places = start.places.clone();
    let journal = thread::Builder::new().name("opening".into()).spawn(move || open_journal(&places)).context("Failed to start")?;
    let sign_in = if start.demo { Some(start_demo(demo, &mut settings)?) } else { None };
    let (quiet_note, at_sign_in) = (start.places.quiet_note(""), start.at_sign_in.clone());
    Ok(Prepared { file, settings, notice, journal, reports: start.demo.then(narrate), quiet_note, sign_in, minimized, at_sign_in })
}

fn set_up(app: &AppHandle, prepared: Prepared) -> Result<()> {
    let Prepared { file, settings, notice, journal, reports, quiet_note, sign_in, minimized, at_sign_in } = prepared;
    #[cfg(target_os = "linux")]
    window::desktop_theme::follow(app, !minimized);
    // A web view takes longest to come up, in a process of its own: it is begun first. What its page asks for is answered
    // when all of this is done.
    if !minimized {
        window::make(app, settings.theme);
    }
    correct_start(at_sign_in.clone());
    let Ok(opened) = journal.join() else { anyhow::bail!("The record of what happened could not be opened") };
    let (journal, set_aside) = opened?;
    let config = engine::Config {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        settings,
        journal,
        notices: notice.into_iter().chain(set_aside).collect(),
        dry_run: false,
        reports,
        extra_lines: Vec::new(),
        keeps_settings: true,
    };
    let host = Arc::new(Machine::new(Some(app.clone()), file).with_quiet(quiet_note).with_start(at_sign_in));
    let engine = tauri::async_runtime::block_on(async { engine::start(host, config) });
    app.manage(engine.clone());

    // A system without a tray is no reason not to run; the library panics where its own library is missing.
    let first = tray::menu::menu(&engine.view().borrow(), &app.state::<Text>(), &jiff::Zoned::now());
    match catch_unwind(AssertUnwindSafe(|| Tray::new(app, &first))) {
        Ok(Ok(tray)) => {
            app.manage(tray);
            keep_tray_true(app.clone(), &engine);
            #[cfg(target_os = "linux")]
            tauri::async_runtime::spawn(tray::tell_place(app.clone()));
        }
        Ok(Err(error)) => tracing::warn!(%error, "there is no tray"),
        Err(_) => tracing::warn!("there is no tray: its library is missing"),
    }
    forget_how_others_left_it(app.clone(), &engine);
    quit_when_told(app.clone());
    tauri::async_runtime::spawn(surroundings::tell(engine.clone()));

    tauri::async_runtime::spawn(async move {
        let asked = match sign_in {
            Some(sign_in) => engine.ask(|reply| Request::SignIn { sign_in: Box::new(sign_in), reply }).await.map(drop),
            None => engine.ask(|reply| Request::SignInAgain { reply }).await.map(drop),
        };
        if let Err(error) = asked {
            tracing::error!(%error, "the sign-in could not be asked for");
        }
        spare_memory::give_back_soon();
    });
    let has_tray = app.try_state::<Tray>().is_some();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if minimized && (!has_tray || !tray::comes().await) {
            window::show(&app);
        }
    });
    Ok(())
}

/// Corrects what the system starts when the user signs in, where it names a program that has gone elsewhere since.
fn correct_start(entry: Option<StartEntry>) {
    let Some(entry) = entry else { return };
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(error) = entry.correct() {
            tracing::warn!(%error, "what the system starts could not be looked at");
        }
    });
}

/// Opens the record of what happened. Calls are acted on even where nothing can be written down.
fn open_journal(places: &Places) -> Result<(Journal, Option<Notice>)> {
    match Journal::open(places.journal()) {
        Ok((journal, None)) => Ok((journal, None)),
        Ok((journal, Some(aside))) => {
            let recorded = tauri::async_runtime::block_on(journal.record(damage(&aside)));
            if let Err(error) = recorded {
                tracing::error!(%error, "the damage could not be recorded");
            }
            Ok((journal, Some(Notice { code: NoticeCode::JournalSetAside, detail: aside.path.display().to_string() })))
        }
        Err(error) => {
            tracing::error!(%error, "the record of what happened can't be kept");
            let journal = Journal::in_memory().context("Failed to prepare the record of what happens")?;
            Ok((journal, Some(Notice { code: NoticeCode::JournalNotOpened, detail: error.to_string() })))
        }
    }
}

/// What is written down of a record that was damaged: how much of it could be read, and how much is lost if that is known.
fn damage(aside: &SetAside) -> Entry {
    let lost = aside.lost.map(|lost| lost.to_string()).unwrap_or_default();
    let details = serde_json::json!({ "detail": aside.kept.to_string(), "name": lost });
    Entry { at: jiff::Timestamp::now(), kind: EntryKind::Connection, line: String::new(), state: "Record damaged".to_owned(), details, trace: Entry::NOT_ASKED.to_owned() }
}

/// Quits: what was made on the server is deleted and the settings are stored, then the program ends.
pub fn quit(app: &AppHandle) {
    say_goodbye_in_any_case();
    window::remember(app);
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        say_goodbye(&app).await;
        app.exit(0);
    });
}

/// Signs out and forgets the account; a built-in phone system ends with it.
///
/// # Errors
/// Fails if the engine has ended.
pub async fn sign_out(engine: &Handle, demo: &DemoPhoneSystem) -> Result<(), Stopped> {
    // Taken first: a demo that is started while this one says goodbye is another one.
    let running = demo.take().await;
    engine.ask(|reply| Request::SignOut { reply }).await?;
    if let Some(simulator) = running {
        simulator.shutdown().await;
    }
    Ok(())
}

/// Signs out, with nobody waiting for it.
pub fn sign_out_from_tray(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = sign_out(&app.state::<Handle>(), &app.state::<DemoPhoneSystem>()).await {
            tracing::warn!(%error, "nobody was signed out");
        }
    });
}

/// Sees to it that the program is gone after a while, whatever stands still: a system that shuts down waits for it, and a
/// program that nobody sees any more still holds the lock that keeps the next one from starting.
fn say_goodbye_in_any_case() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| way_out::end_within(LONGEST_GOODBYE, 1));
}

/// Ends the engine, if it has not ended before.
async fn say_goodbye(app: &AppHandle) {
    if let Some(engine) = app.try_state::<Handle>() {
        // An engine that has ended before has said goodbye.
        let _ = engine.ask(|reply| Request::Quit { reply }).await;
    }
    app.state::<DemoPhoneSystem>().stop().await;
}

/// Quits in good order when the system asks the program to end.
fn quit_when_told(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        if crate::signal::interrupted().await.is_ok() {
            quit(&app);
        }
    });
}

/// Sees to it that a window shows nobody what somebody else did in the one before.
fn forget_how_others_left_it(app: AppHandle, engine: &Handle) {
    let mut view = engine.view();
    tauri::async_runtime::spawn(async move {
        loop {
            app.state::<Pages>().are_of(view.borrow_and_update().user());
            if view.changed().await.is_err() {
                break;
            }
        }
    });
}

/// Draws the tray now, whenever the view changes, and every second while it counts them.
fn keep_tray_true(app: AppHandle, engine: &Handle) {
    let mut view = engine.view();
    tauri::async_runtime::spawn(async move {
        loop {
            let (menu, icon, counting) = {
                let (view, now) = (view.borrow_and_update(), jiff::Zoned::now());
                (tray::menu::menu(&view, &app.state::<Text>(), &now), tray::icon(&view), tray::menu::is_counting(&view, now.timestamp()))
            };
            let on_main = app.clone();
            let asked = app.run_on_main_thread(move || {
                if let Err(error) = on_main.state::<Tray>().draw(&menu, icon) {
                    tracing::warn!(%error, "the tray could not be drawn");
                }
            });
            let changed = async { if counting { tokio::time::timeout(SECOND, view.changed()).await.unwrap_or(Ok(())) } else { view.changed().await } };
            if asked.is_err() || changed.await.is_err() {
                break;
            }
        }
    });
}

/// Prints what happens, line by line.
fn narrate() -> mpsc::UnboundedSender<Report> {
    let (reports, mut reported) = mpsc::unbounded_channel::<Report>();
    tauri::async_runtime::spawn(async move {
        while let Some(report) = reported.recv().await {
            say(&report);
        }
    });
    reports
}

/// Starts the built-in phone system and gives an empty list of custom events something to show.
fn start_demo(demo: &DemoPhoneSystem, settings: &mut Settings) -> Result<engine::SignIn> {
    demo.narrate();
    let sign_in = tauri::async_runtime::block_on(demo.start())?;
    if settings.custom_events.is_empty()
        && let Some(demo) = &sign_in.demo
    {
        settings.custom_events = examples(&demo.control_url, &Text::speaking(settings.language.as_deref()))?;
        // Whoever starts it like this has the examples, and is not led to the first of their own.
        settings.welcomed = true;
    }
    Ok(sign_in)
}

/// The custom events of a demo that has none yet.
fn examples(control: &str, text: &Text) -> Result<Vec<CustomEvent>> {
    let example = |id: &str, state: &str, action: serde_json::Value| {
        serde_json::from_value(serde_json::json!({
            "id": format!("demo-{id}"), "name": text.get(&format!("example-{id}")), "enabled": true, "conditions": [], "actions": [action],
            "trigger": { "category": "call", "state": state, "direction": "inbound", "scope": "both", "remoteTel": "", "localTel": "" },
        }))
    };
    let calls_you = text.with("example-message-text", &[("number", "{Call.RemoteTel:display}")]);
    Ok(vec![
        example("message", "ringing", serde_json::json!({ "kind": "showMessage", "title": "{Call.RemoteName}", "text": calls_you, "withdraw": true }))?,
        example(
            "log",
            "completed",
            serde_json::json!({ "kind": "runWebService", "url": format!("{control}/web-service/calls?number={{Call.RemoteTel}}&duration={{Call.Duration}}") }),
        )?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_demo_are_in_the_users_language() {
        for (language, name) in [("en", "Say who calls"), ("de", "Sagen, wer anruft"), ("nl", "Zeggen wie er belt")] {
            let events = examples("http://127.0.0.1:1", &Text::speaking(Some(language))).unwrap();
            assert_eq!(events[0].name, name);
            assert!(serde_json::to_string(&events[0].actions).unwrap().contains("{Call.RemoteTel:display}"), "the number is the caller's");
        }
    }
}
