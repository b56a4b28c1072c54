//! What people do with Bellhop, from the beginning to the end, in the real window.

use std::{
    fs,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::{
    notifications::Notifications,
    phone::Phone,
    session::{Desktop, eventually},
    tray::TrayHost,
    window::Window,
};

/// Signs in at a phone system of its own.
async fn sign_in(window: &Window, phone: &Phone) {
    window.fill("Server", &phone.server).await;
    window.fill("User id", &phone.user.0).await;
    window.fill("Password", &phone.user.1).await;
    window.press("Sign in").await;
    window.find("//h1[normalize-space()='Connected']").await;
}

/// Chooses a file in the desktop's own dialog, which stands in a window of its own, by typing where it is.
fn choose(desktop: &Desktop, title: &str, file: &Path) {
    let find = || String::from_utf8(desktop.command("xdotool").args(["search", "--onlyvisible", "--name", title]).output().unwrap().stdout).unwrap();
    eventually("the dialog for files is there", || !find().is_empty());
    let act = |arguments: &[&str]| desktop.command("xdotool").args(arguments).stderr(Stdio::null()).status().unwrap();
    let mut typed: Option<Instant> = None;
    eventually("the dialog for files is gone", || {
        let found = find();
        let Some(dialog) = found.lines().next() else { return true };
        // The first letter opens the field, and the next may be lost on it. Then there is no such file, which is said in a
        // window of its own, and all of it is typed once more.
        if typed.is_none_or(|at| at.elapsed() > Duration::from_secs(4)) {
            let active = desktop.command("xdotool").arg("getactivewindow").output().unwrap().stdout;
            if typed.is_some() && String::from_utf8_lossy(&active).trim() != dialog {
                act(&["key", "--clearmodifiers", "Return"]);
            }
            act(&["windowactivate", "--sync", dialog]);
            act(&["key", "--clearmodifiers", "ctrl+a"]);
            act(&["type", "--clearmodifiers", "--delay", "20", file.to_str().unwrap()]);
            act(&["key", "--clearmodifiers", "Return"]);
            typed = Some(Instant::now());
        }
        false
    });
}

fn stored(desktop: &Desktop, settings: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(desktop.folder().join(settings).join("settings.json")).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_new_is_shown_a_sound_a_custom_event_and_a_call_and_only_once() {
    let desktop = Desktop::start().with_keyring().with_sound();
    let _host = TrayHost::open(&desktop);
    let phone = Phone::start(&desktop);
    let window = Window::open_as_it_is(&desktop, "new").await;
    window.fill("Server", &phone.server).await;
    window.fill("User id", &phone.user.0).await;
    window.fill("Password", &phone.user.1).await;
    window.press("Sign in").await;
    window.find("//h1[normalize-space()='Hear your phone']").await;
    window.press("Play the ringing sound").await;
    window.button("Stop the ringing sound").await;
    window.shot("first-0-sounds").await;
    window.press("Next").await;
    window.button("Use: Note a missed call").await;
    window.shot("first-1-events").await;
    window.press("Use: Note a missed call").await;
    window.press("Save").await;
    window.find("//h1[normalize-space()='See it work']").await;
    window.shot("first-2-call").await;
    window.press("Simulate a call").await;
    // It starts with one that nobody answers: it is missed, which is what was chosen.
    window.press("Simulate").await;
    window.read("Missed call from").await;
    window.press("Back").await;
    window.find("//h1[normalize-space()='Connected']").await;
    window.close(&desktop, "new").await;
    assert_eq!(stored(&desktop, "new")["welcomed"], true);

    let window = Window::open_as_it_is(&desktop, "new").await;
    window.find("//h1[normalize-space()='Connected']").await;
    window.press("About").await;
    window.read("settings.json").await;
    window.close(&desktop, "new").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_is_chosen_in_the_desktops_own_dialog_and_listened_to() {
    let desktop = Desktop::start().with_sound().with_window_manager();
    let file = desktop.folder().join("Desk bell.wav");
    fs::copy("src-tauri/sounds/waiting.wav", &file).unwrap();
    fs::write(desktop.folder().join("no sound.wav"), "This is a letter.").unwrap();
    let window = Window::open(&desktop, "sound").await;
    window.press("Try without a phone system").await;
    window.press("Sounds").await;
    window.press("Choose a ringing sound").await;
    choose(&desktop, "Open File|Choose|WAV", &desktop.folder().join("no sound.wav"));
    window.read("isn’t a WAV sound").await;
    window.press("Choose a ringing sound").await;
    choose(&desktop, "Open File|Choose|WAV", &file);
    window.read("Desk bell.wav").await;
    window.press("Play the ringing sound").await;
    window.press("Stop the ringing sound").await;
    window.button("Play the ringing sound").await;
    window.close(&desktop, "sound").await;
    assert_eq!(stored(&desktop, "sound")["ringing"]["file"], file.to_str().unwrap());
}

/// Begins a new custom event with an action of one kind.
async fn begin(window: &Window, name: &str, kind: &str) {
    window.press("New custom event").await;
    window.fill("Name", name).await;
    window.click(&format!("//label[normalize-space()='{kind}']")).await;
}

async fn save(window: &Window, name: &str) {
    window.press("Save").await;
    window.find(&format!("//main//ul//button[normalize-space()='{name}']")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_custom_event_of_each_kind_is_made_and_does_it_and_one_is_changed_to_another_kind() {
    let notes = "#!/bin/sh\nenv > \"$0.env\"\nprintf '%s\\n' \"$@\" > \"$0.new\" && mv \"$0.new\" \"$0.asked\"\n";
    let desktop = Desktop::start().with_sound().with_program("crm", notes).with_program("xdg-open", notes);
    let notifications = Notifications::listen(&desktop);
    let phone = Phone::start(&desktop);
    fs::create_dir(desktop.folder().join("kinds")).unwrap();
    fs::write(desktop.folder().join("kinds/settings.json"), json!({ "schema": 1, "soundsOn": false }).to_string()).unwrap();
    let window = Window::open(&desktop, "kinds").await;
    sign_in(&window, &phone).await;
    window.press("Custom events").await;
    let bin = desktop.folder().join("bin");
    let sound = desktop.folder().join("tap.wav");
    fs::copy("src-tauri/sounds/waiting.wav", &sound).unwrap();

    begin(&window, "A program", "Run program").await;
    window.fill("Program", bin.join("crm").to_str().unwrap()).await;
    window.fill("Parameters", "--name {Call.RemoteName}").await;
    save(&window, "A program").await;
    begin(&window, "A sound", "Play sound").await;
    window.fill("Sound", sound.to_str().unwrap()).await;
    save(&window, "A sound").await;
    begin(&window, "A message", "Show message box").await;
    window.fill("Title", "It rings").await;
    window.fill("Text", "{Call.RemoteName}").await;
    save(&window, "A message").await;
    begin(&window, "A page", "Open web page").await;
    window.fill("Address", "https://crm.example.com/?tel={Call.RemoteTel}").await;
    save(&window, "A page").await;
    begin(&window, "A service", "Run web service").await;
    window.fill("Address", &format!("{}/rings?tel={{Call.RemoteTel}}", phone.web_service())).await;
    save(&window, "A service").await;

    let call = phone.ring();
    assert_eq!(notifications.next(), ("It rings".to_owned(), "Priya Raman".to_owned()));
    let asked = |program: &str| fs::read_to_string(bin.join(format!("{program}.asked"))).unwrap_or_default();
    eventually("the program ran", || asked("crm") == "--name\nPriya Raman\n");
    eventually("the page was opened", || asked("xdg-open") == "https://crm.example.com/?tel=%2B442079460958\n");
    eventually("the service was told", || phone.ledger()["webService"][0]["path"] == "/web-service/rings");
    // What the user's session says is handed on, and what we ask of our own web view is not.
    for program in ["crm", "xdg-open"] {
        let environment = fs::read_to_string(bin.join(format!("{program}.env"))).unwrap();
        assert!(environment.contains("\nWEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1\n"), "{program}: {environment}");
        assert!(!environment.contains("WEBKIT_SKIA_ENABLE_CPU_RENDERING") && !environment.contains("WEBKIT_DISABLE_MEMORY_PRESSURE_MONITOR"), "{program}: {environment}");
    }
    window.press("Status").await;
    window.read("Triggered “A program”, “A sound”, “A message”, “A page” and “A service”.").await;
    window.shot("jobs-status").await;
    window.press("Show in Activity").await;
    window.click("//main//button[contains(normalize-space(), 'Priya Raman')]").await;
    window.find("//main//button[contains(normalize-space(), '5 custom events')]").await;
    window.shot("jobs-activity").await;
    let told = window.find("//main").await.text().await.unwrap();
    assert!(!told.contains("1 failed"), "{told}");
    phone.then(&call, "release");

    // What ran a program shows a message from now on.
    window.press("Custom events").await;
    window.press("A program").await;
    window.click("//label[normalize-space()='Show message box']").await;
    window.fill("Title", "No program").await;
    save(&window, "A program").await;
    fs::remove_file(bin.join("crm.asked")).unwrap();
    phone.ring();
    let told = [notifications.next().0, notifications.next().0];
    assert!(told.contains(&"No program".to_owned()) && told.contains(&"It rings".to_owned()), "{told:?}");
    assert_eq!(asked("crm"), "", "the program is not run any more");
    window.close(&desktop, "kinds").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn custom_events_go_to_a_file_and_come_back_switched_off() {
    let desktop = Desktop::start().with_window_manager();
    let file = desktop.folder().join("of mine.json");
    let window = Window::open(&desktop, "files").await;
    window.press("Try without a phone system").await;
    window.press("Custom events").await;
    begin(&window, "Who calls", "Show message box").await;
    window.fill("Title", "{Call.RemoteName}").await;
    save(&window, "Who calls").await;

    window.press("More for custom events").await;
    window.press("Export…").await;
    window.press("Save 1 to a file…").await;
    choose(&desktop, "Save|Export", &file);
    eventually("the file is written", || fs::read_to_string(&file).is_ok_and(|text| text.contains("Who calls")));
    window.find("//main//ul//button[normalize-space()='Who calls']").await.send_keys(&Key::Delete.to_string()).await.unwrap();
    window.read("Removed “Who calls”.").await;
    window.press("Import…").await;
    choose(&desktop, "Open File|Choose|Import", &file);
    window.read("of mine.json holds one custom event.").await;
    window.press("Add 1, switched off").await;
    window.read("From a file.").await;
    window.shot("jobs-imported").await;
    window.press("Account").await;
    window.press("Leave the demo").await;
    window.read("Sign in to your phone system").await;
    window.close(&desktop, "files").await;
    let events = stored(&desktop, "files")["customEvents"].clone();
    assert_eq!((&events[0]["name"], &events[0]["enabled"]), (&json!("Who calls"), &json!(false)), "{events}");
}
