//! Light or dark, as the desktop says.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use zbus::{
    fdo, interface,
    zvariant::{OwnedValue, Value},
};

use crate::{session::Desktop, window::Window};

const OBJECT: &str = "/org/freedesktop/portal/desktop";
const INTERFACE: &str = "org.freedesktop.portal.Settings";
const NAMESPACE: &str = "org.freedesktop.appearance";
const KEY: &str = "color-scheme";
/// The values of `color-scheme`.
const NO_PREFERENCE: u32 = 0;
const DARK: u32 = 1;
const LIGHT: u32 = 2;

/// Whoever answers programs that ask for the settings of the desktop.
struct Portal {
    scheme: Arc<AtomicU32>,
}

#[interface(name = "org.freedesktop.portal.Settings")]
impl Portal {
    fn read(&self, namespace: &str, key: &str) -> fdo::Result<OwnedValue> {
        if (namespace, key) != (NAMESPACE, KEY) {
            return Err(fdo::Error::Failed(format!("there is no {namespace} {key}")));
        }
        let scheme = Value::from(self.scheme.load(Ordering::Relaxed));
        Ok(Value::Value(Box::new(scheme)).try_to_owned().unwrap())
    }
}

/// A portal, and what has it say something else.
struct Settings {
    bus: zbus::blocking::Connection,
    scheme: Arc<AtomicU32>,
}

impl Settings {
    fn of(desktop: &Desktop, scheme: u32) -> Self {
        let scheme = Arc::new(AtomicU32::new(scheme));
        let builder = zbus::blocking::connection::Builder::address(desktop.bus_address()).unwrap();
        let bus = builder.serve_at(OBJECT, Portal { scheme: scheme.clone() }).unwrap().name("org.freedesktop.portal.Desktop").unwrap().build().unwrap();
        Self { bus, scheme }
    }

    /// The user changes it.
    fn set(&self, scheme: u32) {
        self.scheme.store(scheme, Ordering::Relaxed);
        self.bus.emit_signal(None::<&str>, OBJECT, INTERFACE, "SettingChanged", &(NAMESPACE, KEY, Value::from(scheme))).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_is_dark_where_the_desktop_is_and_follows_it_at_once() {
    let desktop = Desktop::start();
    let settings = Settings::of(&desktop, DARK);
    let window = Window::open(&desktop, "theme").await;
    for (scheme, shown) in [(None, "dark"), (Some(LIGHT), "light"), (Some(DARK), "dark"), (Some(NO_PREFERENCE), "light")] {
        if let Some(scheme) = scheme {
            settings.set(scheme);
        }
        window.find(&format!("/html[@data-theme='{shown}']")).await;
    }
    window.close(&desktop, "theme").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desktop_that_says_it_late_is_heard() {
    let desktop = Desktop::start();
    let window = Window::open(&desktop, "late").await;
    window.find("/html[@data-theme='light']").await;
    let _settings = Settings::of(&desktop, DARK);
    window.find("/html[@data-theme='dark']").await;
    window.close(&desktop, "late").await;
}
