//! What the window, the tray and the command line may ask of the engine.

use std::{path::PathBuf, sync::Arc};

use custom_events::{CustomEvent, FieldProblem};
use secrecy::SecretString;
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    settings::{AccountSettings, Colleague, NumbersSettings, PinnedCertificate, Theme, Which},
    view::{Demo, Found, Problem, SoundProblemView, Switch, View},
};

/// Where an answer goes.
pub type Reply<T> = oneshot::Sender<T>;

/// One thing asked.
#[derive(Debug)]
pub enum Request {
    /// Sign in; answered once the server has said yes or no.
    SignIn {
        /// With what.
        sign_in: Box<SignIn>,
        /// `None` is yes.
        reply: Reply<Option<Problem>>,
    },
    /// Sign in with the account and password that are remembered, if there are any; answered when the keyring has
    /// been asked.
    SignInAgain {
        /// Whether there is something to sign in with.
        reply: Reply<bool>,
    },
    /// Sign out, delete what was made on the server, and forget the account.
    SignOut {
        /// Answered when it is done.
        reply: Reply<()>,
    },
    /// Try to connect now instead of at the end of the wait, or instead of not at all.
    RetryNow,
    /// Trust the certificate that is in the way, on its host, and try again. It must be the one that is shown.
    TrustCertificate {
        /// Its fingerprint.
        sha256: String,
    },
    /// Trust a certificate no longer.
    StopTrusting(PinnedCertificate),
    /// Sign in at the server the one before sends us to. It must be the one that is shown.
    UseServer {
        /// Scheme, host and port.
        server: String,
    },
    /// The computer woke up.
    Woke,
    /// The computer is on another network, or on one again.
    NetworkChanged,
    /// Turn one of the switches.
    SetSwitch {
        /// Which.
        switch: Switch,
        /// How.
        on: bool,
    },
    /// Say where the user dials from.
    SetNumbers(NumbersSettings),
    /// Ask for the colleagues whose lamps the user sees.
    BusyLampList {
        /// Who they are.
        reply: Reply<Found>,
    },
    /// Look colleagues up.
    FindColleagues {
        /// What is typed of their name, or their extension.
        typed: String,
        /// Who they are.
        reply: Reply<Found>,
    },
    /// Watch these lines, too. Those that are watched already stay where they are.
    WatchLines(Vec<Colleague>),
    /// Watch a line no longer.
    StopWatching {
        /// Whose.
        user_id: String,
    },
    /// Choose light or dark.
    SetTheme(Theme),
    /// Choose the file of one of the two sounds, or the built-in one.
    SetSound {
        /// Which.
        which: Which,
        /// The file, or the built-in sound.
        file: Option<PathBuf>,
        /// What is wrong with the file; then the choice stays as it was.
        reply: Reply<Option<SoundProblemView>>,
    },
    /// Play one of the two sounds once, to hear it.
    PlaySound(Which),
    /// Stop what `PlaySound` began.
    StopSound,
    /// Say what is wrong with a custom event, field by field.
    CheckCustomEvent {
        /// The draft.
        draft: Box<CustomEvent>,
        /// Its problems.
        reply: Reply<Vec<FieldProblem>>,
    },
    /// Store a custom event, new (without an id) or changed.
    SaveCustomEvent {
        /// The draft.
        draft: Box<CustomEvent>,
        /// Its problems; with an error among them nothing was stored.
        reply: Reply<Vec<FieldProblem>>,
    },
    /// Remove a custom event.
    RemoveCustomEvent(String),
    /// Bring back the one that was removed last, to its place.
    RestoreCustomEvent,
    /// Switch a custom event on or off.
    SetCustomEventEnabled {
        /// Its id.
        id: String,
        /// How.
        on: bool,
    },
    /// Sign out without forgetting the account, and end.
    Quit {
        /// Answered when the server has been told.
        reply: Reply<()>,
    },
}

/// What a sign-in needs.
#[derive(Debug)]
pub struct SignIn {
    /// Where and as whom.
    pub account: AccountSettings,
    /// The password or the token.
    pub secret: SecretString,
    /// Whether to sign in by itself at the next start.
    pub remember: bool,
    /// The built-in phone system, if it is that.
    pub demo: Option<Demo>,
}

/// The engine has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the engine has ended")]
pub struct Stopped;

/// The way in: cheap to clone.
#[derive(Debug, Clone)]
pub struct Handle {
    pub(crate) requests: mpsc::Sender<Request>,
    pub(crate) view: watch::Receiver<Arc<View>>,
}

impl Handle {
    /// Asks something that has an answer.
    ///
    /// # Errors
    /// Fails if the engine has ended.
    pub async fn ask<T>(&self, make: impl FnOnce(Reply<T>) -> Request) -> Result<T, Stopped> {
        let (reply, answer) = oneshot::channel();
        self.tell(make(reply)).await?;
        answer.await.map_err(|_| Stopped)
    }

    /// Asks something that has none.
    ///
    /// # Errors
    /// Fails if the engine has ended.
    pub async fn tell(&self, request: Request) -> Result<(), Stopped> {
        self.requests.send(request).await.map_err(|_| Stopped)
    }

    /// Returns what can be seen, now and whenever it changes.
    pub fn view(&self) -> watch::Receiver<Arc<View>> {
        self.view.clone()
    }
}
