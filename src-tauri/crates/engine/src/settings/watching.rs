//! Whose lines are watched besides the own one.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use telephony::{LineId, Owner, PhoneNumber};
use ts_rs::TS;

use super::AccountSettings;

/// The most lines that can be watched.
pub const MOST_WATCHED: usize = 1000;

/// The lines an account watches. They are kept apart from the account, so that signing out does not lose them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Watching {
    /// The server of the account: its scheme, host and port.
    pub server: String,
    /// The user id of the account, in lower case.
    pub user_id: String,
    /// Whose lines, in their order.
    #[serde(default)]
    pub lines: Vec<Colleague>,
    /// Whether they are forgotten when the program ends, as the account is.
    #[serde(skip)]
    pub passing: bool,
    /// What a later version wrote and we do not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// Somebody whose line is, or may be, watched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Colleague {
    /// The user id.
    pub user_id: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The extension, or empty.
    #[serde(default)]
    pub extension: String,
    /// The direct number, or empty.
    #[serde(default)]
    pub number: String,
}

impl Watching {
    /// Returns the lines of nobody yet, for an account.
    pub fn of(account: &AccountSettings) -> Self {
        // The same server may be typed in several ways.
        let origin = xsi::Server::parse(&account.server, true).map(|server| server.first().origin().ascii_serialization());
        Self { server: origin.unwrap_or_else(|_| account.server.trim().to_lowercase()), user_id: account.user_id.trim().to_lowercase(), ..Self::default() }
    }

    /// Returns whether they are those of an account.
    pub fn is_of(&self, account: &AccountSettings) -> bool {
        let of = Self::of(account);
        self.server == of.server && self.user_id == of.user_id
    }
}

impl Colleague {
    /// Returns the line.
    pub fn line(&self) -> LineId {
        LineId::new(&self.user_id)
    }

    /// Returns the colleague as the owner of the line.
    pub fn owner(&self) -> Owner {
        Owner { name: self.name.clone(), extension: self.extension.clone(), number: PhoneNumber::parse(&self.number) }
    }
}

impl From<xsi::Colleague> for Colleague {
    fn from(colleague: xsi::Colleague) -> Self {
        Self {
            user_id: colleague.user_id,
            name: colleague.name,
            extension: colleague.extension,
            number: colleague.number.map(|number| number.as_str().to_owned()).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_known_however_it_is_spelled() {
        let watching = Watching::of(&AccountSettings::new("XSP.example.com", " Anna@Example.com"));
        for (server, user_id, known) in [
            ("xsp.example.com", "anna@example.com", true),
            ("https://xsp.example.com/", "ANNA@example.com", true),
            ("xsp.example.com:8443", "anna@example.com", false),
            ("xsp.example.com", "tomasz@example.com", false),
            ("other.example.com", "anna@example.com", false),
        ] {
            assert_eq!(watching.is_of(&AccountSettings::new(server, user_id)), known, "{server} {user_id}");
        }
    }
}
