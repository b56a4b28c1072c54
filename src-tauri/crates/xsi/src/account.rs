//! Who signs in, and where.

use secrecy::SecretString;
use telephony::LineId;

use crate::Server;

/// The most characters a channel set's id may have (schema, `ChannelSetId`).
const LONGEST_SET_ID: usize = 256;

/// A user of a server.
#[derive(Debug, Clone)]
pub struct Account {
    /// Where.
    pub server: Server,
    /// The user id, `user@domain`.
    pub user_id: String,
    /// What proves that it is the user.
    pub credential: Credential,
    /// An id that is made once per installation and then kept.
    pub installation: String,
}

/// What proves who signs in.
#[derive(Debug, Clone)]
pub enum Credential {
    /// The password of the web portal (3.2.2).
    Password(SecretString),
    /// An access token, as systems give out that sign users in elsewhere.
    Token(SecretString),
}

impl Account {
    /// Returns the line of the user.
    pub fn line(&self) -> LineId {
        LineId::new(&self.user_id)
    }

    /// Returns the id of the channel set: the same at every start, or subscriptions of earlier starts would pile up
    /// (4.2.3.1).
    pub(crate) fn channel_set(&self) -> String {
        format!("bellhop-{}-{}", self.installation, self.line()).chars().take(LONGEST_SET_ID).collect()
    }

    /// Returns the application's id. A user may have one channel set per application (4.2.3.2), so it differs
    /// between installations: two computers of one user would end each other's channels otherwise.
    pub(crate) fn application(&self) -> String {
        format!("bellhop-{}", self.installation)
    }
}
