//! The window: made when it is wanted, and gone with its web view when it is closed.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

/// The label of the one window.
pub const LABEL: &str = "main";

/// Shows the window: the one there is, or a new one.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window system that refuses leaves the window where it is.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
        return;
    }
    let app = app.clone();
    // Not in the handler that asks for it: on Windows, making a window waits for the handlers to be done.
    tauri::async_runtime::spawn(async move { make(&app) });
}

fn make(app: &AppHandle) {
    let made = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Bellhop")
        .inner_size(900.0, 640.0)
        .min_inner_size(360.0, 360.0)
        .disable_drag_drop_handler()
        // The pages are ours and lead nowhere else.
        .on_navigation(|url| {
            matches!((url.scheme(), url.host_str()), ("tauri", _) | ("http" | "https", Some("tauri.localhost"))) || (cfg!(debug_assertions) && url.host_str() == Some("localhost"))
        })
        .build();
    if let Err(error) = made {
        tracing::error!(%error, "the window could not be made");
    }
}
