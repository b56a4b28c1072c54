//! Where an address leads: to this computer, to the house, to the world, or to where secrets of the machine are told.
//!
//! Only what is written is looked at. What a name stands for is known when it is asked for, and is the host's business.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Returns whether an address leads to this computer.
pub(crate) fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_within(name, &["localhost"]),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_ipv4_mapped().map_or(address.is_loopback(), |address| address.is_loopback()),
        None => false,
    }
}

/// Returns whether an address stays in the house, as far as it says: what is asked there need not be encrypted.
pub(crate) fn is_private(url: &Url) -> bool {
    let is_private = |address: Ipv4Addr| address.is_loopback() || address.is_private();
    match url.host() {
        // A name of one word is one of the house.
        Some(Host::Domain(name)) => !name.trim_end_matches('.').contains('.') || is_within(name, &["localhost", "local", "home.arpa", "internal", "lan"]),
        Some(Host::Ipv4(address)) => is_private(address),
        Some(Host::Ipv6(address)) => address.to_ipv4_mapped().map_or(address.is_loopback() || address.is_unique_local(), is_private),
        None => true,
    }
}

/// Returns the host of an address that no web service is called at: there, a machine in a computing centre is told its own
/// secrets.
pub(crate) fn forbidden(url: &Url) -> Option<String> {
    let is_forbidden = match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            matches!(name.split('.').next(), Some("metadata" | "instance-data"))
        }
        Host::Ipv4(address) => is_metadata(address),
        Host::Ipv6(address) => embedded(address).map_or_else(|| is_metadata_v6(address), is_metadata),
    };
    is_forbidden.then(|| url.host_str().unwrap_or_default().to_owned())
}

fn is_within(name: &str, domains: &[&str]) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    domains.iter().any(|domain| name.strip_suffix(domain).is_some_and(|front| front.is_empty() || front.ends_with('.')))
}

/// Link-local addresses, and those that computing centres use besides.
fn is_metadata(address: Ipv4Addr) -> bool {
    address.is_link_local() || matches!(address.octets(), [100, 100, 100, 200] | [192, 0, 0, 192])
}

fn is_metadata_v6(address: Ipv6Addr) -> bool {
    address.is_unicast_link_local() || matches!(address.segments(), [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254] | [0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254])
}

/// Returns the IPv4 address that an IPv6 address stands for (RFC 4291, 2.5.5.2; RFC 6052, 2.1).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))),
        _ => address.to_ipv4_mapped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_it_leads() {
        for (url, here, private, is_forbidden) in [
            ("http://localhost/", true, true, false),
            ("http://x.LOCALHOST./", true, true, false),
            ("http://127.9.9.9/", true, true, false),
            ("http://[::1]/", true, true, false),
            ("http://[::ffff:127.0.0.1]/", true, true, false),
            ("http://localhost.evil.example/", false, false, false),
            ("http://192.168.1.4/", false, true, false),
            ("http://10.0.0.1/", false, true, false),
            ("http://[fd12::1]/", false, true, false),
            ("http://lamp/", false, true, false),
            ("http://lamp.local/", false, true, false),
            ("http://crm.example/", false, false, false),
            ("http://8.8.8.8/", false, false, false),
            ("http://169.254.169.254/latest/meta-data", false, false, true),
            ("http://2852039166/", false, false, true),
            ("http://0xA9.0xFE.0xA9.0xFE/", false, false, true),
            ("http://169.254.1.1/", false, false, true),
            ("http://[fe80::1]/", false, false, true),
            ("http://[::ffff:169.254.169.254]/", false, false, true),
            ("http://[64:ff9b::a9fe:a9fe]/", false, false, true),
            ("http://[fd00:ec2::254]/", false, true, true),
            ("http://metadata.google.internal/", false, true, true),
            ("http://METADATA.google.internal./", false, true, true),
            ("http://metadata/", false, true, true),
            ("http://instance-data.ec2.internal/", false, true, true),
            ("http://my-metadata.example/", false, false, false),
            ("http://100.100.100.200/", false, false, true),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!((is_this_computer(&url), is_private(&url), forbidden(&url).is_some()), (here, private, is_forbidden), "{url}");
        }
    }
}
