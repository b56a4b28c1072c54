//! The powers of the machine that the engine needs: one method each.
//!
//! The shell implements [`Host`] for the real machine; tests have one that records.

use std::{
    future::Future,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

pub use custom_events::SoundProblem;
use custom_events::{Command, Files, HttpRequest, Message};
use futures_util::future::BoxFuture;
use secrecy::SecretString;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;
use url::Url;

use crate::{report::code_word, settings::Which, view::Problem};

/// What the engine asks of the machine. Each call may take long; the engine never waits for one before it hears the
/// next event. What [`Files`] asks may block: the engine asks it on a thread of its own.
pub trait Host: Files + Send + Sync + 'static {
    /// Starts a program and returns what is known of it after a moment. One with a time limit is waited for.
    fn run(&self, command: Command) -> impl Future<Output = Result<Ran, Failure>> + Send;

    /// Opens an address with the program the user has for it.
    fn open(&self, url: Url) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Shows a message. Answers once it is shown. One that asks for it is taken away when `over` is cancelled, and a click
    /// opens its page.
    fn notify(&self, message: Message, over: CancellationToken) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Says something about the connection to a user who may not look. It is taken away when `over` is cancelled: then it is
    /// true no longer. A machine that nobody sits at says nothing.
    fn announce(&self, _announcement: Announcement, _over: CancellationToken) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// Sends a request, with its secrets put in and `key` as its `Idempotency-Key`, and returns the status of a good answer.
    fn fetch(&self, request: HttpRequest, key: String) -> impl Future<Output = Result<u16, Unsent>> + Send;

    /// Plays a sound until it ends or `stop` is cancelled, and tells what there is to know of it meanwhile.
    fn play(&self, sound: Sound, stop: CancellationToken, tell: SoundTeller) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Says what is wrong with a sound file, by its content. One that is good is kept ready.
    fn check_sound(&self, file: PathBuf) -> impl Future<Output = Option<SoundProblem>> + Send;

    /// Lists the devices a sound can be played on.
    fn sound_devices(&self) -> impl Future<Output = Vec<SoundDevice>> + Send;

    /// Makes everything else quiet, so that a call is heard; in another way than before, if it was quiet already. What
    /// of Bellhop itself is heard stays as it is, where the system can tell. Until the next wish, `tell` hears whenever
    /// that is no longer so, and when it is again.
    fn hush(&self, _quiet: Quiet, _tell: QuietTeller) -> impl Future<Output = Result<(), Failure>> + Send {
        async { Ok(()) }
    }

    /// Gives back what [`Host::hush`] took, as it was, unless the user has changed it meanwhile.
    fn give_back(&self) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// Says whether the system starts the program when the user signs in to the computer; nothing if it can't say.
    fn starts_at_sign_in(&self) -> impl Future<Output = Option<bool>> + Send {
        async { None }
    }

    /// Has the system start the program when the user signs in to the computer, or no longer. Fails with the system's
    /// own reason.
    fn start_at_sign_in(&self, _on: bool) -> impl Future<Output = Result<(), String>> + Send {
        async { Err(String::new()) }
    }

    /// Lists the outputs that can be made quiet.
    fn outputs(&self) -> impl Future<Output = Vec<SoundDevice>> + Send {
        async { Vec::new() }
    }

    /// Says what this machine can do to be quiet.
    fn quiet_powers(&self) -> QuietPowers {
        QuietPowers { pauses: true, spares_ours: true }
    }

    /// Keeps a secret of web services in the keyring of the operating system, under its name.
    fn remember_secret(&self, name: String, secret: SecretString) -> impl Future<Output = Result<(), NoKeyring>> + Send;

    /// Removes a secret of web services from the keyring.
    fn forget_secret(&self, name: String) -> impl Future<Output = Result<(), NoKeyring>> + Send;

    /// Keeps a password or token in the keyring of the operating system.
    fn remember_password(&self, account: AccountKey, password: SecretString) -> impl Future<Output = Result<(), NoKeyring>> + Send;

    /// Returns the password or token kept for an account.
    fn recall_password(&self, account: AccountKey) -> impl Future<Output = Result<Option<SecretString>, NoKeyring>> + Send;

    /// Removes the password or token kept for an account.
    fn forget_password(&self, account: AccountKey) -> impl Future<Output = Result<(), NoKeyring>> + Send;

    /// Stores the settings so that either the old or the new text is there, whatever happens.
    fn save_settings(&self, text: String) -> impl Future<Output = Result<(), String>> + Send;
}

/// What is known of a program a moment after its start.
pub enum Ran {
    /// It has ended, with this exit code.
    Ended(i32),
    /// It is left to itself, and runs on; this tells its exit code. Whoever does not wait for that changes nothing for it.
    On(BoxFuture<'static, Result<i32, Failure>>),
}

impl std::fmt::Debug for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ended(code) => f.debug_tuple("Ended").field(code).finish(),
            Self::On(_) => f.write_str("On"),
        }
    }
}

/// Whose password or token it is: the server's origin and the user id, so that no other server is ever sent it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountKey {
    /// Scheme, host and port of the server.
    pub server: String,
    /// The user id.
    pub user_id: String,
}

/// The keyring can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no keyring: {0}")]
pub struct NoKeyring(pub String);

/// Something about the connection that is worth an interruption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Announcement {
    /// Calls have not been heard for a while, and it is still being mended.
    NotConnected(Problem),
    /// Nobody is signed in any more, and only the user can help.
    SignedOut(Problem),
}

/// A sound to play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// Where it comes from.
    pub source: SoundSource,
    /// Whether it is played again and again.
    pub repeat: bool,
    /// How loud.
    pub volume: Volume,
    /// The output device, by its id, or the default one. The default one stands in for one that is gone.
    pub device: Option<String>,
}

impl Sound {
    /// Whether it is the same as another one, however loud.
    pub fn is_like(&self, other: &Self) -> bool {
        let Self { source, repeat, volume: _, device } = self;
        (source, repeat, device) == (&other.source, &other.repeat, &other.device)
    }
}

/// How loud a sound is, in percent. Its clones are one: whoever has one may turn it while the sound is played.
#[derive(Debug, Clone)]
pub struct Volume(Arc<AtomicU8>);

impl Volume {
    /// Makes one of its own, of at most 100 percent.
    pub fn new(percent: u8) -> Self {
        Self(Arc::new(AtomicU8::new(percent.min(100))))
    }

    /// Returns how loud it is now.
    pub fn percent(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }

    /// Turns it louder or softer, to at most 100 percent.
    pub fn turn(&self, percent: u8) {
        self.0.store(percent.min(100), Ordering::Relaxed);
    }
}

impl PartialEq for Volume {
    fn eq(&self, other: &Self) -> bool {
        self.percent() == other.percent()
    }
}

impl Eq for Volume {}

/// How quiet it ought to be, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiet {
    /// How.
    pub how: Hush,
    /// The output, by its id, or the default one, whichever that is now.
    pub device: Option<String>,
}

/// What is done to be quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hush {
    /// Nothing is heard.
    Mute,
    /// It is no louder than so many percent.
    Lower(u8),
    /// Media players are paused.
    Pause,
}

/// Where it goes whether it is quiet by now, or why not.
pub type QuietTeller = mpsc::UnboundedSender<Result<(), Failure>>;

/// What a machine can do to be quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietPowers {
    /// It can pause media players.
    pub pauses: bool,
    /// It can tell our own sounds from those of others.
    pub spares_ours: bool,
}

/// What there is to know of a sound while it is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoundNews {
    /// The built-in sound is played instead of the chosen file, for this reason.
    StandIn(SoundProblem),
    /// It is heard.
    Played {
        /// Whether on the device that was chosen, or on the default one.
        on_chosen: bool,
    },
    /// There is nothing to play it on, and it is tried again.
    Unheard,
}

/// Where the news of a sound goes.
pub type SoundTeller = mpsc::UnboundedSender<SoundNews>;

/// A device a sound can be played on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, TS)]
pub struct SoundDevice {
    /// Its id, the same tomorrow.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A request that had no success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// Why.
    pub failure: Failure,
    /// Whether it is worth trying again.
    pub again: Again,
}

/// Whether a request is worth trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// It is, after what the service asked for, if it asked.
    Later(Option<Duration>),
    /// The answer will be the same.
    Never,
}

/// Where a sound comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SoundSource {
    /// Shipped with the program.
    BuiltIn(Which),
    /// A file the user chose; the built-in sound stands in for it where it is missing.
    Chosen(Which, PathBuf),
    /// The file of a custom event. Nothing stands in for it.
    File(PathBuf),
}

/// Why an action failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// The kind of failure; its words are in the text files.
    pub code: FailureCode,
    /// What the words need: a path, a status, the system's own reason.
    pub detail: String,
}

impl Failure {
    /// Makes a failure.
    pub fn new(code: FailureCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// Describes it as code and detail, for reports and logs.
    pub fn describe(&self) -> String {
        let code = code_word(&self.code);
        if self.detail.is_empty() { code } else { format!("{code} ({})", self.detail) }
    }
}

/// The kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FailureCode {
    /// There is no such program.
    ProgramMissing,
    /// The file is there, but can't be run.
    ProgramNotExecutable,
    /// The program ended with an exit code other than 0.
    ProgramFailed,
    /// It took too long.
    TimedOut,
    /// There is no such sound file.
    SoundMissing,
    /// The file is no sound that can be played.
    SoundBroken,
    /// There is nothing to play it on, or the output that was chosen is not there.
    NoSoundDevice,
    /// The desktop took no notification.
    NotificationRefused,
    /// With these values it is no address that may be used.
    BadAddress,
    /// With these values an argument could be taken for something else.
    BadArgument,
    /// The system has no program for the address.
    NoBrowser,
    /// The web service can't be reached.
    ServiceUnreachable,
    /// The web service answered, but not with success.
    ServiceAnswered,
    /// Nothing was done: the custom event came too often within a few seconds.
    HeldBack,
    /// Nothing was done: it was no longer so.
    NoLongerSo,
    /// The file is a program, but not for this kind of computer.
    ProgramNotForThisComputer,
    /// The folder it should start in is not there.
    FolderMissing,
    /// The arguments, or the address, are longer than the system takes.
    TooLong,
    /// The service was asked for a day, in vain.
    GaveUp,
    /// The user wanted it not to be sent any more.
    GivenUpByUser,
    /// It was under way when the program ended, and nobody knows how it went.
    Interrupted,
    /// There is no secret of that name in the keyring.
    SecretMissing,
    /// The keyring could not be asked for the secret of that name.
    KeyringClosed,
    /// Too much is owed already.
    OutboxFull,
    /// Anything else.
    Other,
}
