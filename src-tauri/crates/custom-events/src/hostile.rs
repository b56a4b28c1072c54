//! What a caller may write into their name, through every place a value can go.
//!
//! The invariant: a value stays where it stands, whole and unchanged, or nothing is done at all.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::{Command, OpenWebPage, RenderError, RunProgram, RunWebService, ShowMessage, Values, action::System, sample};

/// Names that have done harm somewhere.
fn corpus() -> Vec<String> {
    let written = [
        "\"; rm -rf ~ #",
        "&calc",
        "%0d%0aX: y",
        "a\r\nX: y",
        "-e",
        "--output=/x",
        "/C calc",
        "@file",
        "../../",
        "..",
        ".",
        "%2e%2e",
        "%2E",
        ".%2e",
        "javascript:alert(1)",
        "file:///etc/passwd",
        r"\\evil\share",
        "//evil/share",
        r"\\?\UNC\evil",
        "\u{202e}gpj.exe",
        "\u{1b}[31m",
        "\u{1b}]8;;http://x\u{7}",
        "nul\0byte",
        "$(reboot)",
        "`id`",
        "%COMSPEC%",
        "^|",
        "!x!",
        "x@evil.example",
        "a#b?c=d&e=f",
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "{Call.RemoteTel}",
        "=HYPERLINK(\"http://x\")",
        "'",
        "\\\"",
        "trailing \\",
        "\u{fffd}",
        "\u{1f600}",
        "a\tb",
        "",
        ":80",
        "\u{ff0e}\u{ff0e}\u{ff0f}",
        "|default}",
    ];
    let long = [format!("a{}", "\u{0316}".repeat(1000)), "x".repeat(10_000), "x".repeat(200_000)];
    written.into_iter().map(str::to_owned).chain(long).map(|name| telephony::text::clean(&name)).collect()
}

/// Where a value can go, with the text before and after it.
const ARGUMENTS: &[(&str, &str, &str)] =
    &[("{Call.RemoteName}", "", ""), ("'{Call.RemoteName}'", "", ""), ("--name={Call.RemoteName}", "--name=", ""), ("\"a {Call.RemoteName} b\"", "a ", " b")];

const ADDRESSES: &[&str] = &[
    "https://crm.example/{Call.RemoteName}",
    "https://crm.example/a/{Call.RemoteName}/b?c=d#e",
    "https://crm.example/find?name={Call.RemoteName}",
    "https://crm.example/find?a=b&name={Call.RemoteName}&c=d",
    "https://crm.example?{Call.RemoteName}",
    "https://user:pass@crm.example:8443/#{Call.RemoteName}",
    "http://127.0.0.1/x{Call.RemoteName}y",
];

const PAGES: &[&str] = &["mailto:{Call.RemoteName}", "mailto:sales@crm.example?subject={Call.RemoteName}&body=x", "tel:{Call.RemoteName}"];

const TEXTS: &[(&str, &str, &str)] = &[("{Call.RemoteName}", "", ""), ("<{Call.RemoteName}> {{calls}}", "<", "> {calls}")];

#[test]
#[allow(clippy::print_stdout, reason = "the count is worth seeing")]
fn no_hostile_name_leaves_its_place() {
    let plain = sample::values(&sample::call_from("x"));
    let (mut whole, mut refused) = (0, 0);
    for name in corpus() {
        let values = sample::values(&sample::call_from(&name));
        let shown: String = name.chars().take(40).collect();
        for system in System::ALL {
            for (parameters, before, after) in ARGUMENTS {
                let program = RunProgram { program: absolute("x"), parameters: (*parameters).into(), ..RunProgram::default() };
                match program.render_on(system, &values) {
                    Ok(Command { program, args, .. }) => {
                        assert_eq!(args, [format!("{before}{name}{after}")], "{shown:?} in {parameters}");
                        assert_eq!(program, std::path::Path::new(&absolute("x")));
                        whole += 1;
                    }
                    Err(RenderError::LooksLikeAnOption { .. }) => {
                        assert!(before.is_empty() && name.starts_with(['-', '@', '/']), "{shown:?} in {parameters}");
                        refused += 1;
                    }
                    Err(RenderError::Nul { .. }) => {
                        assert!(name.contains('\0'));
                        refused += 1;
                    }
                    Err(error) => panic!("{shown:?} in {parameters}: {error}"),
                }
            }
            for template in ADDRESSES.iter().chain(PAGES) {
                let page = OpenWebPage { url: (*template).into(), ..OpenWebPage::default() };
                count(&page.render_on(system, &values), &page.render_on(system, &plain), template, &name, &mut whole, &mut refused);
            }
            for template in ADDRESSES {
                let service = RunWebService { url: (*template).into(), ..RunWebService::default() };
                let url = |values: &Values| service.render(values).map(|request| request.url);
                count(&url(&values), &url(&plain), template, &name, &mut whole, &mut refused);
            }
            for (template, before, after) in TEXTS {
                let message = ShowMessage { title: "x".into(), text: (*template).into(), ..ShowMessage::default() }.render(&values).unwrap();
                assert_eq!(message.text, format!("{before}{name}{after}"), "{shown:?} in {template}");
                whole += 1;
            }
        }
    }
    println!("{} names, {} places, 2 systems: {whole} whole, {refused} refused", corpus().len(), ARGUMENTS.len() + 2 * ADDRESSES.len() + PAGES.len() + TEXTS.len());
    assert_eq!(whole + refused, corpus().len() * 2 * (ARGUMENTS.len() + 2 * ADDRESSES.len() + PAGES.len() + TEXTS.len()));
}

fn count(url: &Result<Url, RenderError>, plain: &Result<Url, RenderError>, template: &str, name: &str, whole: &mut usize, refused: &mut usize) {
    let shown: String = name.chars().take(40).collect();
    match url {
        Ok(url) => {
            let plain = plain.as_ref().unwrap();
            assert_eq!(structure(url), structure(plain), "{shown:?} in {template}");
            // The value is there, whole: what follows and what goes before it is as with any other.
            let (before, after) = around(plain.as_str());
            let value = url.as_str().strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            let decoded = value.map(|value| percent_decode_str(value).decode_utf8().unwrap().into_owned());
            assert_eq!(decoded.as_deref(), Some(name), "{shown:?} in {template}");
            *whole += 1;
        }
        Err(RenderError::ValueChangesAddress) => {
            // Only a whole path segment of dots can't be encoded.
            assert!(matches!(name, "." | "..") && template.contains("/{"), "{shown:?} in {template}");
            *refused += 1;
        }
        Err(RenderError::TooLong) => {
            assert!(name.len() > 500);
            *refused += 1;
        }
        Err(error) => panic!("{shown:?} in {template}: {error}"),
    }
}

/// Returns what stands before and after the lone `x` of an address rendered with it.
fn around(plain: &str) -> (&str, &str) {
    let bounds = |at: usize| !plain[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) && !plain[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let at = plain.find("xxy").map(|at| at + 1).or_else(|| plain.match_indices('x').map(|(at, _)| at).find(|at| bounds(*at))).unwrap();
    (&plain[..at], &plain[at + 1..])
}

/// Returns the address with every value, path segment, query value and fragment alike, taken out.
fn structure(url: &Url) -> String {
    let mut bare = url.clone();
    bare.set_path("");
    bare.set_query(None);
    bare.set_fragment(None);
    let names: Option<Vec<_>> = url.query().map(|query| query.split('&').filter_map(|field| field.split_once('=')).map(|(name, _)| name).collect());
    let server = if url.cannot_be_a_base() { url.scheme() } else { bare.as_str() };
    format!("{server} {} {names:?} {}", url.path().split('/').count(), url.fragment().is_some())
}

fn absolute(name: &str) -> String {
    if cfg!(windows) { format!(r"C:\Tools\{name}") } else { format!("/opt/{name}") }
}
