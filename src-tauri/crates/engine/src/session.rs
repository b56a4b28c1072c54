//! Where we stand with the phone system: the states of being signed in, and the task that signs in.

use std::time::Duration;

use secrecy::SecretString;
use telephony::{LineId, Owner};
use tokio::{sync::mpsc, time::Instant};

use crate::{
    host::{AccountKey, NoKeyring},
    memory::Recalled,
    request::Reply,
    settings::{AccountSettings, Colleague, CredentialKind},
    view::{Demo, Permission, Problem, ProblemCode},
};

/// The longest wait of our own choice before the next attempt.
const LONGEST: Duration = Duration::from_secs(30);

/// The states of being signed in.
pub(crate) enum Session {
    /// Nobody is.
    Out {
        /// Why, if it was not the user's wish.
        problem: Option<Problem>,
        /// The account that no longer works.
        account: Option<AccountSettings>,
        /// What to sign in with again, where only the user's word is missing.
        credentials: Option<Box<Credentials>>,
    },
    /// A task is asking the server, or the keyring before it.
    SigningIn {
        /// Which of all sign-ins: what an earlier one finds is of no interest any more.
        number: u64,
        /// Whose account, where the program tries by itself.
        account: Option<AccountSettings>,
    },
    /// The server could not be asked; it is asked again later.
    Waiting(Box<Waiting>),
    /// Signed in.
    In(Box<SignedIn>),
}

impl Session {
    /// Nobody is signed in, and that is as the user wants it.
    pub(crate) fn out() -> Self {
        Self::Out { problem: None, account: None, credentials: None }
    }

    /// Nobody is signed in, because of a problem with an account.
    pub(crate) fn ended(problem: Problem, account: AccountSettings) -> Self {
        Self::Out { problem: Some(problem), account: Some(account), credentials: None }
    }
}

/// A sign-in that is tried again later.
pub(crate) struct Waiting {
    pub(crate) credentials: Credentials,
    pub(crate) until: Instant,
    pub(crate) retry_at: jiff::Timestamp,
    pub(crate) problem: Problem,
    pub(crate) attempt: u32,
}

impl Waiting {
    /// Returns whether the server itself said when to come back, or that there is no point in coming soon.
    pub(crate) fn is_asked_to_wait(&self) -> bool {
        self.problem.retry_after.is_some() || self.problem.code == ProblemCode::Forbidden
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
    /// Whose lines are watched besides.
    pub(crate) watched: Vec<Watched>,
    /// Whether the stream has been up at all.
    pub(crate) was_connected: bool,
}

/// The line of a colleague.
pub(crate) struct Watched {
    pub(crate) colleague: Colleague,
    pub(crate) line: LineId,
    pub(crate) permission: Permission,
}

impl Watched {
    /// A line that is yet to be asked for.
    pub(crate) fn new(colleague: Colleague) -> Self {
        Self { line: colleague.line(), colleague, permission: Permission::Asked }
    }
}

/// The event stream of a session.
pub(crate) enum Stream {
    Opening,
    Up {
        last_heard: jiff::Timestamp,
    },
    /// It is up, but the server does not let us hear the own line.
    Denied {
        problem: Problem,
    },
    Lost {
        problem: Problem,
        retry_at: jiff::Timestamp,
        /// When the server was heard last, if it was up before.
        last_heard: Option<jiff::Timestamp>,
    },
}

/// All a sign-in needs, kept for the next attempt.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) account: AccountSettings,
    pub(crate) secret: SecretString,
    pub(crate) remember: bool,
    pub(crate) demo: Option<Demo>,
}

impl Credentials {
    /// Returns the account the server is asked for.
    ///
    /// # Errors
    /// Fails if what was typed is no server.
    pub(crate) fn to_account(&self, installation: &str) -> Result<xsi::Account, xsi::Problem> {
        let credential = match self.account.credential {
            CredentialKind::Password => xsi::Credential::Password(self.secret.clone()),
            CredentialKind::Token => xsi::Credential::Token(self.secret.clone()),
        };
        Ok(xsi::Account { server: self.account.to_server()?, user_id: self.account.user_id.clone(), credential, installation: installation.to_owned() })
    }
}

/// What the sign-in task found.
pub(crate) struct Attempt {
    /// Which of all sign-ins it was.
    pub(crate) number: u64,
    pub(crate) credentials: Credentials,
    pub(crate) result: Result<(xsi::Account, xsi::Profile), xsi::Problem>,
    /// What is known from the last time, if the program ended without wanting to.
    pub(crate) recalled: Recalled,
    /// Who waits for the answer; nobody when the program tried by itself.
    pub(crate) reply: Option<Reply<Option<Problem>>>,
    /// How many attempts came before this one.
    pub(crate) attempt: u32,
}

/// Asks the server whether these credentials are good.
pub(crate) async fn ask_server(credentials: &Credentials, installation: String) -> Result<(xsi::Account, xsi::Profile), xsi::Problem> {
    let account = credentials.to_account(&installation)?;
    let profile = xsi::sign_in(&account).await?;
    Ok((account, profile))
}

/// Returns the key a password or token is kept under, for an account as typed; `None` for what is no server.
pub fn key(account: &AccountSettings) -> Option<AccountKey> {
    let server = xsi::Server::parse(&account.server, account.plain_http).ok()?;
    Some(AccountKey { server: server.first().origin().ascii_serialization(), user_id: account.user_id.trim().to_lowercase() })
}

/// Returns how long to wait before the next attempt: half a second, doubled up to half a minute, and anywhere in the upper
/// half of it, so that those who lost a server together do not come back together; unless the server has said what it wants.
/// `jitter` is a random number from 0 to 1.
pub(crate) fn wait_before(attempt: u32, problem: &xsi::Problem, jitter: f64) -> Duration {
    problem.asked_wait().unwrap_or_else(|| {
        let whole = Duration::from_millis(500 << attempt.min(6)).min(LONGEST);
        whole / 2 + (whole / 2).mul_f64(jitter.clamp(0.0, 1.0))
    })
}

/// Returns a random number from 0 to 1.
pub(crate) fn random() -> f64 {
    let (random, _) = uuid::Uuid::new_v4().as_u64_pair();
    // The first 32 bits of such an id are all random.
    f64::from((random >> 32) as u32) / f64::from(u32::MAX)
}

/// The problem of a remembered account whose password or token can't be had.
pub(crate) fn no_password(keyring: &Result<Option<SecretString>, NoKeyring>) -> Problem {
    match keyring {
        Err(NoKeyring(reason)) => Problem::about(ProblemCode::NoKeyring, reason),
        Ok(_) => Problem::of(ProblemCode::NoPassword),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_waits_longer_unless_the_server_says_what_it_wants() {
        let unreachable = xsi::Problem::Unreachable { host: String::new() };
        for (attempt, wait) in [(0, 500), (1, 1000), (5, 16_000), (6, 30_000), (40, 30_000)] {
            assert_eq!(wait_before(attempt, &unreachable, 1.0), Duration::from_millis(wait), "{attempt}");
            assert_eq!(wait_before(attempt, &unreachable, 0.0), Duration::from_millis(wait / 2), "{attempt}");
        }
        let busy = |asked| xsi::Problem::ServerBusy { status: 503, retry_after: Some(Duration::from_secs(asked)) };
        for (asked, wait) in [(0, 1), (120, 120), (99_999_999, 300)] {
            assert_eq!(wait_before(6, &busy(asked), 0.5), Duration::from_secs(wait), "{asked}");
        }
        assert_eq!(wait_before(0, &xsi::Problem::Forbidden { right: String::new() }, 0.5), Duration::from_secs(900));
    }

    #[test]
    fn a_secret_is_kept_for_one_origin_and_user() {
        let key = |server: &str, plain_http| super::key(&AccountSettings { plain_http, ..AccountSettings::new(server, " Anna@Example.com ") });
        let kept = |server: &str| Some(AccountKey { server: server.into(), user_id: "anna@example.com".into() });
        assert_eq!(key("XSP.example.com/", false), kept("https://xsp.example.com"));
        assert_eq!(key("xsp.example.com:8443, other.example.com", false), kept("https://xsp.example.com:8443"));
        assert_eq!((key("http://xsp.example.com", false), key("http://xsp.example.com", true)), (None, kept("http://xsp.example.com")));
    }
}
