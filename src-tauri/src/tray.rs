//! The tray: what it ought to show, as a function of the view; and the one place that draws it.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use engine::{
    Handle, Request, View,
    view::{Connection, Switch},
};
use jiff::Timestamp;
use tauri::{
    AppHandle, Manager,
    image::Image,
    menu::{CheckMenuItem, IsMenuItem, MenuBuilder, MenuItem, MenuItemKind},
    tray::{TrayIcon, TrayIconBuilder},
};

use crate::{app, text::Text, window};

/// What the menu shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The connection, as a line of text.
    pub connection: String,
    /// Whether custom events run.
    pub custom_events: bool,
    /// Whether calls make a sound.
    pub sounds: bool,
    /// What is still to be said beside the connection, where somebody points at the icon; or nothing.
    pub waiting: String,
    /// The language of all that is called the same whatever happens.
    pub language: &'static str,
}

/// The shapes of the icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Calls are heard.
    Connected,
    /// A call rings.
    Ringing,
    /// A call is up.
    InCall,
    /// The phone is not to be disturbed.
    Dnd,
    /// Calls are not heard.
    NotConnected,
}

/// Returns what the menu ought to show at this moment.
pub fn menu(view: &View, text: &Text, now: Timestamp) -> Menu {
    let connection = match (&view.connection, icon(view)) {
        (Connection::SignedOut { .. }, _) => text.get("tray-connection-signed-out"),
        (Connection::SigningIn, _) => text.get("tray-connection-signing-in"),
        (Connection::NotPermitted { .. }, _) => text.get("tray-connection-not-permitted"),
        (Connection::Reconnecting { retry_at, .. }, _) => {
            let seconds = seconds_until(*retry_at, now);
            let seconds = if seconds == 0 { "none".to_owned() } else { seconds.to_string() };
            text.with("tray-connection-reconnecting", &[("seconds", &seconds)])
        }
        (Connection::Connected { .. }, Icon::Ringing) => text.get("tray-connection-ringing"),
        (Connection::Connected { .. }, Icon::InCall) => text.get("tray-connection-in-call"),
        (Connection::Connected { .. }, Icon::Dnd) => text.get("tray-connection-dnd"),
        (Connection::Connected { .. }, Icon::Connected | Icon::NotConnected) => text.get("tray-connection-connected"),
    };
    let waiting = match view.outbox.waiting {
        0 => String::new(),
        count => text.with("tray-waiting", &[("count", &count.to_string())]),
    };
    Menu { connection, custom_events: view.settings.custom_events_on, sounds: view.settings.sounds_on, waiting, language: text.language() }
}

/// Returns whether the menu shows time going by.
pub fn is_counting(view: &View, now: Timestamp) -> bool {
    matches!(&view.connection, Connection::Reconnecting { retry_at, .. } if seconds_until(*retry_at, now) > 0)
}

/// Returns how many seconds there are until then, the one that has begun among them.
fn seconds_until(then: i64, now: Timestamp) -> u64 {
    u64::try_from(then - now.as_millisecond()).unwrap_or(0).div_ceil(1000)
}

/// Returns which icon ought to be shown.
pub fn icon(view: &View) -> Icon {
    use telephony::{CallState, Direction};
    let any = |wanted: &dyn Fn(&engine::view::CallView) -> bool| view.calls.iter().any(wanted);
    if !matches!(view.connection, Connection::Connected { .. }) {
        Icon::NotConnected
    } else if any(&|call| call.direction == Direction::Incoming && call.state == CallState::Ringing) {
        Icon::Ringing
    } else if any(&|_| true) {
        Icon::InCall
    } else if view.device.dnd == Some(true) {
        Icon::Dnd
    } else {
        Icon::Connected
    }
}

/// Says whether the desktop shows trays at all. Linux desktops may have no place for them
/// (StatusNotifierItem specification, `org.kde.StatusNotifierWatcher`).
#[cfg(target_os = "linux")]
pub async fn is_shown() -> bool {
    let asked = tokio::task::spawn_blocking(|| -> zbus::Result<bool> {
        let bus = zbus::blocking::Connection::session()?;
        Ok(zbus::blocking::fdo::DBusProxy::new(&bus)?.name_has_owner("org.kde.StatusNotifierWatcher".try_into()?)?)
    });
    matches!(asked.await, Ok(Ok(true)))
}

/// Says whether the desktop shows trays at all.
#[cfg(not(target_os = "linux"))]
pub async fn is_shown() -> bool {
    true
}

/// The tray as it is drawn.
pub struct Tray {
    icon: TrayIcon,
    connection: MenuItem<tauri::Wry>,
    custom_events: CheckMenuItem<tauri::Wry>,
    sounds: CheckMenuItem<tauri::Wry>,
    /// What is called the same whatever happens, and the message that says how.
    names: Vec<(MenuItemKind<tauri::Wry>, &'static str)>,
    drawn: Mutex<Option<(Menu, Icon)>>,
}

impl Tray {
    /// Puts the icon into the tray. The menu is made once; later only its items change.
    ///
    /// # Errors
    /// Fails where the system has no tray.
    pub fn new(app: &AppHandle, text: &Text) -> Result<Self> {
        let open = MenuItem::with_id(app, "open", text.get("tray-open"), true, None::<&str>)?;
        let connection = MenuItem::with_id(app, "connection", text.get("tray-connection-signed-out"), false, None::<&str>)?;
        let custom_events = CheckMenuItem::with_id(app, "custom-events", text.get("tray-custom-events"), true, true, None::<&str>)?;
        let sounds = CheckMenuItem::with_id(app, "sounds", text.get("tray-sounds"), true, true, None::<&str>)?;
        let mute = CheckMenuItem::with_id(app, "mute-in-call", text.get("tray-mute-in-call"), false, false, None::<&str>)?;
        let mute_reason = MenuItem::with_id(app, "mute-reason", text.get("tray-mute-not-yet"), false, None::<&str>)?;
        let quit = MenuItem::with_id(app, "quit", text.get("tray-quit"), true, None::<&str>)?;
        let menu = MenuBuilder::new(app).items(&[&open, &connection]).separator().items(&[&custom_events, &sounds, &mute, &mute_reason]).separator().item(&quit).build()?;
        let icon = TrayIconBuilder::with_id("bellhop")
            .icon(picture(Icon::NotConnected)?)
            .icon_as_template(cfg!(target_os = "macos"))
            .tooltip("Bellhop")
            .menu(&menu)
            // Where a click and the menu are told apart, a click opens the window.
            .show_menu_on_left_click(cfg!(target_os = "macos"))
            .on_tray_icon_event(|tray, event| {
                if let tauri::tray::TrayIconEvent::Click { button: tauri::tray::MouseButton::Left, button_state: tauri::tray::MouseButtonState::Up, .. } = event
                    && !cfg!(target_os = "macos")
                {
                    window::show(tray.app_handle());
                }
            })
            .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
            .build(app)?;
        let names = vec![
            (open.kind(), "tray-open"),
            (custom_events.kind(), "tray-custom-events"),
            (sounds.kind(), "tray-sounds"),
            (mute.kind(), "tray-mute-in-call"),
            (mute_reason.kind(), "tray-mute-not-yet"),
            (quit.kind(), "tray-quit"),
        ];
        Ok(Self { icon, connection, custom_events, sounds, names, drawn: Mutex::new(None) })
    }

    /// Calls everything by its name in the language that is spoken.
    fn rename(&self) -> Result<()> {
        let text = self.icon.app_handle().state::<Text>();
        for (item, id) in &self.names {
            match item {
                MenuItemKind::MenuItem(item) => item.set_text(text.get(id))?,
                MenuItemKind::Check(item) => item.set_text(text.get(id))?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Draws what is not drawn yet. Must run on the main thread.
    ///
    /// # Errors
    /// Fails if the system refuses.
    pub fn draw(&self, menu: Menu, icon: Icon) -> Result<()> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.as_ref() == Some(&(menu.clone(), icon)) {
            return Ok(());
        }
        if drawn.as_ref().is_none_or(|(_, before)| *before != icon) {
            self.icon.set_icon(Some(picture(icon)?))?;
        }
        if drawn.as_ref().is_none_or(|(before, _)| before.language != menu.language) {
            self.rename()?;
        }
        self.icon.set_tooltip(Some(format!("Bellhop: {}\n{}", menu.connection, menu.waiting).trim_end().to_owned()))?;
        self.connection.set_text(&menu.connection)?;
        self.custom_events.set_checked(menu.custom_events)?;
        self.sounds.set_checked(menu.sounds)?;
        *drawn = Some((menu, icon));
        Ok(())
    }
}

/// Something in the menu was chosen.
fn chosen(app: &AppHandle, id: &str) {
    match id {
        "open" => window::show(app),
        "quit" => app::quit(app),
        "custom-events" => flip(app, Switch::CustomEvents, |view| view.settings.custom_events_on),
        "sounds" => flip(app, Switch::Sounds, |view| view.settings.sounds_on),
        _ => {}
    }
}

/// Turns a switch. The system has already flipped the check mark; it is drawn again from the view, whatever comes of it.
fn flip(app: &AppHandle, switch: Switch, is_on: fn(&View) -> bool) {
    let engine = app.state::<Handle>().inner().clone();
    let on = !is_on(&engine.view().borrow());
    tauri::async_runtime::spawn(async move {
        if let Err(error) = engine.tell(Request::SetSwitch { switch, on }).await {
            tracing::warn!(%error, "a switch in the tray did nothing");
        }
    });
}

fn picture(icon: Icon) -> Result<Image<'static>> {
    macro_rules! png {
        ($name:literal) => {
            if cfg!(target_os = "macos") {
                &include_bytes!(concat!("../../icons/tray/", $name, "-template.png"))[..]
            } else {
                &include_bytes!(concat!("../../icons/tray/", $name, "-colour.png"))[..]
            }
        };
    }
    let bytes = match icon {
        Icon::Connected => png!("connected"),
        Icon::Ringing => png!("ringing"),
        Icon::InCall => png!("in-call"),
        Icon::Dnd => png!("dnd"),
        Icon::NotConnected => png!("not-connected"),
    };
    Ok(Image::from_bytes(bytes)?)
}

#[cfg(test)]
mod tests {
    use engine::{
        settings::{NumbersSettings, Theme},
        view::{CallView, DeviceView, NumbersView, Problem, ProblemCode, SettingsView, SoundView},
    };
    use telephony::{CallState, Direction, Scope};

    use super::*;

    fn view(connection: Connection, calls: &[(Direction, CallState)], dnd: bool) -> View {
        let call = |&(direction, state): &(Direction, CallState)| CallView {
            id: "1".into(),
            direction,
            state,
            remote_name: String::new(),
            remote_tel: String::new(),
            scope: Scope::External,
            started: 0,
            answered: None,
        };
        let sound = SoundView { on: true, file: None, problem: None, playing: false };
        View {
            version: String::new(),
            demo: None,
            account: None,
            connection,
            device: DeviceView { hook: None, dnd: Some(dnd) },
            calls: calls.iter().map(call).collect(),
            watched: Default::default(),
            settings: SettingsView {
                custom_events_on: true,
                sounds_on: false,
                theme: Theme::System,
                language: None,
                numbers: NumbersView { chosen: NumbersSettings::default(), country: String::new(), national_prefix: String::new() },
                ringing: sound.clone(),
                waiting: sound,
                kept_days: 30,
                secrets: Vec::new(),
            },
            custom_events: Vec::new(),
            outbox: Default::default(),
            activity: 0,
            notices: Vec::new(),
        }
    }

    #[test]
    fn the_icon_and_the_line_of_text_say_the_same() {
        use CallState::{Connected, Held, Ringing};
        use Direction::{Incoming, Outgoing};
        let up = || Connection::Connected { last_heard: 0 };
        let now = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
        let lost = |ahead| Connection::Reconnecting { retry_at: now.as_millisecond() + ahead, problem: Problem::of(ProblemCode::TimedOut) };
        let denied = Connection::NotPermitted { problem: Problem::of(ProblemCode::Forbidden) };
        let out = Connection::SignedOut { problem: None, account: None };
        for (view, shape, says) in [
            (view(out, &[], false), Icon::NotConnected, "Not signed in"),
            (view(Connection::SigningIn, &[], false), Icon::NotConnected, "Signing in…"),
            (view(lost(11_001), &[(Incoming, Ringing)], false), Icon::NotConnected, "Reconnecting in 12 s"),
            (view(lost(0), &[], false), Icon::NotConnected, "Reconnecting…"),
            (view(lost(-5000), &[], false), Icon::NotConnected, "Reconnecting…"),
            (view(denied, &[], false), Icon::NotConnected, "Not allowed to hear calls"),
            (view(up(), &[], false), Icon::Connected, "Connected"),
            (view(up(), &[], true), Icon::Dnd, "Connected, do not disturb"),
            (view(up(), &[(Incoming, Ringing)], false), Icon::Ringing, "Connected, ringing"),
            (view(up(), &[(Incoming, Connected), (Incoming, Ringing)], false), Icon::Ringing, "Connected, ringing"),
            (view(up(), &[(Outgoing, Ringing)], false), Icon::InCall, "Connected, in a call"),
            (view(up(), &[(Incoming, Held)], true), Icon::InCall, "Connected, in a call"),
        ] {
            assert_eq!(icon(&view), shape, "{says}");
            assert_eq!(is_counting(&view, now), says.contains(" in 12 s"), "{says}");
            let menu = menu(&view, &Text::english(), now);
            assert_eq!(menu, Menu { connection: says.into(), custom_events: true, sounds: false, waiting: String::new(), language: "en" });
        }
    }

    #[test]
    fn every_shape_has_its_picture() {
        for icon in [Icon::Connected, Icon::Ringing, Icon::InCall, Icon::Dnd, Icon::NotConnected] {
            assert!(picture(icon).is_ok(), "{icon:?}");
        }
    }
}
