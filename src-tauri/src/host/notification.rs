//! Showing a native notification, or where nobody shows any, a message in a window of our own.
//!
//! On Linux a message can stay, can be taken away, and a click on it opens its page. On Windows and macOS a click opens
//! the page while the notification is on the screen; there it goes when the system thinks fit, and none can be taken
//! away: the libraries have no call for it.

#[cfg(target_os = "linux")]
mod linux;
mod plugin;

use custom_events::Message;
use engine::host::{Announcement, Failure, FailureCode};
use tauri::{AppHandle, Manager};
use tokio_util::sync::CancellationToken;

use crate::{message_window, text::Text, window};

/// Shows a message. One that asks for it is taken away when `over` is cancelled.
///
/// # Errors
/// Fails if the system took no notification, as far as it says, and there is no desktop for a window of our own.
pub async fn show(app: Option<&AppHandle>, message: Message, over: CancellationToken) -> Result<(), Failure> {
    match (hand_over(app, &message, &over).await, app) {
        (Err(failure), Some(app)) => {
            tracing::info!(reason = failure.detail, "nobody shows notifications: the message is shown in a window of our own");
            message_window::show(app, message, over);
            Ok(())
        }
        (handed_over, _) => handed_over,
    }
}

/// Says how it is with the connection, to whoever is not looking at the window, until `over` is cancelled.
pub async fn announce(app: &AppHandle, announcement: &Announcement, over: CancellationToken) {
    if app.get_webview_window(window::LABEL).is_some_and(|window| window.is_focused().unwrap_or(false)) {
        return;
    }
    let text = app.state::<Text>();
    let (title, problem) = match announcement {
        Announcement::NotConnected(problem) => ("toast-not-connected", problem),
        Announcement::SignedOut(problem) => ("toast-signed-out", problem),
    };
    let message = Message { title: text.get(title), text: text.problem(problem), withdraw: true, ..Message::default() };
    if let Err(failure) = show(Some(app), message, over).await {
        tracing::warn!(reason = failure.detail, "how it is with the connection could not be said");
    }
}

#[cfg(target_os = "linux")]
async fn hand_over(app: Option<&AppHandle>, message: &Message, over: &CancellationToken) -> Result<(), Failure> {
    linux::show(app, message, over).await
}

#[cfg(not(target_os = "linux"))]
async fn hand_over(app: Option<&AppHandle>, message: &Message, _: &CancellationToken) -> Result<(), Failure> {
    match app {
        Some(app) => plugin::show(app, message, &message.text),
        None => {
            let (title, text) = (message.title.clone(), message.text.clone());
            tokio::task::spawn_blocking(move || notify_rust::Notification::new().appname("Bellhop").summary(&title).body(&text).show().map(drop).map_err(refused))
                .await
                .map_err(refused)?
        }
    }
}

fn refused(error: impl std::fmt::Display) -> Failure {
    Failure::new(FailureCode::NotificationRefused, error.to_string())
}
