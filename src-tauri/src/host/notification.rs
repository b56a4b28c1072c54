//! Showing a native notification.

use custom_events::Message;
use engine::host::{Announcement, Failure, FailureCode};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

use crate::{text::Text, window};

/// Shows a message; through the desktop where there is one, else straight to the system.
///
/// # Errors
/// Fails if the system took no notification, as far as it says.
pub async fn show(app: Option<&AppHandle>, message: Message) -> Result<(), Failure> {
    let text = plain(message.text).await?;
    match app {
        Some(app) => app.notification().builder().title(message.title).body(text).show().map_err(refused),
        None => tokio::task::spawn_blocking(move || notify_rust::Notification::new().appname("Bellhop").summary(&message.title).body(&text).show().map(drop).map_err(refused))
            .await
            .map_err(refused)?,
    }
}

/// Says how it is with the connection, to whoever is not looking at the window.
pub async fn announce(app: &AppHandle, announcement: &Announcement) {
    if app.get_webview_window(window::LABEL).is_some_and(|window| window.is_focused().unwrap_or(false)) {
        return;
    }
    let text = app.state::<Text>();
    let (title, problem) = match announcement {
        Announcement::NotConnected(problem) => ("toast-not-connected", problem),
        Announcement::SignedOut(problem) => ("toast-signed-out", problem),
    };
    let message = Message { title: text.get(title), text: text.problem(problem), ..Message::default() };
    if let Err(failure) = show(Some(app), message).await {
        tracing::warn!(reason = failure.detail, "how it is with the connection could not be said");
    }
}

fn refused(error: impl std::fmt::Display) -> Failure {
    Failure::new(FailureCode::NotificationRefused, error.to_string())
}

/// Returns a text that shows as it is: a Linux desktop that understands markup must not find any in a caller's name
/// (Desktop Notifications Specification, `body-markup`).
///
/// # Errors
/// Fails if the desktop has nobody who shows notifications. The plugin would not say so.
#[cfg(target_os = "linux")]
async fn plain(text: String) -> Result<String, Failure> {
    let capabilities = tokio::task::spawn_blocking(notify_rust::get_capabilities).await.map_err(refused)?.map_err(refused)?;
    let markup = capabilities.iter().any(|capability| capability == "body-markup");
    Ok(if markup { text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;") } else { text })
}

#[cfg(not(target_os = "linux"))]
async fn plain(text: String) -> Result<String, Failure> {
    Ok(text)
}
