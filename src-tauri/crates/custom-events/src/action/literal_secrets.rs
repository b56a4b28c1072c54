//! Secrets that stand in a custom event as they are. They belong into the keyring, and are named where they are needed:
//! settings and exported files are read by others.
//!
//! Nobody can tell every secret from every other word. These are told by the places where secrets go: a header for them, a
//! field of a query, a form or a document of such a name, the password of an address.

use super::run_web_service::Header;
use crate::{Template, template::Part};

/// Headers whose value is a secret.
const HEADERS: &[&str] = &["authorization", "cookie", "x-api-key", "api-key", "apikey", "x-auth", "ocp-apim-subscription-key"];

/// What the names of headers and fields say that hold one.
const WORDS: &[&str] = &["token", "secret", "password", "passwd", "apikey", "api_key", "api-key", "access_key", "auth_key", "signature"];

/// What stands before a secret, and is none.
const SCHEMES: &[&str] = &["bearer", "basic", "token", "apikey", "digest", "negotiate"];

/// Returns whether the value of a header looks like a secret.
pub(crate) fn is_in_header(header: &Header) -> bool {
    let is_for_one = HEADERS.contains(&header.name.to_ascii_lowercase().as_str()) || is_for_a_secret(&header.name);
    // Where a secret is named, what stands before it is none.
    is_for_one && header.secret.is_empty() && is_written_out(&header.value) && !beyond_scheme(header.value.as_str()).is_empty()
}

/// Returns whether a field of a form or a document looks like a secret.
pub(crate) fn is_in_field(name: &str, value: &Template) -> bool {
    is_for_a_secret(name) && is_written_out(value) && !value.as_str().is_empty()
}

/// Returns whether what has that name holds a secret.
fn is_for_a_secret(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    name == "key" || ["-key", "_key"].iter().any(|end| name.ends_with(end)) || WORDS.iter().any(|word| name.contains(word))
}

/// Returns whether all of it is known: what a call says is no secret.
fn is_written_out(value: &Template) -> bool {
    value.parts().iter().all(|part| matches!(part, Part::Text(_)))
}

/// Returns a header without its secret: what stands before it stays.
pub(crate) fn without(header: &Header) -> Header {
    if !is_in_header(header) {
        return header.clone();
    }
    let written = header.value.as_str();
    let kept = &written[..written.len() - beyond_scheme(written).len()];
    Header { value: kept.into(), ..header.clone() }
}

/// Returns an address without the secrets in it, if there are any.
pub(crate) fn address_without(written: &Template) -> Option<Template> {
    let source = written.as_str();
    let mut kept = source.to_owned();
    if let Some((_, rest)) = source.split_once("://") {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if let Some((user, password)) = authority.rsplit_once('@').and_then(|(user, _)| user.split_once(':'))
            && is_literal(password)
        {
            kept = kept.replacen(&format!("{user}:{password}@"), &format!("{user}@"), 1);
        }
    }
    let (address, fragment) = kept.split_at(kept.find('#').unwrap_or(kept.len()));
    if let Some((path, query)) = address.split_once('?') {
        let without = |field: &str| match field.split_once('=') {
            Some((name, value)) if is_literal(value) && is_for_a_secret(name) => format!("{name}="),
            _ => field.to_owned(),
        };
        let fields: Vec<String> = query.split('&').map(without).collect();
        kept = format!("{path}?{}{fragment}", fields.join("&"));
    }
    (kept != source).then(|| Template::parse(kept))
}

/// Returns what a value says beyond the name of how one signs in.
fn beyond_scheme(value: &str) -> &str {
    let value = value.trim_start();
    match value.split_once(' ') {
        Some((scheme, rest)) if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => rest.trim_start(),
        None if SCHEMES.contains(&value.to_ascii_lowercase().as_str()) => "",
        Some(_) | None => value,
    }
}

fn is_literal(text: &str) -> bool {
    !text.is_empty() && !text.contains(['{', '}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_a_header_is_known_by_the_header() {
        for (name, value, secret, kept) in [
            ("Authorization", "Bearer eyJhbGciOi", "", Some("Bearer ")),
            ("authorization", "eyJhbGciOi", "", Some("")),
            ("Authorization", "Bearer ", "crm", None),
            ("Authorization", "Bearer", "", None),
            ("X-Api-Key", "12345", "", Some("")),
            ("X-CRM-Token", "12345", "", Some("")),
            ("X-My-Key", "12345", "", Some("")),
            ("X-Auth", "{Call.Id}", "", None),
            ("X-Caller", "12345", "", None),
            ("Content-Type", "application/json", "", None),
        ] {
            let header = Header { name: name.into(), value: value.into(), secret: secret.into() };
            assert_eq!(is_in_header(&header), kept.is_some(), "{name}: {value}");
            assert_eq!(without(&header).value.as_str(), kept.unwrap_or(value), "{name}: {value}");
        }
    }

    #[test]
    fn a_secret_in_an_address_is_known_by_its_place() {
        for (written, kept) in [
            ("https://anna:hunter2@crm.example/x", Some("https://anna@crm.example/x")),
            ("https://crm.example/?token=abc&tel={Call.RemoteTel}", Some("https://crm.example/?token=&tel={Call.RemoteTel}")),
            ("https://crm.example/?tel=1&api_key=abc#x", Some("https://crm.example/?tel=1&api_key=#x")),
            ("https://crm.example/?key=abc", Some("https://crm.example/?key=")),
            ("https://crm.example/?token={Call.Id}", None),
            ("https://crm.example/?monkey=abc", None),
            ("https://crm.example/?token=abc1&monkey=a1b&key=a1&x-key=1", Some("https://crm.example/?token=&monkey=a1b&key=&x-key=")),
            ("https://crm.example/#a?token=abc", None),
            ("https://crm.example/find?tel={Call.RemoteTel}", None),
            ("mailto:anna@crm.example", None),
            ("https://crm.example/a:b@c", None),
        ] {
            assert_eq!(address_without(&written.into()).as_ref().map(Template::as_str), kept, "{written}");
        }
    }
}
