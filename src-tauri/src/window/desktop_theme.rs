//! Light or dark, as the desktop says it (XDG Desktop Portal, `org.freedesktop.portal.Settings`): GTK goes by it, and so do
//! the web view and its pages.
//!
//! Tauri can watch it as well. It then waits for the desktop's answer before each window, however long that takes, and looks
//! for news every five seconds for as long as the program runs, which is why its feature `dbus` is off.

use std::{
    env,
    sync::atomic::{AtomicBool, Ordering},
};

use engine::Handle;
use gtk::{
    Settings,
    gio::{self, Cancellable, DBusCallFlags, DBusConnection, DBusSignalFlags},
    glib::{Variant, VariantTy},
    prelude::{GtkSettingsExt, ToVariant},
};
use tauri::{AppHandle, Manager};

use super::paper;

const DESKTOP: &str = "org.freedesktop.portal.Desktop";
const OBJECT: &str = "/org/freedesktop/portal/desktop";
const INTERFACE: &str = "org.freedesktop.portal.Settings";
const NAMESPACE: &str = "org.freedesktop.appearance";
const KEY: &str = "color-scheme";
/// `ReadOne` would be without the second wrapping, and desktops of a few years ago have `Read` only.
const READ: &str = "Read";

/// How long the first window waits for the desktop's answer, in milliseconds: it should not begin in the other colour, and
/// not be late either.
const A_GLANCE: i32 = 100;
/// As long as the library waits by itself.
const AS_USUAL: i32 = -1;

/// Whether GTK draws dark. It may be asked on the main thread only, and windows are made on others.
#[derive(Default)]
pub(super) struct Dark(AtomicBool);

impl Dark {
    pub(super) fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Follows the desktop until the program ends. It is to be called on the main thread, before there is a window.
pub fn follow(app: &AppHandle, window_comes: bool) {
    app.manage(Dark::default());
    let Some(settings) = Settings::default() else { return };
    if window_comes && let Ok(bus) = gio::bus_get_sync(gio::BusType::Session, Cancellable::NONE) {
        let answer = bus.call_sync(Some(DESKTOP), OBJECT, INTERFACE, READ, Some(&question()), answer_type(), DBusCallFlags::NONE, A_GLANCE, Cancellable::NONE);
        hear(answer);
    }
    note(app, &settings);
    let changed = {
        let app = app.clone();
        move |settings: &Settings| {
            note(&app, settings);
            lay_paper(&app);
        }
    };
    settings.connect_gtk_application_prefer_dark_theme_notify(changed.clone());
    settings.connect_gtk_theme_name_notify(changed);
    on_bus(|bus| {
        bus.signal_subscribe(Some(DESKTOP), Some(INTERFACE), Some("SettingChanged"), Some(OBJECT), Some(NAMESPACE), DBusSignalFlags::NONE, |_, _, _, _, _, change| {
            if let Some((_, key, value)) = change.get::<(String, String, Variant)>()
                && key == KEY
            {
                prefer(&value);
            }
        });
        // Whoever answers may come later than we do, and again. The watch keeps the connection.
        gio::bus_watch_name_on_connection(bus, DESKTOP, gio::BusNameWatcherFlags::NONE, |bus, _, _| ask(&bus, DBusCallFlags::NO_AUTO_START), |_, _| {});
    });
}

/// Has whoever answers started, if nobody was there to answer so far: a window is there, to whom it matters.
pub(super) fn want(app: &AppHandle) {
    let asked = app.run_on_main_thread(|| on_bus(|bus| ask(bus, DBusCallFlags::NONE)));
    if let Err(error) = asked {
        tracing::debug!(%error, "the desktop is not asked whether it is dark");
    }
}

fn on_bus(then: impl FnOnce(&DBusConnection) + 'static) {
    gio::bus_get(gio::BusType::Session, Cancellable::NONE, |bus| match bus {
        Ok(bus) => then(&bus),
        Err(error) => tracing::debug!(%error, "no desktop says whether it is dark"),
    });
}

fn ask(bus: &DBusConnection, flags: DBusCallFlags) {
    bus.call(Some(DESKTOP), OBJECT, INTERFACE, READ, Some(&question()), answer_type(), flags, AS_USUAL, Cancellable::NONE, hear);
}

fn question() -> Variant {
    (NAMESPACE, KEY).to_variant()
}

/// An answer of another type is an error.
fn answer_type() -> Option<&'static VariantTy> {
    VariantTy::new("(v)").ok()
}

fn hear(answer: Result<Variant, gtk::glib::Error>) {
    match answer {
        Ok(answer) => prefer(&answer.child_value(0)),
        Err(error) => tracing::debug!(%error, "the desktop does not say whether it is dark"),
    }
}

/// Has GTK draw by a `color-scheme`, in however many wrappings it came.
fn prefer(scheme: &Variant) {
    if scheme.type_() == VariantTy::VARIANT {
        return prefer(&scheme.child_value(0));
    }
    let Some(settings) = Settings::default() else { return };
    match scheme.get::<u32>() {
        Some(1) => settings.set_gtk_application_prefer_dark_theme(true),
        Some(2) => settings.set_gtk_application_prefer_dark_theme(false),
        // No preference: as it is without us.
        _ => settings.reset_property("gtk-application-prefer-dark-theme"),
    }
}

fn note(app: &AppHandle, settings: &Settings) {
    app.state::<Dark>().0.store(draws_dark(settings), Ordering::Relaxed);
}

/// Whether GTK draws dark, by the signs that the web view goes by, too.
fn draws_dark(settings: &Settings) -> bool {
    let is_dark = |theme: &str| theme.ends_with("-dark") || theme.ends_with("-Dark");
    settings.is_gtk_application_prefer_dark_theme()
        || match env::var("GTK_THEME") {
            Ok(theme) if !theme.is_empty() => is_dark(&theme) || theme.ends_with(":dark"),
            _ => settings.gtk_theme_name().is_some_and(|theme| is_dark(&theme)),
        }
}

/// Gives the windows there are the colour their pages are about to have.
fn lay_paper(app: &AppHandle) {
    let Some(engine) = app.try_state::<Handle>() else { return };
    let chosen = engine.view().borrow().settings.theme;
    for window in app.webview_windows().values() {
        paper::lay(window, chosen);
    }
}
