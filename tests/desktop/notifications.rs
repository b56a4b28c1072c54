//! A listener for notifications (Desktop Notifications Specification).

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender, channel},
};

use zbus::{interface, zvariant::OwnedValue};

use crate::session::{Desktop, PATIENCE};

/// Everything the desktop is asked to show.
pub struct Notifications {
    shown: Receiver<(String, String)>,
    _bus: zbus::blocking::Connection,
}

impl Notifications {
    /// Listens on the desktop's bus.
    pub fn listen(desktop: &Desktop) -> Self {
        let (show, shown) = channel();
        let bus = zbus::blocking::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at("/org/freedesktop/Notifications", Server { show, count: 0 })
            .unwrap()
            .name("org.freedesktop.Notifications")
            .unwrap()
            .build()
            .unwrap();
        Self { shown, _bus: bus }
    }

    /// Waits for the next one and returns its title and text.
    pub fn next(&self) -> (String, String) {
        self.shown.recv_timeout(PATIENCE).expect("a notification")
    }
}

struct Server {
    show: Sender<(String, String)>,
    count: u32,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Server {
    #[expect(clippy::too_many_arguments, reason = "the specification says so")]
    fn notify(
        &mut self,
        _app: String,
        _replaces: u32,
        _icon: String,
        title: String,
        text: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        self.count += 1;
        // A test that has seen enough no longer listens.
        let _ = self.show.send((title, text));
        self.count
    }

    fn get_capabilities(&self) -> Vec<String> {
        ["body", "body-markup", "actions"].map(String::from).to_vec()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("test".into(), "bellhop".into(), "1".into(), "1.2".into())
    }

    fn close_notification(&self, _id: u32) {}
}
