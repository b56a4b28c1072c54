//! Light or dark, as the desktop says it (XDG Desktop Portal, `org.freedesktop.portal.Settings`): GTK goes by it, and so do
//! the web view and its pages.
//!
//! Tauri can watch it as well. It then waits for the desktop's answer before each window, and looks for news every five
//! seconds for as long as the program runs, which is why its feature `dbus` is off.

use std::sync::atomic::{AtomicBool, Ordering};

use engine::Handle;
use gtk::{
    Settings, gio,
    glib::{self, Variant, VariantTy},
    prelude::{GtkSettingsExt, ToVariant},
};
use tauri::{AppHandle, Manager};

use super::paper;

const DESKTOP: &str = "org.freedesktop.portal.Desktop";
const OBJECT: &str = "/org/freedesktop/portal/desktop";
const INTERFACE: &str = "org.freedesktop.portal.Settings";
const NAMESPACE: &str = "org.freedesktop.appearance";
const KEY: &str = "color-scheme";
/// What `color-scheme` is where dark is preferred; 0 is no preference, 2 is light.
const DARK: u32 = 1;
/// As long as the bus itself waits for an answer.
const PATIENCE: i32 = -1;

/// Whether GTK draws dark. It may be asked on the main thread only, and windows are made on others.
static IS_DARK: AtomicBool = AtomicBool::new(false);

/// Says whether what follows the desktop is dark now.
pub(super) fn is_dark() -> bool {
    IS_DARK.load(Ordering::Relaxed)
}

/// Follows the desktop until the program ends. It is to be called on the main thread.
pub fn follow(app: &AppHandle) {
    let Some(settings) = Settings::default() else { return };
    IS_DARK.store(draws_dark(&settings), Ordering::Relaxed);
    let changed = {
        let app = app.clone();
        move |settings: &Settings| {
            IS_DARK.store(draws_dark(settings), Ordering::Relaxed);
            lay_paper(&app);
        }
    };
    settings.connect_gtk_application_prefer_dark_theme_notify(changed.clone());
    settings.connect_gtk_theme_name_notify(changed);
    gio::bus_get(gio::BusType::Session, gio::Cancellable::NONE, move |bus| match bus {
        Ok(bus) => ask(&bus),
        Err(error) => tracing::debug!(%error, "no desktop says whether it is dark"),
    });
}

fn ask(bus: &gio::DBusConnection) {
    // The connection is there as long as what hears of changes is.
    let kept = bus.clone();
    bus.signal_subscribe(Some(DESKTOP), Some(INTERFACE), Some("SettingChanged"), Some(OBJECT), Some(NAMESPACE), gio::DBusSignalFlags::NONE, move |_, _, _, _, _, change| {
        let _ = &kept;
        if let Some((_, key, value)) = change.get::<(String, String, Variant)>()
            && key == KEY
        {
            prefer(&value);
        }
    });
    // `ReadOne` would be without the second wrapping, and desktops of a few years ago have `Read` only.
    let question = (NAMESPACE, KEY).to_variant();
    let answered = |answer: Result<Variant, glib::Error>| match answer {
        Ok(answer) => prefer(&answer.child_value(0)),
        Err(error) => tracing::debug!(%error, "the desktop does not say whether it is dark"),
    };
    bus.call(Some(DESKTOP), OBJECT, INTERFACE, "Read", Some(&question), None, gio::DBusCallFlags::NONE, PATIENCE, gio::Cancellable::NONE, answered);
}

/// Has GTK draw by a `color-scheme`, in however many wrappings it came.
fn prefer(scheme: &Variant) {
    if scheme.type_() == VariantTy::VARIANT {
        return prefer(&scheme.child_value(0));
    }
    match (scheme.get::<u32>(), Settings::default()) {
        (Some(scheme), Some(settings)) => settings.set_gtk_application_prefer_dark_theme(scheme == DARK),
        _ => tracing::debug!(%scheme, "the desktop says something else than whether it is dark"),
    }
}

/// GTK draws dark where a program prefers it, and with themes that are dark. The web view tells those by the same names.
fn draws_dark(settings: &Settings) -> bool {
    let theme = settings.gtk_theme_name().unwrap_or_default().to_lowercase();
    settings.is_gtk_application_prefer_dark_theme() || theme.ends_with("-dark") || theme.ends_with(":dark")
}

/// Gives the windows there are the colour their pages are about to have.
fn lay_paper(app: &AppHandle) {
    let Some(engine) = app.try_state::<Handle>() else { return };
    let chosen = engine.view().borrow().settings.theme;
    for window in app.webview_windows().values() {
        paper::lay(window, chosen);
    }
}
