//! The keyring of the desktop, which comes and goes as it likes.

use std::{collections::HashMap, fs};

use serde_json::json;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::{
    actions::start_demo,
    phone::Phone,
    session::{Desktop, end, eventually},
};

const SERVICE: &str = "org.freedesktop.secrets";

#[test]
fn a_keyring_that_is_started_anew_is_asked_again() {
    let mut desktop = Desktop::start().with_keyring();
    keep(&desktop, "web service secret: crm", "s3cret");
    let service = Phone::start(&desktop);
    let settings = desktop.folder().join("settings");
    fs::create_dir(&settings).unwrap();
    let action =
        json!({ "kind": "runWebService", "url": format!("{}/{{Call.Id}}", service.web_service()), "headers": [{ "name": "Authorization", "value": "Bearer ", "secret": "crm" }] });
    let event = json!({ "id": "log", "name": "log", "enabled": true, "actions": [action], "trigger": { "category": "call", "state": "ringing" } });
    fs::write(settings.join("settings.json"), json!({ "schema": 1, "soundsOn": false, "customEvents": [event] }).to_string()).unwrap();
    let (mut app, lines, phone) = start_demo(&desktop, &settings);
    let visits = || service.ledger()["webService"].as_array().map_or(0, Vec::len);
    phone.ring();
    eventually("the service is called", || visits() == 1);
    lines.wait_for(&json!({ "type": "action", "event": "log", "outcome": "ok" }));

    desktop.end_keyring();
    phone.ring();
    let line = lines.wait_for(&json!({ "type": "action", "event": "log", "outcome": "failed" }));
    assert!(line["detail"].as_str().unwrap().contains("keyringClosed (crm"), "{line}");
    let mut desktop = desktop.with_keyring();
    lines.wait_for(&json!({ "type": "action", "event": "log", "outcome": "ok" }));
    assert_eq!(visits(), 2, "what waited for it is sent");
    desktop.end_keyring();
    let _desktop = desktop.with_keyring();
    phone.ring();
    eventually("the service is called", || visits() == 3);
    assert_eq!(end(&mut app, "TERM"), Some(0));
}

/// Keeps a secret of ours, as the Secret Service API has it.
fn keep(desktop: &Desktop, name: &str, secret: &str) {
    let bus = desktop.bus();
    let opened = bus.call_method(Some(SERVICE), "/org/freedesktop/secrets", Some("org.freedesktop.Secret.Service"), "OpenSession", &("plain", Value::from(""))).unwrap();
    let (_, session): (OwnedValue, OwnedObjectPath) = opened.body().deserialize().unwrap();
    let attributes = HashMap::from([("service", "org.bellhop-desktop.bellhop"), ("username", name), ("target", "default")]);
    let properties = HashMap::from([("org.freedesktop.Secret.Item.Label", Value::from(name)), ("org.freedesktop.Secret.Item.Attributes", Value::from(attributes))]);
    let secret = (&session, Vec::<u8>::new(), secret.as_bytes(), "text/plain");
    bus.call_method(Some(SERVICE), "/org/freedesktop/secrets/aliases/default", Some("org.freedesktop.Secret.Collection"), "CreateItem", &(properties, secret, true)).unwrap();
}
