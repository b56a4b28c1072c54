//! Passwords, in the keyring of the operating system and nowhere else.

use std::{
    sync::mpsc::{Sender, channel},
    thread,
    time::Duration,
};

use engine::host::{AccountKey, NoKeyring};
use keyring::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use tokio::{sync::oneshot, time::timeout};

use crate::places::IDENTIFIER;

/// How long the keyring may take. A locked one asks the user, who may not be there.
const PATIENCE: Duration = Duration::from_secs(30);

type Job = Box<dyn FnOnce() + Send>;

/// The keyring. Its calls block, and on Linux must not run inside an async runtime: they all run on one thread of
/// their own, which nothing waits for when the program ends.
pub struct Keyring(Sender<Job>);

impl Keyring {
    /// Prepares the thread. The keyring is first asked when it is needed.
    pub fn new() -> Self {
        let (jobs, waiting) = channel::<Job>();
        // A machine that can make no thread answers every call with "no keyring".
        let _ = thread::Builder::new().name("keyring".into()).spawn(move || waiting.iter().for_each(|job| job()));
        Self(jobs)
    }

    /// Keeps a password.
    ///
    /// # Errors
    /// Fails if there is no keyring, or it stays locked.
    pub async fn remember(&self, account: AccountKey, password: SecretString) -> Result<(), NoKeyring> {
        self.ask(move || entry(&account)?.set_password(password.expose_secret())).await
    }

    /// Returns the password kept for an account, if there is one.
    ///
    /// # Errors
    /// Fails if there is no keyring, or it stays locked.
    pub async fn recall(&self, account: AccountKey) -> Result<Option<SecretString>, NoKeyring> {
        self.ask(move || match entry(&account)?.get_password() {
            Ok(password) => Ok(Some(SecretString::from(password))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    /// Removes the password kept for an account.
    ///
    /// # Errors
    /// Fails if there is no keyring, or it stays locked.
    pub async fn forget(&self, account: AccountKey) -> Result<(), NoKeyring> {
        self.ask(move || match entry(&account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }

    /// Keeps a secret of web services.
    ///
    /// # Errors
    /// Fails if there is no keyring, or it stays locked.
    pub async fn remember_secret(&self, name: String, secret: SecretString) -> Result<(), NoKeyring> {
        self.ask(move || secret_entry(&name)?.set_password(secret.expose_secret())).await
    }

    /// Returns the secret of web services of that name, if there is one.
    ///
    /// # Errors
    /// Fails if there is no keyring, or it stays locked.
    pub async fn recall_secret(&self, name: String) -> Result<Option<SecretString>, NoKeyring> {
        self.ask(move || match secret_entry(&name)?.get_password() {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    /// Removes a secret of web services.
    ///
    /// # Errors
    /// Fails if there is no keyring, or it stays locked.
    pub async fn forget_secret(&self, name: String) -> Result<(), NoKeyring> {
        self.ask(move || match secret_entry(&name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }

    async fn ask<T: Send + 'static>(&self, job: impl Fn() -> Result<T, Error> + Send + 'static) -> Result<T, NoKeyring> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(move || {
            let answer = match job() {
                // One that was not there, or was started anew, is another one now.
                Err(Error::PlatformFailure(_) | Error::NoDefaultStore) if connect_again() => job(),
                answer => answer,
            };
            // Whoever asked may have lost patience.
            let _ = reply.send(answer);
        });
        self.0.send(job).map_err(|_| NoKeyring("it can't be asked".into()))?;
        match timeout(PATIENCE, answer).await {
            Ok(Ok(Ok(answer))) => Ok(answer),
            Ok(Ok(Err(error))) => Err(NoKeyring(error.to_string())),
            Ok(Err(_)) => Err(NoKeyring("it can't be asked".into())),
            Err(_) => Err(NoKeyring("it did not answer; it may be locked".into())),
        }
    }
}

impl Default for Keyring {
    fn default() -> Self {
        Self::new()
    }
}

fn entry(account: &AccountKey) -> Result<Entry, Error> {
    named(&format!("{} at {}", account.user_id, account.server))
}

/// Secrets of web services are told from accounts by what no user id begins with.
fn secret_entry(name: &str) -> Result<Entry, Error> {
    named(&format!("web service secret: {name}"))
}

fn named(name: &str) -> Result<Entry, Error> {
    // The first time, this connects. Where it can't, there is no store until it can.
    let _ = Entry::store_status();
    Ok(Entry { inner: keyring_core::Entry::new(IDENTIFIER, name)? })
}

/// Connects to the keyring once more, where there is a connection that can be lost. Returns whether there is another one.
fn connect_again() -> bool {
    #[cfg(target_os = "linux")]
    match zbus_secret_service_keyring_store::Store::new() {
        Ok(store) => {
            keyring_core::set_default_store(store);
            return true;
        }
        Err(error) => tracing::info!(%error, "there is no keyring"),
    }
    false
}
