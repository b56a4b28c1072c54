//! What the menu of the tray ought to show, as a function of the view.

use engine::{
    View,
    settings::HushKind,
    view::{Connection, Switch},
};
use jiff::{Timestamp, Zoned, tz::TimeZone};

use super::{Icon, of_line};
use crate::{text::Text, window::pages::Page};

/// What the menu shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// Its lines, from the top.
    pub lines: Vec<Line>,
    /// What is said where somebody points at the icon.
    pub tooltip: String,
}

/// One line of the menu. Of those with the same `does` there is one at most, and they always come in the same order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it does when it is chosen.
    pub does: Does,
    /// What it is called.
    pub text: String,
    /// Whether it is ticked; `None` for what is no check item.
    pub ticked: Option<bool>,
}

/// What a line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Shows the window.
    Open,
    /// Says how it is with the connection.
    SayConnection,
    /// Lets what rings be silent.
    Silence,
    /// Turns one of the switches.
    Turn(Switch),
    /// Says what was done to the speakers.
    SayQuiet,
    /// Gives them back.
    UnmuteNow,
    /// Has nothing done about calls for an hour.
    Pause,
    /// Says until when that is so.
    SayPaused,
    /// Has it be over.
    Resume,
    /// Shows a page.
    Show(Page),
    /// Signs out and forgets the account.
    SignOut,
    /// Ends the program.
    Quit,
    /// Keeps two groups apart, by its number.
    Part(u8),
}

impl Does {
    /// Whether it can be chosen.
    pub fn is_chosen(self) -> bool {
        !matches!(self, Self::SayConnection | Self::SayQuiet | Self::SayPaused | Self::Part(_))
    }
}

/// Returns what the menu ought to show at this moment. What does not apply is not in it.
pub fn menu(view: &View, text: &Text, now: &Zoned) -> Menu {
    let connection = connection(view, text, now.timestamp());
    let quiet = view.quiet.map(|how| [("how", how_word(how))]);
    let is_quiet = quiet.map(|how| text.with("quiet-now", &how));
    let paused = view.paused_until.map(|until| text.with("tray-paused", &[("time", &clock_time(until, now.time_zone()))]));
    let waiting = match view.outbox.waiting {
        0 => None,
        count => Some(text.with("tray-waiting", &[("count", &text.number(u64::from(count)))])),
    };

    let mut lines = Vec::new();
    let mut line = |does, text: String, ticked| lines.push(Line { does, text, ticked });
    line(Does::Open, text.get("tray-open"), None);
    line(Does::SayConnection, connection.clone(), None);
    if view.rings {
        line(Does::Silence, text.get("tray-silence"), None);
    }
    line(Does::Part(0), String::new(), None);
    let settings = &view.settings;
    for (switch, name, on) in [
        (Switch::CustomEvents, "tray-custom-events", settings.custom_events_on),
        (Switch::Sounds, "tray-sounds", settings.sounds_on),
        (Switch::MuteInCall, "tray-mute-in-call", settings.mute_in_call.on),
    ] {
        line(Does::Turn(switch), text.get(name), Some(on));
    }
    if let (Some(how), Some(is_quiet)) = (quiet, &is_quiet) {
        line(Does::SayQuiet, is_quiet.clone(), None);
        line(Does::UnmuteNow, text.with("quiet-take-back", &how), None);
    }
    match &paused {
        Some(paused) => {
            line(Does::SayPaused, paused.clone(), None);
            line(Does::Resume, text.get("pause-resume"), None);
        }
        None if view.account.is_some() => line(Does::Pause, text.get("pause-begin"), None),
        None => {}
    }
    line(Does::Part(1), String::new(), None);
    // Without an account there is nothing of anybody's.
    if view.account.is_some() {
        line(Does::Show(Page::Activity), text.get("page-activity"), None);
    }
    line(Does::Show(Page::General), text.get("tray-settings"), None);
    line(Does::Part(2), String::new(), None);
    if view.account.is_some() {
        line(Does::SignOut, text.get("tray-sign-out"), None);
    }
    line(Does::Quit, text.get("tray-quit"), None);
    let said: Vec<String> = [Some(connection), paused, is_quiet, waiting].into_iter().flatten().collect();
    Menu { lines, tooltip: format!("Bellhop: {}", said.join("\n")) }
}

fn connection(view: &View, text: &Text, now: Timestamp) -> String {
    let id = match (&view.connection, of_line(view)) {
        (Connection::SignedOut { .. }, _) => "tray-connection-signed-out",
        (Connection::SigningIn, _) => "tray-connection-signing-in",
        (Connection::NotPermitted { .. }, _) => "tray-connection-not-permitted",
        (Connection::Reconnecting { retry_at, .. }, _) => {
            let seconds = seconds_until(*retry_at, now);
            let seconds = if seconds == 0 { "none".to_owned() } else { seconds.to_string() };
            return text.with("tray-connection-reconnecting", &[("seconds", &seconds)]);
        }
        (Connection::Connected { .. }, Icon::Ringing) => "tray-connection-ringing",
        (Connection::Connected { .. }, Icon::InCall | Icon::Quiet) => "tray-connection-in-call",
        (Connection::Connected { .. }, Icon::Dnd) => "tray-connection-dnd",
        (Connection::Connected { .. }, _) => "tray-connection-connected",
    };
    text.get(id)
}

/// What was done to be quiet, as the text files call it.
fn how_word(how: HushKind) -> &'static str {
    match how {
        HushKind::Mute => "mute",
        HushKind::Lower => "lower",
        HushKind::Pause => "pause",
    }
}

/// Returns the hour and minute of a moment, in milliseconds since 1970, as the pages write it in every language there is.
fn clock_time(at: i64, zone: &TimeZone) -> String {
    Timestamp::from_millisecond(at).map(|at| at.to_zoned(zone.clone()).strftime("%H:%M").to_string()).unwrap_or_default()
}

/// Returns whether the menu shows time going by.
pub fn is_counting(view: &View, now: Timestamp) -> bool {
    matches!(&view.connection, Connection::Reconnecting { retry_at, .. } if seconds_until(*retry_at, now) > 0)
}

/// Returns how many seconds there are until then, the one that has begun among them.
fn seconds_until(then: i64, now: Timestamp) -> u64 {
    u64::try_from(then - now.as_millisecond()).unwrap_or(0).div_ceil(1000)
}

#[cfg(test)]
mod tests {
    use engine::{settings::AccountSettings, view::Account};
    use telephony::{CallState, Direction};

    use super::*;
    use crate::tray::tests::view;

    fn now() -> Zoned {
        Timestamp::from_second(1_700_000_000).unwrap().to_zoned(TimeZone::get("Europe/Berlin").unwrap())
    }

    fn up() -> View {
        view(Connection::Connected { last_heard: 0 }, &[], false)
    }

    fn signed_in(view: View) -> View {
        let account = Account { sign_in: AccountSettings::new("xsp", "anna@example.com"), name: String::new(), extension: String::new(), number: String::new(), remembered: true };
        View { account: Some(account), ..view }
    }

    /// The lines as a user reads them: what can't be chosen in brackets, and whether it is ticked.
    fn read(view: &View, language: &str) -> Vec<String> {
        let text = Text::speaking(Some(language));
        let line = |line: Line| match (line.does, line.ticked) {
            (Does::Part(_), _) => "-".to_owned(),
            (_, Some(ticked)) => format!("{} {}", line.text, if ticked { "✓" } else { "✗" }),
            (does, None) if does.is_chosen() => line.text,
            (_, None) => format!("({})", line.text),
        };
        menu(view, &text, &now()).lines.into_iter().map(line).collect()
    }

    #[test]
    fn what_does_not_apply_is_not_in_the_menu() {
        let switches = ["-", "Custom events ✓", "Sounds ✗", "Mute speakers in call ✓"];
        let account = ["-", "Activity", "Settings", "-", "Sign out", "Quit"];
        let nobodys = ["-", "Settings", "-", "Quit"];
        let ringing = View { rings: true, ..view(Connection::Connected { last_heard: 0 }, &[(Direction::Incoming, CallState::Ringing)], false) };
        let in_call = View { quiet: Some(HushKind::Mute), ..view(Connection::Connected { last_heard: 0 }, &[(Direction::Incoming, CallState::Connected)], false) };
        let until = now().timestamp().as_millisecond() + 42 * 60_000;
        let out = view(Connection::SignedOut { problem: None, account: None }, &[], false);
        for (view, top, middle, end) in [
            (signed_in(up()), &["Open Bellhop", "(Connected)"][..], &["Pause everything for 1 hour"][..], &account[..]),
            (signed_in(ringing), &["Open Bellhop", "(Connected, ringing)", "Silence"], &["Pause everything for 1 hour"], &account),
            (
                signed_in(in_call),
                &["Open Bellhop", "(Connected, in a call)"],
                &["(Your speakers are muted until the call ends.)", "Unmute now", "Pause everything for 1 hour"],
                &account,
            ),
            (signed_in(View { paused_until: Some(until), ..up() }), &["Open Bellhop", "(Connected)"], &["(Paused until 23:55)", "Resume"], &account),
            (View { paused_until: Some(until), ..out.clone() }, &["Open Bellhop", "(Not signed in)"], &["(Paused until 23:55)", "Resume"], &nobodys),
            (out, &["Open Bellhop", "(Not signed in)"], &[], &nobodys),
        ] {
            assert_eq!(read(&view, "en"), [top, &switches, middle, end].concat());
        }
    }

    #[test]
    fn what_takes_the_quiet_back_is_called_by_what_was_done() {
        for (how, is, take_back) in [
            (HushKind::Mute, "(Your speakers are muted until the call ends.)", "Unmute now"),
            (HushKind::Lower, "(Your speakers are lowered until the call ends.)", "Turn up now"),
            (HushKind::Pause, "(Your media players are paused until the call ends.)", "Play on now"),
        ] {
            let lines = read(&View { quiet: Some(how), ..up() }, "en");
            assert!(lines.windows(2).any(|two| two == [is, take_back]), "{lines:?}");
        }
    }

    #[test]
    fn every_line_is_said_in_every_language() {
        let until = now().timestamp().as_millisecond();
        let everything = signed_in(View { rings: true, quiet: Some(HushKind::Mute), ..up() });
        let english = [read(&everything, "en"), read(&View { paused_until: Some(until), ..up() }, "en")].concat();
        for language in ["de", "fr", "es", "nl"] {
            let lines = [read(&everything, language), read(&View { paused_until: Some(until), ..up() }, language)].concat();
            assert_eq!(lines.len(), english.len());
            let same = lines.iter().zip(&english).filter(|(one, other)| one == other && *one != "-").count();
            assert_eq!(same, 0, "{language}: {lines:?}");
            assert!(lines.iter().any(|line| line.contains("23:13")), "{language}: {lines:?}");
        }
    }

    #[test]
    fn who_points_at_the_icon_reads_all_there_is_to_say() {
        let mut view = View { quiet: Some(HushKind::Lower), paused_until: Some(now().timestamp().as_millisecond()), ..up() };
        assert_eq!(menu(&up(), &Text::english(), &now()).tooltip, "Bellhop: Connected");
        view.outbox.waiting = 3;
        let said = "Bellhop: Connected\nPaused until 23:13\nYour speakers are lowered until the call ends.\n3 requests to web services wait for their next try";
        assert_eq!(menu(&view, &Text::english(), &now()).tooltip, said);
    }
}
