//! A place for trays and notifications that shows nothing and says when something arrives.
//!
//! It prints one JSON object a line: `{"what":"ready"}`, then `{"what":"tray","at":NANOSECONDS}` and
//! `{"what":"message","at":NANOSECONDS,"title":…}`, in nanoseconds since 1970.
#![allow(clippy::print_stdout)] // It talks to whoever measures.

use std::{collections::HashMap, thread, time::SystemTime};

use zbus::{blocking::connection::Builder, interface, message::Header, zvariant::OwnedValue};

fn main() -> zbus::Result<()> {
    let _bus = Builder::session()?
        .serve_at("/StatusNotifierWatcher", Watcher { known: Vec::new() })?
        .serve_at("/org/freedesktop/Notifications", Notifications { last: 0 })?
        .name("org.kde.StatusNotifierWatcher")?
        .name("org.freedesktop.Notifications")?
        .build()?;
    println!("{}", serde_json::json!({ "what": "ready" }));
    loop {
        thread::park();
    }
}

fn now() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_nanos()).unwrap_or(u64::MAX)
}

struct Watcher {
    known: Vec<String>,
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&mut self, path: &str, #[zbus(header)] header: Header<'_>) {
        self.known.push(format!("{}{path}", header.sender().map_or("", |sender| sender.as_str())));
        println!("{}", serde_json::json!({ "what": "tray", "at": now() }));
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.known.clone()
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

struct Notifications {
    last: u32,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[allow(clippy::too_many_arguments)] // The specification of notifications has so many.
    fn notify(&mut self, _app: &str, _replaces: u32, _icon: &str, title: &str, _body: &str, _actions: Vec<String>, _hints: HashMap<String, OwnedValue>, _lasting: i32) -> u32 {
        println!("{}", serde_json::json!({ "what": "message", "at": now(), "title": title }));
        self.last += 1;
        self.last
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned(), "actions".to_owned()]
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("bench-desk", "Bellhop", "1", "1.2")
    }
}
