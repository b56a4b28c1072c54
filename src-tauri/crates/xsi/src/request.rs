//! Every path and body of the protocol that we send.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use quick_xml::escape::escape;
use reqwest::Method;

use crate::server::Paths;
use crate::xml::NAMESPACE;

/// How long a channel is asked for, in seconds: one nobody refreshes any more should not stay for a day.
const CHANNEL_LASTS: u32 = 7200;

/// How long a subscription is asked for, in seconds: what the specification recommends to programs of end users
/// (4.2.4.7).
const SUBSCRIPTION_LASTS: u32 = 86_400;

/// The version of the interface, which begins every path.
const VERSION: &str = "/v2.0";

/// What stays as it is in a path segment. No server expects the `@` of a user or the `:` of a call encoded.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'@').remove(b':').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request, but for the server and the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its method.
    pub method: Method,
    /// Where it goes.
    pub application: Application,
    /// Its path within the application, and its query if it has one, encoded.
    pub path: String,
    /// Its body, or nothing.
    pub body: String,
    /// Whether it has a connection of its own, which goes with its answer: at rest nothing follows for longer than servers
    /// keep one.
    pub leaves: bool,
}

/// A web application of a server (3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Application {
    /// Questions about a user.
    Actions,
    /// Subscriptions, heartbeats and acknowledgements.
    Events,
    /// Opening channels.
    Channels,
}

impl Application {
    /// Returns its path on a server.
    pub fn path(self, paths: &Paths) -> &str {
        match self {
            Self::Actions => &paths.actions,
            Self::Events => &paths.events,
            Self::Channels => &paths.channels,
        }
    }
}

/// A kind of event one can subscribe to (schema, `EventPackage`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Package {
    /// Calls, and the hook.
    AdvancedCall,
    /// Do-not-disturb.
    DoNotDisturb,
}

impl Package {
    /// Returns its name in the schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::AdvancedCall => "Advanced Call",
            Self::DoNotDisturb => "Do Not Disturb",
        }
    }
}

/// What we answer to an event (schema, `EventResponseStatusCode`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It arrived.
    Taken,
    /// We have no such subscription; the server deletes it.
    NoSuchSubscription,
}

/// Asks who the user is (3.5.2).
pub fn profile(user_id: &str) -> Request {
    ask(Method::GET, Application::Actions, format!("/user/{}/profile", segment(user_id)), String::new())
}

/// Asks which calls a user has (3.5.4).
pub fn calls(user_id: &str) -> Request {
    ask(Method::GET, Application::Actions, format!("/user/{}/calls", segment(user_id)), String::new())
}

/// Asks how a call stands (3.5.4).
pub fn call(user_id: &str, call: &str) -> Request {
    ask(Method::GET, Application::Actions, format!("/user/{}/calls/{}", segment(user_id), segment(call)), String::new())
}

/// Asks whether a user's phone is off the hook (3.5.4).
pub fn hook_status(user_id: &str) -> Request {
    ask(Method::GET, Application::Actions, format!("/user/{}/calls/HookStatus", segment(user_id)), String::new())
}

/// Asks which of a user's calls the server wrote down (3.5.7).
pub fn call_logs(user_id: &str) -> Request {
    ask(Method::GET, Application::Actions, format!("/user/{}/directories/CallLogs", segment(user_id)), String::new())
}

/// Asks for the list of users whose lamps a user sees (3.5.3). Receptionists have it under another name.
pub fn busy_lamp_list(user_id: &str, receptionist: bool) -> Request {
    let service = if receptionist { "BwReceptionist" } else { "BusyLampField" };
    ask(Method::GET, Application::Actions, format!("/user/{}/services/{service}", segment(user_id)), String::new())
}

/// How many colleagues are asked for at once.
pub const COLLEAGUES: usize = 50;

/// Which directory somebody is looked up in (3.5.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directory {
    /// Everybody in the company.
    Enterprise,
    /// The user's own group.
    Group,
}

/// Looks colleagues up by what is typed of them: one word of the name or a part of it, both names, or an extension.
pub fn find_colleagues(user_id: &str, directory: Directory, typed: &str) -> Request {
    let directory = match directory {
        Directory::Enterprise => "Enterprise",
        Directory::Group => "Group",
    };
    // `*` stands for anything, and what ends in `/i` fits in any case.
    let like = |word: &str| utf8_percent_encode(&format!("*{}*/i", word.replace('*', "")), NON_ALPHANUMERIC).to_string();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let criteria = match words.as_slice() {
        [number] if number.bytes().all(|digit| digit.is_ascii_digit()) => format!("extension={number}*&number=*{number}*&searchCriteriaModeOr=true"),
        [word] => format!("firstName={0}&lastName={0}&userId={0}&searchCriteriaModeOr=true", like(word)),
        [first, rest @ ..] => format!("firstName={}&lastName={}", like(first), like(&rest.join(" "))),
        [] => String::new(),
    };
    let path = format!("/user/{}/directories/{directory}?start=1&results={COLLEAGUES}&sortColumn=lastName&{criteria}", segment(user_id));
    ask(Method::GET, Application::Actions, path.trim_end_matches('&').to_owned(), String::new())
}

/// Opens a channel (4.6.3.1).
pub fn open_channel(channel_set: &str, application: &str) -> Request {
    let fields = [("channelSetId", channel_set), ("priority", "1"), ("weight", "50"), ("expires", &CHANNEL_LASTS.to_string()), ("applicationId", application)];
    ask(Method::POST, Application::Channels, "/channel".to_owned(), body("Channel", &fields))
}

/// Says that we are still there (4.6.3.4).
pub fn heartbeat(channel: &str) -> Request {
    let heartbeat = ask(Method::PUT, Application::Events, format!("/channel/{}/heartbeat", segment(channel)), String::new());
    // Else a computer at rest is woken once more for each of them, to give up what nobody uses.
    Request { leaves: true, ..heartbeat }
}

/// Keeps a channel for longer (4.6.3.2).
pub fn refresh_channel(channel: &str) -> Request {
    ask(Method::PUT, Application::Events, format!("/channel/{}", segment(channel)), body("Channel", &[("expires", &CHANNEL_LASTS.to_string())]))
}

/// Closes a channel (4.6.3.3).
pub fn close_channel(channel: &str) -> Request {
    ask(Method::DELETE, Application::Events, format!("/channel/{}", segment(channel)), String::new())
}

/// Subscribes to what happens to a user (4.6.2.1). A subscription like it is replaced.
pub fn subscribe(target: &str, package: Package, channel_set: &str, application: &str) -> Request {
    let fields = [("event", package.name()), ("expires", &SUBSCRIPTION_LASTS.to_string()), ("channelSetId", channel_set), ("applicationId", application)];
    ask(Method::POST, Application::Events, format!("/user/{}", segment(target)), body("Subscription", &fields))
}

/// Keeps a subscription for longer. The server then says how things are, as at the start (4.2.4.2).
pub fn refresh_subscription(subscription: &str) -> Request {
    ask(Method::PUT, Application::Events, format!("/subscription/{}", segment(subscription)), body("Subscription", &[("expires", &SUBSCRIPTION_LASTS.to_string())]))
}

/// Ends a subscription (4.6.2.6).
pub fn unsubscribe(subscription: &str) -> Request {
    ask(Method::DELETE, Application::Events, format!("/subscription/{}", segment(subscription)), String::new())
}

/// Acknowledges an event (4.6.3.2).
pub fn event_response(event: &str, verdict: Verdict) -> Request {
    let (status, reason) = match verdict {
        Verdict::Taken => ("200", "OK"),
        Verdict::NoSuchSubscription => ("481", "Subscription does not exist"),
    };
    ask(Method::POST, Application::Events, "/channel/eventresponse".to_owned(), body("EventResponse", &[("eventID", event), ("statusCode", status), ("reason", reason)]))
}

fn ask(method: Method, application: Application, path: String, body: String) -> Request {
    Request { method, application, path: format!("{VERSION}{path}"), body, leaves: false }
}

fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// Writes a body. Fields come in the order of the schema; servers insist on it.
fn body(name: &str, fields: &[(&str, &str)]) -> String {
    let fields: String = fields.iter().map(|(field, value)| format!("<{field}>{}</{field}>", escape(*value))).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><{name} xmlns=\"{NAMESPACE}\">{fields}</{name}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_is_what_the_specification_says() {
        let paths = Paths::default();
        let written = |request: Request| format!("{} {}{}\n{}", request.method, request.application.path(&paths), request.path, request.body);
        let all = [
            profile("anna@example.com"),
            calls("anna@example.com"),
            call("anna@example.com", "callhalf-1:0"),
            hook_status("anna@example.com"),
            call_logs("anna@example.com"),
            busy_lamp_list("anna@example.com", false),
            busy_lamp_list("anna@example.com", true),
            find_colleagues("anna@example.com", Directory::Enterprise, "No&wak"),
            find_colleagues("anna@example.com", Directory::Group, " Tomasz  van Nowak"),
            find_colleagues("anna@example.com", Directory::Group, "40"),
            open_channel("bellhop-1-anna@example.com", "bellhop-1"),
            heartbeat("c-1"),
            refresh_channel("c-1"),
            close_channel("c-1"),
            subscribe("anna@example.com", Package::AdvancedCall, "bellhop-1-anna@example.com", "bellhop-1"),
            subscribe("anna@example.com", Package::DoNotDisturb, "bellhop-1-anna@example.com", "bellhop-1"),
            refresh_subscription("s-1"),
            unsubscribe("s-1"),
            event_response("e-1", Verdict::Taken),
            event_response("e-1", Verdict::NoSuchSubscription),
        ];
        insta::assert_snapshot!(all.map(written).join("\n\n"));
    }

    #[test]
    fn ids_of_others_stay_within_their_place() {
        assert_eq!(profile("a b+c/../#?%@example.com").path, "/v2.0/user/a%20b%2Bc%2F..%2F%23%3F%25@example.com/profile");
        assert_eq!(heartbeat("../x").path, "/v2.0/channel/..%2Fx/heartbeat");
        assert!(event_response("<e>&", Verdict::Taken).body.contains("<eventID>&lt;e&gt;&amp;</eventID>"));
    }
}
