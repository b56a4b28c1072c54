//! Opens a web page, e.g. the caller's record in a CRM.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use super::{System, address};
use crate::{FieldProblem, RenderError, Template, Trigger, Values};

/// The schemes that are opened.
pub(super) const SCHEMES: &[&str] = &["https", "http", "mailto", "tel"];

/// The longest address Windows opens.
const LONGEST_ON_WINDOWS: usize = 2000;

/// Opens a web page, writes a mail or dials.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenWebPage {
    /// Its address.
    pub url: Template,
    /// A further scheme the user allows here, after a warning: such an address starts a program. Some never are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub allowed_scheme: String,
}

impl OpenWebPage {
    /// Renders the address to open.
    ///
    /// # Errors
    /// Fails if it is none, or if a value would change more of it than its place.
    pub fn render(&self, values: &Values) -> Result<Url, RenderError> {
        self.render_on(System::HERE, values)
    }

    pub(crate) fn render_on(&self, system: System, values: &Values) -> Result<Url, RenderError> {
        let url = address::render(&self.url, values, SCHEMES)?;
        if system == System::Windows && url.as_str().len() > LONGEST_ON_WINDOWS {
            return Err(RenderError::TooLong);
        }
        Ok(url)
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        address::problems(&self.url, "url", SCHEMES, trigger)
    }
}
