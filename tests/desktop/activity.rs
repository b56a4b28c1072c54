//! What happened and why, found out in the window.

use std::fs;

use serde_json::{Value, json};

use crate::{
    phone::Phone,
    session::{Desktop, bellhop},
    tray::TrayHost,
    window::Window,
};

fn custom_event(name: &str, trigger: Value, action: Value) -> Value {
    json!({ "id": name, "name": name, "enabled": true, "trigger": trigger, "actions": [action] })
}

#[tokio::test(flavor = "multi_thread")]
async fn why_a_call_fired_nothing_is_found_out_with_two_clicks() {
    let desktop = Desktop::start().with_keyring();
    let _host = TrayHost::open(&desktop);
    let phone = Phone::start(&desktop);
    let settings = desktop.folder().join("settings");
    fs::create_dir(&settings).unwrap();
    let ringing = |scope: &str, remote: &str| json!({ "category": "call", "state": "ringing", "scope": scope, "remoteTel": remote });
    let message = || json!({ "kind": "showMessage", "title": "x", "text": "" });
    let stored = json!({ "schema": 1, "soundsOn": false, "customEvents": [
        custom_event("Colleagues only", ringing("internal", ""), message()),
        custom_event("Edinburgh calls", ringing("external", "0131"), message()),
        custom_event("Missed ones", json!({ "category": "call", "state": "missed" }), message()),
    ] });
    fs::write(settings.join("settings.json"), stored.to_string()).unwrap();
    let window = Window::open(&desktop, "settings").await;
    window.fill("Server", &phone.server).await;
    window.fill("User id", &phone.user.0).await;
    window.fill("Password", &phone.user.1).await;
    window.press("Sign in").await;
    window.read("Anna Lindqvist").await;

    phone.ring();
    window.read("Priya Raman").await;
    window.shot("why-0-status").await;
    window.press("Activity").await;
    let line = window.find("//main//button[contains(normalize-space(), 'Priya Raman')]").await;
    window.shot("why-1-activity").await;
    line.click().await.unwrap();
    window.read("None of the 3 custom events about this ran").await;
    window.read("Scope: wanted Internal, call was External").await;
    window.read("Remote tel: wanted 0131, call was with +442079460958").await;
    window.shot("why-2-opened").await;
    window.close(&desktop, "settings").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_custom_event_is_tried_simulated_and_seen_to_have_run() {
    let desktop = Desktop::start().with_keyring().with_program("crm", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$0.new\" && mv \"$0.new\" \"$0.arguments\"\n");
    let _host = TrayHost::open(&desktop);
    let phone = Phone::start(&desktop);
    let settings = desktop.folder().join("settings");
    fs::create_dir(&settings).unwrap();
    let crm = desktop.folder().join("bin/crm");
    let run = json!({ "kind": "runProgram", "program": crm, "parameters": "--popup \"{Call.RemoteName}\" {Call.RemoteTel}" });
    let mut event = custom_event("CRM", json!({ "category": "call", "state": "ringing" }), run);
    event["actions"].as_array_mut().unwrap().push(json!({ "kind": "runWebService", "url": "http://127.0.0.1:9/log/{Call.Id}", "method": "POST" }));
    fs::write(settings.join("settings.json"), json!({ "schema": 1, "soundsOn": false, "customEvents": [event] }).to_string()).unwrap();
    let window = Window::open(&desktop, "settings").await;
    window.fill("Server", &phone.server).await;
    window.fill("User id", &phone.user.0).await;
    window.fill("Password", &phone.user.1).await;
    window.press("Sign in").await;
    window.read("Anna Lindqvist").await;

    // The editor shows exactly what would be run, and runs it.
    window.press("Custom events").await;
    window.click("//main//button[contains(normalize-space(), 'CRM')]").await;
    window.read("--popup").await;
    window.shot("try-0-editor").await;
    window.click("(//button[starts-with(normalize-space(), 'Try')][not(@disabled)])[1]").await;
    window.read("exit code 0").await;
    assert_eq!(fs::read_to_string(format!("{}.arguments", crm.display())).unwrap(), "--popup\nPriya Raman\n+442079460958\n");
    fs::remove_file(format!("{}.arguments", crm.display())).unwrap();
    window.shot("try-1-tried").await;
    window.press("Cancel").await;

    // A real call, and what is owed to a service that is away.
    phone.ring();
    window.press("Activity").await;
    window.click("//main//button[contains(normalize-space(), 'Priya Raman')]").await;
    window.read("Retry now").await;
    window.read("Run again").await;
    window.shot("ran-0-activity").await;
    assert_eq!(fs::read_to_string(format!("{}.arguments", crm.display())).unwrap(), "--popup\nPriya Raman\n+442079460958\n");
    window.close(&desktop, "settings").await;
    assert!(bellhop().exists());
}
