//! Calls a web service: asks for an address with the values in it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use super::address;
use crate::{FieldProblem, RenderError, Template, Trigger, Values};

/// The schemes a service is asked over.
const SCHEMES: &[&str] = &["https", "http"];

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

/// Leaves what is not said out of what is stored.
fn is_default<T: Default + PartialEq>(said: &T) -> bool {
    *said == T::default()
}

impl RunWebService {
    /// Renders the request to send.
    ///
    /// # Errors
    /// Fails if the address is none, or if a value would change more of it than its place.
    pub fn render(&self, values: &Values) -> Result<HttpRequest, RenderError> {
        Ok(HttpRequest {
            method: self.method,
            url: address::render(&self.url, values, SCHEMES)?,
            headers: Vec::new(),
            body: None,
            time_limit: self.time_limit.unwrap_or(TIME_LIMIT),
            once: self.once,
        })
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        address::problems(&self.url, "url", SCHEMES, trigger)
    }
}
