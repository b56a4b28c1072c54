//! What the window, the tray and the command line may see: plain data, with codes instead of words.

mod activity;
mod exchange;
mod problem;
mod sounds;
mod trying;

use std::sync::Arc;

use custom_events::CustomEvent;
use serde::{Deserialize, Serialize};
use telephony::{CallState, Direction, Hook, Scope};
use ts_rs::TS;

pub use crate::host::SoundProblem as SoundProblemView;
pub use activity::{ActivityEntry, ActivityKind, ActivityLine, ActivityPage, ActivityQuery, OutboxView, OwedView, RunView};
pub use exchange::{ImportItem, ImportProblem, ImportReview, ImportedProgram};
pub use problem::{Distrust, Problem, ProblemCode, ShownCertificate};
pub use sounds::{LineSoundView, SoundsView};
pub use trying::{ActionPreview, ArgumentPiece, Preview, SampleCall, Samples, SimulatedCall, SimulatedRun, SimulatedStep, Simulation, StartingPoint, Tried};

use crate::{
    host::{Failure, SoundDevice},
    settings::{AccountSettings, Colleague, HushKind, HushedFrom, NumbersSettings, Theme},
};

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
    /// The lines of colleagues that are watched, in their order. They may be hundreds, so views share them.
    #[ts(type = "Array<WatchedView>")]
    pub watched: Arc<Vec<WatchedView>>,
    /// What was done to the speakers, or to media players, and lasts until the calls end.
    pub quiet: Option<HushKind>,
    /// Until when nothing is done about calls, in milliseconds since 1970; without, it is.
    #[ts(type = "number | null")]
    pub paused_until: Option<i64>,
    /// What the switches show.
    pub settings: SettingsView,
    /// The custom events, in their order.
    pub custom_events: Vec<CustomEventView>,
    /// How much web services are still owed.
    pub outbox: OutboxView,
    /// Grows whenever something was written down, so that whoever shows it asks again.
    #[ts(type = "number")]
    pub activity: u64,
    /// Whether something rings here, so that it can be silenced.
    pub rings: bool,
    /// What is to be said once.
    pub notices: Vec<Notice>,
}

impl View {
    /// The user id of who is signed in.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        self.account.as_ref().map(|account| account.sign_in.user_id.as_str())
    }
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
    /// Where and as whom.
    pub sign_in: AccountSettings,
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
        account: Option<AccountSettings>,
    },
    /// On the way in.
    SigningIn,
    /// Calls are heard.
    Connected {
        /// When the server was last heard, in milliseconds since 1970.
        #[ts(type = "number")]
        last_heard: i64,
    },
    /// The phone system lets the user in, but not hear calls. It is asked again now and then.
    NotPermitted {
        /// What is missing.
        problem: Problem,
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

/// The line of a colleague.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WatchedView {
    /// Whose it is.
    pub line: Colleague,
    /// Whether the phone system lets us hear it.
    pub permission: Permission,
    /// Its phone.
    pub device: DeviceView,
    /// Its calls that are not over.
    pub calls: Vec<CallView>,
}

/// Whether the phone system lets us hear a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Permission {
    /// It has not said yet.
    Asked,
    /// It does.
    Granted,
    /// It does not. It is asked again now and then.
    Denied {
        /// The phone system's own sentence, or empty.
        detail: String,
    },
}

/// Colleagues that were found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Who they are.
    pub colleagues: Vec<Colleague>,
    /// Whether there are more.
    pub more: bool,
    /// Why they could not be asked for.
    pub problem: Option<Problem>,
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
    /// The ids of the custom events that have acted on it, in the order in which they did, each once.
    pub ran: Vec<String>,
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
    /// The language the user chose, such as `de`; the system's if none.
    pub language: Option<String>,
    /// Where the user dials from.
    pub numbers: NumbersView,
    /// Whether the program starts when the user signs in to the computer; unknown where the system can't say.
    pub start_at_sign_in: Option<bool>,
    /// Whether it starts without opening its window.
    pub start_minimized: bool,
    /// Whether it ends when its window is closed.
    pub quit_on_close: bool,
    /// Whether a notification says that calls are not heard.
    pub notifications: bool,
    /// The sound of a ringing call.
    pub ringing: SoundView,
    /// The sound of a waiting call.
    pub waiting: SoundView,
    /// What becomes of the speakers while a call goes on.
    pub mute_in_call: MuteInCallView,
    /// How sounds are played, and which lines ring here.
    pub sounds: SoundsView,
    /// How many days what happened is kept.
    pub kept_days: u32,
    /// The names of the secrets for web services that are in the keyring.
    pub secrets: Vec<String>,
    /// Whether the first steps have been shown.
    pub welcomed: bool,
}

/// Where the user dials from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumbersView {
    /// What the user says.
    pub chosen: NumbersSettings,
    /// The country the phone system says, by its ISO 3166 code; or empty.
    pub country: String,
    /// What is dialled before a national number where the user does not say otherwise.
    pub national_prefix: String,
}

/// A country numbers may be at home in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Country {
    /// Its ISO 3166 code.
    pub id: String,
    /// Its calling code.
    pub code: String,
    /// What is dialled before a national number, or nothing.
    pub national_prefix: String,
}

/// Returns every country.
pub fn countries() -> Vec<Country> {
    telephony::countries().into_iter().map(|country| Country { id: country.id, code: country.code, national_prefix: country.national_prefix }).collect()
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

/// What becomes of the speakers while a call goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MuteInCallView {
    /// Whether anything does.
    pub on: bool,
    /// What is done.
    pub how: HushKind,
    /// How loud they may be where they are lowered, in percent.
    pub percent: u8,
    /// When it begins.
    pub from: HushedFrom,
    /// The output, or the default one.
    pub device: Option<SoundDevice>,
    /// Whether this computer lets us pause media players.
    pub can_pause: bool,
    /// Whether our own waiting sound stays audible.
    pub spares_ours: bool,
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
    /// Quiet speakers while a call goes on.
    MuteInCall,
    /// Repeating a sound until the call is answered.
    Repeat,
    /// The ringing of the own line.
    OwnLine,
    /// Starting without opening the window.
    StartMinimized,
    /// Ending when the window is closed.
    QuitOnClose,
    /// Saying in a notification that calls are not heard.
    Notifications,
    /// That the first steps have been shown.
    Welcomed,
}

/// A custom event and how it went last time.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomEventView {
    /// The custom event.
    pub event: Arc<CustomEvent>,
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
    /// Whether what failed is tried again by itself.
    pub tried_again: bool,
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
    /// Some custom events can't be read; they are kept and do nothing. The detail names them.
    CustomEventsNotRead,
    /// A later version wrote the settings; they were set aside as the file named.
    SettingsTooNew,
    /// The record of what happened could not be read; it was set aside as the file named.
    JournalSetAside,
    /// The record of what happened could not be opened; this time it is only remembered until the end.
    JournalNotOpened,
    /// What happens can't be written down; it is tried again.
    JournalNotKept,
    /// The settings could not be saved.
    SettingsNotSaved,
    /// There is nothing to play a sound on.
    NoSoundDevice,
    /// A sound could not be played.
    SoundNotPlayed,
    /// The speakers could not be made quiet.
    SpeakersNotMuted,
    /// The output that ought to be quiet is not there. The detail names it.
    MuteOutputGone,
    /// The password could not be kept.
    PasswordNotKept,
    /// The password could not be removed from the keyring.
    PasswordNotForgotten,
    /// What is owed to web services can't be written down: it is lost if the program ends.
    OutboxNotKept,
    /// Too much is owed already; calls of web services were left out.
    OutboxFull,
}
