//! Everything that can be wrong with an account, a server or the way to it, in plain kinds.

use std::time::Duration;

use crate::certificate::{Certificate, Distrust};

/// The least a server may ask us to stay away.
const SHORTEST_ASKED: Duration = Duration::from_secs(1);
/// The most a server may ask us to stay away.
pub(crate) const LONGEST_ASKED: Duration = Duration::from_secs(300);
/// What a server does not allow, an administrator may allow later. Nobody waits for that at the window.
pub(crate) const NOT_PERMITTED: Duration = Duration::from_secs(15 * 60);

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// What was typed is no address of a server.
    #[error("this is no address of a server")]
    BadAddress,
    /// The password would travel unencrypted.
    #[error("the connection would not be encrypted")]
    Insecure,
    /// No server has that name.
    #[error("the host {host} is unknown")]
    HostUnknown {
        /// The name.
        host: String,
    },
    /// Nothing answers there.
    #[error("{host} cannot be reached")]
    Unreachable {
        /// The name of the server.
        host: String,
    },
    /// The server could not prove who it is.
    #[error("{host} could not prove who it is: {reason}")]
    Certificate {
        /// The name of the server.
        host: String,
        /// What is wrong with its proof.
        reason: Distrust,
        /// What it showed.
        certificate: Box<Certificate>,
    },
    /// The server speaks no encryption, or none that is safe today.
    #[error("{host} offers no safe encryption: {reason}")]
    Encryption {
        /// The name of the server.
        host: String,
        /// In the words of the library that encrypts.
        reason: String,
    },
    /// The proxy on the way does not let us through.
    #[error("the proxy {proxy} does not let us through: {reason}")]
    Proxy {
        /// The name of the proxy.
        proxy: String,
        /// What it said, or what became of it.
        reason: String,
    },
    /// The server sends us to another one. We don't go: the password is for this one.
    #[error("{host} sends us to {to}")]
    Moved {
        /// The name of the server.
        host: String,
        /// Scheme, host and port of where it wants us to go.
        to: String,
    },
    /// The server refused the user id and password (401).
    #[error("the server refused the user id and password")]
    Refused,
    /// The user is known but may not do this (403).
    #[error("the server does not allow it: {right}")]
    Forbidden {
        /// What the server says is missing; may be empty.
        right: String,
    },
    /// Something answers, but it is no XSI server.
    #[error("{host} is no XSI server")]
    NotXsi {
        /// The name of the server.
        host: String,
    },
    /// The server has too much to do, or is failing.
    #[error("the server answered {status}")]
    ServerBusy {
        /// Its answer.
        status: u16,
        /// When it wants to be asked again.
        retry_after: Option<Duration>,
    },
    /// No answer came in time.
    #[error("{host} took too long")]
    TimedOut {
        /// The name of the server.
        host: String,
    },
    /// The server opened no event channel, or closed it.
    #[error("the server keeps no event channel open: {reason}")]
    NoEventChannel {
        /// Why, if it said so.
        reason: String,
    },
    /// Another program took over the event channel of this user and application.
    #[error("signed in elsewhere")]
    SignedInElsewhere,
    /// The user was deleted on the server.
    #[error("the user was deleted")]
    UserDeleted,
    /// The connection broke, or what it carried made no sense.
    #[error("the connection broke: {detail}")]
    Broken {
        /// What broke.
        detail: String,
    },
}

impl Problem {
    /// Returns whether only the user can help. Trying again would not, and could lock the account.
    pub fn needs_user(&self) -> bool {
        match self {
            Self::BadAddress | Self::Insecure | Self::Refused | Self::SignedInElsewhere | Self::UserDeleted => true,
            Self::HostUnknown { .. }
            | Self::Unreachable { .. }
            | Self::Certificate { .. }
            | Self::Encryption { .. }
            | Self::Proxy { .. }
            | Self::Moved { .. }
            | Self::Forbidden { .. }
            | Self::NotXsi { .. }
            | Self::ServerBusy { .. }
            | Self::TimedOut { .. }
            | Self::NoEventChannel { .. }
            | Self::Broken { .. } => false,
        }
    }

    /// Returns how long the server is to be left alone, where that is its own wish and not our choice: what it asks for
    /// within reason, and long where it does not let us in.
    pub fn asked_wait(&self) -> Option<Duration> {
        match self {
            Self::ServerBusy { retry_after, .. } => retry_after.map(|asked| asked.clamp(SHORTEST_ASKED, LONGEST_ASKED)),
            Self::Forbidden { .. } => Some(NOT_PERMITTED),
            _ => None,
        }
    }
}
