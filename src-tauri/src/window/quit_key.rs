//! Ctrl+Q in the window: where no tray shows Bellhop, there is no other way to end it from its own window. On a Mac the menu
//! has such a key, and Windows knows none.

use gtk::{gdk, glib::Propagation, prelude::WidgetExt};
use tauri::{Manager, WebviewWindow};

use crate::app;

/// Has the program end when the key is pressed, unless something would be lost.
pub(super) fn listen(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    let asked = window.with_webview(move |view| {
        view.inner().connect_key_press_event(move |_, key| {
            let is_quit = key.keyval().to_lower() == gdk::keys::constants::q && key.state().contains(gdk::ModifierType::CONTROL_MASK);
            if !is_quit {
                return Propagation::Proceed;
            }
            super::unless_unsaved(&app, app::quit);
            Propagation::Stop
        });
    });
    if let Err(error) = asked {
        tracing::debug!(%error, "the window has no key to end the program");
    }
}
