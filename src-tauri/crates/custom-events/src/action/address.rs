//! Addresses with values in them, whose structure no value can change.
//!
//! Scheme and server are literal: a value may stand after them only. Every value is percent-encoded but for the
//! unreserved characters of RFC 3986, 2.3, so that it stays in its path segment, its query value or the fragment. What
//! encoding can't prevent, a path segment of `.` or `..`, is refused; and the whole is compared, piece by piece, with
//! the address that has `x` for every value.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use super::{hosts, schemes::Schemes};
use crate::{
    FieldProblem, FieldProblemCode, RenderError, Trigger, Values,
    template::{Part, Template},
};

const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Right after `tel:` and its like a number keeps its `+`: RFC 3966 has no other way to write it.
const NUMBER: &AsciiSet = &VALUE.remove(b'+');

/// Renders an address of one of `schemes`.
pub(crate) fn render(template: &Template, values: &Values, schemes: Schemes<'_>) -> Result<Url, RenderError> {
    let address = Address::of(template, schemes, &encoded(template, values))?;
    if address.structure != Address::of(template, schemes, &template.fill(|_| "x".to_owned()))?.structure {
        return Err(RenderError::ValueChangesAddress);
    }
    Ok(address.url)
}

/// Returns what is wrong with an address.
pub(crate) fn problems(template: &Template, field: &str, schemes: Schemes<'_>, trigger: &Trigger) -> Vec<FieldProblem> {
    if template.is_blank() {
        return vec![FieldProblem::new(field, FieldProblemCode::Empty, "")];
    }
    let mut problems = template.problems(field, trigger);
    let problem = |code, detail: &str| Some(FieldProblem::new(field, code, detail));
    let probe = |value: &str| Address::of(template, schemes, &template.fill(|_| value.to_owned()));
    problems.extend(match (probe("x"), probe("y")) {
        (Ok(x), Ok(y)) if x.structure == y.structure => {
            let is_seen_on_the_way = x.url.scheme() == "http" && !hosts::is_private(&x.url);
            if is_seen_on_the_way { problem(FieldProblemCode::NotPrivate, x.url.host_str().unwrap_or_default()) } else { None }
        }
        // A value would name a query field.
        (Ok(_), Ok(_)) => problem(FieldProblemCode::ValueInName, ""),
        (Err(RenderError::ValueInAddress), _) if lacks_scheme(template) => problem(FieldProblemCode::BadAddress, template.as_str()),
        (Err(RenderError::ValueInAddress), _) | (_, Err(RenderError::ValueInAddress)) => problem(FieldProblemCode::ValueInAddress, ""),
        (Err(RenderError::SchemeNotAllowed { scheme }), _) if schemes.could_allow(&scheme) => problem(FieldProblemCode::SchemeToAllow, &scheme),
        (Err(RenderError::SchemeNotAllowed { scheme }), _) => problem(FieldProblemCode::SchemeNotAllowed, &scheme),
        (Err(_), _) | (_, Err(_)) => problem(FieldProblemCode::BadAddress, template.as_str()),
    });
    problems
}

/// Returns the address with `x` for every value, if it is one: its scheme and its server are those of every other, unless
/// a value stands there.
pub(crate) fn with_x(template: &Template) -> Option<Url> {
    Url::parse(template.fill(|_| "x".to_owned()).trim()).ok()
}

/// Puts the values in, each encoded for its place.
fn encoded(template: &Template, values: &Values) -> String {
    let mut takes_numbers = takes_numbers(template);
    let mut written = String::new();
    for part in template.parts() {
        match part {
            Part::Text(text) => {
                takes_numbers &= !text.contains('?');
                written.push_str(text);
            }
            Part::Unreadable(unreadable) => written.push_str(&unreadable.written),
            Part::Value(place) => written.extend(utf8_percent_encode(&place.fill(values).text, if takes_numbers { NUMBER } else { VALUE })),
        }
    }
    written
}

#[derive(Debug)]
struct Address {
    url: Url,
    structure: Structure,
}

/// What of an address no value may change.
#[derive(Debug, PartialEq, Eq)]
struct Structure {
    scheme: String,
    username: String,
    password: Option<String>,
    host: Option<String>,
    port: Option<u16>,
    segments: usize,
    /// Path segments that name a folder by its place. The parser takes them out, and others with them.
    relative_segments: usize,
    /// Of each query field its name, if it has one.
    query: Option<Vec<Option<String>>>,
    fragment: bool,
}

impl Address {
    fn of(template: &Template, schemes: Schemes<'_>, written: &str) -> Result<Self, RenderError> {
        if let Some(scheme) = literal_scheme(template)
            && !schemes.allow(&scheme)
        {
            return Err(RenderError::SchemeNotAllowed { scheme });
        }
        check_authority(template)?;
        let written = written.trim();
        let url = Url::parse(written)?;
        if !schemes.allow(url.scheme()) {
            return Err(RenderError::SchemeNotAllowed { scheme: url.scheme().to_owned() });
        }
        let structure = Structure::of(&url, written);
        Ok(Self { url, structure })
    }
}

impl Structure {
    fn of(url: &Url, written: &str) -> Self {
        let path = written.split(['?', '#']).next().unwrap_or_default();
        Self {
            scheme: url.scheme().to_owned(),
            username: url.username().to_owned(),
            password: url.password().map(str::to_owned),
            host: url.host_str().map(str::to_owned),
            port: url.port(),
            segments: url.path().split('/').count(),
            relative_segments: path.split(['/', '\\']).filter(|segment| is_relative(segment)).count(),
            query: url.query().map(|query| query.split('&').map(|field| field.split_once('=').map(|(name, _)| name.to_owned())).collect()),
            fragment: url.fragment().is_some(),
        }
    }
}

/// Returns whether a path segment means the folder itself or the one above (URL Standard, single- and double-dot
/// segments).
fn is_relative(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Returns the scheme, in small letters, if it is written without a value in it (RFC 3986, 3.1).
fn literal_scheme(template: &Template) -> Option<String> {
    let Some(Part::Text(beginning)) = template.parts().first() else { return None };
    let (scheme, _) = beginning.trim_start().split_once(':')?;
    let is_scheme = scheme.starts_with(|char: char| char.is_ascii_alphabetic()) && scheme.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Returns whether it begins with the name of a server: what stands before that was left out.
fn lacks_scheme(template: &Template) -> bool {
    let Some(Part::Text(beginning)) = template.parts().first() else { return false };
    literal_scheme(template).is_none() && beginning.trim_start().find('/').is_some_and(|slash| slash > 0)
}

/// Returns whether a number may follow the colon, as in `tel:`. In a mail address, a `+` is encoded like all else.
fn takes_numbers(template: &Template) -> bool {
    let Some(Part::Text(beginning)) = template.parts().first() else { return false };
    let Some((scheme, rest)) = beginning.trim_start().split_once(':') else { return false };
    names_no_server(scheme) && !scheme.eq_ignore_ascii_case("mailto") && !rest.starts_with(['/', '\\'])
}

/// Returns whether an address of that scheme names no server unless slashes follow the colon. Of the others, the parser
/// takes the first word for one all the same (URL Standard, special schemes).
fn names_no_server(scheme: &str) -> bool {
    !matches!(scheme.to_ascii_lowercase().as_str(), "https" | "http" | "wss" | "ws" | "ftp" | "file")
}

/// Fails if a value stands in the scheme or between it and the path.
pub(crate) fn check_authority(template: &Template) -> Result<(), RenderError> {
    // Addresses without a server, such as mailto and tel, take values right after the colon, unless slashes follow it.
    let mut literal = String::new();
    let mut value_follows = false;
    for part in template.parts() {
        match part {
            Part::Text(text) => literal.push_str(text),
            Part::Unreadable(unreadable) => literal.push_str(&unreadable.written),
            Part::Value(_) => {
                value_follows = true;
                break;
            }
        }
    }
    if !value_follows {
        return Ok(());
    }
    // The parser leaves these out wherever they stand.
    let literal: String = literal.trim_start().chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let Some((scheme, rest)) = literal.split_once(':') else { return Err(RenderError::ValueInAddress) };
    if names_no_server(scheme) && !rest.starts_with(['/', '\\']) {
        return Ok(());
    }
    let server = rest.trim_start_matches(['/', '\\']);
    if server.contains(['/', '\\', '?', '#']) { Ok(()) } else { Err(RenderError::ValueInAddress) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{CallTrigger, sample};

    const PAGES: Schemes<'_> = Schemes::only(&["https", "http", "mailto", "tel"]);

    fn address(template: &str, name: &str) -> Result<String, RenderError> {
        render(&Template::parse(template), &sample::values(&sample::call_from(name)), PAGES).map(String::from)
    }

    #[test]
    fn values_stay_where_they_stand() {
        for (template, name, expected) in [
            ("https://crm.example/find?tel={Call.RemoteTel}", "x", "https://crm.example/find?tel=%2B442079460958"),
            ("https://crm.example/{Call.RemoteName}/open", "a/b?c#d", "https://crm.example/a%2Fb%3Fc%23d/open"),
            ("https://crm.example/?q={Call.RemoteName}&s=1", "A & B=C", "https://crm.example/?q=A%20%26%20B%3DC&s=1"),
            ("https://crm.example?{Call.RemoteName}", "a=b&c", "https://crm.example/?a%3Db%26c"),
            ("https://crm.example/#{Call.RemoteName}", "#x", "https://crm.example/#%23x"),
            ("https://crm.example:8443/{Call.RemoteName}", "x@evil.example", "https://crm.example:8443/x%40evil.example"),
            ("  https://crm.example/a b/{Call.RemoteName}", "é", "https://crm.example/a%20b/%C3%A9"),
            ("https://crm.example/{Call.RemoteName}", "", "https://crm.example/"),
            ("https://crm.example/x{Call.RemoteName}", "..", "https://crm.example/x.."),
            ("https://crm.example/{Call.Outcome|no one}", "x", "https://crm.example/no%20one"),
            ("https://crm.example/{{{Call.LocalTel}}}", "x", "https://crm.example/%7B4021%7D"),
            ("https://crm.example/a/../{Call.LocalTel}", "x", "https://crm.example/4021"),
            ("mailto:sales@crm.example?subject={Call.RemoteName}", "a&bcc=b@evil.example", "mailto:sales@crm.example?subject=a%26bcc%3Db%40evil.example"),
            ("mailto:{Call.RemoteName}", "a,b@evil.example?cc=c", "mailto:a%2Cb%40evil.example%3Fcc%3Dc"),
            ("tel:{Call.RemoteTel}", "x", "tel:+442079460958"),
            ("TEL:{Call.RemoteName}", "1;ext=2", "tel:1%3Bext%3D2"),
        ] {
            assert_eq!(address(template, name).as_deref(), Ok(expected), "{template}");
        }
    }

    #[test]
    fn what_would_change_the_address_is_refused() {
        use RenderError::{ValueChangesAddress, ValueInAddress};
        let scheme = |scheme: &str| RenderError::SchemeNotAllowed { scheme: scheme.into() };
        for (template, name, error) in [
            ("https://crm.example/{Call.RemoteName}", ".", ValueChangesAddress),
            ("https://crm.example/{Call.RemoteName}/x", "..", ValueChangesAddress),
            ("https://crm.example/.{Call.RemoteName}", ".", ValueChangesAddress),
            ("https://crm.example/%2{Call.RemoteName}", "e", ValueChangesAddress),
            ("https://crm.example/?{Call.RemoteName}=1", "y", ValueChangesAddress),
            ("{Call.RemoteName}", "https://evil.example/", ValueInAddress),
            ("{Call.RemoteName}://crm.example/", "https", ValueInAddress),
            ("https:{Call.RemoteName}", "//evil.example", ValueInAddress),
            ("https://{Call.RemoteName}/", "evil.example", ValueInAddress),
            ("https://crm.example{Call.RemoteName}/", ".evil.example", ValueInAddress),
            ("https://crm.example:{Call.RemoteName}/", "80", ValueInAddress),
            ("https://user:{Call.RemoteName}@crm.example/", "x", ValueInAddress),
            ("https:///\\{Call.RemoteName}/", "evil.example", ValueInAddress),
            ("https:/\t/{Call.RemoteName}/", "evil.example", ValueInAddress),
            ("mailto://{Call.RemoteName}/", "evil.example", ValueInAddress),
            ("javascript:/{Call.RemoteName}/", "x", scheme("javascript")),
            ("javascript:alert(1)", "x", scheme("javascript")),
            ("file:///etc/passwd", "x", scheme("file")),
            (r"C:\x", "x", scheme("c")),
        ] {
            assert_eq!(address(template, name), Err(error), "{name} in {template}");
        }
        assert!(matches!(address("crm.example/", "x"), Err(RenderError::BadAddress(_))));
        assert!(matches!(address(r"\\evil\share", "x"), Err(RenderError::BadAddress(_))));
        assert!(matches!(address("https://", "x"), Err(RenderError::BadAddress(_))));
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said_before_it_is_saved() {
        use FieldProblemCode::{BadAddress, Empty, NotPrivate, SchemeNotAllowed, UnknownVariable, ValueInAddress, ValueInName};
        for (template, expected) in [
            ("https://crm.example/{Call.RemoteTel}?q={Call.RemoteName}", vec![]),
            ("mailto:{Call.RemoteName}", vec![]),
            ("", vec![(Empty, "")]),
            ("  ", vec![(Empty, "")]),
            ("crm.example", vec![(BadAddress, "crm.example")]),
            ("crm.example/{Call.RemoteName}", vec![(BadAddress, "crm.example/{Call.RemoteName}")]),
            ("https://", vec![(BadAddress, "https://")]),
            ("file:///etc/passwd", vec![(SchemeNotAllowed, "file")]),
            ("https://{Call.RemoteName}/", vec![(ValueInAddress, "")]),
            ("https://crm.example/?{Call.RemoteName}=1", vec![(ValueInName, "")]),
            ("https://crm.example/?x={Call.Weather}", vec![(UnknownVariable, "Call.Weather")]),
            ("http://crm.example/{Call.RemoteTel}", vec![(NotPrivate, "crm.example")]),
            ("http://192.168.1.4/{Call.RemoteTel}", vec![]),
        ] {
            let problems = problems(&Template::parse(template), "url", PAGES, &sample::trigger(CallTrigger::All));
            let said: Vec<_> = problems.iter().map(|problem| (problem.code, problem.detail.as_str())).collect();
            assert_eq!(said, expected, "{template}");
        }
    }

    proptest! {
        #[test]
        fn no_value_changes_the_structure(name in "\\PC*|.*|[./%2eE\\\\]{1,6}", template in "https://h\\.example/([a-z/?&=#.%]|\\{Call\\.RemoteName\\}){0,12}") {
            if let Ok(url) = address(&template, &name) {
                let url = Url::parse(&url).unwrap();
                let plain = Url::parse(&address(&template, "x").unwrap()).unwrap();
                prop_assert_eq!((url.scheme(), url.host_str(), url.port()), (plain.scheme(), plain.host_str(), plain.port()));
                prop_assert_eq!(url.path().split('/').count(), plain.path().split('/').count());
                prop_assert_eq!(url.query().map(|q| q.matches('&').count()), plain.query().map(|q| q.matches('&').count()));
                prop_assert_eq!(url.fragment().is_some(), plain.fragment().is_some());
            }
        }
    }
}
