//! Where and as whom to sign in, and what the user allows there.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;
pub use xsi::Fingerprint;

/// An account as the user typed it. Its password or token is in the keyring.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountSettings {
    /// The server: a web address, a host, a domain whose servers DNS knows, or several of them with commas between.
    pub server: String,
    /// The user id.
    pub user_id: String,
    /// What proves that it is the user.
    #[serde(default)]
    pub credential: CredentialKind,
    /// Whether connections to this server may do without encryption.
    #[serde(default)]
    pub plain_http: bool,
    /// The web applications of the server, where they are not the usual ones.
    #[serde(default)]
    pub web_apps: WebApps,
    /// The certificates the user trusts in person.
    #[serde(default)]
    pub pins: Vec<PinnedCertificate>,
    /// What a later version wrote and we do not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub unknown: Map<String, Value>,
}

/// What proves who signs in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CredentialKind {
    /// The password of the web portal.
    #[default]
    Password,
    /// An access token.
    Token,
}

/// The paths of a server's web applications; empty ones are the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct WebApps {
    /// Where questions about a user go.
    pub actions: String,
    /// Where subscriptions, heartbeats and acknowledgements go.
    pub events: String,
    /// Where channels are opened.
    pub channels: String,
}

/// A certificate the user trusts in person, on one host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PinnedCertificate {
    /// The host, with its port where that is not the usual one.
    pub host: String,
    /// The fingerprint of the certificate, in hexadecimal digits.
    pub sha256: String,
}

impl AccountSettings {
    /// Makes the settings of an account that needs nothing special.
    pub fn new(server: impl Into<String>, user_id: impl Into<String>) -> Self {
        Self { server: server.into(), user_id: user_id.into(), ..Self::default() }
    }

    /// Returns them with a certificate trusted on every server that is named.
    #[must_use]
    pub fn trusting(mut self, fingerprint: Fingerprint) -> Self {
        let named: Vec<_> = self.server.split([',', ';']).filter_map(|one| xsi::Server::parse(one, self.plain_http).ok()).collect();
        for server in named {
            self.trust(PinnedCertificate { host: server.name(), sha256: fingerprint.to_string() });
        }
        self
    }

    /// Returns them without what typing left around them.
    pub(crate) fn tidy(mut self) -> Self {
        let Self { server, user_id, web_apps: WebApps { actions, events, channels }, .. } = &mut self;
        for typed in [server, user_id] {
            *typed = typed.trim().to_owned();
        }
        for path in [actions, events, channels] {
            *path = if path.trim().trim_matches('/').is_empty() { String::new() } else { xsi::Paths::normalise(path) };
        }
        self
    }

    /// Trusts a certificate.
    pub(crate) fn trust(&mut self, pin: PinnedCertificate) {
        if !self.pins.contains(&pin) {
            self.pins.push(pin);
        }
    }

    /// Returns the server these settings mean.
    ///
    /// # Errors
    /// Fails if what was typed is no address, or would not be encrypted although that is not allowed.
    pub(crate) fn to_server(&self) -> Result<xsi::Server, xsi::Problem> {
        let mut server = xsi::Server::parse(&self.server, self.plain_http)?;
        let WebApps { actions, events, channels } = &self.web_apps;
        for (path, chosen) in [(&mut server.paths.actions, actions), (&mut server.paths.events, events), (&mut server.paths.channels, channels)] {
            if !chosen.is_empty() {
                path.clone_from(chosen);
            }
        }
        // A fingerprint that can't be read, in a file somebody edited, trusts nothing.
        server.pins = self.pins.iter().filter_map(|pin| Some(xsi::Pin { host: pin.host.clone(), fingerprint: pin.sha256.parse().ok()? })).collect();
        Ok(server)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA256: &str = "4F:9A:07:C2:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:1B:E8:33:D0";

    fn special() -> AccountSettings {
        AccountSettings {
            credential: CredentialKind::Token,
            plain_http: true,
            web_apps: WebApps { actions: "actions/v2.0/".into(), events: " /com.example.events ".into(), channels: " / ".into() },
            pins: vec![PinnedCertificate { host: "xsp.example.com:8443".into(), sha256: SHA256.into() }, PinnedCertificate { host: "b".into(), sha256: "edited".into() }],
            ..AccountSettings::new(" http://xsp.example.com ", " anna@example.com ")
        }
        .tidy()
    }

    #[test]
    fn an_account_is_stored_readably() {
        insta::assert_json_snapshot!(special(), @r#"
        {
          "server": "http://xsp.example.com",
          "userId": "anna@example.com",
          "credential": "token",
          "plainHttp": true,
          "webApps": {
            "actions": "/actions",
            "events": "/com.example.events",
            "channels": ""
          },
          "pins": [
            {
              "host": "xsp.example.com:8443",
              "sha256": "4F:9A:07:C2:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:1B:E8:33:D0"
            },
            {
              "host": "b",
              "sha256": "edited"
            }
          ]
        }
        "#);
    }

    #[test]
    fn what_an_earlier_version_stored_needs_nothing_special() {
        let stored = r#"{"server":"xsp.example.com","userId":"anna@example.com","colour":"red"}"#;
        let account: AccountSettings = serde_json::from_str(stored).unwrap();
        assert_eq!(AccountSettings { unknown: Map::new(), ..account.clone() }, AccountSettings::new("xsp.example.com", "anna@example.com"));
        assert_eq!(serde_json::to_value(&account).unwrap()["colour"], "red", "what a later version wrote is kept");
    }

    #[test]
    fn the_server_is_as_the_settings_say() {
        let server = special().to_server().unwrap();
        let usual = xsi::Paths::default();
        assert_eq!((server.paths.actions.as_str(), server.paths.events.as_str(), &server.paths.channels), ("/actions", "/com.example.events", &usual.channels));
        assert_eq!(server.pins, [xsi::Pin { host: "xsp.example.com:8443".into(), fingerprint: SHA256.parse().unwrap() }], "what can't be read is not trusted");
        let several = AccountSettings::new("a.example.com, b.example.com:8443", "").trusting(SHA256.parse().unwrap());
        assert_eq!(several.pins.iter().map(|pin| pin.host.as_str()).collect::<Vec<_>>(), ["a.example.com", "b.example.com:8443"]);
        let encrypted = AccountSettings { plain_http: false, ..special() };
        assert_eq!(encrypted.to_server(), Err(xsi::Problem::Insecure));
    }
}
