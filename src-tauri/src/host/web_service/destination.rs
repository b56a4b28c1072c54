//! Where a request may go.
//!
//! Anywhere the user says, their own network included; but not to the addresses a machine has for those next to it
//! alone, where clouds hand out their secrets to whoever asks from within (169.254.169.254). They are refused by name,
//! by number, and when a name turns out to mean one.

use std::{
    error::Error,
    io,
    net::{IpAddr, SocketAddr},
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// The names under which clouds have theirs.
const CLOUDS: [&str; 4] = ["metadata", "metadata.google.internal", "metadata.goog", "instance-data"];

/// Whether a request may go to this address, as far as it can be seen from it.
pub(super) fn is_allowed(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => !CLOUDS.contains(&name.trim_end_matches('.').to_ascii_lowercase().as_str()),
        Some(Host::Ipv4(address)) => !is_next_to_us(address.into()),
        Some(Host::Ipv6(address)) => !is_next_to_us(address.into()),
        None => false,
    }
}

/// Whether an address is on this computer.
pub(super) fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).to_canonical().is_loopback(),
        None => false,
    }
}

/// Looks names up, and leaves out the addresses where no request goes.
pub(super) struct LookUp;

impl Resolve for LookUp {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(allowed(found)?.into_iter()) as Addrs)
        })
    }
}

/// A name that means nothing but addresses where no request goes.
#[derive(Debug, thiserror::Error)]
#[error("no request goes to such an address")]
pub(super) struct NotThere;

/// Whether it was this that a request failed of.
pub(super) fn was_refused(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|error| error.is::<NotThere>() || error.downcast_ref::<io::Error>().and_then(io::Error::get_ref).is_some_and(|inner| inner.is::<NotThere>()))
}

/// Returns an error and what caused it, step by step.
pub(super) fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// Leaves out the addresses where no request goes.
fn allowed(found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, NotThere> {
    let any = !found.is_empty();
    let allowed: Vec<_> = found.into_iter().filter(|address| !is_next_to_us(address.ip())).collect();
    if any && allowed.is_empty() { Err(NotThere) } else { Ok(allowed) }
}

fn is_next_to_us(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_link_local(),
        // The second is Amazon's.
        IpAddr::V6(address) => address.is_unicast_link_local() || address.segments() == [0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_request_goes_where_clouds_keep_their_secrets() {
        for (url, allowed, here) in [
            ("https://crm.example/", true, false),
            ("http://192.168.1.4:8123/api", true, false),
            ("http://127.0.0.1/", true, true),
            ("http://[::ffff:127.0.0.1]/", true, true),
            ("http://app.localhost:3000/", true, true),
            ("http://169.254.169.254/latest/meta-data/", false, false),
            ("http://2852039166/", false, false),
            ("http://0xa9.0xfe.1/", false, false),
            ("http://[::ffff:169.254.169.254]/", false, false),
            ("http://[fe80::1]/", false, false),
            ("http://[fd00:ec2::254]/", false, false),
            ("http://[fd00:ec2::255]/", true, false),
            ("http://Metadata.Google.Internal./", false, false),
            ("http://metadata/", false, false),
            ("https://metadata.crm.example/", true, false),
        ] {
            let parsed = Url::parse(url).unwrap();
            assert_eq!((is_allowed(&parsed), is_here(&parsed)), (allowed, here), "{url}");
        }
    }

    #[tokio::test]
    async fn a_name_that_means_such_an_address_is_found_out() {
        let addresses = |list: &[&str]| list.iter().map(|address| address.parse().unwrap()).collect::<Vec<SocketAddr>>();
        let mixed = addresses(&["169.254.1.1:0", "192.0.2.1:0", "[fe80::1]:0"]);
        assert_eq!(allowed(mixed).unwrap(), addresses(&["192.0.2.1:0"]));
        assert!(allowed(addresses(&["169.254.169.254:0"])).is_err());
        assert!(allowed(Vec::new()).is_ok(), "one that means nothing is another matter");

        struct Metadata;
        impl Resolve for Metadata {
            fn resolve(&self, _: Name) -> Resolving {
                Box::pin(async { Ok(Box::new(allowed(vec![([169, 254, 169, 254], 0).into()])?.into_iter()) as Addrs) })
            }
        }
        let client = reqwest::Client::builder().no_proxy().dns_resolver(std::sync::Arc::new(Metadata)).build().unwrap();
        let error = client.get("http://crm.example/").send().await.unwrap_err();
        assert!(was_refused(&error), "{error:?}");
    }
}
