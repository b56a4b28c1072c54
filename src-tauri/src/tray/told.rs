//! Sees to it that the place for trays is told of ours (StatusNotifierItem specification, `org.kde.StatusNotifierWatcher`).
//!
//! The library tells it as soon as it is there, with a connection that it may not have yet at that moment
//! (libayatana-appindicator 0.5.92, which then complains of `g_dbus_proxy_new`), and never again: of some hundred starts one
//! had no tray.

use gtk::{
    gio::{self, Cancellable, DBusCallFlags, DBusConnection},
    glib::{Variant, VariantTy},
    prelude::ToVariant,
};

const PLACE: &str = "org.kde.StatusNotifierWatcher";
const OBJECT: &str = "/StatusNotifierWatcher";
/// Where the library has our tray, by the id under which Tauri makes it.
const OURS: &str = "/org/ayatana/NotificationItem/tray_icon_tray_app_bellhop";
/// As long as the library waits by itself.
const AS_USUAL: i32 = -1;

/// Tells the place for trays of ours, if there is one that does not know of it. It is to be called on the main thread.
pub(super) fn see_to_it() {
    // The session has one connection of this kind, and it must be the library's: who tells is who has the tray.
    gio::bus_get(gio::BusType::Session, Cancellable::NONE, |bus| {
        let Ok(bus) = bus else { return };
        let Some(name) = bus.unique_name() else { return };
        let what = (PLACE, "RegisteredStatusNotifierItems").to_variant();
        let teller = bus.clone();
        bus.call(
            Some(PLACE),
            OBJECT,
            "org.freedesktop.DBus.Properties",
            "Get",
            Some(&what),
            VariantTy::new("(v)").ok(),
            DBusCallFlags::NO_AUTO_START,
            AS_USUAL,
            Cancellable::NONE,
            move |known| match known {
                Ok(known) if !is_among(&name, &known) => tell(&teller),
                Ok(_) => {}
                Err(error) => tracing::debug!(%error, "no place for trays says what it knows of"),
            },
        );
    });
}

fn tell(bus: &DBusConnection) {
    tracing::info!("the place for trays did not know of ours");
    bus.call(Some(PLACE), OBJECT, PLACE, "RegisterStatusNotifierItem", Some(&(OURS,).to_variant()), None, DBusCallFlags::NO_AUTO_START, AS_USUAL, Cancellable::NONE, |told| {
        if let Err(error) = told {
            tracing::warn!(%error, "the place for trays could not be told of ours");
        }
    });
}

/// Whether one of the trays that are known is of this connection. Each is named by it and by its path, and desktops put one
/// after the other (KDE) or something between them (`@`, GNOME's extension).
fn is_among(connection: &str, known: &Variant) -> bool {
    let known: Vec<String> = known.child_value(0).as_variant().and_then(|known| known.get()).unwrap_or_default();
    known.iter().filter_map(|tray| tray.strip_prefix(connection)).any(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tray_is_known_by_its_connection() {
        let known = |trays: &[&str]| (trays.to_variant(),).to_variant();
        assert!(is_among(":1.4", &known(&[":1.7/StatusNotifierItem", ":1.4/org/ayatana/NotificationItem/bellhop"])));
        assert!(is_among(":1.4", &known(&[":1.4@/org/ayatana/NotificationItem/bellhop"])) && is_among(":1.4", &known(&[":1.4"])));
        assert!(!is_among(":1.4", &known(&[":1.42/StatusNotifierItem"])), "another connection");
        assert!(!is_among(":1.4", &known(&[])));
    }
}
