//! Messages in a small window of our own, where the desktop shows none: in the corner, above all others, and without
//! taking the keyboard from anybody. It is made when there is something to show, and gone with its web view when there
//! is nothing left.

use std::{
    collections::VecDeque,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use custom_events::Message;
use engine::Handle;
use serde::Serialize;
use tauri::{AppHandle, LogicalPosition, LogicalSize, Manager, Monitor, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tokio::{sync::watch, time::sleep};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::{
    places::Places,
    text::Text,
    window::{self, paper, web_view},
};

/// The label of the window.
pub const LABEL: &str = "message";

/// Its width, its height until its page says how high it wants to be, and its distance from the corner, in logical pixels.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 120.0;
const MARGIN: f64 = 12.0;

/// How high it may be, in logical pixels. What does not fit is scrolled to.
const HEIGHTS: (f64, f64) = (48.0, 480.0);

/// How long a message is shown that does not stay.
const A_WHILE: Duration = Duration::from_secs(10);

/// How many there are at most. The oldest go first.
const MOST: usize = 100;

/// A message as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownMessage {
    /// Its number.
    pub id: u32,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Whether a click on it opens a page.
    pub opens: bool,
}

/// The messages there are, the newest last.
#[derive(Debug)]
pub struct Messages {
    board: watch::Sender<Board>,
    /// Whether their window is being made. Two that are made at the same time would both be there.
    making: AtomicBool,
}

impl Default for Messages {
    fn default() -> Self {
        Self { board: watch::Sender::new(Board::default()), making: AtomicBool::new(false) }
    }
}

impl Messages {
    /// The messages now, and whenever they change.
    pub fn watch(&self) -> watch::Receiver<Board> {
        self.board.subscribe()
    }

    /// Puts a message away, and returns the page it opens.
    pub fn take(&self, id: u32) -> Option<Url> {
        let mut page = None;
        self.board.send_if_modified(|board| match board.take(id) {
            Some(taken) => {
                page = taken.page;
                true
            }
            None => false,
        });
        page
    }

    /// Puts all of them away.
    pub fn clear(&self) {
        self.board.send_modify(|board| board.messages.clear());
    }

    fn add(&self, message: &Message) -> u32 {
        let mut id = 0;
        self.board.send_modify(|board| id = board.add(message));
        id
    }

    fn is_empty(&self) -> bool {
        self.board.borrow().messages.is_empty()
    }
}

/// What there is to show.
#[derive(Debug, Clone, Default)]
pub struct Board {
    messages: VecDeque<Kept>,
    last: u32,
}

#[derive(Debug, Clone)]
struct Kept {
    shown: ShownMessage,
    page: Option<Url>,
}

impl Board {
    /// The messages, the newest last.
    pub fn shown(&self) -> Vec<ShownMessage> {
        self.messages.iter().map(|message| message.shown.clone()).collect()
    }

    fn add(&mut self, message: &Message) -> u32 {
        self.last = self.last.wrapping_add(1);
        let shown = ShownMessage { id: self.last, title: message.title.clone(), text: message.text.clone(), opens: message.page.is_some() };
        self.messages.push_back(Kept { shown, page: message.page.clone() });
        if self.messages.len() > MOST {
            self.messages.pop_front();
        }
        self.last
    }

    fn take(&mut self, id: u32) -> Option<Kept> {
        let index = self.messages.iter().position(|message| message.shown.id == id)?;
        self.messages.remove(index)
    }
}

/// Shows a message, until it is put away, its while is over, or what it is about, if it is to go with that.
pub fn show(app: &AppHandle, message: Message, over: CancellationToken) {
    let id = app.state::<Messages>().add(&message);
    keep_true(app);
    if message.stay && !message.withdraw {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::select! {
            () = sleep(A_WHILE), if !message.stay => {}
            () = over.cancelled(), if message.withdraw => {}
        }
        app.state::<Messages>().take(id);
        keep_true(&app);
    });
}

/// Makes the window if there is something to show and none to show it in, and closes it if there is nothing. To be
/// called when either has changed.
pub fn keep_true(app: &AppHandle) {
    match (app.get_webview_window(LABEL), app.state::<Messages>().is_empty()) {
        (Some(window), true) => {
            if let Err(error) = window.destroy() {
                tracing::warn!(%error, "the window of the messages could not be closed");
            }
        }
        (None, false) if !app.state::<Messages>().making.swap(true, Ordering::AcqRel) => {
            let app = app.clone();
            // Not in the handler that asks for it: on Windows, making a window waits for the handlers to be done.
            tauri::async_runtime::spawn(async move {
                let made = make(&app);
                app.state::<Messages>().making.store(false, Ordering::Release);
                match made {
                    // What it was made for may be gone by now.
                    Ok(()) => keep_true(&app),
                    Err(error) => tracing::error!(%error, "the window of the messages could not be made"),
                }
            });
        }
        // Whoever makes it looks again when it is there.
        (Some(_), false) | (None, _) => {}
    }
}

fn make(app: &AppHandle) -> tauri::Result<()> {
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(format!("message.html?language={}", app.state::<Text>().language()).into()))
        .title("Bellhop")
        // Held on both sides: GTK makes a window that can't be resized as large as an empty web view wants to be.
        .inner_size(WIDTH, HEIGHT)
        .min_inner_size(WIDTH, HEIGHT)
        .max_inner_size(WIDTH, HEIGHT)
        .maximizable(false)
        .minimizable(false)
        .decorations(false)
        .always_on_top(true)
        .visible_on_all_workspaces(true)
        .skip_taskbar(true)
        .focused(false)
        .focusable(false)
        .data_directory(app.state::<Places>().web_view())
        .disable_drag_drop_handler()
        .on_navigation(window::is_ours);
    // Where windows may not say where they are (Wayland), the desktop puts it somewhere.
    if let Ok(Some(monitor)) = app.primary_monitor() {
        let (left, top) = place(&monitor, HEIGHT);
        builder = builder.position(left, top);
    }
    let window = builder.build()?;
    web_view::free_with_window(&window);
    paper::lay(&window, app.state::<Handle>().view().borrow().settings.theme);
    Ok(())
}

/// Makes the window as high as its page wants it to be, in logical pixels.
pub fn fit(app: &AppHandle, height: f64) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    if let Err(error) = resize(&window, height.clamp(HEIGHTS.0, HEIGHTS.1)) {
        tracing::warn!(%error, "the window of the messages could not be made to fit");
    }
}

fn resize(window: &WebviewWindow, height: f64) -> tauri::Result<()> {
    let size = LogicalSize::new(WIDTH, height);
    let is = window.inner_size()?.to_logical::<f64>(window.scale_factor()?);
    // The least is never more than the most.
    if height > is.height {
        window.set_max_size(Some(size))?;
        window.set_min_size(Some(size))?;
    } else {
        window.set_min_size(Some(size))?;
        window.set_max_size(Some(size))?;
    }
    window.set_size(size)?;
    if let Some(monitor) = window.primary_monitor()? {
        let (left, top) = place(&monitor, height);
        window.set_position(LogicalPosition::new(left, top))?;
    }
    Ok(())
}

/// Where a window of that height is on a monitor, in logical pixels.
fn place(monitor: &Monitor, height: f64) -> (f64, f64) {
    let (area, scale) = (monitor.work_area(), monitor.scale_factor());
    corner((area.position.x, area.position.y), (area.size.width, area.size.height), scale, height)
}

/// Returns where the window's own corner is, in logical pixels, if its last one is to be near that of an area.
fn corner(position: (i32, i32), size: (u32, u32), scale: f64, height: f64) -> (f64, f64) {
    let far = |start: i32, length: u32, own: f64| (f64::from(start) + f64::from(length)) / scale - own - MARGIN;
    (far(position.0, size.0, WIDTH), far(position.1, size.1, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_last_and_the_oldest_goes_first() {
        let messages = Messages::default();
        let page = Url::parse("https://crm.example/").unwrap();
        let ids: Vec<u32> =
            (0..MOST + 2).map(|number| messages.add(&Message { title: number.to_string(), page: (number == 50).then(|| page.clone()), ..Message::default() })).collect();
        let shown = messages.watch().borrow().shown();
        assert_eq!((shown.len(), shown[0].title.as_str(), shown[MOST - 1].title.as_str()), (MOST, "2", "101"));
        assert!(shown.iter().all(|message| message.opens == (message.title == "50")));
        assert_eq!(messages.take(ids[50]), Some(page));
        assert_eq!((messages.take(ids[50]), messages.take(ids[0])), (None, None), "they are gone");
        messages.clear();
        assert!(messages.is_empty());
        assert!(messages.add(&Message::default()) > ids[MOST], "no number is used again");
    }

    #[test]
    fn the_window_is_in_the_corner() {
        for (position, size, scale, expected) in
            [((0, 0), (1280, 1000), 1.0, (908.0, 868.0)), ((100, 50), (2560, 1390), 2.0, (958.0, 588.0)), ((-1920, 0), (1920, 1040), 1.0, (-372.0, 908.0))]
        {
            assert_eq!(corner(position, size, scale, HEIGHT), expected);
        }
    }
}
