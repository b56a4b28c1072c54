//! Opens a web page, e.g. the caller's record in a CRM.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use super::{System, address, schemes::Schemes};
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
        let url = address::render(&self.url, values, self.schemes())?;
        if system == System::Windows && url.as_str().len() > LONGEST_ON_WINDOWS {
            return Err(RenderError::TooLong);
        }
        Ok(url)
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        address::problems(&self.url, "url", self.schemes(), trigger)
    }

    fn schemes(&self) -> Schemes<'_> {
        Schemes::and(SCHEMES, &self.allowed_scheme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CallTrigger, FieldProblemCode, sample};

    #[test]
    fn a_further_scheme_is_opened_once_it_is_allowed() {
        use FieldProblemCode::{SchemeNotAllowed, SchemeToAllow, ValueInAddress};
        let values = sample::values(&sample::call_from("A & B/../?#"));
        for (url, allowed_scheme, rendered, problem) in [
            ("callto:{Call.RemoteTel}", "callto", Some("callto:+442079460958"), None),
            ("callto:{Call.RemoteTel}", "", None, Some((SchemeToAllow, "callto"))),
            ("callto:{Call.RemoteTel}", "sip", None, Some((SchemeToAllow, "callto"))),
            ("CallTo:{Call.RemoteTel}?n={Call.RemoteTel}", "callto:", Some("callto:+442079460958?n=%2B442079460958"), None),
            ("crm://open/{Call.RemoteName}?x=1", "crm", Some("crm://open/A%20%26%20B%2F..%2F%3F%23?x=1"), None),
            ("crm://{Call.RemoteName}/", "crm", None, Some((ValueInAddress, ""))),
            ("crm:/{Call.RemoteName}", "crm", None, Some((ValueInAddress, ""))),
            ("{Call.RemoteName}:x", "crm", None, Some((ValueInAddress, ""))),
            ("file:///etc/passwd", "file", None, Some((SchemeNotAllowed, "file"))),
            ("javascript:{Call.RemoteName}", "javascript", None, Some((SchemeNotAllowed, "javascript"))),
            ("ms-msdt:/id {Call.RemoteName}", "ms-msdt", None, Some((SchemeNotAllowed, "ms-msdt"))),
            ("ms-msdt:id {Call.RemoteName}", "ms-msdt", None, Some((SchemeNotAllowed, "ms-msdt"))),
            ("https://crm.example/", "crm", Some("https://crm.example/"), None),
        ] {
            let page = OpenWebPage { url: url.into(), allowed_scheme: allowed_scheme.into() };
            assert_eq!(page.render(&values).ok().as_ref().map(Url::as_str), rendered, "{url}");
            let problems = page.validate(&sample::trigger(CallTrigger::All));
            assert_eq!(problems.iter().map(|problem| (problem.code, problem.detail.as_str())).collect::<Vec<_>>(), problem.into_iter().collect::<Vec<_>>(), "{url}");
        }
    }
}
