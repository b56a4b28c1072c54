//! The tray: what it ought to show, as a function of the view; and the one place that draws it.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use engine::{
    Handle, Request, View,
    settings::HushKind,
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
    /// Whether the speakers are quiet while a call goes on.
    pub mute_in_call: bool,
    /// What is done to them now, and what takes it back; or nothing.
    pub quiet: Option<(String, String)>,
    /// Whether something rings here that can be silenced.
    pub silence: bool,
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
    let quiet = view.quiet.map(|how| {
        let how = [("how", how_word(how))];
        (text.with("quiet-now", &how), text.with("quiet-take-back", &how))
    });
    Menu {
        connection,
        custom_events: view.settings.custom_events_on,
        sounds: view.settings.sounds_on,
        mute_in_call: view.settings.mute_in_call.on,
        quiet,
        silence: view.rings,
        waiting,
        language: text.language(),
    }
}

/// What was done to be quiet, as the text files call it.
fn how_word(how: HushKind) -> &'static str {
    match how {
        HushKind::Mute => "mute",
        HushKind::Lower => "lower",
        HushKind::Pause => "pause",
    }
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

/// Where in the menu what rings can be silenced: below the line that says that it does.
const PLACE_OF_SILENCE: usize = 2;

/// The tray as it is drawn.
pub struct Tray {
    icon: TrayIcon,
    silence: MenuItem<tauri::Wry>,
    connection: MenuItem<tauri::Wry>,
    custom_events: CheckMenuItem<tauri::Wry>,
    sounds: CheckMenuItem<tauri::Wry>,
    mute_in_call: CheckMenuItem<tauri::Wry>,
    menu: tauri::menu::Menu<tauri::Wry>,
    /// What is in the menu only while something is quiet.
    quiet: [MenuItem<tauri::Wry>; 2],
    /// What is called the same whatever happens, and the message that says how.
    names: Vec<(MenuItemKind<tauri::Wry>, &'static str)>,
    drawn: Mutex<Option<(Menu, Icon)>>,
}

impl Tray {
    /// Puts the icon into the tray. The menu is made once; later only its items change, and one comes and goes.
    ///
    /// # Errors
    /// Fails where the system has no tray.
    pub fn new(app: &AppHandle, text: &Text) -> Result<Self> {
        let open = MenuItem::with_id(app, "open", text.get("tray-open"), true, None::<&str>)?;
        let connection = MenuItem::with_id(app, "connection", text.get("tray-connection-signed-out"), false, None::<&str>)?;
        let silence = MenuItem::with_id(app, "silence", text.get("tray-silence"), true, None::<&str>)?;
        let custom_events = CheckMenuItem::with_id(app, "custom-events", text.get("tray-custom-events"), true, true, None::<&str>)?;
        let sounds = CheckMenuItem::with_id(app, "sounds", text.get("tray-sounds"), true, true, None::<&str>)?;
        let mute_in_call = CheckMenuItem::with_id(app, "mute-in-call", text.get("tray-mute-in-call"), true, false, None::<&str>)?;
        let quiet = [MenuItem::with_id(app, "quiet", "", false, None::<&str>)?, MenuItem::with_id(app, "unmute-now", "", true, None::<&str>)?];
        let quit = MenuItem::with_id(app, "quit", text.get("tray-quit"), true, None::<&str>)?;
        let menu = MenuBuilder::new(app).items(&[&open, &connection]).separator().items(&[&custom_events, &sounds, &mute_in_call]).separator().item(&quit).build()?;
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
            (mute_in_call.kind(), "tray-mute-in-call"),
            (silence.kind(), "tray-silence"),
            (quit.kind(), "tray-quit"),
        ];
        Ok(Self { icon, connection, custom_events, sounds, mute_in_call, menu, quiet, silence, names, drawn: Mutex::new(None) })
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
        let silence_is_there = drawn.as_ref().is_some_and(|(before, _)| before.silence);
        if menu.silence && !silence_is_there {
            self.menu.insert(&self.silence, PLACE_OF_SILENCE)?;
        } else if !menu.silence && silence_is_there {
            self.menu.remove(&self.silence)?;
        }
        let quiet = menu.quiet.as_ref().map_or("", |(is, _)| is);
        let lines: Vec<&str> = [menu.connection.as_str(), quiet, &menu.waiting].into_iter().filter(|line| !line.is_empty()).collect();
        self.icon.set_tooltip(Some(format!("Bellhop: {}", lines.join("\n"))))?;
        self.connection.set_text(&menu.connection)?;
        self.custom_events.set_checked(menu.custom_events)?;
        self.sounds.set_checked(menu.sounds)?;
        self.mute_in_call.set_checked(menu.mute_in_call)?;
        self.draw_quiet(drawn.as_ref().and_then(|(before, _)| before.quiet.as_ref()), menu.quiet.as_ref())?;
        *drawn = Some((menu, icon));
        Ok(())
    }

    /// Puts in what takes the quiet back, or takes it out.
    fn draw_quiet(&self, before: Option<&(String, String)>, now: Option<&(String, String)>) -> Result<()> {
        if let Some((is, take_back)) = now {
            self.quiet[0].set_text(is)?;
            self.quiet[1].set_text(take_back)?;
        }
        match (before, now) {
            (None, Some(_)) => {
                let after = self.menu.items()?.iter().position(|item| item.id() == self.mute_in_call.id()).unwrap_or_default() + 1;
                self.menu.insert_items(&[&self.quiet[0], &self.quiet[1]], after)?;
            }
            (Some(_), None) => self.quiet.iter().try_for_each(|item| self.menu.remove(item))?,
            (None, None) | (Some(_), Some(_)) => {}
        }
        Ok(())
    }
}

/// Something in the menu was chosen.
fn chosen(app: &AppHandle, id: &str) {
    match id {
        "open" => window::show(app),
        "quit" => app::quit(app),
        "silence" => tell(app, Request::Silence),
        "custom-events" => flip(app, Switch::CustomEvents, |view| view.settings.custom_events_on),
        "sounds" => flip(app, Switch::Sounds, |view| view.settings.sounds_on),
        "mute-in-call" => flip(app, Switch::MuteInCall, |view| view.settings.mute_in_call.on),
        "unmute-now" => tell(app, Request::UnmuteNow),
        _ => {}
    }
}

/// Turns a switch. The system has already flipped the check mark; it is drawn again from the view, whatever comes of it.
fn flip(app: &AppHandle, switch: Switch, is_on: fn(&View) -> bool) {
    let on = !is_on(&app.state::<Handle>().view().borrow());
    tell(app, Request::SetSwitch { switch, on });
}

fn tell(app: &AppHandle, request: Request) {
    let engine = app.state::<Handle>().inner().clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = engine.tell(request).await {
            tracing::warn!(%error, "what was chosen in the tray did nothing");
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
        settings::{HushedFrom, NumbersSettings, Theme},
        view::{CallView, DeviceView, MuteInCallView, NumbersView, Problem, ProblemCode, SettingsView, SoundView, SoundsView},
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
            ran: Vec::new(),
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
            quiet: None,
            settings: SettingsView {
                custom_events_on: true,
                sounds_on: false,
                theme: Theme::System,
                language: None,
                numbers: NumbersView { chosen: NumbersSettings::default(), country: String::new(), national_prefix: String::new() },
                ringing: sound.clone(),
                waiting: sound,
                mute_in_call: MuteInCallView { on: true, how: HushKind::Mute, percent: 20, from: HushedFrom::Answered, device: None, can_pause: true, spares_ours: true },
                sounds: SoundsView { repeat: true, volume: 100, device: None, device_gone: false, own_line: true, lines: Vec::new() },
                kept_days: 30,
                secrets: Vec::new(),
                welcomed: true,
            },
            custom_events: Vec::new(),
            outbox: Default::default(),
            activity: 0,
            rings: false,
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
            assert_eq!(
                menu,
                Menu { connection: says.into(), custom_events: true, sounds: false, mute_in_call: true, quiet: None, silence: false, waiting: String::new(), language: "en" }
            );
        }
    }

    #[test]
    fn what_takes_the_quiet_back_is_there_while_it_is_quiet() {
        let now = Timestamp::UNIX_EPOCH;
        for (how, is, take_back) in [
            (HushKind::Mute, "Your speakers are muted until the call ends.", "Unmute now"),
            (HushKind::Lower, "Your speakers are lowered until the call ends.", "Turn up now"),
            (HushKind::Pause, "Your media players are paused until the call ends.", "Play on now"),
        ] {
            let view = View { quiet: Some(how), ..view(Connection::Connected { last_heard: 0 }, &[], false) };
            assert_eq!(menu(&view, &Text::english(), now).quiet, Some((is.to_owned(), take_back.to_owned())));
        }
    }

    #[test]
    fn what_rings_here_can_be_silenced() {
        let now = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
        let mut view = view(Connection::Connected { last_heard: 0 }, &[(Direction::Incoming, CallState::Ringing)], false);
        assert!(!menu(&view, &Text::english(), now).silence, "the call rings at the phone, but not here");
        view.rings = true;
        assert!(menu(&view, &Text::english(), now).silence);
    }

    #[test]
    fn every_shape_has_its_picture() {
        for icon in [Icon::Connected, Icon::Ringing, Icon::InCall, Icon::Dnd, Icon::NotConnected] {
            assert!(picture(icon).is_ok(), "{icon:?}");
        }
    }
}
