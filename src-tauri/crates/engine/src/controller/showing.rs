//! The state as others may see it.

use std::{path::PathBuf, sync::Arc};

use jiff::Timestamp;
use telephony::Line;

use super::Controller;
use crate::{
    host::Host,
    session::{Session, Stream, Watched},
    settings::{AccountSettings, LineSound, NumbersSettings, SoundOf, Which},
    view::{Account, CallView, Connection, CustomEventView, DeviceView, LineSoundView, NumbersView, Problem, ProblemCode, SettingsView, SoundView, SoundsView, View, WatchedView},
};

/// The most characters of a name that are shown.
const LONGEST_NAME: usize = 256;

impl<H: Host> Controller<H> {
    pub(super) fn view(&mut self) -> View {
        let watched = self.watched.take().unwrap_or_else(|| Arc::new(self.watched()));
        self.watched = Some(watched.clone());
        let line = self.own_line().and_then(|own| self.lines.get(own));
        let (account, demo) = match &self.session {
            Session::In(signed_in) => {
                let (credentials, owner) = (&signed_in.credentials, &signed_in.owner);
                let account = Account {
                    name: owner.name.clone(),
                    extension: owner.extension.clone(),
                    number: owner.number.as_ref().map(|number| number.display(&self.home)).unwrap_or_default(),
                    remembered: credentials.remember,
                    ..nameless(&credentials.account)
                };
                (Some(account), credentials.demo.clone())
            }
            Session::Waiting(waiting) => (Some(nameless(&waiting.credentials.account)), None),
            // Whoever tries by itself has the pages open as before.
            Session::SigningIn { account, .. } => (account.as_ref().map(nameless), None),
            Session::Out { .. } => (None, None),
        };
        View {
            version: self.version.clone(),
            demo,
            account,
            connection: self.connection(),
            device: line.map(device).unwrap_or_default(),
            calls: line.map(|line| self.calls(line)).unwrap_or_default(),
            watched,
            quiet: self.quieting.held(),
            paused_until: self.settings.paused_until.map(Timestamp::as_millisecond),
            settings: SettingsView {
                custom_events_on: self.settings.custom_events_on,
                sounds_on: self.settings.sounds_on,
                theme: self.settings.theme,
                language: self.settings.language.clone(),
                numbers: self.numbers(),
                start_at_sign_in: self.starts_at_sign_in,
                start_minimized: self.settings.start_minimized,
                quit_on_close: self.settings.quit_on_close,
                notifications: self.settings.notifications,
                ringing: self.sound(Which::Ringing),
                waiting: self.sound(Which::Waiting),
                mute_in_call: self.mute_in_call(),
                sounds: self.sounds(),
                kept_days: self.settings.kept_days,
                secrets: self.settings.secrets.clone(),
                welcomed: self.settings.welcomed,
            },
            custom_events: self.shown.iter().map(|event| CustomEventView { event: event.clone(), last_run: self.last_runs.get(&event.id).map(|(_, last)| last.clone()) }).collect(),
            outbox: self.outbox_view,
            activity: self.activity,
            rings: self.ringing.is_some() || self.is_event_heard(),
            notices: self.notices.clone(),
        }
    }

    fn connection(&self) -> Connection {
        match &self.session {
            Session::Out { problem, account, .. } => Connection::SignedOut { problem: problem.clone(), account: account.clone() },
            Session::SigningIn { .. } => Connection::SigningIn,
            Session::Waiting(waiting) => not_connected(&waiting.problem, waiting.retry_at),
            Session::In(signed_in) => match &signed_in.stream {
                Stream::Opening => Connection::SigningIn,
                Stream::Up { last_heard } => Connection::Connected { last_heard: last_heard.as_millisecond() },
                Stream::Denied { problem } => Connection::NotPermitted { problem: problem.clone() },
                // What mends itself in a moment is not worth a look.
                Stream::Lost { last_heard: Some(last_heard), .. } if self.outage.as_ref().is_some_and(|outage| !outage.is_shown()) => {
                    Connection::Connected { last_heard: last_heard.as_millisecond() }
                }
                Stream::Lost { problem, retry_at, .. } => not_connected(problem, *retry_at),
            },
        }
    }

    fn watched(&self) -> Vec<WatchedView> {
        let Session::In(signed_in) = &self.session else { return Vec::new() };
        let one = |watched: &Watched| {
            let line = self.lines.get(&watched.line);
            WatchedView {
                line: watched.colleague.clone(),
                permission: watched.permission.clone(),
                device: line.map(device).unwrap_or_default(),
                calls: line.map(|line| self.calls(line)).unwrap_or_default(),
            }
        };
        signed_in.watched.iter().map(one).collect()
    }

    fn numbers(&self) -> NumbersView {
        let chosen = &self.settings.numbers;
        if !self.numbers_are_read {
            return NumbersView { chosen: chosen.clone(), ..NumbersView::default() };
        }
        let system = self.numbers_of_system.home();
        // Without a word of the user's about the prefix, it is that of the country, whoever says which.
        let national_prefix = NumbersSettings { national_prefix: None, ..chosen.clone() }.home(&self.numbers_of_system).national_prefix().to_owned();
        NumbersView { chosen: chosen.clone(), country: system.country(), national_prefix }
    }

    fn calls(&self, line: &Line) -> Vec<CallView> {
        line.calls()
            .map(|call| {
                // A timer beside a call runs on our clock, so it counts from when we heard of it; a call that was
                // up before we listened has only the server's word.
                let on_screen = self.on_screen.get(&(line.id.clone(), call.id.clone()));
                let (began, answered) = on_screen.map_or((call.started, call.answered), |seen| (seen.began, seen.answered));
                CallView {
                    id: call.id.to_string(),
                    direction: call.direction,
                    state: call.state,
                    remote_name: call.remote.name.as_deref().map(shown_name).unwrap_or_default(),
                    remote_tel: call.remote.tel().map(|number| number.display(&self.home)).unwrap_or_default(),
                    scope: call.scope(),
                    started: began.as_millisecond(),
                    answered: call.answered.and(answered.or(call.answered)).map(Timestamp::as_millisecond),
                    ran: on_screen.map(|seen| seen.ran.clone()).unwrap_or_default(),
                }
            })
            .collect()
    }

    fn sound(&self, which: Which) -> SoundView {
        let of = match which {
            Which::Ringing => SoundOf::Ringing,
            Which::Waiting => SoundOf::Waiting,
        };
        let choice = self.settings.sound(which);
        self.one_sound(&of, choice.on, choice.file.as_ref())
    }

    fn sounds(&self) -> SoundsView {
        let sounds = &self.settings.sounds;
        let line = |(user_id, line): (&String, &LineSound)| {
            let sound = self.one_sound(&SoundOf::Line(user_id.clone()), line.on, line.file.as_ref());
            LineSoundView { user_id: user_id.clone(), sound }
        };
        SoundsView {
            repeat: sounds.repeat,
            volume: sounds.volume,
            device: sounds.device.clone(),
            device_gone: self.device_gone && sounds.device.is_some(),
            own_line: sounds.own_line,
            lines: sounds.lines.iter().map(line).collect(),
        }
    }

    fn one_sound(&self, of: &SoundOf, on: bool, file: Option<&PathBuf>) -> SoundView {
        SoundView {
            on,
            file: file.map(|file| file.display().to_string()),
            problem: file.and_then(|file| self.sound_problems.get(file)).copied(),
            playing: self.trying.as_ref().is_some_and(|trial| trial.of == *of),
        }
    }
}

/// Returns a name as it is shown: a stranger may write a whole page.
fn shown_name(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

fn device(line: &Line) -> DeviceView {
    let device = line.device();
    DeviceView { hook: device.hook, dnd: device.dnd }
}

/// What is not permitted is asked for again as well, but nobody waits for that at the window.
fn not_connected(problem: &Problem, retry_at: Timestamp) -> Connection {
    match problem.code {
        ProblemCode::Forbidden => Connection::NotPermitted { problem: problem.clone() },
        _ => Connection::Reconnecting { retry_at: retry_at.as_millisecond(), problem: problem.clone() },
    }
}

/// An account whose owner is not known yet.
fn nameless(account: &AccountSettings) -> Account {
    Account { sign_in: account.clone(), name: String::new(), extension: String::new(), number: String::new(), remembered: true }
}
