//! What the window, the tray and the command line may ask of the engine.

use std::{path::PathBuf, sync::Arc};

use custom_events::{CustomEvent, FieldProblem};
use secrecy::SecretString;
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    host::SoundDevice,
    settings::{AccountSettings, Colleague, HushKind, HushedFrom, NumbersSettings, PinnedCertificate, SoundOf, Theme},
    view::{
        ActivityEntry, ActivityPage, ActivityQuery, Demo, Found, ImportProblem, ImportReview, Preview, Problem, SampleCall, Samples, SimulatedCall, Simulation, SoundProblemView,
        Switch, Tried, View,
    },
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
    /// Choose a language, such as `de`, or leave it to the system.
    SetLanguage(Option<String>),
    /// Choose the file of one of the sounds, or none.
    SetSound {
        /// Which.
        of: SoundOf,
        /// The file. Without, it is the built-in sound, and that of a line the ringing sound.
        file: Option<PathBuf>,
        /// What is wrong with the file; then the choice stays as it was.
        reply: Reply<Option<SoundProblemView>>,
    },
    /// Play one of the sounds once, to hear it.
    PlaySound(SoundOf),
    /// Stop what `PlaySound` began.
    StopSound,
    /// Choose what becomes of the speakers while a call goes on. Whether anything does is a switch.
    SetMuteInCall {
        /// What is done.
        how: HushKind,
        /// How loud they may be where they are lowered, in percent.
        percent: u8,
        /// When it begins.
        from: HushedFrom,
        /// The output, or the default one.
        device: Option<SoundDevice>,
    },
    /// Give the speakers back now, until the calls that go on are over.
    UnmuteNow,
    /// Do nothing about calls for an hour from now on: no custom event, no sound, no quiet speakers.
    Pause,
    /// Let the pause be over.
    Resume,
    /// Start by itself when the user signs in to the computer, or no longer.
    SetStartAtSignIn {
        /// Whether to.
        on: bool,
        /// Why the system could not be told; `None` if it was.
        reply: Reply<Option<String>>,
    },
    /// Look again at what others may have changed: whether the program starts by itself.
    LookAround,
    /// Ask for the outputs that can be made quiet.
    Outputs {
        /// They.
        reply: Reply<Vec<SoundDevice>>,
    },
    /// Say whether the line of a colleague rings here.
    SetLineRings {
        /// Whose.
        user_id: String,
        /// Whether it does.
        on: bool,
    },
    /// Say how loud sounds are, in percent.
    SetVolume(u8),
    /// Choose the device sounds are played on, or the default one.
    SetSoundDevice(Option<SoundDevice>),
    /// Let what rings now be silent. Another call rings again.
    Silence,
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
    /// Put a copy of a custom event under it, switched off.
    DuplicateCustomEvent(String),
    /// Move a custom event up or down the list.
    MoveCustomEvent {
        /// Its id.
        id: String,
        /// By how many places; up is negative.
        by: i32,
    },
    /// Say what a draft would do with a call.
    Preview {
        /// The draft.
        draft: Box<CustomEvent>,
        /// The call.
        sample: SampleCall,
        /// What it would do.
        reply: Reply<Preview>,
    },
    /// Do one of a draft's actions for real.
    TryAction {
        /// The draft.
        draft: Box<CustomEvent>,
        /// Which of its actions.
        index: usize,
        /// The call.
        sample: SampleCall,
        /// What came of it.
        reply: Reply<Tried>,
        /// How it ends, if it is a program that was left to itself; else nothing is said.
        at_last: Reply<Tried>,
    },
    /// Ask for calls to try on.
    SampleCalls {
        /// The calls.
        reply: Reply<Samples>,
    },
    /// Have a call happen that does not happen.
    Simulate {
        /// The call.
        call: Box<SimulatedCall>,
        /// What it did.
        reply: Reply<Simulation>,
    },
    /// Write down custom events for a file.
    ExportCustomEvents {
        /// Their ids.
        ids: Vec<String>,
        /// The text of the file.
        reply: Reply<String>,
    },
    /// Look at custom events from a file, before any of them is taken.
    ReviewImport {
        /// The name of the file.
        file: String,
        /// Its text; none if it can't be read, or is too large.
        text: Result<String, ImportProblem>,
        /// What is in it.
        reply: Reply<ImportReview>,
    },
    /// Take custom events of the file that was looked at last. They are switched off.
    AcceptImport(Vec<String>),
    /// Ask for a page of what happened.
    Activity {
        /// Which.
        query: ActivityQuery,
        /// The page.
        reply: Reply<ActivityPage>,
    },
    /// Ask for one thing that happened, with everything about it.
    ActivityEntry {
        /// Its id.
        id: i64,
        /// It, unless it was cleared.
        reply: Reply<Option<ActivityEntry>>,
    },
    /// Ask for everything that happened.
    AllActivity {
        /// It, newest first.
        reply: Reply<Vec<ActivityEntry>>,
    },
    /// Do again exactly what was done.
    RunAgain {
        /// Which run.
        run: i64,
        /// What came of it.
        reply: Reply<Tried>,
    },
    /// Try at once what is owed to a web service.
    RetryOwed(i64),
    /// Give up what is owed to a web service.
    DeleteOwed(i64),
    /// Give up all that is owed to web services.
    DeleteAllOwed,
    /// Forget everything that happened.
    ClearActivity {
        /// Answered when it is gone.
        reply: Reply<()>,
    },
    /// Say how many days what happens is kept.
    SetKeptDays(u32),
    /// Keep a secret for web services in the keyring.
    SetSecret {
        /// Its name.
        name: String,
        /// The secret.
        secret: SecretString,
        /// Why it could not be kept; `None` if it was.
        reply: Reply<Option<String>>,
    },
    /// Remove a secret from the keyring.
    ForgetSecret(String),
    /// Ask for the devices a sound can be played on.
    SoundDevices {
        /// They.
        reply: Reply<Vec<SoundDevice>>,
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
        ask(&self.requests, make).await
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

async fn ask<T>(requests: &mpsc::Sender<Request>, make: impl FnOnce(Reply<T>) -> Request) -> Result<T, Stopped> {
    let (reply, mut answer) = oneshot::channel();
    requests.send(make(reply)).await.map_err(|_| Stopped)?;
    tokio::select! {
        biased;
        answer = &mut answer => answer.map_err(|_| Stopped),
        // What is asked in the very moment in which the engine ends lies there unread, and is never answered.
        () = requests.closed() => answer.try_recv().map_err(|_| Stopped),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn who_asks_in_the_moment_in_which_the_engine_ends_is_told_so() {
        let (requests, mut asked) = mpsc::channel(1);
        let asking = tokio::spawn(async move { ask(&requests, |reply| Request::Quit { reply }).await });
        while asked.is_empty() {
            tokio::task::yield_now().await;
        }
        asked.close();
        assert_eq!(timeout(Duration::from_secs(20), asking).await.expect("an answer").unwrap(), Err(Stopped));
    }

    #[tokio::test]
    async fn what_was_answered_before_the_end_is_heard() {
        let (requests, mut asked) = mpsc::channel(1);
        let asking = tokio::spawn(async move { ask(&requests, |reply| Request::Quit { reply }).await });
        if let Some(Request::Quit { reply }) = asked.recv().await {
            reply.send(()).unwrap();
        }
        drop(asked);
        assert_eq!(asking.await.unwrap(), Ok(()));
    }
}
