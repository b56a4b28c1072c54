//! The window: made when it is wanted, and gone with its web view when it is closed.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use url::Url;

use crate::{places::Places, text, tray};

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

/// Closes the window, or puts it into the task bar where there is no tray to bring it back from.
pub async fn close(window: WebviewWindow, has_tray: bool) {
    let closed = if has_tray && tray::is_shown().await { window.destroy() } else { window.minimize() };
    if let Err(error) = closed {
        tracing::warn!(%error, "the window could not be closed");
    }
}

/// Whether an address is one of our pages, which lead nowhere else.
pub fn is_ours(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", _) | ("http" | "https", Some("tauri.localhost"))) || (cfg!(debug_assertions) && url.host_str() == Some("localhost"))
}

fn make(app: &AppHandle) {
    let made = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(format!("index.html?language={}", text::of_system()).into()))
        .title("Bellhop")
        .inner_size(900.0, 640.0)
        .min_inner_size(360.0, 360.0)
        // The pages keep nothing, but the web view makes its folders: among ours, and gone with them.
        .data_directory(app.state::<Places>().web_view())
        .disable_drag_drop_handler()
        .on_navigation(is_ours)
        .build();
    if let Err(error) = made {
        tracing::error!(%error, "the window could not be made");
    }
}
