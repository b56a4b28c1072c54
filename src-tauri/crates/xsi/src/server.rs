//! Where a phone system is, and what the user allows there.

use std::net::IpAddr;

use url::{Host, Url};

use crate::Problem;
use crate::certificate::{Fingerprint, Pin};

/// The web applications of a server. Their names are the operator's choice (3.3); these are the usual ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Paths {
    /// Where questions about a user go.
    pub actions: String,
    /// Where subscriptions, heartbeats and acknowledgements go.
    pub events: String,
    /// Where channels are opened, and nothing else.
    pub channels: String,
}

impl Default for Paths {
    fn default() -> Self {
        let path = str::to_owned;
        Self { actions: path("/com.broadsoft.xsi-actions"), events: path("/com.broadsoft.xsi-events"), channels: path("/com.broadsoft.async/com.broadsoft.xsi-events") }
    }
}

impl Paths {
    /// Takes a path as a person types or copies it: with or without the first slash, the version, a last slash.
    pub fn normalise(typed: &str) -> String {
        let path = typed.trim().trim_matches('/');
        let path = path.strip_suffix("/v2.0").unwrap_or(path);
        format!("/{path}")
    }
}

/// The servers of a phone system, and what the user allows there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Scheme, host and port of each, without a path. They are tried in turn; there is at least one.
    addresses: Vec<Url>,
    /// The name to look up for better ones before, by DNS (RFC 2782, `_xsi-client._tcp`).
    domain: Option<String>,
    /// Its web applications.
    pub paths: Paths,
    /// The certificates the user trusts in person.
    pub pins: Vec<Pin>,
    /// Whether the user allows connections that are not encrypted.
    pub plain_http: bool,
}

impl Server {
    /// Reads what a person types: `https://host:port/…`, `host`, `host:port`, a domain, or several of them with
    /// commas between.
    ///
    /// What comes after the host and port is dropped. Without a scheme it is `https`; `http` is only accepted to this
    /// computer itself, because it would show the password to the network, or where `plain_http` allows it. A single
    /// name without scheme and port may be a domain: its servers are looked up when it is connected to.
    ///
    /// # Errors
    /// Fails with [`Problem::BadAddress`] or [`Problem::Insecure`].
    pub fn parse(typed: &str, plain_http: bool) -> Result<Self, Problem> {
        let addresses = typed.split([',', ';']).map(|one| address(one, plain_http)).collect::<Result<Vec<_>, _>>()?;
        let bare = !typed.contains([',', ';', '/']) && addresses.first().is_some_and(|url| url.port().is_none()) && !typed.contains(':');
        let domain = addresses.first().filter(|_| bare).and_then(|url| url.domain()).filter(|name| name.contains('.')).map(str::to_owned);
        Ok(Self { addresses, domain, paths: Paths::default(), pins: Vec::new(), plain_http })
    }

    /// Returns the addresses as typed, to be tried in turn.
    pub fn addresses(&self) -> &[Url] {
        &self.addresses
    }

    /// Returns the first address.
    pub fn first(&self) -> &Url {
        // There is always one: splitting a text gives at least one piece.
        &self.addresses[0]
    }

    /// Returns the name whose servers DNS may know.
    pub fn domain(&self) -> Option<&str> {
        self.domain.as_deref()
    }

    /// Returns the name of the first server, for people, with its port where that is not the usual one.
    pub fn name(&self) -> String {
        name(self.first())
    }

    /// Returns the fingerprints of the certificates the user trusts on a host.
    pub(crate) fn trusted(&self, address: &Url) -> Vec<Fingerprint> {
        let name = name(address);
        self.pins.iter().filter(|pin| pin.host.eq_ignore_ascii_case(&name)).map(|pin| pin.fingerprint).collect()
    }

    /// Checks that nobody could read the password on its way: it is encrypted, or stays within this computer, or the
    /// user said that it need not be.
    ///
    /// # Errors
    /// Fails if somebody could, or if an address names no host.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        self.addresses.iter().try_for_each(|address| check(address, self.plain_http))
    }
}

/// Returns the name of a server, for people, with its port where that is not the usual one.
pub(crate) fn name(address: &Url) -> String {
    let name = address.host_str().unwrap_or_default();
    address.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

fn address(typed: &str, plain_http: bool) -> Result<Url, Problem> {
    let typed = typed.trim();
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&with_scheme).map_err(|_| Problem::BadAddress)?;
    check(&url, plain_http)?;
    // A password in an address would end up in logs and on screens.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Problem::BadAddress);
    }
    url.set_path("");
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

fn check(url: &Url, plain_http: bool) -> Result<(), Problem> {
    match (url.scheme(), url.host()) {
        (_, None) => Err(Problem::BadAddress),
        // The parser takes "%20" and the like for a name; no server has such a one.
        (_, Some(Host::Domain(name))) if name.contains(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_')) => Err(Problem::BadAddress),
        ("https", _) => Ok(()),
        ("http", Some(host)) if plain_http || is_this_computer(&host) => Ok(()),
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
        for (typed, addresses) in [
            ("xsp.example.com", vec!["https://xsp.example.com/"]),
            (" xsp.example.com ", vec!["https://xsp.example.com/"]),
            ("xsp.example.com:8443", vec!["https://xsp.example.com:8443/"]),
            ("XSP.Example.com/", vec!["https://xsp.example.com/"]),
            ("https://xsp.example.com/com.broadsoft.xsi-actions/v2.0/?a=b#c", vec!["https://xsp.example.com/"]),
            ("https://xsp.example.com:443", vec!["https://xsp.example.com/"]),
            ("192.0.2.7", vec!["https://192.0.2.7/"]),
            ("[2001:db8::1]:8443", vec!["https://[2001:db8::1]:8443/"]),
            ("http://127.0.0.1:8080", vec!["http://127.0.0.1:8080/"]),
            ("http://127.8.9.1:8080/x", vec!["http://127.8.9.1:8080/"]),
            ("http://[::1]:8080", vec!["http://[::1]:8080/"]),
            ("http://localhost:8080", vec!["http://localhost:8080/"]),
            ("xsp1.example.com, xsp2.example.com:8443", vec!["https://xsp1.example.com/", "https://xsp2.example.com:8443/"]),
        ] {
            let read = Server::parse(typed, false).map(|server| server.addresses().iter().map(ToString::to_string).collect::<Vec<_>>());
            assert_eq!(read, Ok(addresses.iter().map(ToString::to_string).collect()), "{typed}");
        }
    }

    #[test]
    fn only_a_bare_name_may_be_a_domain() {
        for (typed, domain) in [
            ("example.com", Some("example.com")),
            (" Example.COM ", Some("example.com")),
            ("example.com:443", None),
            ("https://example.com", None),
            ("example.com/", None),
            ("192.0.2.7", None),
            ("xsp", None),
            ("a.example.com, b.example.com", None),
        ] {
            assert_eq!(Server::parse(typed, false).ok().and_then(|server| server.domain().map(str::to_owned)).as_deref(), domain, "{typed}");
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
            ("a.example.com,", Problem::BadAddress),
            ("http://xsp.example.com", Problem::Insecure),
            ("http://192.0.2.7", Problem::Insecure),
            ("http://localhost.example.com", Problem::Insecure),
        ] {
            assert_eq!(Server::parse(typed, false), Err(problem), "{typed}");
        }
        assert!(Server::parse("http://xsp.example.com", true).is_ok());
    }

    #[test]
    fn a_path_is_taken_as_people_copy_it() {
        for typed in ["/com.example.actions", "com.example.actions/", " /com.example.actions/v2.0/ "] {
            assert_eq!(Paths::normalise(typed), "/com.example.actions", "{typed}");
        }
    }
}
