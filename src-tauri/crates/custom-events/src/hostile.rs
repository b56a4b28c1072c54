//! What a caller may write into their name or number, through every place a value can go.
//!
//! The invariant: a value stays where it stands, whole but for its cleaning, or nothing is done at all.

use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use serde_json::Value;
use telephony::{Change, PhoneNumber, What};
use url::{Url, form_urlencoded};

use crate::{
    Action, Command, FormField, Header, HttpBody, HttpMethod, HttpRequest, Message, OpenWebPage, RenderError, Rendered, RunProgram, RunWebService, ShowMessage, Values,
    action::System, csv, sample, values::cleaned,
};

/// Names that have done harm somewhere. Whoever shows a name or passes it on is tried with the same ones.
fn corpus() -> Vec<String> {
    let written: Vec<Value> = serde_json::from_str(include_str!("../../../../tests/fixtures/hostile.json")).unwrap();
    let text = |name: &Value| match name {
        Value::String(name) => name.clone(),
        long => format!("{}{}", long["begins"].as_str().unwrap(), long["goesOn"].as_str().unwrap().repeat(long["times"].as_u64().unwrap() as usize)),
    };
    written.iter().map(text).collect()
}

/// What became of a value in one place.
enum Fate {
    Whole,
    Refused,
}

/// A value that a caller chose, and what is to arrive of it.
struct Hostile {
    values: Values,
    /// Those with `x` in its place.
    plain: &'static Values,
    /// Which of several places of a kind it is put in, counted round; all without.
    turn: Option<usize>,
    /// The variable it is in, in braces.
    variable: &'static str,
    arrives: String,
}

impl Hostile {
    /// As a name, and as a number as far as it can be one.
    fn both(text: &str) -> [Self; 2] {
        let number = PhoneNumber::parse(text);
        let arrives = number.as_ref().map(|number| number.as_str().to_owned()).unwrap_or_default();
        [
            Self { values: values(Some(text), PhoneNumber::parse("x")), plain: &PLAIN, turn: None, variable: "{Call.RemoteName}", arrives: cleaned(text) },
            Self { values: values(Some("x"), number), plain: &PLAIN, turn: None, variable: "{Call.RemoteTel}", arrives },
        ]
    }

    /// Returns the places of a kind it is put in.
    fn among<'a, T>(&self, places: &'a [T]) -> &'a [T] {
        let one = |turn: usize| &places[turn % places.len()..][..1];
        self.turn.map_or(places, one)
    }

    /// Puts the variable where a `V` stands.
    fn template(&self, written: &str) -> String {
        written.replace('V', self.variable)
    }

    /// Puts what is to arrive where a `V` stands.
    fn expected(&self, written: &str) -> String {
        written.replace('V', &self.arrives)
    }

    fn shown(&self) -> String {
        format!("{:?} in {}", self.arrives.chars().take(40).collect::<String>(), self.variable)
    }
}

static RINGING: LazyLock<Change> = LazyLock::new(sample::ringing_call);

static PLAIN: LazyLock<Values> = LazyLock::new(|| values(Some("x"), PhoneNumber::parse("x")));

static PLAIN_ENVIRONMENT: LazyLock<Vec<(String, String)>> = LazyLock::new(|| PLAIN.environment());

fn values(name: Option<&str>, number: Option<PhoneNumber>) -> Values {
    let change = RINGING.clone();
    let What::Call { moment, mut call } = change.what else { panic!("a call") };
    (call.remote.name, call.remote.number) = (name.map(str::to_owned), number);
    sample::values(&Change { what: What::Call { moment, call }, ..change })
}

/// A place a value can go, and what has to be true of it there. It panics if that is not so.
type Place = fn(&Hostile, System) -> Vec<Fate>;

const PLACES: &[(&str, Place)] = &[
    ("argument", argument),
    ("environment", environment),
    ("address of a page", page),
    ("mail and telephone", mail_and_telephone),
    ("further scheme", further_scheme),
    ("address of a service", service),
    ("JSON", json),
    ("form", form),
    ("event", event),
    ("header", header),
    ("message", message),
    ("page of a message", page_of_message),
    ("CSV", table),
    ("activity", activity),
];

#[test]
#[allow(clippy::print_stdout, reason = "the count is worth seeing")]
fn no_hostile_value_leaves_its_place() {
    let corpus = corpus();
    let (mut all_whole, mut all_refused) = (0, 0);
    for (name, place) in PLACES {
        let (mut whole, mut refused) = (0, 0);
        for system in System::ALL {
            for hostile in corpus.iter().flat_map(|text| Hostile::both(text)) {
                for fate in place(&hostile, system) {
                    match fate {
                        Fate::Whole => whole += 1,
                        Fate::Refused => refused += 1,
                    }
                }
            }
        }
        println!("{name}: {whole} whole, {refused} refused");
        (all_whole, all_refused) = (all_whole + whole, all_refused + refused);
    }
    println!("{} values, as name and number, {} places, 2 systems: {all_whole} whole, {all_refused} refused, 0 elsewhere", corpus.len(), PLACES.len());
    assert!(corpus.len() >= 60 && all_whole > 10 * all_refused);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]
    #[test]
    fn no_value_at_all_leaves_its_place(text in "\\PC{0,16}|.{0,16}|[-@=+/\\\\.%2eE'\"{}|:?#&<>\\r\\n\\t ]{0,10}", turn: usize, is_windows: bool) {
        let system = if is_windows { System::Windows } else { System::Unix };
        // A number is a text of fewer characters.
        let [name, number] = Hostile::both(&text);
        let hostile = Hostile { turn: Some(turn / 8), ..if turn % 8 == 0 { number } else { name } };
        for (_, place) in PLACES {
            place(&hostile, system);
        }
    }
}

fn argument(hostile: &Hostile, system: System) -> Vec<Fate> {
    let program = if cfg!(windows) { r"C:\Tools\x" } else { "/opt/x" };
    let of = |(written, expected, takes_options): (&str, &str, bool)| {
        let action = RunProgram { program: program.into(), parameters: hostile.template(written).into(), takes_options, ..RunProgram::default() };
        let from_call: Option<Vec<String>> =
            action.pieces(&hostile.values).ok().map(|args| args.concat().into_iter().filter(|piece| piece.from_call).map(|piece| piece.text).collect());
        match action.render_on(system, &hostile.values) {
            Ok(Command { program: runs, args, .. }) => {
                assert_eq!(args, [hostile.expected(expected)], "{} {written}", hostile.shown());
                assert_eq!(runs, std::path::Path::new(program));
                if let Some(from_call) = from_call {
                    assert_eq!(from_call.concat(), hostile.arrives, "{} {written}", hostile.shown());
                }
                Fate::Whole
            }
            Err(RenderError::LooksLikeAnOption { argument: 1 }) => {
                let options = ['-', '@', '/', '\u{2013}', '\u{2014}', '\u{2015}'];
                assert!(!takes_options && expected.starts_with('V') && hostile.arrives.starts_with(options), "{} {written}", hostile.shown());
                Fate::Refused
            }
            Err(error) => panic!("{} {written}: {error}", hostile.shown()),
        }
    };
    let places = [("V", "V", false), ("V", "V", true), ("'V'", "V", false), ("--name=V", "--name=V", false), ("\"a V b\"", "a V b", false)];
    hostile.among(&places).iter().copied().map(of).collect()
}

fn environment(hostile: &Hostile, _: System) -> Vec<Fate> {
    let program = if cfg!(windows) { r"C:\Tools\x.bat" } else { "/opt/x.bat" };
    let action = RunProgram { program: program.into(), parameters: "fixed".into(), environment: true, ..RunProgram::default() };
    let command = action.render_on(System::Windows, &hostile.values).unwrap();
    let name = if hostile.variable == "{Call.RemoteTel}" { "BELLHOP_CALL_REMOTE_TEL" } else { "BELLHOP_CALL_REMOTE_NAME" };
    assert!(command.environment.contains(&(name.to_owned(), hostile.arrives.clone())), "{}", hostile.shown());
    assert!(command.environment.iter().map(|(name, _)| name).eq(PLAIN_ENVIRONMENT.iter().map(|(name, _)| name)));
    assert!(command.environment.iter().all(|(_, value)| !value.contains(|c: char| c.is_control())));
    vec![Fate::Whole]
}

const ADDRESSES: &[&str] = &[
    "https://crm.example/V",
    "https://crm.example/a/V/b?c=d#e",
    "https://crm.example/find?name=V",
    "https://crm.example/find?a=b&name=V&c=d",
    "https://crm.example?V",
    "https://user:pass@crm.example:8443/#V",
    "http://127.0.0.1/xVy",
];

fn page(hostile: &Hostile, system: System) -> Vec<Fate> {
    hostile.among(ADDRESSES).iter().map(|written| page_on(hostile, system, written, "")).collect()
}

fn mail_and_telephone(hostile: &Hostile, system: System) -> Vec<Fate> {
    hostile.among(&["mailto:V", "mailto:sales@crm.example?subject=V&body=x1", "tel:V"]).iter().map(|written| page_on(hostile, system, written, "")).collect()
}

fn further_scheme(hostile: &Hostile, system: System) -> Vec<Fate> {
    let addresses = [("callto:V", "callto"), ("callto:1?name=V", "callto"), ("crm://open/V?a=b", "crm"), ("crm:open#V", "crm")];
    hostile.among(&addresses).iter().map(|(written, scheme)| page_on(hostile, system, written, scheme)).collect()
}

fn page_on(hostile: &Hostile, system: System, written: &str, allowed_scheme: &str) -> Fate {
    let page = OpenWebPage { url: hostile.template(written).into(), allowed_scheme: allowed_scheme.into() };
    check_address(hostile, written, page.render_on(system, &hostile.values), &page.render(hostile.plain).unwrap())
}

fn service(hostile: &Hostile, _: System) -> Vec<Fate> {
    let of = |written: &&str| {
        let service = RunWebService { url: hostile.template(written).into(), ..RunWebService::default() };
        check_address(hostile, written, service.render(&hostile.values).map(|request| request.url), &service.render(hostile.plain).unwrap().url)
    };
    hostile.among(ADDRESSES).iter().map(of).collect()
}

fn page_of_message(hostile: &Hostile, _: System) -> Vec<Fate> {
    let of = |written: &&str| {
        let message = ShowMessage { text: "x".into(), page: hostile.template(written).into(), ..ShowMessage::default() };
        check_address(hostile, written, message.render(&hostile.values).map(|message| message.page.unwrap()), &message.render(hostile.plain).unwrap().page.unwrap())
    };
    hostile.among(ADDRESSES).iter().map(of).collect()
}

fn check_address(hostile: &Hostile, written: &str, url: Result<Url, RenderError>, plain: &Url) -> Fate {
    let shown = || format!("{} {written}", hostile.shown());
    match url {
        Ok(url) => {
            assert_eq!(structure(&url), structure(plain), "{}", shown());
            // The value is there, whole: what follows and what goes before it is as with any other.
            let (before, after) = around(plain.as_str());
            let value = url.as_str().strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            let decoded = value.map(|value| percent_decode_str(value).decode_utf8().unwrap().into_owned());
            assert_eq!(decoded.as_deref(), Some(hostile.arrives.as_str()), "{}", shown());
            Fate::Whole
        }
        Err(RenderError::ValueChangesAddress) => {
            // Only a whole path segment of dots can't be encoded.
            assert!(matches!(hostile.arrives.as_str(), "." | "..") && written.contains("/V"), "{}", shown());
            Fate::Refused
        }
        Err(RenderError::TooLong) => {
            assert!(hostile.arrives.len() > 500, "{}", shown());
            Fate::Refused
        }
        Err(error) => panic!("{}: {error}", shown()),
    }
}

/// Returns what stands before and after the lone `x` of an address rendered with it.
fn around(plain: &str) -> (&str, &str) {
    let is_alone = |at: usize| !plain[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) && !plain[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let at = plain.find("xxy").map(|at| at + 1).or_else(|| plain.match_indices('x').map(|(at, _)| at).find(|at| is_alone(*at))).unwrap();
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

fn sent(hostile: &Hostile, body: HttpBody, headers: Vec<Header>) -> HttpRequest {
    RunWebService { url: "https://crm.example/".into(), method: HttpMethod::Post, body, headers, ..RunWebService::default() }.render(&hostile.values).unwrap()
}

fn json(hostile: &Hostile, _: System) -> Vec<Fate> {
    let document = |name: &str| serde_json::json!({"name": name, "list": [format!("<{name}>"), 1.5, null, {"deep": [name, true]}], "tail": "end"});
    let text = document(hostile.variable).to_string();
    let body = sent(hostile, HttpBody::Json { text }, Vec::new()).body.unwrap();
    assert_eq!(serde_json::from_str::<Value>(&body.text).unwrap(), document(&hostile.arrives), "{}", hostile.shown());
    vec![Fate::Whole]
}

fn form(hostile: &Hostile, _: System) -> Vec<Fate> {
    let field = |name: &str, value: &str| FormField { name: name.into(), value: hostile.template(value).into() };
    let body = sent(hostile, HttpBody::Form { fields: vec![field("a", "1"), field("name", "<V>"), field("z", "V")] }, Vec::new()).body.unwrap();
    let back: Vec<(String, String)> = form_urlencoded::parse(body.text.as_bytes()).into_owned().collect();
    let expected = [("a", "1".to_owned()), ("name", hostile.expected("<V>")), ("z", hostile.arrives.clone())].map(|(name, value)| (name.to_owned(), value));
    assert_eq!(back, expected, "{}", hostile.shown());
    vec![Fate::Whole]
}

fn event(hostile: &Hostile, _: System) -> Vec<Fate> {
    static EXPECTED: LazyLock<String> = LazyLock::new(|| event_of(&values(Some("NAME"), PhoneNumber::parse("TEL"))));
    let name = if hostile.variable == "{Call.RemoteTel}" { "x" } else { &hostile.arrives };
    let tel = if hostile.variable == "{Call.RemoteTel}" { &hostile.arrives } else { "x" };
    let sent = event_of(&hostile.values);
    assert!(!sent.contains(|c: char| c.is_control()));
    let expected = EXPECTED.replace("\"NAME\"", &Value::from(name).to_string()).replace("\"TEL\"", &Value::from(tel).to_string());
    assert_eq!(serde_json::from_str::<Value>(&sent).unwrap(), serde_json::from_str::<Value>(&expected).unwrap(), "{}", hostile.shown());
    vec![Fate::Whole]
}

fn event_of(values: &Values) -> String {
    let service = RunWebService { url: "https://crm.example/".into(), method: HttpMethod::Post, ..RunWebService::default() };
    service.render(values).unwrap().body.unwrap().text
}

fn header(hostile: &Hostile, _: System) -> Vec<Fate> {
    let header = |name: &str, value: &str| Header { name: name.into(), value: hostile.template(value).into(), secret: String::new() };
    let headers = sent(hostile, HttpBody::Nothing, vec![header("X-Before", "1"), header("X-Caller", "V"), header("X-After", "2")]).headers;
    assert_eq!(headers.iter().map(|header| header.name.as_str()).collect::<Vec<_>>(), ["X-Before", "X-Caller", "X-After"]);
    assert_eq!((headers[0].value.as_str(), headers[2].value.as_str()), ("1", "2"));
    let value = headers[1].value.as_str();
    assert!(value.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{}", hostile.shown());
    let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
    assert_eq!(decoded(value), decoded(&hostile.arrives), "{}", hostile.shown());
    vec![Fate::Whole]
}

fn message(hostile: &Hostile, _: System) -> Vec<Fate> {
    let message = ShowMessage { title: hostile.template("V!").into(), text: hostile.template("<V> {{calls}}").into(), ..ShowMessage::default() }.render(&hostile.values).unwrap();
    let expected = Message { title: hostile.expected("V!"), text: hostile.expected("<V> {calls}"), ..Message::default() };
    assert_eq!(message, expected, "{}", hostile.shown());
    vec![Fate::Whole, Fate::Whole]
}

fn table(hostile: &Hostile, _: System) -> Vec<Fate> {
    let fields = ["before", &hostile.arrives, "after"];
    let row = csv::row(&fields);
    assert_eq!(csv::parse(&(row.clone() + &row)), [fields, fields], "{}", hostile.shown());
    let cell = row.strip_prefix("before,").unwrap();
    assert!(!cell.strip_prefix('"').unwrap_or(cell).starts_with(['=', '+', '-', '@', '\t', '\r']), "{}", hostile.shown());
    vec![Fate::Whole]
}

/// One line of the activity, as it is kept and exported.
fn activity(hostile: &Hostile, _: System) -> Vec<Fate> {
    let action = Action::ShowMessage(ShowMessage { title: "x".into(), text: hostile.template("V").into(), ..ShowMessage::default() });
    let rendered = action.render(&hostile.values).unwrap();
    let line = serde_json::to_string(&rendered).unwrap();
    assert!(!line.contains(|c: char| c.is_control()), "{}", hostile.shown());
    assert_eq!(serde_json::from_str::<Rendered>(&line).unwrap(), rendered);
    vec![Fate::Whole]
}
