//! What the window, the tray and the command line may see: plain data, with codes instead of words.

use custom_events::CustomEvent;
use serde::{Deserialize, Serialize};
use telephony::{CallState, Direction, Hook, Scope};
use ts_rs::TS;

pub use crate::host::SoundProblem as SoundProblemView;
use crate::{host::Failure, settings::Theme};

/// Everything there is to see.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The version of the program.
    pub version: String,
    /// The built-in phone system, while it is what we are signed in to.
    pub demo: Option<Demo>,
    /// Who is signed in; without, there is only the sign-in page.
    pub account: Option<Account>,
    /// How it stands with the phone system.
    pub connection: Connection,
    /// The phone of the own line.
    pub device: DeviceView,
    /// The calls of the own line that are not over.
    pub calls: Vec<CallView>,
    /// What the switches show.
    pub settings: SettingsView,
    /// The custom events, in their order.
    pub custom_events: Vec<CustomEventView>,
    /// What is to be said once.
    pub notices: Vec<Notice>,
}

/// The built-in phone system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Demo {
    /// Its control port.
    pub control_url: String,
    /// The server that is signed in to.
    pub server_url: String,
    /// The user that is signed in.
    pub user_id: String,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// The server, as typed.
    pub server: String,
    /// The user id.
    pub user_id: String,
    /// The user's name; empty until the server has said it.
    pub name: String,
    /// The extension, or empty.
    pub extension: String,
    /// The direct number, or empty.
    pub number: String,
    /// Whether the next start signs in by itself.
    pub remembered: bool,
}

/// How it stands with the phone system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Connection {
    /// Nobody is signed in.
    SignedOut {
        /// Why, if it was not the user's wish.
        problem: Option<Problem>,
        /// What to fill in on the sign-in page: the account that no longer works.
        server: String,
        /// Its user id.
        user_id: String,
    },
    /// On the way in.
    SigningIn,
    /// Calls are heard.
    Connected {
        /// When the server was last heard, in milliseconds since 1970.
        #[ts(type = "number")]
        last_heard: i64,
    },
    /// Calls are not heard; it is being mended.
    Reconnecting {
        /// When the next attempt is made, in milliseconds since 1970.
        #[ts(type = "number")]
        retry_at: i64,
        /// What is wrong.
        problem: Problem,
    },
}

/// What stands between us and the phone system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The kind; its words are in the text files.
    pub code: ProblemCode,
    /// What the words need: a host, a status, a right.
    pub detail: String,
}

/// The kinds of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ProblemCode {
    /// What was typed is no address.
    BadAddress,
    /// It would send the password unencrypted.
    Insecure,
    /// No server has that name.
    HostUnknown,
    /// Nothing answers there.
    Unreachable,
    /// The certificate can't be trusted.
    Certificate,
    /// User id or password is wrong.
    Refused,
    /// The user may not do this.
    Forbidden,
    /// The server is something else.
    NotXsi,
    /// The server has too much to do.
    ServerBusy,
    /// The server took too long.
    TimedOut,
    /// The server opened no event channel.
    NoEventChannel,
    /// Another Bellhop took over.
    SignedInElsewhere,
    /// The user was deleted.
    UserDeleted,
    /// No keyring can be opened.
    NoKeyring,
    /// The keyring holds no password for the account.
    NoPassword,
    /// No account is saved.
    NoAccount,
    /// Anything else.
    Other,
}

impl From<&xsi::Problem> for Problem {
    fn from(problem: &xsi::Problem) -> Self {
        use xsi::Problem as P;
        let (code, detail) = match problem {
            P::BadAddress => (ProblemCode::BadAddress, String::new()),
            P::Insecure => (ProblemCode::Insecure, String::new()),
            P::HostUnknown { host } => (ProblemCode::HostUnknown, host.clone()),
            P::Unreachable { host } => (ProblemCode::Unreachable, host.clone()),
            P::Certificate { host, .. } => (ProblemCode::Certificate, host.clone()),
            P::Encryption { host, .. } => (ProblemCode::Certificate, host.clone()),
            P::Proxy { proxy, .. } => (ProblemCode::Unreachable, proxy.clone()),
            P::Moved { host, .. } => (ProblemCode::NotXsi, host.clone()),
            P::Refused => (ProblemCode::Refused, String::new()),
            P::Forbidden { right } => (ProblemCode::Forbidden, right.clone()),
            P::NotXsi { host } => (ProblemCode::NotXsi, host.clone()),
            P::ServerBusy { status, .. } => (ProblemCode::ServerBusy, status.to_string()),
            P::TimedOut { host } => (ProblemCode::TimedOut, host.clone()),
            P::NoEventChannel { reason } => (ProblemCode::NoEventChannel, reason.clone()),
            P::SignedInElsewhere => (ProblemCode::SignedInElsewhere, String::new()),
            P::UserDeleted => (ProblemCode::UserDeleted, String::new()),
            P::Broken { detail } => (ProblemCode::Other, detail.clone()),
        };
        Self { code, detail }
    }
}

/// The phone of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    /// Its hook, once heard.
    #[ts(type = "\"onHook\" | \"offHook\" | \"held\" | null")]
    pub hook: Option<Hook>,
    /// Its do-not-disturb, once heard.
    pub dnd: Option<bool>,
}

/// A call that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallView {
    /// Its id.
    pub id: String,
    /// Which way it goes.
    #[ts(type = "\"incoming\" | \"outgoing\"")]
    pub direction: Direction,
    /// How far it is.
    #[ts(type = "\"dialback\" | \"dialing\" | \"ringing\" | \"connected\" | \"held\" | \"terminated\"")]
    pub state: CallState,
    /// The other party's name, or empty.
    pub remote_name: String,
    /// The other party's number as people read it, or empty.
    pub remote_tel: String,
    /// Inside the company or not.
    #[ts(type = "\"internal\" | \"external\"")]
    pub scope: Scope,
    /// When it began, in milliseconds since 1970, by our clock.
    #[ts(type = "number")]
    pub started: i64,
    /// When it was answered, in milliseconds since 1970, by our clock.
    #[ts(type = "number | null")]
    pub answered: Option<i64>,
}

/// What the switches show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// Whether custom events run.
    pub custom_events_on: bool,
    /// Whether calls make a sound.
    pub sounds_on: bool,
    /// Light or dark.
    pub theme: Theme,
    /// The sound of a ringing call.
    pub ringing: SoundView,
    /// The sound of a waiting call.
    pub waiting: SoundView,
}

/// One of the two sounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SoundView {
    /// Whether it is heard.
    pub on: bool,
    /// The file, or the built-in sound.
    pub file: Option<String>,
    /// What is wrong with the file.
    pub problem: Option<SoundProblemView>,
    /// Whether it is being tried now.
    pub playing: bool,
}

/// The switches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Switch {
    /// Custom events as a whole.
    CustomEvents,
    /// Sounds as a whole.
    Sounds,
    /// The ringing sound.
    Ringing,
    /// The waiting sound.
    Waiting,
}

/// A custom event and how it went last time.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomEventView {
    /// The custom event.
    pub event: CustomEvent,
    /// Its last run.
    pub last_run: Option<LastRun>,
}

/// How a custom event went last time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastRun {
    /// When, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// How; the first failure, if any of its actions failed.
    pub failure: Option<Failure>,
}

/// Something to say once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// What; its words are in the text files.
    pub code: NoticeCode,
    /// What the words need.
    pub detail: String,
}

/// The kinds of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NoticeCode {
    /// The settings could not be read; they were set aside as the file named.
    SettingsSetAside,
    /// A later version wrote the settings; they were set aside as the file named.
    SettingsTooNew,
    /// The record of what happened could not be read; it was set aside as the file named.
    JournalSetAside,
    /// The record of what happened can't be kept; this time it is only remembered until the end.
    JournalNotKept,
    /// The settings could not be saved.
    SettingsNotSaved,
    /// There is nothing to play a sound on.
    NoSoundDevice,
    /// A sound could not be played.
    SoundNotPlayed,
    /// The password could not be kept.
    PasswordNotKept,
    /// The password could not be removed from the keyring.
    PasswordNotForgotten,
}
