//! What the page of the messages may ask.

use tauri::{AppHandle, State, ipc::Channel};

use super::{Answer, Watching};
use crate::{
    host::address,
    message_window::{self, Messages, ShownMessage},
};

/// The task that tells the page of the messages which there are.
#[derive(Default)]
pub struct WatchingMessages(pub Watching);

/// Lists the messages, the newest last.
#[tauri::command]
pub fn messages(messages: State<'_, Messages>) -> Vec<ShownMessage> {
    messages.watch().borrow().shown()
}

/// Hands over the messages now and whenever they change, until the window is closed or another page asks.
#[tauri::command]
pub async fn watch_messages(messages: State<'_, Messages>, watching: State<'_, WatchingMessages>, channel: Channel<Vec<ShownMessage>>) -> Answer<()> {
    let mut board = messages.watch();
    watching.0.replace(Some(tauri::async_runtime::spawn(async move {
        loop {
            let shown = board.borrow_and_update().shown();
            if channel.send(shown).is_err() || board.changed().await.is_err() {
                break;
            }
        }
    })));
    Ok(())
}

/// Makes the window as high as what is in it, in logical pixels.
#[tauri::command]
pub fn fit_messages(app: AppHandle, height: f64) {
    message_window::fit(&app, height);
}

/// Puts a message away.
#[tauri::command]
pub fn close_message(app: AppHandle, messages: State<'_, Messages>, id: u32) {
    messages.take(id);
    message_window::keep_true(&app);
}

/// Opens the page of a message, and puts it away.
#[tauri::command]
pub fn open_message(app: AppHandle, messages: State<'_, Messages>, id: u32) {
    if let Some(page) = messages.take(id) {
        tauri::async_runtime::spawn(address::open_or_say(page));
    }
    message_window::keep_true(&app);
}
