//! A listener for notifications (Desktop Notifications Specification).

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender, channel},
};

use zbus::{interface, zvariant::OwnedValue};

use crate::session::{Desktop, PATIENCE};

/// One notification as it was asked for.
pub struct Shown {
    /// Its number.
    pub id: u32,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Whether a click on it does something.
    pub opens: bool,
    /// Whether it stays until somebody puts it away.
    pub stays: bool,
    /// Whether it asks to be shown to whoever does not want to be disturbed.
    pub urgent: bool,
}

/// Everything the desktop is asked to show.
pub struct Notifications {
    shown: Receiver<Shown>,
    withdrawn: Receiver<u32>,
    bus: zbus::blocking::Connection,
}

impl Notifications {
    /// Listens on the desktop's bus.
    pub fn listen(desktop: &Desktop) -> Self {
        let ((show, shown), (withdraw, withdrawn)) = (channel(), channel());
        let bus = zbus::blocking::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at("/org/freedesktop/Notifications", Server { show, withdraw, count: 0 })
            .unwrap()
            .name("org.freedesktop.Notifications")
            .unwrap()
            .build()
            .unwrap();
        Self { shown, withdrawn, bus }
    }

    /// Waits for the next one and returns its title and text.
    pub fn next(&self) -> (String, String) {
        let shown = self.next_in_full();
        (shown.title, shown.text)
    }

    /// Waits for the next one.
    pub fn next_in_full(&self) -> Shown {
        self.shown.recv_timeout(PATIENCE).expect("a notification")
    }

    /// Waits until one is taken away, and returns its number.
    pub fn withdrawn(&self) -> u32 {
        self.withdrawn.recv_timeout(PATIENCE).expect("a notification that is taken away")
    }

    /// Clicks on one.
    pub fn click(&self, id: u32) {
        self.bus.emit_signal(None::<&str>, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked", &(id, "default")).unwrap();
    }
}

/// Somebody on the desktop's bus who should show notifications, and never answers.
pub fn never_answering(desktop: &Desktop) -> zbus::blocking::Connection {
    let builder = zbus::blocking::connection::Builder::address(desktop.bus_address()).unwrap();
    builder.serve_at("/org/freedesktop/Notifications", Hung).unwrap().name("org.freedesktop.Notifications").unwrap().build().unwrap()
}

struct Hung;

#[interface(name = "org.freedesktop.Notifications")]
impl Hung {
    async fn get_capabilities(&self) -> Vec<String> {
        std::future::pending().await
    }
}

struct Server {
    show: Sender<Shown>,
    withdraw: Sender<u32>,
    count: u32,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Server {
    #[expect(clippy::too_many_arguments, reason = "the specification says so")]
    fn notify(&mut self, _app: String, _replaces: u32, _icon: String, title: String, text: String, actions: Vec<String>, hints: HashMap<String, OwnedValue>, timeout: i32) -> u32 {
        self.count += 1;
        // A test that has seen enough no longer listens.
        let stays = timeout == 0 && hints.get("resident").is_some_and(|resident| bool::try_from(resident).unwrap_or(false));
        let urgent = hints.get("urgency").is_some_and(|urgency| u8::try_from(urgency).is_ok_and(|urgency| urgency > 1));
        let _ = self.show.send(Shown { id: self.count, title, text, opens: actions.first().is_some_and(|action| action == "default"), stays, urgent });
        self.count
    }

    fn get_capabilities(&self) -> Vec<String> {
        ["body", "body-markup", "actions"].map(String::from).to_vec()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("test".into(), "bellhop".into(), "1".into(), "1.2".into())
    }

    fn close_notification(&self, id: u32) {
        // As above.
        let _ = self.withdraw.send(id);
    }
}
