//! Who signs in, and where.

use std::net::IpAddr;

use secrecy::SecretString;
use telephony::LineId;
use url::{Host, Url};

use crate::Problem;

/// The most characters a channel set's id may have (schema, `ChannelSetId`).
const LONGEST_SET_ID: usize = 256;

/// A user of a server.
#[derive(Debug, Clone)]
pub struct Account {
    /// Scheme, host and port of the server, without a path: see [`server_address`].
    pub base: Url,
    /// The user id, `user@domain`.
    pub user_id: String,
    /// The password of the web portal.
    pub password: SecretString,
    /// An id that is made once per installation and then kept.
    pub installation: String,
}

impl Account {
    /// Returns the line of the user.
    pub fn line(&self) -> LineId {
        LineId::new(&self.user_id)
    }

    /// Returns the name of the server, for people, with its port where that is not the usual one.
    pub fn host(&self) -> String {
        let name = self.base.host_str().unwrap_or_default();
        self.base.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
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

    /// Checks that nobody could read the password on its way: it is encrypted, or stays within this computer.
    ///
    /// # Errors
    /// Fails if somebody could, or if the address names no host.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        check(&self.base)
    }
}

/// Reads the address of a server as a person types it: `https://host:port/…`, `host` or `host:port`.
///
/// What comes after the host and port is dropped: the paths of the protocol are fixed. Without a scheme it is
/// `https`; `http` is only accepted to this computer itself, because it would show the password to the network.
///
/// # Errors
/// Fails with [`Problem::BadAddress`] or [`Problem::Insecure`].
pub fn server_address(typed: &str) -> Result<Url, Problem> {
    let typed = typed.trim();
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&with_scheme).map_err(|_| Problem::BadAddress)?;
    check(&url)?;
    // A password in an address would end up in logs and on screens.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Problem::BadAddress);
    }
    url.set_path("");
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

fn check(url: &Url) -> Result<(), Problem> {
    match (url.scheme(), url.host()) {
        (_, None) => Err(Problem::BadAddress),
        // The parser takes "%20" and the like for a name; no server has such a one.
        (_, Some(Host::Domain(name))) if name.contains(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_')) => Err(Problem::BadAddress),
        ("https", _) => Ok(()),
        ("http", Some(host)) if is_this_computer(&host) => Ok(()),
        ("http", _) => Err(Problem::Insecure),
        _ => Err(Problem::BadAddress),
    }
}

pub(crate) fn is_this_computer(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => IpAddr::V4(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_understood_as_people_type_it() {
        for (typed, address) in [
            ("xsp.example.com", "https://xsp.example.com/"),
            (" xsp.example.com ", "https://xsp.example.com/"),
            ("xsp.example.com:8443", "https://xsp.example.com:8443/"),
            ("XSP.Example.com/", "https://xsp.example.com/"),
            ("https://xsp.example.com/com.broadsoft.xsi-actions/v2.0/?a=b#c", "https://xsp.example.com/"),
            ("https://xsp.example.com:443", "https://xsp.example.com/"),
            ("192.0.2.7", "https://192.0.2.7/"),
            ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443/"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
            ("http://127.8.9.1:8080/x", "http://127.8.9.1:8080/"),
            ("http://[::1]:8080", "http://[::1]:8080/"),
            ("http://localhost:8080", "http://localhost:8080/"),
        ] {
            assert_eq!(server_address(typed).map(|url| url.to_string()), Ok(address.to_owned()), "{typed}");
        }
    }

    #[test]
    fn an_address_that_cannot_work_or_would_show_the_password_is_refused() {
        for (typed, problem) in [
            ("", Problem::BadAddress),
            ("   ", Problem::BadAddress),
            ("my server", Problem::BadAddress),
            ("https://", Problem::BadAddress),
            ("ftp://xsp.example.com", Problem::BadAddress),
            ("file:///etc/passwd", Problem::BadAddress),
            ("xsp.example.com:99999", Problem::BadAddress),
            ("https://anna:secret@xsp.example.com", Problem::BadAddress),
            ("anna@xsp.example.com", Problem::BadAddress),
            ("http://xsp.example.com", Problem::Insecure),
            ("http://192.0.2.7", Problem::Insecure),
            ("http://localhost.example.com", Problem::Insecure),
        ] {
            assert_eq!(server_address(typed), Err(problem), "{typed}");
        }
    }
}
