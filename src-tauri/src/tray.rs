//! The tray: its icon and its menu, each as a function of the view; and the one place that draws them.

pub mod menu;
#[cfg(target_os = "linux")]
mod told;

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::Result;
use engine::{
    Handle, Request, View,
    view::{Connection, Switch},
};
use tauri::{
    AppHandle, Manager,
    image::Image,
    menu::{CheckMenuItem, IsMenuItem, MenuItem, MenuItemKind, PredefinedMenuItem},
    tray::{TrayIcon, TrayIconBuilder},
};
use tokio::time::{sleep, timeout};

use self::menu::{Does, Line, Menu};
use crate::{app, window};

/// The shapes of the icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Calls are heard.
    Connected,
    /// A call rings.
    Ringing,
    /// A call is up.
    InCall,
    /// A call is up, and the speakers are quiet for it.
    Quiet,
    /// The phone is not to be disturbed.
    Dnd,
    /// Nothing is done about calls.
    Paused,
    /// Calls are not heard.
    NotConnected,
}

/// Returns which icon ought to be shown. That nothing is done about calls explains more than how many there are.
pub fn icon(view: &View) -> Icon {
    match of_line(view) {
        Icon::NotConnected => Icon::NotConnected,
        _ if view.paused_until.is_some() => Icon::Paused,
        icon => icon,
    }
}

/// Returns the icon that says how the line is.
fn of_line(view: &View) -> Icon {
    use telephony::{CallState, Direction};
    let any = |wanted: &dyn Fn(&engine::view::CallView) -> bool| view.calls.iter().any(wanted);
    if !matches!(view.connection, Connection::Connected { .. }) {
        Icon::NotConnected
    } else if any(&|call| call.direction == Direction::Incoming && call.state == CallState::Ringing) {
        Icon::Ringing
    } else if any(&|_| true) {
        if view.quiet.is_some() { Icon::Quiet } else { Icon::InCall }
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

/// How long the place for trays may take to be there. Who is started when the user signs in may be there before it.
const COMES_WITHIN: Duration = Duration::from_secs(10);
/// How often it is looked for.
const GLANCE: Duration = Duration::from_millis(250);

/// Waits for a place for trays, and says whether there is one.
pub async fn comes() -> bool {
    let looked_for = async {
        while !is_shown().await {
            sleep(GLANCE).await;
        }
    };
    timeout(COMES_WITHIN, looked_for).await.is_ok()
}

/// How long the library gets to tell the place for trays of ours.
#[cfg(target_os = "linux")]
const TOLD_WITHIN: Duration = Duration::from_secs(1);

/// Has the place for trays told of ours, where it was not.
#[cfg(target_os = "linux")]
pub async fn tell_place(app: AppHandle) {
    sleep(TOLD_WITHIN).await;
    if let Err(error) = app.run_on_main_thread(told::see_to_it) {
        tracing::debug!(%error, "nobody sees to it that the tray is shown");
    }
}

/// The tray as it is drawn.
pub struct Tray {
    icon: TrayIcon,
    menu: tauri::menu::Menu<tauri::Wry>,
    drawn: Mutex<Drawn>,
}

/// What is drawn.
#[derive(Default)]
struct Drawn {
    icon: Option<Icon>,
    tooltip: String,
    lines: Vec<(Line, MenuItemKind<tauri::Wry>)>,
}

impl Tray {
    /// Puts the icon into the tray. The menu is made once; later its lines come, change and go: on Linux, another menu
    /// would not be taken.
    ///
    /// # Errors
    /// Fails where the system has no tray.
    pub fn new(app: &AppHandle, first: &Menu) -> Result<Self> {
        let menu = tauri::menu::Menu::new(app)?;
        let mut drawn = Drawn::default();
        drawn.draw_lines(app, &menu, &first.lines)?;
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
            .on_menu_event(|app, event| {
                let tray = app.state::<Tray>();
                let does = tray.drawn.lock().unwrap_or_else(PoisonError::into_inner).does(event.id());
                if let Some(does) = does {
                    chosen(app, does);
                }
            })
            .build(app)?;
        Ok(Self { icon, menu, drawn: Mutex::new(drawn) })
    }

    /// Draws what is not drawn yet. Must run on the main thread.
    ///
    /// # Errors
    /// Fails if the system refuses.
    pub fn draw(&self, menu: &Menu, icon: Icon) -> Result<()> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.icon != Some(icon) {
            self.icon.set_icon(Some(picture(icon)?))?;
            drawn.icon = Some(icon);
        }
        if drawn.tooltip != menu.tooltip {
            self.icon.set_tooltip(Some(&menu.tooltip))?;
            drawn.tooltip.clone_from(&menu.tooltip);
        }
        drawn.draw_lines(self.icon.app_handle(), &self.menu, &menu.lines)
    }
}

impl Drawn {
    /// Takes out what is no longer there, changes what is otherwise, and puts in what is new.
    fn draw_lines(&mut self, app: &AppHandle, menu: &tauri::menu::Menu<tauri::Wry>, lines: &[Line]) -> Result<()> {
        let (kept, gone) = std::mem::take(&mut self.lines).into_iter().partition(|(line, _)| lines.iter().any(|wanted| wanted.does == line.does));
        self.lines = kept;
        for (_, item) in gone {
            menu.remove(&item)?;
        }
        for (index, wanted) in lines.iter().enumerate() {
            match self.lines.get_mut(index) {
                Some((line, item)) if line.does == wanted.does => {
                    change(item, line, wanted)?;
                    line.clone_from(wanted);
                }
                _ => {
                    let item = item(app, wanted)?;
                    menu.insert(&item, index)?;
                    self.lines.insert(index, (wanted.clone(), item));
                }
            }
        }
        Ok(())
    }

    /// Returns what the item of that id does.
    fn does(&self, id: &tauri::menu::MenuId) -> Option<Does> {
        self.lines.iter().find(|(_, item)| item.id() == id).map(|(line, _)| line.does)
    }
}

fn item(app: &AppHandle, line: &Line) -> Result<MenuItemKind<tauri::Wry>> {
    Ok(match (line.does, line.ticked) {
        (Does::Part(_), _) => PredefinedMenuItem::separator(app)?.kind(),
        (_, Some(ticked)) => CheckMenuItem::new(app, &line.text, true, ticked, None::<&str>)?.kind(),
        (does, None) => MenuItem::new(app, &line.text, does.is_chosen(), None::<&str>)?.kind(),
    })
}

/// Draws what is otherwise. A check mark is always drawn: the system flips it by itself when the line is chosen.
fn change(item: &MenuItemKind<tauri::Wry>, is: &Line, wanted: &Line) -> Result<()> {
    match item {
        MenuItemKind::MenuItem(item) if is.text != wanted.text => item.set_text(&wanted.text)?,
        MenuItemKind::Check(item) => {
            if is.text != wanted.text {
                item.set_text(&wanted.text)?;
            }
            item.set_checked(wanted.ticked.unwrap_or_default())?;
        }
        _ => {}
    }
    Ok(())
}

/// Something in the menu was chosen.
fn chosen(app: &AppHandle, does: Does) {
    match does {
        Does::Open => window::show(app),
        Does::Silence => tell(app, Request::Silence),
        Does::Turn(switch) => turn(app, switch),
        Does::UnmuteNow => tell(app, Request::UnmuteNow),
        Does::Pause => tell(app, Request::Pause),
        Does::Resume => tell(app, Request::Resume),
        Does::Show(page) => window::show_page(app, page),
        Does::SignOut => window::unless_unsaved(app, app::sign_out_from_tray),
        Does::Quit => window::unless_unsaved(app, app::quit),
        Does::SayConnection | Does::SayQuiet | Does::SayPaused | Does::Part(_) => {}
    }
}

/// Turns a switch. The system has already flipped the check mark; it is drawn again from the view, whatever comes of it.
fn turn(app: &AppHandle, switch: Switch) {
    let on = {
        let view = app.state::<Handle>().view();
        let settings = &view.borrow().settings;
        match switch {
            Switch::CustomEvents => settings.custom_events_on,
            Switch::Sounds => settings.sounds_on,
            Switch::MuteInCall => settings.mute_in_call.on,
            // The menu has no others.
            _ => return,
        }
    };
    tell(app, Request::SetSwitch { switch, on: !on });
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
        Icon::Quiet => png!("quiet"),
        Icon::Dnd => png!("dnd"),
        Icon::Paused => png!("paused"),
        Icon::NotConnected => png!("not-connected"),
    };
    Ok(Image::from_bytes(bytes)?)
}

#[cfg(test)]
pub(crate) mod tests {
    use engine::{
        settings::{HushKind, HushedFrom, NumbersSettings, Theme},
        view::{CallView, DeviceView, MuteInCallView, NumbersView, Problem, ProblemCode, SettingsView, SoundView, SoundsView},
    };
    use jiff::{Timestamp, tz::TimeZone};
    use telephony::{CallState, Direction, Scope};

    use super::*;
    use crate::text::Text;

    pub(crate) fn view(connection: Connection, calls: &[(Direction, CallState)], dnd: bool) -> View {
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
            paused_until: None,
            settings: SettingsView {
                custom_events_on: true,
                sounds_on: false,
                theme: Theme::System,
                language: None,
                numbers: NumbersView { chosen: NumbersSettings::default(), country: String::new(), national_prefix: String::new() },
                start_at_sign_in: None,
                start_minimized: false,
                quit_on_close: false,
                notifications: true,
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
            assert_eq!(menu::is_counting(&view, now), says.contains(" in 12 s"), "{says}");
            let menu = menu::menu(&view, &Text::english(), &now.to_zoned(TimeZone::UTC));
            let line = menu.lines.into_iter().find(|line| line.does == Does::SayConnection).unwrap();
            assert_eq!((line.text.as_str(), menu.tooltip), (says, format!("Bellhop: {says}")));
        }
    }

    #[test]
    fn the_icon_shows_that_it_is_quiet_unless_something_rings() {
        use CallState::{Connected, Ringing};
        let talks = (Direction::Outgoing, Connected);
        for (calls, quiet, shape) in
            [(&[talks][..], None, Icon::InCall), (&[talks], Some(HushKind::Lower), Icon::Quiet), (&[talks, (Direction::Incoming, Ringing)], Some(HushKind::Mute), Icon::Ringing)]
        {
            let view = View { quiet, ..view(Connection::Connected { last_heard: 0 }, calls, false) };
            assert_eq!(icon(&view), shape);
        }
    }

    #[test]
    fn a_pause_shows_whatever_the_line_does_but_not_over_an_outage() {
        let paused = |view: View| View { paused_until: Some(1), ..view };
        let up = Connection::Connected { last_heard: 0 };
        assert_eq!(icon(&paused(view(up.clone(), &[], true))), Icon::Paused);
        assert_eq!(icon(&paused(view(up, &[(Direction::Incoming, CallState::Ringing)], false))), Icon::Paused);
        assert_eq!(icon(&paused(view(Connection::SigningIn, &[], false))), Icon::NotConnected);
    }

    #[test]
    fn every_shape_has_its_picture() {
        let icons = [Icon::Connected, Icon::Ringing, Icon::InCall, Icon::Quiet, Icon::Dnd, Icon::Paused, Icon::NotConnected];
        let pictures = icons.map(|icon| picture(icon).unwrap().rgba().to_vec());
        for (at, picture) in pictures.iter().enumerate() {
            assert!(!pictures[..at].contains(picture), "{:?} looks like another one", icons[at]);
        }
    }
}
