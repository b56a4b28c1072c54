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
pub struct RunWebService {
    /// Its address.
    pub url: Template,
}

/// A request to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The HTTP method.
    pub method: &'static str,
    /// Where to.
    pub url: Url,
}

impl RunWebService {
    /// Renders the request to send.
    ///
    /// # Errors
    /// Fails if the address is none, or if a value would change more of it than its place.
    pub fn render(&self, values: &Values) -> Result<HttpRequest, RenderError> {
        Ok(HttpRequest { method: "GET", url: address::render(&self.url, values, SCHEMES)? })
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        address::problems(&self.url, "url", SCHEMES, trigger)
    }
}
