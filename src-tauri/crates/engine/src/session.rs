//! Where we stand with the phone system: the states of being signed in, and the task that signs in.

use std::time::Duration;

use secrecy::SecretString;
use telephony::{LineId, Owner};
use tokio::{sync::mpsc, time::Instant};

use crate::{
    host::{AccountKey, NoKeyring},
    request::Reply,
    settings::SavedAccount,
    view::{Demo, Problem, ProblemCode},
};

/// The states of being signed in.
pub(crate) enum Session {
    /// Nobody is.
    Out {
        /// Why, if it was not the user's wish.
        problem: Option<Problem>,
        /// The account that no longer works.
        account: Option<SavedAccount>,
    },
    /// A task is asking the server, or the keyring before it.
    SigningIn {
        /// Which of all sign-ins: what an earlier one finds is of no interest any more.
        number: u64,
        /// Whose account, where the program tries by itself.
        account: Option<SavedAccount>,
    },
    /// The server could not be asked; it is asked again later.
    Waiting { credentials: Box<Credentials>, until: Instant, retry_at: jiff::Timestamp, problem: Problem, attempt: u32 },
    /// Signed in.
    In(Box<SignedIn>),
}

impl Session {
    /// Nobody is signed in, and that is as the user wants it.
    pub(crate) fn out() -> Self {
        Self::Out { problem: None, account: None }
    }
}

/// A sign-in that the server accepted.
pub(crate) struct SignedIn {
    pub(crate) credentials: Credentials,
    pub(crate) owner: Owner,
    pub(crate) line: LineId,
    pub(crate) client: xsi::Client,
    pub(crate) events: mpsc::Receiver<xsi::Event>,
    pub(crate) stream: Stream,
    /// Whether the stream has been up at all.
    pub(crate) was_connected: bool,
}

/// The event stream of a session.
pub(crate) enum Stream {
    Opening,
    Up { last_heard: jiff::Timestamp },
    Lost { problem: Problem, retry_at: jiff::Timestamp },
}

/// All a sign-in needs, kept for the next attempt.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) server: String,
    pub(crate) user_id: String,
    pub(crate) password: SecretString,
    pub(crate) remember: bool,
    pub(crate) demo: Option<Demo>,
}

impl Credentials {
    /// Returns the account without its password.
    pub(crate) fn account(&self) -> SavedAccount {
        SavedAccount { server: self.server.clone(), user_id: self.user_id.clone() }
    }
}

/// What the sign-in task found.
pub(crate) struct Attempt {
    /// Which of all sign-ins it was.
    pub(crate) number: u64,
    pub(crate) credentials: Credentials,
    pub(crate) result: Result<(xsi::Account, xsi::Profile), xsi::Problem>,
    /// Who waits for the answer; nobody when the program tried by itself.
    pub(crate) reply: Option<Reply<Option<Problem>>>,
    /// How many attempts came before this one.
    pub(crate) attempt: u32,
}

/// Asks the server whether these credentials are good.
pub(crate) async fn ask_server(credentials: &Credentials, installation: String) -> Result<(xsi::Account, xsi::Profile), xsi::Problem> {
    let server = xsi::Server::parse(&credentials.server, false)?;
    let credential = xsi::Credential::Password(credentials.password.clone());
    let account = xsi::Account { server, user_id: credentials.user_id.trim().to_owned(), credential, installation };
    let profile = xsi::sign_in(&account).await?;
    Ok((account, profile))
}

/// Returns the key a password is kept under, for an account as typed; `None` for what is no server.
pub fn key(account: &SavedAccount) -> Option<AccountKey> {
    let server = xsi::Server::parse(&account.server, false).ok()?;
    Some(AccountKey { server: server.first().origin().ascii_serialization(), user_id: account.user_id.trim().to_lowercase() })
}

/// Returns how long to wait before the next attempt: half a second, doubled up to half a minute.
pub(crate) fn wait_before(attempt: u32) -> Duration {
    Duration::from_millis(500 << attempt.min(6)).min(Duration::from_secs(30))
}

/// The problem of a remembered account whose password can't be had.
pub(crate) fn no_password(keyring: &Result<Option<SecretString>, NoKeyring>) -> Problem {
    match keyring {
        Err(NoKeyring(reason)) => Problem { code: ProblemCode::NoKeyring, detail: reason.clone() },
        Ok(_) => Problem { code: ProblemCode::NoPassword, detail: String::new() },
    }
}
