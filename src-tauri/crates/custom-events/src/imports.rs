//! Custom events that go to a file and come from one.
//!
//! A file is a stranger's word. What comes from one is off until somebody has looked at it, and [`reach`] says what there
//! is to look at. No file that a custom event names is touched for it: on some systems a look at a path is enough to
//! give away who looks.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Action, CustomEvent, Template,
    action::{address, literal_secrets},
};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 1024 * 1024;

/// The most custom events that are taken from a file.
pub const MOST: usize = 500;

/// How deep its objects and lists may lie in each other.
const DEEPEST: usize = 32;

/// What is written at the top of such a file, and the version of what follows.
const KIND: &str = "custom events";
const SCHEMA: u64 = 1;

/// What a custom event would reach for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// The programs it runs: each with its parameters, as written.
    pub programs: Vec<(String, String)>,
    /// The servers it asks and the pages it opens: scheme, host and port. Of an address without a server, its scheme.
    pub hosts: Vec<String>,
    /// The headers it sends with its requests, each by name with its value, as written.
    pub headers: Vec<(String, String)>,
    /// The sound files it plays.
    pub sounds: Vec<String>,
    /// The names of the secrets it sends.
    pub secrets: Vec<String>,
    /// Whether something in it shows otherwise than it is: control characters, or such that turn the direction of writing
    /// or are not seen.
    pub disguised: bool,
}

/// Why nothing is taken from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// It holds no custom events of ours, or is broken.
    #[error("the file holds no custom events")]
    NotOurs,
    /// A later version wrote it.
    #[error("a later version wrote the file")]
    TooNew,
    /// It is larger than a megabyte, or holds more than 500.
    #[error("the file is too large")]
    TooLarge,
}

/// Returns what a custom event would reach for, each once and in order.
pub fn reach(event: &CustomEvent) -> Reach {
    let mut reach = Reach::default();
    for action in &event.actions {
        match action {
            Action::RunProgram(action) => add(&mut reach.programs, (action.program.clone(), action.parameters.as_str().to_owned())),
            Action::PlaySound(action) => add(&mut reach.sounds, action.file.clone()),
            Action::ShowMessage(action) if action.page.is_blank() => {}
            Action::ShowMessage(action) => add(&mut reach.hosts, host(&action.page)),
            Action::OpenWebPage(action) => add(&mut reach.hosts, host(&action.url)),
            Action::RunWebService(action) => {
                add(&mut reach.hosts, host(&action.url));
                for header in &action.headers {
                    add(&mut reach.headers, (header.name.clone(), header.value.as_str().to_owned()));
                    if !header.secret.is_empty() {
                        add(&mut reach.secrets, header.secret.clone());
                    }
                }
            }
        }
    }
    reach.disguised = serde_json::to_value(event).is_ok_and(|stored| is_disguised("", &stored));
    reach
}

/// Writes custom events as a file of ours. There is no secret in it: a custom event only names them, and what looks like
/// one where it is written down all the same is left out.
pub fn write_export(events: &[CustomEvent]) -> String {
    let custom_events = events.iter().map(|event| CustomEvent { imported: false, actions: event.actions.iter().map(without_secrets).collect(), ..event.clone() }).collect();
    let mut text = serde_json::to_string_pretty(&File { bellhop: KIND.to_owned(), schema: SCHEMA, custom_events }).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads a file of ours. Its custom events come out switched off and marked as imported, and no two with the same id.
/// What a user consents to is taken out of them, so that the editor asks for it here.
///
/// # Errors
/// Fails if it is none, or too much of one. Then nothing is taken from it.
pub fn parse_export(text: &str) -> Result<Vec<CustomEvent>, ExportError> {
    if text.len() > LARGEST {
        return Err(ExportError::TooLarge);
    }
    if depth(text) > DEEPEST {
        return Err(ExportError::NotOurs);
    }
    let text = text.trim_start_matches('\u{feff}');
    let head: Head = serde_json::from_str(text).map_err(|_| ExportError::NotOurs)?;
    match head {
        Head { bellhop, .. } if bellhop != KIND => return Err(ExportError::NotOurs),
        Head { schema, .. } if schema > SCHEMA => return Err(ExportError::TooNew),
        Head { schema: SCHEMA, .. } => {}
        Head { .. } => return Err(ExportError::NotOurs),
    }
    let mut events = serde_json::from_str::<File>(text).map_err(|_| ExportError::NotOurs)?.custom_events;
    if events.len() > MOST {
        return Err(ExportError::TooLarge);
    }
    for index in 0..events.len() {
        let (before, event) = events.split_at_mut(index);
        let event = &mut event[0];
        (event.enabled, event.imported) = (false, true);
        event.actions.iter_mut().for_each(withdraw_consent);
        if event.id.is_empty() || before.iter().any(|other| other.id == event.id) {
            event.id = CustomEvent::new_id();
        }
    }
    Ok(events)
}

/// Takes out what looks like a secret.
fn without_secrets(action: &Action) -> Action {
    let mut action = action.clone();
    let (address, headers) = match &mut action {
        Action::RunWebService(service) => (&mut service.url, service.headers.as_mut_slice()),
        Action::OpenWebPage(page) => (&mut page.url, Default::default()),
        Action::ShowMessage(message) => (&mut message.page, Default::default()),
        Action::RunProgram(_) | Action::PlaySound(_) => return action,
    };
    if let Some(without) = literal_secrets::address_without(address) {
        *address = without;
    }
    for header in headers {
        *header = literal_secrets::without(header);
    }
    if let Action::RunWebService(service) = &mut action {
        service.body.remove_secrets();
    }
    action
}

/// Returns what an export of it says to who imports it: without what only this user has consented to.
pub fn without_consent(mut event: CustomEvent) -> CustomEvent {
    event.actions.iter_mut().for_each(withdraw_consent);
    event
}

/// Takes out what is said to be consented to: that was for another machine, if anybody was asked at all.
fn withdraw_consent(action: &mut Action) {
    match action {
        Action::OpenWebPage(page) => page.allowed_scheme.clear(),
        Action::RunProgram(program) => program.takes_options = false,
        Action::PlaySound(_) | Action::ShowMessage(_) | Action::RunWebService(_) => {}
    }
}

/// The file, as far as every version of it is the same.
#[derive(Debug, Deserialize)]
struct Head {
    bellhop: String,
    schema: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    bellhop: String,
    schema: u64,
    custom_events: Vec<CustomEvent>,
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Returns scheme, host and port of an address; all of it as written where they can't be told.
fn host(written: &Template) -> String {
    match address::with_x(written) {
        // A value that stands there is refused when it comes to it; until then it is shown as it is.
        Some(_) if address::check_authority(written).is_err() => written.as_str().to_owned(),
        Some(url) => match (url.host_str(), url.port()) {
            (Some(host), Some(port)) => format!("{}://{host}:{port}", url.scheme()),
            (Some(host), None) => format!("{}://{host}", url.scheme()),
            (None, _) => format!("{}:", url.scheme()),
        },
        None => written.as_str().to_owned(),
    }
}

/// Returns whether a string, or the key of one, shows otherwise than it is. The texts of messages and bodies may have
/// several lines.
fn is_disguised(key: &str, stored: &Value) -> bool {
    match stored {
        Value::String(text) => text.chars().any(|c| is_unseen(c) && !(key == "text" && matches!(c, '\n' | '\r' | '\t'))),
        Value::Array(items) => items.iter().any(|item| is_disguised(key, item)),
        Value::Object(fields) => fields.iter().any(|(key, value)| key.chars().any(is_unseen) || is_disguised(key, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Returns whether a character is not seen, or moves those around it. Joiners are left out: names are written with them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns how deep objects and lists lie in each other.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{CallTrigger, Header, OpenWebPage, PlaySound, RunProgram, RunWebService, ShowMessage, sample};

    fn event(id: &str, actions: Vec<Action>) -> CustomEvent {
        CustomEvent {
            id: id.into(),
            name: "n".into(),
            enabled: true,
            trigger: sample::trigger(CallTrigger::All),
            conditions: vec![],
            actions,
            limit: Default::default(),
            imported: false,
            extra: Default::default(),
        }
    }

    fn page(url: &str) -> Action {
        Action::OpenWebPage(OpenWebPage { url: url.into(), ..OpenWebPage::default() })
    }

    #[test]
    fn what_a_custom_event_reaches_for_is_told_before_anything_is_done() {
        let header = |secret: &str| Header { name: "X".into(), value: "{Call.Id}".into(), secret: secret.into() };
        let actions = vec![
            Action::RunProgram(RunProgram { program: r"\\evil\share\x.exe".into(), parameters: "a {Call.RemoteTel}".into(), ..RunProgram::default() }),
            Action::PlaySound(PlaySound { file: "/x.wav".into(), ..PlaySound::default() }),
            Action::ShowMessage(ShowMessage { text: "two\nlines".into(), page: "https://page.example/{Call.Id}".into(), ..ShowMessage::default() }),
            Action::ShowMessage(ShowMessage::default()),
            page("HTTPS://user:pass@Crm.example:8443/{Call.Id}"),
            page("mailto:{Call.RemoteName}"),
            page("https://{Call.RemoteName}.evil.example/"),
            page("nonsense"),
            Action::RunWebService(RunWebService { url: "http://127.0.0.1/x".into(), headers: vec![header("crm"), header(""), header("crm")], ..RunWebService::default() }),
        ];
        let expected = Reach {
            programs: vec![(r"\\evil\share\x.exe".into(), "a {Call.RemoteTel}".into())],
            hosts: ["https://page.example", "https://crm.example:8443", "mailto:", "https://{Call.RemoteName}.evil.example/", "nonsense", "http://127.0.0.1"]
                .map(Into::into)
                .into(),
            headers: vec![("X".into(), "{Call.Id}".into())],
            sounds: vec!["/x.wav".into()],
            secrets: vec!["crm".into()],
            disguised: false,
        };
        assert_eq!(reach(&event("1", actions)), expected);
    }

    #[test]
    fn what_shows_otherwise_than_it_is_is_told() {
        let program = |program: &str| event("1", vec![Action::RunProgram(RunProgram { program: program.into(), ..RunProgram::default() })]);
        for (event, disguised) in [
            (program("/opt/x"), false),
            (program("/opt/\u{202e}gpj.exe"), true),
            (program("/opt/x\n"), true),
            (program("/opt/\u{200b}x"), true),
            (CustomEvent { name: "family \u{1f468}\u{200d}\u{1f469}".into(), ..event("1", vec![]) }, false),
            (CustomEvent { name: "\u{1b}[31m".into(), ..event("1", vec![]) }, true),
            (event("1", vec![page("https://a.example/\u{2066}")]), true),
        ] {
            assert_eq!(reach(&event).disguised, disguised, "{event:?}");
        }
    }

    #[test]
    fn what_is_no_file_of_ours_is_refused_whole() {
        use ExportError::{NotOurs, TooLarge, TooNew};
        let one = serde_json::to_string(&event("1", vec![])).unwrap();
        let file = |schema: &str, events: &str| format!(r#"{{"bellhop": "custom events", "schema": {schema}, "customEvents": [{events}]}}"#);
        for (text, error) in [
            (String::new(), NotOurs),
            ("[]".into(), NotOurs),
            (r#"{"bellhop": "settings", "schema": 1, "customEvents": []}"#.into(), NotOurs),
            (r#"{"schema": 1, "customEvents": []}"#.into(), NotOurs),
            (file("0", ""), NotOurs),
            (file("\"1\"", ""), NotOurs),
            (file("2", r#"{"of": "another shape"}"#), TooNew),
            (file("1", r#"{"of": "another shape"}"#), NotOurs),
            (file("1", &vec![one.as_str(); 501].join(",")), TooLarge),
            (file("1", &" ".repeat(LARGEST)), TooLarge),
            (file("1", &"[".repeat(200_000)), NotOurs),
            (file("1", &one.replace("\"n\"", &format!("\"n\", \"extra\": {}{}", "[".repeat(40), "]".repeat(40)))), NotOurs),
        ] {
            assert_eq!(parse_export(&text), Err(error), "{}", text.chars().take(80).collect::<String>());
        }
        assert_eq!(parse_export(&file("1", &vec![one.as_str(); 500].join(","))).map(|events| events.len()), Ok(500));
        assert_eq!(parse_export(&file("1", &one.replace("\"n\"", &format!("\"{}\"", "[{".repeat(40))))).map(|events| events.len()), Ok(1), "in a string they are letters");
    }

    #[test]
    fn what_is_imported_is_off_and_has_an_id_of_its_own() {
        let events = parse_export(&write_export(&[event("1", vec![]), event("1", vec![]), event("", vec![])])).unwrap();
        assert!(events.iter().all(|event| !event.enabled && event.imported && !event.id.is_empty()));
        assert_eq!(events[0].id, "1");
        assert!(events[1].id != "1" && events[1].id != events[2].id);
    }

    #[test]
    fn a_file_brings_no_consent() {
        let page = |allowed_scheme: &str| Action::OpenWebPage(OpenWebPage { url: "callto:1".into(), allowed_scheme: allowed_scheme.into() });
        let program = |takes_options| Action::RunProgram(RunProgram { program: "/opt/x".into(), environment: true, takes_options, ..RunProgram::default() });
        let sent = [event("1", vec![page("callto"), program(true), page("crm")]), event("2", vec![program(true)])];
        let events = parse_export(&write_export(&sent)).unwrap();
        let actions: Vec<_> = events.iter().map(|event| event.actions.as_slice()).collect();
        assert_eq!(actions, [&[page(""), program(false), page("")][..], &[program(false)]]);
    }

    #[test]
    fn a_secret_that_is_written_down_does_not_go_to_a_file() {
        let header = Header { name: "Authorization".into(), value: "Bearer hunter2".into(), secret: String::new() };
        let service = RunWebService { url: "https://crm.example/?token=hunter2".into(), headers: vec![header], ..RunWebService::default() };
        let message = ShowMessage { page: "https://anna:hunter2@crm.example/".into(), ..ShowMessage::default() };
        let text = write_export(&[event("1", vec![Action::RunWebService(service), Action::ShowMessage(message), page("https://crm.example/?api_key=hunter2")])]);
        assert!(!text.contains("hunter2") && text.contains("Bearer ") && text.contains("https://anna@crm.example/"), "{text}");
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(names in prop::collection::vec(("\\PC*|.*", "\\PC*", any::<bool>(), any::<bool>()), 0..4)) {
            let events: Vec<CustomEvent> = names.iter().zip(0..).map(|((name, url, enabled, imported), id)| {
                let extra = [("later".to_owned(), Value::from(name.as_str()))].into_iter().collect();
                CustomEvent { name: name.clone(), enabled: *enabled, imported: *imported, extra, ..event(&format!("id {id}"), vec![page(url)]) }
            }).collect();
            let back = parse_export(&write_export(&events)).unwrap();
            let expected: Vec<CustomEvent> = events.into_iter().map(|event| CustomEvent { enabled: false, imported: true, ..event }).collect();
            prop_assert_eq!(back, expected);
        }

        #[test]
        fn no_file_makes_a_panic(text in "\\PC*|[{}\\[\\]\",:a1]{0,40}") {
            prop_assert!(parse_export(&text).is_err());
        }
    }
}
