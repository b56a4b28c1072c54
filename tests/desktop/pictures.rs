//! The pictures in docs/screenshots, taken of the real program. `cargo xtask screenshots` asks for them and puts them there.

use std::fs;

use serde_json::{Value, json};

use crate::{notifications::Notifications, session::Desktop, tray::TrayHost, window::Window};

fn event(name: &str, enabled: bool, trigger: &Value, action: &Value) -> Value {
    json!({ "id": name, "name": name, "enabled": enabled, "trigger": trigger, "actions": [action] })
}

fn events() -> Value {
    let call = |state: &str, scope: &str| json!({ "category": "call", "state": state, "direction": "inbound", "scope": scope });
    let page = json!({ "kind": "openWebPage", "url": "https://people.northgate.example/card?tel={Call.RemoteTel}" });
    let service = json!({ "kind": "runWebService", "url": "https://timesheet.northgate.example/calls", "method": "POST" });
    let message = |title: &str| json!({ "kind": "showMessage", "title": title, "text": "{Call.RemoteTel:display|Number withheld}" });
    json!([
        event("Say who calls", true, &call("ringing", "external"), &message("{Call.RemoteName|Somebody} calls")),
        event("Colleague’s card", true, &call("ringing", "internal"), &page),
        event("Log finished calls", true, &call("completed", "both"), &service),
        event(
            "Red lamp on the door",
            true,
            &json!({ "category": "device", "state": "dndOn" }),
            &json!({ "kind": "runProgram", "program": "/usr/local/bin/door-lamp", "parameters": "--red" })
        ),
        event("Note for missed calls", false, &call("missed", "external"), &message("Missed: {Call.RemoteName}")),
    ])
}

/// Every page, in one theme.
async fn pictures(theme: &str) {
    let desktop = Desktop::start().with_keyring().with_sound();
    let _host = TrayHost::open(&desktop);
    let notifications = Notifications::listen(&desktop);
    let settings = desktop.folder().join("settings");
    fs::create_dir(&settings).unwrap();
    let stored = json!({ "schema": 1, "theme": theme, "language": "en", "customEvents": events() });
    fs::write(settings.join("settings.json"), stored.to_string()).unwrap();
    let window = Window::open_as_it_is(&desktop, "settings").await;
    let shot = async |name: &str| {
        // Where the keys are is of no interest to a reader, and the text cursor blinks.
        window.client.execute("document.activeElement?.blur()", Vec::new()).await.unwrap();
        window.shot(&format!("doc-{name}-{theme}")).await;
    };
    window.button("Try without a phone system").await;
    shot("sign-in").await;
    window.press("Try without a phone system").await;
    window.find("//h1[normalize-space()='Hear your phone']").await;
    shot("first-steps").await;
    window.press("Next").await;
    window.button("Use: Note a missed call").await;
    shot("first-steps-events").await;
    window.press("Skip the first steps").await;

    window.press("Account").await;
    window.press("Add from busy-lamp list").await;
    window.find("//li[contains(., 'José Núñez') and contains(., 'Allowed')]").await;
    window.find("//li[contains(., 'Hugo Martin') and contains(., 'let you watch this line')]").await;
    shot("account").await;
    for name in ["Hugo Martin", "Grace Okafor"] {
        window.press(&format!("Stop watching {name}")).await;
        window.find(&format!("//main[not(.//li[contains(., '{name}')])]")).await;
    }
    window.press("Status").await;
    window.press("Ring").await;
    notifications.next();
    window.press("Answer").await;
    window.find("//h1[normalize-space()='Connected, in a call']").await;
    window.read("Triggered “Say who calls”.").await;
    shot("status").await;
    window.press("Sounds").await;
    window.read("Built in: desk bell").await;
    shot("sounds").await;
    window.press("Custom events").await;
    window.read("Say who calls").await;
    shot("custom-events").await;
    window.press("Say who calls").await;
    window.read("Priya Raman calls").await;
    shot("editor").await;
    window.press("Cancel").await;
    window.press("Activity").await;
    window.click("//main//button[contains(normalize-space(), 'Priya Raman rang')]").await;
    window.read("Scope: wanted Internal, call was External").await;
    shot("activity").await;
    window.press("General").await;
    window.field("Language").await;
    shot("general").await;
    window.press("About").await;
    window.read("settings.json").await;
    // Where a user has them, not where this test has.
    let settings = vec![settings.to_str().unwrap().into()];
    let as_at_home =
        "for (const help of document.querySelectorAll('.help')) help.textContent = help.textContent.replace(arguments[0], '/home/anna/.config/org.bellhop-desktop.bellhop')";
    window.client.execute(as_at_home, settings).await.unwrap();
    shot("about").await;
    window.press("Status").await;
    window.press("Hang up").await;
    window.close(&desktop, "settings").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "it takes pictures, and tests nothing that no other test does"]
async fn pictures_of_every_page_for_the_documentation() {
    for theme in ["light", "dark"] {
        pictures(theme).await;
    }
}
