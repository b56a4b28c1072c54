//! Calls a web service: asks for an address with the values in it, or sends it a body.
//!
//! Secrets are named here and put in where a request is sent. Where an answer sends us, and what is done when there is none,
//! is the host's business too.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use super::{address, hosts, literal_secrets, schemes::Schemes};
use crate::{FieldProblem, FieldProblemCode, RenderError, Template, Trigger, Values};

/// The schemes a service is asked over.
const SCHEMES: Schemes<'_> = Schemes::only(&["https", "http"]);

/// Calls a web service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunWebService {
    /// Its address.
    pub url: Template,
    /// The HTTP method.
    #[serde(default, skip_serializing_if = "is_default")]
    #[ts(as = "Option<HttpMethod>", optional)]
    pub method: HttpMethod,
    /// What is sent besides the address; nothing with GET.
    #[serde(default, skip_serializing_if = "is_default")]
    #[ts(as = "Option<HttpBody>", optional)]
    pub body: HttpBody,
    /// Further headers, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Header>>", optional)]
    pub headers: Vec<Header>,
    /// How long one attempt may take, in seconds; without, half a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub time_limit: Option<u32>,
    /// Whether it is tried once only. Otherwise it is tried again for a day while the service is away.
    #[serde(default, skip_serializing_if = "is_default")]
    #[ts(as = "Option<bool>", optional)]
    pub once: bool,
}

/// The HTTP methods a service is called with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// Asks for the address.
    #[default]
    Get,
    /// Sends a body.
    Post,
    /// Sends a body to be kept under the address.
    Put,
}

impl HttpMethod {
    /// Returns the method as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// What is sent in the body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum HttpBody {
    /// The whole event, as JSON.
    #[default]
    Event,
    /// JSON written by the user: a document whose strings are templates. Values never change its structure.
    Json {
        /// The document as typed.
        text: String,
    },
    /// The fields of a form.
    Form {
        /// The fields, in their order.
        fields: Vec<FormField>,
    },
    /// Nothing.
    Nothing,
}

/// One field of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormField {
    /// Its name, literal.
    pub name: String,
    /// Its value.
    pub value: Template,
}

/// One header of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Header {
    /// Its name, literal.
    pub name: String,
    /// Its value, or what stands before the secret, e.g. `Bearer `.
    pub value: Template,
    /// The name of a secret in the keyring that ends the value; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub secret: String,
}

/// A request to send, without secrets: this is what the outbox keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HttpRequest {
    /// The HTTP method.
    pub method: HttpMethod,
    /// Where to.
    #[ts(type = "string")]
    pub url: Url,
    /// Further headers; the secret of one is put in when it is sent.
    #[serde(default)]
    pub headers: Vec<RenderedHeader>,
    /// The body, if there is one.
    #[serde(default)]
    pub body: Option<RenderedBody>,
    /// How long one attempt may take, in seconds.
    pub time_limit: u32,
    /// Whether it is tried once only.
    #[serde(default)]
    pub once: bool,
}

/// One header with the values in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RenderedHeader {
    /// Its name.
    pub name: String,
    /// Its value, but for the secret.
    pub value: String,
    /// The name of the secret that ends it, or empty.
    #[serde(default)]
    pub secret: String,
}

/// A body with the values in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenderedBody {
    /// Its media type.
    pub content_type: String,
    /// Its text.
    pub text: String,
}

/// How long an attempt may take where the user does not say, in seconds.
const TIME_LIMIT: u32 = 30;

/// The longest time an attempt may take, in seconds.
const LONGEST_TIME_LIMIT: u32 = 300;

/// Leaves what is not said out of what is stored.
fn is_default<T: Default + PartialEq>(said: &T) -> bool {
    *said == T::default()
}

impl RunWebService {
    /// Renders the request to send.
    ///
    /// # Errors
    /// Fails if the address is none or one that is not asked, if a value would change more of it than its place, or if the
    /// body is no JSON or too large.
    pub fn render(&self, values: &Values) -> Result<HttpRequest, RenderError> {
        let url = address::render(&self.url, values, SCHEMES)?;
        if let Some(host) = hosts::forbidden(&url) {
            return Err(RenderError::AddressForbidden { host });
        }
        let mut headers = self.headers.iter().map(|header| header.render(values)).collect::<Result<Vec<_>, _>>()?;
        let mut body = self.sent_body().map(|body| body.render(values)).transpose()?.flatten();
        if let Some(body) = &mut body {
            take_content_type(&mut headers, body);
        }
        let time_limit = self.time_limit.unwrap_or(TIME_LIMIT).clamp(1, LONGEST_TIME_LIMIT);
        Ok(HttpRequest { method: self.method, url, headers, body, time_limit, once: self.once })
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        let mut problems = address::problems(&self.url, "url", SCHEMES, trigger);
        let url = address::with_x(&self.url);
        if let Some(host) = url.as_ref().and_then(hosts::forbidden) {
            problems.push(FieldProblem::new("url", FieldProblemCode::AddressForbidden, host));
        }
        if literal_secrets::address_without(&self.url).is_some() {
            problems.push(FieldProblem::new("url", FieldProblemCode::LooksSecret, ""));
        }
        if let Some(body) = self.sent_body() {
            problems.extend(body.problems(trigger).into_iter().map(|problem| problem.within("body")));
        }
        // A secret is seen by everybody on the way, also by those in the house.
        let is_seen = url.as_ref().is_some_and(|url| url.scheme() == "http" && !hosts::is_this_computer(url));
        for (index, header) in self.headers.iter().enumerate() {
            let mut of_header = header.problems(trigger);
            if is_seen && !header.secret.is_empty() {
                of_header.push(FieldProblem::new("secret", FieldProblemCode::NotPrivate, &header.secret));
            }
            problems.extend(of_header.into_iter().map(|problem| problem.within(&format!("headers.{index}"))));
        }
        if let Some(limit) = self.time_limit.filter(|limit| !(1..=LONGEST_TIME_LIMIT).contains(limit)) {
            problems.push(FieldProblem::new("timeLimit", FieldProblemCode::BadNumberOfSeconds, limit.to_string()));
        }
        problems
    }

    /// Returns the body that is sent with this method.
    fn sent_body(&self) -> Option<&HttpBody> {
        match self.method {
            HttpMethod::Get => None,
            HttpMethod::Post | HttpMethod::Put => Some(&self.body),
        }
    }
}

/// Lets the user say of what type the body is, e.g. `application/vnd.api+json`. A request has one such header.
fn take_content_type(headers: &mut Vec<RenderedHeader>, body: &mut RenderedBody) {
    let said = headers.extract_if(.., |header| header.name.eq_ignore_ascii_case("content-type")).next();
    headers.retain(|header| !header.name.eq_ignore_ascii_case("content-type"));
    if let Some(said) = said.filter(|said| !said.value.trim().is_empty()) {
        body.content_type = said.value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CallTrigger, sample};

    fn service(url: &str, method: HttpMethod, body: HttpBody) -> RunWebService {
        RunWebService { url: url.into(), method, body, ..RunWebService::default() }
    }

    fn header(name: &str, value: &str, secret: &str) -> Header {
        Header { name: name.into(), value: value.into(), secret: secret.into() }
    }

    #[test]
    fn a_body_is_sent_with_the_methods_that_have_one() {
        let values = sample::values(&sample::ringing_call());
        let json = || HttpBody::Json { text: "{\"id\": \"{Call.Id}\"}".into() };
        for (method, body, sent) in [
            (HttpMethod::Get, HttpBody::Event, None),
            (HttpMethod::Get, HttpBody::Json { text: "no json".into() }, None),
            (HttpMethod::Post, HttpBody::Nothing, None),
            (HttpMethod::Post, json(), Some(("application/json", "{\"id\": \"callhalf-7345:0\"}"))),
            (
                HttpMethod::Put,
                HttpBody::Form { fields: vec![FormField { name: "a".into(), value: "{Call.LocalTel}".into() }] },
                Some(("application/x-www-form-urlencoded", "a=4021")),
            ),
        ] {
            let service = service("https://crm.example/", method, body);
            let request = service.render(&values).unwrap();
            assert_eq!((request.method, request.time_limit, request.once), (method, 30, false));
            assert_eq!(request.body.as_ref().map(|body| (body.content_type.as_str(), body.text.as_str())), sent);
            assert_eq!(service.validate(&sample::trigger(CallTrigger::All)), []);
        }
        let whole = service("https://crm.example/", HttpMethod::Post, HttpBody::Event).render(&values).unwrap().body.unwrap();
        assert_eq!(whole.content_type, "application/json");
        let told: serde_json::Value = serde_json::from_str(&whole.text).unwrap();
        assert_eq!((&told["event"], &told["state"], &told["call"]["RemoteName"]), (&"Customer calls".into(), &"Ringing".into(), &"Priya Raman".into()));
    }

    #[test]
    fn the_user_may_say_of_what_type_the_body_is() {
        let values = sample::values(&sample::ringing_call());
        let headers = vec![header("content-type", "application/vnd.api+json", ""), header("X-A", "1", ""), header("Content-Type", "x", "")];
        let request = RunWebService { headers: headers.clone(), ..service("https://crm.example/", HttpMethod::Post, HttpBody::Event) }.render(&values).unwrap();
        assert_eq!(request.body.unwrap().content_type, "application/vnd.api+json");
        assert_eq!(request.headers.iter().map(|header| header.name.as_str()).collect::<Vec<_>>(), ["X-A"]);
    }

    #[test]
    fn where_secrets_of_the_machine_are_told_nothing_is_asked() {
        let values = sample::values(&sample::ringing_call());
        for (url, host) in [
            ("http://169.254.169.254/latest/{Call.Id}", Some("169.254.169.254")),
            ("https://2852039166/", Some("169.254.169.254")),
            ("http://[fe80::1]/", Some("[fe80::1]")),
            ("http://metadata.google.internal/", Some("metadata.google.internal")),
            ("http://127.0.0.1/", None),
        ] {
            let service = service(url, HttpMethod::Get, HttpBody::Nothing);
            assert_eq!(service.render(&values).err(), host.map(|host| RenderError::AddressForbidden { host: host.into() }), "{url}");
            let problems = service.validate(&sample::trigger(CallTrigger::All));
            let forbidden = problems.iter().find(|problem| problem.code == FieldProblemCode::AddressForbidden);
            assert_eq!(forbidden.map(|problem| (problem.field.as_str(), problem.detail.as_str())), host.map(|host| ("url", host)), "{url}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_request_is_said_with_its_field() {
        use FieldProblemCode::{BadHeader, BadJson, BadNumberOfSeconds, NotPrivate, SchemeNotAllowed, UnknownVariable};
        let plain = || service("https://crm.example/", HttpMethod::Post, HttpBody::Event);
        let with_secret =
            |url: &str| RunWebService { headers: vec![header("X-A", "", ""), header("Authorization", "Bearer ", "crm")], ..service(url, HttpMethod::Get, HttpBody::Event) };
        for (service, expected) in [
            (plain(), vec![]),
            (service("callto:1", HttpMethod::Get, HttpBody::Event), vec![("url", SchemeNotAllowed)]),
            (service("https://crm.example/", HttpMethod::Post, HttpBody::Json { text: "{".into() }), vec![("body.text", BadJson)]),
            (service("https://crm.example/", HttpMethod::Post, HttpBody::Json { text: "\"{X}\"".into() }), vec![("body.text", UnknownVariable)]),
            (
                RunWebService { headers: vec![header("X-A", "{X}", ""), header("Host", "x", "")], ..plain() },
                vec![("headers.0.value", UnknownVariable), ("headers.1.name", BadHeader)],
            ),
            (RunWebService { time_limit: Some(0), ..plain() }, vec![("timeLimit", BadNumberOfSeconds)]),
            (RunWebService { time_limit: Some(301), ..plain() }, vec![("timeLimit", BadNumberOfSeconds)]),
            (RunWebService { time_limit: Some(300), ..plain() }, vec![]),
            (with_secret("https://crm.example/"), vec![]),
            (with_secret("http://127.0.0.1/"), vec![]),
            (with_secret("http://192.168.1.4/"), vec![("headers.1.secret", NotPrivate)]),
            (with_secret("http://crm.example/"), vec![("url", NotPrivate), ("headers.1.secret", NotPrivate)]),
        ] {
            let problems = service.validate(&sample::trigger(CallTrigger::All));
            assert_eq!(problems.iter().map(|problem| (problem.field.as_str(), problem.code)).collect::<Vec<_>>(), expected, "{service:?}");
        }
    }
}
