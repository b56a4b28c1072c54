//! Showing a native notification.

use custom_events::Message;
use engine::host::{Failure, FailureCode};
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt;

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
