//! Through Tauri's plugin. It says nothing of what becomes of a notification but whether it was clicked.

use custom_events::Message;
use engine::host::Failure;
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt;

use super::refused;

/// Shows a message with this text.
///
/// # Errors
/// Fails if it could not even be prepared.
pub(super) fn show(app: &AppHandle, message: &Message, text: &str) -> Result<(), Failure> {
    let builder = app.notification().builder().title(message.title.clone()).body(text);
    #[cfg(not(target_os = "linux"))]
    let builder = match &message.page {
        Some(page) => builder.id(clicks::wait_for(app, page.clone())),
        None => builder,
    };
    builder.show().map_err(refused)
}

/// What a click on a notification opens. On Linux this is not asked of the plugin, which can't take one away again.
#[cfg(not(target_os = "linux"))]
mod clicks {
    use std::{
        collections::VecDeque,
        sync::{Mutex, Once, PoisonError},
    };

    use tauri::AppHandle;
    use tauri_plugin_notification::NotificationExt;
    use url::Url;

    use crate::host::address;

    /// How many may wait for a click. What is older has left the screen.
    const WAITING: usize = 50;

    /// The notifications that open something: their numbers, of which the next is one more, and what they open.
    static PAGES: Mutex<(i32, VecDeque<(i32, Url)>)> = Mutex::new((0, VecDeque::new()));

    /// Returns the number to show a notification under whose click opens a page.
    pub(super) fn wait_for(app: &AppHandle, page: Url) -> i32 {
        listen(app);
        let mut pages = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, waiting) = &mut *pages;
        *last = last.wrapping_add(1);
        waiting.push_back((*last, page));
        if waiting.len() > WAITING {
            waiting.pop_front();
        }
        *last
    }

    /// Listens for clicks from the first notification on that opens something: each that is shown while somebody
    /// listens holds a thread of the plugin until it leaves the screen.
    fn listen(app: &AppHandle) {
        static LISTENING: Once = Once::new();
        LISTENING.call_once(|| {
            let listening = app.notification().on_action(|performed| {
                let Some(number) = performed.notification().map(|notification| notification.id()).filter(|_| performed.action_id() == "tap") else { return };
                let pages = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some((_, page)) = pages.1.iter().find(|(waiting, _)| *waiting == number) {
                    tauri::async_runtime::spawn(address::open_or_say(page.clone()));
                }
            });
            if let Err(error) = listening {
                tracing::warn!(%error, "clicks on notifications are not heard");
            }
        });
    }
}
