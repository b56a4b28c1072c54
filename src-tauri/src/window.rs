//! The window: made when it is wanted, and gone with its web view when it is closed. What the next one needs of it is kept:
//! where it was, and how its pages were left.

#[cfg(target_os = "linux")]
pub mod desktop_theme;
mod network_process;
pub mod pages;
pub mod paper;
pub mod place;
#[cfg(target_os = "linux")]
mod quit_key;
pub mod web_view;

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use custom_events::Message;
use engine::{Handle, settings::Theme};
use tauri::{AppHandle, Manager, PhysicalPosition, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tokio_util::sync::CancellationToken;
use url::Url;

use self::{
    pages::{Page, Pages},
    place::{Place, Remembered, Screen},
};
use crate::{
    app,
    host::notification,
    places::Places,
    spare_memory,
    text::{self, Text},
    tray::{self, Tray},
};

/// The label of the one window.
pub const LABEL: &str = "main";

/// How many windows have gone since the program began.
#[derive(Default)]
pub struct Gone(AtomicU64);

/// What is remembered of the window, once it was read.
#[derive(Default)]
pub struct Memory(Mutex<Option<Remembered>>);

impl Memory {
    /// Returns what is remembered, after this change of it. It is written down if it is another one then.
    fn change(&self, app: &AppHandle, change: impl FnOnce(&mut Remembered)) -> Remembered {
        let file = app.state::<Places>().window();
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = memory.take().unwrap_or_else(|| place::read(&file));
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            place::write(&file, &after);
        }
        memory.insert(after).clone()
    }
}

/// Has the web views of windows that are made later do what suits our pages, unless the user's surroundings say otherwise.
///
/// The pages are words and lines that seldom change: a graphics processor takes longer to be made ready for the first of them
/// (its programs are compiled for each kind of line) than the processor takes to paint them all. It still puts the picture on
/// the screen. And they hold little, which goes with their window: whether the computer is short of memory would be looked at
/// every few seconds as long as the program runs, with a window or without.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the web view takes these from its surroundings only")]
pub fn suit_web_views() {
    // WebKitGTK; the first is in its "Environment variables", the second in its sources only.
    // SAFETY: it is called before there is another thread that could read the surroundings.
    unsafe { crate::host::environment::ask_libraries(&["WEBKIT_SKIA_ENABLE_CPU_RENDERING", "WEBKIT_DISABLE_MEMORY_PRESSURE_MONITOR"]) };
}

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
    tauri::async_runtime::spawn(async move {
        let theme = app.state::<Handle>().view().borrow().settings.theme;
        make(&app, theme);
    });
}

/// Shows the window with that page.
pub fn show_page(app: &AppHandle, page: Page) {
    app.state::<Pages>().go(page);
    show(app);
}

/// The user closes the window. It goes, if the page holds nothing that is not saved, or into the task bar where there is no
/// tray to bring it back from. Who wants the program to end with its window has it end.
pub async fn close(window: WebviewWindow) {
    let app = window.app_handle().clone();
    let quits = app.state::<Handle>().view().borrow().settings.quit_on_close;
    let has_tray = app.try_state::<Tray>().is_some() && tray::is_shown().await;
    if !quits && !has_tray {
        // When the program ends it may be small still.
        remember(&app);
        if let Err(error) = window.minimize() {
            tracing::warn!(%error, "the window could not be made small");
        }
    } else if app.state::<Pages>().may_close().await {
        go(&app, quits);
    }
}

/// Does what would take with it what is being edited, unless that is not saved: then the window comes up, its page asks, and
/// it is done when that is saved or discarded.
pub fn unless_unsaved(app: &AppHandle, what: fn(&AppHandle)) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if app.state::<Pages>().may_close().await {
            what(&app);
        } else {
            app.state::<Pages>().wait_with(what);
            show(&app);
        }
    });
}

/// The page says, after it has asked the user, that nothing unsaved is left: what they wanted is done, or the window goes.
pub fn go_on(app: &AppHandle) {
    if let Some(wish) = app.state::<Pages>().take_wish() {
        return wish(app);
    }
    let quits = app.state::<Handle>().view().borrow().settings.quit_on_close;
    go(app, quits);
}

fn go(app: &AppHandle, quits: bool) {
    if quits {
        return app::quit(app);
    }
    remember(app);
    if let Some(window) = app.get_webview_window(LABEL)
        && let Err(error) = window.destroy()
    {
        tracing::warn!(%error, "the window could not be closed");
        return;
    }
    say_once_that_it_lives_on(app);
}

/// A window is gone, whose page had come up or not. Unless another one comes within a moment, what was there for pages only
/// goes after it.
///
/// A page that had come up says that the processes of the web view have, too: WebKit ends the program if one of them ends
/// while it is still starting. So none is touched where a window went that had no page yet, and none in a hurry.
pub fn gone(app: &AppHandle, had_page: bool) {
    let so_far = app.state::<Gone>().0.fetch_add(1, Ordering::Relaxed) + 1;
    if !had_page {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(spare_memory::UNTIL_QUIET).await;
        let of_app = app.clone();
        // Where windows are made, so that none is while it is looked.
        let looked = app.run_on_main_thread(move || {
            if of_app.webview_windows().is_empty() && of_app.state::<Gone>().0.load(Ordering::Relaxed) == so_far {
                network_process::end();
                spare_memory::give_back();
            }
        });
        if let Err(error) = looked {
            tracing::debug!(%error, "nothing is tidied after the window");
        }
    });
}

/// Remembers where the window is, if there is one.
pub fn remember(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    // A window that is small, or about which the system says nothing, leaves what is remembered as it is.
    if window.is_minimized().unwrap_or(true) {
        return;
    }
    let (Ok(corner), Ok(size), Ok(scale)) = (window.outer_position(), window.inner_size(), window.scale_factor()) else { return };
    let maximized = window.is_maximized().unwrap_or(false);
    let size = size.to_logical::<f64>(scale);
    let now = Place { corner: (corner.x, corner.y), size: (size.width, size.height), maximized };
    app.state::<Memory>().change(app, |memory| {
        memory.place = Some(match memory.place {
            Some(before) if maximized => Place { maximized, ..before },
            _ => now,
        });
    });
}

/// Says the first time the window is closed where the program is now.
fn say_once_that_it_lives_on(app: &AppHandle) {
    let mut is_news = false;
    app.state::<Memory>().change(app, |memory| is_news = !std::mem::replace(&mut memory.told_of_tray, true));
    if !is_news {
        return;
    }
    let text = app.state::<Text>();
    let message = Message { title: text.get("toast-in-tray"), text: text.get("toast-in-tray-text"), ..Message::default() };
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(failure) = notification::show(Some(&app), message, CancellationToken::new()).await {
            tracing::warn!(reason = failure.detail, "it could not be said that the program lives on");
        }
    });
}

/// Whether an address is one of our pages, which lead nowhere else.
pub fn is_ours(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", _) | ("http" | "https", Some("tauri.localhost"))) || (cfg!(debug_assertions) && url.host_str() == Some("localhost"))
}

/// Makes the window, which there must not be yet, in the colour of this theme until its page is there.
pub fn make(app: &AppHandle, theme: Theme) {
    let remembered = app.state::<Memory>().change(app, |_| {});
    let put = place::put(remembered.place, &screens(app));
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(format!("index.html?language={}&spoken={}", text::of_system(), app.state::<Text>().language()).into()))
        .title("Bellhop")
        .inner_size(put.size.0, put.size.1)
        .min_inner_size(place::LEAST.0, place::LEAST.1)
        .maximized(put.maximized)
        // The pages keep nothing, but the web view makes its folders: among ours, and gone with them.
        .data_directory(app.state::<Places>().web_view())
        .disable_drag_drop_handler()
        .on_navigation(is_ours);
    // Where windows may not say where they are (Wayland), the desktop puts it somewhere.
    if let Some((left, top)) = put.corner {
        builder = builder.position(f64::from(left) / put.scale, f64::from(top) / put.scale);
    }
    match builder.build() {
        Ok(window) => {
            paper::lay(&window, theme);
            #[cfg(target_os = "linux")]
            desktop_theme::want(app);
            web_view::free_with_window(&window);
            #[cfg(target_os = "linux")]
            quit_key::listen(&window);
            // Between screens of different scales a logical position means nothing on these systems.
            if cfg!(not(target_os = "linux"))
                && !put.maximized
                && let Some((left, top)) = put.corner
            {
                // It is somewhere else then, and on a screen all the same.
                let _ = window.set_position(PhysicalPosition::new(left, top));
            }
        }
        Err(error) => tracing::error!(%error, "the window could not be made"),
    }
}

/// The screens there are, the main one first.
fn screens(app: &AppHandle) -> Vec<Screen> {
    let main = app.primary_monitor().ok().flatten();
    let all = app.available_monitors().unwrap_or_default();
    let screen = |monitor: &tauri::Monitor| {
        let area = monitor.work_area();
        Screen { corner: (area.position.x, area.position.y), size: (area.size.width, area.size.height), scale: monitor.scale_factor() }
    };
    let mut screens: Vec<Screen> = main.iter().chain(&all).map(screen).collect();
    screens.dedup();
    screens
}
