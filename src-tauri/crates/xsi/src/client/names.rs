//! Names of servers, and where they are.

use std::fmt::Debug;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::proto::rr::RData;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Url;

use crate::Problem;

/// How long a look-up of services may take. Most names have none, and some networks swallow the question.
const SERVICES: Duration = Duration::from_secs(3);

/// An answer that takes a while.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A service as DNS tells of it (RFC 2782).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// The name of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Lower is tried first.
    pub priority: u16,
    /// Of the same priority, heavier is tried first more often.
    pub weight: u16,
}

/// Whoever knows where names lead.
pub trait Names: Debug + Send + Sync {
    /// Returns the addresses of a host.
    fn addresses<'a>(&'a self, host: &'a str) -> Answer<'a, io::Result<Vec<IpAddr>>>;

    /// Returns the XSI servers of a domain; none is not an error.
    fn services<'a>(&'a self, domain: &'a str) -> Answer<'a, Vec<Service>>;
}

/// The computer's own way to look names up.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses<'a>(&'a self, host: &'a str) -> Answer<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.map(|address| address.ip()).collect()) })
    }

    fn services<'a>(&'a self, domain: &'a str) -> Answer<'a, Vec<Service>> {
        Box::pin(async move { tokio::time::timeout(SERVICES, look_up(domain)).await.ok().flatten().unwrap_or_default() })
    }
}

async fn look_up(domain: &str) -> Option<Vec<Service>> {
    // It is built anew each time: another network has other name servers.
    let resolver = TokioResolver::builder_tokio().and_then(|builder| builder.build()).inspect_err(|error| tracing::debug!(%error, "no name servers")).ok()?;
    let found = resolver.srv_lookup(format!("_xsi-client._tcp.{domain}.")).await.inspect_err(|error| tracing::debug!(%error, domain, "no services")).ok()?;
    let services = found.answers().iter().filter_map(|record| match &record.data {
        RData::SRV(service) => {
            let host = service.target.to_utf8().trim_end_matches('.').to_ascii_lowercase();
            // A single dot says that there is decidedly no such service.
            (!host.is_empty()).then_some(Service { host, port: service.port, priority: service.priority, weight: service.weight })
        }
        _ => None,
    });
    Some(services.collect())
}

/// Returns the servers of a domain in the order they are to be tried; none if DNS knows of none.
///
/// # Errors
/// Fails with [`Problem::Moved`] if they are all outside of the domain: whoever can forge an answer of DNS could send
/// the password anywhere otherwise.
pub(super) async fn servers(names: &dyn Names, domain: &str, random: impl FnMut() -> f64) -> Result<Vec<Url>, Problem> {
    let services = names.services(domain).await;
    let inside = |service: &Service| service.host == domain || service.host.ends_with(&format!(".{domain}"));
    let (ours, others): (Vec<_>, Vec<_>) = services.into_iter().partition(inside);
    if let (true, Some(other)) = (ours.is_empty(), others.first()) {
        return Err(Problem::Moved { host: domain.to_owned(), to: format!("https://{}:{}", other.host, other.port) });
    }
    Ok(in_order(ours, random).iter().filter_map(|service| Url::parse(&format!("https://{}:{}", service.host, service.port)).ok()).collect())
}

/// Sorts by priority; within one, draws lots by weight (RFC 2782).
fn in_order(mut services: Vec<Service>, mut random: impl FnMut() -> f64) -> Vec<Service> {
    services.sort_by_key(|service| service.priority);
    let mut ordered = Vec::new();
    while let Some(first) = services.first() {
        let (priority, weight) = (first.priority, |service: &Service| f64::from(service.weight) + 1.0);
        let equals = || services.iter().take_while(|service| service.priority == priority);
        let mut lot = random() * equals().map(weight).sum::<f64>();
        let drawn = equals().position(|service| {
            lot -= weight(service);
            lot < 0.0
        });
        ordered.push(services.remove(drawn.unwrap_or_default()));
    }
    ordered
}

/// Looks names up for one server, and can be told to stay with one of its addresses: behind a name may be several
/// servers, and only one of them has our channel (4.2.1.2).
#[derive(Debug, Clone)]
pub(super) struct Pinned {
    names: Arc<dyn Names>,
    host: String,
    address: Arc<Mutex<Option<IpAddr>>>,
}

impl Pinned {
    pub(super) fn new(names: Arc<dyn Names>, host: &str) -> Self {
        Self { names, host: host.to_owned(), address: Arc::default() }
    }

    /// Stays with this address from now on.
    pub(super) fn stay(&self, address: IpAddr) {
        *self.address.lock().unwrap_or_else(PoisonError::into_inner) = Some(address);
    }
}

impl Resolve for Pinned {
    fn resolve(&self, name: Name) -> Resolving {
        let pinned = self.clone();
        Box::pin(async move {
            let stays = *pinned.address.lock().unwrap_or_else(PoisonError::into_inner);
            let addresses = match stays {
                // A proxy has another name.
                Some(address) if name.as_str().eq_ignore_ascii_case(&pinned.host) => vec![address],
                _ => pinned.names.addresses(name.as_str()).await?,
            };
            Ok(Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Told(Vec<Service>);

    impl Names for Told {
        fn addresses<'a>(&'a self, _: &'a str) -> Answer<'a, io::Result<Vec<IpAddr>>> {
            Box::pin(async { Ok(Vec::new()) })
        }

        fn services<'a>(&'a self, _: &'a str) -> Answer<'a, Vec<Service>> {
            Box::pin(async { self.0.clone() })
        }
    }

    fn service(host: &str, priority: u16, weight: u16) -> Service {
        Service { host: host.to_owned(), port: 8443, priority, weight }
    }

    #[tokio::test]
    async fn servers_come_by_priority_and_then_by_lot() {
        let told = Told(vec![service("c.example.com", 20, 9), service("a.example.com", 10, 0), service("b.example.com", 10, 98)]);
        for (lot, order) in [(0.0, ["a", "b", "c"]), (0.5, ["b", "a", "c"]), (0.999, ["b", "a", "c"])] {
            let servers = servers(&told, "example.com", || lot).await.expect("servers");
            assert_eq!(servers.iter().map(Url::as_str).collect::<Vec<_>>(), order.map(|host| format!("https://{host}.example.com:8443/")), "{lot}");
        }
    }

    #[tokio::test]
    async fn a_domain_does_not_send_the_password_elsewhere() {
        let moved = Problem::Moved { host: "example.com".to_owned(), to: "https://xsp.evil.example:8443".to_owned() };
        for (services, expected) in [
            (vec![], Ok(vec![])),
            (vec![service("xsp.evil.example", 1, 1)], Err(moved.clone())),
            (vec![service("xsp.evil.example", 1, 1), service("xsp.example.com", 9, 1)], Ok(vec!["https://xsp.example.com:8443/"])),
            (vec![service("example.com", 1, 1)], Ok(vec!["https://example.com:8443/"])),
            (vec![service("evilexample.com", 1, 1)], Err(Problem::Moved { host: "example.com".to_owned(), to: "https://evilexample.com:8443".to_owned() })),
        ] {
            let found = servers(&Told(services.clone()), "example.com", || 0.0).await;
            let expected = expected.map(|urls| urls.into_iter().map(|url| Url::parse(url).expect("an address")).collect());
            assert_eq!(found, expected, "{services:?}");
        }
    }
}
